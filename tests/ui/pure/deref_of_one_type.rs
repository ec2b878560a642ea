use std::ops::Deref;
use supervise::pure;

#[pure]
struct Wrapper<T>(T);

impl Deref for Wrapper<u32> {
    type Target = u32;
    fn deref(&self) -> &u32 {
        println!("effect");
        &self.0
    }
}

fn main() {
    let _ = *Wrapper(1_u32);
}
