//! Supervisors that end with their significant children.

use supervise_model::AutoShutdown;

use super::*;

const fn significant(restart: Restart) -> Policy {
    Policy {
        restart,
        significant: true,
        ..PERMANENT
    }
}

fn up(auto_shutdown: AutoShutdown, children: &[(&str, Policy)]) -> Bench {
    let rules = Rules {
        auto_shutdown,
        ..Rules::new(Mode::Static(Strategy::OneForOne))
    };
    Bench::with_rules(rules, children).booted()
}

fn two(auto_shutdown: AutoShutdown) -> Bench {
    up(
        auto_shutdown,
        &[
            ("a", significant(Restart::Transient)),
            ("b", significant(Restart::Temporary)),
            ("c", PERMANENT),
        ],
    )
}

#[test]
fn it_ends_with_any_of_them() {
    let mut bench = two(AutoShutdown::AnySignificant);
    assert_eq!(
        bench.exited("a", ExitReason::Normal),
        "vacant a (normal), exit c"
    );
    assert_eq!(
        bench.notes.last().map(String::as_str),
        Some("a ends it all")
    );
    assert_eq!(bench.obeys("c"), "vacant c (shutdown), exit b");
    assert_eq!(
        bench.obeys("b"),
        "vacant b (shutdown), forget b, finish (shutdown)"
    );
}

#[test]
fn a_temporary_one_may_end_in_any_way() {
    let mut bench = two(AutoShutdown::AnySignificant);
    assert_eq!(bench.panics("b"), "vacant b (panic), forget b, exit c");
}

#[test]
fn it_ends_with_the_last_of_them() {
    let mut bench = two(AutoShutdown::AllSignificant);
    assert_eq!(bench.panics("b"), "vacant b (panic), forget b");
    assert_eq!(bench.exited("c", ExitReason::Normal), "start c");
    bench.started("c");
    assert_eq!(
        bench.exited("a", ExitReason::Shutdown),
        "vacant a (shutdown), exit c"
    );
}

#[test]
fn one_that_is_restarted_is_no_reason() {
    let mut bench = two(AutoShutdown::AnySignificant);
    assert_eq!(bench.panics("a"), "start a");
    bench.started("a");
    let mut bench = two(AutoShutdown::AllSignificant);
    bench.panics("a");
    // One that is being restarted is still there.
    assert_eq!(bench.panics("b"), "vacant b (panic), forget b");
}

#[test]
fn one_that_is_stopped_is_no_reason() {
    let mut bench = two(AutoShutdown::AnySignificant);
    assert_eq!(bench.stop_child(1, "a"), "exit a");
    assert_eq!(bench.obeys("a"), "vacant a (shutdown), answer 1: a");
    // Nor one that ignored its start.
    assert_eq!(bench.start_again(2, "a"), "start a");
    assert_eq!(bench.ignored("a"), "answer 2: Ignored, vacant a (normal)");
    // For the last of them it is gone all the same.
    let mut bench = two(AutoShutdown::AllSignificant);
    bench.stop_child(1, "a");
    bench.obeys("a");
    assert_eq!(bench.panics("b"), "vacant b (panic), forget b, exit c");
}

#[test]
fn siblings_that_are_stopped_with_a_group_are_no_reason() {
    let rules = Rules {
        auto_shutdown: AutoShutdown::AnySignificant,
        ..Rules::new(Mode::Static(Strategy::OneForAll))
    };
    let children = [
        ("a", PERMANENT),
        ("b", significant(Restart::Temporary)),
        ("c", PERMANENT),
    ];
    let mut bench = Bench::with_rules(rules, &children).booted();
    assert_eq!(bench.panics("a"), "exit c");
    assert_eq!(bench.obeys("c"), "exit b");
    assert_eq!(bench.obeys("b"), "vacant b (shutdown), forget b, start a");
}

#[test]
fn the_insignificant_are_of_no_significance() {
    let mut bench = up(
        AutoShutdown::AnySignificant,
        &[("a", TRANSIENT), ("b", significant(Restart::Transient))],
    );
    assert_eq!(bench.exited("a", ExitReason::Normal), "vacant a (normal)");
}

/// To an optional child a failed start is what a crash is to others.
#[test]
fn an_optional_one_may_fail_in_its_init() {
    let optional = Policy {
        optional: true,
        ..significant(Restart::Temporary)
    };
    let rules = Rules {
        auto_shutdown: AutoShutdown::AnySignificant,
        ..Rules::new(Mode::Static(Strategy::OneForOne))
    };
    let children = [("a", PERMANENT), ("b", optional), ("c", PERMANENT)];
    let mut bench = Bench::with_rules(rules, &children);
    bench.happens(Event::Boot);
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(
        bench.panics("b"),
        "vacant b (panic), forget b, vacant c (shutdown), exit a"
    );
    assert_eq!(bench.obeys("a"), "vacant a (shutdown), finish (shutdown)");
}

/// It may take its time to go, but it is gone as far as the others are concerned.
#[test]
fn one_that_is_on_its_way_out_is_not_waited_for() {
    let optional = Policy {
        optional: true,
        start_timeout: Some(secs(1)),
        ..significant(Restart::Temporary)
    };
    let rules = Rules {
        auto_shutdown: AutoShutdown::AllSignificant,
        ..Rules::new(Mode::Static(Strategy::OneForOne))
    };
    let children = [("a", optional), ("b", significant(Restart::Temporary))];
    let mut bench = Bench::with_rules(rules, &children);
    bench.happens(Event::Boot);
    assert_eq!(bench.wait(secs(1)), "kill a");
    assert_eq!(
        bench.exited("a", ExitReason::Killed),
        "vacant a (killed), forget a, start b"
    );
    let mut bench = two(AutoShutdown::AllSignificant);
    assert_eq!(bench.stop_child(1, "a"), "exit a");
    assert_eq!(bench.panics("b"), "vacant b (panic), forget b, exit c");
}
