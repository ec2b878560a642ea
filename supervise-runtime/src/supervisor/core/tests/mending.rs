//! Back-off, limits of one child, and what follows at a limit.

use super::*;

fn backoff(first: u64, max: u64) -> Policy {
    let backoff = Backoff::exponential(secs(first), secs(max));
    mended(Some(backoff), None, AtLimit::Escalate)
}

fn one(policy: Policy) -> Bench {
    Bench::with_limit(Strategy::OneForOne, Limit::NONE, &[("a", policy)]).booted()
}

#[test]
fn delays_grow_while_it_keeps_failing() {
    let mut bench = one(backoff(1, 4));
    for delay in [1, 2, 4, 4] {
        assert_eq!(bench.panics("a"), "");
        assert_eq!(bench.state("a"), "waiting");
        assert_eq!(bench.wait(secs(delay) - Duration::from_millis(1)), "");
        assert_eq!(bench.wait(Duration::from_millis(1)), "start a");
        assert_eq!(bench.started("a"), "");
    }
    // A failed start is a failure like any other.
    assert_eq!(bench.panics("a"), "");
    assert_eq!(bench.wait(secs(4)), "start a");
    assert_eq!(bench.panics("a"), "");
    assert_eq!(bench.wait(secs(4)), "start a");
}

#[test]
fn who_has_been_healthy_begins_with_the_first_delay() {
    let mut bench = one(backoff(1, 4));
    for (lived, delay) in [(0, 1), (3, 2), (4, 1), (0, 2)] {
        bench.wait(secs(lived));
        assert_eq!(bench.panics("a"), "");
        assert_eq!(bench.notes.pop(), Some(format!("restarting a in {delay}s")));
        assert_eq!(bench.wait(secs(delay)), "start a");
        bench.started("a");
    }
}

#[test]
fn a_delayed_restart_is_cancelled_by_a_stop_and_by_a_shutdown() {
    let mut bench = one(backoff(1, 4));
    bench.panics("a");
    assert_eq!(bench.stop_child(1, "a"), "vacant a (shutdown), answer 1: a");
    assert_eq!(bench.wait(secs(10)), "");
    let mut bench = one(backoff(1, 4));
    bench.panics("a");
    assert_eq!(bench.shutdown(), "vacant a (shutdown), finish (shutdown)");
    assert!(bench.timers.is_empty());
}

#[test]
fn a_request_does_not_wait_for_the_delay() {
    let mut bench = one(backoff(1, 4));
    bench.panics("a");
    assert_eq!(bench.restart_child(1, "a"), "start a");
    assert_eq!(bench.started("a"), "answer 1: a");
    assert_eq!(bench.panics("a"), "");
    assert_eq!(bench.wait(secs(1)), "start a");
}

#[test]
fn a_delay_holds_up_those_that_start_after_it() {
    let children = [("a", PERMANENT), ("b", backoff(1, 4)), ("c", PERMANENT)];
    let mut bench = Bench::up(Strategy::OneForAll, &children);
    assert_eq!(bench.panics("b"), "exit c");
    assert_eq!(bench.obeys("c"), "exit a");
    assert_eq!(bench.obeys("a"), "start a");
    assert_eq!(bench.started("a"), "");
    assert_eq!(bench.wait(secs(1)), "start b");
    assert_eq!(bench.started("b"), "start c");
}

#[test]
fn a_delay_that_ends_as_a_sibling_fails_holds_nobody_up() {
    let children = [("a", backoff(1, 4)), ("b", PERMANENT)];
    let mut bench = Bench::up(Strategy::LeftForOne, &children);
    assert_eq!(bench.panics("a"), "");
    // The failure is told first, the timer of the same moment not yet.
    bench.now += secs(1);
    assert_eq!(bench.panics("b"), "start a");
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(bench.started("b"), "");
}

