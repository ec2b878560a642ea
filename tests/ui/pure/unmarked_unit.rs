use supervise::pure;

struct Noisy;
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("effect");
    }
}

#[pure]
fn pure_one() -> u32 {
    let _ = Noisy;
    1
}

fn main() {}
