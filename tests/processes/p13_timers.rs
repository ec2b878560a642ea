//! What is sent later.

use std::time::Duration;

use supervise::prelude::*;
use supervise::{Child, Limit, MissedTicks, Supervisor};
use tokio::time::Instant;

use crate::kit::{
    Gate, Log, MS, SECOND, Worker, error, kind, really, settle, soon, supervised, threads, worker,
};

#[tokio::test(start_paused = true)]
async fn once() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    let timer = worker.note("later".to_owned()).after(SECOND);
    let call = worker.add(1).after(SECOND);
    drop(worker.note("dropped".to_owned()).after(SECOND));
    log.take();
    tokio::time::sleep(999 * MS).await;
    assert!(log.all().is_empty() && !timer.is_over());
    tokio::time::sleep(2 * MS).await;
    assert_eq!(log.take(), ["later", "dropped"]);
    assert!(timer.is_over() && call.is_over());
    assert_eq!(soon(worker.add(0)).await.unwrap(), 1);
    let timer = worker.note("cancelled".to_owned()).after(SECOND);
    assert!(timer.clone().cancel());
    tokio::time::sleep(2 * SECOND).await;
    assert!(log.all().is_empty() && timer.is_over());
}

#[tokio::test(start_paused = true)]
async fn no_time_and_all_time() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    worker.note("now".to_owned()).after(Duration::ZERO);
    let never = worker.note("never".to_owned()).after(Duration::MAX);
    let never_again = worker.note("never".to_owned()).every(Duration::MAX);
    tokio::time::sleep(1000 * SECOND).await;
    assert_eq!(log.all(), ["init", "now"]);
    assert!(!never.is_over() && !never_again.is_over());
}

#[tokio::test(start_paused = true)]
async fn again_and_again() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    let ticks = worker.note("tick".to_owned()).every(SECOND);
    let calls = worker.add(1).every(SECOND);
    tokio::time::sleep(3500 * MS).await;
    assert_eq!(log.take(), ["init", "tick", "tick", "tick"]);
    assert_eq!(soon(worker.add(0)).await.unwrap(), 3);
    calls.cancel();
    // While the mailbox is full ticks are missed, and counted.
    let gate = Gate::new();
    let held = worker.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    tokio::time::sleep(10 * SECOND).await;
    assert_eq!(ticks.missed(), 6);
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["tick"; 4]);
    tokio::time::sleep(SECOND).await;
    assert_eq!(log.take(), ["tick"]);
    ticks.cancel();
    tokio::time::sleep(10 * SECOND).await;
    assert!(log.all().is_empty());
}

/// One that fires on a full mailbox waits for room.
#[tokio::test(start_paused = true)]
async fn once_on_a_full_mailbox() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    let gate = Gate::new();
    let held = worker.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    for _ in 0..4 {
        worker.add(1).try_send().unwrap().cancel();
    }
    let timer = worker.note("late".to_owned()).after(SECOND);
    let cancelled = worker.note("cancelled".to_owned()).after(SECOND);
    tokio::time::sleep(2 * SECOND).await;
    assert!(!timer.is_over());
    assert_eq!(cancelled.remaining(), Some(Duration::ZERO));
    assert!(cancelled.cancel());
    settle().await;
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["init", "late"]);
    assert!(timer.is_over());
}

#[tokio::test(start_paused = true)]
async fn a_timer_from_outside_ends_with_the_incarnation_it_is_for() {
    let log = Log::new();
    let (root, worker) = supervised(&log).await;
    let once = worker.note("old".to_owned()).after(2 * SECOND);
    let ticks = worker.note("old".to_owned()).every(2 * SECOND);
    let again = worker.wait_restarted();
    worker.kill();
    soon(again).await.unwrap();
    let new = worker.note("new".to_owned()).after(SECOND);
    settle().await;
    assert!(once.is_over() && ticks.is_over() && !new.is_over());
    tokio::time::sleep(5 * SECOND).await;
    assert_eq!(log.all(), ["init", "init", "new"]);
    drop(root);
}

/// A process's own timers, and those it makes for others.
struct Clock {
    log: Log,
}

#[managed_process]
impl Clock {
    #[cast]
    fn remind(&mut self, after: Duration, cx: &mut Cx<Self>) {
        cx.me().tick().after(after);
    }

    #[call]
    fn beat(&mut self, other: ClockRef) -> Timer {
        other.tick().every(SECOND)
    }

    #[cast]
    fn tick(&mut self) {
        self.log.say("tick");
    }
}

fn clock() -> (Log, ClockRef) {
    let log = Log::new();
    (log.clone(), Clock { log }.spawn())
}

