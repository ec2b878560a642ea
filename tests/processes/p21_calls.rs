//! Every verb of a call and a cast.

use supervise::TrySendReason;
use supervise::prelude::*;
use tokio::time::Instant;

use crate::kit::{Gate, Log, MS, SECOND, Worker, settle, soon, threads, worker};

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_it_is_awaited() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    #[allow(unused_must_use, reason = "that nothing is sent is the point")]
    {
        worker.note("built".to_owned());
        worker.add(1);
        worker.add(1).timeout(SECOND);
        worker.add(1).begin();
    }
    settle().await;
    assert_eq!(log.all(), ["init"]);
    assert_eq!(soon(worker.add(0)).await.unwrap(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_timeout_tells_whether_it_was_sent() {
    let worker = worker().await;
    let gate = Gate::new();
    let held = worker.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    let before = Instant::now();
    let late = worker.add(1).timeout(SECOND).await;
    assert!(matches!(late, Err(CallError::TimedOut { sent: true })));
    assert_eq!(before.elapsed().as_secs(), 1);
    for _ in 0..3 {
        worker.note("x".to_owned()).try_send().unwrap();
    }
    let late = worker.add(10).timeout(SECOND).await;
    assert!(matches!(late, Err(CallError::TimedOut { sent: false })));
    let late = worker.note("y".to_owned()).timeout(SECOND).await;
    assert!(matches!(late, Err(CastError::TimedOut)));
    gate.open();
    assert_eq!(soon(held).await.unwrap(), 0);
    // What was sent was handled, what was not was not.
    assert_eq!(soon(worker.add(0)).await.unwrap(), 1);
    assert_eq!(worker.add(5).timeout(SECOND).await.unwrap(), 6);
}

#[tokio::test(start_paused = true)]
async fn pending_calls() {
    let worker = worker().await;
    let gate = Gate::new();
    let held = worker.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    let mut one = worker.add(1).begin().await.unwrap();
    assert!(one.poll_now().is_none());
    let one = one.timeout(SECOND).await.unwrap_err();
    let gone = worker.add(10).begin().await.unwrap();
    gone.cancel();
    gate.open();
    assert_eq!(soon(held).await.unwrap(), 0);
    let mut one = one;
    settle().await;
    assert_eq!(one.poll_now().unwrap().unwrap(), 1);
    // The one that was cancelled was handled.
    let two = worker.add(0).begin().await.unwrap();
    assert_eq!(two.timeout(SECOND).await.unwrap().unwrap(), 11);
}

#[tokio::test(start_paused = true)]
async fn try_send_gives_the_arguments_back() {
    let worker = worker().await;
    let pending = worker.add(2).try_send().unwrap();
    assert_eq!(soon(pending).await.unwrap(), 2);
    let gate = Gate::new();
    let held = worker.hold(gate.clone()).try_send().unwrap();
    gate.entered().await;
    for _ in 0..4 {
        worker.note("x".to_owned()).try_send().unwrap();
    }
    let error = worker.note("mine".to_owned()).try_send().unwrap_err();
    assert_eq!(error.args, "mine");
    assert!(matches!(error.reason, TrySendReason::Full));
    assert_eq!(error.to_string(), "the mailbox is full");
    let error = worker.add(7).try_send().unwrap_err();
    assert_eq!(error.args, 7);
    gate.open();
    soon(held).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn owned_calls_and_casts_move_into_tasks() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    let call = worker.add(1).owned();
    let cast = worker.note("owned".to_owned()).owned();
    drop(worker);
    let reply = tokio::spawn(async move {
        cast.await.unwrap();
        call.await
    });
    assert_eq!(soon(reply).await.unwrap().unwrap(), 1);
    assert_eq!(log.all(), ["init", "owned"]);
}

#[tokio::test(start_paused = true)]
async fn a_finished_call_polled_again_does_not_hang() {
    let worker = worker().await;
    let mut call = worker.add(1);
    assert_eq!(soon(&mut call).await.unwrap(), 1);
    assert!(matches!(soon(&mut call).await, Err(CallError::NoReply)));
    let mut pending = worker.add(1).begin().await.unwrap();
    assert_eq!(soon(&mut pending).await.unwrap(), 2);
    assert!(matches!(soon(pending).await, Err(CallError::NoReply)));
}

/// A call that was polled by one task and goes on in another is woken there.
#[tokio::test(start_paused = true)]
async fn a_call_changes_its_task() {
    let worker = worker().await;
    let gate = Gate::new();
    let mut call = worker.hold(gate.clone()).owned();
    assert!(tokio::time::timeout(MS, &mut call).await.is_err());
    let task = tokio::spawn(call);
    settle().await;
    gate.open();
    assert_eq!(soon(task).await.unwrap().unwrap(), 0);
    // The same for one that waits for room.
    let held = worker.hold(gate.clone()).begin().await.unwrap();
    settle().await;
    for _ in 0..4 {
        worker.note("x".to_owned()).try_send().unwrap();
    }
    let mut call = worker.add(1).owned();
    assert!(tokio::time::timeout(MS, &mut call).await.is_err());
    let task = tokio::spawn(call);
    settle().await;
    gate.open();
    soon(held).await.unwrap();
    assert_eq!(soon(task).await.unwrap().unwrap(), 1);
}

#[test]
fn blocking_from_plain_threads() {
    let runtime = threads(2);
    let worker = runtime.block_on(worker());
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let worker = worker.clone();
            std::thread::spawn(move || {
                for _ in 0..200 {
                    worker.note("x".to_owned()).blocking_send().unwrap();
                    worker.add(1).blocking_call().unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(worker.add(0).blocking_call().unwrap(), 800);
    runtime.block_on(worker.shutdown());
    assert!(matches!(
        worker.add(0).blocking_call(),
        Err(CallError::NotDelivered(ExitReason::Shutdown))
    ));
}

/// Woken by whom it waits for, not by others that unpark its thread.
#[test]
fn a_blocked_thread_ignores_other_wakeups() {
    let runtime = threads(1);
    let worker = runtime.block_on(worker());
    let gate = Gate::new();
    let blocked = std::thread::spawn({
        let (worker, gate) = (worker.clone(), gate.clone());
        move || worker.hold(gate).blocking_call()
    });
    runtime.block_on(gate.entered());
    for _ in 0..100 {
        blocked.thread().unpark();
    }
    gate.open();
    assert_eq!(blocked.join().unwrap().unwrap(), 0);
}
