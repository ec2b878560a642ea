//! The boot: one after another, all or nothing.

use super::*;

const ABC: &[(&str, Policy)] = &[("a", PERMANENT), ("b", PERMANENT), ("c", PERMANENT)];

#[test]
fn children_start_one_after_another() {
    for strategy in [
        Strategy::OneForOne,
        Strategy::OneForAll,
        Strategy::RestForOne,
    ] {
        let mut bench = Bench::new(strategy, ABC);
        assert_eq!(bench.happens(Event::Boot), "start a");
        assert_eq!(bench.state("b"), "waiting");
        assert_eq!(bench.started("a"), "start b");
        assert_eq!(bench.started("b"), "start c");
        assert_eq!(bench.started("c"), "booted");
        assert_eq!(bench.happens(Event::Boot), "");
    }
}

#[test]
fn without_children_it_is_up_at_once() {
    let mut bench = Bench::new(Strategy::OneForAll, &[]);
    assert_eq!(bench.happens(Event::Boot), "booted");
    assert_eq!(bench.shutdown(), "finish (shutdown)");
}

#[test]
fn a_failing_start_undoes_the_boot_in_reverse_and_is_named() {
    for policy in [PERMANENT, TRANSIENT, TEMPORARY] {
        let children = [
            ("a", PERMANENT),
            ("b", PERMANENT),
            ("c", policy.clone()),
            ("d", PERMANENT),
        ];
        let mut bench = Bench::new(Strategy::OneForOne, &children);
        bench.happens(Event::Boot);
        bench.started("a");
        bench.started("b");
        let forget = if policy.restart == Restart::Temporary {
            "forget c, "
        } else {
            ""
        };
        assert_eq!(
            bench.panics("c"),
            format!("vacant c (panic), {forget}vacant d (shutdown), exit b")
        );
        assert_eq!(bench.obeys("b"), "vacant b (shutdown), exit a");
        assert_eq!(
            bench.obeys("a"),
            "vacant a (shutdown), boot failed at c (panic)"
        );
        assert_eq!(bench.shutdown(), "");
        assert_eq!(bench.notes[0], "c start failed (panic)");
    }
}

#[test]
fn a_start_that_ends_gracefully_before_it_is_acknowledged_has_failed_too() {
    let mut bench = Bench::new(Strategy::OneForOne, &[("a", TRANSIENT)]);
    bench.happens(Event::Boot);
    assert_eq!(
        bench.exited("a", ExitReason::Normal),
        "vacant a (normal), boot failed at a (normal)"
    );
}

#[test]
fn an_ignored_place_stays_empty_and_a_temporary_one_is_forgotten() {
    let children = [("a", PERMANENT), ("b", TEMPORARY), ("c", PERMANENT)];
    let mut bench = Bench::new(Strategy::OneForOne, &children);
    bench.happens(Event::Boot);
    assert_eq!(bench.ignored("a"), "vacant a (normal), start b");
    assert_eq!(bench.ignored("b"), "vacant b (normal), forget b, start c");
    assert_eq!(bench.started("c"), "booted");
    assert_eq!(bench.state("a"), "vacant");
    assert_eq!(bench.state("b"), "forgotten");
}

#[test]
fn an_init_that_takes_too_long_is_killed_and_fails_the_boot() {
    let mut bench = Bench::new(Strategy::OneForOne, ABC);
    bench.happens(Event::Boot);
    bench.started("a");
    assert_eq!(bench.wait(secs(29)), "");
    assert_eq!(bench.wait(secs(1)), "kill b, vacant c (shutdown)");
    assert_eq!(
        bench.exited("b", ExitReason::Killed),
        "vacant b (killed), exit a"
    );
    assert_eq!(
        bench.obeys("a"),
        "vacant a (shutdown), boot failed at b (init did not finish in time)"
    );
}

#[test]
fn an_init_that_cannot_be_killed_is_abandoned_and_named() {
    let mut bench = Bench::new(Strategy::OneForOne, &[("a", PERMANENT), ("b", PERMANENT)]);
    bench.happens(Event::Boot);
    bench.started("a");
    assert_eq!(bench.wait(secs(30)), "kill b");
    assert_eq!(bench.wait(secs(1)), "vacant b (killed), exit a");
    assert_eq!(
        bench.obeys("a"),
        "vacant a (shutdown), boot failed at b (init did not finish in time) abandoned b"
    );
}

