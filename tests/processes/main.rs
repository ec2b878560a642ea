//! How processes behave, told through the facade.

#![allow(
    clippy::needless_pass_by_value,
    reason = "what a handler takes is part of a message, which is owned"
)]

mod calls;
mod cancel;
mod deadlock;
mod errors;
mod exits;
mod handlers;
mod kit;
mod links;
mod mailbox;
mod monitors;
mod names;
mod panics;
mod runtimes;
mod spawn;
mod starts;
mod stress;
mod stubborn;
mod terminate;
mod timers;
