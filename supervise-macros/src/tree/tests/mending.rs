//! Mistakes in what is said about restarts.

use super::{errors, one_mistake, shop};

fn option(option: &str) -> String {
    shop(&format!("a: A() {{ {option} }}"))
}

const BACKOFF: &str = "write `constant(1s)` or `exponential(50ms..10s)`; after a comma may follow \
                       `factor: 3`, `jitter: 20%`, `reset: 1m`";

#[test]
fn back_offs() {
    for (value, message, help) in [
        (
            "exponentail(1s..2s)",
            "unknown back-off `exponentail`",
            "did you mean `exponential`? accepted: `constant` or `exponential`",
        ),
        ("constant", "`constant` needs its delays", BACKOFF),
        (
            "exponential(1s)",
            "expected the first and the longest delay",
            BACKOFF,
        ),
        (
            "exponential(1s..)",
            "a back-off has a longest delay",
            BACKOFF,
        ),
        (
            "exponential(1s..2)",
            "`2` has no unit",
            "write a number with a unit, like `50ms`, `5s`, `2m`, `1h`",
        ),
        (
            "constant(1s, 5)",
            "expected a detail of the back-off",
            BACKOFF,
        ),
        (
            "constant(1s, jiter: 5%)",
            "unknown detail `jiter` of a back-off",
            "did you mean `jitter`? accepted: `factor`, `jitter`, or `reset`",
        ),
        (
            "constant(1s, factor: 2)",
            "delays that are all the same have no factor",
            "`exponential(50ms..10s, factor: 3)` has one",
        ),
        (
            "exponential(1s..2s, factor: 0.5)",
            "this is not a factor",
            "write `1.5` or `3`",
        ),
        (
            "constant(1s, jitter: 0.2)",
            "jitter is a part of the delay",
            "write `20%`",
        ),
        (
            "constant(1s, jitter: 120%)",
            "jitter is a part of the delay",
            "write `20%`",
        ),
        (
            "exponential(2s..1s)",
            "a back-off whose longest delay is nothing, or shorter than the first",
            "the first delay comes first: `exponential(50ms..10s)`",
        ),
        (
            "constant(0s)",
            "a back-off whose longest delay is nothing, or shorter than the first",
            "the first delay comes first: `exponential(50ms..10s)`",
        ),
    ] {
        one_mistake(&option(&format!("backoff: {value}")), message, help);
    }
    for value in [
        "constant(1s)",
        "constant(config.delay)",
        "exponential(50ms..10s)",
        "exponential(50ms..10s, factor: 1.5, jitter: 20%, reset: 1m)",
        "exponential(50ms..10s, factor: 3,)",
        "exponential(config.first..config.longest, jitter: 100%)",
    ] {
        let found = errors(&option(&format!("backoff: {value}")));
        assert_eq!(found, [""; 0], "{value}");
    }
}

#[test]
fn what_happens_at_a_limit() {
    for (value, message, help) in [
        (
            "limit: 3 per 5s, at_limit: pause",
            "`pause` for how long?",
            "write `pause(10s)`",
        ),
        (
            "limit: 3 per 5s, at_limit: disabel",
            "unknown at_limit `disabel`",
            "did you mean `disable`? accepted: `escalate`, `pause`, `open`, or `disable`",
        ),
        (
            "limit: 3 per 5s, at_limit: open(0s)",
            "a pause of no time",
            "say for how long the child is left down, as in `pause(10s)`",
        ),
        (
            "limit: 3 per 5s, at_limit: pause(1s, 2s)",
            "this is too much",
            "one time is all it takes: `pause(10s)`",
        ),
        (
            "at_limit: disable",
            "`at_limit` without a limit",
            "say how many restarts are too many: `limit: 3 per 5s`",
        ),
    ] {
        one_mistake(&option(value), message, help);
    }
    one_mistake(
        &shop("limit: none, at_limit: open(1s), a: A()"),
        "`at_limit` without a limit",
        "say how many restarts are too many: `limit: 3 per 5s`",
    );
    for body in [
        "at_limit: pause(10s), a: A()",
        "a: A() { limit: 3 per 5s, at_limit: open(config.time) }",
        "a: dynamic A { restart: transient, child_limit: 3 per 5s, at_limit: disable }",
    ] {
        assert_eq!(errors(&shop(body)), [""; 0], "{body}");
    }
}

