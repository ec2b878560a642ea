//! What is seldom done to queues, in pushes and pops alone: whatever else a `VecDeque` can do is compiled
//! anew for each process, and most of that is long.

use std::collections::VecDeque;

/// Puts all of one behind another.
pub(crate) fn append<T>(to: &mut VecDeque<T>, mut from: VecDeque<T>) {
    if to.is_empty() {
        *to = from;
        return;
    }
    while let Some(item) = from.pop_front() {
        to.push_back(item);
    }
}

/// Puts the first of one, up to so many, behind another.
pub(crate) fn move_first<T>(from: &mut VecDeque<T>, most: usize, to: &mut VecDeque<T>) {
    for _ in 0..most {
        let Some(item) = from.pop_front() else {
            return;
        };
        to.push_back(item);
    }
}

/// Puts the first of them behind the next ones.
pub(crate) fn swap_first<T>(all: &mut VecDeque<T>, first: usize, next: usize) {
    if first == 0 || next == 0 {
        return;
    }
    let (mut one, mut other) = (VecDeque::new(), VecDeque::new());
    move_first(all, first, &mut one);
    move_first(all, next, &mut other);
    for part in [&mut one, &mut other] {
        while let Some(item) = part.pop_back() {
            all.push_front(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_change_places() {
        let mut all = VecDeque::from([1, 2, 3, 4, 5]);
        swap_first(&mut all, 2, 1);
        assert_eq!(all, [3, 1, 2, 4, 5]);
        swap_first(&mut all, 0, 3);
        assert_eq!(all, [3, 1, 2, 4, 5]);
    }

    #[test]
    fn no_more_is_moved_than_there_is() {
        let (mut from, mut to) = (VecDeque::from([1, 2]), VecDeque::new());
        move_first(&mut from, 1, &mut to);
        assert_eq!((&from, &to), (&[2].into(), &[1].into()));
        move_first(&mut from, 9, &mut to);
        append(&mut to, VecDeque::from([3]));
        append(&mut to, from);
        assert_eq!(to, [1, 2, 3]);
    }
}
