//! Which types of std are inert data, and which of std's traits they implement purely.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
use std::convert::Infallible;
use std::marker::PhantomData;
use std::num::{
    IntErrorKind, ParseFloatError, ParseIntError, Saturating, TryFromIntError, Wrapping,
};
use std::ops::{
    Bound, ControlFlow, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive,
};
use std::rc::Rc;
use std::str::{ParseBoolError, Utf8Error};
use std::string::FromUtf8Error;
use std::sync::Arc;
use std::time::Duration;

use crate::traits::*;
use crate::{Marked, Pure, Seal};

/// Types without parameters, each with what it can do.
macro_rules! plain {
    ($($($ty:ty),+ => $marks:tt;)*) => { $(plain!(@ ($($ty),+) $marks);)* };
    (@ ($($ty:ty),+) $marks:tt) => { $(plain!(= $ty, $marks);)+ };
    (= $ty:ty, ($($mark:ident)*)) => {
        impl Marked for $ty {}
        impl Pure for $ty { fn every_type_must_be_marked_pure(&self) -> Seal { Seal } }
        $(impl $mark for $ty {})*
    };
}

plain! {
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize => (PureClone PureDefault PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureDisplay PureLowerHex PureUpperHex PureOctal PureBinary PureLowerExp PureUpperExp Castable PureFromStr);
    f32, f64 => (PureClone PureDefault PurePartialEq PurePartialOrd PureDebug PureDisplay PureLowerExp PureUpperExp Castable PureFromStr);
    bool, char => (PureClone PureDefault PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureDisplay Castable PureFromStr);
    () => (PureClone PureDefault PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug);
    String => (PureClone PureDefault PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureDisplay PureFromStr PureWrite);
    Duration => (PureClone PureDefault PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug);
    Ordering => (PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug Castable);
    Infallible => (PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureDisplay PureError);
    ParseIntError, ParseFloatError, ParseBoolError, TryFromIntError, Utf8Error, FromUtf8Error,
    std::char::ParseCharError, std::char::CharTryFromError, std::char::TryFromCharError => (PureClone PurePartialEq PureEq PureDebug PureDisplay PureError);
    std::array::TryFromSliceError => (PureClone PureDebug PureDisplay PureError);
    std::string::FromUtf16Error, std::fmt::Alignment => (PureDebug);
    std::char::ToLowercase, std::char::ToUppercase, std::char::EscapeDebug,
    std::char::EscapeDefault, std::char::EscapeUnicode, std::ascii::EscapeDefault => (PureDebug PureDisplay);
    std::str::EscapeDebug<'_>, std::str::EscapeDefault<'_>, std::str::EscapeUnicode<'_>,
    std::slice::EscapeAscii<'_> => (PureDebug PureDisplay);
    std::time::SystemTimeError => (PureClone PureDebug PureDisplay PureError);
    std::time::TryFromFloatSecsError => (PureClone PurePartialEq PureEq PureDebug PureDisplay PureError);
    std::num::FpCategory => (PureClone PurePartialEq PureEq PureDebug);
    std::fmt::Error => (PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureDisplay PureError PureDefault);
    std::net::IpAddr, std::net::Ipv4Addr, std::net::Ipv6Addr, std::net::SocketAddr,
    std::net::SocketAddrV4, std::net::SocketAddrV6 => (PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureDisplay PureFromStr);
    std::net::AddrParseError => (PureClone PurePartialEq PureEq PureDebug PureDisplay PureError);
    std::path::PathBuf, std::ffi::OsString => (PureClone PureDefault PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureFromStr);
    std::path::Component<'_> => (PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug);
    std::path::Display<'_> => (PureDebug PureDisplay);
    std::path::StripPrefixError => (PureClone PurePartialEq PureEq PureDebug PureDisplay PureError);
    IntErrorKind => (PureClone PurePartialEq PureEq PureDebug);
    RangeFull => (PureClone PureDefault PurePartialEq PureEq PureHash PureDebug);
    std::time::SystemTime => (PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug);
}

