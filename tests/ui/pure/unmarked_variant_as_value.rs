use supervise::pure;

enum Noisy {
    One(u32),
}
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("effect");
    }
}

#[pure]
fn pure_one(n: Option<u32>) -> bool {
    n.map(Noisy::One).is_some()
}

fn main() {}
