use supervise::pure;

#[pure]
mod rules {
    thread_local! {
        static COUNT: u32 = 1;
    }
}

#[pure]
fn pure_one() -> u32 {
    1
}

fn main() {}
