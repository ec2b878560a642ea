use supervise::pure;

#[pure]
fn pure_one(name: &str) -> bool {
    std::fs::metadata(name).is_ok()
}

fn main() {
    pure_one("x");
}
