use supervise::pure;

#[pure]
#[cfg_attr(all(), tokio::main)]
fn pure_one() -> u32 {
    1
}

fn main() {}
