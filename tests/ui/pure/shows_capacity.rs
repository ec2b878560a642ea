use supervise::pure;

#[pure]
fn pure_one(list: &Vec<u32>) -> usize {
    list.capacity()
}

fn main() {
    pure_one(&vec![]);
}
