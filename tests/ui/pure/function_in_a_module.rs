use supervise::pure;

#[pure]
mod rules {
    pub fn read() -> u32 {
        println!("effect");
        1
    }
}

#[pure]
fn pure_one() -> u32 {
    rules::read()
}

fn main() {}
