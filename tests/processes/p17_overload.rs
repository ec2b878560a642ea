//! What becomes of messages for which a mailbox has no room.

use supervise::prelude::*;
use supervise::{CallError, CastError, DeadLetterCause, Overload};

use crate::kit::{Gate, Log, MS, SECOND, kind, settle, soon, threads};

macro_rules! desks {
    ($($name:ident $policy:ident)*) => {$(
        struct $name {
            log: Log,
        }

        #[managed_process(capacity = 2, overload = $policy)]
        impl $name {
            #[cast]
            async fn hold(&mut self, gate: Gate) {
                gate.pass().await;
            }

            #[cast]
            fn note(&mut self, n: u8) {
                self.log.say(n.to_string());
            }

            #[call]
            fn ask(&mut self, n: u8) -> u8 {
                self.log.say(format!("asked {n}"));
                n
            }

            #[info]
            fn down(&mut self, down: Down) {
                self.log.say(format!("down: {}", down.reason));
            }

            #[cast]
            fn watch(&mut self, other: crate::kit::WorkerRef, cx: &mut Cx<Self>) {
                cx.monitor(&other);
            }
        }

        impl $name {
            /// Held, with as much room as it has while it is.
            async fn held(log: &Log) -> (<Self as supervise::Process>::Handle, Gate) {
                let desk = $name { log: log.clone() }.spawn();
                let gate = Gate::new();
                desk.hold(gate.clone()).await.unwrap();
                gate.entered().await;
                (desk, gate)
            }
        }
    )*};
}

desks! { Waits wait Rejects reject Newest drop_newest Oldest drop_oldest }

#[tokio::test(start_paused = true)]
async fn wait_waits() {
    let log = Log::new();
    let (desk, gate) = Waits::held(&log).await;
    desk.note(1).await.unwrap();
    desk.note(2).await.unwrap();
    let third = desk.note(3).timeout(SECOND).await;
    assert!(matches!(third, Err(CastError::TimedOut)), "{third:?}");
    assert!(desk.note(3).try_send().is_err());
    gate.open();
    desk.note(4).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["1", "2", "4"]);
    assert_eq!(Overload::default(), Overload::Wait);
}

#[tokio::test(start_paused = true)]
async fn reject_tells_the_sender_at_once() {
    let log = Log::new();
    let (desk, gate) = Rejects::held(&log).await;
    desk.note(1).await.unwrap();
    let asked = desk.ask(2).begin().await.unwrap();
    assert!(matches!(desk.note(3).await, Err(CastError::Full)));
    assert!(matches!(desk.ask(4).await, Err(CallError::Full)));
    assert!(matches!(desk.ask(5).begin().await, Err(CallError::Full)));
    assert!(matches!(
        desk.ask(6).timeout(SECOND).await,
        Err(CallError::Full)
    ));
    assert_eq!(desk.note(7).try_send().unwrap_err().args, 7);
    // Who sends later can't be told: that is a dead letter, and a tick is missed.
    let later = desk.note(8).after(MS);
    let ticks = desk.note(9).every(MS);
    tokio::time::sleep(3 * MS).await;
    assert!(later.is_over());
    assert!(ticks.missed() >= 2);
    ticks.cancel();
    assert_eq!(desk.dead_letters(), 1);
    gate.open();
    assert_eq!(soon(asked).await.unwrap(), 2);
    desk.note(10).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["1", "asked 2", "10"]);
}

#[tokio::test(start_paused = true)]
async fn drop_newest_drops_what_comes() {
    let log = Log::new();
    let (desk, gate) = Newest::held(&log).await;
    let mut letters = desk.observe_dead_letters();
    desk.note(1).await.unwrap();
    desk.note(2).await.unwrap();
    // Its sender is not told, but nothing is lost silently.
    desk.note(3).await.unwrap();
    let letter = soon(letters.next()).await.unwrap().unwrap();
    assert_eq!(
        (letter.message, letter.cause),
        ("note", DeadLetterCause::Overload)
    );
    assert_eq!(
        letter.to_string(),
        "`note` to Newest: there was no room for it"
    );
    assert!(matches!(desk.ask(4).await, Err(CallError::Full)));
    assert_eq!(desk.note(5).try_send().unwrap_err().args, 5);
    gate.open();
    settle().await;
    assert_eq!(log.take(), ["1", "2"]);
    assert_eq!(desk.dead_letters(), 1);
}

#[tokio::test(start_paused = true)]
async fn drop_oldest_makes_room() {
    let log = Log::new();
    let (desk, gate) = Oldest::held(&log).await;
    let asked = desk.ask(1).begin().await.unwrap();
    desk.note(2).await.unwrap();
    desk.note(3).await.unwrap();
    assert!(matches!(soon(asked).await, Err(CallError::Full)));
    desk.note(4).try_send().unwrap();
    assert_eq!(desk.dead_letters(), 1);
    assert_eq!(desk.mailbox_len(), 2);
    let last = desk.ask(5).begin().await.unwrap();
    gate.open();
    assert_eq!(soon(last).await.unwrap(), 5);
    settle().await;
    assert_eq!(log.take(), ["4", "asked 5"]);
    assert_eq!(desk.dead_letters(), 2);
}

/// Notices of the runtime make no room, and need none.
#[tokio::test(start_paused = true)]
async fn notices_are_never_dropped() {
    let log = Log::new();
    let desk = Oldest { log: log.clone() }.spawn();
    let other = crate::kit::worker().await;
    desk.watch(other.clone()).await.unwrap();
    settle().await;
    let gate = Gate::new();
    desk.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    other.kill();
    soon(other.closed()).await;
    settle().await;
    for n in 0..5 {
        desk.note(n).await.unwrap();
    }
    gate.open();
    settle().await;
    assert_eq!(log.take(), ["down: killed", "4"]);
    assert_eq!(desk.dead_letters(), 4);
}

/// A full mailbox never delays a shutdown, whatever its policy.
#[tokio::test(start_paused = true)]
async fn a_full_mailbox_delays_no_shutdown() {
    let log = Log::new();
    macro_rules! ends {
        ($($name:ident)*) => {$(
            let (desk, _gate) = $name::held(&log).await;
            for n in 0..2 {
                desk.note(n).await.unwrap();
            }
            soon(desk.shutdown()).await;
            assert_eq!(kind(&soon(desk.closed()).await), "shutdown");
            assert!(matches!(desk.note(9).await, Err(CastError::NotDelivered(_))));
        )*};
    }
    ends! { Waits Rejects Newest Oldest }
    assert_eq!(log.take(), [""; 0]);
}

/// Each message is handled or accounted for, on threads too.
#[test]
fn nothing_is_lost_silently() {
    threads(2).block_on(async {
        let log = Log::new();
        let desk = Oldest { log: log.clone() }.spawn();
        let senders = (0..4).map(|_| {
            let desk = desk.clone();
            tokio::spawn(async move {
                let mut full = 0;
                for n in 0..500_u16 {
                    if n % 2 == 0 {
                        desk.note(1).await.unwrap();
                    } else if let Err(error) = desk.ask(2).await {
                        assert!(matches!(error, CallError::Full), "{error}");
                        full += 1;
                    }
                }
                full
            })
        });
        let mut full = 0;
        for sender in senders.collect::<Vec<_>>() {
            full += sender.await.unwrap();
        }
        desk.shutdown().await;
        let handled = log.all().len() as u64;
        assert_eq!(handled + full + desk.dead_letters(), 2_000);
    });
}
