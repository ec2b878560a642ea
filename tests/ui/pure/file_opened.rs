use supervise::pure;

#[pure]
fn pure_one() -> bool {
    std::fs::File::open("x").is_ok()
}

fn main() {}
