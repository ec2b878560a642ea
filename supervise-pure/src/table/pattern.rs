//! What a string is searched for: std's own trait can't be named.

/// A character, a string, some characters, or a closure that knows one.
#[diagnostic::on_unimplemented(
    message = "a string can't be searched for `{Self}` in pure code",
    label = "no pattern",
    note = "a pattern is a `char`, a `&str`, a slice or an array of `char`s, or a closure `|c: char| -> bool`"
)]
pub trait PurePattern: Sized {
    /// What [`str::split`] gives.
    type Split<'s>: Iterator<Item = &'s str>;
    /// What [`str::split_inclusive`] gives.
    type SplitInclusive<'s>: Iterator<Item = &'s str>;
    /// What [`str::splitn`] gives.
    type SplitN<'s>: Iterator<Item = &'s str>;
    /// What [`str::split_terminator`] gives.
    type SplitTerminator<'s>: Iterator<Item = &'s str>;
    /// What [`str::rsplit`] gives.
    type RSplit<'s>: Iterator<Item = &'s str>;
    /// What [`str::rsplitn`] gives.
    type RSplitN<'s>: Iterator<Item = &'s str>;
    /// What [`str::matches`] gives.
    type Matches<'s>: Iterator<Item = &'s str>;
    /// What [`str::match_indices`] gives.
    type MatchIndices<'s>: Iterator<Item = (usize, &'s str)>;
    /// What [`str::rsplit_terminator`] gives.
    type RSplitTerminator<'s>: Iterator<Item = &'s str>;
    /// What [`str::rmatches`] gives.
    type RMatches<'s>: Iterator<Item = &'s str>;
    /// What [`str::rmatch_indices`] gives.
    type RMatchIndices<'s>: Iterator<Item = (usize, &'s str)>;

    /// Splits.
    fn split(self, text: &str) -> Self::Split<'_>;
    /// Splits behind each match.
    fn split_inclusive(self, text: &str) -> Self::SplitInclusive<'_>;
    /// Splits into at most `n`.
    fn splitn(self, text: &str, n: usize) -> Self::SplitN<'_>;
    /// Splits where each part ends.
    fn split_terminator(self, text: &str) -> Self::SplitTerminator<'_>;
    /// Splits from behind.
    fn rsplit(self, text: &str) -> Self::RSplit<'_>;
    /// Splits into at most `n`, from behind.
    fn rsplitn(self, text: &str, n: usize) -> Self::RSplitN<'_>;
    /// All matches.
    fn matches(self, text: &str) -> Self::Matches<'_>;
    /// All matches, with where they are.
    fn match_indices(self, text: &str) -> Self::MatchIndices<'_>;
    /// Splits where each part ends, from behind.
    fn rsplit_terminator(self, text: &str) -> Self::RSplitTerminator<'_>;
    /// All matches, from behind.
    fn rmatches(self, text: &str) -> Self::RMatches<'_>;
    /// All matches, with where they are, from behind.
    fn rmatch_indices(self, text: &str) -> Self::RMatchIndices<'_>;
    /// Splits at the first match.
    fn split_once(self, text: &str) -> Option<(&str, &str)>;
    /// Splits at the last match.
    fn rsplit_once(self, text: &str) -> Option<(&str, &str)>;
    /// Whether there is a match.
    fn within(self, text: &str) -> bool;
    /// Whether it begins with a match.
    fn starts(self, text: &str) -> bool;
    /// Whether it ends with a match.
    fn ends(self, text: &str) -> bool;
    /// Where the first match is.
    fn find(self, text: &str) -> Option<usize>;
    /// Where the last match is.
    fn rfind(self, text: &str) -> Option<usize>;
    /// Without all matches in front.
    fn trim_start(self, text: &str) -> &str;
    /// Without all matches behind.
    fn trim_end(self, text: &str) -> &str;
    /// Without one match in front.
    fn strip_prefix(self, text: &str) -> Option<&str>;
    /// Without one match behind.
    fn strip_suffix(self, text: &str) -> Option<&str>;
    /// With another text for each match.
    fn replace(self, text: &str, to: &str) -> String;
    /// With another text for the first matches.
    fn replacen(self, text: &str, to: &str, count: usize) -> String;
}

/// A pattern that is the same from both ends: a character, some of them, or a closure.
#[diagnostic::on_unimplemented(
    message = "a string can't be searched for `{Self}` from both ends",
    label = "no pattern that is the same from both ends",
    note = "use a `char`, a slice or an array of `char`s, or a closure; for a `&str`, `strip_prefix` and `strip_suffix`"
)]
pub trait PureSymmetricPattern: PurePattern {
    /// Without all matches in front and behind.
    fn trim(self, text: &str) -> &str;
}

