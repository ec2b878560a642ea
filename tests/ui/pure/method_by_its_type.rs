use supervise::pure;

struct Logger;
impl Logger {
    fn log(&self) -> u32 {
        println!("effect");
        1
    }
}

#[pure]
fn pure_one(logger: &Wrapper) -> u32 {
    Logger::log(&logger.0)
}

#[pure]
struct Wrapper(#[trust_pure = "it has no data"] Logger);

fn main() {}
