use supervise::pure;

mod io {
    pub fn read() -> u32 {
        println!("effect");
        1
    }
}
mod prelude {
    pub use super::io::read as load;
}
use prelude::load;

#[pure]
fn pure_one() -> u32 {
    load()
}

fn main() {}
