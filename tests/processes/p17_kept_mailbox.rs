//! Mailboxes that are kept: what waits at an end waits for the next incarnation.

use supervise::prelude::*;
use supervise::{Child, Limit, Restart, Supervisor};

use crate::kit::{Gate, Log, SECOND, settle, soon};

struct Printer {
    log: Log,
}

#[managed_process(capacity = 3)]
impl Printer {
    #[init]
    fn start(log: Log, cx: &mut Cx<Self>) -> Self {
        log.say(format!("starts {}", cx.pid().incarnation()));
        Printer { log }
    }

    #[cast]
    fn print(&mut self, what: &'static str) {
        assert!(what != "jam", "a paper jam");
        self.log.say(what);
    }

    #[call]
    fn copy(&mut self, n: u32) -> u32 {
        self.log.say(format!("copy {n}"));
        n
    }

    #[call]
    async fn hold(&mut self, gate: Gate, cx: &mut Cx<Self>) {
        // For this incarnation alone.
        cx.me().print("tick").after(SECOND);
        gate.pass().await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_waits_is_handled_by_the_next_incarnation_in_order() {
    supervision_tree! {
        Office(log: Log) {
            printer: Printer(log.clone()) { mailbox: keep },
        }
    }
    let (log, gate) = (Log::new(), Gate::new());
    let office = Office::start(log.clone()).await.unwrap();
    let printer = office.printer();
    let held = printer.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    // In the batch of the reader or in the queue, and two that wait for room.
    printer.print("a").await.unwrap();
    printer.print("jam").await.unwrap();
    let copy = printer.copy(7).begin().await.unwrap();
    let (b, c) = (
        tokio::spawn(printer.print("b").owned()),
        tokio::spawn(printer.copy(8).owned()),
    );
    settle().await;
    assert!(!b.is_finished() && !c.is_finished());
    gate.open();
    held.await.unwrap();
    assert_eq!(copy.await.unwrap(), 7);
    b.await.unwrap().unwrap();
    assert_eq!(soon(c).await.unwrap().unwrap(), 8);
    settle().await;
    let expected = ["starts 1", "a", "starts 2", "copy 7", "b", "copy 8"];
    assert_eq!(log.take(), expected);
    // The timer was that of the first one; its poison is the only thing that is gone.
    tokio::time::sleep(2 * SECOND).await;
    assert!(log.take().is_empty());
    office.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn without_a_next_incarnation_it_fails() {
    let log = Log::new();
    let mut top = Supervisor::new("top").limit(Limit::new(1, SECOND));
    let args = log.clone();
    let printer = Child::<Printer>::new("printer", move || args.clone());
    let printer = top.add(printer.keep_mailbox().restart(Restart::Permanent));
    let root = top.start().await.unwrap();
    let gate = Gate::new();
    let held = printer.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    let copies = [
        printer.copy(1).begin().await.unwrap(),
        printer.copy(2).begin().await.unwrap(),
    ];
    let restarted = printer.wait_restarted();
    printer.kill();
    assert!(matches!(held.await, Err(CallError::Ended(_))));
    soon(restarted).await.unwrap();
    for (copy, n) in copies.into_iter().zip(1..) {
        assert_eq!(copy.await.unwrap(), n);
    }
    // A second end is one too many.
    let held = printer.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    let copy = printer.copy(3).begin().await.unwrap();
    printer.print("never").await.unwrap();
    printer.kill();
    drop(held);
    let told = soon(copy).await;
    assert!(matches!(told, Err(CallError::NotDelivered(_))), "{told:?}");
    soon(root.ended()).await;
    assert_eq!(printer.dead_letters(), 1);
    assert_eq!(log.take(), ["starts 1", "starts 2", "copy 1", "copy 2"]);
}

/// A message that was broken off, and is to be handled again, comes before those that waited.
#[tokio::test(start_paused = true)]
async fn redelivered_messages_come_first() {
    struct Press {
        log: Log,
    }
    #[managed_process]
    impl Press {
        #[init]
        fn start(log: Log) -> Self {
            Press { log }
        }
        #[call(redeliver = 1)]
        async fn press(&mut self, n: u32, gate: Gate) -> u32 {
            self.log.say(format!("press {n}"));
            gate.pass().await;
            n
        }
    }
    let (log, gate) = (Log::new(), Gate::new());
    let mut top = Supervisor::new("top");
    let args = log.clone();
    let press = Child::<Press>::new("press", move || args.clone()).keep_mailbox();
    let press = top.add(press);
    let root = top.start().await.unwrap();
    let first = press.press(1, gate.clone()).begin().await.unwrap();
    gate.entered().await;
    let second = press.press(2, gate.clone()).begin().await.unwrap();
    press.kill();
    gate.entered().await;
    gate.open();
    gate.open();
    assert_eq!(soon(first).await.unwrap(), 1);
    assert_eq!(soon(second).await.unwrap(), 2);
    assert_eq!(log.take(), ["press 1", "press 1", "press 2"]);
    root.shutdown().await;
}

/// Children that come by request, and those of a pool, have it too.
#[tokio::test(start_paused = true)]
async fn of_dynamic_children_and_pools() {
    supervision_tree! {
        Office(log: Log) {
            printers: dynamic Printer { restart: permanent, mailbox: keep },
            pool: pool Printer(log.clone()) { size: 1, mailbox: keep },
        }
    }
    let (log, gate) = (Log::new(), Gate::new());
    let office = Office::start(log.clone()).await.unwrap();
    let dynamic = office.printers().start(log.clone()).await.unwrap();
    let of_pool = office.pool().route().clone();
    for printer in [dynamic, of_pool] {
        let held = printer.hold(gate.clone()).begin().await.unwrap();
        gate.entered().await;
        let copy = printer.copy(5).begin().await.unwrap();
        printer.kill();
        drop(held);
        assert_eq!(soon(copy).await.unwrap(), 5);
    }
    office.shutdown().await;
}

/// What an incarnation has told itself, and what it takes in beside its mailbox, ends with it.
#[tokio::test(start_paused = true)]
async fn nothing_that_was_its_own_is_kept() {
    struct Fetcher {
        log: Log,
    }
    #[managed_process]
    impl Fetcher {
        #[init]
        fn start(log: Log) -> Self {
            Fetcher { log }
        }
        #[cast]
        fn last(&mut self, cx: &mut Cx<Self>) -> Action<Self> {
            let (items, taken) = tokio::sync::mpsc::unbounded_channel();
            items.send(5).unwrap();
            cx.attach(taken);
            cx.control_channel().send(6).unwrap();
            cx.me().kill();
            Action::then(cx.me().note("then"))
        }
        #[cast]
        fn note(&mut self, what: &'static str) {
            self.log.say(what);
        }
        #[info]
        fn item(&mut self, n: u32) {
            self.log.say(format!("item {n}"));
        }
    }
    let log = Log::new();
    let mut top = Supervisor::new("top");
    let args = log.clone();
    let fetcher = Child::<Fetcher>::new("fetcher", move || args.clone());
    let fetcher = top.add(fetcher.keep_mailbox());
    let root = top.start().await.unwrap();
    let restarted = fetcher.wait_restarted();
    fetcher.last().await.unwrap();
    fetcher.note("waits").await.unwrap();
    soon(restarted).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["waits"]);
    // What it had told itself, and what came by its control channel.
    assert_eq!(fetcher.dead_letters(), 2);
    root.shutdown().await;
}

/// Killed at any moment, with callers on other threads: each call is answered once, or was being handled.
#[test]
fn many_ends_lose_nothing_that_waited() {
    crate::kit::threads(2).block_on(crate::kit::really(async {
        let log = Log::new();
        let mut top = Supervisor::new("top").limit(Limit::NONE);
        let args = log.clone();
        let printer = Child::<Printer>::new("printer", move || args.clone());
        let printer = top.add(printer.keep_mailbox());
        let root = top.start().await.unwrap();
        let callers = (0..3).map(|caller| {
            let printer = printer.clone();
            tokio::spawn(async move {
                for n in 0..200 {
                    // A call that was not being handled waits for the next incarnation.
                    match printer.copy(caller * 1000 + n).await {
                        Ok(copy) => assert_eq!(copy, caller * 1000 + n),
                        Err(CallError::Ended(_)) => {}
                        Err(other) => panic!("{other}"),
                    }
                }
            })
        });
        let callers: Vec<_> = callers.collect();
        while callers.iter().any(|caller| !caller.is_finished()) {
            let again = printer.wait_restarted();
            printer.kill();
            let _ = again.await;
        }
        for caller in callers {
            caller.await.unwrap();
        }
        root.shutdown().await;
        let mut copies = log.take();
        copies.retain(|what| what.starts_with("copy"));
        let handled = copies.len();
        copies.sort();
        copies.dedup();
        // None twice.
        assert_eq!(copies.len(), handled);
    }));
}
