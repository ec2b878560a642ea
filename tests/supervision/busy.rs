//! A supervisor is never kept waiting by one of its children.

use supervise::prelude::*;
use supervise::{Dynamic, Restart, Status, Supervisor};
use tokio::time::Instant;

use crate::support::*;

#[tokio::test(start_paused = true)]
async fn a_slow_init_at_a_restart_delays_no_other_restart() {
    let journal = Journal::new();
    let script = journal
        .script("a")
        .inits([Begin::Well, Begin::Slow(20 * SECOND)]);
    let mut top = Supervisor::new("top");
    let a = top.add(script.child());
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    let begun = Instant::now();
    let again = a.wait_restarted();
    a.crash().await.unwrap();
    settle().await;
    b.bounce().await;
    assert!(begun.elapsed() < SECOND);
    assert!(matches!(a.status(), Status::Starting));
    within(again).await.unwrap();
    assert_eq!(begun.elapsed(), 20 * SECOND);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_slow_terminate_after_a_crash_delays_nobody() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.script("a").ends([Bye::Slow(4 * SECOND)]).child());
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    let begun = Instant::now();
    a.crash().await.unwrap();
    settle().await;
    b.bounce().await;
    assert!(begun.elapsed() < SECOND);
    assert_eq!(within(a.run()).await.unwrap(), 2);
    assert_eq!(begun.elapsed(), 4 * SECOND);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn slow_starts_and_stops_of_dynamic_children_delay_no_others() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let dynamic = top.add(Dynamic::<Actor>::new("dynamic").restart(Restart::Permanent));
    let root = start(top).await;
    let begun = Instant::now();
    let leaving = journal.script("a").ends([Bye::Slow(4 * SECOND)]);
    let leaving = within(dynamic.start(leaving)).await.unwrap();
    let stopping = tokio::spawn({
        let dynamic = dynamic.clone();
        async move { dynamic.stop(&leaving).await }
    });
    let starting = tokio::spawn({
        let dynamic = dynamic.clone();
        let script = journal.script("b").inits([Begin::Slow(20 * SECOND)]);
        async move { dynamic.start(script).await }
    });
    settle().await;
    let c = within(dynamic.start(journal.script("c"))).await.unwrap();
    c.bounce().await;
    assert!(within(dynamic.stop(&c)).await);
    assert!(begun.elapsed() < SECOND);
    assert_eq!(dynamic.len(), 2);
    assert!(within(stopping).await.unwrap());
    assert_eq!(begun.elapsed(), 4 * SECOND);
    within(starting).await.unwrap().unwrap();
    assert_eq!(begun.elapsed(), 20 * SECOND);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn two_requests_to_stop_the_same_child_are_both_answered() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let dynamic = top.add(Dynamic::<Actor>::new("dynamic"));
    let root = start(top).await;
    let script = journal.script("a").ends([Bye::Slow(SECOND)]);
    let a = within(dynamic.start(script)).await.unwrap();
    let (first, second) = tokio::join!(dynamic.stop(&a), dynamic.stop(&a));
    assert!(first && second);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_in_the_middle_of_a_slow_boot_is_obeyed_at_once() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner");
    inner.add(journal.child("a"));
    inner.add(journal.script("b").inits([Begin::Hang]).child());
    let mut top = Supervisor::new("top");
    top.add(inner);
    let supervisor = top.handle();
    let begun = Instant::now();
    let starting = tokio::spawn(top.start());
    tokio::time::sleep(SECOND).await;
    supervisor.stop(ExitReason::Shutdown);
    within(starting).await.unwrap().unwrap_err();
    assert_eq!(begun.elapsed(), SECOND);
    assert_eq!(journal.take(), "+a -a");
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_is_obeyed_while_a_nested_supervisor_restarts() {
    let journal = Journal::new();
    let script = journal.script("a").inits([Begin::Well, Begin::Hang]);
    let mut inner = Supervisor::new("inner");
    let a = inner.add(script.child());
    let mut top = Supervisor::new("top");
    let inner = top.add(inner);
    let root = start(top).await;
    inner.stop(ExitReason::Normal);
    tokio::time::sleep(SECOND).await;
    assert!(matches!(a.status(), Status::Starting));
    let begun = Instant::now();
    let outcome = within(root.shutdown()).await;
    assert!(begun.elapsed() < SECOND);
    assert!(outcome.is_orderly(), "{outcome:?}");
    within(a.closed()).await;
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_waits_for_nobody() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    top.add(journal.script("a").inits([Begin::Hang]).child());
    let supervisor = top.handle();
    let starting = tokio::spawn(top.start());
    settle().await;
    let snapshot = supervisor.snapshot();
    assert!(matches!(
        snapshot.find("a").unwrap().status,
        Status::Starting
    ));
    starting.abort();
    within(supervisor.closed()).await;
}
