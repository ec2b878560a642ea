//! In which order children are started, stopped, and restarted together.

use supervise_model::{Direction, RestartOrder, ShutdownOrder, StartOrder};

use super::*;

const ABC: [(&str, Policy); 3] = [("a", PERMANENT), ("b", PERMANENT), ("c", PERMANENT)];

fn group(strategy: Strategy, restart_order: RestartOrder) -> Bench {
    let rules = Rules {
        restart_order,
        ..Rules::new(Mode::Static(strategy))
    };
    Bench::with_rules(rules, &ABC).booted()
}

#[test]
fn left_for_one_takes_along_those_that_start_before() {
    let mut bench = Bench::up(Strategy::LeftForOne, &ABC);
    assert_eq!(bench.panics("b"), "exit a");
    assert_eq!(bench.obeys("a"), "start a");
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(bench.started("b"), "");
    assert_eq!(
        bench.notes,
        [
            "b died (panic)",
            "restarting b with a",
            "a stopped (shutdown)",
            "group of b restarted"
        ]
    );
    assert_eq!(bench.panics("a"), "start a");
}

#[test]
fn dependents_takes_along_those_that_were_given_its_handle() {
    let mut bench = Bench::of(Core::new(Rules::new(Mode::Static(Strategy::Dependents)), 0));
    bench.declare("store", PERMANENT, &[]);
    bench.declare("clock", PERMANENT, &[]);
    bench.declare("cache", PERMANENT, &["store"]);
    bench.declare("other", PERMANENT, &["clock"]);
    bench.declare("page", PERMANENT, &["cache"]);
    let mut bench = bench.booted();
    assert_eq!(bench.panics("store"), "exit page");
    assert_eq!(bench.obeys("page"), "exit cache");
    assert_eq!(bench.obeys("cache"), "start store");
    assert_eq!(bench.started("store"), "start cache");
    assert_eq!(bench.started("cache"), "start page");
    assert_eq!(bench.started("page"), "");
    assert_eq!(bench.panics("page"), "start page");
    assert_eq!(bench.started("page"), "");
    assert_eq!(bench.panics("clock"), "exit other");
}

#[test]
fn none_restarts_nobody() {
    let mut bench = Bench::up(Strategy::None, &ABC);
    assert_eq!(bench.panics("b"), "vacant b (panic)");
    assert_eq!(bench.state("b"), "vacant");
    assert_eq!(bench.start_again(1, "b"), "start b");
    assert_eq!(bench.started("b"), "answer 1: b");
}

#[test]
fn all_are_stopped_from_the_left_and_started_from_the_right() {
    let order = RestartOrder::Sequential {
        stop: Direction::LeftToRight,
        start: Direction::RightToLeft,
    };
    let mut bench = group(Strategy::OneForAll, order);
    assert_eq!(bench.panics("b"), "exit a");
    assert_eq!(bench.obeys("a"), "exit c");
    assert_eq!(bench.obeys("c"), "start c");
    assert_eq!(bench.started("c"), "start b");
    assert_eq!(bench.started("b"), "start a");
    assert_eq!(bench.started("a"), "");
}

#[test]
fn one_after_another_is_stopped_and_started() {
    let mut bench = group(
        Strategy::OneForAll,
        RestartOrder::Rolling(Direction::LeftToRight),
    );
    assert_eq!(bench.panics("b"), "exit a");
    assert_eq!(bench.obeys("a"), "start a");
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(bench.started("b"), "exit c");
    assert_eq!(bench.obeys("c"), "start c");
    assert_eq!(bench.started("c"), "");

    let mut bench = group(
        Strategy::OneForAll,
        RestartOrder::Rolling(Direction::RightToLeft),
    );
    assert_eq!(bench.panics("b"), "exit c");
    assert_eq!(bench.obeys("c"), "start c");
    assert_eq!(bench.started("c"), "start b");
    // One that waits for its turn and ends by itself counts as stopped.
    assert_eq!(bench.panics("a"), "");
    assert_eq!(bench.started("b"), "start a");
}

#[test]
fn all_at_once() {
    let mut bench = group(Strategy::OneForAll, RestartOrder::Parallel);
    assert_eq!(bench.panics("b"), "exit c, exit a");
    assert_eq!(bench.obeys("c"), "");
    assert_eq!(bench.obeys("a"), "start a, start b, start c");
}

#[test]
fn a_shutdown_goes_forward_or_stops_all_at_once() {
    let up = |shutdown_order| {
        let rules = Rules {
            shutdown_order,
            ..Rules::new(Mode::Static(Strategy::OneForOne))
        };
        Bench::with_rules(rules, &ABC).booted()
    };
    let mut bench = up(ShutdownOrder::Forward);
    assert_eq!(bench.shutdown(), "exit a");
    assert_eq!(bench.obeys("a"), "vacant a (shutdown), exit b");
    let mut bench = up(ShutdownOrder::Parallel);
    assert_eq!(bench.shutdown(), "exit c, exit b, exit a");
}

#[test]
fn a_rolling_restart_is_no_rolling_shutdown() {
    let mut bench = group(
        Strategy::OneForAll,
        RestartOrder::Rolling(Direction::LeftToRight),
    );
    assert_eq!(bench.panics("b"), "exit a");
    assert_eq!(bench.shutdown(), "vacant b (shutdown), exit c");
}

#[test]
fn those_that_need_nobody_start_at_once() {
    let rules = Rules {
        start_order: StartOrder::Concurrent,
        ..Rules::new(Mode::Static(Strategy::OneForAll))
    };
    let mut bench = Bench::of(Core::new(rules, 0));
    bench.declare("a", PERMANENT, &[]);
    bench.declare("b", PERMANENT, &[]);
    bench.declare("c", PERMANENT, &["a"]);
    bench.declare("d", PERMANENT, &["b", "c"]);
    assert_eq!(bench.happens(Event::Boot), "start a, start b");
    assert_eq!(bench.started("b"), "");
    assert_eq!(bench.started("a"), "start c");
    assert_eq!(bench.started("c"), "start d");
    assert_eq!(bench.started("d"), "booted");
}

#[test]
fn a_concurrent_boot_that_fails_is_undone() {
    let rules = Rules {
        start_order: StartOrder::Concurrent,
        ..Rules::new(Mode::Static(Strategy::OneForOne))
    };
    let mut bench = Bench::with_rules(rules, &ABC);
    assert_eq!(bench.happens(Event::Boot), "start a, start b, start c");
    assert_eq!(bench.started("a"), "");
    assert_eq!(bench.panics("b"), "vacant b (panic), exit c");
    assert_eq!(bench.obeys("c"), "vacant c (shutdown), exit a");
    assert_eq!(
        bench.obeys("a"),
        "vacant a (shutdown), boot failed at b (panic)"
    );
}
