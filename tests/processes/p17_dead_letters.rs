//! Dead letters: who hears of them, in what order, and what of those who do not listen.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use supervise::prelude::*;
use supervise::{Child, DeadLetter, DeadLetterCause, DeadLetters, Dynamic, Lagged, Supervisor};

use crate::kit::{Gate, Log, Worker, WorkerRef, settle, soon, supervised, worker};

/// The next one, which is there.
async fn next(letters: &mut DeadLetters) -> Result<DeadLetter, Lagged> {
    soon(letters.next()).await.expect("the handle is there")
}

fn nothing_in(letters: &mut DeadLetters) -> bool {
    let mut next = pin!(letters.next());
    let mut cx = Context::from_waker(Waker::noop());
    matches!(next.as_mut().poll(&mut cx), Poll::Pending)
}

/// Kills it with these notes in its mailbox.
async fn strand(worker: &WorkerRef, notes: u64) {
    let gate = Gate::new();
    let held = tokio::spawn(worker.hold(gate.clone()).owned());
    gate.entered().await;
    for n in 0..notes {
        worker.note(n.to_string()).try_send().unwrap();
    }
    worker.kill();
    soon(held).await.unwrap().unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn each_is_told_once_and_in_order() {
    let (root, worker) = supervised(&Log::new()).await;
    let mut letters = worker.observe_dead_letters();
    let mut others = worker.clone().observe_dead_letters();
    assert!(nothing_in(&mut letters));
    let again = worker.wait_restarted();
    strand(&worker, 2).await;
    let second = soon(again).await.unwrap();
    for number in 1..=2 {
        let letter = next(&mut letters).await.unwrap();
        assert_eq!((&*letter.process, letter.message), ("worker", "note"));
        assert_eq!(letter.number, number);
        assert_eq!(letter.cause, DeadLetterCause::Restarted);
        assert!(letter.pid.same_place(second));
        assert_eq!(letter.pid.incarnation(), 1);
        assert_eq!(
            letter.to_string(),
            "`note` to worker: its process ended before it was handled"
        );
    }
    assert!(nothing_in(&mut letters));
    // Who comes later hears of what comes later.
    let mut late = worker.observe_dead_letters();
    drop(letters);
    strand(&worker, 1).await;
    assert_eq!(next(&mut late).await.unwrap().number, 3);
    assert!(nothing_in(&mut late));
    for number in 1..=3 {
        assert_eq!(next(&mut others).await.unwrap().number, number);
    }
    assert_eq!(worker.dead_letters(), 3);
    root.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn a_call_that_fails_is_none() {
    let worker = worker().await;
    let mut letters = worker.observe_dead_letters();
    let gate = Gate::new();
    let held = tokio::spawn(worker.hold(gate.clone()).owned());
    gate.entered().await;
    let call = worker.add(1).try_send().unwrap();
    worker.note("lost".to_owned()).try_send().unwrap();
    worker.kill();
    soon(held).await.unwrap().unwrap_err();
    soon(call).await.unwrap_err();
    let letter = next(&mut letters).await.unwrap();
    assert_eq!((&*letter.process, letter.message), ("Worker", "note"));
    assert_eq!(letter.cause, DeadLetterCause::Vacant);
    assert!(nothing_in(&mut letters));
}

#[tokio::test(start_paused = true)]
async fn who_waits_is_woken_and_learns_the_end() {
    let worker = worker().await;
    let mut letters = worker.observe_dead_letters();
    let listener = tokio::spawn(async move {
        let mut heard = Vec::new();
        while let Some(letter) = letters.next().await {
            heard.push(letter.unwrap().message);
        }
        heard
    });
    settle().await;
    strand(&worker, 1).await;
    settle().await;
    assert!(!listener.is_finished());
    // The last handle: nobody can send any more.
    drop(worker);
    assert_eq!(soon(listener).await.unwrap(), ["note"]);
}

#[tokio::test(start_paused = true)]
async fn a_supervisor_hears_of_all_below() {
    let log = Log::new();
    let args = log.clone();
    let child = move |name: &str| {
        let args = args.clone();
        Child::<Worker>::new(name, move || args.clone())
    };
    let mut inner = Supervisor::new("inner");
    let b = inner.add(child("b"));
    let dynamic = inner.add(Dynamic::<Worker>::new("dynamic"));
    let mut top = Supervisor::new("top");
    let a = top.add(child("a"));
    let inner = top.add(inner);
    let root = soon(top.start()).await.unwrap();
    let mut of_all = root.supervisor().observe_dead_letters();
    let mut of_inner = inner.observe_dead_letters();
    let mut of_b = b.observe_dead_letters();
    let added = soon(dynamic.start(log)).await.unwrap();
    for worker in [&a, &b, &added] {
        strand(worker, 1).await;
    }
    settle().await;
    for (letters, expected) in [
        (&mut of_all, &["a", "inner.b", "inner.dynamic.0"][..]),
        (&mut of_inner, &["inner.b", "inner.dynamic.0"][..]),
        (&mut of_b, &["inner.b"][..]),
    ] {
        for process in expected {
            assert_eq!(&*next(letters).await.unwrap().process, *process);
        }
        assert!(nothing_in(letters));
    }
    // The end of the tree is an end of them too.
    let gate = Gate::new();
    let held = tokio::spawn(a.hold(gate.clone()).owned());
    gate.entered().await;
    a.note("lost".to_owned()).try_send().unwrap();
    soon(root.shutdown()).await;
    soon(held).await.unwrap().unwrap_err();
    assert_eq!(&*next(&mut of_all).await.unwrap().process, "a");
    drop((a, b, inner, dynamic, added));
    assert!(soon(of_all.next()).await.is_none());
}

struct Heap;

#[managed_process(mailbox = unbounded)]
impl Heap {
    #[call]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
    }

    #[cast]
    fn put(&mut self, _n: u64) {}
}

#[tokio::test(start_paused = true)]
async fn who_is_slow_is_told_how_many_were_missed() {
    let heap = Heap.spawn();
    let mut letters = heap.observe_dead_letters();
    let gate = Gate::new();
    let held = tokio::spawn(heap.hold(gate.clone()).owned());
    gate.entered().await;
    for n in 0..1_030 {
        heap.put(n).try_send().unwrap();
    }
    heap.kill();
    soon(held).await.unwrap().unwrap_err();
    soon(heap.closed()).await;
    let lagged = next(&mut letters).await.unwrap_err();
    assert_eq!(
        (lagged, lagged.to_string().as_str()),
        (Lagged(6), "6 missed")
    );
    for number in 7..=1_030 {
        assert_eq!(next(&mut letters).await.unwrap().number, number);
    }
    assert!(nothing_in(&mut letters));
}
