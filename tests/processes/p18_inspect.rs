//! Looking at a process that runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use supervise::prelude::*;
use supervise::{CallError, Child, Status, Supervisor};

use crate::kit::{Gate, Log, MS, SECOND, kind, settle, soon, supervised, worker};

#[derive(Clone, Debug, PartialEq)]
struct Counter {
    value: u64,
}

#[managed_process(inspect, capacity = 2)]
impl Counter {
    #[init]
    fn start(value: u64) -> Self {
        Self { value }
    }

    #[call]
    fn add(&mut self, n: u64) -> u64 {
        self.value += n;
        self.value
    }

    #[cast]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
        self.value += 1000;
    }

    #[cast]
    fn crash(&mut self) {
        panic!("crash");
    }

    #[filter]
    fn look(&self, message: CounterMessage<'_>) -> Filter {
        match message {
            CounterMessage::Add { n: 99 } => Filter::Refuse,
            _ => Filter::Pass,
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_it_is_doing() {
    let log = Log::new();
    let (root, worker) = supervised(&log).await;
    let info = worker.info();
    assert_eq!((info.process, &*info.path), ("Worker", "worker"));
    assert_eq!(info.parent.as_deref(), Some("top"));
    assert!(matches!(info.status, Status::Running));
    assert_eq!((info.restarts, info.handled, info.dead_letters), (0, 0, 0));
    assert_eq!((info.mailbox_len, info.mailbox_capacity), (0, Some(4)));
    assert!(info.handler.is_none() && info.links.is_empty() && info.monitored_by.is_empty());
    worker.add(1).await.unwrap();
    worker.add(1).await.unwrap();
    let gate = Gate::new();
    let held = worker.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    worker.note("waits".to_owned()).await.unwrap();
    let info = worker.info();
    assert_eq!((info.handled, info.mailbox_len), (2, 1));
    let handler = info.handler.unwrap();
    assert_eq!(handler.message, "hold");
    // By sampling: since somebody looked first.
    assert!(handler.seen_for.is_zero());
    tokio::time::sleep(SECOND).await;
    assert_eq!(worker.info().handler.unwrap().seen_for, SECOND);
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    let info = worker.info();
    assert_eq!(info.handled, 4);
    assert!(info.handler.is_none());
    assert_eq!(info.uptime, Some(SECOND + MS));
    let restarted = worker.wait_restarted();
    worker.add(1).await.unwrap();
    worker.crash().await.unwrap();
    soon(restarted).await.unwrap();
    // Those of the batch with which it ended too.
    assert_eq!(worker.info().handled, 6);
    assert_eq!(worker.info().restarts, 1);
    root.shutdown().await;
    assert!(matches!(worker.info().status, Status::Vacant(_)));
    assert!(worker.info().uptime.is_none());
}

/// One run of a handler is not the next one of it.
#[tokio::test(start_paused = true)]
async fn two_runs_of_a_handler_are_told_apart() {
    let log = Log::new();
    let (root, worker) = supervised(&log).await;
    let (first, second) = (Gate::new(), Gate::new());
    let one = worker.hold(first.clone()).begin().await.unwrap();
    let other = worker.hold(second.clone()).begin().await.unwrap();
    first.entered().await;
    assert!(worker.info().handler.unwrap().seen_for.is_zero());
    tokio::time::sleep(SECOND).await;
    assert_eq!(worker.info().handler.unwrap().seen_for, SECOND);
    first.open();
    second.entered().await;
    assert!(worker.info().handler.unwrap().seen_for.is_zero());
    second.open();
    soon(one).await.unwrap();
    soon(other).await.unwrap();
    root.shutdown().await;
}

struct Tied;

#[managed_process]
impl Tied {
    #[call]
    fn tie(&mut self, other: crate::kit::WorkerRef, cx: &mut Cx<Self>) -> Pid {
        cx.link(&other);
        cx.monitor(&other);
        cx.monitor(&other);
        cx.pid()
    }

    #[info]
    fn down(&mut self, _down: Down) {}
}

#[tokio::test(start_paused = true)]
async fn to_whom_it_is_tied() {
    let (tied, worker) = (Tied.spawn(), worker().await);
    let pid = tied.tie(worker.clone()).await.unwrap();
    let info = worker.info();
    assert_eq!(info.links, [pid]);
    assert_eq!(info.monitored_by, [pid, pid]);
    assert_eq!(tied.info().links, [worker.pid().unwrap()]);
    assert!(tied.info().parent.is_none());
}

#[tokio::test(start_paused = true)]
async fn its_state_is_seen_and_replaced_past_the_mailbox() {
    let counter = Counter::spawn(5).await.unwrap();
    assert_eq!(counter.state().await.unwrap(), Counter { value: 5 });
    let old = counter.replace_state(Counter { value: 7 }).await.unwrap();
    assert_eq!(old, Counter { value: 5 });
    assert_eq!(counter.add(1).await.unwrap(), 8);
    // Between two messages, before those that wait, also where there is no room.
    let gate = Gate::new();
    counter.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    let first = counter.add(1).begin().await.unwrap();
    let second = counter.add(1).begin().await.unwrap();
    let state = tokio::spawn(counter.state());
    settle().await;
    assert!(!state.is_finished());
    gate.open();
    assert_eq!(soon(state).await.unwrap().unwrap(), Counter { value: 1008 });
    assert_eq!(soon(first).await.unwrap(), 1009);
    assert_eq!(soon(second).await.unwrap(), 1010);
    // Many at once, and the filter has no say in it.
    let all = (0..10).map(|_| tokio::spawn(counter.state()));
    for state in all.collect::<Vec<_>>() {
        assert_eq!(soon(state).await.unwrap().unwrap().value, 1010);
    }
    assert!(matches!(counter.add(99).await, Err(CallError::FilteredOut)));
}

#[tokio::test(start_paused = true)]
async fn who_asks_an_ending_process_is_told() {
    let counter = Counter::spawn(5).await.unwrap();
    let gate = Gate::new();
    counter.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    let state = tokio::spawn(counter.state());
    settle().await;
    counter.kill();
    let told = soon(state).await.unwrap();
    assert!(matches!(told, Err(CallError::NotDelivered(_))), "{told:?}");
    soon(counter.closed()).await;
    let told = counter.state().await;
    assert!(matches!(&told, Err(CallError::NotDelivered(reason)) if kind(reason) == "killed"));
    // With a next incarnation it is safe to ask again.
    let mut top = Supervisor::new("top");
    let counter = top.add(Child::<Counter>::new("counter", || 1));
    let root = top.start().await.unwrap();
    let gate = Gate::new();
    counter.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    let state = tokio::spawn(counter.state());
    settle().await;
    let restarted = counter.wait_restarted();
    counter.kill();
    assert!(matches!(
        soon(state).await.unwrap(),
        Err(CallError::Restarted)
    ));
    soon(restarted).await.unwrap();
    assert_eq!(counter.state().await.unwrap().value, 1);
    root.shutdown().await;
}

/// Its first start takes as long as the gate is closed, and fails.
#[derive(Clone, Debug)]
struct Late;

#[managed_process(inspect)]
impl Late {
    #[init]
    async fn start(gate: Gate, starts: Arc<AtomicU32>) -> Result<Self, String> {
        if starts.fetch_add(1, Ordering::Relaxed) == 1 {
            gate.pass().await;
            return Err("not this time".to_owned());
        }
        Ok(Late)
    }

    #[cast]
    fn crash(&mut self) {
        panic!("crash");
    }

    #[call]
    async fn own_state(&mut self, cx: &mut Cx<Self>) -> bool {
        let state = cx.me().state().await;
        matches!(state, Err(CallError::WouldDeadlock { .. }))
    }
}

#[tokio::test(start_paused = true)]
async fn who_asks_in_an_init_that_fails_is_told() {
    let (gate, starts) = (Gate::new(), Arc::new(AtomicU32::new(0)));
    let mut top = Supervisor::new("top");
    let late = top.add({
        let (gate, starts) = (gate.clone(), Arc::clone(&starts));
        Child::<Late>::new("late", move || (gate.clone(), Arc::clone(&starts)))
    });
    let root = top.start().await.unwrap();
    let again = late.wait_restarted();
    late.crash().await.unwrap();
    gate.entered().await;
    let asked = tokio::spawn({
        let late = late.clone();
        async move { late.state().await }
    });
    settle().await;
    gate.open();
    let told = soon(asked).await.unwrap();
    assert!(matches!(told, Err(CallError::Restarted)), "{told:?}");
    soon(again).await.unwrap();
    assert!(soon(late.state()).await.is_ok());
    root.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn who_asks_in_his_own_handler_is_told_that_he_waits_for_himself() {
    let late = Late::spawn(Gate::new(), Arc::default()).await.unwrap();
    assert!(soon(late.own_state()).await.unwrap());
}
