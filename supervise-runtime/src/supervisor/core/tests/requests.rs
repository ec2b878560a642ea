//! What people ask for.

use super::*;

const AB: [(&str, Policy); 2] = [("a", PERMANENT), ("b", PERMANENT)];

fn up() -> Bench {
    Bench::up(Strategy::OneForOne, &AB)
}

#[test]
fn a_child_is_added_where_it_is_wanted() {
    let mut bench = Bench::up(Strategy::OneForAll, &AB);
    let (a, b) = (bench.key("a"), bench.key("b"));
    for (request, (name, position)) in [
        ("last", Position::Last),
        ("first", Position::First),
        ("before b", Position::Before(b)),
        ("after a", Position::After(a)),
    ]
    .into_iter()
    .enumerate()
    {
        let request = request as u64;
        let started = bench.add(request, name, PERMANENT, position, true);
        assert_eq!(started, format!("start {name}"));
        assert_eq!(bench.started(name), format!("answer {request}: {name}"));
    }
    let order = bench.core.in_order();
    let order: Vec<&str> = order.iter().map(|key| bench.names[key].as_str()).collect();
    assert_eq!(order, ["first", "a", "after a", "before b", "b", "last"]);
    assert_eq!(bench.shutdown(), "exit last");
    assert_eq!(bench.obeys("last"), "vacant last (shutdown), exit b");
    assert_eq!(bench.obeys("b"), "vacant b (shutdown), exit before b");
    assert_eq!(
        bench.obeys("before b"),
        "vacant before b (shutdown), exit after a"
    );
}

#[test]
fn a_seat_that_is_taken_again_is_no_position() {
    let mut bench = Bench::up(Strategy::OneForAll, &AB);
    bench.stop_child(1, "a");
    bench.obeys("a");
    assert_eq!(bench.delete_child(2, "a"), "forget a, answer 2: a");
    bench.add(3, "c", PERMANENT, Position::Last, true);
    bench.started("c");
    assert_eq!(bench.panics("b"), "exit c");
    assert_eq!(bench.obeys("c"), "start b");
}

#[test]
fn a_child_that_is_added_and_does_not_start_is_forgotten() {
    let mut bench = up();
    assert_eq!(
        bench.add(1, "c", PERMANENT, Position::Last, true),
        "start c"
    );
    assert_eq!(
        bench.panics("c"),
        "answer 1: start failed (panic), vacant c (panic), forget c"
    );
    assert_eq!(
        bench.add(2, "d", PERMANENT, Position::Last, true),
        "start d"
    );
    // One that chooses not to run stays.
    assert_eq!(bench.ignored("d"), "answer 2: Ignored, vacant d (normal)");
    assert_eq!(bench.state("d"), "vacant");
}

#[test]
fn one_whose_starter_has_given_up_is_forgotten_once_it_is_down() {
    let mut bench = up();
    bench.add(1, "c", PERMANENT, Position::Last, true);
    bench.started("c");
    let c = bench.key("c");
    let undo = Event::UndoAdd(RequestKey(2), c);
    assert_eq!(bench.happens(undo), "exit c");
    assert_eq!(
        bench.obeys("c"),
        "vacant c (shutdown), forget c, answer 2: c"
    );
    // Unless somebody else wants it meanwhile.
    bench.add(3, "d", PERMANENT, Position::Last, true);
    bench.started("d");
    let d = bench.key("d");
    bench.happens(Event::UndoAdd(RequestKey(4), d));
    bench.start_again(5, "d");
    assert_eq!(bench.obeys("d"), "answer 4: d, start d");
    assert_eq!(bench.started("d"), "answer 5: d");
    bench.panics("d");
    bench.started("d");
    assert_eq!(bench.state("d"), "running");
}

