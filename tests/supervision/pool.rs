//! A fixed number of the same process.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use supervise::prelude::*;
use supervise::{Limit, Pool, ResizeError, Restart, Shutdown, Supervisor};
use tokio::time::Instant;

use crate::support::*;

/// Arguments for one process after another, which end as the script says.
fn workers(script: &Script) -> impl Fn() -> Script + Send + Sync + 'static {
    let (script, count) = (script.clone(), Arc::new(AtomicU32::new(0)));
    move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        script.another(&format!("w{number}"))
    }
}

#[tokio::test(start_paused = true)]
async fn processes_start_in_order_and_are_named_by_number() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let pool = top.add(Pool::<Actor>::new("pool", 3, workers(&journal.script("w"))));
    assert_eq!(pool.len(), 3);
    let root = start(top).await;
    assert_eq!(journal.take(), "+w0 +w1 +w2");
    let paths: Vec<_> = pool.iter().map(Handle::path).collect();
    assert_eq!(
        paths.iter().map(|path| &**path).collect::<Vec<_>>(),
        ["pool.0", "pool.1", "pool.2"]
    );
    assert!(pool.get(2).is_some());
    assert!(pool.get(3).is_none());
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn work_goes_round_also_from_several_handles_and_over_restarts() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let pool = top.add(Pool::<Actor>::new("pool", 3, workers(&journal.script("w"))));
    let root = start(top).await;
    let other = pool.clone();
    for round in 0..4 {
        let seen: HashSet<ActorRef> = (0..3)
            .map(|index| {
                let pool = if (round + index) % 2 == 0 {
                    &pool
                } else {
                    &other
                };
                pool.route().clone()
            })
            .collect();
        assert_eq!(seen.len(), 3);
        if round == 2 {
            pool.get(1).unwrap().bounce().await;
        }
    }
    for _ in 0..3 {
        within(pool.route().handled()).await.unwrap();
    }
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_key_has_one_process_also_after_its_restart() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let pool = top.add(Pool::<Actor>::new("pool", 8, workers(&journal.script("w"))).by_key());
    let root = start(top).await;
    let before: Vec<_> = (0..100).map(|key| pool.route(&key).clone()).collect();
    let used: HashSet<_> = before.iter().collect();
    assert!(used.len() > 4);
    pool.route("some").bounce().await;
    let after: Vec<_> = (0..100)
        .map(|key| pool.clone().route(&key).clone())
        .collect();
    assert_eq!(before, after);
    assert_eq!(pool.route("some"), pool.get(pool.index_of("some")).unwrap());
    // Borrowed or owned, it is the same key.
    assert_eq!(pool.index_of("some"), pool.index_of(&"some".to_owned()));
    within(pool.route("some").run()).await.unwrap();
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_process_restarts_alone() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let pool = top.add(Pool::<Actor>::new("pool", 3, workers(&journal.script("w"))));
    let root = start(top).await;
    journal.take();
    pool.get(1).unwrap().bounce().await;
    assert_eq!(journal.take(), "-w1 +w3");
    let snapshot = root.supervisor().snapshot();
    let restarts =
        ["pool", "pool.0", "pool.1", "pool.2"].map(|path| snapshot.find(path).unwrap().restarts);
    assert_eq!(restarts, [0, 0, 1, 0]);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn the_limit_is_that_of_all_processes() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let pool = Pool::<Actor>::new("pool", 2, workers(&journal.script("w")));
    let pool = top.add(pool.limit(Limit::new(1, 5 * SECOND)));
    let root = start(top).await;
    pool.get(0).unwrap().bounce().await;
    let other = pool.get(0).unwrap().wait_restarted();
    pool.get(1).unwrap().bounce().await;
    within(other).await.unwrap();
    let snapshot = root.supervisor().snapshot();
    assert_eq!(snapshot.find("pool").unwrap().restarts, 1);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn processes_are_stopped_side_by_side() {
    let journal = Journal::new();
    let script = journal.script("w").ends(vec![Bye::Slow(4 * SECOND); 8]);
    let mut top = Supervisor::new("top");
    top.add(journal.child("a"));
    top.add(Pool::<Actor>::new("pool", 8, workers(&script)));
    let root = start(top).await;
    journal.take();
    let begun = Instant::now();
    assert!(within(root.shutdown()).await.is_orderly());
    assert_eq!(begun.elapsed(), 4 * SECOND);
    assert!(journal.take().ends_with(" -a"));
}

