//! Children that do not end: killed, abandoned, and what becomes of their places.

use super::*;

const AB: &[(&str, Policy)] = &[("a", PERMANENT), ("b", PERMANENT)];

/// b was told to stop, did not, and was killed.
fn killed(strategy: Strategy, limit: Limit) -> Bench {
    let mut bench = Bench::with_limit(strategy, limit, AB).booted();
    assert_eq!(bench.panics("a"), "exit b");
    assert_eq!(bench.wait(secs(5)), "kill b");
    bench
}

#[test]
fn who_does_not_end_when_killed_is_abandoned() {
    let mut bench = Bench::up(Strategy::OneForOne, AB);
    assert_eq!(bench.shutdown(), "exit b");
    assert_eq!(bench.wait(secs(5)), "kill b");
    assert_eq!(bench.wait(secs(1)), "vacant b (killed), exit a");
    assert_eq!(bench.state("b"), "abandoned");
    assert_eq!(
        bench.obeys("a"),
        "vacant a (shutdown), finish (shutdown) unclean b abandoned b"
    );
}

#[test]
fn who_ends_late_is_not_listed_as_abandoned() {
    let mut bench = Bench::up(Strategy::OneForOne, AB);
    bench.shutdown();
    bench.wait(secs(6));
    assert_eq!(bench.exited("b", ExitReason::Killed), "");
    assert_eq!(
        bench.obeys("a"),
        "vacant a (shutdown), finish (shutdown) unclean b"
    );
    assert_eq!(bench.notes[2], "b gone (killed)");
}

#[test]
fn a_supervisor_is_never_abandoned() {
    let tree = Policy {
        supervisor: true,
        shutdown: Shutdown::After(secs(1)),
        ..PERMANENT
    };
    let mut bench = Bench::up(Strategy::OneForOne, &[("tree", tree)]);
    assert_eq!(bench.shutdown(), "exit tree");
    assert_eq!(bench.wait(secs(1_000)), "kill tree");
    assert_eq!(
        bench.exited("tree", ExitReason::Killed),
        "vacant tree (killed), finish (shutdown) unclean tree"
    );
}

#[test]
fn nothing_is_started_beside_an_abandoned_run() {
    let mut bench = killed(Strategy::OneForAll, Limit::default());
    assert_eq!(bench.wait(secs(1)), "");
    assert_eq!(bench.wait(secs(4)), "");
    assert_eq!(bench.exited("b", ExitReason::Killed), "start a"); // gone at last: this try counts
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(bench.core.restarts_in_window(bench.now), 1);
    assert_eq!(
        bench.notes[2..],
        ["b out of time", "b abandoned", "b gone (killed)"]
    );
}

#[test]
fn an_abandoned_place_is_tried_again_until_the_limit_names_it() {
    let mut bench = killed(Strategy::OneForAll, Limit::new(2, secs(60)));
    assert_eq!(bench.wait(secs(1 + 5)), ""); // first try
    assert_eq!(
        bench.wait(secs(5)),
        "vacant b (killed), vacant a (shutdown), finish (gave up after 2 restarts, \
         the last child to fail was `b`: killed; still running: b) abandoned b"
    );
    assert_eq!(
        bench.notes[3..],
        [
            "b abandoned",
            "b still running",
            "b still running",
            "gave up on b (killed)"
        ]
    );
}

#[test]
fn the_late_end_of_an_abandoned_run_may_be_one_restart_too_many() {
    let mut bench = killed(Strategy::OneForAll, Limit::new(1, secs(60)));
    bench.wait(secs(1));
    let line = bench.exited("b", ExitReason::Killed);
    assert!(
        line.starts_with("vacant b (killed), vacant a (shutdown), finish (gave up"),
        "{line}"
    );
}

#[test]
fn a_restart_that_hangs_is_abandoned_and_tried_again() {
    let mut bench = Bench::up(Strategy::OneForOne, AB);
    bench.panics("b");
    assert_eq!(bench.wait(secs(30)), "kill b");
    assert_eq!(bench.wait(secs(1)), "");
    assert_eq!(bench.panics("a"), "start a"); // a goes its own way
    assert_eq!(bench.panics("b"), "start b");
}

