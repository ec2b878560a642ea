//! Declarations that are being typed: whatever they look like, items come out.

use proc_macro2::{Group, TokenStream, TokenTree};

use crate::tree::supervision_tree;

const DECLARATION: &str = "
    crate = x;
    /// docs
    pub Shop<S: Store>(config: Config, store: S) where S: Clone {
        strategy: one_for_all,
        limit: 3 per 5s,
        /// docs
        a: A<S>(config.x()?, late(d)) { restart: transient, shutdown: 5s },
        #[cfg(x)]
        b: dynamic B { max_children: 5 },
        c: pool C { field: vec![a] } { size: 4, route: by_key },
        s: supervisor { shutdown: 20s, x: X(a), y: tree Y(config) { shutdown: infinity } },
        d: D {},
    }";

/// Every token stream that lacks one token of `tokens`, at any depth.
fn without_one(tokens: &TokenStream) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut variants = Vec::new();
    for position in 0..tokens.len() {
        let (before, rest) = tokens.split_at(position);
        let after = &rest[1..];
        let around = |middle: Option<TokenTree>| -> TokenStream {
            let before = before.iter().cloned().chain(middle);
            before.chain(after.iter().cloned()).collect()
        };
        variants.push(around(None));
        // What is typed last is often at the end of its group.
        variants.push(before.iter().cloned().collect());
        if let TokenTree::Group(group) = &rest[0] {
            for inner in without_one(&group.stream()) {
                let group = Group::new(group.delimiter(), inner);
                variants.push(around(Some(group.into())));
            }
        }
    }
    variants
}

#[test]
fn half_typed_declarations_expand_to_items() {
    let whole: TokenStream = DECLARATION.parse().expect("tokens");
    let variants = without_one(&whole);
    assert!(variants.len() > 200);
    for variant in variants {
        let text = variant.to_string();
        let expanded = supervision_tree(variant);
        if let Err(error) = syn::parse2::<syn::File>(expanded.clone()) {
            panic!("{error}: {text}\nexpands to {expanded}");
        }
    }
}