#[test]
fn a_child_is_added_and_not_started() {
    let mut bench = up();
    assert_eq!(
        bench.add(1, "c", TEMPORARY, Position::Last, false),
        "vacant c (no such process), answer 1: c"
    );
    assert_eq!(bench.start_again(2, "c"), "start c");
    assert_eq!(bench.started("c"), "answer 2: c");
}

#[test]
fn names_are_unique() {
    let mut bench = up();
    let again = |bench: &mut Bench| bench.add(1, "a", PERMANENT, Position::Last, true);
    assert_eq!(again(&mut bench), "answer 1: Present(Running)");
    bench.stop_child(2, "a");
    assert_eq!(again(&mut bench), "answer 1: Present(Down)");
    bench.restart_child(3, "a");
    assert_eq!(again(&mut bench), "answer 1: Present(Restarting)");
}

#[test]
fn a_child_that_is_down_is_started() {
    let mut bench = Bench::up(Strategy::OneForOne, &[("a", TRANSIENT), ("b", PERMANENT)]);
    assert_eq!(bench.start_again(1, "a"), "answer 1: Running");
    bench.exited("a", ExitReason::Normal);
    assert_eq!(bench.start_again(2, "a"), "start a");
    assert_eq!(bench.start_again(3, "a"), "answer 3: Restarting");
    // It fails, and stays: the request is answered, nothing is counted.
    assert_eq!(
        bench.panics("a"),
        "answer 2: start failed (panic), vacant a (panic)"
    );
    assert_eq!(bench.state("a"), "vacant");
}

#[test]
fn a_child_that_runs_is_restarted_alone_and_uncounted() {
    let children = [("a", PERMANENT), ("b", PERMANENT)];
    let limit = Limit::new(1, secs(5));
    let mut bench = Bench::with_limit(Strategy::OneForAll, limit, &children).booted();
    for request in 0..3 {
        assert_eq!(bench.restart_child(request, "a"), "exit a");
        assert_eq!(bench.restart_child(9, "a"), "answer 9: Restarting");
        assert_eq!(bench.obeys("a"), "start a");
        assert_eq!(bench.started("a"), format!("answer {request}: a"));
    }
    assert_eq!(bench.core.restarts_in_window(bench.now), 0);
}

#[test]
fn a_stop_outdoes_a_restart() {
    let mut bench = up();
    bench.restart_child(1, "a");
    assert_eq!(bench.stop_child(2, "a"), "");
    assert_eq!(
        bench.obeys("a"),
        "answer 1: start failed (shutdown), vacant a (shutdown), answer 2: a"
    );
    // And the other way round.
    bench.stop_child(3, "b");
    assert_eq!(bench.restart_child(4, "b"), "");
    assert_eq!(bench.obeys("b"), "answer 3: b, start b");
    assert_eq!(bench.started("b"), "answer 4: b");
}

#[test]
fn only_a_child_that_is_down_is_deleted() {
    let mut bench = up();
    assert_eq!(bench.delete_child(1, "a"), "answer 1: Running");
    bench.stop_child(2, "a");
    assert_eq!(bench.delete_child(3, "a"), "answer 3: Restarting");
    bench.obeys("a");
    assert_eq!(bench.delete_child(4, "a"), "forget a, answer 4: a");
    assert_eq!(bench.delete_child(5, "a"), "answer 5: NotFound");
    assert_eq!(bench.start_again(6, "a"), "answer 6: NotFound");
    assert_eq!(bench.restart_child(7, "a"), "answer 7: NotFound");
}

#[test]
fn nothing_is_started_in_the_end() {
    let mut bench = up();
    bench.stop_child(1, "a");
    bench.obeys("a");
    bench.shutdown();
    for answer in [
        bench.start_again(2, "a"),
        bench.restart_child(2, "b"),
        bench.add(2, "c", PERMANENT, Position::Last, true),
    ] {
        assert_eq!(answer, "answer 2: ShuttingDown");
    }
}