#[test]
fn chance_is_taken_from_the_seed() {
    let delay = |seed| {
        let backoff = Backoff::constant(secs(1)).jitter(0.5);
        let rules = Rules::new(Mode::Static(Strategy::OneForOne));
        let mut bench = Bench::of(Core::new(rules, seed));
        bench.declare("a", mended(Some(backoff), None, AtLimit::Escalate), &[]);
        let mut bench = bench.booted();
        bench.panics("a");
        bench.timers.first().map(|(at, _)| *at)
    };
    assert_eq!(delay(1), delay(1));
    assert_ne!(delay(1), delay(2));
    assert!(delay(3) >= Some(secs(1) / 2) && delay(3) <= Some(secs(1)));
}

#[test]
fn a_limit_of_its_own_spares_that_of_all() {
    let own = mended(None, Some(Limit::new(2, secs(10))), AtLimit::Escalate);
    let children = [("a", own), ("b", PERMANENT)];
    let limit = Limit::new(1, secs(10));
    let mut bench = Bench::with_limit(Strategy::OneForOne, limit, &children).booted();
    for _ in 0..2 {
        assert_eq!(bench.panics("a"), "start a");
        bench.started("a");
    }
    assert_eq!(bench.panics("b"), "start b");
    bench.started("b");
    assert_eq!(bench.panics("a"), "vacant a (panic), exit b");
    assert_eq!(
        bench.obeys("b"),
        "vacant b (shutdown), finish (gave up after 2 restarts, the last child to fail was `a`: panic)"
    );
}

#[test]
fn a_child_at_its_limit_is_disabled() {
    let own = mended(None, Some(Limit::new(1, secs(10))), AtLimit::Disable);
    let children = [("a", own), ("b", PERMANENT)];
    let mut bench = Bench::up(Strategy::OneForAll, &children);
    assert_eq!(bench.panics("a"), "exit b");
    assert_eq!(bench.obeys("b"), "start a");
    assert_eq!(bench.started("a"), "start b");
    bench.started("b");
    // Its siblings go on.
    assert_eq!(bench.panics("a"), "vacant a (panic)");
    assert_eq!(
        bench.notes.last().map(String::as_str),
        Some("a disabled (panic)")
    );
    // It does not come back with them, but on request.
    assert_eq!(bench.panics("b"), "start b");
    bench.started("b");
    assert_eq!(bench.start_again(1, "a"), "start a");
    assert_eq!(bench.started("a"), "answer 1: a");
}

#[test]
fn a_child_at_its_limit_is_left_alone_for_a_while() {
    let own = mended(None, Some(Limit::new(1, secs(5))), AtLimit::Pause(secs(20)));
    let children = [("a", own), ("b", PERMANENT)];
    let mut bench = Bench::up(Strategy::RestForOne, &children);
    assert_eq!(bench.panics("a"), "exit b");
    assert_eq!(bench.obeys("b"), "start a");
    assert_eq!(bench.started("a"), "start b");
    bench.started("b");
    assert_eq!(bench.panics("a"), "");
    assert_eq!(
        bench.notes.last().map(String::as_str),
        Some("a paused for 20s")
    );
    // What it was put off for is a restart like others: with those that the strategy names.
    assert_eq!(bench.wait(secs(20)), "exit b");
    assert_eq!(
        bench.notes.last().map(String::as_str),
        Some("restarting a with b")
    );
    assert_eq!(bench.obeys("b"), "start a");
    assert_eq!(bench.started("a"), "start b");
    bench.started("b");
    // It is on probation: one failure is one too many until it has run for the period.
    bench.wait(secs(4));
    assert_eq!(bench.panics("a"), "");
    assert_eq!(bench.wait(secs(20)), "exit b");
    assert_eq!(bench.obeys("b"), "start a");
    // Who fails when it is tried leaves the others to go on.
    assert_eq!(bench.panics("a"), "start b");
    bench.started("b");
    assert_eq!(bench.wait(secs(20)), "exit b");
    assert_eq!(bench.obeys("b"), "start a");
    assert_eq!(bench.started("a"), "start b");
    bench.started("b");
    bench.wait(secs(5));
    assert_eq!(bench.panics("a"), "exit b");
}

