//! The way from a hash map to its content: in order.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::PureOrd;

/// What [`sorted`] shows in order.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be sorted",
    label = "no hash map and no hash set"
)]
pub trait Sort<'a> {
    /// The same, in order.
    type Sorted;
    /// Puts it in order.
    fn sort(&'a self) -> Self::Sorted;
}

impl<'a, K: PureOrd + 'a, V: 'a, S> Sort<'a> for HashMap<K, V, S> {
    type Sorted = BTreeMap<&'a K, &'a V>;
    fn sort(&'a self) -> Self::Sorted {
        self.iter().collect()
    }
}

impl<'a, T: PureOrd + 'a, S> Sort<'a> for HashSet<T, S> {
    type Sorted = BTreeSet<&'a T>;
    fn sort(&'a self) -> Self::Sorted {
        self.iter().collect()
    }
}

/// What is in a `HashMap` or a `HashSet`, in order, so that pure code can go through it.
///
/// ```
/// # use std::collections::HashMap;
/// # use supervise_pure::sorted;
/// let stock = HashMap::from([("pear", 2), ("apple", 1)]);
/// let names: Vec<_> = sorted(&stock).into_keys().collect();
/// assert_eq!(names, [&"apple", &"pear"]);
/// ```
#[inline]
pub fn sorted<'a, C: Sort<'a> + ?Sized>(collection: &'a C) -> C::Sorted {
    collection.sort()
}

/// The twin of the function.
#[doc(hidden)]
#[allow(non_camel_case_types, reason = "it is found where the function is")]
#[derive(Debug)]
pub enum sorted {}

impl sorted {
    #[doc(hidden)]
    #[inline(always)]
    pub fn needs_pure_or_trust_pure<'a, C: Sort<'a> + ?Sized>(collection: &'a C) -> C::Sorted {
        sorted(collection)
    }
}
