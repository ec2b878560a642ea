//! S5, S6, S7, S23: limits of one child, what happens at a limit, back-off, circuit breakers.

use supervise::prelude::*;
use supervise::{AtLimit, Backoff, Dynamic, Limit, Pool, Restart, Status, Strategy, Supervisor};

use crate::support::*;

#[tokio::test(start_paused = true)]
async fn a_restart_waits_for_its_delay() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").limit(Limit::NONE);
    let backoff = Backoff::exponential(SECOND, 4 * SECOND);
    let a = top.add(journal.child("a").backoff(backoff));
    let root = start(top).await;
    for delay in [1, 2, 4, 4] {
        let begun = tokio::time::Instant::now();
        a.bounce().await;
        assert_eq!(begun.elapsed(), delay * SECOND);
    }
    // Who has been healthy begins with the first delay.
    tokio::time::sleep(4 * SECOND).await;
    let begun = tokio::time::Instant::now();
    a.bounce().await;
    assert_eq!(begun.elapsed(), SECOND);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn who_calls_meanwhile_waits_and_others_are_served() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a").backoff(Backoff::constant(SECOND)));
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    a.crash().await.unwrap();
    settle().await;
    assert_eq!(b.run().await.unwrap(), 1);
    b.bounce().await;
    assert!(matches!(a.status(), Status::Waiting));
    assert_eq!(within(a.run()).await.unwrap(), 2);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_delayed_restart_never_revives_who_was_stopped() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a").backoff(Backoff::constant(SECOND)));
    let root = start(top).await;
    a.crash().await.unwrap();
    settle().await;
    within(root.supervisor().stop_child("a")).await.unwrap();
    tokio::time::sleep(10 * SECOND).await;
    assert_eq!(journal.take(), "+a -a");
    a.run().await.unwrap_err();
    // A shutdown does not wait for it either.
    within(root.supervisor().start_child("a")).await.unwrap();
    a.crash().await.unwrap();
    settle().await;
    let begun = tokio::time::Instant::now();
    within(root.shutdown()).await;
    assert!(begun.elapsed() < SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_delay_holds_up_the_rest_of_its_group() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").strategy(Strategy::OneForAll);
    top.add(journal.child("a"));
    let b = top.add(journal.child("b").backoff(Backoff::constant(SECOND)));
    let c = top.add(journal.child("c"));
    let root = start(top).await;
    journal.take();
    let again = c.wait_restarted();
    b.crash().await.unwrap();
    settle().await;
    assert_eq!(journal.take(), "-b -c -a +a");
    within(again).await.unwrap();
    assert_eq!(journal.take(), "+b +c");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_its_own_leaves_that_of_the_others_alone() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").limit(Limit::new(1, 60 * SECOND));
    let own = Limit::new(5, 60 * SECOND);
    let a = top.add(journal.child("a").limit(own));
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    for _ in 0..5 {
        a.bounce().await;
    }
    b.bounce().await;
    a.break_for_good().await;
    let outcome = within(root.ended()).await;
    let ExitReason::RestartLimit(limit) = outcome.reason else {
        panic!("{outcome}");
    };
    assert_eq!((&*limit.child, limit.restarts), ("a", 5));
}

