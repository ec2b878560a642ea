//! Restarts that fail.

use supervise::prelude::*;
use supervise::{Child, Limit, Restart, Strategy, Supervisor, Timeout};

use crate::support::*;

fn then(begin: &[Begin]) -> Vec<Begin> {
    let mut all = vec![Begin::Well];
    all.extend_from_slice(begin);
    all
}

#[tokio::test(start_paused = true)]
async fn a_failing_restart_is_tried_again() {
    let journal = Journal::new();
    let script = journal
        .script("a")
        .inits(then(&[Begin::Fail, Begin::Panic]));
    let mut top = Supervisor::new("top");
    let a = top.add(script.child());
    let root = start(top).await;
    // Three restarts: two fail.
    a.bounce().await;
    assert_eq!(within(a.run()).await.unwrap(), 4);
    assert_eq!(journal.take(), "+a -a +a");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn each_try_counts_under_the_limit() {
    let journal = Journal::new();
    let script = journal
        .script("a")
        .inits(then(&[Begin::Fail, Begin::Fail, Begin::Fail]));
    let mut top = Supervisor::new("top");
    let a = top.add(script.child());
    top.add(journal.child("b"));
    let root = start(top).await;
    journal.take();
    let reason = a.break_for_good().await;
    assert_eq!(reason.to_string(), "error: a fails");
    let outcome = within(root.ended()).await;
    match outcome.reason {
        ExitReason::RestartLimit(limit) => {
            assert_eq!(&*limit.child, "a");
            assert_eq!(limit.reason.to_string(), "error: a fails");
        }
        other => panic!("{other}"),
    }
    assert_eq!(script.runs(), 4);
    assert_eq!(journal.take(), "-a -b");
}

#[tokio::test(start_paused = true)]
async fn a_hanging_restart_times_out_and_is_tried_again() {
    let journal = Journal::new();
    let script = journal.script("a").inits(then(&[Begin::Hang]));
    let mut top = Supervisor::new("top");
    let a = top.add(script.child().start_timeout(Timeout::After(2 * SECOND)));
    let root = start(top).await;
    let begun = tokio::time::Instant::now();
    a.bounce().await;
    assert_eq!(begun.elapsed(), 2 * SECOND);
    assert_eq!(within(a.run()).await.unwrap(), 3);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_restart_that_is_ignored_leaves_the_place_empty() {
    for restart in [Restart::Permanent, Restart::Transient] {
        let journal = Journal::new();
        let script = journal.script("a").inits(then(&[Begin::Ignore]));
        let mut top = Supervisor::new("top");
        let a = top.add(script.child().restart(restart));
        let root = start(top).await;
        assert!(a.break_for_good().await.is_normal());
        assert!(matches!(
            within(a.run()).await,
            Err(CallError::NotDelivered(ExitReason::Normal))
        ));
        assert!(within(root.shutdown()).await.is_orderly());
    }
}

#[tokio::test(start_paused = true)]
async fn arguments_that_panic_at_a_restart_are_tried_again() {
    let journal = Journal::new();
    let script = journal.script("a");
    let count = std::sync::atomic::AtomicU32::new(0);
    let mut top = Supervisor::new("top");
    let kept = script.clone();
    let a = top.add(Child::<Actor>::new("a", move || {
        let nth = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        assert!(nth != 1, "{BOOM}: arguments");
        kept.clone()
    }));
    let root = start(top).await;
    a.bounce().await;
    assert_eq!(a.pid().unwrap().incarnation(), 3);
    assert_eq!(script.runs(), 2);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn in_a_group_those_that_were_started_again_go_down_with_the_failure() {
    let journal = Journal::new();
    let script = journal.script("b").inits(then(&[Begin::Fail]));
    let mut top = Supervisor::new("top").strategy(Strategy::OneForAll);
    let a = top.add(journal.child("a"));
    top.add(script.child());
    let c = top.add(journal.child("c"));
    let root = start(top).await;
    journal.take();
    c.bounce().await;
    assert_eq!(within(a.run()).await.unwrap(), 3);
    assert_eq!(journal.take(), "-c -b -a +a -a +a +b +c");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn rest_for_one_goes_on_from_the_one_that_failed() {
    let journal = Journal::new();
    let script = journal.script("b").inits(then(&[Begin::Fail]));
    let mut top = Supervisor::new("top").strategy(Strategy::RestForOne);
    let a = top.add(journal.child("a"));
    top.add(script.child());
    let c = top.add(journal.child("c"));
    let root = start(top).await;
    journal.take();
    a.bounce().await;
    assert_eq!(within(c.run()).await.unwrap(), 2);
    assert_eq!(within(a.run()).await.unwrap(), 2);
    assert_eq!(journal.take(), "-a -c -b +a +b +c");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_nested_supervisor_that_does_not_start_again_is_tried_again() {
    let journal = Journal::new();
    let script = journal
        .script("a")
        .inits(then(&[Begin::Fail, Begin::Fail, Begin::Well]));
    let mut inner = Supervisor::new("inner").limit(Limit::new(1, SECOND));
    let a = inner.add(script.child());
    let b = inner.add(journal.child("b"));
    let mut top = Supervisor::new("top");
    top.add(inner);
    let root = start(top).await;
    journal.take();
    let again = b.wait_restarted();
    a.crash().await.unwrap();
    // The one restart of `a` fails: inner gives up. Its own restart fails, and succeeds then.
    within(again).await.unwrap();
    assert_eq!(within(a.run()).await.unwrap(), 4);
    assert_eq!(journal.take(), "-a -b +a +b");
    let inner = root.supervisor().snapshot().find("inner").cloned();
    assert_eq!(inner.unwrap().restarts, 2);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn without_a_limit_a_restart_that_fails_for_long_starves_nobody() {
    let journal = Journal::new();
    let script = journal.script("a").inits(then(&vec![Begin::Fail; 5_000]));
    let mut top = Supervisor::new("top").limit(Limit::NONE);
    let a = top.add(script.child());
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    let again = a.wait_restarted();
    a.crash().await.unwrap();
    let other = b.wait_restarted();
    b.crash().await.unwrap();
    within(other).await.unwrap();
    assert!(script.runs() < 5_000);
    within(again).await.unwrap();
    assert_eq!(script.runs(), 5_002);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_ends_endless_tries() {
    let journal = Journal::new();
    let script = journal.script("a").inits(then(&vec![Begin::Fail; 100_000]));
    let mut top = Supervisor::new("top").limit(Limit::NONE);
    let a = top.add(script.child());
    let root = start(top).await;
    a.crash().await.unwrap();
    tokio::task::yield_now().await;
    assert!(within(root.shutdown()).await.is_orderly());
    assert!(script.runs() < 100_000);
    within(a.closed()).await;
}
