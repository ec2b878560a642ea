//! What becomes of calls and casts that are dropped half-way.

use supervise::prelude::*;

use crate::kit::{Gate, Log, MS, Worker, settle, soon};

struct Full {
    log: Log,
    worker: crate::kit::WorkerRef,
    gate: Gate,
}

/// A worker that is held, with a full mailbox.
async fn full() -> Full {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    let gate = Gate::new();
    worker.hold(gate.clone()).begin().await.unwrap().cancel();
    gate.entered().await;
    for _ in 0..4 {
        worker.add(0).try_send().unwrap().cancel();
    }
    log.take();
    Full { log, worker, gate }
}

#[tokio::test(start_paused = true)]
async fn dropped_while_it_waits_for_room_is_not_sent() {
    let full = full().await;
    let mut call = full.worker.add(1);
    let mut cast = full.worker.note("cast".to_owned());
    assert!(tokio::time::timeout(MS, &mut call).await.is_err());
    assert!(tokio::time::timeout(MS, &mut cast).await.is_err());
    drop((call, cast));
    full.gate.open();
    assert_eq!(soon(full.worker.add(0)).await.unwrap(), 0);
    assert!(full.log.all().is_empty());
}

#[tokio::test(start_paused = true)]
async fn dropped_after_it_had_room_is_handled() {
    let full = full().await;
    full.gate.open();
    settle().await;
    let gate = Gate::new();
    full.worker
        .hold(gate.clone())
        .begin()
        .await
        .unwrap()
        .cancel();
    gate.entered().await;
    let mut call = full.worker.add(1);
    assert!(tokio::time::timeout(MS, &mut call).await.is_err());
    drop(call);
    let timed_out = full.worker.add(1).timeout(MS).await;
    assert!(matches!(timed_out, Err(CallError::TimedOut { sent: true })));
    drop(full.worker.add(1).begin().await.unwrap());
    gate.open();
    assert_eq!(soon(full.worker.add(0)).await.unwrap(), 3);
}

/// It had been given room but was not polled since: the room goes to the next in line.
#[tokio::test(start_paused = true)]
async fn dropped_with_room_that_it_did_not_use() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    let (gate, again) = (Gate::new(), Gate::new());
    worker.hold(gate.clone()).begin().await.unwrap().cancel();
    gate.entered().await;
    worker.hold(again.clone()).begin().await.unwrap().cancel();
    for _ in 0..3 {
        worker.add(0).try_send().unwrap().cancel();
    }
    let mut first = worker.note("first".to_owned());
    assert!(tokio::time::timeout(MS, &mut first).await.is_err());
    let second = tokio::spawn(worker.note("second".to_owned()).owned());
    settle().await;
    // The second handler starts: there is room for one.
    gate.open();
    again.entered().await;
    settle().await;
    assert!(!second.is_finished());
    assert!(worker.add(9).try_send().is_err());
    drop(first);
    soon(second).await.unwrap().unwrap();
    again.open();
    settle().await;
    assert_eq!(log.all(), ["init", "second"]);
    // And no room is lost for good.
    for _ in 0..4 {
        worker.add(0).try_send().unwrap().cancel();
    }
    assert!(worker.add(0).try_send().is_err());
}

#[tokio::test(start_paused = true)]
async fn one_in_the_middle_of_the_line_leaves() {
    let full = full().await;
    let senders: Vec<_> = (0..6)
        .map(|n| {
            let cast = full.worker.note(n.to_string()).owned();
            tokio::spawn(cast)
        })
        .collect();
    settle().await;
    for index in [0, 2, 5] {
        senders[index].abort();
    }
    settle().await;
    full.gate.open();
    settle().await;
    assert_eq!(full.log.all(), ["1", "3", "4"]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_loses_a_race() {
    let full = full().await;
    tokio::select! {
        biased;
        _ = full.worker.add(1) => panic!("there is no room"),
        () = tokio::time::sleep(MS) => {}
    }
    full.gate.open();
    assert_eq!(soon(full.worker.add(0)).await.unwrap(), 0);
}
