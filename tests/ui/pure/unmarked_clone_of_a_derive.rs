use supervise::pure;

struct Log(u32);
impl Clone for Log {
    fn clone(&self) -> Log {
        println!("effect");
        Log(self.0)
    }
}

#[pure]
#[derive(Clone)]
struct Held(Log);

#[pure]
fn pure_one(held: &Held) -> Held {
    held.clone()
}

fn main() {}
