//! What the macro knows of std by name. A name only proposes: what is written for it compiles for
//! std's item and nothing else.

use syn::Path;

/// Types that are written small.
pub(super) const PRIMITIVES: &[&str] = &[
    "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64",
    "i128", "isize", "f32", "f64",
];

/// Functions: the module or trait and the name, std's path, the guard in `pick`.
const FUNCTIONS: &[(&str, &str, &str, &str)] = &[
    ("mem", "take", "core::mem::take", "take"),
    ("mem", "swap", "core::mem::swap", "same"),
    ("mem", "replace", "core::mem::replace", "same"),
    ("mem", "drop", "core::mem::drop", "same"),
    ("mem", "size_of", "core::mem::size_of", "same"),
    ("mem", "discriminant", "core::mem::discriminant", "same"),
    ("cmp", "max", "core::cmp::max", "ordered"),
    ("cmp", "min", "core::cmp::min", "ordered"),
    ("iter", "once", "core::iter::once", "same"),
    ("iter", "once_with", "core::iter::once_with", "same"),
    ("iter", "empty", "core::iter::empty", "same"),
    ("iter", "repeat", "core::iter::repeat", "repeat"),
    ("iter", "repeat_n", "core::iter::repeat_n", "repeat_n"),
    ("iter", "repeat_with", "core::iter::repeat_with", "same"),
    ("iter", "successors", "core::iter::successors", "same"),
    ("iter", "zip", "core::iter::zip", "zip"),
    ("iter", "from_fn", "core::iter::from_fn", "same"),
    ("array", "from_fn", "core::array::from_fn", "same"),
    ("convert", "identity", "core::convert::identity", "same"),
    ("str", "from_utf8", "core::str::from_utf8", "same"),
    ("slice", "from_ref", "core::slice::from_ref", "same"),
    ("slice", "from_mut", "core::slice::from_mut", "same"),
];

