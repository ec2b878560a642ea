//! How many restarts are too many, and what follows.

use std::time::Duration;

use supervise::prelude::*;
use supervise::{Limit, Restart, Strategy, Supervisor};

use crate::support::*;

fn limited(reason: &ExitReason) -> &supervise::LimitReached {
    match reason {
        ExitReason::RestartLimit(limit) => limit,
        other => panic!("not the limit: {other}"),
    }
}

#[tokio::test(start_paused = true)]
async fn the_limit_itself_is_allowed_and_one_more_is_not() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").limit(Limit::new(2, 10 * SECOND));
    let a = top.add(journal.child("a"));
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    a.bounce().await;
    tokio::time::sleep(SECOND).await;
    b.bounce().await;
    tokio::time::sleep(2 * SECOND).await;
    assert_eq!(within(a.run()).await.unwrap(), 2);
    journal.take();
    a.crash().await.unwrap();
    let outcome = within(root.ended()).await;
    let limit = limited(&outcome.reason);
    assert_eq!(&*limit.child, "a");
    assert_eq!(limit.restarts, 2);
    assert!(matches!(limit.reason, ExitReason::Panic(_)));
    assert!(limit.abandoned.is_empty());
    let history = limit.history.iter();
    let history = history.map(|failure| (&*failure.child, failure.ago, failure.reason.to_string()));
    let [first, second, last] = history.collect::<Vec<_>>().try_into().unwrap();
    assert_eq!((first.0, first.1), ("a", 3 * SECOND));
    assert_eq!((second.0, second.1), ("b", 2 * SECOND));
    assert_eq!(last, ("a", Duration::ZERO, limit.reason.to_string()));
    assert!(first.2.starts_with("panic: scripted"), "{}", first.2);
    assert!(!outcome.is_orderly());
    // The others were stopped in order.
    assert_eq!(journal.take(), "-a -b");
    assert!(matches!(
        within(b.run()).await,
        Err(CallError::NotDelivered(_))
    ));
    assert!(matches!(within(a.closed()).await, ExitReason::Panic(_)));
}

#[tokio::test(start_paused = true)]
async fn the_default_is_three_in_five_seconds() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    for _ in 0..3 {
        a.bounce().await;
    }
    a.break_for_good().await;
    assert_eq!(limited(&within(root.ended()).await.reason).restarts, 3);
}

/// Two restarts at these times after the first one: is the second still within the limit of 1 in
/// 5 seconds?
async fn second_restart_after(pause: Duration) -> bool {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").limit(Limit::new(1, 5 * SECOND));
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    // Inside of the supervisor's task, both restarts happen at the very time of the crash.
    a.bounce().await;
    tokio::time::sleep(pause).await;
    let again = a.wait_restarted();
    a.crash().await.unwrap();
    let allowed = within(again).await.is_ok();
    drop(root);
    allowed
}

#[tokio::test(start_paused = true)]
async fn a_restart_exactly_one_period_old_still_counts() {
    assert!(!second_restart_after(millis(4_999)).await);
    assert!(!second_restart_after(millis(5_000)).await);
    assert!(second_restart_after(millis(5_001)).await);
}

#[tokio::test(start_paused = true)]
async fn the_window_slides() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").limit(Limit::new(2, 5 * SECOND));
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    for _ in 0..20 {
        a.bounce().await;
        tokio::time::sleep(3 * SECOND).await;
    }
    assert_eq!(within(a.run()).await.unwrap(), 21);
    a.bounce().await;
    a.break_for_good().await;
    limited(&within(root.ended()).await.reason);
}

#[tokio::test(start_paused = true)]
async fn without_a_limit_nothing_is_too_much() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").limit(Limit::NONE);
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    for _ in 0..500 {
        a.bounce().await;
    }
    assert_eq!(within(a.run()).await.unwrap(), 501);
    assert!(within(root.shutdown()).await.is_orderly());
}

