//! What a process can do, one page for each theme. Every example here is compiled and run.

pub mod handlers;
pub mod inputs;
pub mod mailboxes;
pub mod protocols;
