//! Calls of twins where std calls an implementation back: of order, equality, hashes, clones.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::pick;
use crate::table::twins::*;
use crate::{PureClone, PureIntoIterator, PureOrd};

#[test]
fn max_min_and_cmp_are_those_of_the_receiver() {
    let v = vec![3, 1, 2];
    assert_eq!(
        v.iter_needs_pure_or_trust_pure()
            .max_needs_pure_or_trust_pure(),
        Some(&3)
    );
    assert_eq!(
        v.iter_needs_pure_or_trust_pure()
            .copied_needs_pure_or_trust_pure()
            .min_needs_pure_or_trust_pure(),
        Some(1)
    );
    assert_eq!(
        (
            3.max_needs_pure_or_trust_pure(4),
            3.min_needs_pure_or_trust_pure(4),
            9.clamp_needs_pure_or_trust_pure(1, 5)
        ),
        (4, 3, 5)
    );
    assert_eq!(v.cmp_needs_pure_or_trust_pure(&vec![3]), Ordering::Greater);
    assert_eq!(
        v.iter_needs_pure_or_trust_pure()
            .cmp_needs_pure_or_trust_pure(&[3, 1, 2]),
        Ordering::Equal
    );
    assert_eq!(
        "a".cmp_needs_pure_or_trust_pure("b")
            .then_with_needs_pure_or_trust_pure(|| Ordering::Equal)
            .reverse_needs_pure_or_trust_pure(),
        Ordering::Greater
    );
    assert_eq!(
        1.5.partial_cmp_needs_pure_or_trust_pure(&2.5),
        Some(Ordering::Less)
    );
    assert_eq!(
        v.iter_needs_pure_or_trust_pure()
            .max_by_key_needs_pure_or_trust_pure(|n| Reverse(**n)),
        Some(&1)
    );
    assert_eq!(Some(1).max_needs_pure_or_trust_pure(None), Some(1));
    assert!(
        v.eq_needs_pure_or_trust_pure(&v)
            && v.iter_needs_pure_or_trust_pure()
                .eq_needs_pure_or_trust_pure([3, 1, 2].iter_needs_pure_or_trust_pure())
            && !"a".eq_needs_pure_or_trust_pure("b")
    );
}

#[test]
fn slices_are_put_in_order() {
    let mut v = vec![3, 1, 2, 2];
    v.sort_needs_pure_or_trust_pure();
    v.dedup_needs_pure_or_trust_pure();
    assert_eq!(v, [1, 2, 3]);
    assert_eq!(
        (
            v.contains_needs_pure_or_trust_pure(&2),
            v.binary_search_needs_pure_or_trust_pure(&3)
        ),
        (true, Ok(2))
    );
    v.sort_by_key_needs_pure_or_trust_pure(|n| Reverse(*n));
    assert_eq!(v.to_vec_needs_pure_or_trust_pure(), [3, 2, 1]);
    assert!(
        v.starts_with_needs_pure_or_trust_pure(&[3]) && v.ends_with_needs_pure_or_trust_pure(&[1])
    );
    assert_eq!(
        v.strip_prefix_needs_pure_or_trust_pure(&[3]),
        Some(&[2, 1][..])
    );
    assert_eq!([vec![1], vec![2]].concat_needs_pure_or_trust_pure(), [1, 2]);
    assert_eq!([[1], [2]].join_needs_pure_or_trust_pure(&0), [1, 0, 2]);
    v.resize_needs_pure_or_trust_pure(4, 9);
    v.extend_from_slice_needs_pure_or_trust_pure(&[8]);
    assert_eq!(v, [3, 2, 1, 9, 8]);
}

