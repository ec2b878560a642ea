use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    fn read() -> u32 {
        println!("effect");
        1
    }
    read()
}

fn main() {}
