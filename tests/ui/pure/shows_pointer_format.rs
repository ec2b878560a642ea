use supervise::pure;

#[pure]
fn pure_one(n: &u32) -> String {
    format!("{n:p}")
}

fn main() {
    pure_one(&1);
}
