use supervise::pure;

struct Table;
impl Table {
    const READ: fn() -> u32 = read;
}
fn read() -> u32 {
    println!("effect");
    1
}

#[pure]
fn pure_one() -> u32 {
    (Table::READ)()
}

fn main() {}
