//! Exit signals, trapped and not, and kills.

use std::time::Duration;

use supervise::prelude::*;
use supervise::{Child, Shutdown, Status, Supervisor};
use tokio::time::Instant;

use crate::kit::{Gate, Log, MS, SECOND, error, kind, settle, soon, worker};

struct Trap {
    log: Log,
}

#[managed_process]
impl Trap {
    #[init]
    fn start(log: Log) -> Self {
        Self { log }
    }

    #[cast]
    fn note(&mut self, what: &'static str) {
        self.log.say(what);
    }

    #[call]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
        self.log.say("held");
    }

    #[exit]
    fn exited(&mut self, exit: Exit, cx: &mut Cx<Self>) -> Action<Self> {
        self.log.say(format!("exit {}", kind(&exit.reason)));
        match exit.reason {
            ExitReason::Error(error) if error.to_string() == "then" => {
                Action::then(cx.me().chain(2))
            }
            ExitReason::NotFound => Action::then(cx.me().note("second")),
            ExitReason::Error(_) => Action::stop(ExitReason::Normal),
            _ => Action::CONTINUE,
        }
    }

    #[cast]
    fn chain(&mut self, n: u8, cx: &mut Cx<Self>) -> Action<Self> {
        self.log.say(format!("chain {n}"));
        match n {
            0 => Action::CONTINUE,
            _ => Action::then(cx.me().chain(n - 1)),
        }
    }
}

async fn trap() -> (Log, TrapRef) {
    let log = Log::new();
    let trap = Trap::spawn(log.clone()).await.unwrap();
    (log, trap)
}

#[tokio::test(start_paused = true)]
async fn an_untrapped_exit_ends_the_process_for_its_reason() {
    for reason in [ExitReason::Shutdown, error("bad"), ExitReason::NotFound] {
        let one = worker().await;
        let said = reason.to_string();
        one.exit(reason);
        assert_eq!(soon(one.closed()).await.to_string(), said);
    }
    let one = worker().await;
    one.exit(ExitReason::Normal);
    assert_eq!(soon(one.add(1)).await.unwrap(), 1);
    one.exit(ExitReason::Killed);
    assert_eq!(kind(&soon(one.closed()).await), "killed");
    // Nobody is there: nothing happens.
    one.exit(ExitReason::Shutdown);
    one.kill();
}

/// Sent by another process that has no link with it: it ends for that reason, and not because of
/// a link.
#[tokio::test(start_paused = true)]
async fn an_exit_from_a_process_is_no_link() {
    struct Boss;
    #[managed_process]
    impl Boss {
        #[cast]
        fn fire(&mut self, who: crate::kit::WorkerRef) {
            who.exit(error("fired"));
        }
        #[cast]
        fn tell(&mut self, who: TrapRef) {
            who.exit(ExitReason::Shutdown);
        }
    }
    let (boss, one) = (Boss.spawn(), worker().await);
    boss.fire(one.clone()).await.unwrap();
    assert_eq!(soon(one.closed()).await.to_string(), "error: fired");
    let (log, trap) = trap().await;
    boss.tell(trap).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["exit shutdown"]);
}

#[tokio::test(start_paused = true)]
async fn a_trapped_exit_is_handled() {
    let (log, trap) = trap().await;
    trap.exit(ExitReason::Normal);
    trap.exit(ExitReason::Shutdown);
    settle().await;
    assert_eq!(log.all(), ["exit normal", "exit shutdown"]);
    trap.exit(error("enough"));
    assert_eq!(kind(&soon(trap.closed()).await), "normal");
}

#[tokio::test(start_paused = true)]
async fn a_trapped_exit_never_interrupts_and_comes_before_messages() {
    let (log, trap) = trap().await;
    let gate = Gate::new();
    let held = trap.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    trap.note("message").await.unwrap();
    trap.exit(ExitReason::Shutdown);
    trap.exit(ExitReason::Normal);
    // However long that takes.
    tokio::time::sleep(1000 * SECOND).await;
    assert!(log.all().is_empty());
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert_eq!(
        log.all(),
        ["held", "exit shutdown", "exit normal", "message"]
    );
}

