use supervise::pure;

#[pure]
fn pure_one() -> bool {
    std::env::var("HOME").is_ok()
}

fn main() {}