#[test]
fn who_waits_for_a_start_is_answered_after_a_group_restart() {
    let mut bench = Bench::up(Strategy::OneForAll, &AB);
    bench.stop_child(1, "b");
    bench.obeys("b");
    assert_eq!(bench.start_again(2, "b"), "start b");
    assert_eq!(bench.panics("a"), "exit b");
    assert_eq!(bench.obeys("b"), "start a");
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(bench.started("b"), "answer 2: b");
}

#[test]
fn who_is_asked_for_waits_for_nobody_else() {
    let children = [("a", PERMANENT), ("b", PERMANENT), ("c", PERMANENT)];
    let mut bench = Bench::up(Strategy::OneForAll, &children);
    // One that takes its time to stop, one to start.
    bench.stop_child(1, "c");
    assert_eq!(bench.restart_child(2, "a"), "exit a");
    assert_eq!(bench.obeys("a"), "start a");
    assert_eq!(bench.restart_child(3, "b"), "exit b");
    assert_eq!(bench.obeys("b"), "start b");
    assert_eq!(bench.start_child(4, PERMANENT), "start #4");
    assert_eq!(bench.started("#4"), "answer 4: #4");
    assert_eq!(bench.started("b"), "answer 3: b");
}

#[test]
fn who_is_asked_for_while_its_group_restarts_comes_in_its_turn() {
    let children = [("a", PERMANENT), ("b", PERMANENT), ("c", PERMANENT)];
    let mut bench = Bench::up(Strategy::OneForAll, &children);
    bench.stop_child(1, "a");
    bench.obeys("a");
    assert_eq!(bench.panics("c"), "exit b");
    assert_eq!(bench.restart_child(2, "c"), "");
    // Who is not part of the group is not.
    assert_eq!(bench.start_again(3, "a"), "start a");
    assert_eq!(bench.started("a"), "answer 3: a");
    assert_eq!(bench.obeys("b"), "start b");
    assert_eq!(bench.started("b"), "start c");
    assert_eq!(bench.started("c"), "answer 2: c");
}

#[test]
fn who_is_asked_for_and_then_restarted_with_its_group_comes_in_its_turn() {
    let children = [("a", PERMANENT), ("b", PERMANENT), ("c", PERMANENT)];
    let mut bench = Bench::up(Strategy::OneForAll, &children);
    assert_eq!(bench.restart_child(1, "a"), "exit a");
    assert_eq!(bench.panics("c"), "exit b");
    assert_eq!(bench.obeys("a"), "");
    assert_eq!(bench.obeys("b"), "start a");
    assert_eq!(bench.started("a"), "answer 1: a, start b");
}

/// Only they are restarted together who really are.
#[test]
fn who_is_restarted_by_itself_is_asked_for_like_any_other() {
    let backoff = mended(Some(Backoff::constant(secs(60))), None, AtLimit::Escalate);
    let optional = Policy {
        optional: true,
        ..backoff
    };
    let children = [("a", PERMANENT), ("b", optional), ("c", PERMANENT)];
    let mut bench = Bench::new(Strategy::OneForAll, &children);
    bench.happens(Event::Boot);
    assert_eq!(bench.started("a"), "start b");
    assert_eq!(bench.panics("b"), "start c");
    assert_eq!(bench.started("c"), "booted");
    assert_eq!(bench.stop_child(1, "c"), "exit c");
    assert_eq!(bench.restart_child(2, "b"), "start b");
    assert_eq!(
        bench.panics("b"),
        "answer 2: start failed (panic), vacant b (panic)"
    );
    // It is put off for longer than the restart of its group takes.
    bench.obeys("c");
    bench.start_again(3, "b");
    bench.started("b");
    assert_eq!(bench.panics("b"), "exit a");
    assert_eq!(bench.obeys("a"), "start a");
    bench.started("a");
    assert_eq!(bench.restart_child(4, "a"), "exit a");
    assert_eq!(bench.restart_child(5, "b"), "start b");
}
