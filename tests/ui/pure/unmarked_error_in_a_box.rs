use supervise::pure;

#[pure]
#[derive(Debug)]
struct Broken;
impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        println!("effect");
        f.write_str("broken")
    }
}
impl std::error::Error for Broken {}

#[pure]
fn pure_one() -> Result<u32, Box<dyn std::error::Error>> {
    Err(Broken)?
}

fn main() {}
