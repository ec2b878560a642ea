//! Monitors.

use supervise::prelude::*;
use supervise::{Child, Limit, Supervisor};

use crate::kit::{
    Gate, Log, SECOND, Worker, WorkerRef, error, kind, settle, soon, supervised, worker,
};

struct Watcher {
    log: Log,
    last: Option<Monitor>,
}

#[managed_process]
impl Watcher {
    #[init]
    fn start(log: Log) -> Self {
        Self { log, last: None }
    }

    #[call]
    fn watch(&mut self, who: WorkerRef, cx: &mut Cx<Self>) -> Monitor {
        let monitor = cx.monitor(&who);
        self.last = Some(monitor);
        monitor
    }

    #[call]
    fn forget(&mut self, monitor: Monitor, cx: &mut Cx<Self>) {
        cx.demonitor(monitor);
        cx.demonitor(monitor);
    }

    #[call]
    async fn hold_and_forget(&mut self, gate: Gate, monitor: Monitor, cx: &mut Cx<Self>) {
        gate.pass().await;
        cx.demonitor(monitor);
    }

    #[cast]
    fn crash(&mut self) {
        panic!("crash");
    }

    #[cast]
    fn word(&mut self, word: String) {
        self.log.say(word);
    }

    #[info]
    fn down(&mut self, down: Down) {
        let mine = if self.last == Some(down.monitor) {
            "last"
        } else {
            "other"
        };
        let run = down.pid.incarnation();
        self.log.say(format!("{mine} {run} {}", kind(&down.reason)));
    }
}

async fn watcher() -> (Log, WatcherRef) {
    let log = Log::new();
    let watcher = Watcher::spawn(log.clone()).await.unwrap();
    (log, watcher)
}

#[tokio::test(start_paused = true)]
async fn each_monitor_tells_once() {
    let (log, watcher) = watcher().await;
    let worker = worker().await;
    let first = watcher.watch(worker.clone()).await.unwrap();
    let second = watcher.watch(worker.clone()).await.unwrap();
    assert_ne!(first, second);
    worker.end(error("x")).await.unwrap();
    soon(worker.closed()).await;
    settle().await;
    assert_eq!(log.all(), ["other 1 error", "last 1 error"]);
}

#[tokio::test(start_paused = true)]
async fn any_end_is_told() {
    for (reason, told) in [
        (ExitReason::Normal, "last 1 normal"),
        (ExitReason::Shutdown, "last 1 shutdown"),
        (error("x"), "last 1 error"),
    ] {
        let (log, watcher) = watcher().await;
        let worker = worker().await;
        watcher.watch(worker.clone()).await.unwrap();
        worker.end(reason).await.unwrap();
        settle().await;
        assert_eq!(log.all(), [told]);
    }
    let (log, watcher) = watcher().await;
    let (one, two) = (worker().await, worker().await);
    watcher.watch(one.clone()).await.unwrap();
    one.kill();
    settle().await;
    watcher.watch(two.clone()).await.unwrap();
    two.crash().await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["last 1 killed", "last 1 panic"]);
}

#[tokio::test(start_paused = true)]
async fn a_dead_process_is_told_at_once() {
    let (log, watcher) = watcher().await;
    let worker = worker().await;
    soon(worker.shutdown()).await;
    watcher.watch(worker).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["last 1 not found"]);
}

