use supervise::pure;

trait Error {
    fn description(&self) -> String;
}

struct Loud;

impl Error for Loud {
    fn description(&self) -> String {
        println!("loud");
        String::new()
    }
}

#[pure]
fn pure_one(error: &dyn Error) -> u32 {
    let _ = error;
    1
}

#[pure]
fn pure_two(error: &(dyn std::error::Error + 'static), items: Box<dyn Iterator<Item = u32> + '_>) -> u32 {
    let _ = error;
    items.sum()
}

fn main() {
    pure_one(&Loud);
    pure_two(&std::fmt::Error, Box::new([1].into_iter()));
}
