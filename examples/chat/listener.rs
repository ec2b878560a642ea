//! The process that takes new connections and starts a session for each.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use supervise::prelude::*;
use tokio::net::TcpListener;

use super::Services;
use super::session::Session;

#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    sessions: DynamicRef<Session>,
    services: Services,
}

#[managed_process]
impl Listener {
    #[init]
    pub fn start(
        socket: Arc<std::net::TcpListener>,
        sessions: DynamicRef<Session>,
        services: Services,
        cx: &mut Cx<Self>,
    ) -> io::Result<Init<Self>> {
        let listener = Self {
            socket: TcpListener::from_std(socket.try_clone()?)?,
            sessions,
            services,
        };
        Ok(Init::ok(listener).then(cx.me().listen()))
    }

    /// One long handler: a shutdown drops it at whatever it is waiting for.
    #[cast]
    async fn listen(&mut self) {
        loop {
            match self.socket.accept().await {
                // Where it does not start there are too many, or the tree is stopping: the connection is
                // closed with the arguments.
                Ok((stream, _)) => {
                    let _ = self.sessions.start((stream, self.services.clone())).await;
                }
                // Too many open files, most likely: that passes, and the next try is no cheaper now.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }
}
