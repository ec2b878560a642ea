//! Dropping a tree, or its start, at any point.

use std::pin::pin;

use supervise::prelude::*;
use supervise::{Dynamic, Supervisor};

use crate::support::*;

#[tokio::test(start_paused = true)]
async fn dropping_the_root_stops_the_tree_in_order() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner");
    inner.add(journal.child("b"));
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    top.add(inner);
    top.add(journal.child("c"));
    let root = start(top).await;
    let supervisor = root.supervisor();
    journal.take();
    drop(root);
    let reason = within(supervisor.closed()).await;
    assert!(matches!(reason, ExitReason::Shutdown), "{reason}");
    assert_eq!(journal.take(), "-c -b -a");
    assert!(matches!(
        within(a.run()).await,
        Err(CallError::NotDelivered(ExitReason::Shutdown))
    ));
}

#[tokio::test(start_paused = true)]
async fn dropping_the_shutdown_does_not_call_it_off() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    top.add(journal.script("a").ends([Bye::Slow(SECOND)]).child());
    let root = start(top).await;
    let supervisor = root.supervisor();
    {
        let mut shutdown = pin!(root.shutdown());
        assert!(poll_once(shutdown.as_mut()).is_pending());
    }
    within(supervisor.closed()).await;
    assert_eq!(journal.take(), "+a -a");
}

#[tokio::test(start_paused = true)]
async fn dropping_handles_stops_nothing() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    drop(b);
    drop(root.supervisor());
    settle().await;
    assert_eq!(journal.take(), "+a +b");
    assert_eq!(within(a.run()).await.unwrap(), 1);
    within(root.shutdown()).await;
}

/// A start that is polled this many times, a millisecond apart, and then dropped.
async fn start_dropped_after(polls: u32) -> (bool, String) {
    let journal = Journal::new();
    let slow = |name| journal.script(name).inits([Begin::Slow(millis(3))]);
    let scripts = ["a", "b", "c", "d"].map(slow);
    let mut deep = Supervisor::new("deep");
    deep.add(scripts[2].child());
    let mut inner = Supervisor::new("inner");
    inner.add(scripts[1].child());
    inner.add(deep);
    let mut top = Supervisor::new("top");
    let a = top.add(scripts[0].child());
    top.add(inner);
    let d = top.add(scripts[3].child());
    let supervisor = top.handle();
    let ready = {
        let mut starting = Box::pin(top.start());
        let mut ready = false;
        for _ in 0..polls {
            if poll_once(starting.as_mut()).is_ready() {
                ready = true;
                break;
            }
            settle().await;
        }
        ready
    };
    within(supervisor.closed()).await;
    for handle in [&a, &d] {
        assert!(matches!(
            within(handle.run()).await,
            Err(CallError::NotDelivered(_))
        ));
    }
    for script in &scripts {
        assert_eq!(script.alive(), 0, "{} leaks", script.name);
    }
    (ready, journal.take())
}