/// Methods of std's traits, called by the trait's name.
const TRAIT_FUNCTIONS: &[(&str, &str, &str, &str)] = &[
    (
        "Default",
        "default",
        "core::default::Default::default",
        "default",
    ),
    ("From", "from", "core::convert::From::from", "from"),
    ("Into", "into", "core::convert::Into::into", "into"),
    ("Clone", "clone", "core::clone::Clone::clone", "clone"),
    (
        "ToOwned",
        "to_owned",
        "std::borrow::ToOwned::to_owned",
        "to_owned",
    ),
    ("Ord", "cmp", "core::cmp::Ord::cmp", "cmp"),
    ("Ord", "max", "core::cmp::Ord::max", "ordered"),
    ("Ord", "min", "core::cmp::Ord::min", "ordered"),
    (
        "PartialOrd",
        "partial_cmp",
        "core::cmp::PartialOrd::partial_cmp",
        "partial_cmp",
    ),
    (
        "ToString",
        "to_string",
        "std::string::ToString::to_string",
        "to_string",
    ),
    ("AsRef", "as_ref", "core::convert::AsRef::as_ref", "as_ref"),
    (
        "FromStr",
        "from_str",
        "core::str::FromStr::from_str",
        "from_str",
    ),
    (
        "TryFrom",
        "try_from",
        "core::convert::TryFrom::try_from",
        "try_from",
    ),
    (
        "TryInto",
        "try_into",
        "core::convert::TryInto::try_into",
        "try_into",
    ),
    (
        "IntoIterator",
        "into_iter",
        "core::iter::IntoIterator::into_iter",
        "into_iter",
    ),
    ("Hash", "hash", "core::hash::Hash::hash", "hash"),
    ("Deref", "deref", "core::ops::Deref::deref", "deref"),
    ("Iterator", "next", "core::iter::Iterator::next", "next"),
    (
        "Iterator",
        "count",
        "core::iter::Iterator::count",
        "iterator",
    ),
    ("Iterator", "last", "core::iter::Iterator::last", "iterator"),
    (
        "Iterator",
        "enumerate",
        "core::iter::Iterator::enumerate",
        "iterator",
    ),
    (
        "Iterator",
        "peekable",
        "core::iter::Iterator::peekable",
        "iterator",
    ),
    ("Iterator", "rev", "core::iter::Iterator::rev", "rev"),
    ("Iterator", "sum", "core::iter::Iterator::sum", "sum"),
    (
        "Iterator",
        "product",
        "core::iter::Iterator::product",
        "product",
    ),
    (
        "Iterator",
        "collect",
        "core::iter::Iterator::collect",
        "collect",
    ),
    ("Iterator", "max", "core::iter::Iterator::max", "extreme"),
    ("Iterator", "min", "core::iter::Iterator::min", "extreme"),
    ("PartialOrd", "lt", "core::cmp::PartialOrd::lt", "less"),
    ("PartialOrd", "le", "core::cmp::PartialOrd::le", "less"),
    ("PartialOrd", "gt", "core::cmp::PartialOrd::gt", "less"),
    ("PartialOrd", "ge", "core::cmp::PartialOrd::ge", "less"),
    ("PartialEq", "eq", "core::cmp::PartialEq::eq", "eq"),
    ("PartialEq", "ne", "core::cmp::PartialEq::ne", "eq"),
    ("Add", "add", "core::ops::Add::add", "add"),
    ("Sub", "sub", "core::ops::Sub::sub", "sub"),
    ("Mul", "mul", "core::ops::Mul::mul", "mul"),
    ("Div", "div", "core::ops::Div::div", "div"),
    ("Rem", "rem", "core::ops::Rem::rem", "rem"),
    ("BitAnd", "bitand", "core::ops::BitAnd::bitand", "bit_and"),
    ("BitOr", "bitor", "core::ops::BitOr::bitor", "bit_or"),
    ("BitXor", "bitxor", "core::ops::BitXor::bitxor", "bit_xor"),
    ("Neg", "neg", "core::ops::Neg::neg", "neg"),
    ("Not", "not", "core::ops::Not::not", "not"),
    ("Display", "fmt", "core::fmt::Display::fmt", "display"),
    ("Debug", "fmt", "core::fmt::Debug::fmt", "debug"),
    ("LowerHex", "fmt", "core::fmt::LowerHex::fmt", "lower_hex"),
    ("UpperHex", "fmt", "core::fmt::UpperHex::fmt", "upper_hex"),
    ("Octal", "fmt", "core::fmt::Octal::fmt", "octal"),
    ("Binary", "fmt", "core::fmt::Binary::fmt", "binary"),
    ("LowerExp", "fmt", "core::fmt::LowerExp::fmt", "lower_exp"),
    ("UpperExp", "fmt", "core::fmt::UpperExp::fmt", "upper_exp"),
];

/// The guard of a formatting trait, by the trait's name.
pub(super) fn format_guard(of: &str) -> Option<&'static str> {
    TRAIT_FUNCTIONS
        .iter()
        .find(|(name, function, ..)| *function == "fmt" && *name == of)
        .map(|(.., guard)| *guard)
}

/// The std path and the guard of a function that a path seems to name.
pub(super) fn function(path: &Path) -> Option<(&'static str, &'static str)> {
    let mut segments = path.segments.iter().rev();
    let name = segments.next()?.ident.to_string();
    let owner = segments.next().map(|segment| segment.ident.to_string());
    let free = FUNCTIONS.iter().find(|(module, function, ..)| {
        *function == name && owner.as_ref().is_none_or(|owner| owner == module)
    });
    let of_trait = || {
        TRAIT_FUNCTIONS
            .iter()
            .find(|(of, function, ..)| *function == name && owner.as_deref() == Some(of))
    };
    free.or_else(of_trait)
        .map(|(_, _, std, guard)| (*std, *guard))
}

