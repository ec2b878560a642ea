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
fn pure_one(r#type: &Evil) -> String {
    format!("{type}")
}

fn main() {
    pure_one(&Evil);
}
