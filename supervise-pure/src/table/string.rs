//! Strings.

use std::borrow::Cow;
use std::str::{
    Bytes, CharIndices, Chars, EncodeUtf16, EscapeDebug, EscapeDefault, EscapeUnicode, Lines,
    SplitAsciiWhitespace, SplitWhitespace, Utf8Error,
};
use std::string::{Drain, FromUtf8Error, FromUtf16Error};

use supervise_macros::trust_pure;

use super::pattern::{PurePattern, PureSymmetricPattern};
use super::range::PureRangeBounds;
use crate::{PureFromStr, PureSliceIndex};

trust_pure! {
    impl str {
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        fn is_char_boundary(&self, index: usize) -> bool;
        fn as_bytes(&self) -> &[u8];
        fn as_str(&self) -> &str { self }
        fn get<I: PureSliceIndex<str>>(&self, i: I) -> Option<&I::Output>;
        fn get_mut<I: PureSliceIndex<str>>(&mut self, i: I) -> Option<&mut I::Output>;
        fn split_at(&self, mid: usize) -> (&str, &str);
        fn split_at_checked(&self, mid: usize) -> Option<(&str, &str)>;
        fn split_at_mut(&mut self, mid: usize) -> (&mut str, &mut str);
        fn chars(&self) -> Chars<'_>;
        fn char_indices(&self) -> CharIndices<'_>;
        fn bytes(&self) -> Bytes<'_>;
        fn lines(&self) -> Lines<'_>;
        fn split_whitespace(&self) -> SplitWhitespace<'_>;
        fn split_ascii_whitespace(&self) -> SplitAsciiWhitespace<'_>;
        fn split<P: PurePattern>(&self, pat: P) -> P::Split<'_> { pat.split(self) }
        fn split_inclusive<P: PurePattern>(&self, pat: P) -> P::SplitInclusive<'_> { pat.split_inclusive(self) }
        fn splitn<P: PurePattern>(&self, n: usize, pat: P) -> P::SplitN<'_> { pat.splitn(self, n) }
        fn split_terminator<P: PurePattern>(&self, pat: P) -> P::SplitTerminator<'_> { pat.split_terminator(self) }
        fn rsplit<P: PurePattern>(&self, pat: P) -> P::RSplit<'_> { pat.rsplit(self) }
        fn rsplitn<P: PurePattern>(&self, n: usize, pat: P) -> P::RSplitN<'_> { pat.rsplitn(self, n) }
        fn matches<P: PurePattern>(&self, pat: P) -> P::Matches<'_> { pat.matches(self) }
        fn match_indices<P: PurePattern>(&self, pat: P) -> P::MatchIndices<'_> { pat.match_indices(self) }
        fn rsplit_terminator<P: PurePattern>(&self, pat: P) -> P::RSplitTerminator<'_> { pat.rsplit_terminator(self) }
        fn rmatches<P: PurePattern>(&self, pat: P) -> P::RMatches<'_> { pat.rmatches(self) }
        fn rmatch_indices<P: PurePattern>(&self, pat: P) -> P::RMatchIndices<'_> { pat.rmatch_indices(self) }
        fn split_once<P: PurePattern>(&self, pat: P) -> Option<(&str, &str)> { pat.split_once(self) }
        fn rsplit_once<P: PurePattern>(&self, pat: P) -> Option<(&str, &str)> { pat.rsplit_once(self) }
        fn contains<P: PurePattern>(&self, pat: P) -> bool { pat.within(self) }
        fn starts_with<P: PurePattern>(&self, pat: P) -> bool { pat.starts(self) }
        fn ends_with<P: PurePattern>(&self, pat: P) -> bool { pat.ends(self) }
        fn find<P: PurePattern>(&self, pat: P) -> Option<usize> { pat.find(self) }
        fn rfind<P: PurePattern>(&self, pat: P) -> Option<usize> { pat.rfind(self) }
        fn trim_matches<P: PureSymmetricPattern>(&self, pat: P) -> &str { pat.trim(self) }
        fn trim_start_matches<P: PurePattern>(&self, pat: P) -> &str { pat.trim_start(self) }
        fn trim_end_matches<P: PurePattern>(&self, pat: P) -> &str { pat.trim_end(self) }
        fn strip_prefix<P: PurePattern>(&self, pat: P) -> Option<&str> { pat.strip_prefix(self) }
        fn strip_suffix<P: PurePattern>(&self, pat: P) -> Option<&str> { pat.strip_suffix(self) }
        fn replace<P: PurePattern>(&self, from: P, to: &str) -> String { from.replace(self, to) }
        fn replacen<P: PurePattern>(&self, from: P, to: &str, count: usize) -> String { from.replacen(self, to, count) }
        fn trim(&self) -> &str;
        fn trim_start(&self) -> &str;
        fn trim_end(&self) -> &str;
        fn trim_ascii(&self) -> &str;
        fn trim_ascii_start(&self) -> &str;
        fn trim_ascii_end(&self) -> &str;
        fn encode_utf16(&self) -> EncodeUtf16<'_>;
        fn escape_debug(&self) -> EscapeDebug<'_>;
        fn escape_default(&self) -> EscapeDefault<'_>;
        fn escape_unicode(&self) -> EscapeUnicode<'_>;
        fn parse<F: PureFromStr>(&self) -> Result<F, F::Err>;
        fn to_lowercase(&self) -> String;
        fn to_uppercase(&self) -> String;
        fn repeat(&self, n: usize) -> String;
        fn is_ascii(&self) -> bool;
        fn eq_ignore_ascii_case(&self, other: &str) -> bool;
        fn make_ascii_lowercase(&mut self);
        fn make_ascii_uppercase(&mut self);
        fn to_ascii_lowercase(&self) -> String;
        fn to_ascii_uppercase(&self) -> String;
    }

    impl String {
        fn new() -> String;
        fn with_capacity(capacity: usize) -> String;
        fn from_utf8(vec: Vec<u8>) -> Result<String, FromUtf8Error>;
        fn from_utf8_lossy(v: &[u8]) -> Cow<'_, str>;
        fn from_utf16(v: &[u16]) -> Result<String, FromUtf16Error>;
        fn from_utf16_lossy(v: &[u16]) -> String;
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        fn as_str(&self) -> &str;
        fn as_bytes(&self) -> &[u8];
        fn into_bytes(self) -> Vec<u8>;
        fn into_boxed_str(self) -> Box<str>;
        fn as_mut_str(&mut self) -> &mut str;
        fn push(&mut self, ch: char);
        fn push_str(&mut self, string: &str);
        fn pop(&mut self) -> Option<char>;
        fn insert(&mut self, idx: usize, ch: char);
        fn insert_str(&mut self, idx: usize, string: &str);
        fn remove(&mut self, idx: usize) -> char;
        fn truncate(&mut self, new_len: usize);
        fn clear(&mut self);
        fn retain<F: FnMut(char) -> bool>(&mut self, f: F);
        fn drain<R: PureRangeBounds<usize>>(&mut self, range: R) -> Drain<'_>;
        fn replace_range<R: PureRangeBounds<usize>>(&mut self, range: R, replace_with: &str);
        fn split_off(&mut self, at: usize) -> String;
        fn reserve(&mut self, additional: usize);
        fn shrink_to_fit(&mut self);
    }

    impl Box<str> {
        fn into_string(self) -> String { self.into() }
    }

    impl FromUtf8Error {
        fn utf8_error(&self) -> Utf8Error;
        fn into_bytes(self) -> Vec<u8>;
    }

    impl Utf8Error {
        fn valid_up_to(&self) -> usize;
        fn error_len(&self) -> Option<usize>;
    }
}

trust_pure! {
    impl<'a> Chars<'a> {
        fn as_str(&self) -> &'a str;
    }

    impl<'a> CharIndices<'a> {
        fn as_str(&self) -> &'a str;
        fn offset(&self) -> usize;
    }
}
