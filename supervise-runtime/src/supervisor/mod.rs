//! Supervisors: processes that start, watch, restart and stop others.
//!
//! | file | holds |
//! |---|---|
//! | `core/` | every decision, as a pure function |
//! | `shell/` | the task that tells the core what happened and does what it says |
//! | `lane.rs` | what reaches that task |
//! | `timers.rs` | when the core wants to be called |
//! | `label.rs` | what a child is called, and where it stands |
//! | `plan.rs` | what a supervisor is made of, for all its incarnations |
//! | `builder.rs` | the public way to describe one, and its kinds of children: `child.rs`, `dynamic.rs`, `tasks.rs`, `task_stream.rs`, `pool.rs`; `settings.rs`: what these have in common |
//! | `check.rs` | what the macro asks about the types in a declaration |
//! | `manage.rs` | what may be asked of a running one |
//! | `root.rs` | a running tree and its owner; `program.rs`: a tree as the whole program |
//! | `snapshot.rs` | how a tree looks right now; `event.rs`: what happens in it |

mod builder;
mod check;
mod child;
mod core;
mod dynamic;
mod event;
mod label;
mod lane;
mod manage;
#[cfg(feature = "testing")]
mod matrix;
mod plan;
mod pool;
mod program;
mod root;
mod settings;
mod shell;
mod snapshot;
mod task_stream;
mod tasks;
mod timers;

pub use self::builder::{ChildSpec, Supervisor, SupervisorRef};
pub use self::check::{ProcessIf, TreeIf, must_be_a_declared_tree, must_be_a_process};
pub use self::child::{Child, Later};
pub use self::dynamic::{Dynamic, DynamicRef, Starter};
pub use self::event::{TreeEvent, TreeEventKind, TreeEvents};
pub(crate) use self::label::Path;
pub(crate) use self::lane::Report;
pub use self::manage::{Add, ChildCounts, ChildError, ChildId, ChildInfo, StartChildError};
#[cfg(feature = "testing")]
pub use self::matrix::{FaultMatrix, FaultReport, fault_matrix};
pub(crate) use self::plan::{Live, Plan};
pub use self::pool::{ByKey, LeastLoaded, Pool, PoolRef, ResizeError, RoundRobin};
pub use self::program::{main, run};
pub use self::root::{
    Declared, Outcome, Parameter, Root, Start, StartError, Stopped, StoppedHow, Tree, TreeHandle,
};
#[cfg(all(test, supervise_loom))]
pub(crate) use self::shell::{ChildTask, Driver};
pub use self::snapshot::{Counters, NodeKind, Snapshot};
pub use self::task_stream::{TaskError, TaskStream};
pub use self::tasks::{NoMessage, Task, TaskProcess, TaskRef, Tasks, TasksRef};
