//! Begun calls: waited for, looked at, given up, at every point of their lives.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Wake, Waker};

use supervise::Child;
use supervise::Supervisor;
use supervise::prelude::*;

use crate::kit::{Gate, Log, OnDrop, SECOND, kind, settle, soon};

/// Answers with something whose drop is seen.
struct Clerk {
    log: Log,
    kept: Option<ReplyTo<OnDrop>>,
}

#[managed_process]
impl Clerk {
    #[call]
    async fn hold(&mut self, gate: Gate) -> OnDrop {
        self.log.say("begins");
        gate.pass().await;
        self.log.say("ends");
        self.log.on_drop("reply dropped")
    }

    #[call(skip_abandoned)]
    fn quick(&mut self) -> OnDrop {
        self.log.say("quick");
        self.log.on_drop("quick dropped")
    }

    #[call]
    fn later(&mut self, reply: ReplyTo<OnDrop>) {
        self.kept = Some(reply);
    }

    #[call]
    fn answer(&mut self) -> bool {
        let reply = self.kept.take().unwrap();
        let gone = reply.caller_gone();
        reply.send(self.log.on_drop("reply dropped"));
        gone
    }
}

fn clerk(log: &Log) -> ClerkRef {
    let (log, kept) = (log.clone(), None);
    Clerk { log, kept }.spawn()
}

/// What a caller gets that has given up, or waits after that.
enum Way {
    Drop,
    Cancel,
    CancelAndWait,
}

/// The reply is dropped once, wherever the call is at that moment, and the process handles what follows.
#[tokio::test(start_paused = true)]
async fn given_up_while_it_is_handled() {
    for way in [Way::Drop, Way::Cancel, Way::CancelAndWait] {
        let (log, gate) = (Log::new(), Gate::new());
        let clerk = clerk(&log);
        let pending = clerk.hold(gate.clone()).begin().await.unwrap();
        gate.entered().await;
        match way {
            Way::Drop => drop(pending),
            Way::Cancel => pending.cancel(),
            Way::CancelAndWait => {
                let waits = tokio::spawn(pending.cancel_and_wait());
                settle().await;
                assert!(!waits.is_finished());
                gate.open();
                // It was handled after all.
                let reply = soon(waits).await.unwrap().unwrap();
                assert_eq!(log.all(), ["begins", "ends"]);
                drop(reply);
            }
        }
        gate.open();
        settle().await;
        assert_eq!(log.take(), ["begins", "ends", "reply dropped"]);
        drop(clerk.quick().await.unwrap());
    }
}

