//! Calls: of functions, of what makes a value, of closures, of methods.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, ExprCall, ExprMethodCall, ExprPath, Index, Token};

use super::path::{Named, is_upper};
use super::scope::root;
use super::{Rewriter, alias, site, slips};
use crate::pure::signature::twin;
use crate::pure::std_names;

impl Rewriter<'_> {
    pub(super) fn call(&mut self, call: &ExprCall) -> TokenStream {
        let Expr::Path(path) = &*call.func else {
            let args = self.handed(&call.args, None);
            let func = self.expr(&call.func);
            return quote!((#func)(#(#args),*));
        };
        match self.named(path) {
            Named::Local(func) | Named::Function(func) => {
                let args = self.handed(&call.args, std_names::closure_arity_of(&path.path));
                quote!(#func(#(#args),*))
            }
            Named::Upper => self.make(path, &call.args),
            Named::Refused(tokens) => tokens,
        }
    }

    /// `Some(x)` is written `Some { 0: x }`: a function can't be.
    fn make(&mut self, path: &ExprPath, args: &Punctuated<Expr, Token![,]>) -> TokenStream {
        let at = path.span();
        let guard = self.guard("made", at);
        let fields: Vec<_> = args
            .iter()
            .enumerate()
            .map(|(i, arg)| {
                let mut index = Index::from(i);
                index.span = site(arg.span());
                let value = self.expr(arg);
                quote!(#index: #value)
            })
            .collect();
        quote_spanned!(site(at)=> #guard(#path { #(#fields),* }))
    }

    pub(super) fn method_call(&mut self, call: &ExprMethodCall) -> TokenStream {
        if let Some((message, help)) = slips::of_method(call) {
            return self.refuse(&call.method, message, help);
        }
        if call.method == "fmt"
            && call.args.len() == 1
            && let Some(of) = self.context.implements
            && let Some(guard) = std_names::format_guard(of)
        {
            return self.format_method(call, of, guard);
        }
        // The same as `write!`: what it would keep is shown at once.
        if call.method == "write_fmt"
            && call.args.len() == 1
            && let Some(Expr::Macro(arguments)) = call.args.first()
            && arguments.mac.path.is_ident("format_args")
        {
            let (to, arguments) = (&call.receiver, &arguments.mac.tokens);
            return self.write(&call.method, quote!(#to, #arguments));
        }
        if call.method == "write_str" || call.method == "write_char" {
            self.writes = Some(call.method.span());
        }
        let receiver = self.receiver(call);
        let args: Vec<_> = call
            .args
            .iter()
            .enumerate()
            .map(|(i, arg)| self.argument(call, i, arg))
            .collect();
        let method = twin(&call.method);
        let dot = &call.dot_token;
        let turbofish = &call.turbofish;
        quote_spanned!(call.paren_token.span.join()=> #receiver #dot #method #turbofish(#(#args),*))
    }

    /// `self.0.fmt(f)`: in the impl of a formatting trait, that is the trait's, or ambiguous.
    fn format_method(&mut self, call: &ExprMethodCall, of: &str, guard: &str) -> TokenStream {
        let at = call.method.span();
        let receiver = self.looked_at(&call.receiver);
        let args = self.exprs(&call.args);
        let (of, guard) = (Ident::new(of, site(at)), self.guard(guard, at));
        let pure = alias();
        quote_spanned!(site(at)=> #pure::core::fmt::#of::fmt(#guard(&#receiver), #(#args),*))
    }

    /// What a closure captures is only lent to its methods, if it could be changed, unless it is given
    /// away whole.
    fn receiver(&mut self, call: &ExprMethodCall) -> TokenStream {
        let receiver = &*call.receiver;
        let name = call.method.to_string();
        // What can't be changed needs no guard, and may be given away.
        if let Some(root) = self.scopes.captured_root(receiver)
            && let Some(found) = self.scopes.find(&root)
            && found.may_change()
        {
            if found.is_writable() && std_names::CHANGES.contains(&name.as_str()) {
                return self.refuse_capture(&root);
            }
            let whole = matches!(receiver, Expr::Path(_));
            if !(whole && consumes(&name)) {
                let before = std::mem::replace(&mut self.shared, true);
                let tokens = self.expr(receiver);
                self.shared = before;
                return tokens;
            }
        }
        let shared = std::mem::take(&mut self.shared);
        let tokens = self.looked_at(receiver);
        self.shared = shared;
        match receiver {
            Expr::Reference(_) | Expr::Range(_) | Expr::Closure(_) => quote!((#tokens)),
            _ => tokens,
        }
    }

    /// An argument; a constructor is handed on as the closure that it stands for.
    fn argument(&mut self, call: &ExprMethodCall, i: usize, arg: &Expr) -> TokenStream {
        let method = call.method.to_string();
        if let Expr::Path(path) = arg
            && let Some(message) = self.context.message_of(&method, i, path)
        {
            return message;
        }
        let count = std_names::closure_arity(&method, i, call.args.len());
        if let Some(constructor) = self.as_constructor(arg, count) {
            return constructor;
        }
        if let Some(root) = root(arg)
            && matches!(arg, Expr::Path(_))
            && self
                .scopes
                .find(&root)
                .is_some_and(|found| found.captured && found.local.unique)
        {
            return self.refuse_capture(&root);
        }
        self.apart(arg)
    }

    /// The arguments of a function, of which each constructor makes something of so many values.
    fn handed(
        &mut self,
        args: &Punctuated<Expr, Token![,]>,
        count: Option<usize>,
    ) -> Vec<TokenStream> {
        let args = args
            .iter()
            .map(|arg| match self.as_constructor(arg, count) {
                Some(constructor) => constructor,
                None => self.expr(arg),
            });
        args.collect()
    }

    /// What seems to be a constructor, where a function of so many parameters is expected.
    fn as_constructor(&mut self, arg: &Expr, count: Option<usize>) -> Option<TokenStream> {
        let Expr::Path(path) = arg else { return None };
        let count = match count {
            Some(count) if may_construct(path) && !self.is_local(path) => count,
            _ if std_names::is_constructor(&path.path) => 1,
            _ => return None,
        };
        Some(self.constructor(path, count))
    }

    fn constructor(&mut self, path: &ExprPath, count: usize) -> TokenStream {
        let at = path.span();
        let names: Vec<Ident> = (0..count)
            .map(|i| Ident::new(&format!("value{i}"), site(at)))
            .collect();
        let fields = names.iter().enumerate().map(|(i, name)| {
            let index = Index::from(i).to_token_stream();
            quote!(#index: #name)
        });
        let guard = self.guard("made", at);
        quote_spanned!(site(at)=> |#(#names),*| #guard(#path { #(#fields),* }))
    }
}

/// Whether a path could be a constructor's: in `CamelCase`, or in capitals of an enum or alone.
fn may_construct(expr: &ExprPath) -> bool {
    let path = &expr.path;
    expr.qself.is_none()
        && path.segments.last().is_some_and(|last| {
            let short = path.segments.len() > 1 || last.ident.to_string().len() == 1;
            is_constructor(&last.ident) || short && is_upper(&last.ident)
        })
}

/// A name in `CamelCase`; one in capitals is a constant.
pub(super) fn is_constructor(name: &Ident) -> bool {
    is_upper(name) && name.to_string().chars().any(char::is_lowercase)
}

/// Whether a method's name says that it takes its receiver.
fn consumes(name: &str) -> bool {
    name.starts_with("into_")
        || name.starts_with("unwrap")
        || [
            "map",
            "map_err",
            "and_then",
            "or_else",
            "ok",
            "ok_or",
            "ok_or_else",
            "expect",
            "filter",
            "map_or",
            "map_or_else",
            "chain",
            "zip",
            "or",
            "flatten",
            "max",
            "min",
            "join",
            "rev",
        ]
        .contains(&name)
}
