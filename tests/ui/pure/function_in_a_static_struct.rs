use supervise::pure;

struct Table {
    read: fn() -> u32,
}
fn read() -> u32 {
    println!("effect");
    1
}
static TABLE: Table = Table { read };

#[pure]
fn pure_one() -> u32 {
    (TABLE.read)()
}

fn main() {}