#[test]
fn maps_are_looked_up() {
    let mut count: BTreeMap<String, u32> = BTreeMap::new_needs_pure_or_trust_pure();
    for word in ["a", "b", "a"] {
        *count
            .entry_needs_pure_or_trust_pure(word.to_owned())
            .or_default_needs_pure_or_trust_pure() += 1;
    }
    assert_eq!(
        (
            count.get_needs_pure_or_trust_pure("a"),
            count.contains_key_needs_pure_or_trust_pure("c")
        ),
        (Some(&2), false)
    );
    assert_eq!(
        count.first_key_value_needs_pure_or_trust_pure(),
        Some((&"a".to_owned(), &2))
    );
    let late: Vec<_> = count
        .range_needs_pure_or_trust_pure("b".to_owned()..)
        .map_needs_pure_or_trust_pure(|(k, _)| k.as_str())
        .collect_needs_pure_or_trust_pure();
    assert_eq!(late, ["b"]);
    let map: BTreeMap<u8, u8> = [(1, 2), (3, 4)]
        .into_iter_needs_pure_or_trust_pure()
        .collect_needs_pure_or_trust_pure();
    assert_eq!(
        map.range_needs_pure_or_trust_pure(2..)
            .next_needs_pure_or_trust_pure(),
        Some((&3, &4))
    );
    assert_eq!(
        map.range_needs_pure_or_trust_pure(..=&1)
            .count_needs_pure_or_trust_pure(),
        1
    );
    assert_eq!(
        map.get_needs_pure_or_trust_pure(&1)
            .copied_needs_pure_or_trust_pure()
            .unwrap_or_needs_pure_or_trust_pure(0),
        2
    );

    let mut stock = HashMap::new_needs_pure_or_trust_pure();
    stock.insert_needs_pure_or_trust_pure("pear", 2);
    stock
        .entry_needs_pure_or_trust_pure("apple")
        .and_modify_needs_pure_or_trust_pure(|n| *n += 1)
        .or_insert_needs_pure_or_trust_pure(1);
    stock.extend_needs_pure_or_trust_pure([("fig", 3)]);
    assert_eq!(
        (
            stock.len_needs_pure_or_trust_pure(),
            stock
                .get_needs_pure_or_trust_pure("fig")
                .copied_needs_pure_or_trust_pure(),
            stock.remove_needs_pure_or_trust_pure("pear")
        ),
        (3, Some(3), Some(2))
    );
    let sorted = crate::sorted::needs_pure_or_trust_pure(&stock);
    assert_eq!(
        sorted
            .into_iter_needs_pure_or_trust_pure()
            .next_needs_pure_or_trust_pure(),
        Some((&"apple", &1))
    );
    let set: HashSet<_> = [1, 2]
        .into_iter_needs_pure_or_trust_pure()
        .collect_needs_pure_or_trust_pure();
    assert!(
        set.contains_needs_pure_or_trust_pure(&1) && set.is_subset_needs_pure_or_trust_pure(&set)
    );
    let (a, b) = (BTreeSet::from([1, 2]), BTreeSet::from([2, 3]));
    assert_eq!(
        a.union_needs_pure_or_trust_pure(&b)
            .copied_needs_pure_or_trust_pure()
            .collect_needs_pure_or_trust_pure::<Vec<_>>(),
        [1, 2, 3]
    );
}

#[test]
fn a_heap_gives_the_greatest_first() {
    let mut heap = BinaryHeap::new_needs_pure_or_trust_pure();
    heap.push_needs_pure_or_trust_pure(1);
    heap.push_needs_pure_or_trust_pure(heap.len_needs_pure_or_trust_pure() + 4);
    assert_eq!(
        (
            heap.peek_needs_pure_or_trust_pure()
                .copied_needs_pure_or_trust_pure(),
            heap.pop_needs_pure_or_trust_pure()
        ),
        (Some(5), Some(5))
    );
}

#[test]
fn pointers_clone_what_is_shared() {
    let shared = Rc::new_needs_pure_or_trust_pure(vec![1]);
    let mut own = shared.clone_needs_pure_or_trust_pure();
    Rc::make_mut_needs_pure_or_trust_pure(&mut own).push_needs_pure_or_trust_pure(2);
    assert_eq!(
        (
            shared.len_needs_pure_or_trust_pure(),
            own.len_needs_pure_or_trust_pure()
        ),
        (1, 2)
    );
    let mut text: Arc<str> = Arc::from("a");
    Arc::make_mut_needs_pure_or_trust_pure(&mut text).make_ascii_uppercase();
    assert_eq!(&*text, "A");
    let mut cow = Cow::Borrowed("a");
    cow.to_mut_needs_pure_or_trust_pure().push('b');
    assert_eq!(cow.into_owned_needs_pure_or_trust_pure(), "ab");
    assert_eq!("a".to_owned_needs_pure_or_trust_pure(), "a");
}

#[test]
fn many_are_taken_apart() {
    let (small, big): (Vec<i32>, Vec<i32>) = (0..6).partition_needs_pure_or_trust_pure(|n| *n < 2);
    assert_eq!((small, big.len_needs_pure_or_trust_pure()), (vec![0, 1], 4));
    let (a, b): (Vec<_>, BTreeSet<_>) = [(1, 'a'), (2, 'b')]
        .into_iter_needs_pure_or_trust_pure()
        .unzip_needs_pure_or_trust_pure();
    assert_eq!((a, b.len_needs_pure_or_trust_pure()), (vec![1, 2], 2));
    let words: (Vec<_>, Vec<_>) = [(1, 'a')]
        .into_iter_needs_pure_or_trust_pure()
        .collect_needs_pure_or_trust_pure();
    assert_eq!(words, (vec![1], vec!['a']));
    assert_eq!(
        [1, 2]
            .iter_needs_pure_or_trust_pure()
            .cycle_needs_pure_or_trust_pure()
            .skip_needs_pure_or_trust_pure(1)
            .take_needs_pure_or_trust_pure(3)
            .cloned_needs_pure_or_trust_pure()
            .collect_needs_pure_or_trust_pure::<Vec<_>>(),
        [2, 1, 2]
    );
    assert!((1..4).contains_needs_pure_or_trust_pure(&3));
    assert_eq!(
        Err::<u8, _>("no").unwrap_or_default_needs_pure_or_trust_pure(),
        0
    );
    assert_eq!(Ok::<_, &str>(1).unwrap_needs_pure_or_trust_pure(), 1);
    assert_eq!(
        <Vec<u8>>::default_needs_pure_or_trust_pure().len_needs_pure_or_trust_pure(),
        0
    );
}

