//! S18: what happens in a tree, event by event.

use std::pin::pin;
use std::task::Poll;

use supervise::prelude::*;
use supervise::{
    AtLimit, Backoff, Lagged, Limit, Restart, Shutdown, Strategy, Supervisor, SupervisorRef,
    TreeEvents,
};

use crate::support::*;

/// What has happened, but for the starts of inits.
fn seen(events: &mut TreeEvents) -> Vec<String> {
    let mut seen = Vec::new();
    while let Poll::Ready(Some(event)) = poll_once(pin!(events.next()).as_mut()) {
        let event = event.unwrap().to_string();
        if !event.ends_with(" starting") {
            seen.push(event.replace("scripted: ", ""));
        }
    }
    seen
}

#[tokio::test(start_paused = true)]
async fn the_life_of_a_tree() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").strategy(Strategy::RestForOne);
    let ignored = journal.script("ignored").inits([Begin::Ignore]);
    top.add(ignored.child().restart(Restart::Temporary));
    let a = top.add(journal.child("a").backoff(Backoff::constant(SECOND)));
    top.add(journal.child("b"));
    let mut events = top.handle().events();
    let root = start(top).await;
    assert_eq!(
        seen(&mut events),
        ["ignored ignored", "a started", "b started"]
    );
    a.stop(ExitReason::Normal).await.unwrap();
    let again = a.wait_restarted();
    within(again).await.unwrap();
    settle().await;
    assert_eq!(
        seen(&mut events),
        [
            "a exited (normal)",
            "a restarting in 1s with b",
            "b stopped (shutdown)",
            "a restarted",
            "b restarted",
            "a group restarted",
        ]
    );
    within(root.shutdown()).await;
    assert_eq!(
        seen(&mut events),
        [
            "top shutting down",
            "b stopped (shutdown)",
            "a stopped (shutdown)",
            "top ended (shutdown)",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn events_are_numbered_without_a_gap() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let mut events = top.handle().events();
    let root = start(top).await;
    a.bounce().await;
    within(root.shutdown()).await;
    let mut numbers = Vec::new();
    while let Poll::Ready(Some(event)) = poll_once(pin!(events.next()).as_mut()) {
        let event = event.unwrap();
        assert_eq!(&*event.supervisor, "top");
        numbers.push(event.number);
    }
    let all: Vec<u64> = (1..=numbers.len() as u64).collect();
    assert_eq!(numbers, all);
}

#[tokio::test(start_paused = true)]
async fn causes_come_before_effects_across_supervisors() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner").limit(Limit::new(1, 60 * SECOND));
    let a = inner.add(journal.child("a"));
    let mut top = Supervisor::new("top");
    top.add(inner);
    let mut events = top.handle().events();
    let root = start(top).await;
    a.bounce().await;
    seen(&mut events);
    a.bounce().await;
    settle().await;
    let seen = seen(&mut events);
    let seen: Vec<&str> = seen
        .iter()
        .map(|event| event.split(" (").next().unwrap())
        .collect();
    assert_eq!(
        seen,
        [
            "inner.a exited",
            "inner.a gave up on",
            "inner shutting down",
            "inner ended",
            "inner exited",
            "inner restarting",
            "inner.a restarted",
            "inner restarted",
        ]
    );
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn what_happens_at_limits_and_deadlines() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let limit = Limit::new(1, 60 * SECOND);
    let open = journal.child("open").limit(limit);
    let open = top.add(open.at_limit(AtLimit::Open(5 * SECOND)));
    let off = journal.child("off").limit(limit);
    let off = top.add(off.at_limit(AtLimit::Disable));
    let fails = journal.script("fails").inits([Begin::Well, Begin::Fail]);
    let fails = top.add(fails.child());
    let slow = journal.script("slow").ends([Bye::Hang]).child();
    top.add(slow.shutdown(Shutdown::After(SECOND)));
    let mut events = top.handle().events();
    let root = start(top).await;
    seen(&mut events);
    fails.bounce().await;
    let mut noted = seen(&mut events);
    noted.retain(|event| !event.contains("exited"));
    assert_eq!(
        noted,
        [
            "fails restarting",
            "fails start failed (error: fails fails)",
            "fails restarting",
            "fails restarted"
        ]
    );
    for child in [&open, &off] {
        child.bounce().await;
        child.break_for_good().await;
    }
    settle().await;
    let noted = seen(&mut events);
    assert!(noted.contains(&"open open for 5s".to_owned()), "{noted:?}");
    let disabled = noted.iter().any(|event| event.starts_with("off disabled"));
    assert!(disabled, "{noted:?}");
    within(root.shutdown()).await;
    assert!(seen(&mut events).contains(&"slow out of time".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn who_is_too_slow_learns_how_much_was_missed() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").limit(Limit::NONE);
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    let mut events = root.supervisor().events();
    // Exited, restarting, starting, restarted.
    for _ in 0..300 {
        a.bounce().await;
    }
    let missed = within(events.next()).await.unwrap();
    assert_eq!(missed.unwrap_err(), Lagged(176));
    let next = within(events.next()).await.unwrap().unwrap();
    assert_eq!(next.number % 4, 3, "a start and 44 times 4 are missing");
    // The counters are exact all the same.
    let snapshot = root.supervisor().snapshot();
    let counters = snapshot.counters.unwrap();
    assert_eq!((counters.starts, counters.exits), (301, 300));
    assert_eq!((counters.restarts, counters.stops), (300, 0));
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_knows_the_restarts_that_count() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").limit(Limit::new(3, 5 * SECOND));
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    a.bounce().await;
    tokio::time::sleep(3 * SECOND).await;
    a.bounce().await;
    let count = || root.supervisor().snapshot().restarts_in_window;
    assert_eq!(count(), Some(2));
    tokio::time::sleep(3 * SECOND).await;
    assert_eq!(count(), Some(1));
    within(root.shutdown()).await;
}

/// Whoever still has a handle of it.
#[tokio::test(start_paused = true)]
async fn events_end_with_the_tree() {
    async fn end(mut events: TreeEvents) {
        while let Some(event) = within(events.next()).await {
            event.unwrap();
        }
    }
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let mut below = Supervisor::new("below");
    below.add(journal.child("a"));
    let below = top.add(below);
    let top = start(top).await;
    let root = top.supervisor();
    let added = Supervisor::new("added");
    let added = within(root.add(added)).await.unwrap();
    let all = [&root, &below, &added].map(SupervisorRef::events);
    // One that is stopped may be started again, one that was deleted may not.
    within(root.stop_child("below")).await.unwrap();
    within(root.stop_child("added")).await.unwrap();
    within(root.delete_child("added")).await.unwrap();
    let [of_root, mut of_below, of_added] = all;
    end(of_added).await;
    end(added.events()).await;
    seen(&mut of_below);
    assert!(poll_once(pin!(of_below.next()).as_mut()).is_pending());
    within(top.shutdown()).await;
    end(of_root).await;
    end(of_below).await;
    // Those who come too late too.
    end(root.events()).await;
    end(below.events()).await;
}
