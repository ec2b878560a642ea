use supervise::pure;

#[pure]
fn pure_one(file: &std::fs::File) -> u32 {
    let _ = file;
    1
}

fn main() {}
