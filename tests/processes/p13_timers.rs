//! Messages that are sent later.

use std::time::Duration;

use supervise::prelude::*;
use tokio::time::Instant;

use crate::kit::{Gate, Log, MS, SECOND, Worker, settle, soon, supervised};

#[tokio::test(start_paused = true)]
async fn once() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    let timer = worker.note("later".to_owned()).after(SECOND);
    let call = worker.add(1).after(SECOND);
    drop(worker.note("dropped".to_owned()).after(SECOND));
    log.take();
    tokio::time::sleep(999 * MS).await;
    assert!(log.all().is_empty() && !timer.is_over());
    tokio::time::sleep(2 * MS).await;
    assert_eq!(log.take(), ["later", "dropped"]);
    assert!(timer.is_over() && call.is_over());
    assert_eq!(soon(worker.add(0)).await.unwrap(), 1);
    let timer = worker.note("cancelled".to_owned()).after(SECOND);
    timer.clone().cancel();
    tokio::time::sleep(2 * SECOND).await;
    assert!(log.all().is_empty() && timer.is_over());
}

#[tokio::test(start_paused = true)]
async fn no_time_and_all_time() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    worker.note("now".to_owned()).after(Duration::ZERO);
    let never = worker.note("never".to_owned()).after(Duration::MAX);
    let never_again = worker.note("never".to_owned()).every(Duration::MAX);
    tokio::time::sleep(1000 * SECOND).await;
    assert_eq!(log.all(), ["init", "now"]);
    assert!(!never.is_over() && !never_again.is_over());
}

#[tokio::test(start_paused = true)]
async fn again_and_again() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    let ticks = worker.note("tick".to_owned()).every(SECOND);
    let calls = worker.add(1).every(SECOND);
    tokio::time::sleep(3500 * MS).await;
    assert_eq!(log.take(), ["init", "tick", "tick", "tick"]);
    assert_eq!(soon(worker.add(0)).await.unwrap(), 3);
    calls.cancel();
    // While the mailbox is full ticks are missed, and counted.
    let gate = Gate::new();
    let held = worker.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    tokio::time::sleep(10 * SECOND).await;
    assert_eq!(ticks.missed(), 6);
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["tick"; 4]);
    tokio::time::sleep(SECOND).await;
    assert_eq!(log.take(), ["tick"]);
    ticks.cancel();
    tokio::time::sleep(10 * SECOND).await;
    assert!(log.all().is_empty());
}

/// One that fires on a full mailbox waits for room.
#[tokio::test(start_paused = true)]
async fn once_on_a_full_mailbox() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    let gate = Gate::new();
    let held = worker.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    for _ in 0..4 {
        worker.add(1).try_send().unwrap().cancel();
    }
    let timer = worker.note("late".to_owned()).after(SECOND);
    let cancelled = worker.note("cancelled".to_owned()).after(SECOND);
    tokio::time::sleep(2 * SECOND).await;
    assert!(!timer.is_over());
    cancelled.cancel();
    settle().await;
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["init", "late"]);
    assert!(timer.is_over());
}

#[tokio::test(start_paused = true)]
async fn a_timer_from_outside_ends_with_the_incarnation_it_is_for() {
    let log = Log::new();
    let (root, worker) = supervised(&log).await;
    let once = worker.note("old".to_owned()).after(2 * SECOND);
    let ticks = worker.note("old".to_owned()).every(2 * SECOND);
    let again = worker.wait_restarted();
    worker.kill();
    soon(again).await.unwrap();
    let new = worker.note("new".to_owned()).after(SECOND);
    settle().await;
    assert!(once.is_over() && ticks.is_over() && !new.is_over());
    tokio::time::sleep(5 * SECOND).await;
    assert_eq!(log.all(), ["init", "init", "new"]);
    drop(root);
}

/// A process's own timers, and those it makes for others.
struct Clock {
    log: Log,
}

#[managed_process]
impl Clock {
    #[cast]
    fn remind(&mut self, after: Duration, cx: &mut Cx<Self>) {
        cx.me().tick().after(after);
    }

    #[call]
    fn beat(&mut self, other: ClockRef) -> Timer {
        other.tick().every(SECOND)
    }

    #[cast]
    fn tick(&mut self) {
        self.log.say("tick");
    }
}

fn clock() -> (Log, ClockRef) {
    let log = Log::new();
    (log.clone(), Clock { log }.spawn())
}

#[tokio::test(start_paused = true)]
async fn a_timer_from_a_handler_ends_with_its_process() {
    let (log, one) = clock();
    one.remind(SECOND).await.unwrap();
    let before = Instant::now();
    tokio::time::sleep(2 * SECOND).await;
    assert_eq!(log.take(), ["tick"]);
    assert!(before.elapsed() < 3 * SECOND);

    let (other_log, other) = clock();
    let timer = one.beat(other.clone()).await.unwrap();
    tokio::time::sleep(2500 * MS).await;
    assert_eq!(other_log.take(), ["tick", "tick"]);
    soon(one.shutdown()).await;
    settle().await;
    assert!(timer.is_over());
    tokio::time::sleep(5 * SECOND).await;
    assert!(other_log.all().is_empty());
    assert!(other.pid().is_some());
}

/// For a process that has ended for good there is nothing to be sent.
#[tokio::test(start_paused = true)]
async fn a_timer_for_the_dead() {
    let (_, one) = clock();
    let (_, other) = clock();
    let timer = one.beat(other.clone()).await.unwrap();
    soon(other.shutdown()).await;
    tokio::time::sleep(2 * SECOND).await;
    assert!(timer.is_over());
    let timer = other.tick().after(SECOND);
    tokio::time::sleep(2 * SECOND).await;
    assert!(timer.is_over());
}

/// A process that makes many timers does not keep those that have fired.
#[tokio::test(start_paused = true)]
async fn ten_thousand_timers() {
    let (log, one) = clock();
    for _ in 0..10_000 {
        one.remind(MS).await.unwrap();
    }
    tokio::time::sleep(SECOND).await;
    assert_eq!(log.all().len(), 10_000);
}