#[test]
fn limits_out_of_reach() {
    let help =
        "allow fewer restarts, or within a longer time; `limit: none` if there is to be none";
    let message = |failures| {
        format!(
            "the limit is never reached: with these back-offs at most {failures} failures fall into its period"
        )
    };
    for (body, failures) in [
        ("limit: 5 per 10s, a: A() { backoff: constant(5s) }", 3),
        (
            "limit: 6 per 10s, a: A() { backoff: constant(5s) }, b: B() { backoff: constant(5s) }",
            6,
        ),
        (
            "a: A() { limit: 5 per 10s, backoff: exponential(1s..1m) }",
            4,
        ),
        (
            "a: pool A() { size: 2, limit: 6 per 10s, backoff: constant(5s) }",
            6,
        ),
        (
            "a: dynamic A { restart: permanent, child_limit: 3 per 10s, backoff: constant(5s) }",
            3,
        ),
    ] {
        one_mistake(&shop(body), &message(failures), help);
    }
    for body in [
        "a: A() { backoff: constant(5s) }",
        "limit: 5 per 10s, a: A() { backoff: constant(5s) }, b: B()",
        "limit: 5 per 10s, a: A() { backoff: constant(config.delay) }",
        "limit: config.most per 10s, a: A() { backoff: constant(5s) }",
        "limit: 5 per 10s, a: dynamic A { restart: permanent, backoff: constant(5s) }",
    ] {
        assert_eq!(errors(&shop(body)), [""; 0], "{body}");
    }
}

#[test]
fn restarts_that_never_happen() {
    let message = "a back-off or limit for the restarts of what is never started again";
    let help = "say `restart: permanent` or `restart: transient` too, or leave it out";
    for body in [
        "a: A() { restart: temporary, backoff: constant(1s) }",
        "a: A() { restart: temporary, limit: 3 per 1s }",
        "a: dynamic A { backoff: constant(1s) }",
        "a: dynamic A { child_limit: 3 per 1s }",
    ] {
        one_mistake(&shop(body), message, help);
    }
}

#[test]
fn significance() {
    let help = "say `auto_shutdown: any_significant` or `auto_shutdown: all_significant` in the braces of its supervisor";
    for body in [
        "a: A() { restart: transient, significant: true }",
        "a: A() { restart: intrinsic }",
    ] {
        let message = "a significant child of a supervisor without `auto_shutdown`";
        one_mistake(&shop(body), message, help);
    }
    one_mistake(
        &shop("auto_shutdown: any_significant, a: A() { significant: true }"),
        "a permanent child can't be significant: it is started again whenever it ends",
        "say `restart: transient` or `restart: temporary` too",
    );
    one_mistake(
        &shop("auto_shutdown: all_significant, a: A()"),
        "`auto_shutdown` of a supervisor without a significant child",
        "say `significant: true` of a child that is transient or temporary",
    );
    one_mistake(
        &option("significant: yes"),
        "`significant` is `true` or `false`",
        "write `true`, or leave it out",
    );
    one_mistake(
        &shop("auto_shutdown: all_significant, a: A() { restart: intrinsic }"),
        "`intrinsic` ends the supervisor with this child, whatever the others do",
        "say `auto_shutdown: any_significant`, or `restart: transient, significant: true`",
    );
    one_mistake(
        &shop("a: pool A() { size: 2, restart: intrinsic }"),
        "`intrinsic` is for a single child",
        "accepted here: `permanent`, `transient`, `temporary`",
    );
    for body in [
        "auto_shutdown: any_significant, a: A() { restart: intrinsic }",
        "auto_shutdown: all_significant, a: A() { restart: temporary, significant: true }",
        "auto_shutdown: never, a: A() { significant: false }",
    ] {
        assert_eq!(errors(&shop(body)), [""; 0], "{body}");
    }
}

#[test]
fn orders() {
    one_mistake(
        &shop("restart_order: rolling, a: A()"),
        "a `restart_order` for a strategy that restarts one child at a time",
        "it goes with `one_for_all`, `rest_for_one`, `left_for_one`, and `dependents`",
    );
    one_mistake(
        &shop("strategy: one_for_all, restart_order: parallel reverse, a: A()"),
        "a parallel restart has no direction",
        "remove `reverse`",
    );
    one_mistake(
        &shop("shutdown_order: backwards, a: A()"),
        "unknown shutdown_order `backwards`",
        "accepted: `reverse`, `forward`, or `parallel`",
    );
    for order in [
        "sequential reverse",
        "rolling",
        "rolling reverse",
        "parallel",
    ] {
        let body = format!("strategy: dependents, restart_order: {order}, a: A()");
        assert_eq!(errors(&shop(&body)), [""; 0], "{order}");
    }
    // Those that are stopped at once need no more time than the slowest of them.
    let body = "s: supervisor { shutdown: 5s, shutdown_order: parallel, a: A(), b: B() }";
    assert_eq!(errors(&shop(body)), [""; 0]);
    one_mistake(
        &shop("s: supervisor { shutdown: 9s, a: A() { drain: 5s } }"),
        "the children may need 10s to stop, their supervisor has 9s",
        "say `shutdown: 10s` or more, or less for its children",
    );
}
