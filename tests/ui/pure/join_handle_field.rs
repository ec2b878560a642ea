use supervise::pure;

#[pure]
struct Running {
    handle: std::thread::JoinHandle<u32>,
}

#[pure]
fn pure_one(running: &Running) -> u32 {
    let _ = running;
    1
}

fn main() {}
