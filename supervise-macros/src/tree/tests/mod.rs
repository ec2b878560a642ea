//! Golden expansions and one test for each diagnostic.

mod arguments;
mod broken;
mod children;
mod golden;
mod header;
mod mending;
mod options;

use proc_macro2::TokenStream;
use syn::visit::Visit;

use crate::tree::supervision_tree;

fn expand(input: &str) -> syn::File {
    let input: TokenStream = input.parse().expect("the test's input consists of tokens");
    syn::parse2(supervision_tree(input)).expect("an expansion consists of items")
}

/// The texts of the errors, with the tokens they stand on where the test marks them as `⟦…⟧`.
fn errors(input: &str) -> Vec<String> {
    struct Errors(Vec<String>);
    impl<'ast> Visit<'ast> for Errors {
        fn visit_macro(&mut self, call: &'ast syn::Macro) {
            let last = call.path.segments.last();
            if last.is_some_and(|last| last.ident == "compile_error") {
                let text: syn::LitStr = call.parse_body().expect("the text of an error");
                self.0.push(text.value());
            }
        }
    }
    let mut errors = Errors(Vec::new());
    errors.visit_file(&expand(input));
    errors.0
}

/// Asserts that `input` is one mistake that is explained by `message` and `help`, and that the
/// types are there nevertheless.
#[track_caller]
fn one_mistake(input: &str, message: &str, help: &str) {
    let found = errors(input);
    assert_eq!(found, [format!("{message}\n\n       help: {help}")]);
    let items = names(&expand(input));
    for expected in ["Shop", "ShopRef"] {
        assert!(items.contains(&expected.to_owned()), "no `{expected}`");
    }
}

/// The names of the types and of their methods.
fn names(file: &syn::File) -> Vec<String> {
    struct Names(Vec<String>);
    impl<'ast> Visit<'ast> for Names {
        fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
            self.0.push(item.ident.to_string());
        }
        fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
            self.0.push(item.sig.ident.to_string());
        }
    }
    let mut names = Names(Vec::new());
    names.visit_file(file);
    names.0
}

/// A tree with this body.
fn shop(body: &str) -> String {
    format!("pub Shop(config: Config) {{ {body} }}")
}
