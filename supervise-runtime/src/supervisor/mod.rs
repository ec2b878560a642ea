//! Supervisors: a pure core that decides, in a shell that acts.

#![allow(
    dead_code,
    unused_imports,
    reason = "the shell that drives the core is still to come"
)]

mod core;
