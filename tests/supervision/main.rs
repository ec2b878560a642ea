//! What supervisors promise, seen through the facade.
//!
//! Time is virtual unless a test says why not; every wait is for an event; what could hang is put
//! under a limit by `within`.

mod support;

mod order;
mod policy;
mod strategy;