macro_rules! patterns {
    ($([$($generics:tt)*] $ty:ty;)*) => {
        $(
            impl<$($generics)*> PurePattern for $ty {
                type Split<'s> = std::str::Split<'s, $ty>;
                type SplitInclusive<'s> = std::str::SplitInclusive<'s, $ty>;
                type SplitN<'s> = std::str::SplitN<'s, $ty>;
                type SplitTerminator<'s> = std::str::SplitTerminator<'s, $ty>;
                type RSplit<'s> = std::str::RSplit<'s, $ty>;
                type RSplitN<'s> = std::str::RSplitN<'s, $ty>;
                type Matches<'s> = std::str::Matches<'s, $ty>;
                type MatchIndices<'s> = std::str::MatchIndices<'s, $ty>;
                type RSplitTerminator<'s> = std::str::RSplitTerminator<'s, $ty>;
                type RMatches<'s> = std::str::RMatches<'s, $ty>;
                type RMatchIndices<'s> = std::str::RMatchIndices<'s, $ty>;

                #[inline(always)]
                fn split(self, text: &str) -> Self::Split<'_> { text.split(self) }
                #[inline(always)]
                fn split_inclusive(self, text: &str) -> Self::SplitInclusive<'_> { text.split_inclusive(self) }
                #[inline(always)]
                fn splitn(self, text: &str, n: usize) -> Self::SplitN<'_> { text.splitn(n, self) }
                #[inline(always)]
                fn split_terminator(self, text: &str) -> Self::SplitTerminator<'_> { text.split_terminator(self) }
                #[inline(always)]
                fn rsplit(self, text: &str) -> Self::RSplit<'_> { text.rsplit(self) }
                #[inline(always)]
                fn rsplitn(self, text: &str, n: usize) -> Self::RSplitN<'_> { text.rsplitn(n, self) }
                #[inline(always)]
                fn matches(self, text: &str) -> Self::Matches<'_> { text.matches(self) }
                #[inline(always)]
                fn match_indices(self, text: &str) -> Self::MatchIndices<'_> { text.match_indices(self) }
                #[inline(always)]
                fn rsplit_terminator(self, text: &str) -> Self::RSplitTerminator<'_> { text.rsplit_terminator(self) }
                #[inline(always)]
                fn rmatches(self, text: &str) -> Self::RMatches<'_> { text.rmatches(self) }
                #[inline(always)]
                fn rmatch_indices(self, text: &str) -> Self::RMatchIndices<'_> { text.rmatch_indices(self) }
                #[inline(always)]
                fn split_once(self, text: &str) -> Option<(&str, &str)> { text.split_once(self) }
                #[inline(always)]
                fn rsplit_once(self, text: &str) -> Option<(&str, &str)> { text.rsplit_once(self) }
                #[inline(always)]
                fn within(self, text: &str) -> bool { text.contains(self) }
                #[inline(always)]
                fn starts(self, text: &str) -> bool { text.starts_with(self) }
                #[inline(always)]
                fn ends(self, text: &str) -> bool { text.ends_with(self) }
                #[inline(always)]
                fn find(self, text: &str) -> Option<usize> { text.find(self) }
                #[inline(always)]
                fn rfind(self, text: &str) -> Option<usize> { text.rfind(self) }
                #[inline(always)]
                fn trim_start(self, text: &str) -> &str { text.trim_start_matches(self) }
                #[inline(always)]
                fn trim_end(self, text: &str) -> &str { text.trim_end_matches(self) }
                #[inline(always)]
                fn strip_prefix(self, text: &str) -> Option<&str> { text.strip_prefix(self) }
                #[inline(always)]
                fn strip_suffix(self, text: &str) -> Option<&str> { text.strip_suffix(self) }
                #[inline(always)]
                fn replace(self, text: &str, to: &str) -> String { text.replace(self, to) }
                #[inline(always)]
                fn replacen(self, text: &str, to: &str, count: usize) -> String { text.replacen(self, to, count) }
            }
        )*
    };
}

macro_rules! symmetric {
    ($([$($generics:tt)*] $ty:ty;)*) => {
        $(
            impl<$($generics)*> PureSymmetricPattern for $ty {
                #[inline(always)]
                fn trim(self, text: &str) -> &str { text.trim_matches(self) }
            }
        )*
    };
}

macro_rules! both {
    ($($patterns:tt)*) => { patterns! { $($patterns)* } symmetric! { $($patterns)* } };
}
patterns! {
    ['p] &'p str;
    ['p] &'p String;
    ['p, 'q] &'p &'q str;
}
both! {
    [] char;
    ['p] &'p [char];
    [const N: usize] [char; N];
    ['p, const N: usize] &'p [char; N];
    [F: FnMut(char) -> bool] F;
}
