use std::error::Error;
use std::fmt;

use supervise::pure;

#[pure]
#[derive(Debug)]
struct Loud;

impl fmt::Display for Loud {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        println!("side effect");
        Ok(())
    }
}

#[pure]
impl Error for Loud {}

fn main() {}
