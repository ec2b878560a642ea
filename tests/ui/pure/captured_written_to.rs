use std::fmt::Write;
use supervise::pure;

#[pure]
fn pure_one(list: &[u32]) -> String {
    let mut text = String::new();
    list.iter().for_each(|n| write!(text, "{n}").unwrap());
    text
}

fn main() {}
