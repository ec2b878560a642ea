use supervise::pure;

#[pure]
struct Guard(u32);

impl Drop for Guard {
    fn drop(&mut self) {
        println!("{}", self.0);
    }
}

fn main() {
    let _ = Guard(1);
}
