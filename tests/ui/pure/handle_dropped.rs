use supervise::prelude::*;

#[pure]
fn pure_one(reply: supervise::ReplyTo<u32>) -> u32 {
    drop(reply);
    1
}

fn main() {}
