use supervise::pure;

#[pure]
fn pure_one(list: Vec<u32>) -> u32 {
    let mut sum = 0;
    list.iter().for_each(|n| {
        let ref mut total = sum;
        *total += n;
    });
    sum
}

fn main() {}
