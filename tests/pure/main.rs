//! Pure code: what is accepted, as any reviewer would call it pure.

#![allow(dead_code, unreachable_pub, reason = "programs that have to compile")]

mod accepted;
mod ledger;
mod ports;
