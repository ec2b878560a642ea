use supervise::pure;

#[pure]
struct Guard<T>(T);

impl<T> Drop for Guard<T> {
    fn drop(&mut self) {
        println!("effect");
    }
}

fn main() {
    let _ = Guard(1);
}
