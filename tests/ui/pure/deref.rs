use std::ops::Deref;
use supervise::pure;

#[pure]
struct Wrapper(String);

impl Deref for Wrapper {
    type Target = String;
    fn deref(&self) -> &String {
        println!("effect");
        &self.0
    }
}

fn main() {
    let _ = Wrapper(String::new()).len();
}
