use supervise::pure;

fn read() -> u32 {
    println!("effect");
    1
}
static TABLE: [fn() -> u32; 1] = [read];

#[pure]
fn pure_one() -> u32 {
    (TABLE[0])()
}

fn main() {}
