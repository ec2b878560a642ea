//! The last word of a process: when it is given, how long it may take, what goes wrong in it.

use std::time::Duration;

use supervise::prelude::*;
use supervise::{Child, Limit, Shutdown, Supervisor};
use tokio::time::Instant;

use crate::kit::{Gate, Log, MS, SECOND, error, kind, settle, soon};

#[derive(Clone, Copy)]
enum Bye {
    Short,
    Long(Duration),
    Panic,
}

struct Last {
    log: Log,
    bye: Bye,
    /// Dropped with the state, however it ends.
    _state: crate::kit::OnDrop,
}

/// Panics when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("bomb");
    }
}

#[managed_process]
impl Last {
    #[init]
    fn start(log: Log, bye: Bye) -> Result<Self, String> {
        let _state = log.on_drop("dropped");
        Ok(Self { log, bye, _state })
    }

    #[cast]
    fn crash(&mut self) {
        panic!("crash");
    }

    #[cast]
    fn stop(&mut self, reason: ExitReason) -> Action<Self> {
        Action::stop(reason)
    }

    #[call]
    fn kill_and_crash(&mut self, cx: &mut Cx<Self>) {
        cx.me().kill();
        panic!("crash");
    }

    #[call]
    fn kill_and_stop(&mut self, cx: &mut Cx<Self>) {
        cx.me().kill();
        cx.stop(ExitReason::Normal);
    }

    #[call]
    async fn hold_a_bomb(&mut self, gate: Gate) {
        let _bomb = Bomb;
        gate.pass().await;
    }

    #[cast]
    fn nothing(&mut self) {}

    #[terminate]
    async fn bye(self, end: &End, cx: &mut Cx<Self>) {
        let clean = if end.is_clean() { "clean" } else { "broken" };
        self.log.say(format!("{} {clean}", kind(end.reason())));
        // Its mailbox is cut off already.
        if cx.me().nothing().await.is_err() {
            self.log.say("closed");
        }
        match self.bye {
            Bye::Short => {}
            Bye::Long(time) => {
                if let Some(deadline) = end.deadline() {
                    let left = deadline - Instant::now();
                    self.log.say(format!("{} ms", left.as_millis()));
                }
                tokio::time::sleep(time).await;
                self.log.say("finished");
            }
            Bye::Panic => panic!("in terminate"),
        }
    }
}

async fn last(bye: Bye) -> (Log, LastRef) {
    let log = Log::new();
    let last = Last::spawn(log.clone(), bye).await.unwrap();
    (log, last)
}

