//! What is captured by its name is not what a place without an argument shows.

use std::fmt;

use supervise::pure;

#[pure]
#[derive(Debug, Clone)]
pub struct X(u32);

impl fmt::Display for X {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        println!("an effect");
        f.write_str("x")
    }
}

#[pure]
pub fn show(x: X) -> String {
    format!("{x:?} {}")
}

fn main() {}