#[test]
fn functions_of_std_are_picked() {
    let mut v = vec![1];
    assert_eq!(pick::take(std::mem::take, ::std::mem::take)(&mut v), [1]);
    assert_eq!(pick::ordered(std::cmp::max, ::std::cmp::max)(1, 2), 2);
    assert_eq!(
        pick::same(std::mem::replace, ::std::mem::replace)(&mut v, vec![2]),
        []
    );
    let powers = pick::same(std::iter::successors, ::std::iter::successors)(Some(1_u8), |n| {
        n.checked_mul(4)
    });
    assert_eq!(
        powers.collect_needs_pure_or_trust_pure::<Vec<_>>(),
        [1, 4, 16, 64]
    );
    let mut left = 2;
    let ticks = pick::same(std::iter::from_fn, ::std::iter::from_fn)(|| {
        left -= 1;
        (left >= 0).then_some(left)
    });
    assert_eq!(ticks.count_needs_pure_or_trust_pure(), 2);
    assert_eq!(
        pick::same(std::array::from_fn, ::std::array::from_fn)(|i| i * 2),
        [0, 2, 4]
    );
    let pairs = pick::zip(std::iter::zip, ::std::iter::zip)([1, 2], &v);
    assert_eq!(
        pairs
            .map_needs_pure_or_trust_pure(|(a, b)| a + b)
            .collect_needs_pure_or_trust_pure::<Vec<i32>>(),
        [3]
    );
    assert_eq!(
        pick::repeat_n(std::iter::repeat_n, ::std::iter::repeat_n)('x', 2)
            .collect_needs_pure_or_trust_pure::<String>(),
        "xx"
    );
    assert_eq!(
        pick::repeat(std::iter::repeat, ::std::iter::repeat)(1)
            .take_needs_pure_or_trust_pure(2)
            .sum_needs_pure_or_trust_pure::<i32>(),
        2
    );
    let none: u8 = pick::default(Default::default, ::std::default::Default::default)();
    assert_eq!(none, 0);
    assert_eq!(
        pick::cmp(Ord::cmp, ::std::cmp::Ord::cmp)(&1, &2),
        Ordering::Less
    );
    assert_eq!(
        pick::same(std::mem::size_of, ::std::mem::size_of::<u32>)(),
        4
    );
    let size = pick::same(std::mem::size_of::<u16>, ::std::mem::size_of)();
    assert_eq!(size, 2);
    assert_eq!(
        [3, 4]
            .iter_needs_pure_or_trust_pure()
            .copied_needs_pure_or_trust_pure()
            .reduce_needs_pure_or_trust_pure(pick::ordered(std::cmp::max, ::std::cmp::max)),
        Some(4)
    );
}

fn largest<T: PureOrd + PureClone>(list: &[T], least: T) -> T {
    list.iter_needs_pure_or_trust_pure()
        .max_needs_pure_or_trust_pure()
        .cloned_needs_pure_or_trust_pure()
        .unwrap_or_needs_pure_or_trust_pure(least.clone_needs_pure_or_trust_pure())
        .max_needs_pure_or_trust_pure(least)
}

fn counted<K: PureOrd, V>(pairs: impl PureIntoIterator<Item = (K, V)>) -> BTreeMap<K, Vec<V>> {
    pairs
        .into_iter_needs_pure_or_trust_pure()
        .fold_needs_pure_or_trust_pure(
            BTreeMap::new_needs_pure_or_trust_pure(),
            |mut map, (key, value)| {
                map.entry_needs_pure_or_trust_pure(key)
                    .or_insert_with_needs_pure_or_trust_pure(Vec::new_needs_pure_or_trust_pure)
                    .push_needs_pure_or_trust_pure(value);
                map
            },
        )
}

#[test]
fn generic_code_has_its_bounds() {
    assert_eq!((largest(&[1, 3], 2), largest(&[], 2)), (3, 2));
    assert_eq!(
        counted([(1, 'a'), (1, 'b')]),
        BTreeMap::from([(1, vec!['a', 'b'])])
    );
    let mut words = vec!["b", "a"];
    words.sort_by_needs_pure_or_trust_pure(Ord::cmp);
    words.sort_unstable_by_needs_pure_or_trust_pure(|a, b| {
        a.len()
            .cmp_needs_pure_or_trust_pure(&b.len())
            .then_with_needs_pure_or_trust_pure(|| b.cmp_needs_pure_or_trust_pure(a))
    });
    assert_eq!(words, ["b", "a"]);
    assert_eq!(
        [1, 2]
            .iter_needs_pure_or_trust_pure()
            .copied_needs_pure_or_trust_pure()
            .fold_needs_pure_or_trust_pure(0, i32::max_needs_pure_or_trust_pure),
        2
    );
    assert_eq!(
        [2.5, 1.5]
            .iter_needs_pure_or_trust_pure()
            .copied_needs_pure_or_trust_pure()
            .min_by_needs_pure_or_trust_pure(|a, b| a
                .partial_cmp_needs_pure_or_trust_pure(b)
                .unwrap_or_needs_pure_or_trust_pure(Ordering::Equal)),
        Some(1.5)
    );
}
