//! Registries: processes by keys of any type.

use std::borrow::Borrow;
use std::convert::Infallible;
use std::fmt;
use std::hash::Hash;
use std::sync::Arc;

use super::listen::RegistryEvents;
use super::table::{Found, Table};
use super::via::{Holder, Via};
use crate::pid::Pid;
use crate::protocol::{Reaches, Untyped};

/// Who is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Registration<K, H, V = ()> {
    /// Under which key.
    pub key: K,
    /// The incarnation; where a child spec registers its place, the one that has started last.
    pub pid: Pid,
    /// Its handle.
    pub handle: H,
    /// What stands beside it.
    pub value: V,
}

/// The key belongs to another process.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key `{key:?}` is taken by {holder}")]
#[non_exhaustive]
pub struct KeyTaken<K: fmt::Debug> {
    /// The key.
    pub key: K,
    /// Who has it.
    pub holder: Pid,
}

/// The two kinds of registries differ in how many holders a key may have, and so in what is found under one.
macro_rules! registry {
    (
        $(#[$doc:meta])*
        $name:ident, $unique:literal;
        $(#[$key_doc:meta])*
        $key:ident, $taken:ty, $refuse:expr, [$($shown:tt)*]
    ) => {
        $(#[$doc])*
        pub struct $name<K, H, V = ()> {
            table: Arc<Table<K, H, V>>,
        }

        impl<K, H, V> $name<K, H, V>
        where
            K: Clone + Eq + Hash + Send + Sync + 'static,
            H: Clone + Send + Sync + 'static,
            V: Clone + Send + Sync + 'static,
        {
            /// A registry in which nobody is registered.
            #[must_use]
            pub fn new() -> Self {
                Self {
                    table: Arc::new(Table::new($unique)),
                }
            }

            /// A key of it, for [`Cx::register`](crate::Cx::register) and
            /// [`Child::register`](crate::Child::register). Nobody is registered by this.
            #[must_use]
            pub fn key(&self, key: K) -> $key<K, H, V>
            where
                V: Default,
            {
                self.key_with(key, V::default())
            }

            /// A key with what will stand beside the handle. A holder that registers again puts another value
            /// in its place.
            #[must_use]
            pub fn key_with(&self, key: K, value: V) -> $key<K, H, V> {
                $key {
                    registry: self.clone(),
                    key,
                    value,
                }
            }

            /// All who are registered, in no order. Those who come and go meanwhile may or may not be among
            /// them.
            #[must_use]
            pub fn registrations(&self) -> Vec<Registration<K, H, V>> {
                self.table.all().iter().map(Registration::of).collect()
            }

            /// How many there are now. They are counted for this.
            #[must_use]
            pub fn len(&self) -> usize {
                self.table.all().len()
            }

            /// Whether nobody is registered now.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }

            /// The keys of one process, in the order in which it has registered.
            #[must_use]
            pub fn keys_of<Q>(&self, process: &impl Reaches<Q>) -> Vec<K> {
                let Untyped(place) = process.reached();
                super::registered::<$key<K, H, V>>(place.core())
                    .into_iter()
                    .filter(|own| Arc::ptr_eq(&own.registry.table, &self.table))
                    .map(|own| own.key)
                    .collect()
            }

            /// What happens from now on. To know of all, ask for this first, and for the
            /// [registrations](Self::registrations) then.
            pub fn listen(&self) -> RegistryEvents<K, H, V> {
                RegistryEvents::new(self.table.listen())
            }
        }

        $(#[$key_doc])*
        pub struct $key<K, H, V = ()> {
            registry: $name<K, H, V>,
            key: K,
            value: V,
        }

        #[diagnostic::do_not_recommend]
        impl<K, H, V> Via for $key<K, H, V>
        where
            K: $($shown)* Clone + Eq + Hash + Send + Sync + 'static,
            H: Clone + Send + Sync + 'static,
            V: Clone + Send + Sync + 'static,
        {
            type Handle = H;
            type Taken = $taken;

            fn register(&self, holder: Holder<H>) -> Result<(), $taken> {
                let table = &self.registry.table;
                let registered = table.register(self.key.clone(), holder, self.value.clone());
                registered.or_else(|holder| $refuse(&self.key, holder))
            }

            fn unregister(&self, holder: &Holder<H>) {
                self.registry.table.withdraw(&self.key, holder.presence());
            }

            fn started(&self, holder: &Holder<H>) {
                self.registry.table.started(&self.key, holder.presence());
            }
        }

        impl<K, H, V> Clone for $name<K, H, V> {
            fn clone(&self) -> Self {
                Self {
                    table: Arc::clone(&self.table),
                }
            }
        }

        impl<K, H, V> Default for $name<K, H, V>
        where
            K: Clone + Eq + Hash + Send + Sync + 'static,
            H: Clone + Send + Sync + 'static,
            V: Clone + Send + Sync + 'static,
        {
            fn default() -> Self {
                Self::new()
            }
        }

        impl<K, H, V> fmt::Debug for $name<K, H, V> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }

        impl<K: Clone, H, V: Clone> Clone for $key<K, H, V> {
            fn clone(&self) -> Self {
                Self {
                    registry: self.registry.clone(),
                    key: self.key.clone(),
                    value: self.value.clone(),
                }
            }
        }

        /// The same key of the same registry, whatever stands beside it.
        impl<K: PartialEq, H, V> PartialEq for $key<K, H, V> {
            fn eq(&self, other: &Self) -> bool {
                Arc::ptr_eq(&self.registry.table, &other.registry.table) && self.key == other.key
            }
        }

        impl<K: fmt::Debug, H, V> fmt::Debug for $key<K, H, V> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($key)).field(&self.key).finish()
            }
        }
    };
}

