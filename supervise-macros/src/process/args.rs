//! The arguments of `#[managed_process(..)]`.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Lit, Token, token};

use super::types;
use crate::diag::{Errors, Reported, suggest};

/// What `#[managed_process(..)]` takes.
pub(super) const OF_A_PROCESS: [&str; 14] = [
    "handle",
    "crate",
    "capacity",
    "mailbox",
    "overload",
    "implements",
    "phases",
    "unhandled",
    "inspect",
    "pure",
    "no_trust",
    "on_panic",
    "max_resumes",
    "trace",
];
/// These say something about purity, and mean nothing without it.
const PURE_ONLY: [&str; 4] = ["no_trust", "on_panic", "max_resumes", "trace"];
const ON_PANIC: [&str; 3] = ["restart", "resume", "stop"];
const OVERLOAD: [&str; 4] = ["wait", "reject", "drop_newest", "drop_oldest"];
const UNHANDLED: [&str; 4] = ["stop", "dead_letter", "log", "drop"];

#[derive(Default)]
pub(crate) struct Args {
    pub(crate) handle: Option<Ident>,
    /// The path of the `supervise` crate.
    pub(crate) krate: Option<syn::Path>,
    pub(super) mailbox: Mailbox,
    pub(super) overload: Overload,
    /// Whether its state may be looked at.
    pub(super) inspect: Option<Ident>,
    /// The protocols that it implements.
    pub(super) implements: Vec<syn::Path>,
    /// The first one is that in which it begins.
    pub(super) phases: Vec<Ident>,
    pub(super) unhandled: Unhandled,
    /// Whether its callbacks are pure.
    pub(super) pure: Option<Pure>,
}

