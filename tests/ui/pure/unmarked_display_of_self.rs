use supervise::pure;

#[pure]
struct Evil;

impl std::fmt::Display for Evil {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        println!("effect");
        f.write_str("evil")
    }
}

#[pure]
impl Evil {
    fn pure_one(&self) -> String {
        format!("{self}")
    }
}

fn main() {
    Evil.pure_one();
}
