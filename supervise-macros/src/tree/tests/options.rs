//! Mistakes in options.

use super::{errors, one_mistake, shop};

const DURATIONS: &str = "write a number with a unit, like `50ms`, `5s`, `2m`, `1h`";
const WORKER: &str = "`restart`, `reinit`, `mailbox`, `shutdown`, `drain`, `start`, `start_timeout`, \
                      `significant`, `backoff`, `limit`, `at_limit`, or `register`";

fn option(option: &str) -> String {
    shop(&format!("a: A() {{ {option} }}"))
}

#[test]
fn unknown_options() {
    one_mistake(
        &option("restrat: transient"),
        "unknown option `restrat` of a worker",
        &format!("did you mean `restart`? accepted: {WORKER}"),
    );
    one_mistake(
        &option("backlog: 5"),
        "unknown option `backlog` of a worker",
        &format!("accepted: {WORKER}"),
    );
    one_mistake(
        &shop("limits: none, a: A()"),
        "unknown option `limits`",
        "did you mean `limit`? accepted: `strategy`, `limit`, `at_limit`, `auto_shutdown`, `start_order`, `restart_order`, or `shutdown_order`",
    );
}

#[test]
fn unknown_values() {
    for (option_, message, help) in [
        (
            "restart: permanently",
            "unknown restart policy `permanently`",
            "did you mean `permanent`? accepted: `permanent`, `transient`, `temporary`, or `intrinsic`",
        ),
        (
            "restart: 5",
            "expected a restart policy",
            "accepted: `permanent`, `transient`, `temporary`, or `intrinsic`",
        ),
        (
            "shutdown: infinit",
            "unknown value `infinit` of `shutdown`",
            "did you mean `infinity`? accepted: `brutal_kill` or `infinity`, or a duration like `5s`",
        ),
        (
            "shutdown:",
            "`shutdown` without a value",
            "expected a duration",
        ),
    ] {
        one_mistake(&option(option_), message, help);
    }
    one_mistake(
        &shop("strategy: one_for_al, a: A()"),
        "unknown strategy `one_for_al`",
        "did you mean `one_for_all`? accepted: `one_for_one`, `one_for_all`, `rest_for_one`, `left_for_one`, `dependents`, or `none`",
    );
    one_mistake(
        &shop("a: pool A() { size: 2, route: by_name }"),
        "unknown route `by_name`",
        "accepted: `by_key`, `round_robin`, or `least_loaded`",
    );
    one_mistake(
        &option("reinit: last_know"),
        "unknown reinit `last_know`",
        "did you mean `last_known`? accepted: `fresh`, `last_known`, or `with`",
    );
}

#[test]
fn a_last_state_that_nobody_goes_on_from() {
    for body in [
        "a: A() { restart: temporary, reinit: last_known }",
        "a: pool A() { size: 2, reinit: last_known, restart: temporary }",
        "a: dynamic A { reinit: last_known }",
        "a: dynamic A { reinit: last_known, restart: temporary }",
    ] {
        one_mistake(
            &shop(body),
            "a `reinit` of what is never started again",
            "say `restart: permanent` or `restart: transient` too, or leave `reinit` out",
        );
    }
    for body in [
        "a: A() { reinit: last_known }",
        "a: A() { restart: temporary, reinit: fresh }",
        "a: pool A() { size: 2, reinit: last_known }",
        "a: dynamic A { restart: transient, reinit: last_known }",
        "a: dynamic A { reinit: fresh }",
    ] {
        assert_eq!(errors(&shop(body)), [""; 0], "{body}");
    }
}

#[test]
fn a_mailbox_that_is_kept_for_nobody() {
    for body in [
        "a: A() { restart: temporary, mailbox: keep }",
        "a: dynamic A { mailbox: keep }",
    ] {
        one_mistake(
            &shop(body),
            "a mailbox that is kept of what is never started again",
            "say `restart: permanent` or `restart: transient` too, or leave `mailbox` out",
        );
    }
    for body in [
        "a: A() { mailbox: keep }",
        "a: A() { restart: temporary, mailbox: discard }",
        "a: pool A() { size: 2, mailbox: keep }",
    ] {
        assert_eq!(errors(&shop(body)), [""; 0], "{body}");
    }
    one_mistake(
        &option("mailbox: keeps"),
        "unknown mailbox `keeps`",
        "did you mean `keep`? accepted: `discard` or `keep`",
    );
}

