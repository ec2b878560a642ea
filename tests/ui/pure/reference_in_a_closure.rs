use supervise::pure;

#[pure]
fn pure_one(list: Vec<u32>) -> u32 {
    let mut sum = 0;
    let total = &mut sum;
    list.iter().for_each(|n| *total += n);
    sum
}

fn main() {}
