use std::borrow::Borrow;
use std::collections::BTreeMap;
use supervise::pure;

#[pure]
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Name(String);
impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        println!("effect");
        &self.0
    }
}

#[pure]
fn pure_one(map: &BTreeMap<Name, u32>) -> bool {
    map.contains_key("x")
}

fn main() {}
