//! The braces of a supervisor: its options, then its children.

use proc_macro2::Ident;
use quote::format_ident;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Token, token};

use super::make::{arguments, make, pool_make};
use super::options::{self, Taker};
use super::path::{is_method, path, show, starts_upper};
use super::{at_end, comma, in_braces, name, skip_one, skip_to_comma, sort_attrs};
use crate::diag::{Errors, nearest, one_of};
use crate::tree::model::{Child, Code, Group, Kind, Options};

const FORMS: &str = "a child is one of `Path(args)`, `Path { field: value }`, `dynamic Path`, \
                     `pool Path(args) { size: 4 }`, `tasks`, `supervisor { .. }`, `tree Path(args)`";
const KINDS: [&str; 5] = ["dynamic", "pool", "supervisor", "tasks", "tree"];

pub(super) fn root(input: ParseStream<'_>, handle: Ident, tree: &Ident, errors: &Errors) -> Group {
    let prefix = tree.unraw().to_string();
    group(input, handle, &prefix, Taker::Root, errors)
}

pub(super) fn empty(handle: Ident) -> Group {
    Group {
        handle,
        options: Options::default(),
        children: Vec::new(),
    }
}

fn group(
    input: ParseStream<'_>,
    handle: Ident,
    prefix: &str,
    taker: Taker,
    errors: &Errors,
) -> Group {
    let mut group = empty(handle);
    while !input.is_empty() {
        let attrs = match input.call(Attribute::parse_outer) {
            Ok(attrs) => attrs,
            Err(error) => {
                errors.push(error);
                Vec::new()
            }
        };
        entry(input, attrs, &mut group, prefix, taker, errors);
    }
    group
}

fn entry(
    input: ParseStream<'_>,
    attrs: Vec<Attribute>,
    group: &mut Group,
    prefix: &str,
    taker: Taker,
    errors: &Errors,
) {
    if !input.peek(Ident::peek_any) {
        errors.report_help_at(
            input.span(),
            "expected an option or a child",
            "an option is `key: value`, a child is `name: Path(args)`",
        );
        skip_to_comma(input);
        if !input.is_empty() {
            skip_one(input);
        }
        return;
    }
    let Some(name) = name(input, "a child", errors) else {
        skip_to_comma(input);
        return comma(input, "this", errors);
    };
    if input.peek(Token![::]) || !input.peek(Token![:]) {
        errors.report_help_at(
            name.span(),
            format!("expected `:` after `{name}`"),
            "an option is `key: value`, a child is `name: Path(args)`",
        );
        skip_to_comma(input);
        group.children.extend(broken(attrs, name, errors));
        return comma(input, "this", errors);
    }
    skip_one(input);
    match options::meant(&name, taker, looks_like_child(input), group, errors) {
        options::Meant::Option(key) => {
            if let Some(attr) = attrs.first() {
                errors.report(attr, "an option takes no attributes or doc comments");
            }
            options::value(input, &name, key, &mut group.options, errors);
            comma(input, &format!("the option `{name}`"), errors);
        }
        options::Meant::Nothing => {
            skip_to_comma(input);
            comma(input, "this", errors);
        }
        options::Meant::Child => {
            let attrs = sort_attrs(attrs, true, errors);
            let mut options = Options::default();
            let kind = kind(input, &name, &mut options, prefix, errors);
            if matches!(kind, Kind::Broken) {
                skip_to_comma(input);
            }
            comma(input, &format!("the child `{name}`"), errors);
            group.children.push(Child {
                attrs,
                name,
                kind,
                options,
                usable: true,
                late: false,
                depends_on: Vec::new(),
            });
        }
    }
}

/// A child of which only the name is known: what mentions it is no mistake of its own.
fn broken(attrs: Vec<Attribute>, name: Ident, errors: &Errors) -> Option<Child> {
    Some(Child {
        attrs: sort_attrs(attrs, true, errors),
        name,
        kind: Kind::Broken,
        options: Options::default(),
        usable: false,
        late: false,
        depends_on: Vec::new(),
    })
}

/// Whether what follows can only be a child, so that a key before it must be its name.
fn looks_like_child(input: ParseStream<'_>) -> bool {
    let fork = input.fork();
    if kind_word(&fork).is_some() {
        return true;
    }
    let Ok(path) = path(&fork) else { return false };
    let type_like = path
        .segments
        .last()
        .is_some_and(|last| starts_upper(&last.ident));
    type_like && (fork.peek(token::Paren) || fork.peek(token::Brace))
}

