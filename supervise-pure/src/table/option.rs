//! `Option`, `Result`, and `ControlFlow`.

use std::ops::ControlFlow;
use std::{option, result};

use supervise_macros::trust_pure;

use crate::{PureClone, PureDebug, PureDefault, PureDeref, PureDerefMut};

trust_pure! {
    impl<T> Option<T> {
        fn is_some(&self) -> bool;
        fn is_some_and(self, f: impl FnOnce(T) -> bool) -> bool;
        fn is_none(&self) -> bool;
        fn is_none_or(self, f: impl FnOnce(T) -> bool) -> bool;
        fn as_ref(&self) -> Option<&T>;
        fn as_mut(&mut self) -> Option<&mut T>;
        fn as_slice(&self) -> &[T];
        fn as_mut_slice(&mut self) -> &mut [T];
        fn expect(self, msg: &str) -> T;
        fn unwrap(self) -> T;
        fn unwrap_or(self, default: T) -> T;
        fn unwrap_or_else<F: FnOnce() -> T>(self, f: F) -> T;
        fn unwrap_or_default(self) -> T where T: PureDefault;
        fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Option<U>;
        fn inspect<F: FnOnce(&T)>(self, f: F) -> Option<T>;
        fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U;
        fn map_or_else<U, D: FnOnce() -> U, F: FnOnce(T) -> U>(self, default: D, f: F) -> U;
        fn ok_or<E>(self, err: E) -> Result<T, E>;
        fn ok_or_else<E, F: FnOnce() -> E>(self, err: F) -> Result<T, E>;
        fn as_deref(&self) -> Option<&T::Target> where T: PureDeref;
        fn as_deref_mut(&mut self) -> Option<&mut T::Target> where T: PureDerefMut;
        fn iter(&self) -> option::Iter<'_, T>;
        fn iter_mut(&mut self) -> option::IterMut<'_, T>;
        fn and<U>(self, optb: Option<U>) -> Option<U>;
        fn and_then<U, F: FnOnce(T) -> Option<U>>(self, f: F) -> Option<U>;
        fn filter<P: FnOnce(&T) -> bool>(self, predicate: P) -> Option<T>;
        fn or(self, optb: Option<T>) -> Option<T>;
        fn or_else<F: FnOnce() -> Option<T>>(self, f: F) -> Option<T>;
        fn xor(self, optb: Option<T>) -> Option<T>;
        fn insert(&mut self, value: T) -> &mut T;
        fn get_or_insert(&mut self, value: T) -> &mut T;
        fn get_or_insert_default(&mut self) -> &mut T where T: PureDefault;
        fn get_or_insert_with<F: FnOnce() -> T>(&mut self, f: F) -> &mut T;
        fn take(&mut self) -> Option<T>;
        fn take_if<P: FnOnce(&mut T) -> bool>(&mut self, predicate: P) -> Option<T>;
        fn replace(&mut self, value: T) -> Option<T>;
        fn zip<U>(self, other: Option<U>) -> Option<(T, U)>;
    }
    impl<T, U> Option<(T, U)> {
        fn unzip(self) -> (Option<T>, Option<U>);
    }
    impl<T> Option<&T> {
        fn copied(self) -> Option<T> where T: Copy;
        fn cloned(self) -> Option<T> where T: PureClone;
    }
    impl<T> Option<&mut T> {
        fn copied(self) -> Option<T> where T: Copy;
        fn cloned(self) -> Option<T> where T: PureClone;
    }
    impl<T, E> Option<Result<T, E>> {
        fn transpose(self) -> Result<Option<T>, E>;
    }
    impl<T> Option<Option<T>> {
        fn flatten(self) -> Option<T>;
    }

    impl<T, E> Result<T, E> {
        fn is_ok(&self) -> bool;
        fn is_ok_and(self, f: impl FnOnce(T) -> bool) -> bool;
        fn is_err(&self) -> bool;
        fn is_err_and(self, f: impl FnOnce(E) -> bool) -> bool;
        fn ok(self) -> Option<T>;
        fn err(self) -> Option<E>;
        fn as_ref(&self) -> Result<&T, &E>;
        fn as_mut(&mut self) -> Result<&mut T, &mut E>;
        fn map<U, F: FnOnce(T) -> U>(self, op: F) -> Result<U, E>;
        fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U;
        fn map_or_else<U, D: FnOnce(E) -> U, F: FnOnce(T) -> U>(self, default: D, f: F) -> U;
        fn map_err<F, O: FnOnce(E) -> F>(self, op: O) -> Result<T, F>;
        fn inspect<F: FnOnce(&T)>(self, f: F) -> Result<T, E>;
        fn inspect_err<F: FnOnce(&E)>(self, f: F) -> Result<T, E>;
        fn as_deref(&self) -> Result<&T::Target, &E> where T: PureDeref;
        fn as_deref_mut(&mut self) -> Result<&mut T::Target, &mut E> where T: PureDerefMut;
        fn iter(&self) -> result::Iter<'_, T>;
        fn iter_mut(&mut self) -> result::IterMut<'_, T>;
        fn expect(self, msg: &str) -> T where E: PureDebug;
        fn unwrap(self) -> T where E: PureDebug;
        fn unwrap_or_default(self) -> T where T: PureDefault;
        fn expect_err(self, msg: &str) -> E where T: PureDebug;
        fn unwrap_err(self) -> E where T: PureDebug;
        fn and<U>(self, res: Result<U, E>) -> Result<U, E>;
        fn and_then<U, F: FnOnce(T) -> Result<U, E>>(self, op: F) -> Result<U, E>;
        fn or<F>(self, res: Result<T, F>) -> Result<T, F>;
        fn or_else<F, O: FnOnce(E) -> Result<T, F>>(self, op: O) -> Result<T, F>;
        fn unwrap_or(self, default: T) -> T;
        fn unwrap_or_else<F: FnOnce(E) -> T>(self, op: F) -> T;
    }
    impl<T, E> Result<&T, E> {
        fn copied(self) -> Result<T, E> where T: Copy;
        fn cloned(self) -> Result<T, E> where T: PureClone;
    }
    impl<T, E> Result<&mut T, E> {
        fn copied(self) -> Result<T, E> where T: Copy;
        fn cloned(self) -> Result<T, E> where T: PureClone;
    }
    impl<T, E> Result<Option<T>, E> {
        fn transpose(self) -> Option<Result<T, E>>;
    }

    impl<B, C> ControlFlow<B, C> {
        fn is_break(&self) -> bool;
        fn is_continue(&self) -> bool;
        fn break_value(self) -> Option<B>;
        fn continue_value(self) -> Option<C>;
        fn map_break<T, F: FnOnce(B) -> T>(self, f: F) -> ControlFlow<T, C>;
        fn map_continue<T, F: FnOnce(C) -> T>(self, f: F) -> ControlFlow<B, T>;
    }
}
