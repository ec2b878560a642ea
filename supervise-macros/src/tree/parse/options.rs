//! The options: which there are, and which kind of child takes which.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Token, token};

use super::values::Value;
use super::{comma, in_braces, skip_one, skip_to_comma};
use crate::diag::{Errors, nearest, one_of, suggest};
use crate::tree::model::{Group, Options};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Strategy,
    Limit,
    ChildLimit,
    AtLimit,
    AutoShutdown,
    RestartOrder,
    ShutdownOrder,
    StartOrder,
    Restart,
    Reinit,
    Mailbox,
    Shutdown,
    StartTimeout,
    Start,
    Significant,
    Backoff,
    Drain,
    MaxChildren,
    Size,
    MaxSize,
    Route,
    Register,
}

/// Who an option is said about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Taker {
    Root,
    Supervisor,
    Worker,
    Dynamic,
    Pool,
    Tasks,
    Tree,
}

/// What `key:` in the braces of a supervisor turned out to be.
pub(super) enum Meant {
    Option(Key),
    Child,
    /// A mistake, which was reported.
    Nothing,
}

const KEYS: [Key; 22] = [
    Key::Strategy,
    Key::Limit,
    Key::ChildLimit,
    Key::AtLimit,
    Key::AutoShutdown,
    Key::RestartOrder,
    Key::ShutdownOrder,
    Key::StartOrder,
    Key::Restart,
    Key::Reinit,
    Key::Mailbox,
    Key::Shutdown,
    Key::StartTimeout,
    Key::Start,
    Key::Significant,
    Key::Backoff,
    Key::Drain,
    Key::MaxChildren,
    Key::Size,
    Key::MaxSize,
    Key::Route,
    Key::Register,
];

const TAKERS: [Taker; 7] = [
    Taker::Root,
    Taker::Supervisor,
    Taker::Worker,
    Taker::Dynamic,
    Taker::Pool,
    Taker::Tasks,
    Taker::Tree,
];

impl Key {
    pub(super) fn named(name: &str) -> Option<Self> {
        KEYS.into_iter().find(|key| key.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Strategy => "strategy",
            Self::Limit => "limit",
            Self::ChildLimit => "child_limit",
            Self::AtLimit => "at_limit",
            Self::AutoShutdown => "auto_shutdown",
            Self::RestartOrder => "restart_order",
            Self::ShutdownOrder => "shutdown_order",
            Self::StartOrder => "start_order",
            Self::Restart => "restart",
            Self::Reinit => "reinit",
            Self::Mailbox => "mailbox",
            Self::Shutdown => "shutdown",
            Self::StartTimeout => "start_timeout",
            Self::Start => "start",
            Self::Significant => "significant",
            Self::Backoff => "backoff",
            Self::Drain => "drain",
            Self::MaxChildren => "max_children",
            Self::Size => "size",
            Self::MaxSize => "max_size",
            Self::Route => "route",
            Self::Register => "register",
        }
    }

    /// The words that are values of this option.
    pub(super) fn words(self) -> &'static [&'static str] {
        match self {
            Self::Strategy => &[
                "one_for_one",
                "one_for_all",
                "rest_for_one",
                "left_for_one",
                "dependents",
                "none",
            ],
            Self::Limit | Self::ChildLimit => &["none"],
            Self::AtLimit => &["escalate", "pause", "open", "disable"],
            Self::AutoShutdown => &["never", "any_significant", "all_significant"],
            Self::RestartOrder => &["sequential", "rolling", "parallel"],
            Self::ShutdownOrder => &["reverse", "forward", "parallel"],
            Self::StartOrder => &["sequential", "concurrent"],
            Self::Restart => &["permanent", "transient", "temporary", "intrinsic"],
            Self::Reinit => &["fresh", "last_known", "with"],
            Self::Mailbox => &["discard", "keep"],
            Self::Shutdown => &["brutal_kill", "infinity"],
            Self::StartTimeout => &["infinity"],
            Self::Start => &["required", "optional"],
            Self::Significant => &["true", "false"],
            Self::Backoff => &["constant", "exponential"],
            Self::Drain | Self::MaxChildren | Self::Size | Self::MaxSize | Self::Register => &[],
            Self::Route => &["by_key", "round_robin", "least_loaded"],
        }
    }
}

