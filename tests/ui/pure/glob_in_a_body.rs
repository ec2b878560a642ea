use supervise::pure;

mod dirty {
    pub fn go(n: u32) -> u32 {
        println!("effect");
        n
    }
}

#[pure]
fn pure_one(list: &[u32], go: &dyn Fn(u32) -> u32) -> Vec<u32> {
    use crate::dirty::*;
    list.iter().copied().map(go).collect()
}

fn main() {
    pure_one(&[1], &|n| n);
}