#[tokio::test(start_paused = true)]
async fn a_start_dropped_half_way_stops_what_was_started() {
    let mut seen = Vec::new();
    for polls in 0.. {
        let (ready, noted) = start_dropped_after(polls).await;
        // What was started is stopped, in reverse.
        let (up, down): (Vec<_>, Vec<_>) = noted
            .split_whitespace()
            .partition(|entry| entry.starts_with('+'));
        let up: Vec<_> = up.iter().map(|entry| &entry[1..]).collect();
        let mut down: Vec<_> = down.iter().map(|entry| &entry[1..]).collect();
        down.reverse();
        assert_eq!(up, down, "after {polls} polls: {noted}");
        seen.push(up.len());
        if ready {
            break;
        }
        assert!(polls < 100);
    }
    // Each stage was met.
    for stage in 0..=4 {
        assert!(seen.contains(&stage), "{seen:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_start_of_a_dynamic_child_dropped_half_way_leaves_nothing() {
    let mut stages = Vec::new();
    for polls in 0..12 {
        let journal = Journal::new();
        let script = journal.script("a").inits([Begin::Slow(millis(3))]);
        let mut top = Supervisor::new("top");
        let dynamic = top.add(Dynamic::<Actor>::new("dynamic").max_children(1));
        let root = start(top).await;
        {
            let mut starting = Box::pin(dynamic.start(script.clone()));
            for _ in 0..polls {
                if poll_once(starting.as_mut()).is_ready() {
                    break;
                }
                settle().await;
            }
        }
        settle().await;
        let noted = journal.take();
        if noted == "+a" {
            // It was ready.
            assert_eq!(dynamic.len(), 1);
            assert_eq!(script.alive(), 1);
        } else {
            assert!(noted.is_empty() || noted == "+a -a", "{noted}");
            assert_eq!(dynamic.len(), 0, "after {polls} polls");
            assert_eq!(script.alive(), 0);
            // There is room for another one.
            within(dynamic.start(journal.script("b"))).await.unwrap();
        }
        stages.push(noted);
        assert!(within(root.shutdown()).await.is_orderly());
    }
    for stage in ["", "+a -a", "+a"] {
        assert!(stages.iter().any(|noted| noted == stage), "{stages:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn stopping_a_tree_while_it_starts_fails_the_start() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    top.add(journal.child("a"));
    top.add(journal.script("b").inits([Begin::Hang]).child());
    let supervisor = top.handle();
    let starting = tokio::spawn(top.start());
    settle().await;
    supervisor.stop(ExitReason::Shutdown);
    let error = within(starting).await.unwrap().unwrap_err();
    assert!(
        matches!(&error, supervise::StartError::Ended(outcome) if outcome.is_orderly()),
        "{error}"
    );
    assert_eq!(journal.take(), "+a -a");
}

/// A tree on a runtime of its own, which is then dropped; callers are elsewhere.
fn runtime_dropped(runtime: tokio::runtime::Runtime) {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner");
    let b = inner.add(journal.child("b"));
    let waiting = inner.add(
        journal
            .script("c")
            .inits([Begin::Well, Begin::Hang])
            .child(),
    );
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    top.add(inner);
    let dynamic = top.add(Dynamic::<Actor>::new("dynamic"));
    let script = journal.script("d");
    let (root, d, in_start) = runtime.block_on(async {
        let root = start(top).await;
        let d = dynamic.start(script).await.unwrap();
        waiting.crash().await.unwrap();
        while !matches!(waiting.status(), supervise::Status::Starting) {
            tokio::task::yield_now().await;
        }
        let hanging = journal.script("e").inits([Begin::Hang]);
        let runs = hanging.clone();
        let dynamic = dynamic.clone();
        let in_start = tokio::task::spawn(async move { dynamic.start(hanging).await });
        while runs.runs() == 0 {
            tokio::task::yield_now().await;
        }
        (root, d, in_start)
    });
    let calls: Vec<_> = [&a, &b, &d, &waiting]
        .into_iter()
        .map(|handle| {
            let handle = handle.clone();
            std::thread::spawn(move || handle.hang().blocking_call())
        })
        .collect();
    // They wait: inside of a handler or, in the last case, for an init.
    while calls.iter().any(std::thread::JoinHandle::is_finished) {
        std::thread::yield_now();
    }
    for handle in [&a, &b, &d, &waiting] {
        while handle.mailbox_len() > 0 && !matches!(handle.status(), supervise::Status::Starting) {
            std::thread::yield_now();
        }
    }
    drop(runtime);
    for call in calls {
        let error = call.join().unwrap().unwrap_err();
        assert!(
            matches!(
                error,
                CallError::Ended(ExitReason::RuntimeGone)
                    | CallError::NotDelivered(ExitReason::RuntimeGone)
                    | CallError::Restarted
                    | CallError::NoReply
            ),
            "{error}"
        );
    }
    // Somewhere else, nobody waits either.
    let elsewhere = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    elsewhere.block_on(async {
        for handle in [&a, &b, &d, &waiting] {
            assert!(matches!(
                soon(handle.run()).await,
                Err(CallError::NotDelivered(ExitReason::RuntimeGone))
            ));
            assert!(matches!(
                soon(handle.closed()).await,
                ExitReason::RuntimeGone
            ));
            soon(handle.shutdown()).await;
        }
        assert!(soon(in_start).await.is_err());
        soon(dynamic.start(journal.script("f"))).await.unwrap_err();
        assert!(!soon(dynamic.stop(&d)).await);
        let outcome = soon(root.ended()).await;
        assert!(matches!(outcome.reason, ExitReason::RuntimeGone));
        assert!(!outcome.is_orderly());
        soon(root.shutdown()).await;
    });
}

#[test]
fn a_runtime_dropped_under_a_tree_leaves_nobody_waiting() {
    runtime_dropped(
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap(),
    );
}
