//! What names, registries and groups have in common: who is registered under which key.

use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::holders::{Crowd, Holders, Seen};
use super::presence::Presence;
use super::via::Holder;
use crate::pid::Pid;
use crate::ring::{Pushed, Ring, Rings};
use crate::sync::Mutex;

/// Those who look take no lock but those of what they find: that of an entry, which is for as long as a
/// pointer is copied, and which of all others only its own holder takes, with another value and at its
/// end; and where many hold one key, that of the crowd, for as long as who comes or goes is noted.
pub(super) struct Table<K, H, V> {
    /// Under each key those who hold it.
    holders: papaya::HashMap<K, Holders<K, H, V>>,
    /// Held by those who register, so that each finds what the others did, and events are told in that
    /// order. Of the user's only keys are compared, and copied, under it.
    changes: Mutex<()>,
    events: Rings<Event<K, H, V>>,
    /// Whether a key has one holder at most.
    unique: bool,
}

/// One holder of one key.
pub(super) struct Entry<K, H, V> {
    pub(super) key: K,
    presence: Arc<Presence>,
    /// Taken out at the end: the table may keep what was removed for a while.
    body: Mutex<Option<Arc<Body<H, V>>>>,
    /// Whether those who listen have been told of it.
    told: AtomicBool,
}

/// What is registered.
pub(super) struct Body<H, V> {
    pub(super) handle: H,
    pub(super) value: V,
}

/// What those who listen are told.
pub(super) struct Event<K, H, V> {
    pub(super) comes: bool,
    pub(super) entry: Arc<Entry<K, H, V>>,
    pub(super) body: Arc<Body<H, V>>,
}

/// To be dropped when no lock is held any more: who is to be woken, and what is the user's.
struct Later<K, H, V> {
    pushed: Vec<Pushed<Event<K, H, V>>>,
    bodies: Vec<Arc<Body<H, V>>>,
    entries: Vec<Arc<Entry<K, H, V>>>,
    seen: Option<Seen<K, H, V>>,
}

impl<K: Hash + Eq, H, V> Table<K, H, V> {
    pub(super) fn new(unique: bool) -> Self {
        Self {
            holders: papaya::HashMap::new(),
            changes: Mutex::new(()),
            events: Rings::new(),
            unique,
        }
    }

    /// Registered again by the same holder, what stood there is replaced.
    pub(super) fn register(&self, key: K, holder: Holder<H>, value: V) -> Result<(), Pid>
    where
        K: Clone,
    {
        let (handle, presence) = holder.into_parts();
        let body = Arc::new(Body { handle, value });
        let mut later = Later::default();
        // What it lets go of at its end may have destructors: that is after the lock.
        let table = self.holders.pin();
        let changing = self.changes.lock();
        let before = table.get(&key);
        if let Some(own) = before.and_then(|holders| holders.of(&presence)) {
            // In place: there is no moment at which it is not found.
            later.bodies.extend(own.body.lock().replace(body));
            self.tell_start(&own, &mut later);
            later.entries.push(own);
            drop(changing);
            drop(later);
            return Ok(());
        }
        let entry = Arc::new(Entry {
            key: key.clone(),
            presence,
            body: Mutex::new(Some(body)),
            told: AtomicBool::new(false),
        });
        let own = Arc::clone(&entry);
        match before {
            Some(Holders::One(other)) if self.unique => {
                if !other.presence.is_gone() {
                    let pid = other.presence.pid();
                    drop(changing);
                    return Err(pid);
                }
                // It has ended, and is about to say it itself.
                self.tell_end(other, &mut later);
                table.insert(key, Holders::One(own));
            }
            Some(Holders::One(other)) => {
                let crowd = Crowd::of_two(Arc::clone(other), own);
                table.insert(key, Holders::Many(Arc::new(crowd)));
            }
            Some(Holders::Many(crowd)) => later.seen = crowd.add(own),
            None => {
                table.insert(key, Holders::One(own));
            }
        }
        self.tell_start(&entry, &mut later);
        drop(changing);
        drop(later);
        Ok(())
    }