fn kind_word(input: ParseStream<'_>) -> Option<&'static str> {
    let word: Ident = input.fork().parse().ok()?;
    let word = KINDS.into_iter().find(|kind| word == kind)?;
    let follows = match word {
        "supervisor" => input.peek2(token::Brace),
        "tasks" => {
            let fork = input.fork();
            skip_one(&fork);
            fork.is_empty() || fork.peek(Token![,]) || fork.peek(token::Brace)
        }
        _ => input.peek2(Ident::peek_any) || input.peek2(Token![::]) && !input.peek2(token::Paren),
    };
    follows.then_some(word)
}

fn kind(
    input: ParseStream<'_>,
    name: &Ident,
    options: &mut Options,
    prefix: &str,
    errors: &Errors,
) -> Kind {
    if at_end(input) {
        errors.report_help_at(
            name.span(),
            format!("`{name}` is not said to be anything"),
            FORMS,
        );
        return Kind::Broken;
    }
    let word = kind_word(input);
    if word.is_some() {
        skip_one(input);
    } else if unknown_kind(input, errors) {
        return Kind::Broken;
    }
    if word == Some("supervisor") {
        let content = match in_braces(input) {
            Ok(content) => content,
            Err(error) => {
                errors.push(error);
                return Kind::Broken;
            }
        };
        let prefix = format!("{prefix}{}", camel_case(name));
        let handle = format_ident!("{prefix}Ref", span = name.span());
        let group = group(&content, handle, &prefix, Taker::Supervisor, errors);
        return Kind::Supervisor(Box::new(group));
    }
    if word == Some("tasks") {
        options::block(input, Taker::Tasks, options, errors);
        return Kind::Tasks;
    }
    let path = match path(input) {
        Ok(path) => path,
        Err(error) => {
            errors.report_help_at(error.span(), "expected a child", FORMS);
            return Kind::Broken;
        }
    };
    if is_method(&path) {
        let process = path
            .segments
            .iter()
            .rev()
            .nth(1)
            .map(|segment| &segment.ident);
        let process = process.map(ToString::to_string).unwrap_or_default();
        errors.report_help(
            &path,
            "a child is a process, not a call",
            format!("write `{process}(..)` with the arguments of its `#[init]`, or `{process} {{ .. }}` for a value"),
        );
        return Kind::Broken;
    }
    match word {
        Some("dynamic") => {
            if input.peek(token::Paren) {
                errors.report_help_at(
                    input.span(),
                    "a dynamic supervisor takes no arguments",
                    "each child gets its own when it is started: `.start(args)`",
                );
                skip_one(input);
            }
            options::block(input, Taker::Dynamic, options, errors);
            Kind::Dynamic { path }
        }
        Some("pool") => {
            let make = pool_make(input, &path, errors);
            options::block(input, Taker::Pool, options, errors);
            Kind::Pool { path, make }
        }
        Some("tree") => {
            let args = if input.peek(token::Paren) {
                arguments(input, errors)
            } else {
                errors.report_help(
                    &path,
                    "expected the parameters of the tree",
                    format!("`tree {}()` for a tree without parameters", show(&path)),
                );
                Code::broken()
            };
            options::block(input, Taker::Tree, options, errors);
            Kind::Tree { path, args }
        }
        _ => {
            let make = make(input, &path, errors);
            options::block(input, Taker::Worker, options, errors);
            Kind::Worker { path, make }
        }
    }
}

/// A kind of child that does not go on as it has to.
fn broken_kind(word: &Ident, errors: &Errors) {
    let (follows, form) = match word.to_string().as_str() {
        "supervisor" => (
            "its braces",
            "a nested supervisor is `name: supervisor { .. }`",
        ),
        "tasks" => (
            "its options, if any",
            "it is `name: tasks` or `name: tasks { .. }`",
        ),
        "pool" => (
            "its process",
            "a pool is `name: pool Path(args) { size: 4 }`",
        ),
        "dynamic" => (
            "its process",
            "a dynamic supervisor is `name: dynamic Path`",
        ),
        _ => (
            "its tree",
            "a tree from elsewhere is `name: tree Path(args)`",
        ),
    };
    errors.report_help(word, format!("`{word}` is followed by {follows}"), form);
}

/// `dynamc Session` or `supervisr { … }`.
fn unknown_kind(input: ParseStream<'_>, errors: &Errors) -> bool {
    let Ok(word) = input.fork().parse::<Ident>() else {
        return false;
    };
    let is_kind = KINDS.iter().any(|kind| word == kind);
    if is_kind && (input.peek2(token::Paren) || input.peek2(token::Brace)) {
        broken_kind(&word, errors);
        return true;
    }
    let near = nearest(&word.to_string(), &KINDS);
    let two_words = input.peek2(Ident::peek_any) && !input.peek2(Token![:]);
    let braces = near.is_some() && input.peek2(token::Brace) && !starts_upper(&word);
    // A second word may also be the name of the next child, after a comma was forgotten.
    let next = two_words && {
        let fork = input.fork();
        skip_one(&fork);
        fork.peek2(Token![:]) && !fork.peek2(Token![::])
    };
    if next || !(two_words || braces) {
        return false;
    }
    if is_kind {
        broken_kind(&word, errors);
    } else {
        let help = match near {
            Some(near) => format!("did you mean `{near}`? accepted: {}", one_of(&KINDS)),
            None => format!("accepted: {}, or nothing for a worker", one_of(&KINDS)),
        };
        errors.report_help(&word, format!("unknown kind of child `{word}`"), help);
    }
    true
}

fn camel_case(name: &Ident) -> String {
    let name = name.unraw().to_string();
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    });
    words.collect()
}
