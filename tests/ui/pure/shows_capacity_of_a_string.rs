use supervise::pure;

#[pure]
fn pure_one(text: &String) -> usize {
    text.capacity()
}

fn main() {}