/// Whether a function may not be called so, because std's is.
pub(super) fn is_taken(name: &str) -> bool {
    PRIMITIVES.contains(&name) || FUNCTIONS.iter().any(|(_, function, ..)| *function == name)
}

/// Traits of std that have a `Pure…` twin trait, with their paths.
const TRAITS: &[(&str, &str)] = &[
    ("Clone", "core::clone::Clone"),
    ("Default", "core::default::Default"),
    ("PartialEq", "core::cmp::PartialEq"),
    ("Eq", "core::cmp::Eq"),
    ("PartialOrd", "core::cmp::PartialOrd"),
    ("Ord", "core::cmp::Ord"),
    ("Hash", "core::hash::Hash"),
    ("Hasher", "core::hash::Hasher"),
    ("BuildHasher", "core::hash::BuildHasher"),
    ("Debug", "core::fmt::Debug"),
    ("Display", "core::fmt::Display"),
    ("LowerHex", "core::fmt::LowerHex"),
    ("UpperHex", "core::fmt::UpperHex"),
    ("Octal", "core::fmt::Octal"),
    ("Binary", "core::fmt::Binary"),
    ("LowerExp", "core::fmt::LowerExp"),
    ("UpperExp", "core::fmt::UpperExp"),
    ("Write", "core::fmt::Write"),
    ("From", "core::convert::From"),
    ("Into", "core::convert::Into"),
    ("TryFrom", "core::convert::TryFrom"),
    ("TryInto", "core::convert::TryInto"),
    ("AsRef", "core::convert::AsRef"),
    ("AsMut", "core::convert::AsMut"),
    ("FromStr", "core::str::FromStr"),
    ("Borrow", "core::borrow::Borrow"),
    ("ToOwned", "std::borrow::ToOwned"),
    ("Deref", "core::ops::Deref"),
    ("DerefMut", "core::ops::DerefMut"),
    ("Error", "core::error::Error"),
    ("Iterator", "core::iter::Iterator"),
    ("DoubleEndedIterator", "core::iter::DoubleEndedIterator"),
    ("ExactSizeIterator", "core::iter::ExactSizeIterator"),
    ("IntoIterator", "core::iter::IntoIterator"),
    ("FromIterator", "core::iter::FromIterator"),
    ("Extend", "core::iter::Extend"),
    ("Sum", "core::iter::Sum"),
    ("Product", "core::iter::Product"),
    ("Add", "core::ops::Add"),
    ("Sub", "core::ops::Sub"),
    ("Mul", "core::ops::Mul"),
    ("Div", "core::ops::Div"),
    ("Rem", "core::ops::Rem"),
    ("BitAnd", "core::ops::BitAnd"),
    ("BitOr", "core::ops::BitOr"),
    ("BitXor", "core::ops::BitXor"),
    ("Shl", "core::ops::Shl"),
    ("Shr", "core::ops::Shr"),
    ("AddAssign", "core::ops::AddAssign"),
    ("SubAssign", "core::ops::SubAssign"),
    ("MulAssign", "core::ops::MulAssign"),
    ("DivAssign", "core::ops::DivAssign"),
    ("RemAssign", "core::ops::RemAssign"),
    ("BitAndAssign", "core::ops::BitAndAssign"),
    ("BitOrAssign", "core::ops::BitOrAssign"),
    ("BitXorAssign", "core::ops::BitXorAssign"),
    ("ShlAssign", "core::ops::ShlAssign"),
    ("ShrAssign", "core::ops::ShrAssign"),
    ("Neg", "core::ops::Neg"),
    ("Not", "core::ops::Not"),
    ("Index", "core::ops::Index"),
    ("IndexMut", "core::ops::IndexMut"),
];

/// The std path of a trait that has a twin.
pub(super) fn twin_trait(name: &str) -> Option<&'static str> {
    TRAITS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, path)| *path)
}