macro_rules! non_zero {
    ($($int:ident)*) => {
        plain! {
            $(std::num::NonZero<$int> => (PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureDisplay PureFromStr);)*
        }
        $(impl PureFrom<std::num::NonZero<$int>> for $int {} impl PureTryFrom<$int> for std::num::NonZero<$int> {})*
    };
}
non_zero!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

/// Text of unknown length.
macro_rules! text {
    ($($ty:ty),*) => {
        $(
            impl Pure for $ty { fn every_type_must_be_marked_pure(&self) -> Seal { Seal } }
            impl PurePartialEq for $ty {}
            impl PureEq for $ty {}
            impl PurePartialOrd for $ty {}
            impl PureOrd for $ty {}
            impl PureHash for $ty {}
            impl PureDebug for $ty {}
        )*
    };
}
text!(str, std::path::Path, std::ffi::OsStr);
impl PureDisplay for str {}
impl PureToOwned for str {}
impl<T: PureClone> PureToOwned for [T] {}
impl<T: PureClone> PureToOwned for T {}

// A formatter writes to where its maker says; pure code makes none but for strings.
impl Pure for std::fmt::Formatter<'_> {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl PureWrite for std::fmt::Formatter<'_> {}

/// Types with one parameter that do what it does.
macro_rules! of_one {
    ($($ty:ty $(, $size:ident)?: $($mark:ident)*;)*) => {
        $(impl<T $(: ?$size)?> Marked for $ty {} of_one!(@ $ty $(, $size)?: Pure $($mark)*);)*
    };
    (@ $ty:ty: Pure $($mark:ident)*) => {
        impl<T: Pure> Pure for $ty { fn every_type_must_be_marked_pure(&self) -> Seal { Seal } }
        $(impl<T: $mark> $mark for $ty {})*
    };
    (@ $ty:ty, $size:ident: Pure $($mark:ident)*) => {
        impl<T: ?$size + Pure> Pure for $ty { fn every_type_must_be_marked_pure(&self) -> Seal { Seal } }
        $(impl<T: ?$size + $mark> $mark for $ty {})*
    };
}

of_one! {
    Option<T>: PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug;
    Vec<T>: PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug;
    VecDeque<T>: PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug;
    BTreeSet<T>: PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug;
    BinaryHeap<T>: PureClone PureDebug;
    Reverse<T>: PureClone PureDefault PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug;
    Wrapping<T>: PureClone PureDefault PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureDisplay;
    Saturating<T>: PureClone PureDefault PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureDisplay;
    Bound<T>: PureClone PurePartialEq PureEq PureHash PureDebug;
    Range<T>: PureClone PureDefault PurePartialEq PureEq PureHash PureDebug;
    RangeFrom<T>: PureClone PurePartialEq PureEq PureHash PureDebug;
    RangeTo<T>: PureClone PurePartialEq PureEq PureHash PureDebug;
    RangeInclusive<T>: PureClone PurePartialEq PureEq PureHash PureDebug;
    RangeToInclusive<T>: PureClone PurePartialEq PureEq PureHash PureDebug;
    Box<T>, Sized: PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureDisplay;
    Rc<T>, Sized: PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureDisplay;
    Arc<T>, Sized: PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug PureDisplay;
}

impl<T: PureClone> PureClone for Box<T> {}
impl PureClone for Box<str> {}
impl<T: PureClone> PureClone for Box<[T]> {}
impl<T: PureDefault> PureDefault for Box<T> {}
impl<T: ?Sized> PureClone for Rc<T> {}
impl<T: ?Sized> PureClone for Arc<T> {}
impl<T: PureDefault> PureDefault for Rc<T> {}
impl<T: PureDefault> PureDefault for Arc<T> {}
impl<T> PureDefault for Option<T> {}
impl<T> PureDefault for Vec<T> {}
impl<T> PureDefault for VecDeque<T> {}
impl<T> PureDefault for BTreeSet<T> {}
impl<T: PureOrd> PureDefault for BinaryHeap<T> {}
impl PureDefault for &str {}
impl PureDefault for &std::ffi::OsStr {}
impl<T> PureDefault for &[T] {}

