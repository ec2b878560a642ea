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
    count.collect::<Vec<u32>>().len() as u32
}

fn main() {
    pure_one(Count(1));
}
