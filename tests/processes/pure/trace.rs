//! The last messages of a live process.

use std::time::Duration;

use supervise::prelude::*;
use supervise::testing;
use supervise::{Child, Supervisor};

use crate::kit::{SECOND, settle};

#[pure]
#[derive(Clone, Debug, PartialEq)]
struct Counter {
    count: u64,
    at: Duration,
}

#[managed_process(pure, trace = 3)]
impl Counter {
    #[init]
    fn start(count: u64) -> Self {
        Self {
            count,
            at: Duration::ZERO,
        }
    }

    #[call]
    fn add(mut self, n: u64, meta: &Meta) -> Next<Self, u64> {
        self.count += n;
        self.at = meta.since_start();
        let count = self.count;
        Next::new(self).reply(count)
    }

    #[cast]
    fn pair(mut self, a: u64, _b: String) -> Self {
        self.count *= a;
        self
    }

    #[exit]
    fn other_ended(mut self, _exit: Exit) -> Self {
        self.count += 100;
        self
    }

    #[call]
    fn look(&self) -> (u64, Duration) {
        (self.count, self.at)
    }
}

#[tokio::test(start_paused = true)]
async fn it_is_read_and_replayed() {
    let counter = Counter::spawn(1).await.unwrap();
    tokio::time::sleep(SECOND).await;
    counter.add(2).await.unwrap();
    counter.pair(3, "x".to_owned()).await.unwrap();
    settle().await;
    counter.exit(ExitReason::error("away"));
    settle().await;
    let trace = counter.trace();
    let labels: Vec<_> = trace.iter().map(|entry| entry.label()).collect();
    assert_eq!(labels, ["add", "pair", "exit"]);
    let sequence: Vec<_> = trace.iter().map(|entry| entry.sequence()).collect();
    assert_eq!(sequence, [Some(1), Some(2), Some(3)]);
    assert_eq!(trace[0].meta().unwrap().own(), &counter);
    let first = Counter {
        count: 1,
        at: Duration::ZERO,
    };
    let states = testing::replay(first.clone(), trace.clone());
    assert_eq!(states, testing::replay(first, trace));
    let last = states.last().unwrap();
    assert_eq!(counter.look().await.unwrap(), (last.count, last.at));
    assert_eq!((last.count, last.at), (109, SECOND));
}

#[tokio::test(start_paused = true)]
async fn it_goes_on_over_a_restart() {
    let mut top = Supervisor::new("top");
    let counter = top.add(Child::<Counter>::new("counter", || 1));
    let root = top.start().await.unwrap();
    counter.add(1).await.unwrap();
    let before = counter.pid();
    let restarted = counter.wait_restarted();
    counter.kill();
    restarted.await.unwrap();
    counter.add(2).await.unwrap();
    let seen: Vec<_> = counter
        .trace()
        .iter()
        .filter_map(|entry| entry.meta().map(|meta| (meta.pid(), meta.sequence())))
        .map(|(pid, sequence)| (Some(pid), sequence))
        .collect();
    assert_eq!(seen, [(before, 1), (counter.pid(), 1)]);
    root.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn the_oldest_are_let_go() {
    let counter = Counter::spawn(1).await.unwrap();
    for n in 0..5 {
        counter.add(n).await.unwrap();
    }
    let sequence: Vec<_> = counter
        .trace()
        .iter()
        .filter_map(|e| e.sequence())
        .collect();
    assert_eq!(sequence, [3, 4, 5]);
}
