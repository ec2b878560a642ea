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

impl Error for Loud {}

#[pure]
fn told() -> String {
    let error: Box<dyn Error> = Box::new(Loud);
    error.to_string()
}

fn main() {
    told();
}
