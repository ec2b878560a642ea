//! Runtimes that go away, runtimes of one thread, and code that never yields.

use std::sync::Arc;

use supervise::Status;
use supervise::prelude::*;

use crate::kit::{Gate, Log, OnDrop, Worker, WorkerRef, kind, really, threads, worker};

fn on_thread(runtime: tokio::runtime::Runtime) {
    std::thread::spawn(move || drop(runtime)).join().unwrap();
}

fn gone<T: std::fmt::Debug>(result: &Result<T, CallError>) -> bool {
    matches!(
        result,
        Err(CallError::Ended(ExitReason::RuntimeGone)
            | CallError::NotDelivered(ExitReason::RuntimeGone))
    )
}

/// Whoever waits for a process whose runtime is dropped learns that, whatever he waits for.
#[test]
fn callers_on_another_runtime() {
    let (theirs, ours) = (threads(2), threads(2));
    let worker: WorkerRef = theirs.block_on(worker());
    ours.block_on(really(async {
        let gate = Gate::new();
        // In the handler, in the mailbox, in the line before it.
        let handled = tokio::spawn(worker.hold(gate.clone()).owned());
        gate.entered().await;
        let mut queued = Vec::new();
        for _ in 0..4 {
            queued.push(worker.add(1).try_send().unwrap());
        }
        let mut waiting = Vec::new();
        for _ in 0..4 {
            waiting.push(tokio::spawn(worker.add(1).owned()));
        }
        let cast = tokio::spawn(worker.note("x".to_owned()).owned());
        let closed = tokio::spawn(worker.closed());
        let restarted = tokio::spawn(worker.wait_restarted());
        let blocked = std::thread::spawn({
            let worker = worker.clone();
            move || worker.add(1).blocking_call()
        });
        on_thread(theirs);
        let handled = handled.await.unwrap();
        assert!(
            matches!(handled, Err(CallError::Ended(ExitReason::RuntimeGone))),
            "{handled:?}"
        );
        for call in queued {
            let call = call.await;
            assert!(gone(&call), "{call:?}");
        }
        for call in waiting {
            let call = call.await.unwrap();
            assert!(gone(&call), "{call:?}");
        }
        assert!(matches!(
            cast.await.unwrap(),
            Err(CastError::NotDelivered(ExitReason::RuntimeGone))
        ));
        assert_eq!(kind(&closed.await.unwrap()), "runtime gone");
        assert!(restarted.await.unwrap().is_err());
        let blocked = tokio::task::spawn_blocking(|| blocked.join()).await;
        let blocked = blocked.unwrap().unwrap();
        assert!(gone(&blocked), "{blocked:?}");
        assert!(gone(&worker.add(1).await));
        assert!(matches!(worker.status(), Status::Vacant(_)));
    }));
}

/// Calls that the reader had taken out of the mailbox already.
#[test]
fn callers_in_the_batch() {
    let theirs = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let gate = Gate::new();
    let (worker, calls) = theirs.block_on(async {
        let worker = worker().await;
        // Sent before the worker has its turn: all in one batch.
        let mut calls = vec![worker.hold(gate.clone()).try_send().unwrap()];
        for _ in 0..3 {
            calls.push(worker.hold(gate.clone()).try_send().unwrap());
        }
        gate.entered().await;
        (worker, calls)
    });
    drop(theirs);
    threads(1).block_on(really(async {
        for call in calls {
            let call = call.await;
            assert!(gone(&call), "{call:?}");
        }
        assert_eq!(kind(&worker.closed().await), "runtime gone");
    }));
}

struct Left {
    log: Log,
    _state: OnDrop,
}

#[managed_process]
impl Left {
    #[call]
    async fn hold(&mut self, gate: Gate) {
        let _handler = self.log.on_drop("handler");
        gate.pass().await;
    }

    #[terminate]
    fn bye(self) {
        self.log.say("bye");
    }
}

#[test]
fn a_dropped_runtime_drops_states_without_terminate() {
    let runtime = threads(1);
    let log = Log::new();
    let (left, call) = runtime.block_on(async {
        let left = Left {
            log: log.clone(),
            _state: log.on_drop("state"),
        }
        .spawn();
        let gate = Gate::new();
        let call = left.hold(gate.clone()).begin().await.unwrap();
        gate.entered().await;
        (left, call)
    });
    drop(runtime);
    assert_eq!(log.all(), ["handler", "state"]);
    threads(1).block_on(really(async {
        assert!(matches!(
            call.await,
            Err(CallError::Ended(ExitReason::RuntimeGone))
        ));
        left.closed().await;
    }));
}