impl Taker {
    fn keys(self) -> &'static [Key] {
        use Key::{
            AtLimit, AutoShutdown, Backoff, ChildLimit, Drain, Limit, Mailbox, MaxChildren,
            MaxSize, Register, Reinit, Restart, RestartOrder, Route, Shutdown, ShutdownOrder,
            Significant, Size, Start, StartOrder, StartTimeout, Strategy,
        };
        match self {
            Self::Root => &[
                Strategy,
                Limit,
                AtLimit,
                AutoShutdown,
                StartOrder,
                RestartOrder,
                ShutdownOrder,
            ],
            Self::Supervisor => &[
                Strategy,
                Limit,
                AtLimit,
                AutoShutdown,
                StartOrder,
                RestartOrder,
                ShutdownOrder,
                Restart,
                Shutdown,
                Start,
                Significant,
                Backoff,
            ],
            Self::Worker => &[
                Restart,
                Reinit,
                Mailbox,
                Shutdown,
                Drain,
                Start,
                StartTimeout,
                Significant,
                Backoff,
                Limit,
                AtLimit,
                Register,
            ],
            Self::Dynamic => &[
                Restart,
                Reinit,
                Mailbox,
                Shutdown,
                Drain,
                StartTimeout,
                MaxChildren,
                Backoff,
                Limit,
                ChildLimit,
                AtLimit,
            ],
            Self::Pool => &[
                Size,
                MaxSize,
                Restart,
                Reinit,
                Mailbox,
                Shutdown,
                Drain,
                StartTimeout,
                Route,
                Backoff,
                Limit,
                ChildLimit,
                AtLimit,
            ],
            Self::Tasks => &[Shutdown, MaxChildren],
            Self::Tree => &[Restart, Shutdown, Start, Significant, Backoff],
        }
    }

    pub(super) fn takes(self, key: Key) -> bool {
        self.keys().contains(&key)
    }

    fn accepted(self) -> Vec<&'static str> {
        self.keys().iter().map(|key| key.name()).collect()
    }

    fn a_name(self) -> &'static str {
        match self {
            Self::Root => "the root of a tree",
            Self::Supervisor => "a supervisor",
            Self::Worker => "a worker",
            Self::Dynamic => "a dynamic supervisor",
            Self::Pool => "a pool",
            Self::Tasks => "a supervisor of tasks",
            Self::Tree => "a sub-tree",
        }
    }
}

/// Whether `name:` in the braces of a supervisor starts an option or a child.
pub(super) fn meant(
    name: &Ident,
    taker: Taker,
    looks_like_child: bool,
    group: &Group,
    errors: &Errors,
) -> Meant {
    let word = name.to_string();
    match Key::named(&word) {
        Some(key) if looks_like_child && taker.takes(key) => {
            errors.report_help(
                name,
                format!(
                    "`{word}` is an option of {}, not a name for a child",
                    taker.a_name()
                ),
                "give the child another name",
            );
            Meant::Nothing
        }
        _ if looks_like_child => Meant::Child,
        Some(key) if taker.takes(key) => {
            if let Some(first) = group.children.first() {
                errors.report_help(
                    name,
                    format!("the option `{word}` comes after a child"),
                    format!("move it up, before `{}`", first.name),
                );
            }
            Meant::Option(key)
        }
        Some(key) => {
            does_not_fit(name, key, taker, errors);
            Meant::Nothing
        }
        None => match nearest(&word, &taker.accepted()) {
            Some(_) => {
                let help = suggest(&word, &taker.accepted());
                errors.report_help(name, format!("unknown option `{word}`"), help);
                Meant::Nothing
            }
            None => Meant::Child,
        },
    }
}

