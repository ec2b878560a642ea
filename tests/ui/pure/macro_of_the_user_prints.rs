use supervise::pure;

macro_rules! show {
    ($value:expr) => {{
        println!("{}", $value);
        $value
    }};
}

#[pure]
fn pure_one() -> u32 {
    show!(1)
}

fn main() {}
