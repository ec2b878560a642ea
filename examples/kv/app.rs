//! The supervision tree, and what it is started with.

#![allow(
    unreachable_pub,
    reason = "plain `pub` is easier to read, and nothing can reach into an example anyway"
)]

mod admin;
mod client;
mod command;
mod command_options;
mod command_table;
mod config;
mod error;
mod expiry;
mod fuse;
mod glob;
mod info;
mod inline;
mod keyspace;
mod limits;
mod listener;
mod number;
mod op;
mod plan;
mod protocol;
mod reply;
mod services;
mod session;
mod setup;
mod stats;
mod store;
mod tree;

use supervise::prelude::*;

use self::admin::Admin;
use self::expiry::Expiry;
use self::listener::Listener;
use self::services::Services;
use self::session::Session;
use self::stats::Stats;
use self::store::Store;

pub use self::config::Config;
pub use self::setup::Setup;

/// How many stores the keys are spread over.
const STORES: usize = 4;

supervision_tree! {
    /// A key-value server.
    ///
    /// Children start from the top and stop from the bottom: nobody is let in before everything is
    /// there, and the stores are the last to go. Each is restarted alone. The limit is one that
    /// people who try `CRASH` won't reach; a server that is really broken soon does, and ends.
    pub Kv(setup: Setup) {
        strategy: one_for_one,
        limit: 100 per 5s,

        stats: Stats(),
        stores: pool Store() { size: STORES, route: by_key, limit: 100 per 5s },
        expiry: Expiry(stores, stats),
        admin: Admin(setup.fuses, stats, stores, expiry),
        sessions: dynamic Session { restart: temporary, shutdown: 1s },
        listener: Listener(Services { setup, stats, stores, admin, sessions }),
    }
}