#[test]
fn options_that_do_not_fit() {
    one_mistake(
        &option("size: 4"),
        "`size` does not fit a worker",
        &format!("it is an option of a pool; accepted here: {WORKER}"),
    );
    one_mistake(
        &shop("a: tree A() { limit: none }"),
        "`limit` does not fit a sub-tree",
        "it is an option of the root of a tree, a supervisor, a worker, a dynamic supervisor, a pool; accepted here: `restart`, `shutdown`, `start`, `significant`, or `backoff`",
    );
    one_mistake(
        &shop("s: supervisor { reinit: last_known, a: A() }"),
        "`reinit` does not fit a supervisor",
        "it is an option of a worker, a dynamic supervisor, a pool; accepted here: `strategy`, `limit`, `at_limit`, `auto_shutdown`, `start_order`, `restart_order`, `shutdown_order`, `restart`, `shutdown`, `start`, `significant`, or `backoff`",
    );
    one_mistake(
        &shop("restart: transient, a: A()"),
        "the root of a tree has no `restart`",
        "say it where the tree is used: `tree Path(..) { restart: .. }`",
    );
    one_mistake(
        &shop("s: supervisor { max_children: 4, a: A() }"),
        "`max_children` does not fit a supervisor",
        "it is an option of a dynamic supervisor, a supervisor of tasks; accepted here: `strategy`, `limit`, `at_limit`, `auto_shutdown`, `start_order`, `restart_order`, `shutdown_order`, `restart`, `shutdown`, `start`, `significant`, or `backoff`",
    );
}

#[test]
fn options_given_twice() {
    one_mistake(
        &option("shutdown: 5s, shutdown: 6s"),
        "`shutdown` is given twice",
        "remove one of the two",
    );
    one_mistake(
        &shop("limit: none, limit: 3 per 5s, a: A()"),
        "`limit` is given twice",
        "remove one of the two",
    );
}

#[test]
fn options_after_children() {
    one_mistake(
        &shop("a: A(), strategy: one_for_all"),
        "the option `strategy` comes after a child",
        "move it up, before `a`",
    );
}

#[test]
fn an_option_without_a_key() {
    one_mistake(
        &option("permanent"),
        "expected an option",
        &format!("write `key: value`; accepted: {WORKER}"),
    );
}

#[test]
fn a_missing_comma() {
    one_mistake(
        &option("shutdown: 5s restart: transient"),
        "expected `,` after the option `shutdown`",
        "separate options and children by commas",
    );
    one_mistake(
        &shop("strategy: one_for_all a: A()"),
        "expected `,` after the option `strategy`",
        "separate options and children by commas",
    );
    one_mistake(
        &option("restart: permanent | transient"),
        "unexpected token after the option `restart`",
        "expected `,`",
    );
}

#[test]
fn durations() {
    for (value, message, help) in [
        ("5", "`5` has no unit", DURATIONS),
        ("5 s", "a duration is written without a space", "write `5s`"),
        (
            "5sec",
            "unknown unit `sec`",
            "did you mean `5s`? accepted: `ms`, `s`, `m`, or `h`",
        ),
        ("5d", "unknown unit `d`", "accepted: `ms`, `s`, `m`, or `h`"),
        (
            "1.5s",
            "`1.5s` is not a whole number of a unit",
            "use a smaller unit, like `1500ms` for one and a half seconds",
        ),
        (
            "99999999999999999999h",
            "`99999999999999999999h` is too long",
            "`infinity` may be meant",
        ),
        ("-5s", "`-5s` is negative", DURATIONS),
        (
            "5s * 2",
            "a duration with a unit stands alone",
            "write an expression of type `Duration` instead",
        ),
    ] {
        one_mistake(&option(&format!("shutdown: {value}")), message, help);
    }
    for value in [
        "50ms",
        "5s",
        "2m",
        "1h",
        "config.grace",
        "(2 * GRACE)",
        "2 * GRACE",
        "grace()",
    ] {
        assert_eq!(
            errors(&option(&format!("shutdown: {value}"))),
            [""; 0],
            "{value}"
        );
    }
}

