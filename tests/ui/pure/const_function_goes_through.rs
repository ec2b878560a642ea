use supervise::pure;

#[pure]
const fn pure_one(list: &[u32]) -> u32 {
    let mut sum = 0;
    for n in list {
        sum += *n;
    }
    sum
}

fn main() {}
