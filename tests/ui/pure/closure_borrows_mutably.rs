use supervise::pure;

#[pure]
fn pure_one(list: &[u32]) -> u32 {
    let mut sum = 0;
    list.iter().for_each(|n| *(&mut sum) = *n);
    sum
}

fn main() {
    pure_one(&[1]);
}
