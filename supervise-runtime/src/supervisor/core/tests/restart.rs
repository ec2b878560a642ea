//! Restarts: who, in which order, and how often.

use super::*;

const ABCD: &[(&str, Policy)] = &[
    ("a", PERMANENT),
    ("b", PERMANENT),
    ("c", PERMANENT),
    ("d", PERMANENT),
];

#[test]
fn one_for_one_restarts_the_failed_child_alone() {
    let mut bench = Bench::up(Strategy::OneForOne, ABCD);
    assert_eq!(bench.panics("b"), "start b");
    assert_eq!(bench.panics("c"), "start c"); // a slow start delays nobody
    assert_eq!(bench.started("c"), "");
    assert_eq!(bench.started("b"), "");
    assert_eq!(bench.notes[..2], ["b died (panic)", "restarting b"]);
}

#[test]
fn one_for_all_stops_the_others_from_the_right_then_starts_all_from_the_left() {
    let mut bench = Bench::up(Strategy::OneForAll, ABCD);
    assert_eq!(bench.panics("b"), "exit d");
    assert_eq!(bench.obeys("d"), "exit c");
    assert_eq!(bench.obeys("c"), "exit a");
    assert_eq!(bench.obeys("a"), "start a");
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(bench.started("b"), "start c");
    assert_eq!(bench.started("c"), "start d");
    assert_eq!(bench.started("d"), "");
    assert_eq!(bench.notes[1], "restarting b with a c d");
    assert_eq!(bench.core.restarts_in_window(bench.now), 1);
}

#[test]
fn rest_for_one_leaves_those_before_alone() {
    let mut bench = Bench::up(Strategy::RestForOne, ABCD);
    assert_eq!(bench.panics("c"), "exit d");
    assert_eq!(bench.obeys("d"), "start c");
    assert_eq!(bench.started("c"), "start d");
    assert_eq!(bench.started("d"), "");
}

#[test]
fn siblings_that_fail_together_count_once() {
    let mut bench = Bench::up(Strategy::OneForAll, ABCD);
    assert_eq!(bench.panics("b"), "exit d");
    assert_eq!(bench.panics("c"), ""); // its turn to be stopped had not come
    assert_eq!(bench.panics("d"), "exit a"); // ended otherwise than asked
    assert_eq!(bench.panics("a"), "start a");
    assert_eq!(bench.core.restarts_in_window(bench.now), 1);
}

#[test]
fn a_failure_further_left_widens_a_restart_that_is_starting() {
    let mut bench = Bench::up(Strategy::RestForOne, ABCD);
    bench.panics("b");
    bench.obeys("d");
    assert_eq!(bench.obeys("c"), "start b");
    assert_eq!(bench.started("b"), "start c");
    assert_eq!(bench.panics("a"), "exit c");
    assert_eq!(bench.obeys("c"), "exit b");
    assert_eq!(bench.obeys("b"), "start a");
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(bench.started("b"), "start c");
    assert_eq!(bench.started("c"), "start d");
    assert_eq!(bench.core.restarts_in_window(bench.now), 2);
}

#[test]
fn a_failure_further_left_widens_a_restart_that_is_stopping() {
    let mut bench = Bench::up(Strategy::RestForOne, ABCD);
    assert_eq!(bench.panics("c"), "exit d");
    assert_eq!(bench.panics("a"), "");
    assert_eq!(bench.obeys("d"), "exit b");
    assert_eq!(bench.obeys("b"), "start a");
}

#[test]
fn a_failing_restart_is_another_restart() {
    let mut bench = Bench::up(Strategy::OneForOne, ABCD);
    bench.panics("b");
    assert_eq!(bench.panics("b"), "start b");
    assert_eq!(bench.panics("b"), "start b");
    assert_eq!(bench.panics("b"), "vacant b (panic), exit d");
    assert_eq!(
        bench.notes[6..8],
        ["b start failed (panic)", "gave up on b (panic)"]
    );
}

