use supervise::pure;

#[pure]
fn pure_one(n: u32) -> u32 {
    if n > 1 {
        fn read() -> u32 {
            println!("effect");
            1
        }
        return read();
    }
    n
}

fn main() {}
