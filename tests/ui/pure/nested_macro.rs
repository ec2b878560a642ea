use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    macro_rules! vec {
        ($n:expr) => {{
            println!("effect");
            $n
        }};
    }
    vec!(1)
}

fn main() {}
