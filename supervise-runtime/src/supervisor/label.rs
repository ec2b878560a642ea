//! What a child is called among its siblings.

use std::fmt;
use std::sync::Arc;

/// A name that was given, or a number: of many children nobody ever asks for the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Name(Arc<str>),
    Number(u64),
}

impl Label {
    pub(super) fn is(&self, name: &str) -> bool {
        match self {
            Self::Name(own) => **own == *name,
            Self::Number(number) => name.parse() == Ok(*number),
        }
    }

    pub(super) fn text(&self) -> Arc<str> {
        match self {
            Self::Name(name) => Arc::clone(name),
            Self::Number(number) => Arc::from(number.to_string()),
        }
    }

    /// Its path, below that of its supervisor, which is empty for a root.
    pub(super) fn below(&self, above: &str) -> Path {
        match self {
            Self::Name(name) if above.is_empty() => Path::Whole(Arc::clone(name)),
            Self::Name(name) => Path::Whole(Arc::from(format!("{above}.{name}"))),
            Self::Number(number) => Path::Numbered(*number),
        }
    }

    /// The same as text.
    pub(super) fn path(&self, above: &str) -> Arc<str> {
        self.below(above).text(above)
    }
}

/// Where a place stands in a tree, as `stores.0`.
pub(crate) enum Path {
    Whole(Arc<str>),
    /// Of many children that share what comes before: that is not counted up and down for each.
    Numbered(u64),
}

impl Path {
    /// As text, below the path of the supervisor.
    pub(crate) fn text(&self, above: &str) -> Arc<str> {
        match self {
            Self::Whole(path) => Arc::clone(path),
            Self::Numbered(number) if above.is_empty() => Arc::from(number.to_string()),
            Self::Numbered(number) => Arc::from(format!("{above}.{number}")),
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => name.fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl From<&str> for Label {
    fn from(name: &str) -> Self {
        Self::Name(Arc::from(name))
    }
}
