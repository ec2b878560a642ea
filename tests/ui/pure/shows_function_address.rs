use supervise::pure;

#[pure]
fn pure_one(n: usize) -> usize {
    pure_one as usize + n
}

fn main() {
    pure_one(1);
}
