use supervise::pure;

#[pure]
fn pure_one(list: &Vec<u32>) -> bool {
    list.as_ptr().is_null()
}

fn main() {
    pure_one(&vec![]);
}
