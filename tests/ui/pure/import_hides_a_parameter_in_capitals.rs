use supervise::pure;

mod noisy {
    #[allow(non_snake_case)]
    pub fn F(n: u32) -> u32 {
        println!("a side effect");
        n
    }
}

#[pure]
#[allow(non_snake_case)]
fn pure_one(F: impl Fn(u32) -> u32) -> u32 {
    use noisy::F;
    F(1)
}

fn main() {
    pure_one(|n| n);
}
