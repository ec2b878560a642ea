use supervise::pure;

#[pure]
fn pure_one(path: &Held) -> bool {
    path.0.exists()
}

#[pure]
struct Held(std::path::PathBuf);

fn main() {}
