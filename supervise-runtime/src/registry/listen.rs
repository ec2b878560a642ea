//! Those who are told who comes and who goes.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::keyed::Registration;
use super::table::Event;
use crate::ring::{Lagged, Ring};

/// What has happened in a [`Registry`](crate::Registry), a [`MultiRegistry`](crate::MultiRegistry) or a
/// [`Group`](crate::Group).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegistryEvent<K, H, V = ()> {
    /// A process is registered, and can be found.
    Registered(Registration<K, H, V>),
    /// It is not any more: it has ended, or has said so.
    Unregistered(Registration<K, H, V>),
}

/// What happens in a registry: see [`Registry::listen`](crate::Registry::listen).
///
/// In the order in which it has happened. It holds the last 1,024 that were not looked at, and keeps
/// nobody alive. It is a stream, so that a process can [attach](crate::Cx::attach) it.
#[must_use = "nobody else looks at what is kept for this"]
pub struct RegistryEvents<K, H, V = ()> {
    ring: Arc<Ring<Event<K, H, V>>>,
}

impl<K, H, V> RegistryEvents<K, H, V> {
    pub(super) fn new(ring: Arc<Ring<Event<K, H, V>>>) -> Self {
        Self { ring }
    }
}

impl<K: Clone, H: Clone, V: Clone> RegistryEvents<K, H, V> {
    /// The next one; `None` when none can follow, since the last handle of the registry has gone.
    ///
    /// # Errors
    ///
    /// [`Lagged`], once, where some were missed.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, nothing is lost.
    pub async fn next(&mut self) -> Option<Result<RegistryEvent<K, H, V>, Lagged>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<K: Clone, H: Clone, V: Clone> Stream for RegistryEvents<K, H, V> {
    type Item = Result<RegistryEvent<K, H, V>, Lagged>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.ring.poll_next(cx);
        next.map(|next| next.map(|event| event.map(RegistryEvent::of)))
    }
}

impl<K: Clone, H: Clone, V: Clone> RegistryEvent<K, H, V> {
    fn of(event: Event<K, H, V>) -> Self {
        let registration = Registration::of(&(event.entry, event.body));
        match event.comes {
            true => Self::Registered(registration),
            false => Self::Unregistered(registration),
        }
    }
}

impl<K, H, V> fmt::Debug for RegistryEvents<K, H, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegistryEvents").finish_non_exhaustive()
    }
}
