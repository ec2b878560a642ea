//! The error sink: every mistake in an item is reported in one run, each once.

use std::cell::RefCell;
use std::fmt::{Display, Write};

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// Collects errors. It has to be drained by [`Errors::into_tokens`]; debug builds panic otherwise,
/// because an error that is never emitted makes the macro silently drop a part of the program.
#[derive(Default)]
pub(crate) struct Errors {
    list: RefCell<Vec<syn::Error>>,
    drained: bool,
}

/// Proof that an error was reported: a stage that returns it has already said why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reported(());

impl Reported {
    /// For what rustc reports itself.
    pub(crate) fn by_rustc() -> Self {
        Self(())
    }
}

impl Errors {
    /// Reports `message` on the tokens of `at`.
    pub(crate) fn report(&self, at: impl ToTokens, message: impl Display) -> Reported {
        self.push(syn::Error::new_spanned(at, message))
    }

    /// Reports `message` on the tokens of `at`, with a `help:` line that says how to mend it.
    pub(crate) fn report_help(
        &self,
        at: impl ToTokens,
        message: impl Display,
        help: impl Display,
    ) -> Reported {
        self.push(syn::Error::new_spanned(at, with_help(&message, &help)))
    }

    /// As [`Errors::report_help`], for what is missing and so has no tokens, but a place.
    pub(crate) fn report_help_at(
        &self,
        span: Span,
        message: impl Display,
        help: impl Display,
    ) -> Reported {
        self.push(syn::Error::new(span, with_help(&message, &help)))
    }

    /// Reports an error that was made elsewhere, for example by a parser.
    pub(crate) fn push(&self, error: syn::Error) -> Reported {
        self.list.borrow_mut().push(error);
        Reported(())
    }

    /// The `compile_error!` calls for everything that was reported; empty when nothing was.
    pub(crate) fn into_tokens(mut self) -> TokenStream {
        self.drained = true;
        self.list
            .take()
            .iter()
            .map(syn::Error::to_compile_error)
            .collect()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        if cfg!(debug_assertions) && !self.drained && !std::thread::panicking() {
            assert!(self.list.get_mut().is_empty(), "errors were never emitted");
        }
    }
}

/// A macro on stable has no labels and notes; lines after a blank one stand above the snippet.
pub(crate) fn with_help(message: &dyn Display, help: &dyn Display) -> String {
    format!("{message}\n\n       help: {help}")
}

/// "`a`", "`a` or `b`", "`a`, `b`, or `c`".
pub(crate) fn one_of(accepted: &[&str]) -> String {
    let mut list = String::new();
    for (i, name) in accepted.iter().enumerate() {
        list.push_str(match (i, accepted.len() - i) {
            (0, _) => "",
            (1, 1) => " or ",
            (_, 1) => ", or ",
            _ => ", ",
        });
        let _ = write!(list, "`{name}`");
    }
    list
}

/// The help for a word that is not among the accepted ones: the nearest one, else all of them.
pub(crate) fn suggest(word: &str, accepted: &[&str]) -> String {
    match nearest(word, accepted) {
        Some(near) => format!("did you mean `{near}`? accepted: {}", one_of(accepted)),
        None => format!("accepted: {}", one_of(accepted)),
    }
}

/// The accepted word that `word` was probably meant to be.
pub(crate) fn nearest<'a>(word: &str, accepted: &[&'a str]) -> Option<&'a str> {
    accepted
        .iter()
        .map(|name| (distance(word, name), *name))
        .filter(|(distance, name)| *distance <= name.chars().count().max(3) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Levenshtein's distance with neighbours swapped counting as one edit.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let substituted = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = substituted.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn lists_read_as_english() {
        assert_eq!(one_of(&["a"]), "`a`");
        assert_eq!(one_of(&["a", "b"]), "`a` or `b`");
        assert_eq!(one_of(&["a", "b", "c"]), "`a`, `b`, or `c`");
    }

    #[test]
    fn near_words_are_suggested() {
        let accepted = ["handle", "crate", "capacity", "mailbox"];
        assert_eq!(nearest("mialbox", &accepted), Some("mailbox"));
        assert_eq!(nearest("handel", &accepted), Some("handle"));
        assert_eq!(nearest("priority", &accepted), None);
        assert_eq!(
            suggest("zzz", &["a", "b"]),
            "accepted: `a` or `b`",
            "no suggestion for a word that is far from all"
        );
    }

    #[test]
    fn every_error_is_emitted() {
        let errors = Errors::default();
        errors.report(quote!(x), "one");
        errors.report_help(quote!(y), "two", "mend it");
        let tokens = errors.into_tokens().to_string();
        assert_eq!(tokens.matches("compile_error").count(), 2);
        assert!(tokens.contains(r"two\n\n       help: mend it"));
    }

    #[test]
    #[should_panic(expected = "errors were never emitted")]
    fn forgetting_to_emit_is_noticed() {
        Errors::default().report(quote!(x), "lost");
    }
}
