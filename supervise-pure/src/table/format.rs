//! Formatting, and writing text.

use std::fmt::{
    self, Alignment, Arguments, DebugList, DebugMap, DebugSet, DebugStruct, DebugTuple, Formatter,
};

use supervise_macros::trust_pure;

use crate::traits::*;

trust_pure! {
    impl<Shown: ?Sized + PureDisplay> Shown {
        fn to_string(&self) -> String { ToString::to_string(self) }
    }

    impl<Written: ?Sized + PureWrite> Written {
        fn write_str(&mut self, s: &str) -> fmt::Result { fmt::Write::write_str(self, s) }
        fn write_char(&mut self, c: char) -> fmt::Result { fmt::Write::write_char(self, c) }
        fn write_fmt(&mut self, args: Arguments<'_>) -> fmt::Result { fmt::Write::write_fmt(self, args) }
    }

    impl<'a> Formatter<'a> {
        fn pad(&mut self, s: &str) -> fmt::Result;
        fn pad_integral(&mut self, is_nonnegative: bool, prefix: &str, buf: &str) -> fmt::Result;
        fn fill(&self) -> char;
        fn align(&self) -> Option<Alignment>;
        fn width(&self) -> Option<usize>;
        fn precision(&self) -> Option<usize>;
        fn sign_plus(&self) -> bool;
        fn sign_minus(&self) -> bool;
        fn alternate(&self) -> bool;
        fn sign_aware_zero_pad(&self) -> bool;
        fn debug_struct<'b>(&'b mut self, name: &str) -> DebugStruct<'b, 'a>;
        fn debug_tuple<'b>(&'b mut self, name: &str) -> DebugTuple<'b, 'a>;
        fn debug_list<'b>(&'b mut self) -> DebugList<'b, 'a>;
        fn debug_set<'b>(&'b mut self) -> DebugSet<'b, 'a>;
        fn debug_map<'b>(&'b mut self) -> DebugMap<'b, 'a>;
    }

    impl<'a, 'b: 'a> DebugStruct<'a, 'b> {
        fn field<T: PureDebug>(&mut self, name: &str, value: &T) -> &mut DebugStruct<'a, 'b>;
        fn finish_non_exhaustive(&mut self) -> fmt::Result;
        fn finish(&mut self) -> fmt::Result;
    }

    impl<'a, 'b: 'a> DebugTuple<'a, 'b> {
        fn field<T: PureDebug>(&mut self, value: &T) -> &mut DebugTuple<'a, 'b>;
        fn finish(&mut self) -> fmt::Result;
    }

    impl<'a, 'b: 'a> DebugList<'a, 'b> {
        fn entries<D: PureDebug, I: PureIntoIterator<Item = D>>(&mut self, entries: I) -> &mut DebugList<'a, 'b>;
        fn entry<T: PureDebug>(&mut self, entry: &T) -> &mut DebugList<'a, 'b>;
        fn finish(&mut self) -> fmt::Result;
    }

    impl<'a, 'b: 'a> DebugSet<'a, 'b> {
        fn entries<D: PureDebug, I: PureIntoIterator<Item = D>>(&mut self, entries: I) -> &mut DebugSet<'a, 'b>;
        fn entry<T: PureDebug>(&mut self, entry: &T) -> &mut DebugSet<'a, 'b>;
        fn finish(&mut self) -> fmt::Result;
    }

    impl<'a, 'b: 'a> DebugMap<'a, 'b> {
        fn key<K: PureDebug>(&mut self, key: &K) -> &mut DebugMap<'a, 'b>;
        fn value<V: PureDebug>(&mut self, value: &V) -> &mut DebugMap<'a, 'b>;
        fn entries<K: PureDebug, V: PureDebug, I: PureIntoIterator<Item = (K, V)>>(&mut self, entries: I) -> &mut DebugMap<'a, 'b>;
        fn entry<K: PureDebug, V: PureDebug>(&mut self, key: &K, value: &V) -> &mut DebugMap<'a, 'b>;
        fn finish(&mut self) -> fmt::Result;
    }
}
