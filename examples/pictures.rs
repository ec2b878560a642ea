//! A tree, and pictures of it: `cargo run --example pictures [directory]`.
//!
//! Writes `shop.svg`, `shop.mmd` (Mermaid), `shop.dot` (Graphviz), and `shop.md`, the table of who is
//! restarted when one fails. Nothing is started for that.

#![allow(clippy::print_stdout, reason = "this is a program for a terminal")]

use std::error::Error;
use std::path::PathBuf;

use supervise::prelude::*;

/// A process of which only the place in the tree matters here.
#[derive(Debug)]
pub struct Part;

#[managed_process]
impl Part {
    /// It is given the handles of those that it uses.
    #[init]
    pub fn start(uses: Vec<PartRef>) -> Self {
        drop(uses);
        Part
    }

    /// Whether it is there.
    #[call]
    pub fn ping(&self) -> bool {
        true
    }
}

supervision_tree! {
    /// A shop.
    pub Shop() {
        strategy: dependents,

        ledger: Part(vec![]) { drain: 5s },
        audit: Part(vec![ledger]) { restart: transient },
        sessions: dynamic Part { max_children: 10_000 },
        hashers: pool Part(vec![]) { size: 8 },
        feeds: supervisor {
            strategy: one_for_all,
            prices: Part(vec![]) { backoff: exponential(50ms..10s, jitter: 20%) },
            rates: Part(vec![prices, ledger]),
        },
        payments: Part(vec![ledger]) { limit: 3 per 1m, at_limit: open(30s) },
        pages: Part(vec![audit, payments]) { start: optional, backoff: constant(1s) },
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args_os().nth(1);
    let directory = directory.map_or_else(|| PathBuf::from("target/pictures"), PathBuf::from);
    std::fs::create_dir_all(&directory)?;
    let spec = Shop::spec();
    std::fs::write(directory.join("shop.svg"), spec.to_svg())?;
    std::fs::write(directory.join("shop.mmd"), spec.to_mermaid())?;
    std::fs::write(directory.join("shop.dot"), spec.to_dot())?;
    std::fs::write(directory.join("shop.md"), spec.blast_radius_table())?;
    println!("{spec}\n\nwritten to {}", directory.display());
    Ok(())
}
