//! Names: finding a process without having been given its handle.

use std::any::Any;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, PoisonError, RwLock};

use crate::pid::Pid;
use crate::place::{AnyPlace, Status};

/// A name for a process with handle `H`, shared by those who register and those who look up.
pub struct Name<H> {
    name: Cow<'static, str>,
    handle: PhantomData<fn() -> H>,
}

/// The name belongs to another process.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the name `{name}` is taken by {holder}")]
#[non_exhaustive]
pub struct NameTaken {
    /// The name.
    pub name: String,
    /// Who has it.
    pub holder: Pid,
}

struct Entry {
    pid: Pid,
    place: Arc<dyn AnyPlace>,
    handle: Box<dyn Any + Send + Sync>,
}

static REGISTRY: RwLock<Option<HashMap<String, Entry>>> = RwLock::new(None);

impl<H: Clone + Send + Sync + 'static> Name<H> {
    /// A name. Nothing is registered by it.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            handle: PhantomData,
        }
    }

    /// A name that is made at run time.
    #[must_use]
    pub fn from_string(name: String) -> Self {
        Self {
            name: Cow::Owned(name),
            handle: PhantomData,
        }
    }

    /// The handle of the process that has this name; `None` when none has, when its init has not
    /// succeeded yet, or when it is a process with another type of handle.
    #[must_use]
    pub fn lookup(&self) -> Option<H> {
        let registry = REGISTRY.read().unwrap_or_else(PoisonError::into_inner);
        let entry = registry.as_ref()?.get(&*self.name)?;
        let core = entry.place.core();
        let runs = core.live_pid() == Some(entry.pid) && !matches!(core.status(), Status::Starting);
        if runs {
            entry.handle.downcast_ref::<H>().cloned()
        } else {
            None
        }
    }

    pub(crate) fn register(
        &self,
        handle: H,
        place: Arc<dyn AnyPlace>,
        pid: Pid,
    ) -> Result<(), NameTaken> {
        let mut registry = REGISTRY.write().unwrap_or_else(PoisonError::into_inner);
        let names = registry.get_or_insert_with(HashMap::new);
        // One that has just ended is about to give it up.
        if let Some(entry) = names.get(&*self.name)
            && entry.place.core().live_pid() == Some(entry.pid)
        {
            if entry.pid == pid {
                return Ok(());
            }
            return Err(NameTaken {
                name: self.name.to_string(),
                holder: entry.pid,
            });
        }
        place.core().note_name(self.name.to_string());
        let entry = Entry {
            pid,
            place,
            handle: Box::new(handle),
        };
        let replaced = names.insert(self.name.to_string(), entry);
        drop(registry);
        drop(replaced);
        Ok(())
    }
}

/// Frees the names of an incarnation that has ended.
pub(crate) fn unregister(pid: Pid, names: &[String]) {
    if names.is_empty() {
        return;
    }
    let mut registry = REGISTRY.write().unwrap_or_else(PoisonError::into_inner);
    let Some(entries) = registry.as_mut() else {
        return;
    };
    let mut freed = Vec::new();
    for name in names {
        if entries.get(name).is_some_and(|entry| entry.pid == pid) {
            freed.extend(entries.remove(name));
        }
    }
    drop(registry);
    // A handle may be the last one of its place.
    drop(freed);
}

impl<H> fmt::Debug for Name<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Name").field(&self.name).finish()
    }
}
