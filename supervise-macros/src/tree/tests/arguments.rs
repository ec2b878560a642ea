//! What may be mentioned in arguments, and what they may not do.

use super::{errors, one_mistake, shop};

#[track_caller]
fn fine(body: &str) {
    assert_eq!(errors(&shop(body)), [""; 0], "{body}");
}

#[test]
fn later_siblings() {
    let help = "declare `b` earlier, or write `late(b)` for a handle to be used once it is up";
    for argument in [
        "b",
        "f(b)",
        "b.clone()",
        "{ let x = b; x }",
        "S { b }",
        "move || b",
        "(1, b)",
    ] {
        one_mistake(
            &shop(&format!("a: A({argument}), b: B()")),
            "`b` starts later",
            help,
        );
    }
    one_mistake(
        &shop("s: supervisor { a: A(b) }, b: B()"),
        "`b` starts later",
        help,
    );
    one_mistake(&shop("a: A { field: b }, b: B()"), "`b` starts later", help);
}

#[test]
fn names_that_only_look_like_later_siblings() {
    for argument in [
        "|b| b + 1",
        "{ let b = 5; b }",
        "match x { b => b }",
        "if let Some(b) = x { b } else { 0 }",
        "if let Some(b) = x && b > 3 { b } else { 0 }",
        "match x { Some(b) if b > 1 => b, _ => 0 }",
        "{ let mut sum = 0; for b in 0..3 { sum += b; } sum }",
        "{ while let Some(b) = x.next() { drop(b); } }",
        "{ let Some(b) = x else { panic!() }; b }",
        "config.b",
        "config.b()",
        "b(5)",
        "b::c()",
        "S { b: 5 }",
        "{ fn b() {} b() }",
        "json!({ b: 1 })",
        "|S { b, .. }: S| b",
    ] {
        fine(&format!("a: A({argument}), b: B()"));
    }
}

