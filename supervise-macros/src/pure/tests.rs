//! Every variant of syn's syntax has a row: it is written anew, or refused.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, Item, Pat, Stmt};

use super::pure;

/// The errors of a pure function with this body.
fn errors(body: &str) -> Vec<String> {
    let body: TokenStream = body.parse().expect("tokens");
    texts(&pure(TokenStream::new(), quote!(fn f(x: u32) { #body })))
}

/// The texts of the `compile_error!`s.
fn texts(output: &TokenStream) -> Vec<String> {
    let output = output.to_string();
    output
        .split("compile_error ! {")
        .skip(1)
        .map(|rest| rest.split('}').next().unwrap_or_default().to_owned())
        .collect()
}

fn variant(expr: &Expr) -> &'static str {
    match expr {
        Expr::Array(_) => "Array",
        Expr::Assign(_) => "Assign",
        Expr::Async(_) => "Async",
        Expr::Await(_) => "Await",
        Expr::Binary(_) => "Binary",
        Expr::Block(_) => "Block",
        Expr::Break(_) => "Break",
        Expr::Call(_) => "Call",
        Expr::Cast(_) => "Cast",
        Expr::Closure(_) => "Closure",
        Expr::Const(_) => "Const",
        Expr::Continue(_) => "Continue",
        Expr::Field(_) => "Field",
        Expr::ForLoop(_) => "ForLoop",
        Expr::If(_) => "If",
        Expr::Index(_) => "Index",
        Expr::Infer(_) => "Infer",
        Expr::Lit(_) => "Lit",
        Expr::Loop(_) => "Loop",
        Expr::Macro(_) => "Macro",
        Expr::Match(_) => "Match",
        Expr::MethodCall(_) => "MethodCall",
        Expr::Paren(_) => "Paren",
        Expr::Path(_) => "Path",
        Expr::Range(_) => "Range",
        Expr::RawAddr(_) => "RawAddr",
        Expr::Reference(_) => "Reference",
        Expr::Repeat(_) => "Repeat",
        Expr::Return(_) => "Return",
        Expr::Struct(_) => "Struct",
        Expr::Try(_) => "Try",
        Expr::TryBlock(_) => "TryBlock",
        Expr::Tuple(_) => "Tuple",
        Expr::Unary(_) => "Unary",
        Expr::Unsafe(_) => "Unsafe",
        Expr::While(_) => "While",
        Expr::Yield(_) => "Yield",
        _ => "unknown",
    }
}

#[test]
fn every_expression_has_a_row() {
    let written = [
        ("Array", "[x, 1]"),
        ("Assign", "x = 1"),
        ("Binary", "x + 1"),
        ("Block", "{ x }"),
        ("Break", "break x"),
        ("Call", "f(x)"),
        ("Cast", "x as u64"),
        ("Closure", "|y| y"),
        ("Const", "const { 1 }"),
        ("Continue", "continue"),
        ("Field", "x.y"),
        ("ForLoop", "for y in x {}"),
        ("If", "if let y = x {}"),
        ("Index", "x[0]"),
        ("Infer", "_"),
        ("Lit", "1"),
        ("Loop", "loop {}"),
        ("Macro", "vec![x]"),
        ("Match", "match x { _ => 1 }"),
        ("MethodCall", "x.y()"),
        ("Paren", "(x)"),
        ("Path", "x"),
        ("Range", "x..1"),
        ("Reference", "&x"),
        ("Repeat", "[x; 3]"),
        ("Return", "return x"),
        ("Struct", "Y { z: x }"),
        ("Try", "x?"),
        ("Tuple", "(x, 1)"),
        ("Unary", "!x"),
        ("While", "while x {}"),
    ];
    for (name, source) in written {
        let expr: Expr = syn::parse_str(source).expect(source);
        assert_eq!(variant(&expr), name);
        let errors = errors(&format!("let _ = {source};"));
        assert!(errors.is_empty(), "`{source}` is refused: {errors:?}");
    }
    let refused = [
        ("Async", "async { x }"),
        ("Await", "x.await"),
        ("RawAddr", "&raw const x"),
        ("Unsafe", "unsafe { x }"),
        ("Yield", "yield x"),
    ];
    for (name, source) in refused {
        let expr: Expr = syn::parse_str(source).expect(source);
        assert_eq!(variant(&expr), name);
        let errors = errors(&format!("let _ = {source};"));
        assert_eq!(errors.len(), 1, "`{source}`: {errors:?}");
    }
}

#[test]
fn every_pattern_has_a_row() {
    let written = [
        "y",
        "ref y",
        "mut y",
        "y @ 1",
        "1",
        "a | b",
        "(y)",
        "Y",
        "1..=2",
        "&y",
        "[a, .., b]",
        "Y { a, b: c, .. }",
        "(a, _)",
        "Y(a)",
        "y: u32",
        "_",
    ];
    for source in written {
        let errors = errors(&format!("match x {{ {source} => 1 }}").replace("y: u32", "y"));
        assert!(errors.is_empty(), "`{source}` is refused: {errors:?}");
    }
    for source in ["a!()", "const { 1 }", "<T as U>::V { a }"] {
        let errors = errors(&format!("match x {{ {source} => 1 }}"));
        assert_eq!(errors.len(), 1, "`{source}`: {errors:?}");
    }
    let pat: Pat = syn::parse_quote!(y);
    assert!(matches!(pat, Pat::Ident(_)));
}

#[test]
fn every_item_in_a_body_has_a_row() {
    let written = [
        "use a::b;",
        "const A: u32 = 1;",
        "static A: u32 = 1;",
        "type A = u32;",
        "#[pure] fn a() {}",
        "#[pure] struct A;",
    ];
    for source in written {
        assert!(errors(source).is_empty(), "`{source}`");
    }
    let refused = [
        "fn a() {}",
        "struct A;",
        "enum A {}",
        "impl A {}",
        "trait A {}",
        "mod a {}",
        "union A { a: u32 }",
        "extern crate a;",
        "extern \"C\" {}",
        "macro_rules! a { () => {} }",
    ];
    for source in refused {
        let stmt: Result<Stmt, _> = syn::parse_str(source);
        assert!(stmt.is_ok(), "`{source}`");
        assert_eq!(errors(source).len(), 1, "`{source}`");
    }
}

#[test]
fn every_kind_of_item_has_a_row() {
    let written = [
        "fn a() {}",
        "struct A;",
        "enum A { B }",
        "impl A {}",
        "impl A for B {}",
        "trait A {}",
        "mod a {}",
    ];
    for source in written {
        let item: TokenStream = source.parse().expect("tokens");
        let output = pure(TokenStream::new(), item);
        assert!(texts(&output).is_empty(), "`{source}`");
    }
    let refused = [
        "const A: u32 = 1;",
        "static A: u32 = 1;",
        "type A = u32;",
        "use a::b;",
        "union A { a: u32 }",
        "extern crate a;",
        "extern \"C\" {}",
        "macro_rules! a { () => {} }",
        "mod a;",
        "impl Drop for A { fn drop(&mut self) {} }",
    ];
    for source in refused {
        let item: Item = syn::parse_str(source).expect(source);
        let output = pure(TokenStream::new(), quote!(#item));
        assert_eq!(texts(&output).len(), 1, "`{source}`");
    }
}

#[test]
fn the_expansion_grows_as_the_source_does() {
    let length = |calls: usize| {
        let chain = ".map(|y| y + 1)".repeat(calls);
        let body: TokenStream = format!("x{chain}").parse().expect("tokens");
        pure(TokenStream::new(), quote!(fn f(x: u32) { #body }))
            .to_string()
            .len()
    };
    let (ten, twenty, forty) = (length(10), length(20), length(40));
    assert_eq!(forty - twenty, 2 * (twenty - ten));
}