#[test]
fn who_dies_while_others_boot_is_restarted_without_waiting_for_them() {
    let mut bench = Bench::new(Strategy::OneForOne, ABC);
    bench.happens(Event::Boot);
    bench.started("a");
    assert_eq!(bench.panics("a"), "start a");
    assert_eq!(bench.started("b"), ""); // c waits until all before it are up
    assert_eq!(bench.started("a"), "start c");
    assert_eq!(bench.started("c"), "booted");
}

#[test]
fn who_dies_while_others_boot_takes_its_group_along() {
    let mut bench = Bench::new(Strategy::RestForOne, ABC);
    bench.happens(Event::Boot);
    bench.started("a");
    assert_eq!(bench.panics("a"), "exit b");
    assert_eq!(bench.obeys("b"), "start a");
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(bench.started("b"), "start c");
    assert_eq!(bench.started("c"), "booted");
}

#[test]
fn who_ends_for_good_while_others_boot_does_not_hold_them_up() {
    let children = [("a", TRANSIENT), ("b", TEMPORARY), ("c", PERMANENT)];
    let mut bench = Bench::new(Strategy::OneForAll, &children);
    bench.happens(Event::Boot);
    bench.started("a");
    bench.started("b");
    assert_eq!(bench.exited("a", ExitReason::Normal), "vacant a (normal)");
    assert_eq!(bench.panics("b"), "vacant b (panic), forget b");
    assert_eq!(bench.started("c"), "booted");
}

#[test]
fn too_many_restarts_during_the_boot_fail_it() {
    let limit = Limit::new(1, secs(5));
    let mut bench = Bench::with_limit(Strategy::OneForOne, limit, ABC);
    bench.happens(Event::Boot);
    bench.started("a");
    assert_eq!(bench.panics("a"), "start a"); // a has been up: its restart is one, not the boot
    assert_eq!(
        bench.panics("a"),
        "vacant a (panic), vacant c (shutdown), exit b"
    );
    assert_eq!(
        bench.obeys("b"),
        "vacant b (shutdown), boot failed at a \
         (gave up after 1 restarts, the last child to fail was `a`: panic)"
    );
}

#[test]
fn a_shutdown_during_the_boot_stops_those_started_in_reverse() {
    let mut bench = Bench::new(Strategy::OneForOne, ABC);
    bench.happens(Event::Boot);
    bench.started("a");
    assert_eq!(bench.shutdown(), "vacant c (shutdown), exit b");
    assert_eq!(bench.started("b"), ""); // crossed our exit
    assert_eq!(bench.obeys("b"), "vacant b (shutdown), exit a");
    assert_eq!(bench.obeys("a"), "vacant a (shutdown), finish (shutdown)");
}

#[test]
fn a_shutdown_before_the_boot_finishes_at_once() {
    let mut bench = Bench::new(Strategy::OneForOne, &[("a", PERMANENT)]);
    assert_eq!(bench.shutdown(), "vacant a (shutdown), finish (shutdown)");
    assert_eq!(bench.happens(Event::Boot), "");
}

#[test]
fn a_kill_during_the_roll_back_hurries_it() {
    let mut bench = Bench::new(Strategy::OneForOne, ABC);
    bench.happens(Event::Boot);
    bench.started("a");
    bench.started("b");
    bench.panics("c");
    assert_eq!(bench.kill(), "kill b, kill a");
    bench.exited("a", ExitReason::Killed);
    assert_eq!(
        bench.exited("b", ExitReason::Killed),
        "vacant b (killed), boot failed at c (panic)"
    );
}

#[test]
fn a_child_stopped_by_request_is_left_out_of_the_boot() {
    let mut bench = Bench::new(Strategy::OneForAll, ABC);
    bench.happens(Event::Boot);
    assert_eq!(bench.stop_child(1, "b"), "vacant b (shutdown), answer 1: b");
    assert_eq!(bench.stop_child(2, "a"), "exit a");
    assert_eq!(
        bench.obeys("a"),
        "vacant a (shutdown), answer 2: a, start c"
    );
    assert_eq!(bench.started("c"), "booted");
}
