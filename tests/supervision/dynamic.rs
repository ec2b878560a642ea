//! Children that come and go by request.

use std::time::Duration;

use supervise::prelude::*;
use supervise::{
    Child, Dynamic, DynamicRef, Limit, Restart, Root, Shutdown, StartChildError, Supervisor,
    Timeout,
};
use tokio::time::Instant;

use crate::support::*;

async fn tree(dynamic: Dynamic<Actor>) -> (Root, DynamicRef<Actor>) {
    let mut top = Supervisor::new("top");
    let dynamic = top.add(dynamic);
    (start(top).await, dynamic)
}

#[tokio::test(start_paused = true)]
async fn children_are_started_and_stopped() {
    let journal = Journal::new();
    let (root, dynamic) = tree(Dynamic::new("dynamic")).await;
    assert!(dynamic.is_empty());
    let a = within(dynamic.start(journal.script("a"))).await.unwrap();
    let b = within(dynamic.start(journal.script("b"))).await.unwrap();
    assert_eq!(dynamic.len(), 2);
    assert_eq!(&*a.path(), "dynamic.0");
    assert_eq!(&*b.path(), "dynamic.1");
    assert_eq!(within(a.run()).await.unwrap(), 1);
    assert!(within(dynamic.stop(&a)).await);
    assert_eq!(journal.take(), "+a +b -a");
    assert_eq!(dynamic.len(), 1);
    assert!(matches!(
        within(a.run()).await,
        Err(CallError::NotDelivered(ExitReason::Shutdown))
    ));
    // It is not a child any more.
    assert!(!within(dynamic.stop(&a)).await);
    within(root.shutdown()).await;
    assert_eq!(journal.take(), "-b");
    assert!(matches!(
        within(dynamic.start(journal.script("c"))).await,
        Err(StartChildError::NotRunning)
    ));
    assert!(!within(dynamic.stop(&b)).await);
}