#[test]
fn a_failing_restart_in_a_group_begins_the_group_again_from_it() {
    let mut bench = Bench::up(Strategy::RestForOne, ABCD);
    bench.panics("b");
    bench.obeys("d");
    bench.obeys("c");
    assert_eq!(bench.started("b"), "start c");
    assert_eq!(bench.panics("c"), "start c"); // b stays, d waits

    let mut bench = Bench::up(Strategy::OneForAll, &ABCD[..3]);
    bench.panics("a");
    bench.obeys("c");
    bench.obeys("b");
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(bench.panics("b"), "exit a");
    assert_eq!(bench.obeys("a"), "start a");
}

#[test]
fn a_restart_that_takes_too_long_is_killed_and_tried_again() {
    let mut bench = Bench::up(Strategy::OneForOne, ABCD);
    bench.panics("b");
    assert_eq!(bench.wait(secs(30)), "kill b");
    assert_eq!(bench.exited("b", ExitReason::Killed), "start b");
    assert_eq!(
        bench.notes[2],
        "b start failed (init did not finish in time)"
    );
}

#[test]
fn policies_decide_who_is_restarted() {
    let (graceful, normal) = (|| ExitReason::Shutdown, || ExitReason::Normal);
    let cases: &[(Policy, ExitReason, &str)] = &[
        (PERMANENT, panic(), "start x"),
        (PERMANENT, normal(), "start x"),
        (PERMANENT, graceful(), "start x"),
        (PERMANENT, ExitReason::Killed, "start x"),
        (TRANSIENT, panic(), "start x"),
        (TRANSIENT, ExitReason::Killed, "start x"),
        (TRANSIENT, normal(), "vacant x (normal)"),
        (TRANSIENT, graceful(), "vacant x (shutdown)"),
        (TEMPORARY, panic(), "vacant x (panic), forget x"),
        (TEMPORARY, normal(), "vacant x (normal), forget x"),
    ];
    for (policy, reason, expected) in cases {
        let mut bench = Bench::up(Strategy::OneForOne, &[("x", policy.clone())]);
        assert_eq!(bench.exited("x", reason.clone()), *expected, "{policy:?}");
    }
}

#[test]
fn a_group_brings_back_who_had_finished_but_not_who_was_stopped_or_is_temporary() {
    let children = [
        ("finished", TRANSIENT),
        ("ignored", PERMANENT),
        ("stopped", PERMANENT),
        ("temporary", TEMPORARY),
        ("x", PERMANENT),
    ];
    let mut bench = Bench::new(Strategy::OneForAll, &children);
    bench.happens(Event::Boot);
    bench.started("finished");
    bench.ignored("ignored");
    bench.started("stopped");
    bench.started("temporary");
    assert_eq!(bench.started("x"), "booted");
    bench.exited("finished", ExitReason::Normal);
    bench.stop_child(1, "stopped");
    assert_eq!(
        bench.obeys("stopped"),
        "vacant stopped (shutdown), answer 1: stopped"
    );

    assert_eq!(bench.panics("x"), "exit temporary");
    assert_eq!(
        bench.obeys("temporary"),
        "vacant temporary (shutdown), forget temporary, start finished"
    );
    assert_eq!(bench.started("finished"), "start ignored");
    assert_eq!(bench.ignored("ignored"), "vacant ignored (normal), start x");
    assert_eq!(bench.started("x"), "");
    assert_eq!(bench.state("stopped"), "vacant");
}

#[test]
fn a_restart_one_period_old_still_counts() {
    let limit = Limit::new(2, secs(5));
    for (last, expected) in [(5_000, "vacant a (panic), finish "), (5_001, "start a")] {
        let mut bench = Bench::with_limit(Strategy::OneForOne, limit, &[("a", PERMANENT)]).booted();
        bench.panics("a");
        bench.started("a");
        bench.wait(Duration::from_millis(4_000));
        bench.panics("a");
        bench.started("a");
        bench.wait(Duration::from_millis(last - 4_000));
        let line = bench.panics("a");
        assert!(line.starts_with(expected), "after {last} ms: {line}");
    }
}