#[test]
fn an_abandoned_child_can_be_stopped_for_good() {
    let mut bench = killed(Strategy::OneForAll, Limit::default());
    assert_eq!(bench.stop_child(1, "b"), "");
    assert_eq!(
        bench.wait(secs(1)),
        "vacant b (killed), answer 1: Abandoned, start a"
    );
    assert_eq!(bench.stop_child(2, "b"), "answer 2: Abandoned");

    let mut bench = killed(Strategy::OneForAll, Limit::default());
    bench.wait(secs(1));
    assert_eq!(
        bench.stop_child(1, "b"),
        "vacant b (shutdown), answer 1: Abandoned, start a"
    );
    assert_eq!(bench.exited("b", ExitReason::Killed), "");
    assert_eq!(bench.state("b"), "vacant");
    bench.started("a");
    assert!(bench.timers.is_empty());
}

#[test]
fn a_temporary_child_that_is_abandoned_is_forgotten_when_it_is_gone() {
    let children = [("a", PERMANENT), ("b", TEMPORARY)];
    let mut bench = Bench::up(Strategy::OneForAll, &children);
    bench.panics("a");
    assert_eq!(bench.wait(secs(6)), "kill b, vacant b (killed), start a");
    assert_eq!(bench.exited("b", ExitReason::Killed), "forget b");
}

#[test]
fn a_group_restart_waits_for_a_child_that_is_being_stopped_by_request() {
    let slow = Policy {
        shutdown: Shutdown::Infinity,
        ..PERMANENT
    };
    let mut bench = Bench::up(
        Strategy::RestForOne,
        &[("a", PERMANENT), ("b", PERMANENT), ("c", slow)],
    );
    bench.stop_child(1, "c");
    assert_eq!(bench.panics("b"), "");
    assert_eq!(
        bench.obeys("c"),
        "vacant c (shutdown), answer 1: c, start b"
    );
}

#[test]
fn an_init_that_was_told_to_stop_and_takes_too_long_is_no_failure() {
    let slow = Policy {
        shutdown: Shutdown::Infinity,
        ..PERMANENT
    };
    let mut bench = Bench::new(
        Strategy::RestForOne,
        &[("a", PERMANENT), ("b", PERMANENT), ("c", slow)],
    )
    .booted();
    bench.panics("b");
    bench.obeys("c");
    assert_eq!(bench.started("b"), "start c");
    assert_eq!(bench.panics("b"), "exit c");
    assert_eq!(bench.wait(secs(30)), "kill c");
    assert_eq!(bench.exited("c", ExitReason::Killed), "start b");
    assert_eq!(bench.core.restarts_in_window(bench.now), 0); // c's failure is none
}

#[test]
fn an_init_that_takes_too_long_while_it_waits_for_its_turn_is_no_failure() {
    let slow = Policy {
        shutdown: Shutdown::Infinity,
        ..PERMANENT
    };
    let mut bench = Bench::up(Strategy::OneForOne, &[("a", PERMANENT), ("b", slow)]);
    assert_eq!(bench.panics("a"), "start a");
    assert_eq!(bench.shutdown(), "exit b");
    assert_eq!(bench.wait(secs(30)), "kill a");
    assert_eq!(bench.exited("a", ExitReason::Killed), "vacant a (killed)");
    assert_eq!(bench.obeys("b"), "vacant b (shutdown), finish (shutdown)");
}

#[test]
fn an_abandoned_place_is_tried_again_every_second_at_most() {
    let short = Shutdown::After(Duration::ZERO);
    for shutdown in [short, Shutdown::BrutalKill, Shutdown::Infinity] {
        let child = Policy {
            shutdown,
            ..PERMANENT
        };
        let mut bench = Bench::up(Strategy::OneForOne, &[("a", child)]);
        bench.panics("a");
        bench.wait(secs(30 + 1 + 2)); // its init times out, then the kill
        let tries = bench.notes.iter().filter(|note| *note == "a still running");
        assert_eq!(tries.count(), 2, "{shutdown:?}");
    }
}
