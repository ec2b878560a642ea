//! Mistakes in children.

use super::{errors, expand, names, one_mistake, shop};

const FORMS: &str = "a child is one of `Path(args)`, `Path { field: value }`, `dynamic Path`, \
                     `pool Path(args) { size: 4 }`, `tasks`, `supervisor { .. }`, `tree Path(args)`";
const ENTRY: &str = "an option is `key: value`, a child is `name: Path(args)`";

#[test]
fn nothing_after_the_colon() {
    for body in ["a: , b: B()", "a:"] {
        one_mistake(&shop(body), "`a` is not said to be anything", FORMS);
    }
    one_mistake(&shop("a: 5, b: B()"), "expected a child", FORMS);
}

#[test]
fn no_colon() {
    one_mistake(&shop("a, b: B(a)"), "expected `:` after `a`", ENTRY);
    one_mistake(&shop("a: A(), 5"), "expected an option or a child", ENTRY);
}

#[test]
fn a_missing_comma() {
    for body in [
        "a: A() b: B(a)",
        "a: A() { restart: transient } b: B(a)",
        "a: A() /// docs\n b: B(a)",
    ] {
        one_mistake(
            &shop(body),
            "expected `,` after the child `a`",
            "separate options and children by commas",
        );
    }
    one_mistake(
        &shop("a: A().b(), c: C(a)"),
        "unexpected token after the child `a`",
        "expected `,`",
    );
}

#[test]
fn no_arguments() {
    one_mistake(
        &shop("a: A"),
        "`A` is given no arguments",
        "write `A()` if its `#[init]` takes none, `A {}` for a value without fields",
    );
    one_mistake(
        &shop("a: pool A { size: 4 }"),
        "the pool of `A` is given no arguments",
        "write `pool A(args) { size: 4 }`, or `pool A { field: value } { size: 4 }`",
    );
    one_mistake(
        &shop("a: tree A"),
        "expected the parameters of the tree",
        "`tree A()` for a tree without parameters",
    );
}

#[test]
fn arguments_for_a_dynamic_supervisor() {
    one_mistake(
        &shop("a: dynamic A(5) { max_children: 3 }"),
        "a dynamic supervisor takes no arguments",
        "each child gets its own when it is started: `.start(args)`",
    );
}

#[test]
fn a_call_in_the_place_of_a_process() {
    for path in ["A::new(5)", "crate::a::A::new(5)"] {
        one_mistake(
            &shop(&format!("a: {path}, b: B(a)")),
            "a child is a process, not a call",
            "write `A(..)` with the arguments of its `#[init]`, or `A { .. }` for a value",
        );
    }
}

#[test]
fn unknown_kinds() {
    const KINDS: &str = "`dynamic`, `pool`, `supervisor`, `tasks`, or `tree`";
    for (child, kind, near) in [
        ("dynamc A", "dynamc", "dynamic"),
        ("poool A() { size: 3 }", "poool", "pool"),
        ("supervisr { a: A() }", "supervisr", "supervisor"),
    ] {
        one_mistake(
            &shop(&format!("a: {child}, b: B(a)")),
            &format!("unknown kind of child `{kind}`"),
            &format!("did you mean `{near}`? accepted: {KINDS}"),
        );
    }
    one_mistake(
        &shop("a: worker A(), b: B(a)"),
        "unknown kind of child `worker`",
        &format!("accepted: {KINDS}, or nothing for a worker"),
    );
    for (child, follows, form) in [
        (
            "supervisor Feeds { b: B() }",
            "its braces",
            "a nested supervisor is `name: supervisor { .. }`",
        ),
        (
            "supervisor() { b: B() }",
            "its braces",
            "a nested supervisor is `name: supervisor { .. }`",
        ),
        (
            "tasks() {}",
            "its options, if any",
            "it is `name: tasks` or `name: tasks { .. }`",
        ),
        (
            "pool { size: 3 } A()",
            "its process",
            "a pool is `name: pool Path(args) { size: 4 }`",
        ),
        (
            "dynamic {}",
            "its process",
            "a dynamic supervisor is `name: dynamic Path`",
        ),
        (
            "tree { size: 3 }",
            "its tree",
            "a tree from elsewhere is `name: tree Path(args)`",
        ),
    ] {
        let kind = child.split([' ', '(']).next().unwrap_or_default();
        one_mistake(
            &shop(&format!("a: {child}, b: B(a)")),
            &format!("`{kind}` is followed by {follows}"),
            form,
        );
    }
}

