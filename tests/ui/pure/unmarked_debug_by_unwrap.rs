use supervise::pure;

#[pure]
struct Broken;
impl std::fmt::Debug for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        println!("effect");
        f.write_str("broken")
    }
}

#[pure]
fn pure_one(result: Result<u32, Broken>) -> u32 {
    result.unwrap()
}

fn main() {}
