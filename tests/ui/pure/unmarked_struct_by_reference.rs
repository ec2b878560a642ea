use supervise::pure;

struct Unmarked {
    n: u32,
}

impl Drop for Unmarked {
    fn drop(&mut self) {
        println!("a side effect");
    }
}

#[pure]
fn pure_one() -> u32 {
    let one = &Unmarked { n: 1 };
    one.n
}

fn main() {
    pure_one();
}
