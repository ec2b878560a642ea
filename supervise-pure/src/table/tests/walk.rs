//! Walks the table, line by line: what must not stand in it does not, and what std calls back is asked
//! for by a `Pure…` bound.

use std::collections::BTreeSet;
use std::path::Path;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// One method of the table.
#[derive(Debug)]
struct Line {
    file: String,
    /// `impl<T: PureOrd> [T]`
    head: String,
    name: String,
    /// From its generics to its end; without a stand-in's body.
    signature: String,
}

fn lines() -> Vec<Line> {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/table");
    let mut lines = Vec::new();
    for folder in [table.clone(), table.join("foreign")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let file = path.file_name().unwrap().to_string_lossy().into_owned();
                lists(text.parse().unwrap(), &file, &mut lines);
            }
        }
    }
    lines
}

/// Each `trust_pure! { .. }`, also in the macros that make several of them.
fn lists(tokens: TokenStream, file: &str, lines: &mut Vec<Line>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        let called =
            i > 1 && tokens[i - 2].to_string() == "trust_pure" && tokens[i - 1].to_string() == "!";
        if called {
            blocks(group.stream(), file, lines);
        } else {
            lists(group.stream(), file, lines);
        }
    }
}

fn blocks(tokens: TokenStream, file: &str, lines: &mut Vec<Line>) {
    let mut head = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let head = std::mem::take(&mut head).to_string();
                methods(group.stream(), file, &head, lines);
            }
            token => head.extend([token]),
        }
    }
}

fn methods(tokens: TokenStream, file: &str, head: &str, lines: &mut Vec<Line>) {
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        if token.to_string() != "fn" {
            continue;
        }
        let name = tokens.next().unwrap().to_string();
        let mut signature = TokenStream::new();
        for token in tokens.by_ref() {
            let ends = match &token {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                token => token.to_string() == ";",
            };
            if ends {
                break;
            }
            signature.extend([token]);
        }
        lines.push(Line {
            file: file.to_owned(),
            head: head.to_owned(),
            name,
            signature: signature.to_string(),
        });
    }
}

#[test]
fn the_table_is_found() {
    let lines = lines();
    let files: BTreeSet<&str> = lines.iter().map(|line| line.file.as_str()).collect();
    assert!(lines.len() > 900, "only {} lines were read", lines.len());
    for file in [
        "integer.rs",
        "iterator.rs",
        "maps.rs",
        "option.rs",
        "slice.rs",
        "string.rs",
        "vec.rs",
    ] {
        assert!(files.contains(file), "{file} was not read: {files:?}");
    }
}

/// What shows an address, a capacity, how often something is shared, the clock, a random order, or what is
/// in a file system or a network.
#[test]
fn nothing_shows_what_is_not_the_same_in_every_run() {
    let never = [
        "capacity",
        "as_ptr",
        "as_mut_ptr",
        "as_ptr_range",
        "into_raw",
        "from_raw",
        "leak",
        "ptr_eq",
        "strong_count",
        "weak_count",
        "try_unwrap",
        "into_inner",
        "is_unique",
        "downgrade",
        "hasher",
        "now",
        "elapsed",
        "addr",
        "spare_capacity_mut",
        "align_to",
        "type_id",
        "as_non_null",
        "exists",
        "try_exists",
        "is_file",
        "is_dir",
        "is_symlink",
        "metadata",
        "symlink_metadata",
        "canonicalize",
        "read_link",
        "read_dir",
        "to_socket_addrs",
    ];
    for line in lines() {
        assert!(
            !never.contains(&line.name.as_str()) || is_harmless(&line),
            "{}: {} of {}",
            line.file,
            line.name,
            line.head
        );
        let hashed = line.head.contains("HashMap") || line.head.contains("HashSet");
        let goes_through = [
            "iter",
            "iter_mut",
            "keys",
            "values",
            "values_mut",
            "into_keys",
            "into_values",
            "drain",
            "retain",
            "extract_if",
            "union",
            "intersection",
            "difference",
            "symmetric_difference",
        ];
        assert!(
            !(hashed && goes_through.contains(&line.name.as_str())),
            "{}: {} of {}",
            line.file,
            line.name,
            line.head
        );
    }
}

/// Of a heap or a bound, nothing is shared.
fn is_harmless(line: &Line) -> bool {
    line.name == "into_inner" && !line.head.contains("Rc") && !line.head.contains("Arc")
}

/// Traits of std that user code implements: a bound on one lets std call code that was not checked.
#[test]
fn what_std_calls_back_is_pure() {
    let called_back = [
        "Clone",
        "Default",
        "PartialEq",
        "Eq",
        "PartialOrd",
        "Ord",
        "Hash",
        "Debug",
        "Display",
        "From",
        "Into",
        "TryFrom",
        "TryInto",
        "FromStr",
        "AsRef",
        "AsMut",
        "Borrow",
        "ToOwned",
        "ToString",
        "IntoIterator",
        "FromIterator",
        "Extend",
        "Sum",
        "Product",
        "RangeBounds",
        "SliceIndex",
        "Pattern",
        "Hasher",
        "BuildHasher",
        "Add",
        "Mul",
        "Join",
        "Concat",
    ];
    for line in lines() {
        for text in [&line.head, &line.signature] {
            for bound in bounds(text) {
                assert!(
                    !called_back.contains(&bound.as_str()),
                    "{}: `{}` of {} asks for `{bound}`, not for `Pure{bound}`",
                    line.file,
                    line.name,
                    line.head
                );
            }
        }
    }
}

/// The names that stand behind `:`, `+` or `impl`, as bounds do. (So do the types of parameters, which
/// are no traits.)
fn bounds(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    flatten(text.parse().unwrap(), &mut words);
    let mut bounds = Vec::new();
    for (i, word) in words.iter().enumerate() {
        if !matches!(word.as_str(), ":" | "+" | "impl") {
            continue;
        }
        // The last of `std::hash::Hash`.
        let mut at = i + 1;
        while words.get(at + 1).is_some_and(|word| word == "::") {
            at += 2;
        }
        bounds.extend(words.get(at).cloned());
    }
    bounds
}

fn flatten(tokens: TokenStream, words: &mut Vec<String>) {
    let mut path = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => flatten(group.stream(), words),
            TokenTree::Punct(punct) if path => {
                words.push(format!(":{punct}"));
                path = false;
            }
            TokenTree::Punct(punct)
                if punct.as_char() == ':' && punct.spacing() == Spacing::Joint =>
            {
                path = true;
            }
            token => words.push(token.to_string()),
        }
    }
}

#[test]
fn bounds_are_seen() {
    let tokens: TokenStream =
        "<K: Ord + Hash, F: FnMut(&K) -> bool>(self, n: usize, f: impl std::fmt::Display) -> Vec<u8> where T: Clone"
            .parse()
            .unwrap();
    let seen = bounds(&tokens.to_string());
    for bound in ["Ord", "Hash", "FnMut", "Display", "Clone"] {
        assert!(
            seen.iter().any(|word| word == bound),
            "{bound} is not among {seen:?}"
        );
    }
}

/// A method stands once for each type, or it could not be called.
#[test]
fn nothing_stands_twice() {
    let mut seen = BTreeSet::new();
    for line in lines() {
        let key = (line.file.clone(), line.head.clone(), line.name.clone());
        assert!(
            seen.insert(key),
            "{}: {} of {}",
            line.file,
            line.name,
            line.head
        );
    }
}