#[tokio::test(start_paused = true)]
async fn a_supervisor_that_gave_up_is_restarted_by_its_own_and_handles_stay_valid() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner").limit(Limit::new(1, 5 * SECOND));
    let a = inner.add(journal.child("a"));
    let b = inner.add(journal.child("b"));
    let mut top = Supervisor::new("top");
    let x = top.add(journal.child("x"));
    let inner = top.add(inner);
    let y = top.add(journal.child("y"));
    let root = start(top).await;
    journal.take();
    a.bounce().await;
    assert_eq!(journal.take(), "-a +a");
    a.bounce().await;
    assert_eq!(within(b.run()).await.unwrap(), 2);
    assert_eq!(journal.take(), "-a -b +a +b");
    assert_eq!(within(a.run()).await.unwrap(), 3);
    assert_eq!(within(x.run()).await.unwrap(), 1);
    assert_eq!(within(y.run()).await.unwrap(), 1);
    assert!(matches!(inner.status(), supervise::Status::Running));
    // It has a new window.
    a.bounce().await;
    assert_eq!(within(a.run()).await.unwrap(), 4);
    let snapshot = root.supervisor().snapshot();
    assert_eq!(snapshot.find("inner").unwrap().restarts, 1);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_transient_supervisor_that_gave_up_is_restarted() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner")
        .limit(Limit::new(1, 5 * SECOND))
        .restart(Restart::Transient);
    let a = inner.add(journal.child("a"));
    let mut top = Supervisor::new("top");
    top.add(inner);
    let root = start(top).await;
    a.bounce().await;
    a.bounce().await;
    assert_eq!(within(a.run()).await.unwrap(), 3);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_temporary_supervisor_that_gave_up_is_gone() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner")
        .limit(Limit::new(1, 5 * SECOND))
        .restart(Restart::Temporary);
    let a = inner.add(journal.child("a"));
    let b = inner.add(journal.child("b"));
    let mut top = Supervisor::new("top");
    let inner = top.add(inner);
    let root = start(top).await;
    a.bounce().await;
    a.break_for_good().await;
    limited(&within(inner.closed()).await);
    within(b.closed()).await;
    assert!(matches!(
        within(b.run()).await,
        Err(CallError::NotDelivered(_))
    ));
    assert!(within(root.shutdown()).await.is_orderly());
}

#[tokio::test(start_paused = true)]
async fn giving_up_climbs_to_the_root() {
    let journal = Journal::new();
    let mut deep = Supervisor::new("deep").limit(Limit::new(1, 60 * SECOND));
    let a = deep.add(journal.child("a"));
    let mut inner = Supervisor::new("inner").limit(Limit::new(1, 60 * SECOND));
    let b = inner.add(journal.child("b"));
    inner.add(deep);
    let mut top = Supervisor::new("top").limit(Limit::new(1, 60 * SECOND));
    let c = top.add(journal.child("c"));
    top.add(inner);
    let root = start(top).await;
    // Each level takes one restart, and each restart of a level gives those below a new window.
    for run in 2..=8 {
        a.bounce().await;
        assert_eq!(within(a.run()).await.unwrap(), run);
    }
    assert_eq!(within(b.run()).await.unwrap(), 2);
    assert_eq!(within(c.run()).await.unwrap(), 1);
    a.break_for_good().await;
    let outcome = within(root.ended()).await;
    let limit = limited(&outcome.reason);
    assert_eq!(&*limit.child, "inner");
    let limit = limited(&limit.reason);
    assert_eq!(&*limit.child, "deep");
    let limit = limited(&limit.reason);
    assert_eq!(&*limit.child, "a");
    assert!(matches!(limit.reason, ExitReason::Panic(_)));
    within(b.closed()).await;
    within(c.closed()).await;
}

#[tokio::test(start_paused = true)]
async fn a_group_that_keeps_failing_gives_up_too() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top")
        .strategy(Strategy::RestForOne)
        .limit(Limit::new(2, 5 * SECOND));
    let a = top.add(journal.child("a"));
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    a.bounce().await;
    assert_eq!(within(b.run()).await.unwrap(), 2);
    b.bounce().await;
    assert_eq!(within(b.run()).await.unwrap(), 3);
    journal.take();
    a.crash().await.unwrap();
    let outcome = within(root.ended()).await;
    assert_eq!(&*limited(&outcome.reason).child, "a");
    assert_eq!(journal.take(), "-a -b");
}