/// Who has it started does not wait, and is told nothing of a group.
#[test]
fn a_child_that_is_started_while_it_is_left_alone_comes_by_itself() {
    let own = mended(None, Some(Limit::new(0, secs(5))), AtLimit::Pause(secs(20)));
    let children = [("a", own), ("b", PERMANENT)];
    let mut bench = Bench::up(Strategy::RestForOne, &children);
    assert_eq!(bench.panics("a"), "");
    assert_eq!(bench.restart_child(1, "a"), "start a");
    assert_eq!(bench.started("a"), "answer 1: a");
    assert_eq!(bench.wait(secs(20)), "");
}

#[test]
fn an_open_circuit_is_probed_once() {
    let own = mended(None, Some(Limit::new(1, secs(5))), AtLimit::Open(secs(20)));
    let mut bench = one(own);
    assert_eq!(bench.panics("a"), "start a");
    bench.started("a");
    let open = "vacant a (it has failed too often and is left down for a while)";
    assert_eq!(bench.panics("a"), open);
    assert_eq!(
        bench.notes.last().map(String::as_str),
        Some("a open for 20s")
    );
    assert_eq!(bench.wait(secs(20)), "start a");
    assert_eq!(bench.panics("a"), open);
    assert_eq!(bench.wait(secs(20)), "start a");
    bench.started("a");
    bench.wait(secs(5));
    assert_eq!(bench.panics("a"), "start a");
}

#[test]
fn the_limit_of_all_can_be_no_reason_to_give_up() {
    let rules = Rules {
        limit: Limit::new(1, secs(5)),
        at_limit: AtLimit::Pause(secs(9)),
        ..Rules::new(Mode::Static(Strategy::OneForOne))
    };
    let children = [("a", PERMANENT), ("b", PERMANENT)];
    let mut bench = Bench::with_rules(rules, &children).booted();
    assert_eq!(bench.panics("a"), "start a");
    bench.started("a");
    assert_eq!(bench.panics("b"), "");
    assert_eq!(bench.wait(secs(9)), "start b");
}

#[test]
fn the_boot_goes_on_without_an_optional_child() {
    let optional = Policy {
        optional: true,
        ..backoff(1, 4)
    };
    let children = [("a", PERMANENT), ("b", optional), ("c", PERMANENT)];
    let mut bench = Bench::new(Strategy::OneForAll, &children);
    assert_eq!(bench.happens(Event::Boot), "start a");
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(bench.panics("b"), "start c");
    assert_eq!(bench.started("c"), "booted");
    // Its failed starts are no concern of its siblings.
    assert_eq!(bench.wait(secs(1)), "start b");
    assert_eq!(bench.panics("b"), "");
    assert_eq!(bench.wait(secs(2)), "start b");
    assert_eq!(bench.started("b"), "");
    // Once it runs it is a child like any other.
    assert_eq!(bench.panics("b"), "exit c");
}

#[test]
fn the_failed_starts_of_an_optional_child_count() {
    let optional = Policy {
        optional: true,
        ..PERMANENT
    };
    let children = [("a", optional)];
    let mut bench = Bench::new(Strategy::OneForOne, &children);
    assert_eq!(bench.happens(Event::Boot), "start a");
    for _ in 0..3 {
        assert_eq!(bench.panics("a"), "start a");
    }
    assert_eq!(
        bench.panics("a"),
        "vacant a (panic), boot failed at a (gave up after 3 restarts, the last child to fail was `a`: panic)"
    );
}

/// Its killed run may take longer to go than the pause.
#[test]
fn what_a_pause_put_off_comes_when_the_run_before_is_gone() {
    let own = Policy {
        start_timeout: Some(secs(1)),
        supervisor: true,
        ..mended(None, Some(Limit::new(1, secs(5))), AtLimit::Pause(secs(2)))
    };
    let children = [("a", own), ("b", PERMANENT)];
    let mut bench = Bench::up(Strategy::RestForOne, &children);
    assert_eq!(bench.panics("a"), "exit b");
    assert_eq!(bench.obeys("b"), "start a");
    assert_eq!(bench.wait(secs(1)), "kill a");
    assert_eq!(bench.wait(secs(9)), "");
    assert_eq!(bench.exited("a", ExitReason::Killed), "start a");
    assert_eq!(bench.started("a"), "start b");
}
