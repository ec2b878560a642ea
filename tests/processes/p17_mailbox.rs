//! The mailbox: its bound, its order, and what becomes of it at an end.

use supervise::prelude::*;
use supervise::{Child, Supervisor};
use tokio::task::JoinHandle;

use crate::kit::{Gate, Log, SECOND, Worker, WorkerRef, kind, settle, soon, supervised, worker};

async fn hold(worker: &WorkerRef) -> (Gate, JoinHandle<Result<u64, CallError>>) {
    let gate = Gate::new();
    let held = tokio::spawn(worker.hold(gate.clone()).owned());
    gate.entered().await;
    (gate, held)
}

#[tokio::test(start_paused = true)]
async fn the_bound_is_exact_while_a_handler_waits() {
    let worker = worker().await;
    assert_eq!(worker.mailbox_capacity(), Some(4));
    // Whatever was in the batch before.
    for before in 0..=4 {
        let (gate, held) = hold(&worker).await;
        for _ in 0..before {
            worker.add(0).try_send().unwrap().cancel();
        }
        let next = Gate::new();
        let sent = worker.hold(next.clone()).try_send();
        gate.open();
        soon(held).await.unwrap().unwrap();
        if sent.is_ok() {
            next.entered().await;
        }
        let room = 4;
        if sent.is_err() {
            settle().await;
            continue;
        }
        for n in 0..room {
            assert_eq!(worker.mailbox_len(), n);
            worker.add(0).try_send().unwrap().cancel();
        }
        assert!(worker.add(0).try_send().is_err());
        next.open();
        settle().await;
        assert_eq!(worker.mailbox_len(), 0);
    }
}

struct Large {
    seen: Vec<u32>,
}

#[managed_process(capacity = 100)]
impl Large {
    #[call]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
    }

    #[cast]
    fn put(&mut self, n: u32) {
        self.seen.push(n);
    }

    #[call]
    fn seen(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.seen)
    }
}

#[tokio::test(start_paused = true)]
async fn the_bound_of_a_large_one_is_exact_too() {
    let large = Large { seen: Vec::new() }.spawn();
    let gate = Gate::new();
    // The handler that waits stands in the middle of a batch.
    for n in 0..50 {
        large.put(n).try_send().unwrap();
    }
    let held = large.hold(gate.clone()).try_send().unwrap();
    for n in 50..99 {
        large.put(n).try_send().unwrap();
    }
    assert!(large.put(0).try_send().is_err());
    gate.entered().await;
    assert_eq!(large.mailbox_len(), 49);
    for n in 99..150 {
        large.put(n).try_send().unwrap();
    }
    assert!(large.put(0).try_send().is_err());
    gate.open();
    soon(held).await.unwrap();
    assert_eq!(soon(large.seen()).await.unwrap(), Vec::from_iter(0..150));
}

#[tokio::test(start_paused = true)]
async fn many_senders_wait_in_turn() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    let (gate, held) = hold(&worker).await;
    log.take();
    let mut senders = Vec::new();
    for n in 0..50 {
        senders.push(tokio::spawn(worker.note(n.to_string()).owned()));
        settle().await;
    }
    assert_eq!(worker.mailbox_len(), 4);
    gate.open();
    soon(held).await.unwrap().unwrap();
    for sender in senders {
        soon(sender).await.unwrap().unwrap();
    }
    settle().await;
    let expected: Vec<_> = (0..50).map(|n| n.to_string()).collect();
    assert_eq!(log.all(), expected);
}

#[tokio::test(start_paused = true)]
async fn nobody_overtakes_those_who_wait() {
    let worker = worker().await;
    let (gate, held) = hold(&worker).await;
    for _ in 0..3 {
        worker.add(1).try_send().unwrap().cancel();
    }
    let next = Gate::new();
    worker.hold(next.clone()).try_send().unwrap().cancel();
    let waiting = tokio::spawn(worker.add(1).owned());
    settle().await;
    gate.open();
    soon(held).await.unwrap().unwrap();
    next.entered().await;
    // Five were sent, one is held: the one that waited is in, there is room for three.
    settle().await;
    assert_eq!(worker.mailbox_len(), 1);
    for _ in 0..3 {
        worker.add(1).try_send().unwrap().cancel();
    }
    assert!(worker.add(1).try_send().is_err());
    next.open();
    assert_eq!(soon(waiting).await.unwrap().unwrap(), 4);
}

