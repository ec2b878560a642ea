//! The test kit that users have: recorder, probe, scripted children, fault matrix.

use supervise::prelude::*;
use supervise::testing::{Begin, Bye, Probe, Recorder, Script, fault_matrix};
use supervise::{Shutdown, StartError, Strategy, Supervisor};

use crate::support::{Actor, Journal, SECOND, Script as Other, settle, start, within};

#[tokio::test(start_paused = true)]
async fn a_recorder_knows_what_has_happened_in_which_order() {
    let _quiet = Journal::new();
    let script = Script::new().begins([Begin::Well, Begin::Fails]);
    let mut top = Supervisor::new("top").strategy(Strategy::OneForAll);
    let a = top.add(script.child("a"));
    top.add(Script::new().child("b"));
    let mut recorder = Recorder::of(&top.handle());
    let root = start(top).await;
    recorder.assert_order(&["a started", "b started"]);
    a.crash(ExitReason::error("on demand"));
    within(recorder.wait_for("a group restarted")).await;
    recorder.assert_order(&[
        "a exited (error: on demand)",
        "a restarting with b",
        "b stopped",
        "a start failed (error: scripted to fail)",
        "a restarted",
        "b restarted",
    ]);
    recorder.assert_never("top");
    assert_eq!(recorder.count("a restarting"), 2);
    assert_eq!(script.runs(), 3);
    recorder.clear();
    within(root.shutdown()).await;
    assert_eq!(
        recorder.lines(),
        [
            "top shutting down",
            "b stopped (shutdown)",
            "a stopped (shutdown)",
            "top ended (shutdown)"
        ]
    );
}

#[tokio::test(start_paused = true)]
#[should_panic(expected = "`b started` is not where it should be")]
async fn a_recorder_fails_where_the_order_is_another() {
    let mut top = Supervisor::new("top");
    top.add(Script::new().child("b"));
    top.add(Script::new().child("a"));
    let mut recorder = Recorder::of(&top.handle());
    let _root = start(top).await;
    recorder.assert_order(&["a started", "b started"]);
}

#[tokio::test(start_paused = true)]
async fn a_scripted_child_does_all_that_can_go_wrong() {
    let _quiet = Journal::new();
    for begin in [Begin::Fails, Begin::Panics, Begin::Hangs] {
        let mut top = Supervisor::new("top");
        top.add(Script::new().begins([begin]).child("a"));
        let refused = within(top.start()).await;
        assert!(matches!(refused, Err(StartError::Child { .. })));
    }
    let slow = Script::new()
        .begins([Begin::Slowly(SECOND)])
        .ends([Bye::Slowly(SECOND)]);
    let mut top = Supervisor::new("top");
    let slow = top.add(slow.child("slow"));
    top.add(Script::new().begins([Begin::Ignored]).child("ignored"));
    let hangs = Script::new().ends([Bye::Hangs]).child("hangs");
    top.add(hangs.shutdown(Shutdown::After(SECOND)));
    top.add(Script::new().ends([Bye::Panics]).child("panics"));
    let busy = Script::new().child("busy");
    let busy = top.add(busy.shutdown(Shutdown::After(2 * SECOND)));
    let mut recorder = Recorder::of(&top.handle());
    let root = start(top).await;
    recorder.assert_order(&["slow started", "ignored ignored", "panics started"]);
    slow.panic();
    within(recorder.wait_for("slow restarted")).await;
    busy.hang();
    settle().await;
    let outcome = within(root.shutdown()).await;
    assert_eq!(
        outcome
            .unclean
            .iter()
            .map(|name| &**name)
            .collect::<Vec<_>>(),
        ["hangs"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_probe_keeps_what_it_is_sent() {
    let mut probe = Probe::spawn();
    let handle = probe.handle().clone();
    assert_eq!(probe.try_next(), None);
    handle.send(5).await.unwrap();
    handle.send(6).await.unwrap();
    assert_eq!(within(probe.next()).await, 5);
    settle().await;
    assert_eq!(probe.try_next(), Some(6));
    probe.expect_none(SECOND).await;
    drop(probe);
    within(handle.closed()).await;
    handle.send(7).await.unwrap_err();
}

supervision_tree! {
    Plain(one: Other) {
        a: Actor(one),
        b: Actor(one) { restart: transient },
        c: Actor(one) { restart: temporary },
    }

    Rest(one: Other) {
        strategy: rest_for_one,
        limit: 2 per 5s,
        a: Actor(one),
        b: Actor(one) { backoff: exponential(1s..10s, jitter: 50%) },
        c: Actor(one) { shutdown: 1s, drain: 2s },
        d: Actor(one) { shutdown: brutal_kill },
    }

    Nested(one: Other) {
        strategy: one_for_all,
        a: Actor(one),
        inner: supervisor {
            strategy: dependents,
            limit: 1 per 5s,
            backoff: constant(1s),
            b: Actor(one),
            c: Actor(one) { restart: transient },
            deep: supervisor {
                strategy: one_for_all,
                restart_order: rolling,
                d: Actor(one),
                e: Actor(one),
            },
        },
        pool: pool Actor(one) { size: 2 },
        many: dynamic Actor,
    }

    /// It waits as long as the matrix would, if that took round numbers.
    Backed(one: Other) {
        a: Actor(one),
        b: Actor(one) { backoff: constant(500ms) },
    }

    Careful(one: Other) {
        strategy: one_for_all,
        limit: 1 per 10s,
        at_limit: pause(20s),
        auto_shutdown: any_significant,
        start_order: concurrent,
        restart_order: parallel,
        shutdown_order: forward,
        a: Actor(one) { limit: 1 per 1m, at_limit: open(5s) },
        b: Actor(one) { limit: 1 per 1m, at_limit: disable },
        c: Actor(one) { restart: intrinsic },
        d: Actor(one) { start: optional, shutdown: infinity },
        e: Actor(one) { shutdown: 1s },
    }
}

#[test]
fn every_failure_at_every_child_leads_to_what_the_rules_say() {
    let journal = Journal::new();
    let script = || journal.script("x");
    // Nine kinds, at three and at four children.
    assert_eq!(fault_matrix::<Plain>(script()).run().len(), 27);
    assert_eq!(fault_matrix::<Rest>(script()).run().len(), 36);
    let nested = fault_matrix::<Nested>(script()).run();
    assert!(nested.to_string().contains("inner.deep.e"));
    // A supervisor below that is stopped is not the end of all.
    assert!(nested.to_string().contains("restarted: a, inner"));
    fault_matrix::<Careful>(script()).run();
    assert_eq!(fault_matrix::<Backed>(script()).run().len(), 18);
}

#[test]
fn a_tree_of_real_processes_is_compared_with_the_rules() {
    let journal = Journal::new();
    let report = fault_matrix::<Plain>(journal.script("x"));
    let report = report.with_real_children().run();
    assert_eq!(report.len(), 9);
    assert_eq!(report.differences(), [""; 0]);
}

#[tokio::test]
async fn a_matrix_runs_inside_a_runtime_too() {
    let journal = Journal::new();
    let report = fault_matrix::<Plain>(journal.script("x")).run();
    assert!(!report.is_empty() && report.to_string().contains("restarted: a"));
}
