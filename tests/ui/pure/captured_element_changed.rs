use supervise::pure;

#[pure]
fn pure_one(mut sums: Vec<u32>, list: &[u32]) -> u32 {
    list.iter().for_each(|n| sums[0] = *n);
    sums[0]
}

fn main() {}
