use supervise::pure;

macro_rules! effect {
    ($n:expr) => {{
        println!("{}", $n);
        $n
    }};
}

#[pure]
fn pure_one(n: u32) -> u32 {
    effect!(n)
}

fn main() {
    pure_one(1);
    effect!(2);
}
