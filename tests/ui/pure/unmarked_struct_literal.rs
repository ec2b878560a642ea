use supervise::pure;

struct Noisy {
    n: u32,
}
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("effect");
    }
}

#[pure]
fn pure_one() -> u32 {
    Noisy { n: 1 }.n
}

fn main() {}
