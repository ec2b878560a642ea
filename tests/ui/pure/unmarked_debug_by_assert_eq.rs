use supervise::pure;

#[pure]
#[derive(PartialEq)]
struct Name(u32);
impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        println!("effect");
        f.write_str("name")
    }
}

#[pure]
fn pure_one(a: Name, b: Name) -> u32 {
    assert_eq!(a, b);
    1
}

fn main() {}
