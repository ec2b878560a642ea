use std::num::ParseIntError;
use supervise::pure;

#[pure]
struct Mistake;

impl From<ParseIntError> for Mistake {
    fn from(_: ParseIntError) -> Mistake {
        println!("effect");
        Mistake
    }
}

#[pure]
fn pure_one(text: &str) -> Result<u32, Mistake> {
    Ok(text.parse::<u32>()?)
}

fn main() {
    let _ = pure_one("1");
}