#[tokio::test(start_paused = true)]
async fn demonitor_takes_a_notice_back() {
    let (log, watcher) = watcher().await;
    let (one, two) = (worker().await, worker().await);
    let monitor = watcher.watch(one.clone()).await.unwrap();
    watcher.forget(monitor).await.unwrap();
    soon(one.shutdown()).await;
    // Also one that is in the mailbox.
    let monitor = watcher.watch(two.clone()).await.unwrap();
    let gate = Gate::new();
    let held = watcher.hold_and_forget(gate.clone(), monitor);
    let held = held.begin().await.unwrap();
    gate.entered().await;
    soon(two.shutdown()).await;
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert!(log.all().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_monitor_is_of_one_incarnation() {
    let (log, watcher) = watcher().await;
    let (root, worker) = supervised(&Log::new()).await;
    watcher.watch(worker.clone()).await.unwrap();
    for _ in 0..2 {
        let again = worker.wait_restarted();
        worker.kill();
        soon(again).await.unwrap();
    }
    settle().await;
    assert_eq!(log.take(), ["last 1 killed"]);
    watcher.watch(worker.clone()).await.unwrap();
    soon(root.shutdown()).await;
    settle().await;
    assert_eq!(log.take(), ["last 3 shutdown"]);
}

/// What the process had sent comes before the notice of its end.
#[tokio::test(start_paused = true)]
async fn after_the_messages_of_who_ended() {
    struct Talker(WatcherRef);
    #[managed_process]
    impl Talker {
        #[init]
        fn start(to: WatcherRef) -> Self {
            Talker(to)
        }
        #[cast]
        async fn talk(&mut self) -> Action<Self> {
            for n in 0..5 {
                self.0.word(n.to_string()).await.unwrap();
            }
            Action::stop(ExitReason::Normal)
        }
    }
    struct Ear {
        log: Log,
        talker: Option<TalkerRef>,
    }
    #[managed_process]
    impl Ear {
        #[call]
        fn listen(&mut self, talker: TalkerRef, cx: &mut Cx<Self>) {
            cx.monitor(&talker);
            self.talker = Some(talker);
        }
        #[info]
        fn down(&mut self, _down: Down) {
            self.log.say("down");
        }
    }
    let (log, watcher) = watcher().await;
    let talker = Talker::spawn(watcher).await.unwrap();
    let ear = Ear {
        log: log.clone(),
        talker: None,
    }
    .spawn();
    ear.listen(talker.clone()).await.unwrap();
    talker.talk().await.unwrap();
    soon(talker.closed()).await;
    settle().await;
    assert_eq!(log.all(), ["0", "1", "2", "3", "4", "down"]);
}

/// A notice has room even in a full mailbox.
#[tokio::test(start_paused = true)]
async fn a_full_mailbox_takes_a_notice() {
    struct Small(Log);
    #[managed_process(capacity = 1)]
    impl Small {
        #[call]
        async fn watch(&mut self, who: WorkerRef, gate: Gate, cx: &mut Cx<Self>) {
            cx.monitor(&who);
            gate.pass().await;
        }
        #[cast]
        fn nothing(&mut self) {}
        #[info]
        fn down(&mut self, down: Down) {
            self.0.say(kind(&down.reason));
        }
    }
    let log = Log::new();
    let (small, worker) = (Small(log.clone()).spawn(), worker().await);
    let gate = Gate::new();
    let held = small
        .watch(worker.clone(), gate.clone())
        .begin()
        .await
        .unwrap();
    gate.entered().await;
    small.nothing().try_send().unwrap();
    soon(worker.shutdown()).await;
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["shutdown"]);
    small.nothing().try_send().unwrap();
}

/// A watcher that was restarted knows nothing of the monitors of its past.
#[tokio::test(start_paused = true)]
async fn no_stale_notices() {
    let log = Log::new();
    let mut top = Supervisor::new("top").limit(Limit::new(1000, SECOND));
    let inner = log.clone();
    let watcher = top.add(Child::<Watcher>::new("watcher", move || inner.clone()));
    let root = top.start().await.unwrap();
    let (one, two) = (worker().await, Worker::spawn(Log::new()).await.unwrap());
    watcher.watch(one.clone()).await.unwrap();
    watcher.watch(two.clone()).await.unwrap();
    let again = watcher.wait_restarted();
    // One dies while the old one does, one when the new one is there.
    watcher.crash().await.unwrap();
    one.kill();
    soon(again).await.unwrap();
    two.kill();
    settle().await;
    assert!(log.all().is_empty());
    watcher.word("still there".to_owned()).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["still there"]);
    drop(root);
}

/// Many of them end quickly.
#[tokio::test(start_paused = true)]
async fn ten_thousand_monitors() {
    let (log, watcher) = watcher().await;
    let worker = worker().await;
    for _ in 0..10_000 {
        watcher.watch(worker.clone()).await.unwrap();
    }
    worker.kill();
    soon(worker.closed()).await;
    settle().await;
    assert_eq!(log.all().len(), 10_000);
}
