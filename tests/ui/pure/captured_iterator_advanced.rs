use supervise::pure;

#[pure]
fn pure_one(text: &str) -> Vec<char> {
    let mut chars = text.chars();
    std::iter::from_fn(move || chars.next()).collect()
}

fn main() {
    pure_one("a");
}
