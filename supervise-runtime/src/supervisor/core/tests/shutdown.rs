//! The end: in order, within budgets, or at once.

use super::*;

const fn with(shutdown: Shutdown) -> Policy {
    Policy {
        shutdown,
        ..PERMANENT
    }
}

const ABC: &[(&str, Policy)] = &[("a", PERMANENT), ("b", PERMANENT), ("c", PERMANENT)];

#[test]
fn children_are_stopped_one_at_a_time_from_the_right() {
    for strategy in [
        Strategy::OneForOne,
        Strategy::OneForAll,
        Strategy::RestForOne,
    ] {
        let mut bench = Bench::up(strategy, ABC);
        assert_eq!(bench.shutdown(), "exit c");
        assert_eq!(bench.shutdown(), "");
        assert_eq!(bench.panics("a"), "vacant a (panic)"); // not restarted
        assert_eq!(bench.obeys("c"), "vacant c (shutdown), exit b");
        assert_eq!(bench.obeys("b"), "vacant b (shutdown), finish (shutdown)");
        assert!(bench.timers.is_empty());
    }
}

#[test]
fn each_child_is_stopped_as_its_policy_says() {
    let children = [
        ("budget", with(Shutdown::After(secs(2)))),
        ("infinity", with(Shutdown::Infinity)),
        ("brutal", with(Shutdown::BrutalKill)),
    ];
    let mut bench = Bench::up(Strategy::OneForOne, &children);
    assert_eq!(bench.shutdown(), "kill brutal");
    assert_eq!(
        bench.exited("brutal", ExitReason::Killed),
        "vacant brutal (killed), exit infinity"
    );
    assert_eq!(bench.wait(secs(1_000_000)), "");
    assert_eq!(
        bench.obeys("infinity"),
        "vacant infinity (shutdown), exit budget"
    );
    assert_eq!(bench.wait(secs(1)), "");
    assert_eq!(bench.wait(secs(1)), "kill budget");
    assert_eq!(
        bench.exited("budget", ExitReason::Killed),
        "vacant budget (killed), finish (shutdown) unclean budget"
    );
    assert_eq!(bench.notes[2], "budget out of time");
}

#[test]
fn the_reason_is_that_of_whoever_asked_first() {
    let mut bench = Bench::up(Strategy::OneForOne, &ABC[..1]);
    bench.happens(Event::Shutdown(ExitReason::Normal));
    bench.shutdown();
    assert_eq!(bench.obeys("a"), "vacant a (shutdown), finish (normal)");
}

#[test]
fn a_kill_kills_all_at_once_from_the_right() {
    let mut bench = Bench::up(Strategy::OneForOne, ABC);
    assert_eq!(bench.kill(), "kill c, kill b, kill a");
    bench.exited("a", ExitReason::Killed);
    bench.exited("c", ExitReason::Killed);
    assert_eq!(
        bench.exited("b", ExitReason::Killed),
        "vacant b (killed), finish (killed)"
    );
}

#[test]
fn a_kill_during_the_shutdown_escalates() {
    let mut bench = Bench::up(Strategy::OneForOne, ABC);
    assert_eq!(bench.shutdown(), "exit c");
    assert_eq!(bench.kill(), "kill c, kill b, kill a");
    assert_eq!(bench.kill(), "");
    bench.exited("a", ExitReason::Killed);
    bench.exited("b", ExitReason::Killed);
    assert_eq!(
        bench.exited("c", ExitReason::Killed),
        "vacant c (killed), finish (killed)"
    );
}

#[test]
fn a_shutdown_ends_a_group_restart() {
    let mut bench = Bench::up(Strategy::OneForAll, ABC);
    bench.panics("b");
    assert_eq!(bench.shutdown(), "vacant b (shutdown)"); // c is asked already
    assert_eq!(bench.obeys("c"), "vacant c (shutdown), exit a");
    assert_eq!(bench.obeys("a"), "vacant a (shutdown), finish (shutdown)");

    let mut bench = Bench::up(Strategy::OneForAll, ABC);
    bench.panics("b");
    bench.obeys("c");
    bench.obeys("a");
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(bench.shutdown(), "vacant c (shutdown), exit b");
    assert_eq!(bench.obeys("b"), "vacant b (shutdown), exit a");
}

#[test]
fn stopping_a_child_waits_until_it_is_down() {
    let mut bench = Bench::up(Strategy::RestForOne, ABC);
    assert_eq!(bench.stop_child(1, "b"), "exit b");
    assert_eq!(bench.stop_child(2, "b"), "");
    assert_eq!(
        bench.panics("b"),
        "vacant b (panic), answer 1: b, answer 2: b"
    );
    assert_eq!(bench.panics("c"), "start c"); // nothing else was touched
}

#[test]
fn a_stop_request_is_answered_by_a_shutdown_too() {
    let mut bench = Bench::up(Strategy::OneForOne, ABC);
    assert_eq!(bench.stop_child(1, "a"), "exit a");
    assert_eq!(bench.shutdown(), "exit c"); // need not wait for a, which is left of it
    assert_eq!(bench.stop_child(2, "b"), ""); // its turn comes
    assert_eq!(bench.obeys("c"), "vacant c (shutdown), exit b");
    assert_eq!(bench.obeys("b"), "vacant b (shutdown), answer 2: b");
    assert_eq!(
        bench.obeys("a"),
        "vacant a (shutdown), answer 1: a, finish (shutdown)"
    );
}

#[test]
fn an_init_without_shutdown_budget_keeps_its_own_time_limit() {
    let children = [("a", with(Shutdown::Infinity))];
    let mut bench = Bench::new(Strategy::OneForOne, &children);
    bench.happens(Event::Boot);
    assert_eq!(bench.shutdown(), "exit a");
    assert_eq!(bench.wait(secs(30)), "kill a");

    let mut bench = Bench::new(Strategy::OneForOne, &children);
    bench.happens(Event::Boot);
    bench.shutdown();
    bench.started("a"); // now it has all the time it wants
    assert_eq!(bench.wait(secs(1_000)), "");
}

#[test]
fn what_has_come_in_is_handled_first() {
    let draining = Policy {
        extras: Some(Arc::new(Extras {
            backoff: None,
            limit: None,
            at_limit: AtLimit::Escalate,
            drain: Some(secs(3)),
        })),
        ..PERMANENT
    };
    let children = [("a", PERMANENT), ("b", draining)];
    let mut bench = Bench::up(Strategy::OneForOne, &children);
    assert_eq!(bench.shutdown(), "drain b");
    assert_eq!(bench.obeys("b"), "vacant b (shutdown), exit a");
    // The deadline, then the shutdown and its budget.
    let mut bench = Bench::up(Strategy::OneForOne, &children);
    assert_eq!(bench.shutdown(), "drain b");
    assert_eq!(bench.wait(secs(3)), "exit b");
    assert_eq!(bench.wait(secs(5)), "kill b");
    // One that has not started has nothing to handle.
    let mut bench = Bench::new(Strategy::OneForOne, &children);
    bench.happens(Event::Boot);
    bench.started("a");
    assert_eq!(bench.shutdown(), "exit b");
}
