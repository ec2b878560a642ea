//! Conversions.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
use std::error::Error;
use std::rc::Rc;
use std::sync::Arc;

use supervise_macros::trust_pure;

use crate::traits::*;

trust_pure! {
    impl<Converted> Converted {
        fn from<Source>(value: Source) -> Converted where Converted: PureFrom<Source> { <Converted as From<Source>>::from(value) }
        fn try_from<Source>(value: Source) -> Result<Converted, <Converted as TryFrom<Source>>::Error> where Converted: PureTryFrom<Source> { <Converted as TryFrom<Source>>::try_from(value) }
    }
    impl<Convertible> Convertible {
        fn into<T>(self) -> T where Convertible: PureInto<T> { self.into() }
        fn try_into<T>(self) -> Result<T, <Convertible as TryInto<T>>::Error> where Convertible: PureTryInto<T> { self.try_into() }
    }
    impl<Target: ?Sized, Referring: ?Sized + PureAsRef<Target>> Referring {
        fn as_ref(&self) -> &Target;
    }
    impl<Pointer: ?Sized + PureDeref> Pointer {
        fn deref(&self) -> &Pointer::Target;
    }
    impl<Pointer: ?Sized + PureDerefMut> Pointer {
        fn deref_mut(&mut self) -> &mut Pointer::Target;
    }
    impl<Parsed: PureFromStr> Parsed {
        fn from_str(s: &str) -> Result<Parsed, <Parsed as std::str::FromStr>::Err>;
    }
}

impl<T> PureFrom<T> for T {}
impl<T, U: PureInto<T> + Into<T>> PureTryFrom<U> for T {}
impl<T, U: PureTryFrom<T>> PureTryInto<U> for T {}

macro_rules! froms {
    ($($from:ty => $($to:ty),+;)*) => { $($(impl PureFrom<$from> for $to {})+)* };
}
froms! {
    u8 => u16, u32, u64, u128, usize, i16, i32, i64, i128, isize, f32, f64, char;
    u16 => u32, u64, u128, usize, i32, i64, i128, f32, f64;
    u32 => u64, u128, i64, i128, f64;
    u64 => u128, i128;
    i8 => i16, i32, i64, i128, isize, f32, f64;
    i16 => i32, i64, i128, isize, f32, f64;
    i32 => i64, i128, f64;
    i64 => i128;
    f32 => f64;
    bool => u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64;
    char => u32, u64, u128, String;
    &str => String, Box<str>, Rc<str>, Arc<str>, Vec<u8>, Box<dyn Error>, Box<dyn Error + Send + Sync>;
    &String => String;
    &mut str => String;
    String => Box<str>, Rc<str>, Arc<str>, Vec<u8>, Box<dyn Error>, Box<dyn Error + Send + Sync>;
    Box<str> => String, Box<[u8]>, Rc<str>, Arc<str>;
    Rc<str> => Rc<[u8]>;
    Arc<str> => Arc<[u8]>;
    Cow<'_, str> => String, Box<str>, Box<dyn Error>, Box<dyn Error + Send + Sync>;
    std::convert::Infallible => std::num::TryFromIntError;
}
impl<'a> PureFrom<&'a str> for Cow<'a, str> {}
impl<'a> PureFrom<&'a String> for Cow<'a, str> {}
impl PureFrom<String> for Cow<'_, str> {}
impl<'a, E: PureError + 'a> PureFrom<E> for Box<dyn Error + 'a> {}
impl<'a, E: PureError + Send + Sync + 'a> PureFrom<E> for Box<dyn Error + Send + Sync + 'a> {}
impl<T> PureFrom<T> for Option<T> {}
impl<T> PureFrom<T> for Box<T> {}
impl<T> PureFrom<T> for Rc<T> {}
impl<T> PureFrom<T> for Arc<T> {}
impl<T: PureClone> PureFrom<&[T]> for Vec<T> {}
impl<T: PureClone> PureFrom<&mut [T]> for Vec<T> {}
impl<T: PureClone, const N: usize> PureFrom<&mut [T; N]> for Vec<T> {}
impl<T: PureClone> PureFrom<&[T]> for Box<[T]> {}
impl<T: PureClone> PureFrom<&[T]> for Rc<[T]> {}
impl<T: PureClone> PureFrom<&[T]> for Arc<[T]> {}
impl<T, const N: usize> PureFrom<[T; N]> for Box<[T]> {}
impl<T, const N: usize> PureFrom<[T; N]> for Rc<[T]> {}
impl<T, const N: usize> PureFrom<[T; N]> for Arc<[T]> {}
impl<T> PureFrom<Box<T>> for Rc<T> {}
impl<T> PureFrom<Box<T>> for Arc<T> {}
impl<'a, T> PureFrom<&'a Option<T>> for Option<&'a T> {}
impl<'a, T> PureFrom<&'a mut Option<T>> for Option<&'a mut T> {}
impl<'a, T: PureClone> PureFrom<&'a [T]> for Cow<'a, [T]> {}
impl<'a, T: PureClone, const N: usize> PureFrom<&'a [T; N]> for Cow<'a, [T]> {}
impl<'a, T: PureClone> PureFrom<&'a Vec<T>> for Cow<'a, [T]> {}
impl<T: PureClone> PureFrom<Vec<T>> for Cow<'_, [T]> {}
impl<'a, T: PureClone> PureFrom<Cow<'a, [T]>> for Vec<T> {}
impl<T: PureClone, const N: usize> PureFrom<&[T; N]> for Vec<T> {}
impl<T, const N: usize> PureFrom<[T; N]> for Vec<T> {}
impl<T> PureFrom<Vec<T>> for Box<[T]> {}
impl<T> PureFrom<Vec<T>> for Rc<[T]> {}
impl<T> PureFrom<Vec<T>> for Arc<[T]> {}
impl<T> PureFrom<Box<[T]>> for Vec<T> {}
impl<T> PureFrom<VecDeque<T>> for Vec<T> {}
impl<T> PureFrom<Vec<T>> for VecDeque<T> {}
impl<T: PureOrd> PureFrom<Vec<T>> for BinaryHeap<T> {}
impl<T> PureFrom<BinaryHeap<T>> for Vec<T> {}
impl<T, const N: usize> PureFrom<[T; N]> for VecDeque<T> {}
impl<T: PureOrd, const N: usize> PureFrom<[T; N]> for BTreeSet<T> {}
impl<K: PureOrd, V, const N: usize> PureFrom<[(K, V); N]> for BTreeMap<K, V> {}
impl<T: PureEq + PureHash, const N: usize> PureFrom<[T; N]> for HashSet<T> {}
impl<K: PureEq + PureHash, V, const N: usize> PureFrom<[(K, V); N]> for HashMap<K, V> {}
impl<T: PureOrd, const N: usize> PureFrom<[T; N]> for BinaryHeap<T> {}

