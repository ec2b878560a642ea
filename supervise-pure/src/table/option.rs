//! `Option` and `Result`.

use supervise_macros::trust_pure;

trust_pure! {
    impl<T> Option<T> {
        fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Option<U>;
        fn is_some(&self) -> bool;
    }
}
