//! Calls of twins as rewritten code has them: which method they find.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::ControlFlow;

use crate::table::twins::*;
use crate::{PureIntoIterator, PureIterator};

#[test]
fn a_vec_is_pushed_with_what_it_says_of_itself() {
    let mut v = Vec::new_needs_pure_or_trust_pure();
    v.push_needs_pure_or_trust_pure(7);
    v.push_needs_pure_or_trust_pure(v.len_needs_pure_or_trust_pure());
    v.insert_needs_pure_or_trust_pure(0, v.len_needs_pure_or_trust_pure() + v[0]);
    assert_eq!(v, [9, 7, 1]);
    assert_eq!(
        v.iter_needs_pure_or_trust_pure()
            .rev_needs_pure_or_trust_pure()
            .copied_needs_pure_or_trust_pure()
            .collect::<Vec<_>>(),
        [1, 7, 9]
    );
}

#[test]
fn one_name_finds_the_method_of_each_receiver() {
    let v = vec![1, 2, 3];
    let r = &v;
    let a = [1, 2, 3];
    let s = &a[..];
    let b: Box<[i32]> = Box::new([1, 2, 3]);
    assert_eq!(
        (
            v.len_needs_pure_or_trust_pure(),
            r.len_needs_pure_or_trust_pure(),
            a.len_needs_pure_or_trust_pure(),
            s.len_needs_pure_or_trust_pure(),
            b.len_needs_pure_or_trust_pure()
        ),
        (3, 3, 3, 3, 3)
    );
    assert_eq!(
        v.iter_needs_pure_or_trust_pure()
            .len_needs_pure_or_trust_pure(),
        3
    );
    assert_eq!(
        (
            v.get_needs_pure_or_trust_pure(0),
            r.get_needs_pure_or_trust_pure(1),
            a.get_needs_pure_or_trust_pure(2)
        ),
        (Some(&1), Some(&2), Some(&3))
    );
    assert_eq!(
        (
            s.get_needs_pure_or_trust_pure(..2),
            b.get_needs_pure_or_trust_pure(9)
        ),
        (Some(&[1, 2][..]), None)
    );
    assert_eq!(Some(3).map_needs_pure_or_trust_pure(|n| n + 1), Some(4));
    assert_eq!(a.map_needs_pure_or_trust_pure(|n| n + 1), [2, 3, 4]);
    assert_eq!(
        a.iter_needs_pure_or_trust_pure()
            .map_needs_pure_or_trust_pure(|n| n + 1)
            .collect_needs_pure_or_trust_pure::<Vec<_>>(),
        [2, 3, 4]
    );
    assert_eq!(
        Some(5)
            .iter_needs_pure_or_trust_pure()
            .count_needs_pure_or_trust_pure(),
        1
    );
    assert_eq!(
        VecDeque::from([1, 2])
            .iter_needs_pure_or_trust_pure()
            .count_needs_pure_or_trust_pure(),
        2
    );
}

#[test]
fn closures_learn_their_arguments() {
    let words = vec!["one", "three", "five"];
    let lengths: Vec<usize> = words
        .iter_needs_pure_or_trust_pure()
        .map_needs_pure_or_trust_pure(|word| word.len())
        .filter_needs_pure_or_trust_pure(|n| *n > 3)
        .collect_needs_pure_or_trust_pure();
    assert_eq!(lengths, [5, 4]);
    assert_eq!(
        words
            .iter_needs_pure_or_trust_pure()
            .position_needs_pure_or_trust_pure(|w| w.starts_with("t")),
        Some(1)
    );
    assert_eq!(
        words
            .iter_needs_pure_or_trust_pure()
            .fold_needs_pure_or_trust_pure(0, |sum, w| sum + w.len()),
        12
    );
    assert_eq!(
        words
            .iter_needs_pure_or_trust_pure()
            .zip_needs_pure_or_trust_pure(1..)
            .map_needs_pure_or_trust_pure(|(w, n)| w.len() * n)
            .sum_needs_pure_or_trust_pure::<usize>(),
        25
    );
    let named = words
        .iter_needs_pure_or_trust_pure()
        .enumerate_needs_pure_or_trust_pure()
        .find_map_needs_pure_or_trust_pure(|(i, w)| w.ends_with('e').then_some(i));
    assert_eq!(named, Some(0));
    let (long, short): (Vec<&str>, Vec<&str>) = {
        let all = words.into_iter_needs_pure_or_trust_pure();
        all.map_needs_pure_or_trust_pure(|w| (w, &w[..1]))
            .unzip_as_vecs()
    };
    assert_eq!(
        (long.len_needs_pure_or_trust_pure(), short),
        (3, vec!["o", "t", "f"])
    );
}