#[test]
fn limits_of_none_and_of_zero() {
    let child = &[("a", PERMANENT)];
    let mut bench = Bench::with_limit(Strategy::OneForOne, Limit::NONE, child).booted();
    for _ in 0..1000 {
        assert_eq!(bench.panics("a"), "start a");
    }
    let limit = Limit::new(0, secs(1));
    let mut bench = Bench::with_limit(Strategy::OneForOne, limit, child).booted();
    assert_eq!(
        bench.panics("a"),
        "vacant a (panic), \
         finish (gave up after 0 restarts, the last child to fail was `a`: panic)"
    );
}

#[test]
fn giving_up_stops_the_children_in_order() {
    let limit = Limit::new(0, secs(5));
    let mut bench = Bench::with_limit(Strategy::OneForOne, limit, &ABCD[..3]).booted();
    assert_eq!(bench.panics("b"), "vacant b (panic), exit c");
    assert_eq!(bench.panics("c"), "vacant c (panic), exit a"); // no longer a failure
    assert_eq!(
        bench.obeys("a"),
        "vacant a (shutdown), \
         finish (gave up after 0 restarts, the last child to fail was `b`: panic)"
    );
    assert_eq!(bench.shutdown(), "");
}

#[test]
fn a_child_stopped_by_request_during_its_groups_restart_stays_down() {
    let mut bench = Bench::up(Strategy::OneForAll, &ABCD[..3]);
    assert_eq!(bench.panics("a"), "exit c");
    assert_eq!(bench.stop_child(1, "c"), ""); // being stopped
    assert_eq!(bench.stop_child(2, "b"), "exit b"); // asked for, so it does not wait for its turn
    assert_eq!(bench.obeys("c"), "vacant c (shutdown), answer 1: c");
    assert_eq!(
        bench.obeys("b"),
        "vacant b (shutdown), answer 2: b, start a"
    );
    assert_eq!(bench.stop_child(3, "a"), "exit a"); // being started
    assert_eq!(bench.obeys("a"), "vacant a (shutdown), answer 3: a");
    assert_eq!(bench.stop_child(4, "a"), "answer 4: a"); // already down
}

#[test]
fn a_child_that_waits_for_its_restart_can_be_stopped() {
    let mut bench = Bench::up(Strategy::RestForOne, &ABCD[..2]);
    assert_eq!(bench.panics("a"), "exit b");
    assert_eq!(bench.stop_child(1, "a"), "vacant a (shutdown), answer 1: a");
    assert_eq!(bench.obeys("b"), "start b");
}

#[test]
fn stale_events_are_ignored() {
    let mut bench = Bench::up(Strategy::OneForAll, &ABCD[..2]);
    let old = bench.run("a");
    let stranger = Run {
        child: ChildKey {
            index: 99,
            generation: 0,
        },
        number: 1,
    };
    bench.panics("a");
    assert_eq!(bench.obeys("b"), "start a");
    for run in [old, stranger] {
        assert_eq!(bench.happens(Event::Exited(run, panic())), "");
        assert_eq!(bench.happens(Event::Started(run)), "");
        assert_eq!(bench.happens(Event::Ignored(run)), "");
    }
    let timer = |serial| TimerKey {
        child: bench.key("a"),
        serial,
    };
    for stale in [timer(0), timer(999)] {
        assert_eq!(bench.happens(Event::Timer(stale)), "");
    }
    assert_eq!(bench.started("a"), "start b");
    let line = bench.happens(Event::StopChild(
        RequestKey(7),
        ChildKey {
            index: 99,
            generation: 0,
        },
    ));
    assert_eq!(line, "answer 7: NotFound");
}
