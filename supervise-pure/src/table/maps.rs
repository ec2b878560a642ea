//! `BTreeMap` whole; of `HashMap` what doesn't show its order, which is another in every run.

use std::collections::hash_map::{self, RandomState};
use std::collections::{BTreeMap, HashMap, btree_map};
use std::hash::BuildHasherDefault;

use supervise_macros::trust_pure;

use super::range::PureRangeBounds;
use crate::{PureBorrow, PureBuildHasher, PureDefault, PureEq, PureHash, PureHasher, PureOrd};

/// Seeded at random, which only the order of what is in a hash map shows: so what makes hashers has
/// no methods in pure code.
impl PureBuildHasher for RandomState {}
impl<H: PureHasher + PureDefault> PureBuildHasher for BuildHasherDefault<H> {}

trust_pure! {
    impl<K, V> BTreeMap<K, V> {
        fn new() -> BTreeMap<K, V>;
        fn clear(&mut self);
        fn get<Q>(&self, key: &Q) -> Option<&V>
        where K: PureBorrow<Q> + PureOrd, Q: PureOrd + ?Sized;
        fn get_key_value<Q>(&self, k: &Q) -> Option<(&K, &V)>
        where K: PureBorrow<Q> + PureOrd, Q: PureOrd + ?Sized;
        fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
        where K: PureBorrow<Q> + PureOrd, Q: PureOrd + ?Sized;
        fn contains_key<Q>(&self, key: &Q) -> bool
        where K: PureBorrow<Q> + PureOrd, Q: PureOrd + ?Sized;
        fn first_key_value(&self) -> Option<(&K, &V)> where K: PureOrd;
        fn first_entry(&mut self) -> Option<btree_map::OccupiedEntry<'_, K, V>> where K: PureOrd;
        fn pop_first(&mut self) -> Option<(K, V)> where K: PureOrd;
        fn last_key_value(&self) -> Option<(&K, &V)> where K: PureOrd;
        fn last_entry(&mut self) -> Option<btree_map::OccupiedEntry<'_, K, V>> where K: PureOrd;
        fn pop_last(&mut self) -> Option<(K, V)> where K: PureOrd;
        fn insert(&mut self, key: K, value: V) -> Option<V> where K: PureOrd;
        fn remove<Q>(&mut self, key: &Q) -> Option<V>
        where K: PureBorrow<Q> + PureOrd, Q: PureOrd + ?Sized;
        fn remove_entry<Q>(&mut self, key: &Q) -> Option<(K, V)>
        where K: PureBorrow<Q> + PureOrd, Q: PureOrd + ?Sized;
        fn retain<F>(&mut self, f: F) where K: PureOrd, F: FnMut(&K, &mut V) -> bool;
        fn append(&mut self, other: &mut BTreeMap<K, V>) where K: PureOrd;
        fn range<T, R>(&self, range: R) -> btree_map::Range<'_, K, V>
        where T: PureOrd + ?Sized, K: PureBorrow<T> + PureOrd, R: PureRangeBounds<T>;
        fn range_mut<T, R>(&mut self, range: R) -> btree_map::RangeMut<'_, K, V>
        where T: PureOrd + ?Sized, K: PureBorrow<T> + PureOrd, R: PureRangeBounds<T>;
        fn entry(&mut self, key: K) -> btree_map::Entry<'_, K, V> where K: PureOrd;
        fn split_off<Q>(&mut self, key: &Q) -> BTreeMap<K, V>
        where K: PureBorrow<Q> + PureOrd, Q: PureOrd + ?Sized;
        fn into_keys(self) -> btree_map::IntoKeys<K, V>;
        fn into_values(self) -> btree_map::IntoValues<K, V>;
        fn iter(&self) -> btree_map::Iter<'_, K, V>;
        fn iter_mut(&mut self) -> btree_map::IterMut<'_, K, V>;
        fn keys(&self) -> btree_map::Keys<'_, K, V>;
        fn values(&self) -> btree_map::Values<'_, K, V>;
        fn values_mut(&mut self) -> btree_map::ValuesMut<'_, K, V>;
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
    }
    impl<'a, K: PureOrd, V> btree_map::Entry<'a, K, V> {
        fn or_insert(self, default: V) -> &'a mut V;
        fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V;
        fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V;
        fn or_default(self) -> &'a mut V where V: PureDefault;
        fn key(&self) -> &K;
        fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> btree_map::Entry<'a, K, V>;
    }
    impl<'a, K: PureOrd, V> btree_map::VacantEntry<'a, K, V> {
        fn key(&self) -> &K;
        fn into_key(self) -> K;
        fn insert(self, value: V) -> &'a mut V;
    }
    impl<'a, K: PureOrd, V> btree_map::OccupiedEntry<'a, K, V> {
        fn key(&self) -> &K;
        fn remove_entry(self) -> (K, V);
        fn get(&self) -> &V;
        fn get_mut(&mut self) -> &mut V;
        fn into_mut(self) -> &'a mut V;
        fn insert(&mut self, value: V) -> V;
        fn remove(self) -> V;
    }

    impl<K, V> HashMap<K, V> {
        fn new() -> HashMap<K, V>;
        fn with_capacity(capacity: usize) -> HashMap<K, V>;
    }
    impl<K, V, S> HashMap<K, V, S> {
        fn with_hasher(hash_builder: S) -> HashMap<K, V, S>;
        fn with_capacity_and_hasher(capacity: usize, hash_builder: S) -> HashMap<K, V, S>;
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        fn clear(&mut self);
    }
    impl<K, V, S> HashMap<K, V, S> {
        fn reserve(&mut self, additional: usize)
        where K: PureEq + PureHash, S: PureBuildHasher;
        fn shrink_to_fit(&mut self)
        where K: PureEq + PureHash, S: PureBuildHasher;
        fn shrink_to(&mut self, min_capacity: usize)
        where K: PureEq + PureHash, S: PureBuildHasher;
        fn entry(&mut self, key: K) -> hash_map::Entry<'_, K, V>
        where K: PureEq + PureHash, S: PureBuildHasher;
        fn get<Q>(&self, k: &Q) -> Option<&V>
        where
            K: PureEq + PureHash + PureBorrow<Q>, S: PureBuildHasher,
            Q: ?Sized + PureHash + PureEq;
        fn get_key_value<Q>(&self, k: &Q) -> Option<(&K, &V)>
        where
            K: PureEq + PureHash + PureBorrow<Q>, S: PureBuildHasher,
            Q: ?Sized + PureHash + PureEq;
        fn get_disjoint_mut<Q, const N: usize>(&mut self, ks: [&Q; N]) -> [Option<&'_ mut V>; N]
        where
            K: PureEq + PureHash + PureBorrow<Q>, S: PureBuildHasher,
            Q: ?Sized + PureHash + PureEq;
        fn contains_key<Q>(&self, k: &Q) -> bool
        where
            K: PureEq + PureHash + PureBorrow<Q>, S: PureBuildHasher,
            Q: ?Sized + PureHash + PureEq;
        fn get_mut<Q>(&mut self, k: &Q) -> Option<&mut V>
        where
            K: PureEq + PureHash + PureBorrow<Q>, S: PureBuildHasher,
            Q: ?Sized + PureHash + PureEq;
        fn insert(&mut self, k: K, v: V) -> Option<V>
        where K: PureEq + PureHash, S: PureBuildHasher;
        fn remove<Q>(&mut self, k: &Q) -> Option<V>
        where
            K: PureEq + PureHash + PureBorrow<Q>, S: PureBuildHasher,
            Q: ?Sized + PureHash + PureEq;
        fn remove_entry<Q>(&mut self, k: &Q) -> Option<(K, V)>
        where
            K: PureEq + PureHash + PureBorrow<Q>, S: PureBuildHasher,
            Q: ?Sized + PureHash + PureEq;
    }
    impl<'a, K, V> hash_map::Entry<'a, K, V> {
        fn or_insert(self, default: V) -> &'a mut V;
        fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V;
        fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V;
        fn or_default(self) -> &'a mut V where V: PureDefault;
        fn key(&self) -> &K;
        fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> hash_map::Entry<'a, K, V>;
        fn insert_entry(self, value: V) -> hash_map::OccupiedEntry<'a, K, V>;
    }
    impl<'a, K, V> hash_map::VacantEntry<'a, K, V> {
        fn key(&self) -> &K;
        fn into_key(self) -> K;
        fn insert(self, value: V) -> &'a mut V;
        fn insert_entry(self, value: V) -> hash_map::OccupiedEntry<'a, K, V>;
    }
    impl<'a, K, V> hash_map::OccupiedEntry<'a, K, V> {
        fn key(&self) -> &K;
        fn remove_entry(self) -> (K, V);
        fn get(&self) -> &V;
        fn get_mut(&mut self) -> &mut V;
        fn into_mut(self) -> &'a mut V;
        fn insert(&mut self, value: V) -> V;
        fn remove(self) -> V;
    }
}
