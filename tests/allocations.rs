//! How much a message allocates. The figures are exact on any machine.

use allocation_counter::{AllocationInfo, measure};
use supervise::prelude::*;

struct Sum(u64);

#[managed_process]
impl Sum {
    #[call]
    fn get(&mut self) -> u64 {
        self.0
    }

    #[cast]
    fn add(&mut self, n: u64) {
        self.0 += n;
    }

    #[cast]
    async fn add_later(&mut self, n: u64) {
        tokio::task::yield_now().await;
        self.0 += n;
    }
}

const MESSAGES: u64 = 10_000;

/// What `run` allocates on a runtime of one thread, the first messages apart.
fn allocations<F: Future<Output = ()>>(run: impl Fn(SumRef, u64) -> F) -> AllocationInfo {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let sum = runtime.block_on(async { Sum(0).spawn() });
    // The mailbox grows to the size that it keeps.
    runtime.block_on(run(sum.clone(), MESSAGES));
    measure(|| runtime.block_on(run(sum.clone(), MESSAGES)))
}

#[test]
fn a_cast_allocates_nothing() {
    let casts = allocations(|sum, messages| async move {
        for n in 0..messages {
            sum.add(n).await.expect("it runs");
        }
        sum.get().await.expect("it runs");
    });
    assert!(casts.count_total < MESSAGES / 100, "{casts:?}");
}

#[test]
fn a_cast_to_an_async_handler_allocates_nothing() {
    let casts = allocations(|sum, messages| async move {
        for n in 0..messages {
            sum.add_later(n).await.expect("it runs");
        }
        sum.get().await.expect("it runs");
    });
    assert!(casts.count_total < MESSAGES / 100, "{casts:?}");
}

#[test]
fn a_call_allocates_once() {
    let calls = allocations(|sum, messages| async move {
        for _ in 0..messages {
            sum.get().await.expect("it runs");
        }
    });
    assert!(calls.count_total <= MESSAGES + MESSAGES / 100, "{calls:?}");
}
