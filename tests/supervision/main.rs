//! What supervisors promise, seen through the facade.
//!
//! Time is virtual unless a test says why not; every wait is for an event; what could hang is put
//! under a limit by `within`.

#[allow(unreachable_pub, reason = "nothing of a test can be reached")]
mod support;

mod boot;
mod busy;
mod callers;
mod declared;
mod drain;
mod dropping;
mod dynamic;
mod ends;
mod events;
mod kit;
mod last_known;
mod lent;
mod limit;
mod management;
mod mending;
mod optional;
mod order;
mod policy;
#[allow(clippy::mutable_key_type, reason = "a handle is hashed by its place")]
mod pool;
mod program;
mod pure_last_known;
mod reinit;
mod restart;
mod restart_order;
mod robust;
mod significant;
mod snapshot;
mod spec;
mod strategy;
mod stress;
mod stubborn;
mod tasks;