impl<T: Pure> Pure for [T] {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl<T: PurePartialEq> PurePartialEq for [T] {}
impl<T: PureEq> PureEq for [T] {}
impl<T: PurePartialOrd> PurePartialOrd for [T] {}
impl<T: PureOrd> PureOrd for [T] {}
impl<T: PureHash> PureHash for [T] {}
impl<T: PureDebug> PureDebug for [T] {}

impl<T, const N: usize> Marked for [T; N] {}
impl<T: Pure, const N: usize> Pure for [T; N] {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl<T: PureClone, const N: usize> PureClone for [T; N] {}
impl<T: PurePartialEq, const N: usize> PurePartialEq for [T; N] {}
impl<T: PureEq, const N: usize> PureEq for [T; N] {}
impl<T: PurePartialOrd, const N: usize> PurePartialOrd for [T; N] {}
impl<T: PureOrd, const N: usize> PureOrd for [T; N] {}
impl<T: PureHash, const N: usize> PureHash for [T; N] {}
impl<T: PureDebug, const N: usize> PureDebug for [T; N] {}
macro_rules! default_arrays {
    ($($n:literal)*) => { $(impl<T: PureDefault> PureDefault for [T; $n] {})* };
}
default_arrays!(1 2 3 4 5 6 7 8 9 10 11 12 16 32);

// References: what is behind them is meant.
impl<T: ?Sized + Pure> Pure for &T {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl<T: ?Sized + Pure> Pure for &mut T {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl<T: ?Sized> Marked for &T {}
impl<T: ?Sized> Marked for &mut T {}
impl<T: ?Sized> PureClone for &T {}
impl<A: ?Sized + PurePartialEq<B>, B: ?Sized> PurePartialEq<&B> for &A {}
impl<A: ?Sized + PurePartialEq<B>, B: ?Sized> PurePartialEq<&mut B> for &mut A {}
impl<T: ?Sized + PureEq> PureEq for &T {}
impl<A: ?Sized + PurePartialOrd<B>, B: ?Sized> PurePartialOrd<&B> for &A {}
impl<T: ?Sized + PureOrd> PureOrd for &T {}
impl<T: ?Sized + PureEq> PureEq for &mut T {}
impl<A: ?Sized + PurePartialOrd<B>, B: ?Sized> PurePartialOrd<&mut B> for &mut A {}
impl<T: ?Sized + PureOrd> PureOrd for &mut T {}
macro_rules! by_reference {
    ($($mark:ident)*) => {
        $(impl<T: ?Sized + $mark> $mark for &T {} impl<T: ?Sized + $mark> $mark for &mut T {})*
    };
}
by_reference!(PureHash PureDebug PureDisplay PureLowerHex PureUpperHex PureOctal PureBinary PureLowerExp PureUpperExp);

impl<T: ?Sized> Marked for PhantomData<T> {}
impl<T: ?Sized> Pure for PhantomData<T> {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl<T: ?Sized> PureClone for PhantomData<T> {}
impl<T: ?Sized> PureDefault for PhantomData<T> {}
impl<T: ?Sized> PurePartialEq for PhantomData<T> {}
impl<T: ?Sized> PureEq for PhantomData<T> {}
impl<T: ?Sized> PureHash for PhantomData<T> {}
impl<T: ?Sized> PureDebug for PhantomData<T> {}

/// Types with two parameters.
macro_rules! of_two {
    ($($ty:ty: $($mark:ident)*;)*) => { $(of_two!(@ $ty: Pure $($mark)*); impl<A, B> Marked for $ty {})* };
    (@ $ty:ty: Pure $($mark:ident)*) => {
        impl<A: Pure, B: Pure> Pure for $ty { fn every_type_must_be_marked_pure(&self) -> Seal { Seal } }
        $(impl<A: $mark, B: $mark> $mark for $ty {})*
    };
}
of_two! {
    Result<A, B>: PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug;
    ControlFlow<A, B>: PureClone PurePartialEq PureEq PureHash PureDebug;
    BTreeMap<A, B>: PureClone PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug;
}
impl<K, V> PureDefault for BTreeMap<K, V> {}

// Their order is random, so it is neither shown nor gone through; what is kept by key is.
impl<K, V> Marked for HashMap<K, V> {}
impl<K: Pure, V: Pure> Pure for HashMap<K, V> {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl<K: PureClone, V: PureClone> PureClone for HashMap<K, V> {}
impl<K, V> PureDefault for HashMap<K, V> {}
impl<K: PureEq + PureHash, V: PurePartialEq> PurePartialEq for HashMap<K, V> {}
impl<K: PureEq + PureHash, V: PureEq> PureEq for HashMap<K, V> {}
impl<T> Marked for HashSet<T> {}
impl<T: Pure> Pure for HashSet<T> {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl<T: PureClone> PureClone for HashSet<T> {}
impl<T> PureDefault for HashSet<T> {}
impl<T: PureEq + PureHash> PurePartialEq for HashSet<T> {}
impl<T: PureEq + PureHash> PureEq for HashSet<T> {}

// A `Cow` is looked at through the `Borrow` of what it owns.
impl PureLent for str {}
impl<T: PureClone> PureLent for [T] {}
impl<T: PureClone> PureLent for T {}
impl<B: ?Sized + PureLent> Marked for Cow<'_, B> {}
impl<B: ?Sized + PureLent + Pure> Pure for Cow<'_, B> {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl<B: ?Sized + PureToOwned> PureClone for Cow<'_, B> {}
impl<B: ?Sized + ToOwned + PureEq> PureEq for Cow<'_, B> {}
impl<B: ?Sized + ToOwned + PurePartialOrd> PurePartialOrd for Cow<'_, B> {}
impl<B: ?Sized + ToOwned + PureOrd> PureOrd for Cow<'_, B> {}
impl<B: ?Sized + ToOwned + PureHash> PureHash for Cow<'_, B> {}
impl<B: ?Sized + ToOwned + PureDebug> PureDebug for Cow<'_, B> where B::Owned: PureDebug {}
impl<B: ?Sized + ToOwned + PureDisplay> PureDisplay for Cow<'_, B> where B::Owned: PureDisplay {}
impl<'a, 'b, A, B> PurePartialEq<Cow<'b, B>> for Cow<'a, A>
where
    A: ?Sized + ToOwned + PurePartialEq<B>,
    B: ?Sized + ToOwned,
{
}

/// Tuples.
macro_rules! tuples {
    ($($($name:ident)+;)*) => { $(tuples!(@ ($($name)+) Pure PureClone PureDefault PurePartialEq PureEq PurePartialOrd PureOrd PureHash PureDebug);)* };
    (@ $names:tt $($mark:ident)*) => { tuples!(+ $names); $(tuples!(= $mark $names);)* };
    (+ ($($name:ident)+)) => { impl<$($name),+> Marked for ($($name,)+) {} };
    (= Pure ($($name:ident)+)) => {
        impl<$($name: Pure),+> Pure for ($($name,)+) { fn every_type_must_be_marked_pure(&self) -> Seal { Seal } }
    };
    (= $mark:ident ($($name:ident)+)) => { impl<$($name: $mark),+> $mark for ($($name,)+) {} };
}
tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
}

/// Comparisons of different types.
macro_rules! compared {
    ($([$($generics:tt)*] $left:ty, $right:ty;)*) => {
        $(impl<$($generics)*> PurePartialEq<$right> for $left {})*
    };
}
compared! {
    [] std::path::PathBuf, std::path::Path;
    [] std::path::Path, std::path::PathBuf;
    [] std::ffi::OsStr, str;
    [] String, str;
    [] String, &str;
    [] str, String;
    [] &str, String;
    [] Cow<'_, str>, str;
    [] Cow<'_, str>, &str;
    [] Cow<'_, str>, String;
    [] String, Cow<'_, str>;
    [] str, Cow<'_, str>;
    [] &str, Cow<'_, str>;
    [A: PurePartialEq<B>, B, const N: usize] Vec<A>, [B; N];
    [A: PurePartialEq<B>, B, const N: usize] Vec<A>, &[B; N];
    [A: PurePartialEq<B>, B] Vec<A>, [B];
    [A: PurePartialEq<B>, B] Vec<A>, &[B];
    [A: PurePartialEq<B>, B] Vec<A>, &mut [B];
    [A: PurePartialEq<B>, B] [A], Vec<B>;
    [A: PurePartialEq<B>, B] &[A], Vec<B>;
    [A: PurePartialEq<B>, B, const N: usize] [A], [B; N];
    [A: PurePartialEq<B>, B, const N: usize] &[A], [B; N];
    [A: PurePartialEq<B>, B, const N: usize] [A; N], [B];
    [A: PurePartialEq<B>, B, const N: usize] [A; N], &[B];
    [A: PurePartialEq<B>, B] VecDeque<A>, Vec<B>;
    [A: PurePartialEq<B>, B, const N: usize] VecDeque<A>, [B; N];
}

/// Iterators that hold no closure, so that a parser may keep one.
macro_rules! iterators {
    ($([$($generics:tt)*] $ty:ty;)*) => {
        $(impl<$($generics)*> Pure for $ty { fn every_type_must_be_marked_pure(&self) -> Seal { Seal } } impl<$($generics)*> Marked for $ty {})*
    };
}
iterators! {
    [] std::str::Chars<'_>;
    [] std::str::CharIndices<'_>;
    [] std::str::Bytes<'_>;
    [] std::str::Lines<'_>;
    [] std::str::SplitWhitespace<'_>;
    [] std::str::Split<'_, char>;
    [T: Pure] std::slice::Iter<'_, T>;
    [T: Pure] std::slice::IterMut<'_, T>;
    [T: Pure] std::vec::IntoIter<T>;
    [T: Pure] std::collections::vec_deque::IntoIter<T>;
    [K: Pure, V: Pure] std::collections::btree_map::Iter<'_, K, V>;
    [K: Pure, V: Pure] std::collections::btree_map::IntoIter<K, V>;
}

/// What holds nothing but iterators is data if they are.
macro_rules! of_iterators {
    ($($ty:ident<$($param:ident),*>;)*) => {
        $(
            impl<$($param: Iterator + Pure),*> Pure for std::iter::$ty<$($param),*> {
                fn every_type_must_be_marked_pure(&self) -> Seal { Seal }
            }
            impl<$($param: Iterator),*> Marked for std::iter::$ty<$($param),*> {}
        )*
    };
}
of_iterators! {
    Peekable<I>;
    Enumerate<I>;
    Rev<I>;
    Skip<I>;
    Take<I>;
    StepBy<I>;
    Fuse<I>;
    Cycle<I>;
    Copied<I>;
    Cloned<I>;
    Zip<A, B>;
    Chain<A, B>;
}

/// Those that hold one, for the type of a parameter.
macro_rules! adaptors {
    ($($ty:ident<$($param:ident),*>;)*) => { $(impl<$($param),*> Marked for std::iter::$ty<$($param),*> {})* };
}
adaptors! {
    Map<I, F>;
    Filter<I, F>;
    FilterMap<I, F>;
    TakeWhile<I, F>;
    SkipWhile<I, F>;
    MapWhile<I, F>;
    Inspect<I, F>;
    Scan<I, S, F>;
}
