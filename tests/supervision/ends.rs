//! How children are stopped, and what if they resist.

use supervise::prelude::*;
use supervise::{Child, Outcome, Restart, Shutdown, Status, Strategy, Supervisor};
use tokio::time::Instant;

use crate::support::*;

fn names(names: &[std::sync::Arc<str>]) -> Vec<&str> {
    names.iter().map(|name| &**name).collect()
}

/// Stops a tree of one such child: the outcome, what happened, and how long it took.
async fn stopped(child: Child<Actor>, journal: &Journal) -> (Outcome, String, u128) {
    let mut top = Supervisor::new("top");
    top.add(child);
    let root = start(top).await;
    journal.take();
    let begun = Instant::now();
    let outcome = within(root.shutdown()).await;
    (outcome, journal.take(), begun.elapsed().as_millis())
}

#[tokio::test(start_paused = true)]
async fn a_terminate_that_panics_is_an_orderly_end() {
    let journal = Journal::new();
    let script = journal.script("a").ends([Bye::Panic]);
    let (outcome, noted, _) = stopped(script.child(), &journal).await;
    assert!(outcome.is_orderly(), "{outcome:?}");
    assert_eq!(noted, "xa");
    assert_eq!(script.alive(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_terminate_that_panics_does_not_replace_the_reason() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let script = journal.script("a").ends([Bye::Panic]);
    let a = top.add(script.child().restart(Restart::Transient));
    let root = start(top).await;
    a.stop(ExitReason::Normal).await.unwrap();
    assert!(within(a.closed()).await.is_normal());
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_terminate_that_hangs_is_broken_off_after_the_budget() {
    let journal = Journal::new();
    let script = || journal.script("a").ends([Bye::Hang]);
    let (outcome, noted, millis) = stopped(script().child(), &journal).await;
    assert_eq!((noted.as_str(), millis), ("~a", 5_000));
    assert_eq!(names(&outcome.unclean), ["a"]);
    assert!(outcome.abandoned.is_empty());
    assert!(outcome.reason.is_graceful());
    assert!(!outcome.is_orderly());

    let short = script().child().shutdown(Shutdown::After(SECOND));
    let (outcome, _, millis) = stopped(short, &journal).await;
    assert_eq!(names(&outcome.unclean), ["a"]);
    assert_eq!(millis, 1_000);
}

#[tokio::test(start_paused = true)]
async fn infinity_waits_as_long_as_it_takes() {
    let journal = Journal::new();
    let script = journal.script("a").ends([Bye::Slow(500 * SECOND)]);
    let child = script.child().shutdown(Shutdown::Infinity);
    let (outcome, noted, millis) = stopped(child, &journal).await;
    assert_eq!((noted.as_str(), millis), ("-a", 500_000));
    assert!(outcome.is_orderly());
}

#[tokio::test(start_paused = true)]
async fn brutal_kill_asks_nobody_and_is_orderly() {
    let journal = Journal::new();
    let script = journal.script("a").ends([Bye::Hang]);
    let child = script.child().shutdown(Shutdown::BrutalKill);
    let (outcome, noted, millis) = stopped(child, &journal).await;
    assert_eq!((noted.as_str(), millis), ("", 0));
    assert!(outcome.is_orderly(), "{outcome:?}");
    assert_eq!(script.alive(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_running_handler_and_terminate_share_the_budget() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let script = journal.script("a").ends([Bye::Slow(2 * SECOND)]);
    let a = top.add(script.child());
    let root = start(top).await;
    let busy = within(a.hang().begin()).await.unwrap();
    settle().await;
    let begun = Instant::now();
    let outcome = within(root.shutdown()).await;
    // Half of it for the handler, which hangs; then terminate still has its time.
    assert_eq!(begun.elapsed(), millis(4_500));
    assert!(outcome.is_orderly(), "{outcome:?}");
    assert_eq!(journal.take(), "+a -a");
    within(busy).await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn unclean_children_of_nested_supervisors_are_named_by_path() {
    let journal = Journal::new();
    let mut deep = Supervisor::new("deep");
    deep.add(journal.script("a").ends([Bye::Hang]).child());
    let mut inner = Supervisor::new("inner");
    inner.add(deep);
    inner.add(journal.script("b").ends([Bye::Hang]).child());
    let mut top = Supervisor::new("top");
    top.add(journal.script("c").ends([Bye::Hang]).child());
    top.add(inner);
    let workers = journal.script("w").ends([Bye::Well, Bye::Hang, Bye::Well]);
    let one_at_a_time = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
    top.add(supervise::Pool::<Actor>::new("pool", 3, move || {
        let number = one_at_a_time.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        workers.another(&format!("w{number}"))
    }));
    let root = start(top).await;
    let outcome = within(root.shutdown()).await;
    let mut unclean = names(&outcome.unclean);
    unclean.sort_unstable();
    assert_eq!(unclean[0..3], ["c", "inner.b", "inner.deep.a"]);
    assert_eq!(unclean.len(), 4);
    assert!(unclean[3].starts_with("pool."));
    assert!(!outcome.is_orderly());
}

#[tokio::test(start_paused = true)]
async fn unclean_stops_in_a_restart_are_no_part_of_the_outcome() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner").strategy(Strategy::OneForAll);
    let a = inner.add(journal.child("a"));
    inner.add(journal.script("b").ends([Bye::Hang]).child());
    let mut top = Supervisor::new("top").strategy(Strategy::OneForAll);
    top.add(inner);
    let c = top.add(journal.script("c").ends([Bye::Well, Bye::Hang]).child());
    let d = top.add(journal.child("d"));
    let root = start(top).await;
    a.bounce().await;
    assert_eq!(within(d.run()).await.unwrap(), 1);
    c.bounce().await;
    assert_eq!(within(d.run()).await.unwrap(), 2);
    d.bounce().await;
    within(d.run()).await.unwrap();
    let outcome = within(root.shutdown()).await;
    assert!(outcome.is_orderly(), "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn a_budget_of_a_supervisor_cuts_its_children_short() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner").shutdown(Shutdown::After(2 * SECOND));
    let short = || Shutdown::After(millis(900));
    let hanging = |name| journal.script(name).ends([Bye::Hang]).child();
    inner.add(hanging("a").shutdown(short()));
    inner.add(hanging("b").shutdown(short()));
    let mut top = Supervisor::new("top");
    top.add(inner);
    let root = start(top).await;
    let begun = Instant::now();
    let outcome = within(root.shutdown()).await;
    assert_eq!(begun.elapsed(), millis(1_800));
    assert_eq!(names(&outcome.unclean), ["inner.b", "inner.a"]);
}

#[tokio::test(start_paused = true)]
async fn a_supervisor_that_is_killed_kills_all_below() {
    let journal = Journal::new();
    let scripts = ["a", "b"].map(|name| journal.script(name).ends([Bye::Hang]));
    let mut deep = Supervisor::new("deep");
    deep.add(scripts[1].child().shutdown(Shutdown::Infinity));
    let mut inner = Supervisor::new("inner").shutdown(Shutdown::BrutalKill);
    inner.add(scripts[0].child());
    inner.add(deep);
    let mut top = Supervisor::new("top");
    top.add(inner);
    let root = start(top).await;
    journal.take();
    let begun = Instant::now();
    let outcome = within(root.shutdown()).await;
    assert!(begun.elapsed() < SECOND);
    assert_eq!(journal.take(), "");
    assert_eq!(scripts.map(|script| script.alive()), [0, 0]);
    assert!(outcome.is_orderly(), "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn a_child_that_exits_by_itself_while_it_is_being_stopped_is_stopped() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    let crashing = within(a.crash_after(millis(500)).begin()).await.unwrap();
    let leaving = within(b.work(SECOND).begin()).await.unwrap();
    b.stop(ExitReason::error("late")).await.unwrap();
    settle().await;
    let outcome = within(root.shutdown()).await;
    assert!(outcome.is_orderly(), "{outcome:?}");
    assert!(matches!(
        within(crashing).await,
        Err(CallError::Ended(ExitReason::Panic(_)))
    ));
    within(leaving).await.unwrap();
    assert_eq!(journal.take(), "+a +b -a -b");
}

#[tokio::test(start_paused = true)]
async fn a_terminate_after_a_crash_has_the_budget_too_and_then_the_child_is_restarted() {
    let journal = Journal::new();
    let script = journal.script("a").ends([Bye::Hang, Bye::Slow(4 * SECOND)]);
    let mut top = Supervisor::new("top");
    let a = top.add(script.child());
    let root = start(top).await;
    let begun = Instant::now();
    a.bounce().await;
    assert_eq!(begun.elapsed(), 5 * SECOND);
    a.bounce().await;
    assert_eq!(begun.elapsed(), 9 * SECOND);
    assert_eq!(journal.take(), "+a ~a +a -a +a");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_child_that_starts_is_stopped_in_its_init() {
    let journal = Journal::new();
    let script = journal.script("a").inits([Begin::Well, Begin::Hang]);
    let mut top = Supervisor::new("top");
    let a = top.add(script.child());
    let root = start(top).await;
    a.crash().await.unwrap();
    tokio::time::sleep(SECOND).await;
    assert!(matches!(a.status(), Status::Starting));
    let begun = Instant::now();
    let outcome = within(root.shutdown()).await;
    assert!(begun.elapsed() < SECOND);
    assert!(outcome.is_orderly(), "{outcome:?}");
    assert_eq!(script.alive(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_child_killed_while_it_is_stopped_does_not_delay_the_others() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    top.add(journal.child("a"));
    let b = top.add(journal.script("b").ends([Bye::Hang]).child());
    let root = start(top).await;
    let begun = Instant::now();
    let ending = tokio::spawn(root.shutdown());
    tokio::time::sleep(SECOND).await;
    b.kill();
    let outcome = within(ending).await.unwrap();
    assert_eq!(begun.elapsed(), SECOND);
    assert!(outcome.is_orderly(), "{outcome:?}");
    assert_eq!(journal.take(), "+a +b ~b -a");
}
