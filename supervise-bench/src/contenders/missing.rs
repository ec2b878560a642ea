//! What a library has no word for.

use std::sync::Arc;

use tokio::sync::Notify;

#[cfg(feature = "peers")]
use super::{Arrivals, Counter, Dynamic, Fragile, Group};
use super::{Deep, Tower};

/// Stands for it: nothing of it is ever called.
#[derive(Clone)]
pub(crate) struct Missing;

const NEVER: &str = "what a library has no word for is not measured";

#[cfg(feature = "peers")]
impl Counter for Missing {
    const EXISTS: bool = false;

    async fn start() -> Self {
        unreachable!("{NEVER}")
    }

    async fn add(&self, _: u64) {}

    async fn get(&self, _: u64) -> u64 {
        unreachable!("{NEVER}")
    }
}

#[cfg(feature = "peers")]
impl Dynamic for Missing {
    const EXISTS: bool = false;
    type Child = ();

    async fn start() -> Self {
        unreachable!("{NEVER}")
    }

    async fn child(&self) {}

    async fn answers(&self, (): &()) -> bool {
        unreachable!("{NEVER}")
    }

    async fn stop(self, _: Vec<()>) {}
}

#[cfg(feature = "peers")]
impl Group for Missing {
    const EXISTS: bool = false;

    async fn start(_: usize, _: &Arc<Arrivals>) -> Self {
        unreachable!("{NEVER}")
    }

    async fn crash(&self) {}
}

#[cfg(feature = "peers")]
impl Fragile for Missing {
    const EXISTS: bool = false;

    async fn start() -> Self {
        unreachable!("{NEVER}")
    }

    async fn crash(&self) {}

    async fn get(&self) -> Option<u64> {
        None
    }
}

impl Tower for Missing {
    const EXISTS: bool = false;

    async fn start(_: usize) -> Self {
        unreachable!("{NEVER}")
    }

    async fn get(&self) -> u64 {
        unreachable!("{NEVER}")
    }

    async fn stop(self) {}
}

impl Deep for Missing {
    const EXISTS: bool = false;

    async fn start() -> Self {
        unreachable!("{NEVER}")
    }

    async fn hold(&self, _: Arc<Notify>) {}

    async fn add(&self, _: u64) {}

    async fn get(&self) -> u64 {
        unreachable!("{NEVER}")
    }
}