macro_rules! try_froms {
    ($($from:ident => $($to:ident)+;)*) => { $($(impl PureTryFrom<$from> for $to {})+)* };
}
try_froms! {
    u8 => i8;
    u16 => u8 i8 i16 isize;
    u32 => u8 u16 usize i8 i16 i32 isize char;
    u64 => u8 u16 u32 usize i8 i16 i32 i64 isize;
    u128 => u8 u16 u32 u64 usize i8 i16 i32 i64 i128 isize;
    usize => u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 isize;
    i8 => u8 u16 u32 u64 u128 usize;
    i16 => u8 u16 u32 u64 u128 usize i8;
    i32 => u8 u16 u32 u64 u128 usize i8 i16 isize;
    i64 => u8 u16 u32 u64 u128 usize i8 i16 i32 isize;
    i128 => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 isize;
    isize => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128;
    char => u8 u16;
}
impl<T: Copy + PureClone, const N: usize> PureTryFrom<&[T]> for [T; N] {}
impl<T: Copy + PureClone, const N: usize> PureTryFrom<&mut [T]> for [T; N] {}
impl<'a, T, const N: usize> PureTryFrom<&'a [T]> for &'a [T; N] {}
impl<'a, T, const N: usize> PureTryFrom<&'a mut [T]> for &'a mut [T; N] {}
impl<T, const N: usize> PureTryFrom<Vec<T>> for [T; N] {}
impl<T, const N: usize> PureTryFrom<Vec<T>> for Box<[T; N]> {}
impl<T, const N: usize> PureTryFrom<Box<[T]>> for Box<[T; N]> {}
impl PureTryFrom<Vec<u8>> for String {}

impl PureAsRef<str> for str {}
impl PureAsRef<[u8]> for str {}
impl PureAsRef<str> for String {}
impl PureAsRef<[u8]> for String {}
impl<T> PureAsRef<[T]> for [T] {}
impl<T> PureAsRef<[T]> for Vec<T> {}
impl<T> PureAsRef<Vec<T>> for Vec<T> {}
impl<T: ?Sized + PureLent> PureAsRef<T> for Cow<'_, T> {}
impl<T: ?Sized + PureAsRef<U>, U: ?Sized> PureAsRef<U> for &mut T {}
impl<T, const N: usize> PureAsRef<[T]> for [T; N] {}
impl<T: ?Sized> PureAsRef<T> for Box<T> {}
impl<T: ?Sized> PureAsRef<T> for Rc<T> {}
impl<T: ?Sized> PureAsRef<T> for Arc<T> {}
impl<T: ?Sized + PureAsRef<U>, U: ?Sized> PureAsRef<U> for &T {}

impl<T: ?Sized> PureBorrow<T> for T {}
impl<T: ?Sized> PureBorrow<T> for &T {}
impl<T: ?Sized> PureBorrow<T> for &mut T {}
impl<T: ?Sized> PureBorrow<T> for Box<T> {}
impl<T: ?Sized> PureBorrow<T> for Rc<T> {}
impl<T: ?Sized> PureBorrow<T> for Arc<T> {}
impl PureBorrow<str> for String {}
impl<T> PureBorrow<[T]> for Vec<T> {}
impl<T, const N: usize> PureBorrow<[T]> for [T; N] {}
impl<B: ?Sized + PureLent> PureBorrow<B> for Cow<'_, B> {}

impl PureDeref for String {}
impl<T> PureDeref for Vec<T> {}
impl<T: ?Sized> PureDeref for Box<T> {}
impl<T: ?Sized> PureDeref for Rc<T> {}
impl<T: ?Sized> PureDeref for Arc<T> {}
impl<T: ?Sized> PureDeref for &T {}
impl<T: ?Sized> PureDeref for &mut T {}
impl<B: ?Sized + PureLent> PureDeref for Cow<'_, B> {}
impl PureDerefMut for String {}
impl<T> PureDerefMut for Vec<T> {}
impl<T: ?Sized> PureDerefMut for Box<T> {}
impl<T: ?Sized> PureDerefMut for &mut T {}
