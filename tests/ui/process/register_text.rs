// A text is no name.

use supervise::prelude::*;

pub struct Counter;

#[managed_process]
impl Counter {
    #[init]
    pub fn start(cx: &mut Cx<Self>) -> Self {
        let _ = cx.register("counter");
        Counter
    }
}

fn main() {}
