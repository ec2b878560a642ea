//! A process that is kept from its messages for a while.

use std::task::Poll;

use supervise::prelude::*;
use supervise::{CallError, Status};

use crate::kit::{Gate, Log, MS, SECOND, kind, settle, soon, supervised};

#[derive(Clone)]
struct Server {
    log: Log,
    traps: bool,
}

#[managed_process(inspect)]
impl Server {
    #[cast]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
        self.log.say("held");
    }

    #[cast]
    fn note(&mut self, n: u8) {
        self.log.say(n.to_string());
    }

    #[cast]
    fn idle_after(&mut self, cx: &mut Cx<Self>) {
        cx.set_timeout(SECOND);
    }

    #[call]
    async fn suspend_itself(&mut self, cx: &mut Cx<Self>) -> bool {
        cx.me().suspend().await
    }

    #[exit]
    fn exit(&mut self, exit: Exit) -> Action<Self> {
        self.log.say(format!("exit: {}", exit.reason));
        if self.traps {
            Action::CONTINUE
        } else {
            Action::stop(exit.reason)
        }
    }

    #[timeout]
    fn idle(&mut self) {
        self.log.say("idle");
    }

    #[terminate]
    fn end(&mut self, end: &End) {
        self.log.say(format!("ends: {}", end.reason()));
    }
}

fn server(log: &Log) -> ServerRef {
    let log = log.clone();
    Server { log, traps: true }.spawn()
}

#[tokio::test(start_paused = true)]
async fn messages_wait_until_it_may_go_on() {
    let log = Log::new();
    let server = server(&log);
    assert!(server.suspend().await);
    // Again is no more than once.
    assert!(server.suspend().await);
    assert!(matches!(server.status(), Status::Suspended));
    server.note(1).await.unwrap();
    server.note(2).await.unwrap();
    tokio::time::sleep(SECOND).await;
    assert_eq!(log.all(), [""; 0]);
    assert_eq!(server.mailbox_len(), 2);
    assert!(server.resume());
    assert!(!server.resume());
    settle().await;
    assert_eq!(log.take(), ["1", "2"]);
    assert!(matches!(server.status(), Status::Running));
}

#[tokio::test(start_paused = true)]
async fn the_handler_that_runs_finishes_first() {
    let log = Log::new();
    let server = server(&log);
    let gate = Gate::new();
    server.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    server.note(1).await.unwrap();
    let suspended = tokio::spawn(server.suspend());
    settle().await;
    assert!(!suspended.is_finished());
    gate.open();
    assert!(soon(suspended).await.unwrap());
    assert_eq!(log.take(), ["held"]);
    server.resume();
    settle().await;
    assert_eq!(log.take(), ["1"]);
}

#[tokio::test(start_paused = true)]
async fn given_up_before_it_has_begun() {
    let log = Log::new();
    let server = server(&log);
    let gate = Gate::new();
    server.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    let suspended = tokio::spawn(server.suspend());
    settle().await;
    assert!(server.resume());
    server.note(1).await.unwrap();
    gate.open();
    settle().await;
    assert_eq!(log.take(), ["held", "1"]);
    // Who waited for that has learned that it will not be.
    assert!(!soon(suspended).await.unwrap());
    assert!(server.suspend().await);
}

#[tokio::test(start_paused = true)]
async fn exits_and_looks_are_not_put_off() {
    let log = Log::new();
    let server = server(&log);
    server.suspend().await;
    server.note(1).await.unwrap();
    server.exit(ExitReason::error("signal"));
    settle().await;
    assert_eq!(log.take(), ["exit: error: signal"]);
    assert!(server.state().await.unwrap().traps);
    let mut state = server.state().await.unwrap();
    state.traps = false;
    server.replace_state(state).await.unwrap();
    assert!(matches!(server.status(), Status::Suspended));
    server.exit(ExitReason::error("second"));
    assert_eq!(kind(&soon(server.closed()).await), "error");
    assert_eq!(log.take(), ["exit: error: second", "ends: error: second"]);
}

#[tokio::test(start_paused = true)]
async fn the_receive_timeout_does_not_run() {
    let log = Log::new();
    let server = server(&log);
    server.idle_after().await.unwrap();
    tokio::time::sleep(SECOND / 2).await;
    server.suspend().await;
    tokio::time::sleep(10 * SECOND).await;
    assert_eq!(log.all(), [""; 0]);
    server.resume();
    tokio::time::sleep(SECOND + MS).await;
    assert_eq!(log.take(), ["idle"]);
}

#[tokio::test(start_paused = true)]
async fn it_can_be_shut_down_and_killed() {
    let log = Log::new();
    let first = server(&log);
    first.suspend().await;
    first.note(1).await.unwrap();
    soon(first.shutdown()).await;
    assert_eq!(log.take(), ["ends: shutdown"]);
    assert_eq!(first.dead_letters(), 1);
    assert!(!first.suspend().await && !first.resume());
    let second = server(&log);
    second.suspend().await;
    second.kill();
    assert_eq!(kind(&soon(second.closed()).await), "killed");
    // Who waits for it to be suspended learns that it has ended.
    let third = server(&log);
    let gate = Gate::new();
    third.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    let suspended = tokio::spawn(third.suspend());
    settle().await;
    third.kill();
    assert!(!soon(suspended).await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn the_next_incarnation_is_not_suspended() {
    let log = Log::new();
    let (root, worker) = supervised(&log).await;
    worker.suspend().await;
    let call = worker.add(1).begin().await.unwrap();
    let restarted = worker.wait_restarted();
    worker.kill();
    soon(restarted).await.unwrap();
    assert!(matches!(soon(call).await, Err(CallError::Restarted)));
    assert_eq!(worker.add(1).await.unwrap(), 1);
    // The shutdown of a tree does not wait for it.
    worker.suspend().await;
    assert_eq!(root.shutdown().await.to_string(), "shutdown");
}

#[tokio::test(start_paused = true)]
async fn by_itself_it_is_suspended_after_the_handler() {
    let log = Log::new();
    let server = server(&log);
    assert!(server.suspend_itself().await.unwrap());
    server.note(1).await.unwrap();
    settle().await;
    assert!(matches!(server.status(), Status::Suspended));
    assert_eq!(log.take(), [""; 0]);
    server.resume();
    settle().await;
    assert_eq!(log.take(), ["1"]);
}

/// Who looks only then whether it stood still does not wait until it does so again.
#[tokio::test(start_paused = true)]
async fn given_up_before_anybody_has_looked() {
    let log = Log::new();
    let server = server(&log);
    let mut suspended = std::pin::pin!(server.suspend());
    let begun = std::future::poll_fn(|cx| Poll::Ready(suspended.as_mut().poll(cx).is_pending()));
    assert!(begun.await);
    settle().await;
    assert!(matches!(server.status(), Status::Suspended));
    assert!(server.resume());
    assert!(!soon(suspended).await);
}

/// It may not have gone on in between: it stands still all the same, and says so.
#[tokio::test(start_paused = true)]
async fn resumed_and_suspended_again_at_once() {
    let log = Log::new();
    let server = server(&log);
    assert!(soon(server.suspend()).await);
    assert!(server.resume());
    assert!(soon(server.suspend()).await);
    assert!(matches!(server.status(), Status::Suspended));
    server.note(1).await.unwrap();
    settle().await;
    assert_eq!(log.take(), [""; 0]);
    assert!(server.resume());
    settle().await;
    assert_eq!(log.take(), ["1"]);
}
