//! The tree, and what its processes know of each other.

mod cache;
mod listener;
mod orders;
mod quotes;
mod upstream;

use std::net::SocketAddr;
use std::time::Duration;

use supervise::prelude::*;

use self::cache::Cache;
use self::listener::Listener;
use self::orders::Orders;
use self::quotes::Quotes;
use self::upstream::Upstream;

/// What the service is told when it starts.
#[derive(Clone, Debug)]
pub struct Settings {
    pub address: SocketAddr,
    /// Of so many requests the upstream fails one.
    pub flaky: u32,
    /// How long the upstream thinks.
    pub thinks: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            address: SocketAddr::from(([127, 0, 0, 1], 8080)),
            flaky: 3,
            thinks: Duration::from_millis(20),
        }
    }
}

/// What the listener needs of the others.
#[derive(Clone, Debug)]
pub struct Services {
    pub quotes: PoolRef<Quotes, LeastLoaded>,
    pub cache: cache::CacheRef,
    pub orders: orders::OrdersRef,
    /// The tree's picture.
    pub picture: String,
}

supervision_tree! {
    /// A web service and all that it needs.
    pub Web(settings: Settings) {
        // They use each other, but keep nothing of what another has said: nobody goes down with anybody.
        strategy: one_for_one,
        limit: 10 per 1m,

        // It stands for a service somewhere else.
        upstream: Upstream(settings.flaky, settings.thinks) { limit: none },
        // What it knows outlives its crashes.
        cache: Cache() { reinit: last_known },
        workers: supervisor {
            limit: none,
            // Each comes back more and more slowly while the upstream is down.
            quotes: pool Quotes(upstream) {
                size: 4,
                route: least_loaded,
                backoff: exponential(20ms..2s, jitter: 20%),
                limit: none,
            },
            // When it fails too often nobody is kept waiting.
            orders: Orders(upstream) { limit: 3 per 1m, at_limit: open(2s) },
        },
        // The last to start, the first to stop: what it has begun to answer it answers.
        listener: Listener(settings.address, Services {
            quotes: workers.quotes().clone(),
            cache,
            orders: workers.orders().clone(),
            picture: Web::spec(Settings::default()).to_svg(),
        }) { shutdown: 10s, backoff: constant(1s) },
    }
}
