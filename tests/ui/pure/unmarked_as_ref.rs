use supervise::pure;

#[pure]
struct Name(String);
impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        println!("effect");
        &self.0
    }
}

#[pure]
fn pure_one(name: &Name) -> usize {
    name.as_ref().len()
}

fn main() {}