registry! {
    /// Processes by keys of which each has one holder at most: sessions by their numbers, say.
    ///
    /// `H` is the type of handle that is found, that of the processes or of a protocol; `V` is what stands
    /// beside it. A registry is a value: put it into a static, or hand clones of it to those who need it.
    /// Processes are registered by [`Cx::register`](crate::Cx::register), until they end; then they are
    /// found no more, before anybody is told of the end. One that registers in init is found once that has
    /// succeeded, and a failed start leaves nothing behind. Looking up waits for nobody who registers.
    Registry, true;
    /// A key of a [`Registry`].
    Key, KeyTaken<K>, taken, [fmt::Debug +]
}

registry! {
    /// Processes by keys that many may share: those who work on the same topic, say. In all else it is
    /// a [`Registry`]. To register costs the more, the more hold the same key.
    MultiRegistry, false;
    /// A key of a [`MultiRegistry`].
    MultiKey, Infallible, never_taken, []
}

fn taken<K: Clone + fmt::Debug>(key: &K, holder: Pid) -> Result<(), KeyTaken<K>> {
    let key = key.clone();
    Err(KeyTaken { key, holder })
}

/// Where many may hold a key, nobody is refused.
fn never_taken<K>(_key: &K, _holder: Pid) -> Result<(), Infallible> {
    Ok(())
}

impl<K, H, V> Registry<K, H, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    H: Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// The handle of the process that holds this key; `None` when none does, or its init has not succeeded
    /// yet. Where a child spec says it, it is found also while its process is restarted.
    pub fn lookup<Q>(&self, key: &Q) -> Option<H>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let (_, body) = self.table.first(key)?;
        Some(body.handle.clone())
    }

    /// The same, with what stands beside it.
    pub fn registration<Q>(&self, key: &Q) -> Option<Registration<K, H, V>>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.table.first(key).as_ref().map(Registration::of)
    }
}

impl<K, H, V> MultiRegistry<K, H, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    H: Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// The handles of those who hold this key, in the order in which they have registered: see
    /// [`Registry::lookup`].
    pub fn lookup<Q>(&self, key: &Q) -> Vec<H>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let found = self.table.find(key);
        found.iter().map(|(_, body)| body.handle.clone()).collect()
    }

    /// The same, with what stands beside them.
    pub fn registrations_of<Q>(&self, key: &Q) -> Vec<Registration<K, H, V>>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.table.find(key).iter().map(Registration::of).collect()
    }
}

impl<K: Clone, H: Clone, V: Clone> Registration<K, H, V> {
    pub(super) fn of((entry, body): &Found<K, H, V>) -> Self {
        Self {
            key: entry.key.clone(),
            pid: entry.pid(),
            handle: body.handle.clone(),
            value: body.value.clone(),
        }
    }
}
