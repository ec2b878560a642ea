//! As std refuses it.

use supervise::pure;

#[pure]
fn pure_one(text: &str) -> &str {
    text.trim_matches("--")
}

fn main() {}