#[tokio::test(start_paused = true)]
async fn a_stranger_is_not_stopped() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let x = top.add(journal.child("x"));
    let dynamic = top.add(Dynamic::<Actor>::new("dynamic"));
    let other = top.add(Dynamic::<Actor>::new("other"));
    let root = start(top).await;
    let a = within(other.start(journal.script("a"))).await.unwrap();
    assert!(!within(dynamic.stop(&x)).await);
    assert!(!within(dynamic.stop(&a)).await);
    assert_eq!(within(a.run()).await.unwrap(), 1);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn there_are_at_most_max_children() {
    let journal = Journal::new();
    let (root, dynamic) = tree(Dynamic::new("dynamic").max_children(2)).await;
    let a = within(dynamic.start(journal.script("a"))).await.unwrap();
    within(dynamic.start(journal.script("b"))).await.unwrap();
    let third = journal.script("c");
    assert!(matches!(
        within(dynamic.start(third.clone())).await,
        Err(StartChildError::MaxChildren)
    ));
    assert_eq!(third.runs(), 0);
    assert_eq!(dynamic.len(), 2);
    within(dynamic.stop(&a)).await;
    within(dynamic.start(third)).await.unwrap();
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_child_that_restarts_counts_under_max_children() {
    let journal = Journal::new();
    let policy = Dynamic::new("dynamic").restart(Restart::Permanent);
    let (root, dynamic) = tree(policy.max_children(1)).await;
    let script = journal
        .script("a")
        .inits([Begin::Well, Begin::Slow(10 * SECOND)]);
    let a = within(dynamic.start(script)).await.unwrap();
    let again = a.wait_restarted();
    a.crash().await.unwrap();
    settle().await;
    assert!(matches!(
        within(dynamic.start(journal.script("b"))).await,
        Err(StartChildError::MaxChildren)
    ));
    within(again).await.unwrap();
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn temporary_children_are_forgotten() {
    let journal = Journal::new();
    let (root, dynamic) = tree(Dynamic::new("dynamic")).await;
    for way in 0..3 {
        let a = within(dynamic.start(journal.script("a"))).await.unwrap();
        match way {
            0 => a.crash().await.unwrap(),
            1 => a.stop(ExitReason::Normal).await.unwrap(),
            _ => a.kill(),
        }
        let reason = within(a.closed()).await;
        settle().await;
        let fits = match way {
            0 => matches!(reason, ExitReason::Panic(_)),
            1 => matches!(reason, ExitReason::Normal),
            _ => matches!(reason, ExitReason::Killed),
        };
        assert!(fits, "{reason}");
        assert!(dynamic.is_empty());
        let dynamic = root.supervisor().snapshot().find("dynamic").cloned();
        assert!(dynamic.unwrap().children.is_empty());
    }
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn permanent_children_are_restarted_with_a_copy_of_their_arguments() {
    let journal = Journal::new();
    let (root, dynamic) = tree(Dynamic::new("dynamic").restart(Restart::Permanent)).await;
    let a = within(dynamic.start(journal.script("a"))).await.unwrap();
    let b = within(dynamic.start(journal.script("b"))).await.unwrap();
    a.bounce().await;
    let again = a.wait_restarted();
    a.stop(ExitReason::Normal).await.unwrap();
    within(again).await.unwrap();
    assert_eq!(within(a.run()).await.unwrap(), 3);
    assert_eq!(within(b.run()).await.unwrap(), 1);
    // Stopped on request it stays stopped.
    assert!(within(dynamic.stop(&a)).await);
    settle().await;
    assert_eq!(journal.take(), "+a +b -a +a -a +a -a");
    assert_eq!(dynamic.len(), 1);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn transient_children_are_restarted_unless_they_ended_in_order() {
    let journal = Journal::new();
    let (root, dynamic) = tree(Dynamic::new("dynamic").restart(Restart::Transient)).await;
    let a = within(dynamic.start(journal.script("a"))).await.unwrap();
    a.bounce().await;
    assert_eq!(within(a.run()).await.unwrap(), 2);
    a.stop(ExitReason::Normal).await.unwrap();
    assert!(within(a.closed()).await.is_normal());
    settle().await;
    assert!(dynamic.is_empty());
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_start_that_fails_leaves_nothing() {
    let journal = Journal::new();
    for restart in [Restart::Temporary, Restart::Permanent] {
        let policy = Dynamic::new("dynamic").restart(restart).max_children(1);
        let short = policy.start_timeout(Timeout::After(SECOND));
        let (root, dynamic) = tree(short).await;
        for begin in [
            Begin::Fail,
            Begin::Panic,
            Begin::Hang,
            Begin::Ignore,
            Begin::Stop(ExitReason::Shutdown),
        ] {
            let script = journal.script("a").inits([begin.clone()]);
            let error = within(dynamic.start(script.clone())).await.unwrap_err();
            let fits = match begin {
                Begin::Fail => matches!(error, StartChildError::Failed(ExitReason::Error(_))),
                Begin::Panic => matches!(error, StartChildError::Failed(ExitReason::Panic(_))),
                Begin::Hang => matches!(error, StartChildError::Failed(ExitReason::StartTimeout)),
                Begin::Stop(_) => matches!(error, StartChildError::Failed(ExitReason::Shutdown)),
                _ => matches!(error, StartChildError::Ignored),
            };
            assert!(fits, "{begin:?}: {error}");
            settle().await;
            assert!(dynamic.is_empty(), "{begin:?}");
            assert_eq!(script.alive(), 0);
            // It is nobody's restart, and tried no more.
            assert_eq!(script.runs(), 1);
        }
        within(dynamic.start(journal.script("b"))).await.unwrap();
        assert!(within(root.shutdown()).await.is_orderly());
    }
}

#[tokio::test(start_paused = true)]
async fn the_limit_is_that_of_all_children_and_the_supervisor_comes_back_empty() {
    let journal = Journal::new();
    let policy = Dynamic::new("dynamic").restart(Restart::Permanent);
    let (root, dynamic) = tree(policy.limit(Limit::new(1, 5 * SECOND))).await;
    let a = within(dynamic.start(journal.script("a"))).await.unwrap();
    let b = within(dynamic.start(journal.script("b"))).await.unwrap();
    a.bounce().await;
    let calling = within(b.hang().begin()).await.unwrap();
    settle().await;
    let reason = a.break_for_good().await;
    assert!(matches!(reason, ExitReason::Panic(_)), "{reason}");
    within(b.closed()).await;
    within(calling).await.unwrap_err();
    // Its own supervisor has restarted it, and its handle is still good.
    let c = within(dynamic.start(journal.script("c"))).await.unwrap();
    assert_eq!(within(c.run()).await.unwrap(), 1);
    assert_eq!(dynamic.len(), 1);
    assert_eq!(&*c.path(), "dynamic.2");
    let snapshot = root.supervisor().snapshot();
    assert_eq!(snapshot.find("dynamic").unwrap().restarts, 1);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn children_are_stopped_side_by_side_each_with_its_own_budget() {
    let journal = Journal::new();
    let (root, dynamic) = tree(Dynamic::new("dynamic").shutdown(Shutdown::After(3 * SECOND))).await;
    for index in 0..50 {
        let bye = if index < 2 {
            Bye::Hang
        } else {
            Bye::Slow(2 * SECOND)
        };
        let script = journal.script("a").ends([bye]);
        within(dynamic.start(script)).await.unwrap();
    }
    let begun = Instant::now();
    let outcome = within(root.shutdown()).await;
    assert_eq!(begun.elapsed(), 3 * SECOND);
    assert_eq!(journal.count("-a"), 48);
    assert_eq!(outcome.unclean.len(), 2);
    let mut unclean = outcome.unclean.clone();
    unclean.sort_unstable();
    assert_eq!(&*unclean[0], "dynamic.0");
}

#[tokio::test(start_paused = true)]
async fn a_child_can_be_started_before_the_tree_is() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let dynamic = top.add(Dynamic::<Actor>::new("dynamic"));
    let script = journal.script("a");
    let waiting = tokio::spawn({
        let dynamic = dynamic.clone();
        async move { dynamic.start(script).await }
    });
    settle().await;
    let root = start(top).await;
    let a = within(waiting).await.unwrap().unwrap();
    assert_eq!(&*a.path(), "dynamic.0");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_start_that_waits_for_its_supervisor_is_refused_when_that_is_gone() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let mut inner = Supervisor::new("inner");
    let failing = [
        Begin::Well,
        Begin::Fail,
        Begin::Fail,
        Begin::Fail,
        Begin::Fail,
    ];
    let a = inner.add(journal.script("a").inits(failing).child());
    let dynamic = inner.add(Dynamic::<Actor>::new("dynamic"));
    top.add(inner.restart(Restart::Temporary));
    let root = start(top).await;
    a.break_for_good().await;
    assert!(matches!(
        within(dynamic.start(journal.script("b"))).await,
        Err(StartChildError::NotRunning)
    ));
    within(root.shutdown()).await;
}

/// Its arguments panic when they are dropped.
struct Touchy;

struct Bomb(bool);

impl Drop for Bomb {
    fn drop(&mut self) {
        assert!(!self.0, "{BOOM}: drop of the arguments");
    }
}

impl Clone for Bomb {
    fn clone(&self) -> Self {
        // The copies are harmless.
        Self(false)
    }
}

#[managed_process]
impl Touchy {
    #[init]
    fn begin(bomb: Bomb) -> Self {
        std::mem::drop(bomb);
        Self
    }

    #[call]
    fn ping(&mut self) -> u32 {
        1
    }
}

#[tokio::test(start_paused = true)]
async fn arguments_that_panic_when_they_are_dropped_hurt_no_supervisor() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let x = top.add(journal.child("x"));
    let policy = Dynamic::<Touchy>::new("dynamic").restart(Restart::Permanent);
    let dynamic = top.add(policy.max_children(1));
    let moved = top.add(Dynamic::<Touchy>::new("moved").max_children(1));
    top.add(Child::<Actor>::new("y", {
        let script = journal.script("y");
        move || script.clone()
    }));
    let root = start(top).await;
    let first = within(dynamic.start(Bomb(true))).await.unwrap();
    // Refused with its arguments still in it.
    within(dynamic.start(Bomb(true))).await.unwrap_err();
    assert_eq!(within(first.ping()).await.unwrap(), 1);
    assert!(within(dynamic.stop(&first)).await);
    drop(first);
    settle().await;
    within(moved.start(Bomb(false))).await.unwrap();
    within(moved.start(Bomb(true))).await.unwrap_err();
    // Nobody was restarted for it.
    let snapshot = root.supervisor().snapshot();
    assert_eq!(snapshot.find("dynamic").unwrap().restarts, 0);
    assert_eq!(snapshot.find("moved").unwrap().restarts, 0);
    assert_eq!(within(x.run()).await.unwrap(), 1);
    within(dynamic.start(Bomb(false))).await.unwrap();
    assert!(within(root.shutdown()).await.is_orderly());
}

#[tokio::test]
async fn ten_thousand_children() {
    let mut top = Supervisor::new("top");
    let dynamic = top.add(Dynamic::<Touchy>::new("dynamic"));
    let root = soon(top.start()).await.unwrap();
    let mut children = Vec::new();
    for _ in 0..10_000 {
        children.push(dynamic.start(Bomb(false)).await.unwrap());
    }
    assert_eq!(dynamic.len(), 10_000);
    for child in &children[..5_000] {
        assert!(dynamic.stop(child).await);
    }
    assert_eq!(dynamic.len(), 5_000);
    let outcome = soon(root.shutdown()).await;
    assert!(outcome.is_orderly());
    assert!(dynamic.is_empty());
}

#[tokio::test(start_paused = true)]
async fn who_starts_a_child_may_give_only_a_part_of_its_arguments() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let many = top.add(Dynamic::<Actor>::new("many"));
    let root = start(top).await;
    let named = {
        let journal = journal.clone();
        many.with(move |name: &str| journal.script(name))
    };
    let one = within(named.start("one")).await.unwrap();
    assert_eq!(one.run().await.unwrap(), 1);
    assert_eq!(named.dynamic().len(), 1);
    assert_eq!(journal.take(), "+one");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_child_is_looked_up_by_its_handle() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let many = top.add(Dynamic::<Actor>::new("many"));
    let other = top.add(Dynamic::<Actor>::new("other"));
    let root = start(top).await;
    let one = within(many.start(journal.script("one"))).await.unwrap();
    let info = many.child(&one).unwrap();
    assert_eq!((&*info.name, &*info.path), ("0", "many.0"));
    assert_eq!(info.spec.to_string(), "0: Actor (temporary, shutdown 5s)");
    assert!(other.child(&one).is_none());
    within(many.stop(&one)).await;
    assert!(many.child(&one).is_none());
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_child_is_called_by_its_number_too() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let many = top.add(Dynamic::<Actor>::new("many"));
    let root = start(top).await;
    let first = within(many.start(journal.script("first"))).await.unwrap();
    within(many.start(journal.script("second"))).await.unwrap();
    let supervisor = many.supervisor();
    let number = supervisor.children()[0].name.clone();
    assert_eq!(supervisor.child(&*number).unwrap().pid, first.pid());
    within(supervisor.stop_child(&*number)).await.unwrap();
    within(first.closed()).await;
    assert_eq!(many.len(), 1);
    assert!(supervisor.stop_child(&*number).await.is_err());
    within(root.shutdown()).await;
}

/// One task at a time has its turn between two looks of the one that waits.
fn step_by_step() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .event_interval(1)
        .build()
        .unwrap()
}

#[test]
fn a_runtime_that_goes_away_before_the_first_turn_leaves_nobody_waiting() {
    let script = Journal::new().script("a");
    let runtime = step_by_step();
    let (_root, a, call) = runtime.block_on(async {
        let dynamic = Dynamic::new("dynamic").restart(Restart::Permanent);
        let (root, dynamic) = tree(dynamic).await;
        let a = within(dynamic.start(script.clone())).await.unwrap();
        a.crash().await.unwrap();
        while a.pid().is_none_or(|pid| pid.incarnation() < 2) {
            tokio::task::yield_now().await;
        }
        let caller = a.clone();
        let mut call = Box::pin(async move { caller.run().await });
        assert!(poll_once(call.as_mut()).is_pending());
        (root, a, call)
    });
    drop(runtime);
    assert_eq!(script.runs(), 1);
    step_by_step().block_on(async {
        let reason = soon(a.closed()).await;
        assert!(matches!(reason, ExitReason::RuntimeGone), "{reason}");
        assert!(soon(call).await.is_err());
    });
}

#[test]
fn a_child_that_is_stopped_before_its_first_turn_ends_at_once() {
    let journal = Journal::new();
    let script = journal.script("a").inits([Begin::Hang]);
    step_by_step().block_on(async {
        let (root, dynamic) = tree(Dynamic::new("dynamic")).await;
        let began = Instant::now();
        // The supervisor starts it and tells it to end in one turn of its own.
        let mut starting = Box::pin(dynamic.start(script.clone()));
        assert!(poll_once(starting.as_mut()).is_pending());
        let mut stopping = Box::pin(dynamic.supervisor().stop_child("0"));
        assert!(poll_once(stopping.as_mut()).is_pending());
        within(stopping).await.unwrap();
        assert!(within(starting).await.is_err());
        assert_eq!(began.elapsed(), Duration::ZERO);
        assert!(dynamic.is_empty());
        assert_eq!((script.alive(), &*journal.take()), (0, ""));
        assert!(within(root.shutdown()).await.is_orderly());
    });
}
