//! A handle's method has the visibility of its handler.

use counter::{Counter, CounterRef};
use supervise::prelude::*;

mod counter {
    use supervise::prelude::*;

    #[derive(Default)]
    pub struct Counter {
        value: u64,
    }

    #[managed_process]
    impl Counter {
        #[call]
        pub fn get(&self) -> u64 {
            self.value
        }

        #[cast]
        fn reset(&mut self) {
            self.value = 0;
        }
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter::default().spawn();
    let _: u64 = counter.get().await?;
    let _ = counter.reset().await;
    Ok(())
}

fn main() {
    drop(uses());
}
