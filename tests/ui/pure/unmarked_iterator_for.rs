use supervise::pure;

#[pure]
struct Count(u32);

impl Iterator for Count {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        println!("effect");
        None
    }
}

#[pure]
fn pure_one(count: Count) -> u32 {
    let mut sum = 0;
    for n in count {
        sum += n;
    }
    sum
}

fn main() {
    pure_one(Count(1));
}
