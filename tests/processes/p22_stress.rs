//! Many threads, no clock: every call has one outcome, and the counters add up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use supervise::prelude::*;
use supervise::{Child, Limit, Supervisor};

use crate::kit::{SECOND, really, threads};

#[derive(Default)]
struct Counts {
    /// What the process has seen.
    handled: AtomicU64,
    noted: AtomicU64,
    inits: AtomicU64,
    drops: AtomicU64,
    alive: AtomicU64,
    overlaps: AtomicU64,
    /// What became of the calls.
    answered: AtomicU64,
    ended: AtomicU64,
    restarted: AtomicU64,
    cancelled: AtomicU64,
    full: AtomicU64,
    cast: AtomicU64,
    made: AtomicU64,
}

struct Target {
    counts: Arc<Counts>,
}

impl Drop for Target {
    fn drop(&mut self) {
        self.counts.alive.fetch_sub(1, Relaxed);
        self.counts.drops.fetch_add(1, Relaxed);
    }
}

#[managed_process(capacity = 8)]
impl Target {
    #[init]
    async fn start(counts: Arc<Counts>) -> Self {
        if counts.alive.fetch_add(1, Relaxed) > 0 {
            counts.overlaps.fetch_add(1, Relaxed);
        }
        counts.inits.fetch_add(1, Relaxed);
        let state = Self { counts };
        tokio::task::yield_now().await;
        state
    }

    #[call]
    fn quick(&mut self, n: u64) -> u64 {
        self.counts.handled.fetch_add(1, Relaxed);
        n + 1
    }

    #[call]
    async fn slow(&mut self, n: u64) -> u64 {
        self.counts.handled.fetch_add(1, Relaxed);
        tokio::task::yield_now().await;
        n + 1
    }

    #[call]
    fn crash(&mut self, n: u64) -> u64 {
        self.counts.handled.fetch_add(1, Relaxed);
        std::panic::resume_unwind(Box::new(n));
    }

    #[cast]
    fn note(&mut self) {
        self.counts.noted.fetch_add(1, Relaxed);
    }

    #[terminate]
    async fn bye(self) {
        tokio::task::yield_now().await;
    }
}

/// A generator that is good enough, and the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

fn count(counts: &Counts, n: u64, outcome: Result<u64, CallError>) {
    let counter = match outcome {
        Ok(reply) => {
            assert_eq!(reply, n + 1);
            &counts.answered
        }
        Err(CallError::Ended(_)) => &counts.ended,
        Err(CallError::Restarted) => &counts.restarted,
        Err(error) => panic!("{error}"),
    };
    counter.fetch_add(1, Relaxed);
}

async fn sender(target: TargetRef, counts: Arc<Counts>, seed: u64, until: Instant) {
    let mut dice = Dice(seed);
    while Instant::now() < until {
        let n = dice.roll(1 << 40);
        counts.made.fetch_add(1, Relaxed);
        match dice.roll(100) {
            0 => count(&counts, n, target.crash(n).await),
            1..20 => count(&counts, n, target.slow(n).await),
            20..40 => match target.quick(n).try_send() {
                Ok(pending) => count(&counts, n, pending.await),
                Err(error) => {
                    assert_eq!(error.args, n);
                    counts.full.fetch_add(1, Relaxed);
                }
            },
            // Given up at some point, whatever had become of it by then.
            40..60 => {
                let polls = dice.roll(4);
                let mut call = target.slow(n);
                let outcome = async {
                    tokio::select! {
                        biased;
                        outcome = &mut call => Some(outcome),
                        () = yields(polls) => None,
                    }
                };
                match outcome.await {
                    Some(outcome) => count(&counts, n, outcome),
                    None => {
                        counts.cancelled.fetch_add(1, Relaxed);
                    }
                }
            }
            60..80 => {
                target.note().await.unwrap();
                counts.cast.fetch_add(1, Relaxed);
            }
            _ => {
                let pending = target.quick(n).begin().await.unwrap();
                if dice.roll(2) == 0 {
                    pending.cancel();
                    counts.cancelled.fetch_add(1, Relaxed);
                } else {
                    count(&counts, n, pending.await);
                }
            }
        }
    }
}

async fn yields(count: u64) {
    for _ in 0..count {
        tokio::task::yield_now().await;
    }
}

async fn killer(target: TargetRef, over: Arc<AtomicBool>) {
    let mut dice = Dice(77);
    while !over.load(Relaxed) {
        yields(dice.roll(200)).await;
        match dice.roll(3) {
            0 => target.kill(),
            1 => target.exit(ExitReason::error("exit")),
            _ => target.shutdown().await,
        }
    }
}

#[test]
fn every_call_has_one_outcome() {
    let runtime = threads(4);
    runtime.block_on(really(async {
        let counts = Arc::new(Counts::default());
        let mut top = Supervisor::new("top").limit(Limit::NONE);
        let inner = Arc::clone(&counts);
        let target = top.add(Child::<Target>::new("target", move || Arc::clone(&inner)));
        let root = top.start().await.unwrap();
        let until = Instant::now() + Duration::from_millis(1500);
        let over = Arc::new(AtomicBool::new(false));
        let senders: Vec<_> = (1..=16)
            .map(|seed| {
                let sender = sender(target.clone(), Arc::clone(&counts), seed * 7919, until);
                tokio::spawn(sender)
            })
            .collect();
        let killer = tokio::spawn(killer(target.clone(), Arc::clone(&over)));
        for sender in senders {
            sender.await.unwrap();
        }
        over.store(true, Relaxed);
        killer.await.unwrap();
        // It is alive and well.
        let mut outcome = target.quick(1).timeout(10 * SECOND).await;
        while let Err(CallError::Restarted | CallError::Ended(_)) = outcome {
            outcome = target.quick(1).timeout(10 * SECOND).await;
        }
        assert_eq!(outcome.unwrap(), 2);
        assert!(root.shutdown().await.is_orderly());

        let of = |counter: &AtomicU64| counter.load(Relaxed);
        let outcomes = of(&counts.answered)
            + of(&counts.ended)
            + of(&counts.restarted)
            + of(&counts.cancelled)
            + of(&counts.full)
            + of(&counts.cast);
        assert_eq!(of(&counts.made), outcomes);
        // Each answer was given by a handler; each cast was handled or is a dead letter.
        assert!(of(&counts.handled) > of(&counts.answered));
        assert_eq!(of(&counts.cast), of(&counts.noted) + target.dead_letters());
        assert_eq!(of(&counts.inits), of(&counts.drops));
        assert_eq!(of(&counts.overlaps), 0);
        assert_eq!(target.mailbox_len(), 0);
        assert!(of(&counts.inits) > 10 && of(&counts.answered) > 100);
    }));
}

/// Starts that are given up at any moment leave nothing behind.
#[test]
fn starts_that_are_given_up() {
    let runtime = threads(4);
    runtime.block_on(really(async {
        let counts = Arc::new(Counts::default());
        let starters: Vec<_> = (1..=8)
            .map(|seed| {
                let counts = Arc::clone(&counts);
                tokio::spawn(async move {
                    let mut dice = Dice(seed * 104_729);
                    for _ in 0..300 {
                        let start = Target::spawn(Arc::clone(&counts));
                        tokio::select! {
                            biased;
                            target = start.into_future() => target.unwrap().shutdown().await,
                            () = yields(dice.roll(6)) => {}
                        }
                    }
                })
            })
            .collect();
        for starter in starters {
            starter.await.unwrap();
        }
        while counts.alive.load(Relaxed) > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(counts.inits.load(Relaxed), counts.drops.load(Relaxed));
    }));
}
