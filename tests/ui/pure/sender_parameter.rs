use supervise::pure;

#[pure]
fn pure_one(sender: &std::sync::mpsc::Sender<u32>) -> u32 {
    let _ = sender;
    1
}

fn main() {}
