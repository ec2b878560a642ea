use supervise::pure;

#[pure]
#[derive(Clone, Copy)]
struct Flag(bool);
impl std::ops::Not for Flag {
    type Output = Flag;
    fn not(self) -> Flag {
        println!("effect");
        Flag(!self.0)
    }
}

#[pure]
fn pure_one(flag: Flag) -> Flag {
    !flag
}

fn main() {}
