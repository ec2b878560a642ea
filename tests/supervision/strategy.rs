//! Who is restarted with whom, and in which order.

use supervise::prelude::*;
use supervise::{Restart, Root, Strategy, Supervisor};

use crate::support::*;

/// Four children under this strategy.
async fn four(journal: &Journal, strategy: Strategy) -> (Root, Vec<ActorRef>) {
    let mut top = Supervisor::new("top").strategy(strategy);
    let children = ["a", "b", "c", "d"].map(|name| top.add(journal.child(name)));
    let root = start(top).await;
    journal.take();
    (root, children.into())
}

/// Which incarnation of each runs.
async fn runs(children: &[ActorRef]) -> Vec<u32> {
    let mut runs = Vec::new();
    for child in children {
        runs.push(within(child.run()).await.unwrap());
    }
    runs
}

#[tokio::test(start_paused = true)]
async fn one_for_one_restarts_the_failed_alone() {
    let journal = Journal::new();
    let (root, children) = four(&journal, Strategy::OneForOne).await;
    assert_eq!(runs(&children).await, [1, 1, 1, 1]);
    children[1].bounce().await;
    assert_eq!(journal.take(), "-b +b");
    assert_eq!(runs(&children).await, [1, 2, 1, 1]);
    // The siblings' states are untouched.
    assert_eq!(children[0].handled().await.unwrap(), 2);
    assert_eq!(children[1].handled().await.unwrap(), 1);
    within(root.shutdown()).await;
    assert_eq!(journal.take(), "-d -c -b -a");
}

