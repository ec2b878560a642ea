//! Mistakes in what stands before the braces.

use super::{errors, expand, names, one_mistake};

#[test]
fn nothing_at_all() {
    assert_eq!(
        errors(""),
        [
            "`supervision_tree!` without a tree\n\n       help: declare one: `pub Shop(config: Config) { .. }`"
        ]
    );
}

#[test]
fn not_even_a_name() {
    let shape = "a tree is declared like this: `pub Shop(config: Config) { .. }`";
    assert_eq!(
        errors("(config: Config) {}"),
        [format!(
            "expected the name of a tree\n\n       help: {shape}"
        )]
    );
}

#[test]
fn two_trees_in_one_call() {
    let input = "Shop() {} Other() {}";
    assert_eq!(errors(input), [""; 0]);
    assert!(names(&expand(input)).contains(&"OtherRef".to_owned()));
}

#[test]
fn a_keyword_before_the_name() {
    for keyword in ["struct", "async"] {
        one_mistake(
            &format!("pub {keyword} Shop() {{}}"),
            &format!("unexpected `{keyword}`"),
            "a tree is declared like this: `pub Shop(config: Config) { .. }`",
        );
    }
}

#[test]
fn no_parameters() {
    one_mistake(
        "pub Shop { a: A() }",
        "expected the parameters of the tree",
        "`Shop()` is a tree without parameters",
    );
}

#[test]
fn no_body() {
    one_mistake(
        "pub Shop();",
        "expected the body of the tree in braces",
        "a tree is declared like this: `pub Shop(config: Config) { .. }`",
    );
}

#[test]
fn lifetimes() {
    one_mistake(
        "pub Shop<'a, S: Store<'a>>(store: &'a S, name: Name<'a>) where S: 'a { a: A<'a>(name) }",
        "a tree has no lifetime parameters",
        "it lives on after the caller has returned: let its parameters own what they hold",
    );
}

#[test]
fn a_parameter_called_self() {
    for parameter in ["self", "&self", "&mut self", "mut self", "self: Arc<Self>"] {
        one_mistake(
            &format!("Shop({parameter}, fee: u64) {{ a: A(fee) }}"),
            "a tree has no `self`",
            "its parameters are values that the arguments of its children are made from",
        );
    }
}

#[test]
fn a_pattern_as_parameter() {
    one_mistake(
        "Shop((a, Some(b)): (u8, Option<u8>)) { c: C(a, b) }",
        "a parameter of a tree is a name, not a pattern",
        "name it, and take it apart in the arguments of the children",
    );
}

#[test]
fn a_mutable_parameter() {
    one_mistake(
        "Shop(mut fee: u64) { a: A(fee) }",
        "a parameter of a tree can't be `mut`",
        "each argument list gets its own clone; remove `mut`",
    );
}

#[test]
fn a_parameter_without_a_type() {
    one_mistake(
        "Shop(fee) { a: A(fee) }",
        "a parameter without a type",
        "write `fee: Type`",
    );
}

#[test]
fn two_parameters_of_one_name() {
    one_mistake(
        "Shop(fee: u64, fee: u8) { a: A(fee) }",
        "two parameters are called `fee`",
        "rename one of the two",
    );
}

#[test]
fn borrowed_parameters() {
    let message = "the parameters of a tree are owned";
    for (ty, instead) in [
        ("&str", "`String`, or `&'static str`"),
        ("&[u8]", "a `Vec`"),
        ("&Config", "a value, or share it by an `Arc`"),
    ] {
        let help = format!("it lives on after the caller has returned: take {instead}");
        one_mistake(&format!("Shop(a: {ty}) {{ b: B(a) }}"), message, &help);
    }
    assert_eq!(errors("Shop(a: &'static str) { b: B(a) }"), [""; 0]);
}

#[test]
fn types_that_no_parameter_can_have() {
    for (ty, message, help) in [
        (
            "impl Clone",
            "`impl Trait` is generic, and a parameter of a tree has one type",
            "name the type, or make the tree generic: `Shop<T>(..)`",
        ),
        (
            "dyn Job",
            "`dyn Job` is no type of a parameter",
            "share it: `Arc<dyn Job + Send + Sync>`",
        ),
        ("[u8]", "`[u8]` is no type of a parameter", "take `Vec<u8>`"),
        ("str", "`str` is no type of a parameter", "take `String`"),
        ("_", "`_` is no type of a parameter", "name the type"),
        (
            "Vec<_>",
            "`Vec<_>` is no type of a parameter",
            "name the type",
        ),
    ] {
        one_mistake(
            &format!("Shop(a: {ty}, b: u8) {{ c: C(a, b) }}"),
            message,
            help,
        );
    }
    assert_eq!(errors("Shop(f: fn(_: u8) -> u8) { b: B(f) }"), [""; 0]);
}

#[test]
fn what_is_shared_is_implied() {
    let struct_of = |input: &str| {
        let file = super::expand(input);
        let mut items = file.items.into_iter();
        let found = items.find_map(|item| match item {
            syn::Item::Struct(item) if item.ident == "Shop" => Some(item.generics),
            _ => None,
        });
        quote::quote!(#found).to_string()
    };
    assert_eq!(
        struct_of("Shop<T: Clone, P: Of>(t: T) { a: A(t), b: B<P>() }"),
        "< T : Clone + :: core :: marker :: Send + 'static + :: core :: marker :: Sync , \
         P : Of + :: core :: marker :: Send + 'static >"
    );
    assert_eq!(
        struct_of("Shop<T: Clone + Send + Sync + 'static>(t: T) { a: A(t) }"),
        "< T : Clone + Send + Sync + 'static >"
    );
}

#[test]
fn attributes_on_parameters() {
    assert_eq!(
        errors("Shop(#[cfg(x)] a: u8) { b: B(a) }"),
        ["a parameter of a tree takes no attributes"]
    );
}
