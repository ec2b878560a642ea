use supervise::pure;

#[pure]
struct Name(u32);
impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        println!("effect");
        f.write_str("name")
    }
}

#[pure]
fn pure_one(list: &[Name]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn main() {}