    /// The holder has started: those who listen are told.
    pub(super) fn started<Q>(&self, key: &Q, presence: &Arc<Presence>)
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let mut later = Later::default();
        let table = self.holders.pin();
        let changing = self.changes.lock();
        if let Some(entry) = table.get(key).and_then(|holders| holders.of(presence)) {
            self.tell_start(&entry, &mut later);
            later.entries.push(entry);
        }
        drop(changing);
        drop(later);
    }

    pub(super) fn withdraw<Q>(&self, key: &Q, presence: &Arc<Presence>)
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let mut later = Later::default();
        let table = self.holders.pin();
        let changing = self.changes.lock();
        let (entry, was_last) = match table.get(key) {
            Some(Holders::One(entry)) if entry.is_of(presence) => (Arc::clone(entry), true),
            Some(Holders::Many(crowd)) => {
                let Some(removed) = crowd.remove(presence) else {
                    return;
                };
                later.seen = removed.seen;
                (removed.entry, removed.was_last)
            }
            _ => return,
        };
        if was_last {
            table.remove(key);
        }
        self.tell_end(&entry, &mut later);
        later.entries.push(entry);
        drop(changing);
        drop(later);
    }

    /// Of those who have started, once.
    fn tell_start(&self, entry: &Arc<Entry<K, H, V>>, later: &mut Later<K, H, V>) {
        if !entry.presence.is_present() || entry.told.swap(true, Ordering::Relaxed) {
            return;
        }
        let body = entry.body.lock().clone();
        if let Some(body) = body {
            later.pushed.extend(self.tell(true, entry, body));
        }
    }

    /// Of those whose start was told.
    fn tell_end(&self, entry: &Arc<Entry<K, H, V>>, later: &mut Later<K, H, V>) {
        let Some(body) = entry.body.lock().take() else {
            return;
        };
        if entry.told.load(Ordering::Relaxed) {
            later
                .pushed
                .extend(self.tell(false, entry, Arc::clone(&body)));
        }
        later.bodies.push(body);
    }

    fn tell(
        &self,
        comes: bool,
        entry: &Arc<Entry<K, H, V>>,
        body: Arc<Body<H, V>>,
    ) -> Vec<Pushed<Event<K, H, V>>> {
        let entry = Arc::clone(entry);
        self.events.push_under_lock(&Event { comes, entry, body })
    }

    /// The first who is registered under it and can be found.
    pub(super) fn first<Q>(&self, key: &Q) -> Option<Found<K, H, V>>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let table = self.holders.pin();
        let holders = table.get(key)?;
        holders.look(|all| all.iter().find_map(Entry::found))
    }

    /// All of them, in the order in which they have come.
    pub(super) fn find<Q>(&self, key: &Q) -> Vec<Found<K, H, V>>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let table = self.holders.pin();
        let Some(holders) = table.get(key) else {
            return Vec::new();
        };
        holders.look(|all| all.iter().filter_map(Entry::found).collect())
    }

    /// All who can be found. What changes meanwhile may or may not show.
    pub(super) fn all(&self) -> Vec<Found<K, H, V>> {
        let table = self.holders.pin();
        let mut found = Vec::new();
        for holders in table.values() {
            holders.look(|all| found.extend(all.iter().filter_map(Entry::found)));
        }
        found
    }

    pub(super) fn listen(&self) -> Arc<Ring<Event<K, H, V>>> {
        self.events.subscribe()
    }
}

/// An entry that is there.
pub(super) type Found<K, H, V> = (Arc<Entry<K, H, V>>, Arc<Body<H, V>>);

impl<K, H, V> Entry<K, H, V> {
    pub(super) fn pid(&self) -> Pid {
        self.presence.pid()
    }

    pub(super) fn presence(&self) -> &Arc<Presence> {
        &self.presence
    }

    pub(super) fn is_of(&self, presence: &Arc<Presence>) -> bool {
        Arc::ptr_eq(&self.presence, presence)
    }

    fn found(self: &Arc<Self>) -> Option<Found<K, H, V>> {
        if !self.presence.is_present() {
            return None;
        }
        let body = self.body.lock().clone()?;
        Some((Arc::clone(self), body))
    }
}

impl<K, H, V> Default for Later<K, H, V> {
    fn default() -> Self {
        Self {
            pushed: Vec::new(),
            bodies: Vec::new(),
            entries: Vec::new(),
            seen: None,
        }
    }
}

impl<K, H, V> Clone for Event<K, H, V> {
    fn clone(&self) -> Self {
        Self {
            comes: self.comes,
            entry: Arc::clone(&self.entry),
            body: Arc::clone(&self.body),
        }
    }
}
