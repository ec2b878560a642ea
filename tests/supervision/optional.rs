//! S9: children without which a tree can start.

use supervise::prelude::*;
use supervise::{Backoff, Limit, Strategy, Supervisor};

use crate::support::*;

#[tokio::test(start_paused = true)]
async fn a_tree_starts_without_an_optional_child() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").strategy(Strategy::OneForAll);
    top.add(journal.child("a"));
    let flaky = journal.script("b").inits([Begin::Fail, Begin::Panic]);
    let flaky = flaky.child().optional();
    let b = top.add(flaky.backoff(Backoff::constant(SECOND)));
    top.add(journal.child("c"));
    let root = start(top).await;
    assert_eq!(journal.take(), "+a +c");
    // It comes up later, and nobody is restarted for that.
    assert_eq!(within(b.run()).await.unwrap(), 3);
    assert_eq!(journal.take(), "+b");
    within(root.shutdown()).await;
    assert_eq!(journal.take(), "-c -b -a");
}

#[tokio::test(start_paused = true)]
async fn its_failures_count() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").limit(Limit::new(2, 60 * SECOND));
    let flaky = journal
        .script("a")
        .inits(std::iter::repeat_n(Begin::Fail, 9));
    let child = flaky.child().optional();
    top.add(child.backoff(Backoff::constant(SECOND)));
    let root = start(top).await;
    let outcome = within(root.ended()).await;
    assert!(matches!(outcome.reason, ExitReason::RestartLimit(_)));
    assert_eq!(flaky.runs(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_tree_is_ready_when_its_optional_children_are_up() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner");
    let flaky = journal.script("a").inits([Begin::Fail]);
    let flaky = flaky.child().optional();
    inner.add(flaky.backoff(Backoff::constant(SECOND)));
    let mut top = Supervisor::new("top");
    top.add(inner);
    let begun = tokio::time::Instant::now();
    let root = start(top).await;
    assert!(begun.elapsed().is_zero());
    within(root.supervisor().ready()).await.unwrap();
    assert_eq!(begun.elapsed(), SECOND);
    within(root.supervisor().ready()).await.unwrap();
    let supervisor = root.supervisor();
    within(root.shutdown()).await;
    within(supervisor.ready()).await.unwrap_err();
}

supervision_tree! {
    Spared(one: Script, two: Script) {
        flaky: Actor(one) { start: optional, backoff: constant(1s) },
        steady: Actor(two),
    }
}

#[tokio::test(start_paused = true)]
async fn an_optional_child_is_declared() {
    let journal = Journal::new();
    let flaky = journal.script("flaky").inits([Begin::Hang]);
    let tree = Spared::start(flaky, journal.script("steady"));
    let tree = within(tree).await.unwrap();
    assert_eq!(journal.take(), "+steady");
    assert_eq!(within(tree.flaky().run()).await.unwrap(), 2);
    within(tree.shutdown()).await;
}
