use supervise::pure;

#[pure]
fn pure_one(mut last: u32, list: &[u32]) -> u32 {
    list.iter().for_each(|n| {
        std::mem::replace(&mut last, *n);
    });
    last
}

fn main() {}