#[tokio::test(start_paused = true)]
async fn a_pool_below_a_budget_needs_the_time_of_one_process() {
    let journal = Journal::new();
    let script = journal.script("w").ends(vec![Bye::Slow(4 * SECOND); 8]);
    let mut inner = Supervisor::new("inner").shutdown(Shutdown::After(5 * SECOND));
    inner.add(Pool::<Actor>::new("pool", 8, workers(&script)));
    let mut top = Supervisor::new("top");
    top.add(inner);
    let root = start(top).await;
    let outcome = within(root.shutdown()).await;
    assert!(outcome.is_orderly(), "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn policies_and_budgets_are_those_of_each_process() {
    let journal = Journal::new();
    let script = journal.script("w").ends([Bye::Well, Bye::Hang]);
    let mut top = Supervisor::new("top");
    let pool = Pool::<Actor>::new("pool", 2, workers(&script))
        .restart(Restart::Transient)
        .shutdown(Shutdown::After(SECOND));
    let pool = top.add(pool);
    let root = start(top).await;
    let done = pool.get(0).unwrap();
    done.stop(ExitReason::Normal).await.unwrap();
    assert!(within(done.closed()).await.is_normal());
    let begun = Instant::now();
    let outcome = within(root.shutdown()).await;
    assert_eq!(begun.elapsed(), SECOND);
    assert_eq!(&*outcome.unclean[0], "pool.1");
}

#[tokio::test(start_paused = true)]
async fn handles_stay_valid_when_the_pool_itself_is_restarted() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").strategy(supervise::Strategy::RestForOne);
    let a = top.add(journal.child("a"));
    let pool = top.add(Pool::<Actor>::new("pool", 2, workers(&journal.script("w"))).by_key());
    let root = start(top).await;
    let worker = pool.route("x").clone();
    let again = worker.wait_restarted();
    a.bounce().await;
    within(again).await.unwrap();
    assert_eq!(*pool.route("x"), worker);
    within(worker.run()).await.unwrap();
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn work_goes_to_who_has_the_least_to_do() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let pool = {
        let journal = journal.clone();
        Pool::<Actor>::new("pool", 3, move || journal.script("worker"))
    };
    let pool = top.add(pool.least_loaded());
    let root = start(top).await;
    for busy in [0, 2] {
        let busy = pool.get(busy).unwrap();
        let _working = busy.work(SECOND).begin().await.unwrap();
        let _waiting = busy.run().begin().await.unwrap();
    }
    settle().await;
    for _ in 0..3 {
        assert_eq!(pool.route(), pool.get(1).unwrap());
    }
    // Where all have the same it is one after another's turn.
    tokio::time::sleep(2 * SECOND).await;
    let all: HashSet<&ActorRef> = (0..3).map(|_| pool.route()).collect();
    assert_eq!(all.len(), 3);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_pool_is_resized() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let pool = {
        let journal = journal.clone();
        Pool::<Actor>::new("pool", 2, move || journal.script("worker"))
    };
    let pool = top.add(pool.max_size(4));
    let root = start(top).await;
    assert_eq!((pool.len(), pool.max_size()), (2, 4));
    assert_eq!(journal.take(), "+worker +worker");
    assert_eq!(within(pool.resize(4)).await.unwrap(), 2);
    assert_eq!(journal.take(), "+worker +worker");
    let all: HashSet<&ActorRef> = (0..4).map(|_| pool.route()).collect();
    assert_eq!(all.len(), 4);
    let last = pool.get(3).unwrap().clone();
    assert_eq!(within(pool.resize(1)).await.unwrap(), 4);
    assert_eq!(journal.take(), "-worker -worker -worker");
    assert!(pool.get(1).is_none());
    assert_eq!(pool.route(), pool.get(0).unwrap());
    last.run().await.unwrap_err();
    for wrong in [0, 5] {
        let refused = within(pool.resize(wrong)).await;
        assert!(matches!(refused, Err(ResizeError::Size { most: 4 })));
    }
    // Restarted, it has as many as it had last.
    within(pool.resize(3)).await.unwrap();
    journal.take();
    within(root.supervisor().restart_child("pool"))
        .await
        .unwrap();
    assert_eq!(journal.take().matches('+').count(), 3);
    within(root.shutdown()).await;
    let refused = within(pool.resize(4)).await;
    assert!(matches!(refused, Err(ResizeError::Child { index: 3, .. })));
}

