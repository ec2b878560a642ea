//! Supervision trees for Rust: processes with typed handles, restarted by declared supervisors.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

// So that examples in these docs, and our own tests, name the crate as users do.
#[allow(
    unused_extern_crates,
    reason = "the macros name the crate by its own name"
)]
extern crate self as supervise;

pub use supervise_macros::{managed_process, supervision_tree};
#[doc(inline)]
pub use supervise_runtime::model::{Limit, Restart, Shutdown, Strategy, Timeout};
#[doc(inline)]
pub use supervise_runtime::{
    Accepts, Action, ByKey, Call, CallError, Cast, CastError, Child, ChildSpec, Cx, Down, Dynamic,
    DynamicRef, End, Exit, ExitReason, Handle, Init, InitError, Later, LimitReached, Monitor, Name,
    NameTaken, NodeKind, Outcome, Panic, Pending, Pid, Pool, PoolRef, Process, ReplyTo, Root,
    RoundRobin, Scoped, Snapshot, Spawn, SpawnError, Start, StartChildError, StartError, Starting,
    Status, Supervisor, SupervisorRef, Timer, Tree, TreeHandle, TrySendError, TrySendReason, model,
    without_panic_hook,
};

/// What most programs need: `use supervise::prelude::*;`.
pub mod prelude {
    pub use crate::{
        Action, Call, CallError, Cast, CastError, Cx, Down, End, Exit, ExitReason, Handle, Init,
        Monitor, Pid, Spawn, Timer, Tree, TreeHandle, managed_process, supervision_tree,
    };
}

/// What generated code may use, and nobody else.
#[doc(hidden)]
pub mod __private {
    pub use supervise_runtime::model::{
        Limit, Restart, Route, Shutdown, Strategy, SupervisorSpec, Timeout, budget_fits,
        total_budget,
    };
    pub use supervise_runtime::*;
}