struct Open {
    count: u64,
}

#[managed_process(mailbox = unbounded)]
impl Open {
    #[call]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
    }

    #[cast]
    fn count(&mut self) {
        self.count += 1;
    }

    #[call]
    fn get(&mut self) -> u64 {
        self.count
    }

    #[cast]
    fn flood(&mut self, cx: &mut Cx<Self>) {
        for _ in 0..100_000 {
            cx.me().count().try_send().unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_unbounded_one() {
    let open = Open { count: 0 }.spawn();
    assert_eq!(open.mailbox_capacity(), None);
    let gate = Gate::new();
    let held = open.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    for _ in 0..100_000 {
        open.count().try_send().unwrap();
    }
    assert_eq!(open.mailbox_len(), 100_000);
    gate.open();
    soon(held).await.unwrap();
    open.flood().await.unwrap();
    assert_eq!(soon(open.get()).await.unwrap(), 100_000);
    assert_eq!(soon(open.get()).await.unwrap(), 200_000);
    assert_eq!(open.mailbox_len(), 0);
}

/// Who sends without end gives its thread up now and then, since the process may be waiting for it.
#[tokio::test(start_paused = true)]
async fn a_sender_to_an_unbounded_one_gives_way() {
    let open = Open { count: 0 }.spawn();
    let most = tokio::spawn(async move {
        let mut most = 0;
        for _ in 0..20_000 {
            open.count().await.unwrap();
            most = most.max(open.mailbox_len());
        }
        assert_eq!(soon(open.get()).await.unwrap(), 20_000);
        most
    });
    let most = soon(most).await.unwrap();
    // It sends as many again while what it has sent before is being handled.
    assert!(most <= 2_048, "{most}");
}

/// That is no waiting for room: a process that sends to itself goes on.
#[tokio::test(start_paused = true)]
async fn a_process_that_sends_to_itself_gives_way_too() {
    let own = Own { count: 0 }.spawn();
    assert_eq!(soon(own.flood(5_000)).await.unwrap(), 0);
    assert_eq!(soon(own.get()).await.unwrap(), 5_000);
    assert_eq!(soon(own.ask_later(3_000)).await.unwrap(), 5_000);
    assert_eq!(soon(own.get()).await.unwrap(), 5_000);
}

struct Own {
    count: u64,
}

#[managed_process(mailbox = unbounded)]
impl Own {
    #[cast]
    fn count(&mut self) {
        self.count += 1;
    }

    #[call]
    fn get(&self) -> u64 {
        self.count
    }

    #[call]
    async fn flood(&mut self, times: u64, cx: &mut Cx<Self>) -> u64 {
        for _ in 0..times {
            cx.me().count().await.unwrap();
        }
        self.count
    }

    #[call]
    async fn ask_later(&mut self, times: u64, cx: &mut Cx<Self>) -> u64 {
        for _ in 0..times {
            cx.me().get().begin().await.unwrap().cancel();
        }
        self.count
    }
}

/// Dropped while it gives way, a cast was not sent.
#[tokio::test(start_paused = true)]
async fn a_cast_that_gives_way_was_not_sent_yet() {
    let open = Open { count: 0 }.spawn();
    let gate = Gate::new();
    let held = open.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    for _ in 0..1_023 {
        open.count().try_send().unwrap();
    }
    let mut cast = open.count();
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(std::pin::Pin::new(&mut cast).poll(&mut cx).is_pending());
    drop(cast);
    assert_eq!(open.mailbox_len(), 1_023);
    open.count().await.unwrap();
    assert_eq!(open.mailbox_len(), 1_024);
    gate.open();
    soon(held).await.unwrap();
    assert_eq!(soon(open.get()).await.unwrap(), 1_024);
}

/// The length that is shown shrinks while a long batch is handled.
#[tokio::test(start_paused = true)]
async fn the_length_of_an_unbounded_one_is_of_now() {
    // In a task like the process's own: the runtime looks after the test's future less often.
    let looks = tokio::spawn(async {
        let open = Open { count: 0 }.spawn();
        let gate = Gate::new();
        let held = open.hold(gate.clone()).begin().await.unwrap();
        gate.entered().await;
        for _ in 0..1000 {
            open.count().try_send().unwrap();
        }
        gate.open();
        soon(held).await.unwrap();
        let mut seen = vec![open.mailbox_len()];
        while seen.last() != Some(&0) {
            // Stands in line with the process, where `yield_now` would wait for the end of the line.
            let mut given = false;
            std::future::poll_fn(|cx| {
                cx.waker().wake_by_ref();
                match std::mem::replace(&mut given, true) {
                    true => std::task::Poll::Ready(()),
                    false => std::task::Poll::Pending,
                }
            })
            .await;
            seen.push(open.mailbox_len());
        }
        seen
    });
    let seen = looks.await.unwrap();
    assert!(seen.iter().any(|&len| len > 0 && len < 1000), "{seen:?}");
}

#[tokio::test(start_paused = true)]
async fn at_a_restart_the_queue_is_cut_and_the_line_stays() {
    let log = Log::new();
    let (root, worker) = supervised(&log).await;
    let (_gate, held) = hold(&worker).await;
    let queued: Vec<_> = (0..3).map(|n| worker.add(n).try_send().unwrap()).collect();
    worker.note("queued".to_owned()).try_send().unwrap();
    let waiting = tokio::spawn(worker.add(10).owned());
    let cast = tokio::spawn(worker.note("waited".to_owned()).owned());
    settle().await;
    worker.kill();
    assert!(matches!(
        soon(held).await.unwrap(),
        Err(CallError::Ended(ExitReason::Killed))
    ));
    for call in queued {
        assert!(matches!(soon(call).await, Err(CallError::Restarted)));
    }
    assert_eq!(soon(waiting).await.unwrap().unwrap(), 10);
    soon(cast).await.unwrap().unwrap();
    settle().await;
    assert_eq!(log.all(), ["init", "init", "waited"]);
    assert_eq!(worker.dead_letters(), 1);
    root.shutdown().await;
}

/// What is sent after the cut is for the next incarnation.
#[tokio::test(start_paused = true)]
async fn what_is_sent_between_two_incarnations_waits() {
    struct Slow(Log);
    #[managed_process]
    impl Slow {
        #[init]
        fn start(log: Log) -> Self {
            Slow(log)
        }
        #[cast]
        fn say(&mut self, what: u8) {
            self.0.say(what.to_string());
        }
        #[cast]
        fn crash(&mut self) {
            panic!("crash");
        }
        #[terminate]
        async fn end(self) {
            self.0.say("ending");
            tokio::time::sleep(SECOND).await;
            self.0.say("ended");
        }
    }
    let log = Log::new();
    let mut top = Supervisor::new("top");
    let inner = log.clone();
    let slow = top.add(Child::<Slow>::new("slow", move || inner.clone()));
    let root = top.start().await.unwrap();
    slow.crash().await.unwrap();
    settle().await;
    slow.say(1).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["ending"]);
    tokio::time::sleep(2 * SECOND).await;
    assert_eq!(log.all(), ["ending", "ended", "1"]);
    drop(root);
}

#[tokio::test(start_paused = true)]
async fn an_unsupervised_end_closes_it_with_the_reason() {
    let worker = worker().await;
    let (gate, held) = hold(&worker).await;
    worker.end(ExitReason::error("done")).try_send().unwrap();
    let queued = worker.add(1).try_send().unwrap();
    worker.add(1).try_send().unwrap().cancel();
    worker.add(1).try_send().unwrap().cancel();
    let waiting = tokio::spawn(worker.add(1).owned());
    let cast = tokio::spawn(worker.note("x".to_owned()).owned());
    settle().await;
    gate.open();
    soon(held).await.unwrap().unwrap();
    for error in [
        soon(queued).await.unwrap_err(),
        soon(waiting).await.unwrap().unwrap_err(),
        soon(worker.add(1)).await.unwrap_err(),
    ] {
        let CallError::NotDelivered(reason) = error else {
            panic!("{error:?}");
        };
        assert_eq!(reason.to_string(), "error: done");
    }
    let Err(CastError::NotDelivered(reason)) = soon(cast).await.unwrap() else {
        panic!("sent");
    };
    assert_eq!(kind(&reason), "error");
    assert_eq!(worker.mailbox_len(), 0);
}
