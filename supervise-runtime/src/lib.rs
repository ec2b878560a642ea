//! The runtime of `supervise`: processes and supervisors. Users reach it through the facade.
//!
//! | module | concept |
//! |---|---|
//! | `place` | the slot of a process: its life, who is linked to it |
//! | `control`, `observers` | what is wanted of it, and who waits to see something |
//! | `mailbox` | the queue of a place |
//! | `incarnation`, `serve`, `asleep` | one run of a process, and its loop |
//! | `process`, `cx` | what a process is, and what its handlers can do |
//! | `handle`, `call`, `cast`, `reply`, `timer` | how others reach it |
//! | `protocol` | the same without knowing which process it is |
//! | `link`, `name`, `deadlock` | how processes learn of each other |
//! | `current` | which process is being polled |
//! | `pure` | processes whose callbacks return what is to happen |
//! | `turn` | giving up the thread |
//! | `supervisor` | supervisors and trees |

#![deny(missing_docs)]
#![forbid(unsafe_code)]
#![warn(clippy::print_stderr, clippy::print_stdout)]

mod agent;
mod asleep;
mod block;
mod call;
mod cast;
mod clock;
mod control;
mod control_channel;
mod current;
mod cx;
mod dead_letter;
mod deadlock;
mod envelope;
mod error;
mod exit;
mod guard;
mod handle;
mod incarnation;
mod info;
mod input;
mod inspect;
mod last_state;
mod line;
mod link;
#[cfg(all(test, supervise_loom))]
mod loom;
mod mailbox;
mod message;
mod numbered;
mod observers;
mod overload;
mod pid;
mod place;
mod process;
mod protocol;
mod pure;
mod queue;
mod ranked;
mod recipient;
mod redeliver;
mod registry;
mod reply;
mod ring;
mod run;
mod serve;
mod source;
mod spawn;
mod supervisor;
mod sync;
pub mod testing;
mod timer;
mod turn;
mod unhandled;
mod wait;

pub use agent::{Agent, AgentMessage, AgentRef, Apply, Ask};
pub use call::{Call, Pending};
pub use cast::Cast;
pub use clock::MissedTicks;
pub use control_channel::ControlSender;
pub use current::without_panic_hook;
pub use cx::Cx;
pub use dead_letter::{DeadLetter, DeadLetterCause, DeadLetters};
pub use error::{CallError, CastError, InitError, SpawnError, TrySendError, TrySendReason};
pub use exit::{ChildFailure, ExitError, ExitReason, LimitReached, Panic};
pub use guard::{IsGuard, a_guard_must_be_a_bool};
pub use handle::{Handle, Ref};
pub use info::{ProcessInfo, RunningHandler};
pub use input::{Attachment, IntoInput, OfReceiver, OfStream};
pub use inspect::{Inspected, Inspection, inspected};
pub use last_state::{Checkpoint, KeepsState, Previous};
pub use link::{Down, Exit, Monitor};
pub use message::{Message, Undelivered};
pub use overload::Overload;
pub use pid::Pid;
pub use place::Status;
pub use process::{
    Accepts, Action, End, Handled, HasInit, HasPhases, Init, IntoAction, IntoInit, Process,
    ResultParts, handler_future_must_be_send,
};
pub use protocol::{
    AnyRef, CallOf, CastOf, Handles, Implements, Protocol, ProtocolCall, ProtocolCast,
    ProtocolHandle, Reaches, Shape, Unknown, Untyped,
};
pub use pure::{
    Effect, Effects, Input, IntoEffects, IntoNext, Level, Meta, Next, Noting, OnPanic, Open,
    PureProcess, Reason, Recorded, Sent, StateToKeep, TRACES, Token, Traced, TracedPart, Turn,
    a_traced_message_must_be_clone, note, perform_last, read_trace,
};
pub use recipient::Recipient;
pub use redeliver::{handled, keep};
pub use registry::{
    Broadcast, FoundOf, Group, Holder, Key, KeyTaken, MultiKey, MultiRegistry, Name, NameTaken,
    Registration, Registry, RegistryEvent, RegistryEvents, Via,
};
pub use reply::ReplyTo;
pub use ring::Lagged;
pub use serve::{Running, Served};
pub use spawn::{Scoped, Spawn, Starting, spawn_value};
pub use supervise_model as model;
pub use supervisor::{
    Add, ByKey, Child, ChildCounts, ChildError, ChildId, ChildInfo, ChildSpec, Counters, Declared,
    Dynamic, DynamicRef, Later, LeastLoaded, NoMessage, NodeKind, Outcome, Parameter, Pool,
    PoolRef, ProcessIf, ResizeError, Root, RoundRobin, Snapshot, Start, StartChildError,
    StartError, Starter, Stopped, StoppedHow, Supervisor, SupervisorRef, Task, TaskError,
    TaskProcess, TaskRef, TaskStream, Tasks, TasksRef, Tree, TreeEvent, TreeEventKind, TreeEvents,
    TreeHandle, TreeIf, main, must_be_a_declared_tree, must_be_a_process, run,
};
pub use timer::Timer;
pub use unhandled::{Filter, Unhandled, filtered, tell_of, unhandled, unhandled_told};
pub use wait::{Either, wait_all, wait_any, wait_both, wait_either};