#[tokio::test(start_paused = true)]
async fn at_every_end_but_a_kill() {
    type Way<'a> = &'a dyn Fn(&LastRef);
    let ends: [(Way<'_>, &[&str]); 6] = [
        (
            &|last| last.stop(ExitReason::Normal).try_send().unwrap(),
            &["normal clean", "closed", "dropped"],
        ),
        (
            &|last| last.stop(error("x")).try_send().unwrap(),
            &["error clean", "closed", "dropped"],
        ),
        (
            &|last| last.crash().try_send().unwrap(),
            &["panic broken", "closed", "dropped"],
        ),
        (
            &|last| last.exit(ExitReason::Shutdown),
            &["shutdown clean", "closed", "dropped"],
        ),
        (
            &|last| last.exit(error("x")),
            &["error clean", "closed", "dropped"],
        ),
        (&|last| last.kill(), &["dropped"]),
    ];
    for (end, expected) in ends {
        let (log, last) = last(Bye::Short).await;
        end(&last);
        soon(last.closed()).await;
        assert_eq!(log.all(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn its_panic_does_not_replace_the_reason() {
    let (log, last) = last(Bye::Panic).await;
    last.crash().await.unwrap();
    let ExitReason::Panic(panic) = soon(last.closed()).await else {
        panic!("another reason");
    };
    assert_eq!(panic.message.as_deref(), Some("crash"));
    assert_eq!(log.all(), ["panic broken", "closed", "dropped"]);
    let (_, last) = self::last(Bye::Panic).await;
    last.stop(ExitReason::Normal).await.unwrap();
    assert_eq!(kind(&soon(last.closed()).await), "normal");
}

#[tokio::test(start_paused = true)]
async fn its_time_is_the_shutdown_budget() {
    for (time, finishes) in [(4 * SECOND, true), (6 * SECOND, false)] {
        for stopped in [true, false] {
            let (log, last) = last(Bye::Long(time)).await;
            let before = Instant::now();
            if stopped {
                last.stop(ExitReason::Shutdown).await.unwrap();
            } else {
                last.exit(ExitReason::Shutdown);
            }
            assert_eq!(kind(&soon(last.closed()).await), "shutdown");
            let took = before.elapsed();
            assert_eq!(took.as_secs(), if finishes { 4 } else { 5 });
            let mut expected = vec!["shutdown clean", "closed", "5000 ms"];
            expected.extend(finishes.then_some("finished"));
            expected.push("dropped");
            assert_eq!(log.all(), expected);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn who_shuts_it_down_waits_for_its_budget_and_no_longer() {
    let (log, last) = last(Bye::Long(1000 * SECOND)).await;
    let before = Instant::now();
    soon(last.shutdown()).await;
    assert_eq!(before.elapsed().as_secs(), 5);
    assert_eq!(log.all().last().unwrap(), "dropped");
}

fn tree(bye: Bye, shutdown: Shutdown) -> (Log, Supervisor, LastRef) {
    let log = Log::new();
    let mut top = Supervisor::new("top").limit(Limit::new(1000, SECOND));
    let inner = log.clone();
    let child = Child::<Last>::new("last", move || (inner.clone(), bye)).shutdown(shutdown);
    let last = top.add(child);
    (log, top, last)
}

/// Its supervisor's clock is the one that counts, and terminate is told of it.
#[tokio::test(start_paused = true)]
async fn the_deadline_below_a_supervisor() {
    let (log, top, _last) = tree(Bye::Long(SECOND), Shutdown::After(2 * SECOND));
    let root = top.start().await.unwrap();
    let outcome = soon(root.shutdown()).await;
    assert!(outcome.is_orderly());
    assert_eq!(
        log.all(),
        ["shutdown clean", "2000 ms", "finished", "dropped"]
    );

    let (log, top, _last) = tree(Bye::Long(3 * SECOND), Shutdown::After(2 * SECOND));
    let root = top.start().await.unwrap();
    let outcome = soon(root.shutdown()).await;
    assert_eq!(&*outcome.unclean[0], "last");
    assert_eq!(log.all(), ["shutdown clean", "2000 ms", "dropped"]);

    // As long as it takes.
    let (log, top, _last) = tree(Bye::Long(1000 * SECOND), Shutdown::Infinity);
    let root = top.start().await.unwrap();
    soon(root.shutdown()).await;
    assert_eq!(log.all(), ["shutdown clean", "finished", "dropped"]);
}

/// The old state is gone before the new one is made.
#[tokio::test(start_paused = true)]
async fn two_incarnations_never_overlap() {
    let (log, top, last) = tree(Bye::Long(SECOND), Shutdown::After(5 * SECOND));
    let root = top.start().await.unwrap();
    let again = last.wait_restarted();
    let before = Instant::now();
    last.crash().await.unwrap();
    soon(again).await.unwrap();
    assert_eq!(before.elapsed().as_secs(), 1);
    assert_eq!(
        log.take(),
        ["panic broken", "5000 ms", "finished", "dropped"]
    );
    drop(root);
}

#[tokio::test(start_paused = true)]
async fn not_after_a_kill_that_comes_with_another_end() {
    for crash in [true, false] {
        let (log, last) = last(Bye::Short).await;
        let call = if crash {
            soon(last.kill_and_crash()).await.is_err()
        } else {
            soon(last.kill_and_stop()).await.is_ok()
        };
        assert!(call);
        assert_eq!(kind(&soon(last.closed()).await), "killed");
        assert_eq!(log.all(), ["dropped"]);
    }
}

/// A handler that is dropped drops what it holds; a panic in that is not the reason of the end.
#[tokio::test(start_paused = true)]
async fn a_handler_that_panics_when_it_is_dropped() {
    let (log, last) = last(Bye::Short).await;
    let gate = Gate::new();
    let held = last.hold_a_bomb(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    last.kill();
    assert!(matches!(
        soon(held).await,
        Err(CallError::Ended(ExitReason::Killed))
    ));
    assert_eq!(kind(&soon(last.closed()).await), "killed");
    assert_eq!(log.all(), ["dropped"]);

    let (log, last) = self::last(Bye::Short).await;
    last.hold_a_bomb(gate.clone())
        .begin()
        .await
        .unwrap()
        .cancel();
    gate.entered().await;
    last.exit(ExitReason::Shutdown);
    assert_eq!(kind(&soon(last.closed()).await), "shutdown");
    assert_eq!(log.all(), ["shutdown broken", "closed", "dropped"]);
}

/// A kill while it terminates cuts it short.
#[tokio::test(start_paused = true)]
async fn a_kill_ends_it() {
    let (log, last) = last(Bye::Long(4 * SECOND)).await;
    last.stop(error("first")).await.unwrap();
    tokio::time::sleep(SECOND).await;
    let before = Instant::now();
    last.kill();
    assert_eq!(kind(&soon(last.closed()).await), "error");
    assert!(before.elapsed() < MS);
    assert_eq!(log.all(), ["error clean", "closed", "5000 ms", "dropped"]);
}

#[tokio::test(start_paused = true)]
async fn a_terminate_that_panics_when_it_is_cut_short() {
    struct Cut;
    #[managed_process]
    impl Cut {
        #[terminate]
        async fn bye(self) {
            let _bomb = Bomb;
            tokio::time::sleep(100 * SECOND).await;
        }
    }
    let cut = Cut.spawn();
    cut.exit(ExitReason::Shutdown);
    assert_eq!(kind(&soon(cut.closed()).await), "shutdown");
}

#[tokio::test(start_paused = true)]
async fn it_can_borrow_the_state() {
    struct Lent(Log);
    #[managed_process]
    impl Lent {
        #[terminate]
        fn bye(&mut self) {
            self.0.say("bye");
        }
    }
    let log = Log::new();
    let lent = Lent(log.clone()).spawn();
    settle().await;
    soon(lent.shutdown()).await;
    assert_eq!(log.all(), ["bye"]);
}
