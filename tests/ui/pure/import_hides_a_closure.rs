use supervise::pure;

fn read(n: u32) -> u32 {
    println!("effect");
    n
}

#[pure]
fn pure_one(go: &dyn Fn(u32) -> u32) -> u32 {
    use crate::read as go;
    go(1)
}

fn main() {
    pure_one(&|n| n);
}
