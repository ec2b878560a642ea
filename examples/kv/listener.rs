//! The process that takes new connections and starts a session for each.

use std::io;
use std::time::Duration;

use supervise::prelude::*;
use tokio::net::{TcpListener, TcpStream};

use super::services::Services;
use super::stats::Totals;

#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    services: Services,
}

#[managed_process]
impl Listener {
    #[init]
    pub fn start(services: Services, cx: &mut Cx<Self>) -> io::Result<Init<Self>> {
        let socket = TcpListener::from_std(services.setup.socket.try_clone()?)?;
        let listener = Self { socket, services };
        Ok(Init::ok(listener).then(cx.me().listen()))
    }

    #[cast]
    async fn listen(&mut self, cx: &mut Cx<Self>) {
        let fuse = self.services.setup.fuses.plant(cx.me().path());
        loop {
            tokio::select! {
                connection = self.socket.accept() => match connection {
                    Ok((stream, _)) => self.welcome(stream).await,
                    // Too many open files, most likely: that passes, and the next try is no cheaper now.
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                },
                () = fuse.blown() => panic!("the listener was asked to crash"),
            }
        }
    }

    async fn welcome(&mut self, stream: TcpStream) {
        let mut news = Totals {
            connections: 1,
            ..Totals::default()
        };
        if self.services.clients() >= self.services.setup.config.max_clients {
            news.refused = 1;
            refuse(&stream);
        } else if self
            .services
            .sessions
            .start((stream, self.services.clone()))
            .await
            .is_err()
        {
            // Only when the tree is stopping. The connection is closed with the arguments.
            news.refused = 1;
        }
        self.services.stats.note(news);
    }
}

/// Tells a client that there is no room, without waiting for it.
fn refuse(stream: &TcpStream) {
    // Fails only for a client that is gone already.
    let _ = stream.try_write(b"-ERR max number of clients reached\r\n");
}
