use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    std::thread::spawn(|| 1).join().unwrap()
}

fn main() {}