/// `unzip` needs the `PureDefault` of the collections, which this file does without.
trait UnzipAsVecs<A, B> {
    fn unzip_as_vecs(self) -> (Vec<A>, Vec<B>);
}
impl<A, B, I: Iterator<Item = (A, B)>> UnzipAsVecs<A, B> for I {
    fn unzip_as_vecs(self) -> (Vec<A>, Vec<B>) {
        self.unzip()
    }
}

#[test]
fn a_fold_that_fails_stops() {
    let sum = |list: &[u8]| {
        list.iter_needs_pure_or_trust_pure()
            .try_fold_needs_pure_or_trust_pure(0_u8, |sum, n| sum.checked_add(*n))
    };
    assert_eq!((sum(&[1, 2]), sum(&[200, 100])), (Some(3), None));
    let found = (1..10).try_for_each_needs_pure_or_trust_pure(|n| {
        if n * n > 20 {
            ControlFlow::Break(n)
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!(found, ControlFlow::Break(5));
    let back: Result<i32, i32> = [1, 2, -3]
        .iter_needs_pure_or_trust_pure()
        .try_rfold_needs_pure_or_trust_pure(0, |sum, n| if *n < 0 { Err(*n) } else { Ok(sum + n) });
    assert_eq!(back, Err(-3));
}

#[test]
fn what_is_borrowed_goes_on() {
    let mut numbers = (0..10).into_iter_needs_pure_or_trust_pure();
    let first: Vec<_> = numbers
        .by_ref_needs_pure_or_trust_pure()
        .take_needs_pure_or_trust_pure(3)
        .collect_needs_pure_or_trust_pure();
    assert_eq!(
        (first, numbers.next_needs_pure_or_trust_pure()),
        (vec![0, 1, 2], Some(3))
    );
    let mut ahead = numbers.peekable_needs_pure_or_trust_pure();
    assert_eq!(
        (
            ahead
                .peek_needs_pure_or_trust_pure()
                .copied_needs_pure_or_trust_pure(),
            ahead.next_needs_pure_or_trust_pure()
        ),
        (Some(4), Some(4))
    );
    assert_eq!(
        ahead.next_if_needs_pure_or_trust_pure(|n| n % 2 == 1),
        Some(5)
    );
}

#[test]
fn text_is_gone_through() {
    let line = "a,b;c";
    assert_eq!(line.split(',').count_needs_pure_or_trust_pure(), 2);
    assert_eq!(
        line.split([',', ';'])
            .rev_needs_pure_or_trust_pure()
            .collect_needs_pure_or_trust_pure::<Vec<_>>(),
        ["c", "b", "a"]
    );
    assert_eq!(
        line.split(|c: char| !c.is_alphabetic())
            .last_needs_pure_or_trust_pure(),
        Some("c")
    );
    assert_eq!(line.split(";").nth_needs_pure_or_trust_pure(1), Some("c"));
    assert_eq!(
        line.chars()
            .rev_needs_pure_or_trust_pure()
            .collect_needs_pure_or_trust_pure::<String>(),
        "c;b,a"
    );
    assert_eq!(
        line.char_indices()
            .skip_needs_pure_or_trust_pure(1)
            .next_needs_pure_or_trust_pure(),
        Some((1, ','))
    );
}

#[test]
fn collections_are_collected() {
    let fine: Result<Vec<i32>, ()> = [Ok(1), Err(()), Ok(3)]
        .into_iter_needs_pure_or_trust_pure()
        .collect_needs_pure_or_trust_pure();
    assert_eq!(fine, Err(()));
    let all: Option<Vec<i32>> = [Some(1), Some(2)]
        .into_iter_needs_pure_or_trust_pure()
        .collect_needs_pure_or_trust_pure();
    assert_eq!(all, Some(vec![1, 2]));
    let mut v = vec![1];
    v.extend_needs_pure_or_trust_pure([2, 3]);
    v.extend_needs_pure_or_trust_pure(&[4]);
    assert_eq!(v, [1, 2, 3, 4]);
    let nested = vec![vec![1], vec![2, 3]];
    assert_eq!(
        nested
            .iter_needs_pure_or_trust_pure()
            .flatten_needs_pure_or_trust_pure()
            .sum_needs_pure_or_trust_pure::<i32>(),
        6
    );
    assert_eq!(
        nested
            .into_iter_needs_pure_or_trust_pure()
            .flat_map_needs_pure_or_trust_pure(|v| v)
            .collect_needs_pure_or_trust_pure::<VecDeque<_>>(),
        [1, 2, 3]
    );
    let drained: Vec<_> = v
        .drain_needs_pure_or_trust_pure(1..=2)
        .collect_needs_pure_or_trust_pure();
    assert_eq!((drained, v), (vec![2, 3], vec![1, 4]));
}

#[test]
fn maps_are_gone_through() {
    let map = BTreeMap::from([(1, "a"), (2, "b")]);
    assert_eq!(
        (
            map.len_needs_pure_or_trust_pure(),
            map.is_empty_needs_pure_or_trust_pure()
        ),
        (2, false)
    );
    assert_eq!(
        map.keys_needs_pure_or_trust_pure()
            .copied_needs_pure_or_trust_pure()
            .sum_needs_pure_or_trust_pure::<i32>(),
        3
    );
    assert_eq!(
        map.values_needs_pure_or_trust_pure()
            .map_needs_pure_or_trust_pure(|v| *v)
            .collect_needs_pure_or_trust_pure::<String>(),
        "ab"
    );
    assert_eq!(
        map.iter_needs_pure_or_trust_pure()
            .next_back_needs_pure_or_trust_pure(),
        Some((&2, &"b"))
    );
    assert_eq!(
        BTreeSet::from([3, 1])
            .iter_needs_pure_or_trust_pure()
            .next_needs_pure_or_trust_pure(),
        Some(&1)
    );
}

#[test]
fn options_and_results_are_combined() {
    let name: Option<String> = Some("x".to_owned());
    assert_eq!(
        name.as_ref_needs_pure_or_trust_pure()
            .map_needs_pure_or_trust_pure(|n| n.len()),
        Some(1)
    );
    assert_eq!(
        name.iter_needs_pure_or_trust_pure()
            .count_needs_pure_or_trust_pure(),
        1
    );
    assert_eq!(
        name.ok_or_needs_pure_or_trust_pure("none")
            .and_then_needs_pure_or_trust_pure(|n| n
                .parse::<u8>()
                .map_err_needs_pure_or_trust_pure(|_| "no number")),
        Err("no number")
    );
    let mut slot = None;
    *slot.get_or_insert_with_needs_pure_or_trust_pure(|| 1) += 1;
    assert_eq!(
        (slot.take_needs_pure_or_trust_pure(), slot),
        (Some(2), None)
    );
    assert_eq!(
        Some(&3)
            .copied_needs_pure_or_trust_pure()
            .filter_needs_pure_or_trust_pure(|n| *n > 5)
            .or_else_needs_pure_or_trust_pure(|| Some(9)),
        Some(9)
    );
    assert_eq!(Some(Some(1)).flatten_needs_pure_or_trust_pure(), Some(1));
    assert_eq!(
        Some(Ok::<_, ()>(1)).transpose_needs_pure_or_trust_pure(),
        Ok(Some(1))
    );
    assert!(Err::<(), _>(4).is_err_and_needs_pure_or_trust_pure(|n| n == 4));
}

#[test]
fn slices_are_cut() {
    let mut list = [5, 1, 4, 2];
    assert_eq!(
        list.windows_needs_pure_or_trust_pure(2)
            .filter_needs_pure_or_trust_pure(|w| w[0] > w[1])
            .count_needs_pure_or_trust_pure(),
        2
    );
    assert_eq!(
        list.chunks_needs_pure_or_trust_pure(3)
            .map_needs_pure_or_trust_pure(|c| c.len_needs_pure_or_trust_pure())
            .collect_needs_pure_or_trust_pure::<Vec<_>>(),
        [3, 1]
    );
    assert_eq!(
        list.split_needs_pure_or_trust_pure(|n| *n == 4)
            .count_needs_pure_or_trust_pure(),
        2
    );
    list.sort_by_needs_pure_or_trust_pure(|a, b| b.cmp(a));
    assert_eq!(list, [5, 4, 2, 1]);
    assert_eq!(list.partition_point_needs_pure_or_trust_pure(|n| *n > 2), 2);
    let mut rest = &list[..];
    assert_eq!(rest.split_off_first_needs_pure_or_trust_pure(), Some(&5));
    assert_eq!(rest, [4, 2, 1]);
    assert_eq!(["a", "b"].join_needs_pure_or_trust_pure("-"), "a-b");
    assert_eq!(["a", "b"].concat_needs_pure_or_trust_pure(), "ab");
    list.iter_mut_needs_pure_or_trust_pure()
        .for_each_needs_pure_or_trust_pure(|n| *n += 1);
    assert_eq!(list.first_needs_pure_or_trust_pure(), Some(&6));
}

#[test]
fn methods_are_named_by_their_type() {
    let lists = [vec![1], vec![], vec![2, 3]];
    assert_eq!(
        lists
            .iter_needs_pure_or_trust_pure()
            .map_needs_pure_or_trust_pure(Vec::len_needs_pure_or_trust_pure)
            .collect_needs_pure_or_trust_pure::<Vec<_>>(),
        [1, 0, 2]
    );
    assert_eq!(
        lists
            .iter_needs_pure_or_trust_pure()
            .map_needs_pure_or_trust_pure(|l| l.first_needs_pure_or_trust_pure())
            .filter_needs_pure_or_trust_pure(Option::is_some_needs_pure_or_trust_pure)
            .count_needs_pure_or_trust_pure(),
        2
    );
    assert_eq!(
        lists
            .into_iter_needs_pure_or_trust_pure()
            .flat_map_needs_pure_or_trust_pure(Vec::into_iter_needs_pure_or_trust_pure)
            .sum_needs_pure_or_trust_pure::<i32>(),
        6
    );
    assert_eq!(Vec::from_iter_needs_pure_or_trust_pure([1, 2]), [1, 2]);
    assert_eq!(String::from_iter_needs_pure_or_trust_pure(['a', 'b']), "ab");
    assert_eq!(
        Vec::<u8>::with_capacity_needs_pure_or_trust_pure(3).len_needs_pure_or_trust_pure(),
        0
    );
    assert_eq!(
        [Some(1), None]
            .into_iter_needs_pure_or_trust_pure()
            .flatten_needs_pure_or_trust_pure()
            .collect_needs_pure_or_trust_pure::<Vec<_>>(),
        [1]
    );
}

/// An iterator of a user.
struct Down(u32);
impl Iterator for Down {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        self.0 = self.0.checked_sub(1)?;
        Some(self.0)
    }
}
impl PureIterator for Down {}

fn twice(numbers: impl PureIntoIterator<Item = u32>) -> u32 {
    numbers
        .into_iter_needs_pure_or_trust_pure()
        .map_needs_pure_or_trust_pure(|n| 2 * n)
        .sum_needs_pure_or_trust_pure()
}

fn dynamic(mut numbers: Box<dyn PureIterator<Item = u32> + '_>) -> Option<u32> {
    numbers.next_needs_pure_or_trust_pure();
    numbers
        .by_ref_needs_pure_or_trust_pure()
        .last_needs_pure_or_trust_pure()
}

#[test]
fn iterators_of_users_are_iterators() {
    assert_eq!(
        Down(4)
            .filter_needs_pure_or_trust_pure(|n| n % 2 == 1)
            .collect_needs_pure_or_trust_pure::<Vec<_>>(),
        [3, 1]
    );
    assert_eq!((twice(Down(3)), twice([4]), twice(vec![1, 2])), (6, 8, 6));
    assert_eq!(dynamic(Box::new_needs_pure_or_trust_pure(Down(3))), Some(0));
    let mut down = Down(5);
    for n in &mut down {
        if n == 3 {
            break;
        }
    }
    assert_eq!(down.next_needs_pure_or_trust_pure(), Some(2));
}