/// A watcher elsewhere gets its notice, a linked process its exit.
#[test]
fn links_and_monitors_across_runtimes() {
    struct Watcher(Log);
    #[managed_process]
    impl Watcher {
        #[call]
        fn watch(&mut self, who: WorkerRef, cx: &mut Cx<Self>) {
            cx.monitor(&who);
            cx.link(&who);
        }
        #[info]
        fn down(&mut self, down: Down) {
            self.0.say(format!("down {}", kind(&down.reason)));
        }
        #[exit]
        fn exited(&mut self, exit: Exit) {
            self.0.say(format!("exit {}", kind(&exit.reason)));
        }
        #[call]
        fn hello(&mut self) {}
    }
    let (theirs, ours) = (threads(1), threads(1));
    let worker = theirs.block_on(worker());
    let log = Log::new();
    ours.block_on(really(async {
        let watcher = Watcher(log.clone()).spawn();
        watcher.watch(worker).await.unwrap();
        on_thread(theirs);
        watcher.hello().await.unwrap();
        watcher.hello().await.unwrap();
    }));
    let mut all = log.all();
    all.sort();
    assert_eq!(all, ["down runtime gone", "exit runtime gone"]);
}

/// A process that drops the runtime of others is not blamed for their unanswered calls.
#[test]
fn a_process_drops_a_runtime() {
    struct Owner(Option<tokio::runtime::Runtime>);
    #[managed_process]
    impl Owner {
        #[call]
        fn drop_it(&mut self) {
            if let Some(runtime) = self.0.take() {
                runtime.shutdown_background();
            }
        }
    }
    let theirs = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let gate = Gate::new();
    let call = theirs.block_on(async {
        let call = worker().await.hold(gate.clone()).begin().await.unwrap();
        gate.entered().await;
        [call]
    });
    threads(2).block_on(really(async {
        let owner = Owner(Some(theirs)).spawn();
        owner.drop_it().await.unwrap();
        let [call] = call;
        let call = call.await;
        assert!(
            matches!(call, Err(CallError::Ended(ExitReason::RuntimeGone))),
            "{call:?}"
        );
    }));
}

#[test]
fn a_start_in_a_runtime_that_goes_away() {
    struct Never;
    #[managed_process]
    impl Never {
        #[init]
        async fn start(gate: Gate) -> Self {
            gate.pass().await;
            Never
        }
    }
    let (theirs, ours) = (threads(1), threads(1));
    let gate = Gate::new();
    let mut start = Box::pin(Never::spawn(gate.clone()).start_timeout(None).into_future());
    {
        let _entered = theirs.enter();
        let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(start.as_mut().poll(&mut cx).is_pending());
    }
    ours.block_on(really(async {
        gate.entered().await;
        on_thread(theirs);
        let Err(supervise::SpawnError::Ended(reason)) = start.await else {
            panic!("started");
        };
        assert_eq!(kind(&reason), "runtime gone");
    }));
}

/// Panics in destructors when a runtime is dropped hurt nobody else.
#[test]
fn destructors_that_panic_in_a_dropped_runtime() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("bomb");
        }
    }
    struct Mined(#[allow(dead_code, reason = "only dropped")] Bomb);
    #[managed_process]
    impl Mined {
        #[call]
        async fn hold(&mut self, gate: Gate) {
            let _bomb = Bomb;
            gate.pass().await;
        }
        #[call]
        fn take(&mut self, _bomb: Bomb) {}
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let gate = Gate::new();
    let (mined, calls) = runtime.block_on(async {
        let mined = Mined(Bomb).spawn();
        let calls = [
            mined.hold(gate.clone()).try_send().unwrap(),
            mined.take(Bomb).try_send().unwrap(),
        ];
        gate.entered().await;
        (mined, calls)
    });
    drop(runtime);
    threads(1).block_on(really(async {
        for call in calls {
            let call = call.await;
            assert!(gone(&call), "{call:?}");
        }
        assert_eq!(kind(&mined.closed().await), "runtime gone");
    }));
}

/// A panic that unwinds through a runtime does not keep our panic hook from being set later.
#[test]
fn a_runtime_dropped_by_a_panic() {
    let worker = Arc::new(std::sync::Mutex::new(None));
    let told = Arc::clone(&worker);
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let _entered = runtime.enter();
        *told.lock().unwrap() = Some(Counter(0).spawn());
        panic!("with a runtime that has not run");
    });
    assert!(thread.join().is_err());
    let counter = worker.lock().unwrap().take().unwrap();
    assert!(gone(&counter.add().blocking_call()));
    threads(1).block_on(really(async {
        assert_eq!(Counter(0).spawn().add().await.unwrap(), 1);
    }));
}

struct Counter(u8);

#[managed_process]
impl Counter {
    #[call]
    fn add(&mut self) -> u8 {
        self.0 += 1;
        self.0
    }
}

/// Everything works with one thread, which a plain thread may ask as well.
#[test]
fn one_thread() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(really(async {
        let worker = Worker::spawn(Log::new()).await.unwrap();
        for n in 1..=1000 {
            assert_eq!(worker.add(1).await.unwrap(), n);
        }
        let blocking = worker.clone();
        let plain = tokio::task::spawn_blocking(move || blocking.add(1).blocking_call());
        assert_eq!(plain.await.unwrap().unwrap(), 1001);
        worker.shutdown().await;
    }));
}
