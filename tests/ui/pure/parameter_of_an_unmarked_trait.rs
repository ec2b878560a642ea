use supervise::pure;

trait Log {}

#[pure]
fn pure_one(value: impl Log) -> u32 {
    drop(value);
    1
}
pub fn uses(value: std::cell::Cell<u32>) -> u32 {
    pure_one(value)
}
impl Log for std::cell::Cell<u32> {}

fn main() {}
