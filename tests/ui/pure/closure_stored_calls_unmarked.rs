use supervise::pure;

fn read(n: u32) -> u32 {
    println!("effect");
    n
}

#[pure]
fn pure_one(n: u32) -> u32 {
    let list: Vec<Box<dyn Fn(u32) -> u32>> = vec![Box::new(|n| read(n))];
    (list[0])(n)
}

fn main() {}