#[test]
fn limits() {
    const SHAPE: &str = "write `3 per 5s`, or `none`";
    for value in ["3", "3 per", "3 in 5s", "3 / 5s", "config.n"] {
        one_mistake(
            &shop(&format!("limit: {value}, a: A()")),
            "a limit is a number of restarts per time",
            SHAPE,
        );
    }
    one_mistake(
        &shop("limit: 0 per 5s, a: A()"),
        "a limit of 0 restarts",
        "`limit: 1 per ..` gives up at the second failure; a child that must not be restarted is `restart: temporary`",
    );
    one_mistake(
        &shop("limit: 3 per 0s, a: A()"),
        "a limit within no time",
        "`limit: none` switches the limit off",
    );
    one_mistake(
        &shop("limit: 3 per 5, a: A()"),
        "`5` has no unit",
        DURATIONS,
    );
    one_mistake(
        &shop("limit: 5000000000 per 5s, a: A()"),
        "`5000000000` is too large",
        "at most 4294967295",
    );
    one_mistake(
        &shop("limit: -3 per 5s, a: A()"),
        "`-3` is negative",
        "`limit` counts",
    );
    for value in ["none", "3 per 5s", "config.n per config.time"] {
        assert_eq!(errors(&shop(&format!("limit: {value}, a: A()"))), [""; 0]);
    }
}

#[test]
fn sizes() {
    one_mistake(
        &shop("a: pool A() { restart: transient }"),
        "the pool `a` has no size",
        "say how many processes it has: `{ size: 4 }`",
    );
    one_mistake(
        &shop("a: pool A() { size: 0 }"),
        "a pool of 0 processes",
        "a pool has at least one process",
    );
    one_mistake(
        &shop("a: pool A() { size: 4, max_size: 3 }"),
        "a `max_size` below the `size`",
        "a pool has `size` processes at first, and can be resized up to `max_size`",
    );
    for body in [
        "a: pool A() { size: config.n, max_size: 3 }",
        "a: pool A() { size: 3, max_size: 3, route: least_loaded }",
        "a: tasks, b: tasks { max_children: 4 }, c: tasks",
    ] {
        assert_eq!(errors(&shop(body)), [""; 0], "{body}");
    }
    one_mistake(
        &shop("a: tasks { restart: transient }"),
        "`restart` does not fit a supervisor of tasks",
        "it is an option of a supervisor, a worker, a dynamic supervisor, a pool, a sub-tree; accepted here: `shutdown` or `max_children`",
    );
    one_mistake(
        &shop("a: pool A() { size: 4s }"),
        "`4s` is not a number",
        "`size` counts",
    );
    one_mistake(
        &shop("a: dynamic A { max_children: 0 }"),
        "a dynamic supervisor that may have no children",
        "without `max_children` there may be any number",
    );
}

#[test]
fn budgets() {
    one_mistake(
        &shop("s: supervisor { shutdown: 10s, a: A() { shutdown: infinity } }"),
        "`infinity` below `s`, which has 10s to stop",
        "give `a` a duration, or let `s` have `shutdown: infinity`",
    );
    one_mistake(
        &shop("s: supervisor { shutdown: 9500ms, a: A(), b: B() }"),
        "the children may need 10s to stop, their supervisor has 9.5s",
        "say `shutdown: 10s` or more, or less for its children",
    );
}

#[test]
fn budgets_that_are_not_known_are_left_to_the_builder() {
    for body in [
        "s: supervisor { shutdown: config.grace, a: A() { shutdown: infinity } }",
        "s: supervisor { shutdown: 5s, a: A() { shutdown: config.grace }, b: B() }",
        "s: supervisor { shutdown: 5s, #[cfg(x)] a: A(), #[cfg(not(x))] a: B() }",
        "s: supervisor { shutdown: 5s, #[cfg(x)] t: supervisor { a: A(), b: B() { shutdown: infinity } } }",
        "s: supervisor { shutdown: 5s, t: tree T() }",
    ] {
        assert_eq!(errors(&shop(body)), [""; 0], "{body}");
    }
}
