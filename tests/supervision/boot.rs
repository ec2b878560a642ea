//! Starts that fail while the tree boots.

use supervise::prelude::*;
use supervise::{Child, Restart, StartError, Status, Supervisor, Timeout};

use crate::support::*;

/// A tree in which `c` begins like this; whether it starts, and what happened.
async fn boot(begin: Begin) -> (Result<(), StartError>, String) {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    top.add(journal.child("b"));
    let c = journal.script("c").inits([begin]);
    top.add(c.child());
    let d = top.add(journal.child("d"));
    let started = within(top.start()).await;
    if started.is_err() {
        for handle in [&a, &d] {
            assert!(matches!(
                within(handle.run()).await,
                Err(CallError::NotDelivered(_))
            ));
        }
    }
    assert_eq!(c.alive(), 0);
    assert_eq!(c.runs(), 1);
    (started.map(drop), journal.take())
}

fn failed(started: Result<(), StartError>) -> ExitReason {
    match started {
        Err(StartError::Child { child, outcome }) => {
            assert_eq!(&*child, "c");
            outcome.reason
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_failing_init_rolls_the_start_back_in_reverse() {
    let (started, journal) = boot(Begin::Fail).await;
    let reason = failed(started);
    assert_eq!(reason.to_string(), "error: c fails");
    assert_eq!(journal, "+a +b -b -a");
}

#[tokio::test(start_paused = true)]
async fn a_failed_start_tells_whom_it_had_to_kill() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner");
    inner.add(journal.script("a").ends([Bye::Hang]).child());
    let mut top = Supervisor::new("top");
    top.add(inner);
    top.add(journal.script("b").inits([Begin::Fail]).child());
    let error = within(top.start()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`b` did not start: error: b fails; killed: inner.a"
    );
    // Also where it is the supervisor below whose start fails.
    let mut inner = Supervisor::new("inner");
    inner.add(journal.script("a").ends([Bye::Hang]).child());
    inner.add(journal.script("b").inits([Begin::Fail]).child());
    let mut top = Supervisor::new("top");
    top.add(inner);
    let error = within(top.start()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`inner.b` did not start: error: b fails; killed: inner.a"
    );
}

#[tokio::test(start_paused = true)]
async fn a_panicking_init_fails_the_start() {
    let (started, journal) = boot(Begin::Panic).await;
    assert!(matches!(failed(started), ExitReason::Panic(_)));
    assert_eq!(journal, "+a +b -b -a");
}

#[tokio::test(start_paused = true)]
async fn an_init_that_stops_fails_the_start() {
    let (started, journal) = boot(Begin::Stop(ExitReason::Shutdown)).await;
    assert!(matches!(failed(started), ExitReason::Shutdown));
    assert_eq!(journal, "+a +b -b -a");
}

#[tokio::test(start_paused = true)]
async fn a_hanging_init_fails_the_start_after_30_seconds() {
    let begun = tokio::time::Instant::now();
    let (started, journal) = boot(Begin::Hang).await;
    assert!(matches!(failed(started), ExitReason::StartTimeout));
    assert_eq!(journal, "+a +b -b -a");
    assert_eq!(begun.elapsed(), 30 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn the_start_timeout_can_be_set() {
    let journal = Journal::new();
    let slow = || journal.script("a").inits([Begin::Slow(SECOND)]).child();
    let mut top = Supervisor::new("top");
    top.add(slow().start_timeout(Timeout::After(millis(999))));
    match within(top.start()).await {
        Err(StartError::Child { outcome, .. }) => {
            assert!(matches!(outcome.reason, ExitReason::StartTimeout));
        }
        other => panic!("{other:?}"),
    }
    let mut top = Supervisor::new("top");
    top.add(slow().start_timeout(Timeout::After(millis(1_001))));
    within(start(top).await.shutdown()).await;
    let mut top = Supervisor::new("top");
    let very_slow = journal.script("a").inits([Begin::Slow(300 * SECOND)]);
    top.add(very_slow.child().start_timeout(Timeout::Infinity));
    within(start(top).await.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn an_ignored_child_leaves_its_place_empty_and_the_tree_starts() {
    let journal = Journal::new();
    let script = journal.script("a").inits([Begin::Ignore]);
    let mut top = Supervisor::new("top").strategy(supervise::Strategy::OneForAll);
    let a = top.add(script.child());
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    assert!(matches!(a.status(), Status::Vacant(ExitReason::Normal)));
    assert!(matches!(
        within(a.run()).await,
        Err(CallError::NotDelivered(ExitReason::Normal))
    ));
    assert_eq!(journal.take(), "+b");
    // It is asked again when its group is restarted.
    b.bounce().await;
    assert_eq!(journal.take(), "-b +a +b");
    assert_eq!(within(a.run()).await.unwrap(), 2);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn arguments_that_panic_are_a_failed_start_of_their_child() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    top.add(journal.child("a"));
    top.add(Child::<Actor>::new("c", || panic!("{BOOM}: arguments")));
    let reason = failed(within(top.start()).await.map(drop));
    match reason {
        ExitReason::Panic(panic) => {
            assert_eq!(panic.message.as_deref(), Some("scripted: arguments"));
        }
        other => panic!("{other}"),
    }
    assert_eq!(journal.take(), "+a -a");
}

#[tokio::test(start_paused = true)]
async fn the_error_names_the_path_of_the_child() {
    let journal = Journal::new();
    for begin in [Begin::Fail, Begin::Hang] {
        let mut deep = Supervisor::new("deep");
        deep.add(journal.child("b"));
        deep.add(journal.script("c").inits([begin]).child());
        let mut inner = Supervisor::new("inner");
        inner.add(deep);
        let mut top = Supervisor::new("top");
        top.add(journal.child("a"));
        top.add(inner);
        match within(top.start()).await {
            Err(StartError::Child { child, .. }) => assert_eq!(&*child, "inner.deep.c"),
            other => panic!("{other:?}"),
        }
        assert_eq!(journal.take(), "+a +b -b -a");
    }
}

#[tokio::test(start_paused = true)]
async fn a_pool_whose_process_does_not_start_fails_the_start() {
    let journal = Journal::new();
    let script = journal.script("w").inits([Begin::Fail]);
    let mut top = Supervisor::new("top");
    top.add(supervise::Pool::<Actor>::new("pool", 3, move || {
        script.clone()
    }));
    match within(top.start()).await {
        Err(StartError::Child { child, outcome }) => {
            assert_eq!(&*child, "pool.0");
            assert_eq!(outcome.reason.to_string(), "error: w fails");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_failing_optional_looking_child_fails_the_boot_whatever_its_policy() {
    for restart in [Restart::Transient, Restart::Temporary] {
        let journal = Journal::new();
        let mut top = Supervisor::new("top");
        top.add(journal.child("a"));
        let c = journal.script("c").inits([Begin::Fail]);
        top.add(c.child().restart(restart));
        failed(within(top.start()).await.map(drop));
        assert_eq!(journal.take(), "+a -a");
    }
}

#[tokio::test(start_paused = true)]
async fn a_roll_back_keeps_to_the_budgets() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    top.add(journal.script("a").ends([Bye::Hang]).child());
    top.add(journal.script("c").inits([Begin::Fail]).child());
    let begun = tokio::time::Instant::now();
    failed(within(top.start()).await.map(drop));
    assert_eq!(begun.elapsed(), 5 * SECOND);
    assert_eq!(journal.take(), "+a ~a");
}

#[tokio::test(start_paused = true)]
async fn a_child_that_crashes_while_the_tree_boots_is_restarted() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    top.add(
        journal
            .script("b")
            .inits([Begin::Slow(10 * SECOND)])
            .child(),
    );
    a.crash().try_send().unwrap();
    let root = start(top).await;
    assert_eq!(within(a.run()).await.unwrap(), 2);
    assert_eq!(journal.take(), "+a -a +a +b");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn too_many_crashes_while_the_tree_boots_fail_the_start() {
    let journal = Journal::new();
    let script = journal
        .script("c")
        .inits([Begin::Well].into_iter().chain(vec![Begin::Fail; 9]));
    let mut top = Supervisor::new("top");
    let c = top.add(script.child());
    top.add(journal.script("d").inits([Begin::Hang]).child());
    c.crash().try_send().unwrap();
    let reason = failed(within(top.start()).await.map(drop));
    assert!(matches!(reason, ExitReason::RestartLimit(_)), "{reason}");
}
