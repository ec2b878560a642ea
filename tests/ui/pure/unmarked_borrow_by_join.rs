use std::borrow::Borrow;
use supervise::pure;

#[pure]
struct Name(String);
impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        println!("effect");
        &self.0
    }
}

#[pure]
fn pure_one(names: &[Name]) -> String {
    names.join(",")
}

fn main() {}