/// What an `impl` of a trait of std may have, of those whose names are words that others use too.
pub(super) fn methods(of: &str) -> &'static [&'static str] {
    match of {
        "Add" => &["add"],
        "Sub" => &["sub"],
        "Mul" => &["mul"],
        "Div" => &["div"],
        "Rem" => &["rem"],
        "Neg" => &["neg"],
        "Not" => &["not"],
        "Sum" => &["sum"],
        "Product" => &["product"],
        "Index" => &["index"],
        "IndexMut" => &["index_mut"],
        "Extend" => &["extend"],
        "Borrow" => &["borrow"],
        "From" => &["from"],
        "Into" => &["into"],
        "Hash" => &["hash"],
        "Display" | "Debug" | "Binary" | "Octal" => &["fmt"],
        "Error" => &["source", "description", "cause"],
        "Write" => &["write_str", "write_char", "write_fmt"],
        _ => &[],
    }
}

/// Traits without code.
pub(super) const MARKERS: &[&str] = &[
    "Copy",
    "Send",
    "Sync",
    "Sized",
    "Unpin",
    "Pure",
    "FusedIterator",
];

/// Derives of std, and which of them have a twin trait.
pub(super) const DERIVES: &[(&str, &str)] = &[
    ("Clone", "core::clone::Clone"),
    ("Copy", "core::marker::Copy"),
    ("Default", "core::default::Default"),
    ("PartialEq", "core::cmp::PartialEq"),
    ("Eq", "core::cmp::Eq"),
    ("PartialOrd", "core::cmp::PartialOrd"),
    ("Ord", "core::cmp::Ord"),
    ("Hash", "core::hash::Hash"),
    ("Debug", "core::fmt::Debug"),
];

/// Methods of std that change their receiver, for a word of our own where a closure uses one.
pub(super) const CHANGES: &[&str] = &[
    "push",
    "push_str",
    "push_back",
    "push_front",
    "pop",
    "pop_back",
    "pop_front",
    "insert",
    "remove",
    "clear",
    "extend",
    "truncate",
    "retain",
    "sort",
    "sort_by",
    "sort_by_key",
    "dedup",
    "append",
    "drain",
    "entry",
    "swap",
    "reverse",
    "get_mut",
    "iter_mut",
    "take",
    "get_or_insert",
    "get_or_insert_with",
    "extend_from_slice",
    "insert_str",
    "next",
    "next_back",
    "next_if",
    "pop_first",
    "pop_last",
    "retain_mut",
    "sort_unstable",
    "sort_unstable_by",
    "sort_unstable_by_key",
    "split_off",
    "swap_remove",
    "values_mut",
];

/// How many parameters the closure has that a method of std takes at this position.
pub(super) fn closure_arity(method: &str, position: usize, count: usize) -> Option<usize> {
    Some(match (method, position, count) {
        (
            "map" | "map_err" | "and_then" | "filter_map" | "flat_map" | "map_while" | "find_map"
            | "is_some_and" | "is_ok_and" | "scan" | "inspect" | "unwrap_or_else"
            | "or_insert_with_key" | "map_break" | "map_continue",
            0,
            1,
        )
        | ("map_or", 1, 2)
        | ("map_or_else", 0 | 1, 2) => 1,
        ("fold" | "try_fold", 1, 2) | ("reduce" | "zip_with", 0, 1) => 2,
        _ => return None,
    })
}

/// The same of a function.
pub(super) fn closure_arity_of(path: &Path) -> Option<usize> {
    function(path)
        .is_some_and(|(std, _)| std == "core::array::from_fn")
        .then_some(1)
}

/// Whether a path seems to be `Some`, `Ok`, or `Err`, which no value is called.
pub(super) fn is_constructor(path: &Path) -> bool {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    matches!(
        names[..],
        ["Some" | "Ok" | "Err"] | [.., "Option", "Some"] | [.., "Result", "Ok" | "Err"]
    )
}
