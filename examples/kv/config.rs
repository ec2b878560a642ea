//! The server's settings.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::limits::MAX_VALUE;

/// How the server is run.
#[derive(Clone, Debug)]
pub struct Config {
    pub bind: IpAddr,
    pub port: u16,
    /// The most connections at a time.
    pub max_clients: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            bind: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 6380,
            max_clients: 10_000,
        }
    }
}

impl Config {
    pub fn address(&self) -> SocketAddr {
        SocketAddr::new(self.bind, self.port)
    }

    /// What `CONFIG GET` tells. Tools such as `redis-benchmark` ask for `save` and `appendonly`.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("appendonly", "no".to_owned()),
            ("bind", self.bind.to_string()),
            ("databases", "1".to_owned()),
            ("maxclients", self.max_clients.to_string()),
            ("port", self.port.to_string()),
            ("proto-max-bulk-len", MAX_VALUE.to_string()),
            ("save", String::new()),
        ]
    }
}
