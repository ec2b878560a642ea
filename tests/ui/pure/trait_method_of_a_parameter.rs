use supervise::pure;

trait Log {
    fn log(&self) -> u32;
}

#[pure]
fn pure_one<T: Log>(value: &T) -> u32 {
    value.log()
}

fn main() {}
