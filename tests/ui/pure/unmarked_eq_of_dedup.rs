use supervise::pure;

#[pure]
struct Name(u32);
impl PartialEq for Name {
    fn eq(&self, other: &Name) -> bool {
        println!("effect");
        self.0 == other.0
    }
}

#[pure]
fn pure_one(mut names: Vec<Name>) -> usize {
    names.dedup();
    names.len()
}

fn main() {}
