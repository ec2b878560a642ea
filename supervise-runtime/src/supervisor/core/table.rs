//! Children by their keys, and sets of them: every step takes the same time, however many there are.

use super::words::ChildKey;

const NO_SEAT: u32 = u32::MAX;

/// A value for each child. A seat is used again when its child is gone, under another key.
#[derive(Debug)]
pub(in crate::supervisor) struct Table<T> {
    seats: Vec<Seat<T>>,
    /// The seat that is used again first, or [`NO_SEAT`].
    free: u32,
    len: usize,
}

#[derive(Debug)]
struct Seat<T> {
    /// Of the child that sits here, or of the next one.
    generation: u32,
    /// The free seat that is used again after this one. It stands here since a list beside the seats would
    /// grow while many children go, which is when an allocator has most to do.
    next_free: u32,
    value: Option<T>,
}

impl<T> Seat<T> {
    fn free() -> Self {
        Self {
            generation: 0,
            next_free: NO_SEAT,
            value: None,
        }
    }
}

impl<T> Table<T> {
    pub(in crate::supervisor) fn new() -> Self {
        Self {
            seats: Vec::new(),
            free: NO_SEAT,
            len: 0,
        }
    }

    pub(super) fn insert(&mut self, value: T) -> ChildKey {
        if self.free == NO_SEAT {
            let index = u32::try_from(self.seats.len());
            self.free = index.expect("there is no memory for as many children");
            self.seats.push(Seat::free());
        }
        let index = self.free;
        let seat = &mut self.seats[index as usize];
        self.free = seat.next_free;
        seat.value = Some(value);
        self.len += 1;
        ChildKey {
            index,
            generation: seat.generation,
        }
    }

    /// Puts a value in beside that of another table, whose key it is.
    pub(in crate::supervisor) fn put(&mut self, key: ChildKey, value: T) {
        let index = key.index as usize;
        while self.seats.len() <= index {
            self.seats.push(Seat::free());
        }
        let seat = &mut self.seats[index];
        seat.generation = key.generation;
        if seat.value.replace(value).is_none() {
            self.len += 1;
        }
    }

    pub(in crate::supervisor) fn get(&self, key: ChildKey) -> Option<&T> {
        let seat = self.seats.get(key.index as usize)?;
        let value = seat.value.as_ref();
        value.filter(|_| seat.generation == key.generation)
    }

    pub(in crate::supervisor) fn get_mut(&mut self, key: ChildKey) -> Option<&mut T> {
        let seat = self.seats.get_mut(key.index as usize)?;
        let value = seat.value.as_mut();
        value.filter(|_| seat.generation == key.generation)
    }

    /// Takes out what [`insert`](Self::insert) has put in.
    pub(super) fn remove(&mut self, key: ChildKey) -> Option<T> {
        let value = self.take(key)?;
        let seat = &mut self.seats[key.index as usize];
        seat.generation = key.generation.wrapping_add(1);
        seat.next_free = std::mem::replace(&mut self.free, key.index);
        Some(value)
    }

    /// Takes out what [`put`](Self::put) has put in.
    pub(in crate::supervisor) fn take(&mut self, key: ChildKey) -> Option<T> {
        let seat = self.seats.get_mut(key.index as usize)?;
        if seat.generation != key.generation {
            return None;
        }
        self.len -= usize::from(seat.value.is_some());
        seat.value.take()
    }

    pub(in crate::supervisor) fn len(&self) -> usize {
        self.len
    }

    /// The key of the child that sits there.
    pub(super) fn key(&self, index: u32) -> Option<ChildKey> {
        let seat = self.seats.get(index as usize)?;
        seat.value.as_ref().map(|_| ChildKey {
            index,
            generation: seat.generation,
        })
    }

    /// In the order of their keys: of declared children that is the order of the declaration.
    pub(super) fn keys(&self) -> impl DoubleEndedIterator<Item = ChildKey> + '_ {
        let indices = 0..u32::try_from(self.seats.len()).unwrap_or(u32::MAX);
        indices.filter_map(|index| self.key(index))
    }

    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.seats.iter_mut().filter_map(|seat| seat.value.as_mut())
    }

    pub(in crate::supervisor) fn values(&self) -> impl Iterator<Item = &T> {
        self.seats.iter().filter_map(|seat| seat.value.as_ref())
    }
}

