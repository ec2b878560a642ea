use supervise::pure;

#[pure]
trait Reads {
    const READ: fn() -> u32;
}

#[pure]
fn pure_one<T: Reads>(_: &T) -> u32 {
    (T::READ)()
}

fn main() {}
