use supervise::pure;

#[pure]
struct Sum {
    total: u32,
}

#[pure]
fn pure_one(mut sum: Sum, list: &[u32]) -> u32 {
    list.iter().for_each(|n| sum.total += n);
    sum.total
}

fn main() {}
