use supervise::pure;

#[pure]
fn pure_one(n: u32) -> u32 {
    trait Log {
        fn log(self) -> u32;
    }
    n
}

fn main() {}
