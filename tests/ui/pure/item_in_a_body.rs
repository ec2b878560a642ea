use supervise::pure;

#[pure]
fn pure_one(n: u32) -> u32 {
    fn inner(n: u32) -> u32 {
        println!("{n}");
        n
    }
    inner(n)
}

fn main() {
    pure_one(1);
}
