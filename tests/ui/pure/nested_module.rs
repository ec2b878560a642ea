use supervise::pure;

#[pure]
fn pure_one(n: u32) -> u32 {
    mod io {
        pub fn read() -> u32 {
            1
        }
    }
    n
}

fn main() {}