#[tokio::test(start_paused = true)]
async fn a_child_is_disabled_at_its_limit() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").strategy(Strategy::OneForAll);
    let own = Limit::new(1, 60 * SECOND);
    let a = top.add(journal.child("a").limit(own).at_limit(AtLimit::Disable));
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    a.bounce().await;
    within(b.run()).await.unwrap();
    journal.take();
    assert!(matches!(a.break_for_good().await, ExitReason::Panic(_)));
    assert_eq!(journal.take(), "-a");
    b.bounce().await;
    assert_eq!(journal.take(), "-b +b");
    within(root.supervisor().start_child("a")).await.unwrap();
    assert_eq!(within(a.run()).await.unwrap(), 3);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_child_is_paused_at_the_limit_of_all() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top")
        .limit(Limit::new(1, 5 * SECOND))
        .at_limit(AtLimit::Pause(20 * SECOND));
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    a.bounce().await;
    let begun = tokio::time::Instant::now();
    a.crash().await.unwrap();
    settle().await;
    // Who calls waits.
    assert_eq!(within(a.run()).await.unwrap(), 3);
    assert_eq!(begun.elapsed(), 20 * SECOND);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn an_open_circuit_answers_at_once_and_is_probed() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let own = Limit::new(1, 5 * SECOND);
    let script = journal.script("a");
    let child = script.child().limit(own);
    let a = top.add(child.at_limit(AtLimit::Open(20 * SECOND)));
    let root = start(top).await;
    a.bounce().await;
    a.crash().await.unwrap();
    settle().await;
    let begun = tokio::time::Instant::now();
    let refused = within(a.run()).await.unwrap_err();
    assert!(begun.elapsed().is_zero());
    // It is not down for good.
    let mut ready = Box::pin(root.supervisor().ready());
    assert!(poll_once(ready.as_mut()).is_pending());
    let why = refused.to_string();
    assert!(why.contains("it has failed too often"), "{why}");
    // The probe fails in its init, and the next one succeeds.
    let script = script.inits([Begin::Fail]);
    tokio::time::sleep(20 * SECOND).await;
    assert_eq!(script.runs(), 3);
    a.run().await.unwrap_err();
    ready.await.unwrap();
    assert!(begun.elapsed() > 39 * SECOND);
    assert_eq!(a.run().await.unwrap(), 4);
    // For the period of the limit one failure is one too many.
    a.crash().await.unwrap();
    settle().await;
    a.run().await.unwrap_err();
    tokio::time::sleep(25 * SECOND).await;
    assert_eq!(a.run().await.unwrap(), 5);
    a.bounce().await;
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn children_of_many_have_a_limit_each() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let dynamic = Dynamic::<Actor>::new("many")
        .restart(Restart::Permanent)
        .backoff(Backoff::constant(SECOND))
        .child_limit(Limit::new(1, 60 * SECOND))
        .at_limit(AtLimit::Disable);
    let many = top.add(dynamic);
    let pool = {
        let journal = journal.clone();
        Pool::<Actor>::new("pool", 2, move || journal.script("worker"))
    };
    let own = Limit::new(1, 60 * SECOND);
    let pool = top.add(pool.child_limit(own).at_limit(AtLimit::Disable));
    let root = start(top).await;
    let one = within(many.start(journal.script("one"))).await.unwrap();
    let two = within(many.start(journal.script("two"))).await.unwrap();
    let workers = pool.iter().cloned();
    for child in [one.clone(), two].into_iter().chain(workers) {
        child.bounce().await;
    }
    one.break_for_good().await;
    assert_eq!(many.len(), 1);
    pool.get(0).unwrap().break_for_good().await;
    assert_eq!(pool.get(1).unwrap().pid().unwrap().incarnation(), 2);
    within(root.shutdown()).await;
}

supervision_tree! {
    Fragile(one: Script, two: Script) {
        strategy: rest_for_one,
        limit: 10 per 1m,
        at_limit: pause(10s),
        flaky: Actor(one) {
            backoff: exponential(1s..10s, factor: 3, reset: 1m),
            limit: 2 per 1m,
            at_limit: open(30s),
        },
        steady: Actor(two),
    }
}

#[tokio::test(start_paused = true)]
async fn all_of_it_is_declared() {
    let journal = Journal::new();
    let tree = Fragile::start(journal.script("flaky"), journal.script("steady"));
    let tree = within(tree).await.unwrap();
    for delay in [1, 3] {
        let begun = tokio::time::Instant::now();
        tree.flaky().bounce().await;
        assert_eq!(begun.elapsed(), delay * SECOND);
    }
    within(tree.steady().run()).await.unwrap();
    tree.flaky().crash().await.unwrap();
    settle().await;
    tree.flaky().run().await.unwrap_err();
    assert_eq!(tree.steady().run().await.unwrap(), 3);
    within(tree.shutdown()).await;
}
