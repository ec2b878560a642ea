//! What the tree is started with.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Instant;

use super::config::Config;
use super::fuse::Fuses;

#[derive(Clone, Debug)]
pub struct Setup {
    pub config: Arc<Config>,
    /// Opened before the tree and kept until it is gone, so that who connects while the listener is
    /// restarted waits in the socket's queue rather than being refused.
    pub socket: Arc<TcpListener>,
    /// For `CRASH`.
    pub fuses: Fuses,
    pub started: Instant,
}

impl Setup {
    /// Opens the socket. Port 0 becomes whichever is free.
    pub fn open(mut config: Config) -> io::Result<Self> {
        let socket = TcpListener::bind(config.address())?;
        socket.set_nonblocking(true)?;
        config.port = socket.local_addr()?.port();
        Ok(Self {
            config: Arc::new(config),
            socket: Arc::new(socket),
            fuses: Fuses::default(),
            started: Instant::now(),
        })
    }
}
