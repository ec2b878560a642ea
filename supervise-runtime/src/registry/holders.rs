//! Who holds one key: one process, as nearly always, or very many.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::presence::Presence;
use super::table::Entry;
use crate::sync::Mutex;

/// Those who hold a key, in the order in which they have come.
pub(super) enum Holders<K, H, V> {
    One(Arc<Entry<K, H, V>>),
    Many(Arc<Crowd<K, H, V>>),
}

/// Very many may hold one key, and each comes and goes without a look at the others.
pub(super) struct Crowd<K, H, V>(Mutex<Members<K, H, V>>);

struct Members<K, H, V> {
    line: BTreeMap<u64, Arc<Entry<K, H, V>>>,
    /// Where each stands in the line, by the address of its presence, which the entry keeps alive.
    standing: HashMap<usize, u64>,
    /// Where the next one will.
    next: u64,
    /// What those who look are given: the first after a change makes it.
    seen: Option<Seen<K, H, V>>,
}

/// The members of a crowd between two changes.
pub(super) type Seen<K, H, V> = Arc<[Arc<Entry<K, H, V>>]>;

impl<K, H, V> Holders<K, H, V> {
    /// What is registered by this one.
    pub(super) fn of(&self, presence: &Arc<Presence>) -> Option<Arc<Entry<K, H, V>>> {
        match self {
            Self::One(entry) => entry.is_of(presence).then(|| Arc::clone(entry)),
            Self::Many(crowd) => crowd.of(presence),
        }
    }

    /// Shows all of them to somebody who looks. No lock is held while they are shown.
    pub(super) fn look<T>(&self, look: impl FnOnce(&[Arc<Entry<K, H, V>>]) -> T) -> T {
        match self {
            Self::One(entry) => look(std::slice::from_ref(entry)),
            Self::Many(crowd) => look(&crowd.seen()),
        }
    }
}

impl<K, H, V> Crowd<K, H, V> {
    pub(super) fn of_two(first: Arc<Entry<K, H, V>>, second: Arc<Entry<K, H, V>>) -> Self {
        let mut members = Members {
            line: BTreeMap::new(),
            standing: HashMap::new(),
            next: 0,
            seen: None,
        };
        members.add(first);
        members.add(second);
        Self(Mutex::new(members))
    }

    /// The last. What was shown until now is to be dropped under no lock: it may hold the user's keys.
    pub(super) fn add(&self, entry: Arc<Entry<K, H, V>>) -> Option<Seen<K, H, V>> {
        let mut members = self.0.lock();
        members.add(entry);
        members.seen.take()
    }

    /// Takes out what this one has registered.
    pub(super) fn remove(&self, presence: &Arc<Presence>) -> Option<Removed<K, H, V>> {
        let mut members = self.0.lock();
        let at = members.standing.remove(&address(presence))?;
        Some(Removed {
            entry: members.line.remove(&at)?,
            seen: members.seen.take(),
            was_last: members.line.is_empty(),
        })
    }

    fn of(&self, presence: &Arc<Presence>) -> Option<Arc<Entry<K, H, V>>> {
        let members = self.0.lock();
        let at = members.standing.get(&address(presence))?;
        members.line.get(at).cloned()
    }

    fn seen(&self) -> Seen<K, H, V> {
        let mut members = self.0.lock();
        let Members { line, seen, .. } = &mut *members;
        let seen = seen.get_or_insert_with(|| line.values().cloned().collect());
        Arc::clone(seen)
    }
}

/// What has been taken out of a crowd, to be dropped under no lock.
pub(super) struct Removed<K, H, V> {
    pub(super) entry: Arc<Entry<K, H, V>>,
    pub(super) seen: Option<Seen<K, H, V>>,
    /// Nobody is left.
    pub(super) was_last: bool,
}

impl<K, H, V> Members<K, H, V> {
    fn add(&mut self, entry: Arc<Entry<K, H, V>>) {
        self.standing.insert(address(entry.presence()), self.next);
        self.line.insert(self.next, entry);
        self.next += 1;
    }
}

fn address(presence: &Arc<Presence>) -> usize {
    Arc::as_ptr(presence).addr()
}
