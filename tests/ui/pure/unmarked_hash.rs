use std::collections::HashSet;
use supervise::pure;

#[pure]
#[derive(PartialEq, Eq)]
struct Name(u32);
impl std::hash::Hash for Name {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        println!("effect");
        self.0.hash(state);
    }
}

#[pure]
fn pure_one(mut names: HashSet<Name>) -> bool {
    names.insert(Name(1))
}

fn main() {}
