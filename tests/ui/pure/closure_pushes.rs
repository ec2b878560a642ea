use supervise::pure;

#[pure]
fn pure_one(list: &[u32]) -> u32 {
    let mut all = Vec::new();
    list.iter().for_each(|n| all.push(*n));
    all.len() as u32
}

fn main() {
    pure_one(&[1]);
}
