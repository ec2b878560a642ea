use supervise::pure;

#[pure]
#[tokio::main]
fn pure_one() {}

fn main() {
    pure_one();
}