/// A set of children, as a bit for each seat.
#[derive(Debug)]
pub(super) struct Seats {
    words: Vec<u64>,
    len: usize,
    /// No member is below the first of these words, or above the second.
    lowest: usize,
    highest: usize,
}

impl Seats {
    pub(super) fn new() -> Self {
        Self {
            words: Vec::new(),
            len: 0,
            lowest: 0,
            highest: 0,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn contains(&self, key: ChildKey) -> bool {
        let (word, bit) = Self::place(key);
        self.words.get(word).is_some_and(|bits| bits & bit != 0)
    }

    pub(super) fn insert(&mut self, key: ChildKey) {
        let (word, bit) = Self::place(key);
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        if self.words[word] & bit != 0 {
            return;
        }
        self.words[word] |= bit;
        (self.lowest, self.highest) = match self.len {
            0 => (word, word),
            _ => (self.lowest.min(word), self.highest.max(word)),
        };
        self.len += 1;
    }

    pub(super) fn remove(&mut self, key: ChildKey) {
        let (word, bit) = Self::place(key);
        if self.contains(key) {
            self.words[word] &= !bit;
            self.len -= 1;
        }
    }

    /// The seat of the first member. What was looked at in vain is not looked at again.
    pub(super) fn first(&mut self) -> Option<u32> {
        if self.is_empty() {
            return None;
        }
        while self.words[self.lowest] == 0 {
            self.lowest += 1;
        }
        let bit = self.words[self.lowest].trailing_zeros();
        Some(Self::index(self.lowest, bit))
    }

    /// The seat of the last member.
    pub(super) fn last(&mut self) -> Option<u32> {
        if self.is_empty() {
            return None;
        }
        while self.words[self.highest] == 0 {
            self.highest -= 1;
        }
        let bit = 63 - self.words[self.highest].leading_zeros();
        Some(Self::index(self.highest, bit))
    }

    /// In order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(word, &bits)| {
            let bits = (0..64).filter(move |bit| bits & (1 << bit) != 0);
            bits.map(move |bit| Self::index(word, bit))
        })
    }

    fn place(key: ChildKey) -> (usize, u64) {
        (key.index as usize / 64, 1 << (key.index % 64))
    }

    /// Of a bit that stands for a key, whose index is 32 bits wide.
    #[allow(clippy::cast_possible_truncation, reason = "see above")]
    fn index(word: usize, bit: u32) -> u32 {
        word as u32 * 64 + bit
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_seat_is_used_again_under_another_key() {
        let mut table = Table::new();
        let (a, b) = (table.insert('a'), table.insert('b'));
        assert_eq!(table.remove(a), Some('a'));
        assert_eq!(table.len(), 1);
        let c = table.insert('c');
        assert_eq!(
            (c.index, table.get(a), table.get(c)),
            (a.index, None, Some(&'c'))
        );
        assert_eq!(table.remove(a), None);
        assert_eq!(table.keys().collect::<Vec<_>>(), [c, b]);
    }

    #[test]
    fn one_table_stands_beside_another() {
        let mut beside = Table::new();
        let (early, late) = (
            ChildKey {
                index: 3,
                generation: 0,
            },
            ChildKey {
                index: 3,
                generation: 1,
            },
        );
        beside.put(early, 'a');
        assert_eq!(beside.get(early), Some(&'a'));
        beside.put(late, 'b');
        assert_eq!(beside.get(early), None);
        assert_eq!(beside.take(early), None);
        assert_eq!(beside.take(late), Some('b'));
        assert_eq!(beside.values().count(), 0);
    }

    proptest! {
        #[test]
        fn seats_are_a_set(steps in prop::collection::vec((any::<bool>(), 0_u32..300), 0..200)) {
            let (mut seats, mut set) = (Seats::new(), BTreeSet::new());
            for (inserts, index) in steps {
                let key = ChildKey { index, generation: 0 };
                if inserts {
                    seats.insert(key);
                    set.insert(index);
                } else {
                    seats.remove(key);
                    set.remove(&index);
                }
                prop_assert_eq!(seats.contains(key), inserts);
                prop_assert_eq!(seats.is_empty(), set.is_empty());
                prop_assert_eq!(seats.first(), set.first().copied());
                prop_assert_eq!(seats.last(), set.last().copied());
                prop_assert!(seats.iter().eq(set.iter().copied()));
            }
        }
    }
}
