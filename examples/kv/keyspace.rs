//! What one store holds: values and their deadlines, as plain data.
//!
//! Nothing here reads a clock or knows of processes: each method is told what time it is, so every
//! rule of expiry can be tested by counting.

use std::collections::{BTreeSet, HashMap};

use bytes::{Bytes, BytesMut};

use super::error::Error;
use super::glob;
use super::limits::MAX_VALUE;
use super::number::integer;

/// Milliseconds since some moment that stays the same for the life of a keyspace.
pub type Millis = i64;

/// The keys of one store.
#[derive(Debug, Default)]
pub struct Keyspace {
    entries: HashMap<Bytes, Entry>,
    /// Every deadline in order, so that the next one due is found without looking at every key.
    deadlines: BTreeSet<(Millis, Bytes)>,
    tally: Tally,
}

#[derive(Debug)]
struct Entry {
    value: Bytes,
    deadline: Option<Millis>,
}

/// What happened since somebody last asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub hits: u64,
    pub misses: u64,
    pub expired: u64,
}

/// The options of `SET`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetOptions {
    pub only_if: Option<OnlyIf>,
    pub expiry: Expiry,
    /// Reply with the value that was there, rather than with `OK`.
    pub get: bool,
}

/// A condition on writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnlyIf {
    Absent,
    Present,
}

/// What a write does to the key's deadline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expiry {
    #[default]
    Never,
    Keep,
    In(Millis),
}

/// What `SET` did.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    pub before: Option<Bytes>,
    pub stored: bool,
}

/// What is known of a key's remaining time.
#[derive(Debug, PartialEq, Eq)]
pub enum Ttl {
    NoKey,
    Forever,
    Left(Millis),
}

impl Keyspace {
    pub fn get(&mut self, key: &[u8], now: Millis) -> Option<Bytes> {
        let value = self.live(key, now).map(|entry| entry.value.clone());
        match value {
            Some(_) => self.tally.hits += 1,
            None => self.tally.misses += 1,
        }
        value
    }

    pub fn contains(&mut self, key: &[u8], now: Millis) -> bool {
        self.live(key, now).is_some()
    }

    pub fn len_of(&mut self, key: &[u8], now: Millis) -> usize {
        self.live(key, now).map_or(0, |entry| entry.value.len())
    }

    pub fn set(&mut self, key: &[u8], value: &[u8], how: SetOptions, now: Millis) -> Written {
        let before = self.live(key, now).map(|entry| entry.value.clone());
        let stored = match how.only_if {
            None => true,
            Some(OnlyIf::Absent) => before.is_none(),
            Some(OnlyIf::Present) => before.is_some(),
        };
        if stored {
            // Copied, because what came from a client is a slice of everything that it sent at once.
            self.put(key, Bytes::copy_from_slice(value));
            match how.expiry {
                Expiry::Never => self.set_deadline(key, None),
                Expiry::Keep => {}
                Expiry::In(ttl) => self.set_deadline(key, Some(now.saturating_add(ttl))),
            }
        }
        Written { before, stored }
    }

    /// Removes a key and gives what it held.
    pub fn remove(&mut self, key: &[u8], now: Millis) -> Option<Bytes> {
        self.live(key, now)?;
        self.take(key)
    }

    /// Adds to the integer at `key`, a missing one counting as 0. The deadline stays.
    pub fn increment(&mut self, key: &[u8], by: i64, now: Millis) -> Result<i64, Error> {
        let current = match self.live(key, now) {
            Some(entry) => integer(&entry.value).ok_or(Error::NotAnInteger)?,
            None => 0,
        };
        let sum = current
            .checked_add(by)
            .ok_or(Error::IncrementWouldOverflow)?;
        self.put(key, Bytes::from(sum.to_string()));
        Ok(sum)
    }

    /// Appends to the value at `key`, a missing one counting as empty; gives the new length. The deadline stays.
    pub fn append(&mut self, key: &[u8], tail: &[u8], now: Millis) -> Result<usize, Error> {
        if self.len_of(key, now) + tail.len() > MAX_VALUE {
            return Err(Error::ValueTooLong);
        }
        let value = match self.entries.get_mut(key) {
            Some(entry) => std::mem::take(&mut entry.value),
            None => Bytes::new(),
        };
        // No copy, unless a reply that is still being written holds the value too.
        let mut value = value.try_into_mut().unwrap_or_else(BytesMut::from);
        value.extend_from_slice(tail);
        let len = value.len();
        self.put(key, value.freeze());
        Ok(len)
    }

