use supervise::pure;

#[pure]
fn add(total: &mut u32, n: u32) {
    *total += n;
}

#[pure]
fn pure_one(total: &mut u32, list: &[u32]) -> u32 {
    list.iter().for_each(|n| add(total, *n));
    1
}

fn main() {}
