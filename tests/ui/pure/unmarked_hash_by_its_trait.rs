use std::hash::{Hash, Hasher};

use supervise::pure;

#[pure]
struct Noisy;

impl Hash for Noisy {
    fn hash<H: Hasher>(&self, _: &mut H) {
        println!("a side effect");
    }
}

#[pure]
struct Pair(Noisy, u32);

#[pure]
impl Hash for Pair {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Hash::hash(&self.0, state);
        Hash::hash(&self.1, state);
    }
}

fn main() {
    Pair(Noisy, 1).hash(&mut std::hash::DefaultHasher::new());
}