    /// Sets a key's deadline; one that has passed removes the key at once. False without such a key.
    pub fn expire(&mut self, key: &[u8], ttl: Millis, now: Millis) -> bool {
        if self.live(key, now).is_none() {
            return false;
        }
        if ttl <= 0 {
            self.take(key);
        } else {
            self.set_deadline(key, Some(now.saturating_add(ttl)));
        }
        true
    }

    /// Takes a key's deadline away. False if there was none.
    pub fn persist(&mut self, key: &[u8], now: Millis) -> bool {
        let had_one = self
            .live(key, now)
            .is_some_and(|entry| entry.deadline.is_some());
        if had_one {
            self.set_deadline(key, None);
        }
        had_one
    }

    pub fn ttl(&mut self, key: &[u8], now: Millis) -> Ttl {
        match self.live(key, now) {
            None => Ttl::NoKey,
            Some(Entry { deadline: None, .. }) => Ttl::Forever,
            Some(Entry {
                deadline: Some(deadline),
                ..
            }) => Ttl::Left(*deadline - now),
        }
    }

    /// The keys that match a pattern, in no order.
    pub fn keys(&self, pattern: &[u8], now: Millis) -> Vec<Bytes> {
        let matching = self
            .entries
            .iter()
            .filter(|(key, entry)| !entry.is_due(now) && glob::matches(pattern, key));
        matching.map(|(key, _)| key.clone()).collect()
    }

    /// How many keys there are, without those that are due but not removed yet.
    pub fn len(&self, now: Millis) -> usize {
        self.entries.len() - self.due(now).count()
    }

    pub fn clear(&mut self) {
        self.entries = HashMap::new();
        self.deadlines = BTreeSet::new();
    }

    /// Removes up to `at_most` keys that are due, so that keys nobody asks for don't stay forever.
    pub fn sweep(&mut self, at_most: usize, now: Millis) -> usize {
        let due: Vec<Bytes> = self.due(now).take(at_most).cloned().collect();
        for key in &due {
            self.take(key);
        }
        self.tally.expired += due.len() as u64;
        due.len()
    }

    /// What happened since the last call.
    pub fn take_tally(&mut self) -> Tally {
        std::mem::take(&mut self.tally)
    }

    /// The entry of a key, unless it is due: then it is removed here and now.
    fn live(&mut self, key: &[u8], now: Millis) -> Option<&mut Entry> {
        if self.entries.get(key)?.is_due(now) {
            self.take(key);
            self.tally.expired += 1;
            return None;
        }
        self.entries.get_mut(key)
    }

    fn due(&self, now: Millis) -> impl Iterator<Item = &Bytes> {
        let in_order = self.deadlines.iter();
        in_order
            .take_while(move |(deadline, _)| *deadline <= now)
            .map(|(_, key)| key)
    }

    /// Writes a value and leaves the deadline as it is.
    fn put(&mut self, key: &[u8], value: Bytes) {
        if let Some(entry) = self.entries.get_mut(key) {
            entry.value = value;
        } else {
            let entry = Entry {
                value,
                deadline: None,
            };
            self.entries.insert(Bytes::copy_from_slice(key), entry);
        }
    }

    fn take(&mut self, key: &[u8]) -> Option<Bytes> {
        let (key, entry) = self.entries.remove_entry(key)?;
        if let Some(deadline) = entry.deadline {
            self.deadlines.remove(&(deadline, key));
        }
        Some(entry.value)
    }

    fn set_deadline(&mut self, key: &[u8], deadline: Option<Millis>) {
        let Some((key, _)) = self.entries.get_key_value(key) else {
            return;
        };
        let key = key.clone();
        let Some(entry) = self.entries.get_mut(&key) else {
            return;
        };
        if let Some(old) = std::mem::replace(&mut entry.deadline, deadline) {
            self.deadlines.remove(&(old, key.clone()));
        }
        if let Some(new) = deadline {
            self.deadlines.insert((new, key));
        }
    }
}

impl Entry {
    fn is_due(&self, now: Millis) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= now)
    }
}

#[cfg(test)]
#[path = "keyspace_tests.rs"]
mod tests;
