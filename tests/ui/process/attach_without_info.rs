//! A stream of what no handler takes.

use supervise::prelude::*;
use tokio::sync::mpsc;

struct Counter(u32);

#[managed_process]
impl Counter {
    #[call]
    fn attach(&mut self, numbers: mpsc::Receiver<u64>, cx: &mut Cx<Self>) {
        cx.attach(numbers);
    }

    #[info]
    fn number(&mut self, number: u32) {
        self.0 += number;
    }

    #[info]
    fn word(&mut self, word: String) {
        self.0 += u32::from(word.is_empty());
    }
}

async fn use_it(counter: CounterRef) -> Result<(), CallError> {
    counter.attach(mpsc::channel(1).1).await
}

fn main() {
    let _ = use_it;
}
