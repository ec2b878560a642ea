use supervise::pure;

trait FromIterator<T> {
    fn from_iter(list: Vec<T>) -> Self;
}
impl FromIterator<u32> for u32 {
    fn from_iter(list: Vec<u32>) -> u32 {
        println!("effect");
        list[0]
    }
}

#[pure]
fn pure_one(list: Vec<u32>) -> u32 {
    u32::from_iter(list)
}

fn main() {}