impl Args {
    /// The door for generated code.
    pub(super) fn private(&self) -> TokenStream {
        match &self.krate {
            Some(path) => quote!(#path::__private),
            None => quote!(::supervise::__private),
        }
    }
}

/// What is said about a pure process.
#[derive(Clone, Default)]
pub(super) struct Pure {
    /// Whether `trust_pure!` is refused in its block.
    pub(super) no_trust: bool,
    pub(super) on_panic: OnPanic,
    pub(super) max_resumes: Option<Expr>,
    /// How many messages are kept.
    pub(super) trace: Option<Expr>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum OnPanic {
    #[default]
    Restart,
    Resume,
    Stop,
}

/// What becomes of a message for which there is no room.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Overload {
    #[default]
    Wait,
    Reject,
    DropNewest,
    DropOldest,
}

/// What becomes of a message that no handler takes.
#[derive(Default)]
pub(super) enum Unhandled {
    #[default]
    Stop,
    DeadLetter,
    /// And is told to whom this is, an expression over `self`.
    DeadLetterTo(Expr),
    Log,
    Drop,
}

#[derive(Default)]
pub(super) enum Mailbox {
    #[default]
    Default,
    Unbounded,
    /// A number that is known to be above zero, or an expression.
    Capacity(Expr),
}

/// Reads the arguments that are accepted. A mistaken one is reported and left out.
pub(crate) fn parse(args: TokenStream, accepted: &[&str], errors: &Errors) -> Args {
    let mut parsed = Args::default();
    let mut pure = Pure::default();
    let mut seen: Vec<Ident> = Vec::new();
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let found = (&mut parsed, &mut pure);
            if argument(input, found, accepted, &mut seen, errors).is_err() {
                skip(input)?;
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    if let Err(error) = read.parse2(args) {
        errors.push(error);
    }
    if let (Mailbox::Unbounded, Some(name)) = (
        &parsed.mailbox,
        seen.iter().find(|name| *name == "overload"),
    ) {
        errors.report_help(
            name,
            "an unbounded mailbox always has room",
            "give it a bound, `capacity = 64`, or remove `overload`",
        );
    }
    if seen.iter().any(|name| name == "pure") {
        pure_only(&pure, &seen, errors);
        if let Some(name) = seen.iter().find(|name| *name == "phases") {
            errors.report_help(
                name,
                "the phase of a pure process is a part of its state",
                "keep it in an enum, and look at it in a guard: `when = ..`",
            );
            parsed.phases.clear();
        }
        if let Unhandled::DeadLetterTo(to) = &parsed.unhandled {
            errors.report_help(
                to,
                "a pure process sends nothing by itself",
                "write `unhandled = dead_letter`: who wants to know observes its dead letters",
            );
            parsed.unhandled = Unhandled::DeadLetter;
        }
        if let Some(name) = parsed.inspect.take() {
            errors.report_help(
                name,
                "a pure process shows of its state what its calls return",
                "write a call for it: `fn state(&self) -> Self`",
            );
        }
        parsed.pure = Some(pure);
    } else if let Some(name) = seen
        .iter()
        .find(|name| PURE_ONLY.iter().any(|only| name == only))
    {
        let message = format!("`{name}` is about a pure process");
        errors.report_help(
            name,
            message,
            format!("write `pure` too: `pure, {}`", form(&name.to_string())),
        );
    }
    parsed
}

fn pure_only(pure: &Pure, seen: &[Ident], errors: &Errors) {
    if pure.on_panic != OnPanic::Resume
        && let Some(name) = seen.iter().find(|name| *name == "max_resumes")
    {
        errors.report_help(
            name,
            "`max_resumes` is about a process that goes on after a panic",
            "write `on_panic = resume` too, or remove it",
        );
    }
}

fn argument(
    input: ParseStream<'_>,
    (parsed, pure): (&mut Args, &mut Pure),
    accepted: &[&str],
    seen: &mut Vec<Ident>,
    errors: &Errors,
) -> Result<(), Reported> {
    let name = Ident::parse_any(input).map_err(|_| unexpected(input, accepted, errors))?;
    let text = name.to_string();
    if !accepted.contains(&text.as_str()) {
        let message = format!("unknown argument `{text}`");
        return Err(errors.report_help(name, message, suggest(&text, accepted)));
    }
    if seen.contains(&name) {
        return Err(errors.report(&name, format!("`{text}` is given twice")));
    }
    seen.push(name.clone());
    if matches!(&*text, "pure" | "no_trust" | "inspect") {
        pure.no_trust |= text == "no_trust";
        if text == "inspect" {
            parsed.inspect = Some(name.clone());
        }
        if !input.is_empty() && !input.peek(Token![,]) {
            let message = format!("`{text}` has no value");
            let found = rest(input, &name);
            return Err(errors.report_help(found, message, format!("write `{text}` alone")));
        }
        return Ok(());
    }
    if input.parse::<Token![=]>().is_err() {
        let message = format!("`{text}` needs a value");
        return Err(errors.report_help(name, message, format!("write `{}`", form(&text))));
    }
    let bad_value = |found: TokenStream| {
        let message = format!("this is no value for `{text}`");
        errors.report_help(found, message, format!("write `{}`", form(&text)))
    };
    let wrong = |input: ParseStream<'_>| bad_value(rest(input, &name));
    match text.as_str() {
        "handle" => parsed.handle = Some(input.parse().map_err(|_| wrong(input))?),
        "crate" => {
            let path = input.call(syn::Path::parse_mod_style);
            parsed.krate = Some(path.map_err(|_| wrong(input))?);
        }
        "mailbox" => {
            let word: Ident = input.parse().map_err(|_| wrong(input))?;
            if word != "unbounded" {
                return Err(bad_value(word.into_token_stream()));
            }
            parsed.mailbox = exclusive(&name, &parsed.mailbox, Mailbox::Unbounded, errors)?;
        }
        "on_panic" => {
            let word: Ident = input.parse().map_err(|_| wrong(input))?;
            pure.on_panic = match &*word.to_string() {
                "restart" => OnPanic::Restart,
                "resume" => OnPanic::Resume,
                "stop" => OnPanic::Stop,
                other => {
                    let message = format!("a panic can't be answered by `{other}`");
                    let help = suggest(other, &ON_PANIC);
                    return Err(errors.report_help(word, message, help));
                }
            };
        }
        "implements" => {
            let list: Group = input.parse().map_err(|_| wrong(input))?;
            let protocols = protocols(&list, errors);
            parsed.implements = protocols.map_err(|_| bad_value(list.into_token_stream()))?;
        }
        "phases" => parsed.phases = phases(input, errors).map_err(|_| wrong(input))?,
        "overload" => {
            let word: Ident = input.parse().map_err(|_| wrong(input))?;
            parsed.overload = match &*word.to_string() {
                "wait" => Overload::Wait,
                "reject" => Overload::Reject,
                "drop_newest" => Overload::DropNewest,
                "drop_oldest" => Overload::DropOldest,
                other => {
                    let message = format!("`{other}` is no way to treat what there is no room for");
                    let help = suggest(other, &OVERLOAD);
                    return Err(errors.report_help(word, message, help));
                }
            };
        }
        "unhandled" => {
            let word: Ident = input.parse().map_err(|_| wrong(input))?;
            parsed.unhandled = match &*word.to_string() {
                "stop" => Unhandled::Stop,
                "dead_letter" if input.peek(token::Paren) => {
                    Unhandled::DeadLetterTo(told(input, errors)?)
                }
                "dead_letter" => Unhandled::DeadLetter,
                "log" => Unhandled::Log,
                "drop" => Unhandled::Drop,
                other => {
                    let message = format!("`{other}` is no way to treat what no handler takes");
                    let help = suggest(other, &UNHANDLED);
                    return Err(errors.report_help(word, message, help));
                }
            };
        }
        "max_resumes" => pure.max_resumes = Some(input.parse().map_err(|_| wrong(input))?),
        _ => {
            let value: Expr = input.parse().map_err(|_| wrong(input))?;
            if !may_be_positive(&value) {
                return Err(bad_value(value.into_token_stream()));
            }
            if text == "trace" {
                pure.trace = Some(value);
                return at_end(input, || bad_value(rest(input, &name)));
            }
            let bounded = Mailbox::Capacity(value);
            parsed.mailbox = exclusive(&name, &parsed.mailbox, bounded, errors)?;
        }
    }
    at_end(input, || bad_value(rest(input, &name)))
}

/// `(self.letters)`
fn told(input: ParseStream<'_>, errors: &Errors) -> Result<Expr, Reported> {
    let group: Group = input.parse().map_err(|error| errors.push(error))?;
    let help = "name the `Recipient<DeadLetter>` that is told: `dead_letter(self.letters)`";
    let looks = |expr: &Expr| {
        matches!(
            expr,
            Expr::Field(_) | Expr::Path(_) | Expr::MethodCall(_) | Expr::Call(_)
        )
    };
    match syn::parse2::<Expr>(group.stream()) {
        Ok(expr) if looks(&expr) => Ok(expr),
        _ => Err(errors.report_help(group, "nobody is told of dead letters by this", help)),
    }
}

/// `[Store, Metered<u64>]`
fn protocols(list: &Group, errors: &Errors) -> syn::Result<Vec<syn::Path>> {
    if list.delimiter() != Delimiter::Bracket {
        return Err(syn::Error::new(list.span(), "no list"));
    }
    let listed = Punctuated::<syn::Path, Token![,]>::parse_terminated.parse2(list.stream())?;
    let mut protocols: Vec<syn::Path> = Vec::new();
    for path in listed {
        let text = path.to_token_stream().to_string();
        let mut before = protocols.iter();
        if before.any(|other| other.to_token_stream().to_string() == text) {
            errors.report(&path, format!("`{}` is given twice", types::written(&path)));
        } else {
            protocols.push(path);
        }
    }
    Ok(protocols)
}

/// `[Connecting, Ready]`, each once.
fn phases(input: ParseStream<'_>, errors: &Errors) -> syn::Result<Vec<Ident>> {
    let mut phases: Vec<Ident> = Vec::new();
    for phase in super::options::list::<Ident>(input)? {
        if phases.contains(&phase) {
            errors.report(&phase, format!("`{phase}` is a phase already"));
        } else {
            phases.push(phase);
        }
    }
    Ok(phases)
}

fn at_end(input: ParseStream<'_>, or: impl FnOnce() -> Reported) -> Result<(), Reported> {
    if !input.is_empty() && !input.peek(Token![,]) {
        return Err(or());
    }
    Ok(())
}

fn form(name: &str) -> &'static str {
    match name {
        "handle" => "handle = Name",
        "crate" => "crate = path::to::supervise",
        "capacity" => "capacity = 64` with any number above zero, or `mailbox = unbounded",
        "implements" => "implements = [Store]",
        "no_trust" => "no_trust",
        "on_panic" => "on_panic = resume` or `on_panic = stop",
        "max_resumes" => "max_resumes = 100",
        "trace" => "trace = 256",
        "phases" => "phases = [Connecting, Ready]",
        "overload" => "overload = reject`, `overload = drop_newest`, or `overload = drop_oldest",
        "unhandled" => "unhandled = dead_letter` or `unhandled = log",
        _ => "mailbox = unbounded` or `capacity = 64",
    }
}

fn exclusive(
    name: &Ident,
    before: &Mailbox,
    now: Mailbox,
    errors: &Errors,
) -> Result<Mailbox, Reported> {
    match before {
        Mailbox::Default => Ok(now),
        _ => Err(errors.report_help(
            name,
            "an unbounded mailbox has no capacity",
            "keep one of `capacity = ..` and `mailbox = unbounded`",
        )),
    }
}

/// Literals are checked here, where the error is on the token; constants when they are evaluated.
fn may_be_positive(value: &Expr) -> bool {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number
                .base10_parse::<usize>()
                .is_ok_and(|number| number > 0),
            _ => false,
        },
        Expr::Unary(negated) => !matches!(negated.op, syn::UnOp::Neg(_)),
        _ => true,
    }
}

fn unexpected(input: ParseStream<'_>, accepted: &[&str], errors: &Errors) -> Reported {
    let found = input
        .parse::<TokenTree>()
        .map_or_else(|_| TokenStream::new(), TokenTree::into_token_stream);
    errors.report_help(
        found,
        "expected an argument of the form `name = value`",
        suggest("", accepted),
    )
}

/// The tokens up to the next comma, to blame; `name` when there are none.
pub(super) fn rest(input: ParseStream<'_>, name: &Ident) -> TokenStream {
    let mut found = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        match input.parse::<TokenTree>() {
            Ok(token) => found.extend([token]),
            Err(_) => break,
        }
    }
    if found.is_empty() {
        return name.to_token_stream();
    }
    found
}

pub(super) fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}
