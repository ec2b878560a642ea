//! Effects: performed in their order, before the reply.

use std::time::Duration;

use supervise::prelude::*;

use super::{AuditRef, audit};
use crate::kit::{Gate, Log, MS, SECOND, settle, soon};

/// Asks for every effect.
#[pure]
#[derive(Clone)]
struct Clerk {
    audit: AuditRef,
    seen: Vec<String>,
}

#[managed_process(pure, capacity = 2)]
impl Clerk {
    #[init]
    fn start(audit: AuditRef) -> Self {
        Self {
            audit,
            seen: Vec::new(),
        }
    }

    #[call]
    fn pay(mut self, amount: u64) -> Next<Self, u64> {
        let first = self.audit.record(format!("first {amount}")).owned();
        let second = self.audit.record(format!("second {amount}")).owned();
        self.seen.push("pay".to_owned());
        Next::new(self).reply(amount).send(first).send(second)
    }

    #[call]
    fn seen(&self) -> Vec<String> {
        self.seen.clone()
    }

    #[cast]
    fn ask(&self, of: u64) -> Next<Self> {
        Next::new(self.clone()).call(self.audit.price(of), Self::priced)
    }

    #[cast]
    fn priced(mut self, price: Result<u64, CallError<String>>) -> Self {
        self.seen.push(match price {
            Ok(price) => format!("priced {price}"),
            Err(why) => format!("not priced: {why}"),
        });
        self
    }

    #[cast]
    fn note(mut self, what: String) -> Self {
        self.seen.push(what);
        self
    }

    #[cast]
    fn notes(&self, meta: &Meta) -> Next<Self> {
        let own = meta.own();
        Next::new(self.clone())
            .then(own.note("first".to_owned()))
            .then(own.note("second".to_owned()))
            .hibernate()
    }

    #[exit]
    fn told(&self, exit: Exit, meta: &Meta) -> Next<Self> {
        let reason = exit.reason.to_string();
        Next::new(self.clone())
            .then(meta.own().note(format!("{reason} once")))
            .then(meta.own().note(format!("{reason} twice")))
    }

    #[cast]
    fn tick_later(&self, meta: &Meta) -> Next<Self> {
        let own = meta.own();
        Next::new(self.clone())
            .after(5 * SECOND, own.note("later".to_owned()))
            .every(SECOND, own.note("tick".to_owned()))
    }

    #[cast]
    fn tell_later(&self, after: Duration) -> Next<Self> {
        Next::new(self.clone()).after(after, self.audit.record("later".to_owned()))
    }

    /// More than its mailbox holds.
    #[cast]
    fn flood(&self, meta: &Meta) -> Next<Self> {
        let own = meta.own();
        let mut next = Next::new(self.clone());
        for n in 0..5 {
            next = next.send(own.note(format!("own {n}")));
        }
        next.call(own.seen(), Self::seen_itself)
            .log(Level::Info, "flooded")
    }

    #[cast]
    fn seen_itself(mut self, seen: Result<Vec<String>, CallError>) -> Self {
        self.seen.push(match seen {
            Ok(seen) => format!("has seen {}", seen.len()),
            Err(CallError::WouldDeadlock { .. }) => "would deadlock".to_owned(),
            Err(_) => "another error".to_owned(),
        });
        self
    }

    #[cast]
    fn rest(&self) -> Next<Self> {
        Next::new(self.clone()).hibernate()
    }

    #[cast]
    fn wait_for_it(&self, after: Duration) -> Next<Self> {
        Next::new(self.clone()).timeout(after)
    }

    #[timeout]
    fn idle(mut self) -> Next<Self> {
        self.seen.push("idle".to_owned());
        Next::new(self).timeout(None)
    }

    #[terminate]
    fn bye(self, reason: &Reason) -> Effects {
        Effects::new().send(self.audit.record(format!(
            "bye: {} {}",
            reason.reason(),
            reason.is_clean()
        )))
    }
}

async fn clerk() -> (ClerkRef, AuditRef, Log) {
    let (audit, log) = audit();
    let clerk = Clerk::spawn(audit.clone()).await.unwrap();
    (clerk, audit, log)
}

#[tokio::test(start_paused = true)]
async fn sends_come_in_their_order_and_before_the_reply() {
    let (clerk, audit, log) = clerk().await;
    let gate = Gate::new();
    audit.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    // The one place in the mailbox is taken by the first, so that the second has to wait.
    let mut paid = clerk.pay(5).begin().await.unwrap();
    settle().await;
    assert!(paid.poll_now().is_none(), "the reply waits for the effects");
    assert_eq!(clerk.mailbox_len(), 0);
    gate.open();
    assert_eq!(soon(paid).await.unwrap(), 5);
    settle().await;
    assert_eq!(log.all(), ["held", "first 5", "second 5"]);
}