#[tokio::test(start_paused = true)]
async fn given_up_while_it_waits_in_the_mailbox() {
    for way in [Way::Drop, Way::Cancel, Way::CancelAndWait] {
        let (log, gate) = (Log::new(), Gate::new());
        let clerk = clerk(&log);
        let held = clerk.hold(gate.clone()).begin().await.unwrap();
        gate.entered().await;
        let (second, skipped) = (
            clerk.hold(gate.clone()).begin().await.unwrap(),
            clerk.quick().begin().await.unwrap(),
        );
        drop(second);
        match way {
            Way::Drop => drop(skipped),
            Way::Cancel => skipped.cancel(),
            Way::CancelAndWait => {
                let waits = tokio::spawn(skipped.cancel_and_wait());
                settle().await;
                gate.open();
                gate.open();
                let told = soon(waits).await.unwrap();
                assert!(matches!(told, Err(CallError::Cancelled)));
            }
        }
        gate.open();
        gate.open();
        drop(held.await.unwrap());
        settle().await;
        let mut seen = log.take();
        seen.sort();
        // The one that skips the abandoned is not called; the other is.
        let expected = [
            "begins",
            "begins",
            "ends",
            "ends",
            "reply dropped",
            "reply dropped",
        ];
        assert_eq!(seen, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn given_up_when_it_was_answered_already() {
    for way in [Way::Drop, Way::Cancel, Way::CancelAndWait] {
        let log = Log::new();
        let clerk = clerk(&log);
        let pending = clerk.quick().begin().await.unwrap();
        settle().await;
        assert_eq!(log.take(), ["quick"]);
        match way {
            Way::Drop => drop(pending),
            Way::Cancel => pending.cancel(),
            // It had come before.
            Way::CancelAndWait => drop(soon(pending.cancel_and_wait()).await.unwrap()),
        }
        assert_eq!(log.take(), ["quick dropped"]);
    }
}

/// And while somebody has the right to answer, who sees that nobody waits.
#[tokio::test(start_paused = true)]
async fn given_up_while_the_answer_is_deferred() {
    for way in [Way::Drop, Way::Cancel, Way::CancelAndWait] {
        let log = Log::new();
        let clerk = clerk(&log);
        let pending = clerk.later().begin().await.unwrap();
        settle().await;
        match way {
            Way::Drop => drop(pending),
            Way::Cancel => pending.cancel(),
            Way::CancelAndWait => {
                let waits = tokio::spawn(pending.cancel_and_wait());
                settle().await;
                assert!(clerk.answer().await.unwrap());
                drop(soon(waits).await.unwrap().unwrap());
                assert_eq!(log.take(), ["reply dropped"]);
                continue;
            }
        }
        assert!(clerk.answer().await.unwrap());
        assert_eq!(log.take(), ["reply dropped"]);
    }
}

/// Who waits for the end of a call learns of the end of the process.
#[tokio::test(start_paused = true)]
async fn given_up_when_the_process_ends() {
    let (log, gate) = (Log::new(), Gate::new());
    let clerk = clerk(&log);
    let handled = clerk.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    let queued = clerk.quick().begin().await.unwrap();
    let dropped = clerk.quick().begin().await.unwrap();
    let (handled, queued) = (
        tokio::spawn(handled.cancel_and_wait()),
        tokio::spawn(queued.cancel_and_wait()),
    );
    settle().await;
    clerk.kill();
    drop(dropped);
    let told = soon(handled).await.unwrap();
    assert!(matches!(told, Err(CallError::Ended(reason)) if kind(&reason) == "killed"));
    let told = soon(queued).await.unwrap();
    assert!(matches!(told, Err(CallError::NotDelivered(_))));
    assert_eq!(log.take(), ["begins"]);
}

/// The caller's timeout against a deferred reply: one of the two is what happened, and the other is told.
#[tokio::test(start_paused = true)]
async fn a_deferred_reply_against_the_timeout_of_its_caller() {
    let log = Log::new();
    let clerk = clerk(&log);
    // In time.
    let call = tokio::spawn(clerk.later().owned().timeout(SECOND));
    settle().await;
    assert!(!clerk.answer().await.unwrap());
    drop(soon(call).await.unwrap().unwrap());
    // Too late: it comes to nobody, and is dropped.
    let call = clerk.later().timeout(SECOND).await;
    assert!(matches!(call, Err(CallError::TimedOut { sent: true })));
    assert!(clerk.answer().await.unwrap());
    assert_eq!(log.take(), ["reply dropped", "reply dropped"]);
    // A pending call survives its timeout.
    let pending = clerk.later().begin().await.unwrap();
    let Err(pending) = pending.timeout(SECOND).await else {
        panic!("nobody has answered");
    };
    assert!(!clerk.answer().await.unwrap());
    drop(pending.await.unwrap());
    assert_eq!(log.take(), ["reply dropped"]);
}

/// On threads, at the same moment: the reply arrives whole, or the caller has left; never both or neither.
#[test]
fn a_reply_at_the_moment_at_which_its_caller_gives_up() {
    crate::kit::threads(2).block_on(crate::kit::really(async {
        for round in 0..300 {
            let log = Log::new();
            let clerk = clerk(&log);
            let pending = clerk.later().begin().await.unwrap();
            let answer = tokio::spawn(clerk.answer().owned());
            let waits = round % 2 == 0;
            if waits {
                drop(pending.cancel_and_wait().await.unwrap());
            } else {
                drop(pending);
            }
            let _gone: bool = answer.await.unwrap().unwrap();
            assert_eq!(log.take(), ["reply dropped"]);
        }
    }));
}

/// Two incarnations, and a right to answer that has outlived the first.
#[tokio::test(start_paused = true)]
async fn an_answer_from_before_the_restart() {
    struct Desk {
        log: Log,
    }
    #[managed_process]
    impl Desk {
        #[init]
        fn start(log: Log) -> Self {
            log.say("starts");
            Desk { log }
        }
        /// A task of nobody has it.
        #[call]
        fn work(&mut self, n: u32, gate: Gate, reply: ReplyTo<u32>) {
            tokio::spawn(async move {
                gate.pass().await;
                reply.send(n);
            });
        }
        #[cast]
        fn crash(&mut self) {
            self.log.say("crashes");
            panic!("crash");
        }
    }
    let (log, gates) = (Log::new(), [Gate::new(), Gate::new()]);
    let mut top = Supervisor::new("top");
    let args = log.clone();
    let desk = top.add(Child::<Desk>::new("desk", move || args.clone()));
    let root = top.start().await.unwrap();
    let before = desk.work(1, gates[0].clone()).begin().await.unwrap();
    gates[0].entered().await;
    let restarted = desk.wait_restarted();
    desk.crash().await.unwrap();
    soon(restarted).await.unwrap();
    let after = desk.work(2, gates[1].clone()).begin().await.unwrap();
    gates[1].entered().await;
    // In the other order: each answer is that of its own call.
    gates[1].open();
    assert_eq!(after.await.unwrap(), 2);
    gates[0].open();
    assert_eq!(before.await.unwrap(), 1);
    assert_eq!(log.take(), ["starts", "crashes", "starts"]);
    root.shutdown().await;
}

struct Wakes(AtomicU32);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// To look is not to wait: who waits is woken all the same.
#[tokio::test(start_paused = true)]
async fn who_looks_takes_nobodys_place() {
    let log = Log::new();
    let clerk = clerk(&log);
    let gate = Gate::new();
    let mut pending = clerk.hold(gate.clone()).begin().await.unwrap();
    let wakes = Arc::new(Wakes(AtomicU32::new(0)));
    let waker = Waker::from(Arc::clone(&wakes));
    let polled = Pin::new(&mut pending).poll(&mut Context::from_waker(&waker));
    assert!(polled.is_pending());
    assert!(pending.poll_now().is_none());
    gate.open();
    settle().await;
    assert_eq!(wakes.0.load(Ordering::Relaxed), 1);
    assert!(pending.poll_now().unwrap().is_ok());

    let gate = Gate::new();
    let mut task = Task::spawn({
        let gate = gate.clone();
        async move { gate.pass().await }
    });
    let polled = Pin::new(&mut task).poll(&mut Context::from_waker(&waker));
    assert!(polled.is_pending());
    assert!(task.poll_now().is_none());
    gate.open();
    settle().await;
    assert_eq!(wakes.0.load(Ordering::Relaxed), 2);
    assert!(task.poll_now().unwrap().is_ok());
}