#[tokio::test(start_paused = true)]
async fn one_for_all_stops_the_others_in_reverse_and_starts_all_in_order() {
    let journal = Journal::new();
    let (root, children) = four(&journal, Strategy::OneForAll).await;
    children[1].bounce().await;
    assert_eq!(runs(&children).await, [2, 2, 2, 2]);
    assert_eq!(journal.take(), "-b -d -c -a +a +b +c +d");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn rest_for_one_restarts_the_failed_and_those_after_it() {
    let journal = Journal::new();
    let (root, children) = four(&journal, Strategy::RestForOne).await;
    children[1].bounce().await;
    assert_eq!(runs(&children).await, [1, 2, 2, 2]);
    assert_eq!(journal.take(), "-b -d -c +b +c +d");
    children[3].bounce().await;
    assert_eq!(runs(&children).await, [1, 2, 2, 3]);
    assert_eq!(journal.take(), "-d +d");
    children[0].bounce().await;
    assert_eq!(runs(&children).await, [2, 3, 3, 4]);
    assert_eq!(journal.take(), "-a -d -c -b +a +b +c +d");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_group_restart_counts_once() {
    let journal = Journal::new();
    let (root, children) = four(&journal, Strategy::OneForAll).await;
    for _ in 0..3 {
        children[2].bounce().await;
        runs(&children).await;
    }
    assert_eq!(runs(&children).await, [4, 4, 4, 4]);
    children[2].break_for_good().await;
    let outcome = within(root.ended()).await;
    assert!(matches!(outcome.reason, ExitReason::RestartLimit(_)));
}

#[tokio::test(start_paused = true)]
async fn those_that_fail_together_fail_once() {
    let journal = Journal::new();
    let (root, children) = four(&journal, Strategy::OneForAll).await;
    // Three restarts are allowed: a fourth would end the tree.
    for round in 2..=4 {
        let again: Vec<_> = children.iter().map(Handle::wait_restarted).collect();
        for child in &children {
            child.crash().try_send().unwrap();
        }
        for again in again {
            within(again).await.unwrap();
        }
        assert_eq!(runs(&children).await, [round; 4]);
    }
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn one_for_one_counts_each_of_those_that_fail_together() {
    let journal = Journal::new();
    let (root, children) = four(&journal, Strategy::OneForOne).await;
    for child in &children {
        child.crash().try_send().unwrap();
    }
    let outcome = within(root.ended()).await;
    assert!(matches!(outcome.reason, ExitReason::RestartLimit(_)));
}

#[tokio::test(start_paused = true)]
async fn a_sibling_that_crashes_while_its_group_is_stopped_is_no_second_failure() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").strategy(Strategy::OneForAll);
    let a = top.add(journal.child("a"));
    let b = top.add(journal.child("b"));
    top.add(journal.script("c").ends([Bye::Slow(2 * SECOND)]).child());
    let root = start(top).await;
    journal.take();
    let again = (a.wait_restarted(), b.wait_restarted());
    b.crash().await.unwrap();
    tokio::time::sleep(SECOND).await;
    // c is being stopped; a waits for its turn, and crashes.
    a.crash().await.unwrap();
    within(again.0).await.unwrap();
    within(again.1).await.unwrap();
    settle().await;
    assert_eq!(journal.take(), "-b -a -c +a +b +c");
    assert_eq!(root.supervisor().snapshot().find("a").unwrap().restarts, 1);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_transient_child_that_finished_is_started_with_its_group() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").strategy(Strategy::OneForAll);
    let done = top.add(journal.child("done").restart(Restart::Transient));
    let other = top.add(journal.child("other"));
    let gone = top.add(journal.child("gone").restart(Restart::Temporary));
    let root = start(top).await;
    done.stop(ExitReason::Normal).await.unwrap();
    assert!(within(done.closed()).await.is_normal());
    assert!(matches!(
        within(done.run()).await,
        Err(CallError::NotDelivered(ExitReason::Normal))
    ));
    journal.take();
    other.bounce().await;
    assert_eq!(within(done.run()).await.unwrap(), 2);
    // A temporary child is stopped with its group, and does not come back.
    assert_eq!(journal.take(), "-other -gone +done +other");
    assert!(matches!(
        within(gone.run()).await,
        Err(CallError::NotDelivered(ExitReason::Shutdown))
    ));
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn nested_groups_restart_as_one_child() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner").strategy(Strategy::RestForOne);
    let b = inner.add(journal.child("b"));
    let c = inner.add(journal.child("c"));
    let mut top = Supervisor::new("top").strategy(Strategy::RestForOne);
    let a = top.add(journal.child("a"));
    top.add(inner);
    let d = top.add(journal.child("d"));
    let root = start(top).await;
    journal.take();
    // Inside, only the inner group.
    b.bounce().await;
    assert_eq!(within(c.run()).await.unwrap(), 2);
    assert_eq!(journal.take(), "-b -c +b +c");
    // Outside, the inner one as a whole, in its place.
    a.bounce().await;
    assert_eq!(within(d.run()).await.unwrap(), 2);
    assert_eq!(within(c.run()).await.unwrap(), 3);
    assert_eq!(journal.take(), "-a -d -c -b +a +b +c +d");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn left_for_one_restarts_the_failed_and_those_before_it() {
    let journal = Journal::new();
    let (root, children) = four(&journal, Strategy::LeftForOne).await;
    children[2].bounce().await;
    assert_eq!(runs(&children).await, [2, 2, 2, 1]);
    assert_eq!(journal.take(), "-c -b -a +a +b +c");
    children[0].bounce().await;
    assert_eq!(runs(&children).await, [3, 2, 2, 1]);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn none_restarts_nobody() {
    let journal = Journal::new();
    let (root, children) = four(&journal, Strategy::None).await;
    children[1].break_for_good().await;
    assert_eq!(journal.take(), "-b");
    within(root.shutdown()).await;
    assert_eq!(journal.take(), "-d -c -a");
}

#[tokio::test(start_paused = true)]
async fn dependents_restarts_those_that_were_given_its_handle() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").strategy(Strategy::Dependents);
    let store = top.add(journal.child("store"));
    top.add(journal.child("clock"));
    // What is below a nested supervisor counts for it.
    let mut pages = Supervisor::new("pages");
    let cache = pages.add(journal.child("cache").depends_on(&["store"]));
    top.add(pages);
    let report = top.add(journal.child("report").depends_on(&["pages"]));
    let root = start(top).await;
    journal.take();
    store.bounce().await;
    assert_eq!(
        runs(&[store, cache.clone(), report.clone()]).await,
        [2, 2, 2]
    );
    assert_eq!(
        journal.take(),
        "-store -report -cache +store +cache +report"
    );
    report.bounce().await;
    assert_eq!(journal.take(), "-report +report");
    within(root.shutdown()).await;
}

/// One that is added later counts for what is below it too.
#[tokio::test(start_paused = true)]
async fn dependents_that_are_added_count_with_what_is_below_them() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").strategy(Strategy::Dependents);
    let store = top.add(journal.child("store"));
    let root = start(top).await;
    let mut pages = Supervisor::new("pages");
    pages.add(journal.child("cache").depends_on(&["store"]));
    within(root.supervisor().add(pages)).await.unwrap();
    journal.take();
    store.bounce().await;
    until(|| journal.count("+cache") > 0).await;
    assert_eq!(journal.take(), "-store -cache +store +cache");
    within(root.shutdown()).await;
}