#[tokio::test(start_paused = true)]
async fn what_can_not_be_delivered_is_a_dead_letter() {
    let (clerk, audit, _log) = clerk().await;
    audit.shutdown().await;
    assert_eq!(clerk.pay(5).await.unwrap(), 5);
    assert_eq!(audit.dead_letters(), 2);
}

#[tokio::test(start_paused = true)]
async fn answers_come_back_as_messages() {
    let (clerk, audit, _log) = clerk().await;
    clerk.ask(7).await.unwrap();
    clerk.ask(0).await.unwrap();
    settle().await;
    assert_eq!(
        clerk.seen().await.unwrap(),
        ["priced 70", "not priced: refused: no such thing"]
    );
    audit.shutdown().await;
    clerk.ask(7).await.unwrap();
    settle().await;
    let seen = clerk.seen().await.unwrap();
    assert_eq!(
        seen[2],
        "not priced: not delivered: the process is not running (shutdown)"
    );
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_an_answer_goes_on_with_other_messages() {
    let (clerk, audit, _log) = clerk().await;
    let gate = Gate::new();
    audit.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    clerk.ask(7).await.unwrap();
    clerk.note("meanwhile".to_owned()).await.unwrap();
    assert_eq!(
        soon(async { clerk.seen().await.unwrap() }).await,
        ["meanwhile"]
    );
    gate.open();
    settle().await;
    assert_eq!(clerk.seen().await.unwrap(), ["meanwhile", "priced 70"]);
}

#[tokio::test(start_paused = true)]
async fn then_comes_before_all_other_messages() {
    let (clerk, _audit, _log) = clerk().await;
    clerk.notes().await.unwrap();
    clerk.note("other".to_owned()).await.unwrap();
    assert_eq!(clerk.seen().await.unwrap(), ["first", "second", "other"]);
}

#[tokio::test(start_paused = true)]
async fn what_exits_put_first_keeps_their_order() {
    let (clerk, _audit, _log) = clerk().await;
    clerk.note("sent before".to_owned()).await.unwrap();
    clerk.exit(ExitReason::Shutdown);
    clerk.exit(ExitReason::Normal);
    assert_eq!(
        clerk.seen().await.unwrap(),
        [
            "shutdown once",
            "shutdown twice",
            "normal once",
            "normal twice",
            "sent before"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn timers_are_the_process_s_own() {
    let (clerk, _audit, _log) = clerk().await;
    clerk.tick_later().await.unwrap();
    tokio::time::sleep(2 * SECOND + MS).await;
    assert_eq!(clerk.seen().await.unwrap(), ["tick", "tick"]);
    tokio::time::sleep(3 * SECOND).await;
    let seen = clerk.seen().await.unwrap();
    assert_eq!(seen.len(), 6);
    assert!(seen.contains(&"later".to_owned()));
    clerk.shutdown().await;
    let dead = clerk.dead_letters();
    tokio::time::sleep(10 * SECOND).await;
    assert_eq!(clerk.dead_letters(), dead, "no timer is left");
}

#[tokio::test(start_paused = true)]
async fn what_is_late_may_be_a_dead_letter_too() {
    let (clerk, audit, _log) = clerk().await;
    clerk.tell_later(SECOND).await.unwrap();
    settle().await;
    audit.shutdown().await;
    assert_eq!(audit.dead_letters(), 0);
    tokio::time::sleep(SECOND).await;
    assert_eq!(audit.dead_letters(), 1);
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_room_in_its_own_mailbox() {
    let (clerk, _audit, _log) = clerk().await;
    clerk.flood().await.unwrap();
    settle().await;
    let seen = soon(async { clerk.seen().await.unwrap() }).await;
    // Two had room; the others are dead letters, and the call has an answer.
    assert_eq!(seen, ["own 0", "own 1", "would deadlock"]);
    assert_eq!(clerk.dead_letters(), 3);
}

#[tokio::test(start_paused = true)]
async fn who_rests_is_woken_by_the_next_message() {
    let (clerk, _audit, _log) = clerk().await;
    for n in 0..3 {
        clerk.rest().await.unwrap();
        settle().await;
        clerk.note(n.to_string()).await.unwrap();
    }
    assert_eq!(clerk.seen().await.unwrap(), ["0", "1", "2"]);
}

#[tokio::test(start_paused = true)]
async fn the_receive_timeout_is_set_and_reset() {
    let (clerk, _audit, _log) = clerk().await;
    clerk.wait_for_it(SECOND).await.unwrap();
    tokio::time::sleep(SECOND + MS).await;
    assert_eq!(clerk.seen().await.unwrap(), ["idle"]);
    tokio::time::sleep(5 * SECOND).await;
    assert_eq!(clerk.seen().await.unwrap(), ["idle"], "switched off");
}

#[tokio::test(start_paused = true)]
async fn terminate_may_have_effects() {
    let (clerk, _audit, log) = clerk().await;
    clerk.shutdown().await;
    settle().await;
    assert_eq!(log.all(), ["bye: shutdown true"]);
}
