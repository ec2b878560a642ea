use supervise::pure;

#[pure]
struct Name(u32);
impl Default for Name {
    fn default() -> Name {
        println!("effect");
        Name(0)
    }
}

#[pure]
fn pure_one(name: Option<Name>) -> Name {
    name.unwrap_or_default()
}

fn main() {}