fn depends(argument: &str) -> bool {
    let input = shop(&format!("a: A(), b: B({argument})"));
    assert_eq!(errors(&input), [""; 0], "{argument}");
    let output = crate::tree::supervision_tree(input.parse().expect("tokens"));
    let output = output.to_string();
    output.contains(r#"depends_on (& ["a"])"#)
}

#[test]
fn names_in_macro_calls() {
    for argument in [
        "vec![a]",
        "vec![a; 2]",
        "vec![Cfg { a }]",
        "vec![Cfg { b: a }]",
        "vec![f(a)]",
        "vec![..a]",
        "json!({ a: 1 })",
        "hashmap! { a => 1 }",
        "own!(a == 1)",
        "own!(\"{a}\")",
        "own!(format!(\"{a}\"))",
        "format!(\"{a}\")",
        "format!(\"{{{a}}}\")",
        "format!(\"{a:?} {b}\", b = 1)",
        "format!(\"{b}\", b = a)",
        "format!(\"{:>a$}\", 1)",
        "format!(\"{:.a$}\", 1)",
        "format!(r#\"{a}\"#)",
        "std::format!(\"{a}\")",
        "info!(a = 1, \"{a}\")",
        "vec![format!(\"{a}\")]",
    ] {
        assert!(depends(argument), "{argument}");
    }
    for argument in [
        "vec![Cfg { a: 1 }]",
        "vec![own::Cfg::<u8> { a: 1 }]",
        "vec![a::new(), a!(1)]",
        "vec![x.a]",
        "vec![f::<'a>()]",
        "vec![\"{a}\"]",
        "dbg!(\"{a}\")",
        "vec![f(\"{a}\")]",
        "stringify!(a)",
        "format!(\"a {{a}}\")",
        "format!(\"{a}\", a = 2)",
        "format!(\"{a}\", a=-2)",
        "format!(\"{:a<5}\", 1)",
        "format!(\"\\u{a}\")",
        "format!(b\"{a}\")",
        "info!(a: 1)",
    ] {
        assert!(!depends(argument), "{argument}");
    }
}

#[test]
fn a_binding_ends_with_its_scope() {
    one_mistake(
        &shop("a: A({ { let b = 5; drop(b); } b }), b: B()"),
        "`b` starts later",
        "declare `b` earlier, or write `late(b)` for a handle to be used once it is up",
    );
    one_mistake(
        &shop("a: A({ let b = b; b }), b: B()"),
        "`b` starts later",
        "declare `b` earlier, or write `late(b)` for a handle to be used once it is up",
    );
}

#[test]
fn oneself() {
    one_mistake(
        &shop("a: A(a)"),
        "`a` is mentioned in its own arguments",
        "`late(a)` is its handle, to be used once it is up",
    );
    one_mistake(
        &shop("s: supervisor { a: A(s) }"),
        "`s` is the supervisor of this child",
        "what starts earlier in it can be mentioned by its own name",
    );
    fine("a: A(late(a))");
}

#[test]
fn an_inner_name_hides_an_outer_one() {
    fine("a: A(), s: supervisor { a: A(a), b: B(a) }, c: C(s.a(), a)");
}

#[test]
fn late_handles() {
    fine("a: A(late(b), vec![late(b), late(c)]), b: B(late(c)), c: C(a)");
    fine("s: supervisor { a: A(late(b), late(c)), b: B() }, c: C()");
    fine("a: A(config.late(b)), c: C()");
    for (body, message, help) in [
        (
            "b: B(), a: A(late(b))",
            "`b` starts earlier",
            "write `b`, which is its handle",
        ),
        (
            "a: A(late(metric)), metrics: B()",
            "no child that starts later is called `metric`",
            "did you mean `metrics`?",
        ),
        (
            "a: A(late(zzz)), s: supervisor { zzz: B() }",
            "no child that starts later is called `zzz`",
            "`late` takes a child of the same supervisor or of an enclosing one",
        ),
        (
            "a: A(late(config))",
            "`config` is a parameter, not a child",
            "write `config`",
        ),
        (
            "a: A(late(s)), s: supervisor {}",
            "`late` takes a process, and `s` is a supervisor",
            "declare `s` earlier, and write `s`",
        ),
        (
            "a: A(late(p)), p: pool P() { size: 2 }",
            "`late` takes a process, and `p` is a pool",
            "declare `p` earlier, and write `p`",
        ),
        (
            "a: A(late(b.c())), b: B()",
            "`late` takes the name of a child",
            "write `late(name)` with the name of a child",
        ),
    ] {
        one_mistake(&shop(body), message, help);
    }
}

#[test]
fn ways_out_of_the_closure() {
    let help = "do this in `init`, which may be async and fallible";
    for (argument, word) in [
        ("config.parse()?", "?"),
        ("f(config.parse()?)", "?"),
        ("config.read().await", ".await"),
        ("{ if x { return 5; } 6 }", "return"),
        ("{ break; }", "break"),
        ("{ continue }", "continue"),
        ("{ loop { x()?; } }", "?"),
    ] {
        let message = format!("`{word}` in the arguments of a child");
        one_mistake(&shop(&format!("a: A({argument})")), &message, help);
    }
    one_mistake(
        &shop("a: A() { shutdown: config.grace()? }"),
        "`?` in the value of an option",
        "do this before the tree is started, and pass the result as a parameter",
    );
}

#[test]
fn ways_that_stay_inside() {
    for argument in [
        "|| x()?",
        "|| return 5",
        "async { x().await? }",
        "async move { return x().await }",
        "{ loop { break; } }",
        "{ for x in y { continue; } }",
        "{ 'a: { break 'a; } }",
        "{ fn f() -> Option<u8> { None? } f() }",
    ] {
        fine(&format!("a: A({argument})"));
    }
}

#[test]
fn a_child_that_was_not_understood_is_reported_once() {
    one_mistake(
        &shop("b: B(late(a)), a: dynamc A, c: C(a, vec![a])"),
        "unknown kind of child `dynamc`",
        "did you mean `dynamic`? accepted: `dynamic`, `pool`, `supervisor`, `tasks`, or `tree`",
    );
}

#[test]
fn arguments_that_are_no_expression() {
    let found = errors(&shop("a: A(config +), b: B(a)"));
    assert_eq!(found, ["unexpected end of input, expected an expression"]);
    let found = errors(&shop("a: A { b: }, c: C(a)"));
    assert_eq!(found, ["unexpected end of input, expected an expression"]);
}
