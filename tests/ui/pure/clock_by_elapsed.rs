use supervise::pure;

#[pure]
fn pure_one(since: std::time::SystemTime) -> bool {
    since.elapsed().is_ok()
}

fn main() {}