#[tokio::test(start_paused = true)]
async fn a_timer_from_a_handler_ends_with_its_process() {
    let (log, one) = clock();
    one.remind(SECOND).await.unwrap();
    let before = Instant::now();
    tokio::time::sleep(2 * SECOND).await;
    assert_eq!(log.take(), ["tick"]);
    assert!(before.elapsed() < 3 * SECOND);

    let (other_log, other) = clock();
    let timer = one.beat(other.clone()).await.unwrap();
    tokio::time::sleep(2500 * MS).await;
    assert_eq!(other_log.take(), ["tick", "tick"]);
    soon(one.shutdown()).await;
    settle().await;
    assert!(timer.is_over());
    tokio::time::sleep(5 * SECOND).await;
    assert!(other_log.all().is_empty());
    assert!(other.pid().is_some());
}

/// For a process that has ended for good there is nothing to be sent.
#[tokio::test(start_paused = true)]
async fn a_timer_for_the_dead() {
    let (_, one) = clock();
    let (_, other) = clock();
    let timer = one.beat(other.clone()).await.unwrap();
    soon(other.shutdown()).await;
    tokio::time::sleep(2 * SECOND).await;
    assert!(timer.is_over());
    let timer = other.tick().after(SECOND);
    tokio::time::sleep(2 * SECOND).await;
    assert!(timer.is_over());
}

/// A process that makes many timers does not keep those that have fired.
#[tokio::test(start_paused = true)]
async fn ten_thousand_timers() {
    let (log, one) = clock();
    for _ in 0..10_000 {
        one.remind(MS).await.unwrap();
    }
    tokio::time::sleep(SECOND).await;
    assert_eq!(log.all().len(), 10_000);
}

#[tokio::test(start_paused = true)]
async fn a_cancel_says_whether_it_was_in_time() {
    let log = Log::new();
    let (root, worker) = supervised(&log).await;
    let timer = worker.note("sent".to_owned()).after(SECOND);
    tokio::time::sleep(2 * SECOND).await;
    assert!(!timer.cancel());
    let timer = worker.note("never".to_owned()).after(SECOND);
    assert!(timer.cancel());
    assert!(!timer.cancel());
    let ticks = worker.note("tick".to_owned()).every(SECOND);
    tokio::time::sleep(1500 * MS).await;
    assert!(ticks.cancel());
    assert!(!ticks.cancel());
    // Of a process that has ended.
    let timer = worker.note("never".to_owned()).after(SECOND);
    let again = worker.wait_restarted();
    worker.kill();
    soon(again).await.unwrap();
    assert!(!timer.cancel());
    tokio::time::sleep(10 * SECOND).await;
    assert_eq!(log.all(), ["init", "sent", "tick", "init"]);
    drop(root);
}

#[tokio::test(start_paused = true)]
async fn a_reset_starts_the_time_anew() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    let timer = worker.note("once".to_owned()).after(SECOND);
    assert_eq!(timer.remaining(), Some(SECOND));
    tokio::time::sleep(900 * MS).await;
    assert_eq!(timer.remaining(), Some(100 * MS));
    assert!(timer.reset(SECOND));
    tokio::time::sleep(900 * MS).await;
    assert_eq!(log.take(), ["init"]);
    // Earlier than it would have been, too.
    assert!(timer.reset(10 * SECOND));
    settle().await;
    assert!(timer.reset(SECOND));
    tokio::time::sleep(999 * MS).await;
    assert!(log.all().is_empty());
    tokio::time::sleep(2 * MS).await;
    assert_eq!(log.take(), ["once"]);
    // What was sent is gone.
    assert_eq!(timer.remaining(), None);
    assert!(!timer.reset(SECOND));
    tokio::time::sleep(10 * SECOND).await;
    assert!(log.all().is_empty());

    let ticks = worker.note("tick".to_owned()).every(SECOND);
    tokio::time::sleep(1500 * MS).await;
    assert!(ticks.reset(2 * SECOND));
    log.take();
    tokio::time::sleep(1900 * MS).await;
    assert!(log.all().is_empty());
    tokio::time::sleep(1200 * MS).await;
    assert_eq!(log.take(), ["tick", "tick"]);
    ticks.cancel();
    assert!(!ticks.reset(SECOND));
    assert_eq!(ticks.remaining(), None);
}

/// One that waits for room gives its place in the line up.
#[tokio::test(start_paused = true)]
async fn a_reset_on_a_full_mailbox() {
    let log = Log::new();
    let worker = Worker::spawn(log.clone()).await.unwrap();
    let gate = Gate::new();
    let held = worker.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    for _ in 0..4 {
        worker.add(1).try_send().unwrap().cancel();
    }
    let first = worker.note("first".to_owned()).after(SECOND);
    let second = worker.note("second".to_owned()).after(2 * SECOND);
    tokio::time::sleep(3 * SECOND).await;
    assert!(first.reset(SECOND));
    tokio::time::sleep(2 * SECOND).await;
    assert!(!first.is_over() && !second.is_over());
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["init", "second", "first"]);
}

