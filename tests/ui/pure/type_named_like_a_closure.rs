use supervise::pure;

struct Fn;

impl Drop for Fn {
    fn drop(&mut self) {
        println!("effect");
    }
}

#[pure]
fn pure_one(dropped: Fn) -> u32 {
    let _ = dropped;
    1
}

fn main() {}