fn does_not_fit(name: &Ident, key: Key, taker: Taker, errors: &Errors) {
    if taker == Taker::Root && Taker::Supervisor.takes(key) {
        errors.report_help(
            name,
            format!("the root of a tree has no `{name}`"),
            format!("say it where the tree is used: `tree Path(..) {{ {name}: .. }}`"),
        );
        return;
    }
    let fits: Vec<_> = TAKERS
        .into_iter()
        .filter(|taker| taker.takes(key))
        .map(Taker::a_name)
        .collect();
    errors.report_help(
        name,
        format!("`{name}` does not fit {}", taker.a_name()),
        format!(
            "it is an option of {}; accepted here: {}",
            fits.join(", "),
            one_of(&taker.accepted())
        ),
    );
}

/// The brace block after a child, if there is one.
pub(super) fn block(input: ParseStream<'_>, taker: Taker, options: &mut Options, errors: &Errors) {
    if !input.peek(token::Brace) {
        return;
    }
    let content = match in_braces(input) {
        Ok(content) => content,
        Err(error) => {
            errors.push(error);
            return;
        }
    };
    while !content.is_empty() {
        let key = content.call(Ident::parse_any).ok();
        match key {
            Some(key) if content.peek(Token![:]) && !content.peek(Token![::]) => {
                skip_one(&content);
                known(&content, &key, taker, options, errors);
                comma(&content, &format!("the option `{key}`"), errors);
            }
            _ => {
                let at = key.as_ref().map_or(content.span(), Ident::span);
                errors.report_help_at(
                    at,
                    "expected an option",
                    format!(
                        "write `key: value`; accepted: {}",
                        one_of(&taker.accepted())
                    ),
                );
                skip_to_comma(&content);
                comma(&content, "this", errors);
            }
        }
    }
}

fn known(
    input: ParseStream<'_>,
    name: &Ident,
    taker: Taker,
    options: &mut Options,
    errors: &Errors,
) {
    match Key::named(&name.to_string()) {
        Some(key) if taker.takes(key) => return value(input, name, key, options, errors),
        Some(key) => does_not_fit(name, key, taker, errors),
        None => {
            let help = suggest(&name.to_string(), &taker.accepted());
            errors.report_help(
                name,
                format!("unknown option `{name}` of {}", taker.a_name()),
                help,
            );
        }
    }
    skip_to_comma(input);
}

/// The value of an option that fits.
pub(super) fn value(
    input: ParseStream<'_>,
    name: &Ident,
    key: Key,
    options: &mut Options,
    errors: &Errors,
) {
    let value = Value { input, key, errors };
    if options.given.contains(&key.name()) {
        let help = "remove one of the two";
        errors.report_help(name, format!("`{name}` is given twice"), help);
        return skip_to_comma(input);
    }
    options.given.push(key.name());
    match key {
        Key::Strategy => options.strategy = value.word().ok(),
        Key::Limit => options.limit = value.limit().ok(),
        Key::ChildLimit => options.child_limit = value.limit().ok(),
        Key::AtLimit => options.at_limit = value.at_limit().ok(),
        Key::AutoShutdown => options.auto_shutdown = value.word().ok(),
        Key::RestartOrder => options.restart_order = value.restart_order().ok(),
        Key::ShutdownOrder => options.shutdown_order = value.word().ok(),
        Key::StartOrder => options.start_order = value.word().ok(),
        Key::Start => options.start = value.word().ok(),
        Key::Significant => options.significant = value.flag().ok(),
        Key::Backoff => options.backoff = value.backoff().ok(),
        Key::Drain => options.drain = value.time().ok(),
        Key::Restart => options.restart = value.restart().ok(),
        Key::Reinit => options.reinit = value.reinit().ok(),
        Key::Mailbox => options.mailbox = value.word().ok(),
        Key::Shutdown => options.shutdown = value.shutdown().ok(),
        Key::StartTimeout => options.start_timeout = value.timeout().ok(),
        Key::MaxChildren => options.max_children = value.amount().ok(),
        Key::Size => options.size = value.amount().ok(),
        Key::MaxSize => options.max_size = value.amount().ok(),
        Key::Route => options.route = value.word().ok(),
        Key::Register => options.register = value.name().ok(),
    }
}
