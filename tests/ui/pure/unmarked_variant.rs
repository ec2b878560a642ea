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
fn pure_one() -> u32 {
    let _ = Noisy::One(1);
    1
}

fn main() {}
