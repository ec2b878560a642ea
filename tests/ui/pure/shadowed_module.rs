use supervise::pure;

mod std {
    pub mod mem {
        pub fn take(n: &mut u32) -> u32 {
            println!("effect");
            *n
        }
    }
}

#[pure]
fn pure_one(mut n: u32) -> u32 {
    std::mem::take(&mut n)
}

fn main() {}