/// On threads: what is cancelled in time is never sent, and what is not is sent.
#[test]
fn cancelled_at_the_moment_at_which_it_fires() {
    threads(2).block_on(really(async {
        let worker = worker().await;
        let mut in_time = 0;
        for round in 0..2_000 {
            let timer = worker.add(1).after(Duration::ZERO);
            for _ in 0..round % 20 {
                std::hint::spin_loop();
            }
            if round % 3 == 0 {
                tokio::task::yield_now().await;
            }
            in_time += u64::from(timer.cancel());
            // Sent before, or never.
            let sent = worker.add(0).await.unwrap();
            assert_eq!(sent + in_time, round + 1);
        }
    }));
}

/// On threads: a reset in time puts it off, and it is sent once all the same.
#[test]
fn reset_at_the_moment_at_which_it_fires() {
    threads(2).block_on(really(async {
        let worker = worker().await;
        for round in 0..1_000 {
            let timer = worker.add(1).after(Duration::ZERO);
            if round % 3 == 0 {
                tokio::task::yield_now().await;
            }
            if timer.reset(3600 * SECOND) {
                assert_eq!(worker.add(0).await.unwrap(), round);
                assert!(timer.reset(Duration::ZERO));
            }
            while !timer.is_over() {
                tokio::task::yield_now().await;
            }
            assert_eq!(worker.add(0).await.unwrap(), round + 1);
        }
    }));
}

#[tokio::test(start_paused = true)]
async fn ticks_for_which_it_was_late() {
    for (policy, at_once, next, missed) in [
        (MissedTicks::Delay, 1, SECOND, 3),
        (MissedTicks::Skip, 1, 600 * MS, 3),
        (MissedTicks::Burst, 4, 600 * MS, 0),
    ] {
        let log = Log::new();
        let worker = Worker::spawn(log.clone()).await.unwrap();
        let ticks = worker.note("tick".to_owned()).every(SECOND);
        let ticks = ticks.on_missed(policy);
        settle().await;
        // At once, and not step by step.
        tokio::time::advance(4399 * MS).await;
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert_eq!(log.take()[1..], vec!["tick"; at_once], "{policy:?}");
        assert_eq!(ticks.missed(), missed, "{policy:?}");
        assert_eq!(ticks.remaining(), Some(next), "{policy:?}");
        tokio::time::sleep(next).await;
        settle().await;
        assert_eq!(log.take(), ["tick"], "{policy:?}");
    }
}

/// One that traps, and one that does not, with signals that come later.
struct Mortal {
    log: Log,
}

#[managed_process]
impl Mortal {
    #[call]
    fn exit_after(&mut self, delay: Duration, cx: &mut Cx<Self>) -> Timer {
        cx.exit_after(delay, error("time is up"))
    }

    #[call]
    fn kill_after(&mut self, delay: Duration, cx: &mut Cx<Self>) -> Timer {
        cx.kill_after(delay)
    }

    #[call]
    fn end_another(&mut self, other: MortalRef, kill: bool) -> Timer {
        match kill {
            true => Handle::kill_after(&other, SECOND),
            false => Handle::exit_after(&other, SECOND, ExitReason::Shutdown),
        }
    }

    #[exit]
    fn exited(&mut self, exit: Exit) {
        let from = exit
            .from
            .map_or("outside".to_owned(), |from| from.to_string());
        self.log.say(format!("{} from {from}", kind(&exit.reason)));
    }
}

fn mortal() -> (Log, MortalRef) {
    let log = Log::new();
    (log.clone(), Mortal { log }.spawn())
}

#[tokio::test(start_paused = true)]
async fn exits_and_kills_come_later() {
    let (log, one) = mortal();
    let pid = one.pid().unwrap();
    one.exit_after(SECOND).await.unwrap();
    tokio::time::sleep(900 * MS).await;
    assert!(log.all().is_empty());
    tokio::time::sleep(200 * MS).await;
    assert_eq!(log.take(), [format!("error from {pid}")]);
    Handle::exit_after(&one, SECOND, ExitReason::Normal);
    tokio::time::sleep(2 * SECOND).await;
    assert_eq!(log.take(), ["normal from outside"]);
    // A kill, by whatever name, is not trapped.
    let timer = one.kill_after(SECOND).await.unwrap();
    assert!(timer.cancel());
    tokio::time::sleep(2 * SECOND).await;
    let timer = one.kill_after(SECOND).await.unwrap();
    assert!(timer.reset(10 * SECOND));
    let before = Instant::now();
    assert_eq!(kind(&soon(one.closed()).await), "killed");
    assert!(before.elapsed() >= 10 * SECOND && timer.is_over());
    let (log, one) = mortal();
    Handle::exit_after(&one, SECOND, ExitReason::Killed);
    assert_eq!(kind(&soon(one.closed()).await), "killed");
    assert!(log.all().is_empty());
    // Not trapped, it ends the process.
    let worker = worker().await;
    worker.exit_after(SECOND, error("late"));
    assert_eq!(kind(&soon(worker.closed()).await), "error");
}

