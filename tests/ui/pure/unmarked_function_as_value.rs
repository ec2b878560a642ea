use supervise::pure;

fn unmarked(n: u32) -> u32 {
    println!("{n}");
    n
}

#[pure]
fn all(list: Vec<u32>) -> Vec<u32> {
    list.into_iter().map(unmarked).collect()
}

fn main() {
    all(vec![1]);
}
