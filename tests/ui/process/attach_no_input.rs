//! Only streams and receivers can be attached.

use supervise::prelude::*;

struct Counter(u32);

#[managed_process]
impl Counter {
    #[call]
    fn attach(&mut self, numbers: Vec<u32>, cx: &mut Cx<Self>) {
        cx.attach(numbers);
    }

    #[info]
    fn number(&mut self, number: u32) {
        self.0 += number;
    }
}

async fn use_it(counter: CounterRef) -> Result<(), CallError> {
    counter.attach(vec![1]).await
}

fn main() {
    let _ = use_it;
}
