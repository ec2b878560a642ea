//! Messages that are handled again when their handler was broken off.

use supervise::prelude::*;
use supervise::{CallError, Child, Limit, Root, Supervisor};

use crate::kit::{Gate, Log, SECOND, kind, settle, soon};

struct Payer {
    log: Log,
    gate: Gate,
}

#[managed_process]
impl Payer {
    #[init]
    fn start(log: Log, gate: Gate) -> Self {
        log.say("init");
        Self { log, gate }
    }

    #[call(redeliver = 2)]
    async fn pay(&mut self, to: String) -> Result<String, String> {
        self.log.say(format!("pay {to}"));
        self.gate.pass().await;
        if to == "panic" {
            panic!("{to}");
        }
        if to == "nobody" { Err(to) } else { Ok(to) }
    }

    #[cast(redeliver = 1)]
    async fn note(&mut self, what: &'static str) {
        self.log.say(what);
        self.gate.pass().await;
        self.log.say(format!("noted {what}"));
    }

    #[call]
    async fn once(&mut self) {
        self.gate.pass().await;
    }

    #[cast]
    fn say(&mut self, what: &'static str) {
        self.log.say(what);
    }
}

async fn supervised(log: &Log, gate: &Gate) -> (Root, PayerRef) {
    let mut top = Supervisor::new("top").limit(Limit::new(10, SECOND));
    let (log, gate) = (log.clone(), gate.clone());
    let child = Child::<Payer>::new("payer", move || (log.clone(), gate.clone()));
    let payer = top.add(child);
    (top.start().await.unwrap(), payer)
}

#[tokio::test(start_paused = true)]
async fn who_was_interrupted_is_handled_again_before_later_ones_and_its_caller_waits_on() {
    let (log, gate) = (Log::new(), Gate::new());
    let (root, payer) = supervised(&log, &gate).await;
    let paid = payer.pay("a".to_owned()).begin().await.unwrap();
    gate.entered().await;
    // What waits behind it is discarded at the cut.
    payer.say("discarded").await.unwrap();
    payer.kill();
    gate.entered().await;
    payer.say("later").await.unwrap();
    gate.open();
    assert_eq!(soon(paid).await.unwrap(), "a");
    settle().await;
    assert_eq!(log.take(), ["init", "pay a", "init", "pay a", "later"]);
    // A refusal is an answer too.
    let refused = payer.pay("nobody".to_owned()).begin().await.unwrap();
    gate.entered().await;
    payer.exit(ExitReason::error("interrupted"));
    gate.entered().await;
    gate.open();
    assert!(matches!(soon(refused).await, Err(CallError::Refused(_))));
    root.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn so_often_and_no_more() {
    let (log, gate) = (Log::new(), Gate::new());
    let (root, payer) = supervised(&log, &gate).await;
    let paid = payer.pay("a".to_owned()).begin().await.unwrap();
    for _ in 0..3 {
        gate.entered().await;
        payer.kill();
    }
    let Err(CallError::Ended(reason)) = soon(paid).await else {
        panic!("the third time was the last");
    };
    assert_eq!(kind(&reason), "killed");
    settle().await;
    assert_eq!(log.take().len(), 3 + 1 + 3);
    root.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn casts_too() {
    let (log, gate) = (Log::new(), Gate::new());
    let (root, payer) = supervised(&log, &gate).await;
    payer.note("n").await.unwrap();
    gate.entered().await;
    payer.exit(ExitReason::error("interrupted"));
    gate.entered().await;
    gate.open();
    settle().await;
    assert_eq!(log.take(), ["init", "n", "init", "n", "noted n"]);
    root.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn a_panic_is_not_an_interruption() {
    let (log, gate) = (Log::new(), Gate::new());
    let (root, payer) = supervised(&log, &gate).await;
    let paid = payer.pay("panic".to_owned()).begin().await.unwrap();
    gate.entered().await;
    gate.open();
    let Err(CallError::Ended(reason)) = soon(paid).await else {
        panic!("it would panic again");
    };
    assert_eq!(kind(&reason), "panic");
    settle().await;
    assert_eq!(log.take(), ["init", "pay panic", "init"]);
    root.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn without_a_next_incarnation_it_fails() {
    let (log, gate) = (Log::new(), Gate::new());
    let alone = Payer::spawn(log.clone(), gate.clone()).await.unwrap();
    let paid = alone.pay("a".to_owned()).begin().await.unwrap();
    gate.entered().await;
    alone.kill();
    assert!(matches!(soon(paid).await, Err(CallError::Ended(_))));
    // A cast is a dead letter, as any other.
    let alone = Payer::spawn(log.clone(), gate.clone()).await.unwrap();
    alone.note("c").await.unwrap();
    gate.entered().await;
    alone.kill();
    soon(alone.closed()).await;
    assert_eq!(alone.dead_letters(), 1);
    // The shutdown of a tree: whether an incarnation follows is known only when none does.
    let (root, payer) = supervised(&log, &gate).await;
    let paid = payer.pay("b".to_owned()).begin().await.unwrap();
    gate.entered().await;
    root.shutdown().await;
    let told = soon(paid).await;
    assert!(
        matches!(told, Err(CallError::NotDelivered(_) | CallError::Ended(_))),
        "{told:?}"
    );
    assert_eq!(log.take(), ["init", "pay a", "init", "c", "init", "pay b"]);
}

#[tokio::test(start_paused = true)]
async fn other_messages_are_not_handled_again() {
    let (log, gate) = (Log::new(), Gate::new());
    let (root, payer) = supervised(&log, &gate).await;
    let once = payer.once().begin().await.unwrap();
    gate.entered().await;
    payer.kill();
    assert!(matches!(soon(once).await, Err(CallError::Ended(_))));
    root.shutdown().await;
}

/// A handler that was done is not handled again, even if its process ends right after it.
#[tokio::test(start_paused = true)]
async fn what_was_handled_is_done() {
    let (log, gate) = (Log::new(), Gate::new());
    let (root, payer) = supervised(&log, &gate).await;
    let paid = payer.pay("a".to_owned()).begin().await.unwrap();
    gate.entered().await;
    gate.open();
    assert_eq!(soon(paid).await.unwrap(), "a");
    let restarted = payer.wait_restarted();
    payer.kill();
    soon(restarted).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["init", "pay a", "init"]);
    root.shutdown().await;
}

struct Sorter {
    log: Log,
    gate: Gate,
}

#[managed_process]
impl Sorter {
    #[init]
    fn start(log: Log, gate: Gate) -> Self {
        Self { log, gate }
    }

    #[cast(redeliver = 1)]
    async fn sort(&mut self, what: &'static str) {
        self.log.say(what);
        self.gate.pass().await;
    }

    #[cast(priority = 10)]
    fn hurry(&mut self) {
        self.log.say("hurried");
    }
}

/// It was its turn once: what is more urgent, and came later, does not overtake it.
#[tokio::test(start_paused = true)]
async fn also_before_more_urgent_ones() {
    let (log, gate) = (Log::new(), Gate::new());
    let mut top = Supervisor::new("top");
    let (of, at) = (log.clone(), gate.clone());
    let child = Child::<Sorter>::new("sorter", move || (of.clone(), at.clone()));
    let sorter = top.add(child.keep_mailbox());
    let root = top.start().await.unwrap();
    sorter.sort("a").await.unwrap();
    gate.entered().await;
    sorter.sort("b").await.unwrap();
    sorter.hurry().await.unwrap();
    sorter.kill();
    gate.entered().await;
    gate.open();
    settle().await;
    assert_eq!(log.take(), ["a", "a", "hurried", "b"]);
    root.shutdown().await;
}