#[tokio::test(start_paused = true)]
async fn a_signal_for_another_ends_with_who_ordered_it() {
    let (_, one) = mortal();
    let (other_log, other) = mortal();
    one.end_another(other.clone(), false).await.unwrap();
    tokio::time::sleep(2 * SECOND).await;
    let from = one.pid().unwrap();
    assert_eq!(other_log.take(), [format!("shutdown from {from}")]);
    let timer = one.end_another(other.clone(), true).await.unwrap();
    soon(one.shutdown()).await;
    assert!(timer.is_over());
    tokio::time::sleep(2 * SECOND).await;
    assert!(other.pid().is_some() && other_log.all().is_empty());
}

/// What was meant for one incarnation does not hit the next.
#[tokio::test(start_paused = true)]
async fn a_signal_is_for_one_incarnation() {
    let log = Log::new();
    let (root, worker) = supervised(&log).await;
    let kill = worker.kill_after(SECOND);
    let exit = worker.exit_after(SECOND, ExitReason::Shutdown);
    let again = worker.wait_restarted();
    worker.kill();
    soon(again).await.unwrap();
    assert!(kill.is_over() && exit.is_over());
    tokio::time::sleep(2 * SECOND).await;
    assert_eq!(worker.pid().unwrap().incarnation(), 2);
    drop(root);
    soon(worker.closed()).await;
    // Nobody is there.
    let kill = worker.kill_after(SECOND);
    assert!(kill.is_over() && !kill.cancel() && !kill.reset(SECOND));
}

/// Reminds itself where that is of no use.
struct Late {
    log: Log,
}

#[managed_process]
impl Late {
    /// The second run fails here, after a while in which its clock ticks.
    #[init]
    async fn start(log: Log, cx: &mut Cx<Self>) -> Result<Self, String> {
        let run = cx.pid().incarnation();
        cx.me().tick(run).every(SECOND);
        tokio::time::sleep(3500 * MS).await;
        match run {
            2 => Err("not yet".to_owned()),
            _ => Ok(Self { log }),
        }
    }

    #[cast]
    fn tick(&mut self, run: u32) {
        self.log.say(format!("tick of {run}"));
    }

    #[cast]
    fn end(&mut self) -> Action<Self> {
        Action::stop(error("x"))
    }

    #[terminate]
    async fn bye(self, cx: &mut Cx<Self>) {
        self.log.say("bye");
        cx.me().tick(0).after(Duration::ZERO);
        tokio::time::sleep(2 * SECOND).await;
    }
}

/// Neither what came in during a failed init is for the next incarnation, nor what comes in during
/// terminate, when the next one's messages come in already.
#[tokio::test(start_paused = true)]
async fn a_message_to_oneself_is_for_this_incarnation() {
    let log = Log::new();
    let mut top = Supervisor::new("top").limit(Limit::new(1000, SECOND));
    let inner = log.clone();
    let late = top.add(Child::<Late>::new("late", move || inner.clone()));
    let root = soon(top.start()).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["tick of 1"; 3]);
    let again = late.wait_restarted();
    late.end().await.unwrap();
    assert_eq!(soon(again).await.unwrap().incarnation(), 3);
    settle().await;
    assert_eq!(log.all(), ["bye", "tick of 3", "tick of 3", "tick of 3"]);
    // One of terminate's, two that came during it, three of the init that failed.
    assert_eq!(late.dead_letters(), 6);
    drop(root);
}

/// With their runtime.
#[test]
fn timers_end_with_their_runtime() {
    let log = Log::new();
    let timers = {
        let runtime = threads(1);
        runtime.block_on(async {
            let worker = Worker::spawn(log.clone()).await.unwrap();
            [
                worker.note("never".to_owned()).after(3600 * SECOND),
                worker.note("never".to_owned()).every(3600 * SECOND),
                worker.kill_after(3600 * SECOND),
            ]
        })
    };
    for timer in timers {
        assert!(timer.is_over() && !timer.cancel());
    }
    assert_eq!(log.all(), ["init"]);
}
