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
fn length(name: impl AsRef<str>) -> usize {
    name.as_ref().len()
}

#[pure]
fn pure_one(name: Name) -> usize {
    length(name)
}

fn main() {}
