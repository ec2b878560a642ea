use supervise::pure;

#[pure]
fn pure_one(list: Vec<u32>) -> &'static mut [u32] {
    list.leak()
}

fn main() {
    pure_one(vec![]);
}