supervision_tree! {
    Resizable(journal: Journal) {
        workers: pool Actor(journal.script("w")) { size: 1, max_size: 2, route: least_loaded },
    }
}

#[tokio::test(start_paused = true)]
async fn a_pool_that_can_be_resized_is_declared() {
    let journal = Journal::new();
    let tree = within(Resizable::start(journal)).await.unwrap();
    within(tree.workers().resize(2)).await.unwrap();
    assert_ne!(tree.workers().route(), tree.workers().route());
    within(tree.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_pool_of_temporary_processes_is_resized() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let pool = Pool::<Actor>::new("pool", 4, workers(&journal.script("w")));
    let pool = top.add(pool.restart(Restart::Temporary));
    let root = start(top).await;
    within(pool.resize(2)).await.unwrap();
    within(pool.resize(4)).await.unwrap();
    within(pool.get(2).unwrap().run()).await.unwrap();
    // One that has ended by itself is no obstacle.
    pool.get(3).unwrap().break_for_good().await;
    within(pool.resize(2)).await.unwrap();
    within(pool.resize(4)).await.unwrap();
    within(pool.get(3).unwrap().run()).await.unwrap();
    within(root.shutdown()).await;
}

/// Who takes over from a resize that was given up waits for what that has begun.
#[tokio::test(start_paused = true)]
async fn work_goes_to_nobody_who_has_not_started() {
    let journal = Journal::new();
    let script = journal.script("w");
    let slow = [Begin::Well, Begin::Slow(10 * SECOND), Begin::Fail];
    let script = script.inits(slow);
    let mut top = Supervisor::new("top");
    let pool = Pool::<Actor>::new("pool", 1, workers(&script)).max_size(3);
    let pool = top.add(pool);
    let root = start(top).await;
    let given_up = tokio::time::timeout(SECOND, pool.resize(2)).await;
    assert!(given_up.is_err());
    assert_eq!(pool.len(), 1);
    let begun = Instant::now();
    within(pool.resize(2)).await.unwrap();
    assert_eq!(begun.elapsed(), 9 * SECOND);
    assert_eq!(pool.len(), 2);
    // What failed is no worker.
    assert!(matches!(
        within(pool.resize(3)).await,
        Err(ResizeError::Child { index: 2, .. })
    ));
    assert_eq!(pool.len(), 2);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn who_is_down_has_not_the_least_to_do() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let pool = Pool::<Actor>::new("pool", 2, workers(&journal.script("w")));
    let pool = top.add(pool.restart(Restart::Temporary).least_loaded());
    let root = start(top).await;
    pool.get(0).unwrap().break_for_good().await;
    let up = pool.get(1).unwrap();
    let _working = up.work(SECOND).begin().await.unwrap();
    let _next = up.run().begin().await.unwrap();
    for _ in 0..3 {
        assert_eq!(pool.route(), up);
    }
    // Where all are, one of them says why.
    up.break_for_good().await;
    pool.route().run().await.unwrap_err();
    within(root.shutdown()).await;
}

/// A worker whose stop takes long is asked for again, twice: nobody asks without end.
#[tokio::test(start_paused = true)]
async fn a_worker_that_is_being_stopped_is_asked_for_again() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let pool = Pool::<Actor>::new("pool", 2, workers(&journal.script("w")));
    let pool = top.add(pool);
    let root = start(top).await;
    let last = pool.get(1).unwrap().clone();
    let _busy = last.work(2 * SECOND).begin().await.unwrap();
    settle().await;
    for size in [1, 2] {
        let given_up = tokio::time::timeout(millis(10), pool.resize(size)).await;
        assert!(given_up.is_err());
    }
    within(pool.resize(2)).await.unwrap();
    assert_eq!(pool.len(), 2);
    tokio::time::sleep(10 * SECOND).await;
    within(last.run()).await.unwrap();
    within(root.shutdown()).await;
}
