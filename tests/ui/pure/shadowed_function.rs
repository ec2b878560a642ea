use supervise::pure;

fn swap(a: &mut u32, b: &mut u32) {
    println!("effect");
    *a = *b;
}

#[pure]
fn pure_one(mut a: u32, mut b: u32) -> u32 {
    swap(&mut a, &mut b);
    a
}

fn main() {}