#[tokio::test(start_paused = true)]
async fn an_exit_handler_goes_on_with_messages() {
    let (log, trap) = trap().await;
    let gate = Gate::new();
    trap.hold(gate.clone()).begin().await.unwrap().cancel();
    gate.entered().await;
    trap.note("message").await.unwrap();
    trap.exit(error("then"));
    trap.exit(ExitReason::NotFound);
    gate.open();
    settle().await;
    assert_eq!(
        log.all(),
        [
            "held",
            "exit error",
            "exit not found",
            "chain 2",
            "chain 1",
            "chain 0",
            "second",
            "message"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_kill_can_not_be_trapped() {
    let (log, trap) = trap().await;
    let gate = Gate::new();
    let held = trap.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    trap.kill();
    assert!(matches!(
        soon(held).await,
        Err(CallError::Ended(ExitReason::Killed))
    ));
    assert_eq!(kind(&soon(trap.closed()).await), "killed");
    assert!(log.all().is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_parents_exit_is_never_trapped() {
    let log = Log::new();
    let mut top = Supervisor::new("top");
    let inner = log.clone();
    let trap = top.add(Child::<Trap>::new("trap", move || inner.clone()));
    let root = top.start().await.unwrap();
    trap.exit(ExitReason::Shutdown);
    settle().await;
    assert_eq!(log.take(), ["exit shutdown"]);
    soon(root.shutdown()).await;
    assert!(log.all().is_empty());
    // Neither is that of its owner.
    let (log, trap) = self::trap().await;
    soon(trap.shutdown()).await;
    assert!(log.all().is_empty());
    assert_eq!(kind(&soon(trap.closed()).await), "shutdown");
}

/// A process with nothing to say about its end.
struct Plain {
    log: Log,
}

#[managed_process]
impl Plain {
    #[call]
    async fn work(&mut self, time: Duration) {
        let _dropped = self.log.on_drop("dropped");
        tokio::time::sleep(time).await;
        self.log.say("finished");
    }
}

#[tokio::test(start_paused = true)]
async fn an_exit_drops_the_handler_of_a_process_without_terminate() {
    let log = Log::new();
    let plain = Plain { log: log.clone() }.spawn();
    let work = plain.work(SECOND).begin().await.unwrap();
    settle().await;
    let before = Instant::now();
    plain.exit(ExitReason::Shutdown);
    assert!(matches!(
        soon(work).await,
        Err(CallError::Ended(ExitReason::Shutdown))
    ));
    assert!(before.elapsed() < MS);
    assert_eq!(log.all(), ["dropped"]);
}

/// A process with a last word.
struct Last {
    log: Log,
}

#[managed_process]
impl Last {
    #[init]
    fn start(log: Log) -> Self {
        Self { log }
    }

    #[call]
    async fn work(&mut self, time: Duration) -> &'static str {
        tokio::time::sleep(time).await;
        self.log.say("finished");
        "done"
    }

    #[cast]
    fn note(&mut self) {
        self.log.say("note");
    }

    #[terminate]
    fn bye(self, end: &End) {
        let clean = if end.is_clean() { "clean" } else { "broken" };
        self.log.say(format!("{} {clean}", kind(end.reason())));
    }
}

#[tokio::test(start_paused = true)]
async fn a_handler_may_finish_within_half_of_the_budget() {
    // The budget is 5 seconds.
    for (time, expected) in [
        (2400 * MS, ["finished", "shutdown clean"].as_slice()),
        (2600 * MS, ["shutdown broken"].as_slice()),
    ] {
        let log = Log::new();
        let last = Last::spawn(log.clone()).await.unwrap();
        let work = last.work(time).begin().await.unwrap();
        last.note().await.unwrap();
        settle().await;
        last.exit(ExitReason::Shutdown);
        let closed = soon(last.closed()).await;
        assert_eq!(kind(&closed), "shutdown");
        assert_eq!(log.all(), expected);
        // A handler that finishes gives its reply.
        assert_eq!(soon(work).await.is_ok(), expected.len() == 2);
    }
}

#[tokio::test(start_paused = true)]
async fn the_same_below_a_supervisor() {
    for (shutdown, time, expected) in [
        (
            Shutdown::After(2 * SECOND),
            900 * MS,
            "finished shutdown clean",
        ),
        (Shutdown::After(2 * SECOND), 1100 * MS, "shutdown broken"),
        (Shutdown::Infinity, 900 * SECOND, "finished shutdown clean"),
        (Shutdown::BrutalKill, MS, ""),
    ] {
        let log = Log::new();
        let mut top = Supervisor::new("top");
        let inner = log.clone();
        let last = top.add(Child::<Last>::new("last", move || inner.clone()).shutdown(shutdown));
        let root = top.start().await.unwrap();
        let work = last.work(time).begin().await.unwrap();
        tokio::task::yield_now().await;
        let outcome = soon(root.shutdown()).await;
        assert!(outcome.is_orderly(), "{outcome:?}");
        assert_eq!(log.all().join(" "), expected);
        drop(work);
    }
}

#[tokio::test(start_paused = true)]
async fn a_budget_without_end_is_no_overflow() {
    let log = Log::new();
    let mut top = Supervisor::new("top");
    let inner = log.clone();
    let last = top.add(
        Child::<Last>::new("last", move || inner.clone()).shutdown(Shutdown::After(Duration::MAX)),
    );
    let root = top.start().await.unwrap();
    let work = last.work(SECOND).begin().await.unwrap();
    settle().await;
    last.exit(ExitReason::Shutdown);
    soon(work).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["finished", "shutdown clean"]);
    drop(root);
}

/// A kill comes while a handler finishes in the time that was left to it.
#[tokio::test(start_paused = true)]
async fn a_kill_ends_the_time_to_finish() {
    let log = Log::new();
    let last = Last::spawn(log.clone()).await.unwrap();
    last.work(2 * SECOND).begin().await.unwrap().cancel();
    settle().await;
    last.exit(ExitReason::Shutdown);
    settle().await;
    assert!(matches!(last.status(), Status::Running));
    last.kill();
    assert_eq!(kind(&soon(last.closed()).await), "killed");
    assert!(log.all().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_process_can_end_itself() {
    struct Own;
    #[managed_process]
    impl Own {
        #[call]
        async fn exit(&mut self, reason: ExitReason, cx: &mut Cx<Self>) {
            Handle::exit(&cx.me(), reason);
            tokio::task::yield_now().await;
            unreachable!("the handler was dropped");
        }
        #[call]
        async fn kill_and_answer(&mut self, cx: &mut Cx<Self>) -> u8 {
            cx.me().kill();
            1
        }
        #[call]
        async fn shut_down(&mut self, cx: &mut Cx<Self>) {
            cx.me().shutdown().await;
        }
    }
    let own = Own.spawn();
    let ended = soon(own.exit(ExitReason::Shutdown)).await;
    assert!(matches!(ended, Err(CallError::Ended(ExitReason::Shutdown))));
    let own = Own.spawn();
    assert_eq!(soon(own.kill_and_answer()).await.unwrap(), 1);
    assert_eq!(kind(&soon(own.closed()).await), "killed");
    let own = Own.spawn();
    let ended = soon(own.shut_down()).await;
    assert!(matches!(ended, Err(CallError::Ended(ExitReason::Shutdown))));
}
