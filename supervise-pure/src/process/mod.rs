//! What pure code may use of processes.

mod data;
pub(crate) mod twins;
