use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    #![tokio::main]
    1
}

fn main() {
    pure_one();
}
