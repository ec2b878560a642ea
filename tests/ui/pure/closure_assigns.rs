use supervise::pure;

#[pure]
fn pure_one(list: &[u32]) -> u32 {
    let mut last = 0;
    list.iter().for_each(|n| last = *n);
    last
}

fn main() {
    pure_one(&[1]);
}
