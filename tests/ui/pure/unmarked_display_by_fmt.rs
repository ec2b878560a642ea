use std::fmt::{Display, Formatter, Result};
use supervise::pure;

#[pure]
struct Inner(u32);
impl Display for Inner {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        println!("effect");
        f.write_str("inner")
    }
}

#[pure]
struct Outer(Inner);

#[pure]
impl Display for Outer {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0.fmt(f)
    }
}

#[pure]
fn pure_one(outer: &Outer) -> String {
    outer.to_string()
}

fn main() {}
