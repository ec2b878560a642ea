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
        in_one_order(self.keys());
        self.iter().collect()
    }
}

impl<'a, T: PureOrd + 'a, S> Sort<'a> for HashSet<T, S> {
    type Sorted = BTreeSet<&'a T>;
    fn sort(&'a self) -> Self::Sorted {
        in_one_order(self.iter());
        self.iter().collect()
    }
}

/// Of two keys that are different, and of which none comes first, the map's own order would show.
fn in_one_order<'a, T: PureOrd + 'a>(keys: impl Iterator<Item = &'a T>) {
    let mut keys: Vec<&T> = keys.collect();
    keys.sort_unstable();
    let tie = keys.windows(2).any(|pair| pair[0].cmp(pair[1]).is_eq());
    assert!(
        !tie,
        "two keys are different, but neither comes first: their `Ord` has to agree with their `Eq`"
    );
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
///
/// # Panics
///
/// When two keys are different by their `Eq` and none of them comes first by their `Ord`: there would be
/// no order but the map's own, which is random.
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

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;
    use std::collections::HashSet;

    use crate::{PureEq, PureOrd, PurePartialEq, PurePartialOrd, sorted};

    /// Its order looks at the first number only.
    #[derive(Debug, PartialEq, Eq, Hash)]
    struct Key(u32, u32);

    impl PartialOrd for Key {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }

    impl Ord for Key {
        fn cmp(&self, other: &Self) -> Ordering {
            self.0.cmp(&other.0)
        }
    }

    impl PurePartialEq for Key {}
    impl PureEq for Key {}
    impl PurePartialOrd for Key {}
    impl PureOrd for Key {}

    #[test]
    fn keys_of_which_none_comes_first_are_not_shown_in_the_order_of_the_map() {
        let told_apart = HashSet::from([Key(2, 1), Key(1, 2)]);
        assert!(sorted(&told_apart).into_iter().eq([&Key(1, 2), &Key(2, 1)]));
        let tied = HashSet::from([Key(1, 1), Key(1, 2)]);
        let shown = std::panic::catch_unwind(|| sorted(&tied).len());
        assert!(shown.is_err());
    }
}
