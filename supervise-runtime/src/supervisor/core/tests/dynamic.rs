//! Children that come and go by request.

use super::*;

fn bench() -> Bench {
    Bench::dynamic(None, Limit::default())
}

#[test]
fn a_child_is_started_and_stopped_by_request() {
    let mut bench = bench();
    assert_eq!(bench.start_child(1, TEMPORARY), "start #1");
    assert_eq!(bench.start_child(2, TEMPORARY), "start #2"); // a slow init delays nobody
    assert_eq!(bench.started("#2"), "answer 2: #2");
    assert_eq!(bench.started("#1"), "answer 1: #1");
    assert_eq!(bench.stop_child(3, "#1"), "exit #1");
    assert_eq!(
        bench.obeys("#1"),
        "vacant #1 (shutdown), forget #1, answer 3: #1"
    );
    assert_eq!(bench.stop_child(4, "#1"), "answer 4: NotFound");
}

#[test]
fn a_first_start_that_fails_fails_its_request_alone() {
    for policy in [PERMANENT, TRANSIENT, TEMPORARY] {
        let mut bench = bench();
        bench.start_child(1, policy.clone());
        assert_eq!(
            bench.panics("#1"),
            "answer 1: start failed (panic), vacant #1 (panic), forget #1"
        );
        bench.start_child(2, policy.clone());
        assert_eq!(
            bench.ignored("#2"),
            "answer 2: Ignored, vacant #2 (normal), forget #2"
        );
        bench.start_child(3, policy);
        assert_eq!(
            bench.wait(secs(30)),
            "kill #3, answer 3: start failed (init did not finish in time)"
        );
        assert_eq!(
            bench.exited("#3", ExitReason::Killed),
            "vacant #3 (killed), forget #3"
        );
        assert_eq!(bench.core.restarts_in_window(bench.now), 0);
    }
}

#[test]
fn a_child_that_was_up_is_restarted_as_its_policy_says() {
    for (policy, expected) in [
        (PERMANENT, "start #1"),
        (TRANSIENT, "vacant #1 (normal), forget #1"),
        (TEMPORARY, "vacant #1 (normal), forget #1"),
    ] {
        let mut bench = bench();
        bench.start_child(1, policy);
        bench.started("#1");
        assert_eq!(bench.exited("#1", ExitReason::Normal), expected);
    }
}

#[test]
fn a_restart_that_is_ignored_forgets_the_child() {
    let mut bench = bench();
    bench.start_child(1, PERMANENT);
    bench.started("#1");
    assert_eq!(bench.panics("#1"), "start #1");
    assert_eq!(bench.ignored("#1"), "vacant #1 (normal), forget #1");
}

#[test]
fn restarts_count_under_the_limit_of_all_together() {
    let mut bench = Bench::dynamic(None, Limit::new(1, secs(5)));
    for request in [1, 2, 3] {
        bench.start_child(request, PERMANENT);
    }
    bench.started("#1");
    bench.started("#2");
    assert_eq!(bench.panics("#1"), "start #1");
    assert_eq!(
        bench.panics("#2"),
        "vacant #2 (panic), forget #2, answer 3: ShuttingDown, exit #3, exit #1"
    );
    bench.obeys("#1");
    assert_eq!(
        bench.obeys("#3"),
        "vacant #3 (shutdown), forget #3, \
         finish (gave up after 1 restarts, the last child to fail was `#2`: panic)"
    );
}

#[test]
fn restarting_and_abandoned_children_count_as_children() {
    let mut bench = Bench::dynamic(Some(1), Limit::default());
    bench.start_child(1, PERMANENT);
    assert_eq!(bench.start_child(2, TEMPORARY), "answer 2: MaxChildren");
    bench.started("#1");
    bench.panics("#1");
    assert_eq!(bench.start_child(3, TEMPORARY), "answer 3: MaxChildren");
    bench.stop_child(4, "#1");
    assert_eq!(
        bench.wait(secs(6)),
        "kill #1, vacant #1 (killed), answer 4: Abandoned"
    );
    assert_eq!(bench.start_child(5, TEMPORARY), "answer 5: MaxChildren");
    assert_eq!(bench.exited("#1", ExitReason::Killed), "forget #1");
    assert_eq!(bench.start_child(6, TEMPORARY), "start #6");
}

#[test]
fn a_child_can_be_stopped_while_it_starts() {
    let mut bench = bench();
    bench.start_child(1, PERMANENT);
    assert_eq!(bench.stop_child(2, "#1"), "exit #1");
    assert_eq!(
        bench.obeys("#1"),
        "answer 1: start failed (shutdown), vacant #1 (shutdown), forget #1, answer 2: #1"
    );
}

#[test]
fn a_shutdown_stops_all_in_parallel_each_within_its_budget() {
    let mut bench = bench();
    for request in [1, 2, 3] {
        bench.start_child(request, TEMPORARY);
        bench.started(&format!("#{request}"));
    }
    assert_eq!(bench.start_child(4, TEMPORARY), "start #4");
    assert_eq!(
        bench.shutdown(),
        "answer 4: ShuttingDown, exit #4, exit #3, exit #2, exit #1"
    );
    assert_eq!(bench.start_child(5, TEMPORARY), "answer 5: ShuttingDown");
    for name in ["#1", "#2", "#4"] {
        bench.obeys(name);
    }
    assert_eq!(bench.wait(secs(5)), "kill #3");
    assert_eq!(
        bench.exited("#3", ExitReason::Killed),
        "vacant #3 (killed), forget #3, finish (shutdown) unclean #3"
    );
}
