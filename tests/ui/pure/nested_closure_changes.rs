use supervise::pure;

#[pure]
fn pure_one(list: &[u32]) -> u32 {
    let mut sum = 0;
    let add = |n: u32| {
        let inner = |m: u32| sum += m;
        inner(n)
    };
    list.iter().for_each(|n| add(*n));
    sum
}

fn main() {}
