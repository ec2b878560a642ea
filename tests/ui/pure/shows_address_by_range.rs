use supervise::pure;

#[pure]
fn pure_one(list: &[u32]) -> bool {
    list.as_ptr_range().is_empty()
}

fn main() {}
