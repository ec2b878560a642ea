//! S2: in which order those that belong together are stopped and started again.

use supervise::prelude::*;
use supervise::{Direction, RestartOrder, Root, ShutdownOrder, StartOrder, Strategy, Supervisor};

use crate::support::*;

async fn three(journal: &Journal, order: RestartOrder) -> (Root, Vec<ActorRef>) {
    let mut top = Supervisor::new("top")
        .strategy(Strategy::OneForAll)
        .restart_order(order);
    let children = ["a", "b", "c"].map(|name| top.add(journal.child(name)));
    let root = start(top).await;
    journal.take();
    (root, children.into())
}

/// What happens when the middle one crashes.
async fn seen(order: RestartOrder) -> String {
    let journal = Journal::new();
    let (root, children) = three(&journal, order).await;
    children[1].bounce().await;
    settle().await;
    let seen = journal.take();
    within(root.shutdown()).await;
    // However they are restarted, they are stopped in reverse.
    assert_eq!(journal.take(), "-c -b -a");
    seen
}

#[tokio::test(start_paused = true)]
async fn all_modes_of_cloud_haskell() {
    use Direction::{LeftToRight, RightToLeft};
    let in_turn = |stop, start| RestartOrder::Sequential { stop, start };
    for (order, expected) in [
        (RestartOrder::default(), "-b -c -a +a +b +c"),
        (in_turn(LeftToRight, LeftToRight), "-b -a -c +a +b +c"),
        (in_turn(LeftToRight, RightToLeft), "-b -a -c +c +b +a"),
        (in_turn(RightToLeft, RightToLeft), "-b -c -a +c +b +a"),
        (RestartOrder::Rolling(LeftToRight), "-b -a +a +b -c +c"),
        (RestartOrder::Rolling(RightToLeft), "-b -c +c +b -a +a"),
    ] {
        assert_eq!(seen(order).await, expected, "{order}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_parallel_restart_takes_as_long_as_the_slowest() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top")
        .strategy(Strategy::OneForAll)
        .restart_order(RestartOrder::Parallel);
    let slow = |name| {
        let script = journal.script(name);
        let slowly = [Begin::Well, Begin::Slow(SECOND)];
        script.inits(slowly).ends([Bye::Slow(SECOND)]).child()
    };
    let a = top.add(slow("a"));
    top.add(slow("b"));
    top.add(slow("c"));
    let root = start(top).await;
    let begun = tokio::time::Instant::now();
    let again = a.wait_restarted();
    a.crash().await.unwrap();
    within(again).await.unwrap();
    // Its own terminate, that of the others together, and all inits together.
    assert_eq!(begun.elapsed(), 3 * SECOND);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_goes_forward_or_takes_as_long_as_the_slowest() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").shutdown_order(ShutdownOrder::Forward);
    top.add(journal.child("a"));
    top.add(journal.child("b"));
    let root = start(top).await;
    journal.take();
    within(root.shutdown()).await;
    assert_eq!(journal.take(), "-a -b");

    let mut top = Supervisor::new("top").shutdown_order(ShutdownOrder::Parallel);
    for name in ["a", "b", "c"] {
        top.add(journal.script(name).ends([Bye::Slow(SECOND)]).child());
    }
    let root = start(top).await;
    let begun = tokio::time::Instant::now();
    assert!(within(root.shutdown()).await.is_orderly());
    assert_eq!(begun.elapsed(), SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_concurrent_start_waits_only_for_those_that_are_needed() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").start_order(StartOrder::Concurrent);
    let slow = |name| journal.script(name).inits([Begin::Slow(SECOND)]).child();
    top.add(slow("a"));
    top.add(slow("b"));
    top.add(slow("c").depends_on(&["a"]));
    let begun = tokio::time::Instant::now();
    let root = start(top).await;
    assert_eq!(begun.elapsed(), 2 * SECOND);
    assert_eq!(journal.take(), "+a +b +c");
    within(root.shutdown()).await;
    assert_eq!(journal.take(), "-c -b -a");
}
