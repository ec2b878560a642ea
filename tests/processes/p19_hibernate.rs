//! Hibernation: what a process lets go of until a message comes.

use supervise::prelude::*;

use crate::kit::{Gate, Log, kind, settle, soon};

struct Cache {
    log: Log,
    entries: Vec<u64>,
}

#[managed_process]
impl Cache {
    #[init]
    fn start(log: Log, sleeps: bool) -> Init<Self> {
        let begun = Init::ok(Self {
            log,
            entries: vec![1; 100],
        });
        if sleeps { begun.hibernate() } else { begun }
    }

    #[hibernate]
    fn shrink(&mut self, cx: &mut Cx<Self>) {
        assert!(cx.me().pid().is_some());
        self.log.say("shrinks");
        self.entries = Vec::new();
    }

    #[cast]
    fn sleep(&mut self) -> Action<Self> {
        Action::hibernate()
    }

    #[cast]
    async fn sleep_later(&mut self, gate: Gate) -> Action<Self> {
        gate.pass().await;
        Action::hibernate()
    }

    #[call]
    fn entries(&self) -> usize {
        self.entries.len()
    }

    #[cast]
    fn fail(&mut self) {
        self.log = Log::new();
        panic!("fails");
    }
}

#[tokio::test(start_paused = true)]
async fn it_lets_go_and_wakes_on_the_next_message() {
    let log = Log::new();
    let cache = Cache::spawn(log.clone(), false).await.unwrap();
    assert_eq!(cache.entries().await.unwrap(), 100);
    cache.sleep().await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["shrinks"]);
    assert_eq!(cache.entries().await.unwrap(), 0);
}

#[tokio::test(start_paused = true)]
async fn not_while_messages_wait() {
    let log = Log::new();
    let cache = Cache::spawn(log.clone(), false).await.unwrap();
    let gate = Gate::new();
    cache.sleep_later(gate.clone()).await.unwrap();
    gate.entered().await;
    let entries = cache.entries().begin().await.unwrap();
    gate.open();
    assert_eq!(soon(entries).await.unwrap(), 100);
    // In one batch: the next one is there already.
    cache.sleep().try_send().unwrap();
    let entries = cache.entries().try_send().unwrap();
    assert_eq!(soon(entries).await.unwrap(), 100);
    assert_eq!(log.take(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn it_may_begin_with_that() {
    let log = Log::new();
    let cache = Cache::spawn(log.clone(), true).await.unwrap();
    assert_eq!(log.take(), ["shrinks"]);
    assert_eq!(cache.entries().await.unwrap(), 0);
}

struct Broken;

#[managed_process]
impl Broken {
    #[init]
    fn start(at_once: bool) -> Init<Self> {
        let begun = Init::ok(Self);
        if at_once { begun.hibernate() } else { begun }
    }

    #[cast]
    fn sleep(&mut self) -> Action<Self> {
        Action::hibernate()
    }

    #[hibernate]
    fn shrink(&mut self) {
        panic!("can't let go");
    }
}

#[tokio::test(start_paused = true)]
async fn a_panic_there_is_one_of_the_process() {
    let broken = Broken::spawn(false).await.unwrap();
    broken.sleep().await.unwrap();
    assert_eq!(kind(&soon(broken.closed()).await), "panic");
    assert!(Broken::spawn(true).await.is_err());
}
