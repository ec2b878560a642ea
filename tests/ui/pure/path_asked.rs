use supervise::pure;

#[pure]
fn pure_one(path: &Held) -> bool {
    path.0.exists()
}

#[pure]
struct Held(#[trust_pure = "a path is text"] std::path::PathBuf);

fn main() {}
