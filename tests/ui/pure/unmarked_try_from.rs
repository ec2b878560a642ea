use supervise::pure;

#[pure]
struct Small(u8);
impl TryFrom<u32> for Small {
    type Error = ();
    fn try_from(n: u32) -> Result<Small, ()> {
        println!("effect");
        Ok(Small(n as u8))
    }
}

#[pure]
fn pure_one(n: u32) -> Result<Small, ()> {
    Small::try_from(n)
}

fn main() {}