#[test]
fn options_in_the_place_of_the_value() {
    for options in ["restart: transient", "shutdown: 5s", "shutdown: infinity"] {
        one_mistake(
            &shop(&format!("a: A {{ {options} }}")),
            "these braces are the value of `A`, not its options",
            "options come in a second brace block: `A(args) { restart: transient }`",
        );
    }
    assert_eq!(
        errors(&shop("a: A { shutdown: config.grace, restart }")),
        [""; 0]
    );
}

#[test]
fn names_that_clash() {
    one_mistake(
        &shop("a: A(), a: B(), c: C(a)"),
        "two children are called `a`",
        "rename one of the two",
    );
    one_mistake(
        &shop("config: A(config)"),
        "`config` is a parameter and a child",
        "rename one of the two, so that the arguments can tell them apart",
    );
    one_mistake(
        &shop("type: A(), b: B(r#type)"),
        "`type` is a keyword, it can't be the name of a child",
        "write `r#type`, or take another name",
    );
    one_mistake(
        &shop("__a: A()"),
        "names that start with `__` are for generated code",
        "give the child another name",
    );
    one_mistake(
        &shop("limit: A()"),
        "`limit` is an option of the root of a tree, not a name for a child",
        "give the child another name",
    );
    one_mistake(
        &shop("a_b: supervisor {}, a: supervisor { b: supervisor {} }"),
        "two supervisors would have the handle type `ShopABRef`",
        "rename one of the two",
    );
    assert_eq!(
        errors(&shop("self: A()")),
        ["`self` can't be the name of a child"]
    );
}

#[test]
fn names_that_are_fine() {
    for body in [
        "a: A(), s: supervisor { a: A(a), config: B(config) }, start: A(), root: B(), supervisor: C()",
        "size: A(), route: B(size), r#type: C(route)",
        "#[cfg(x)] a: A(), #[cfg(not(x))] a: B(), c: C(a)",
        "late: A(), dynamic: dynamic B, pool: C(dynamic, late(late_one)), late_one: D(late)",
    ] {
        assert_eq!(errors(&shop(body)), [""; 0], "{body}");
    }
}

#[test]
fn attributes() {
    one_mistake(
        &shop("#[inline] a: A()"),
        "this attribute does not fit a child",
        "accepted: doc comments and `cfg`",
    );
    assert_eq!(
        errors(&shop("/// docs\n strategy: one_for_all, a: A()")),
        ["an option takes no attributes or doc comments"]
    );
}

#[test]
fn what_was_understood_can_be_used() {
    let file = expand(&shop(
        "a: A(b), broken: , s: supervisor { c: C(unknown?), d: D() { size: 3 } }, b: B()",
    ));
    let names = names(&file);
    for name in [
        "a", "b", "s", "c", "d", "ShopSRef", "start", "run", "main", "spec",
    ] {
        assert!(names.contains(&name.to_owned()), "no `{name}`");
    }
    assert!(!names.contains(&"broken".to_owned()));
}

#[test]
fn names_that_an_owned_tree_has_itself() {
    for name in ["shutdown", "into_root", "into", "try_into"] {
        one_mistake(
            &shop(&format!("{name}: A(), b: B({name})")),
            &format!("an owned tree has a method `{name}` already"),
            "give the child another name",
        );
    }
    let below = shop("s: supervisor { into: A() }, start: B(), ended: C()");
    assert_eq!(errors(&below), [""; 0]);
}
