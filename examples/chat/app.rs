//! The supervision tree, and what it is started with.

#![allow(
    unreachable_pub,
    reason = "plain `pub` is easier to read, and nothing can reach into an example anyway"
)]

mod lines;
mod listener;
mod presence;
mod session;

use std::collections::HashMap;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use supervise::prelude::*;
use supervise::{Agent, AgentRef, Group};

use self::listener::Listener;
use self::presence::{Presence, PresenceRef};
use self::session::Session;

/// A line on its way to clients.
#[derive(Clone, Debug)]
pub struct Said(pub Arc<str>);

/// The rooms that there are, each a group of sessions.
pub type Rooms = HashMap<String, Group<Said>>;

/// What outlives every process.
#[derive(Clone, Debug)]
pub struct Setup {
    socket: Arc<TcpListener>,
    everybody: Group<Said>,
}

impl Setup {
    pub fn open(address: &str) -> io::Result<Self> {
        let socket = TcpListener::bind(address)?;
        socket.set_nonblocking(true)?;
        Ok(Self {
            socket: Arc::new(socket),
            everybody: Group::new(),
        })
    }

    pub fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }
}

/// What a session needs of the others.
#[derive(Clone, Debug)]
pub struct Services {
    pub rooms: AgentRef<Rooms>,
    pub presence: PresenceRef,
    pub everybody: Group<Said>,
}

supervision_tree! {
    /// A chat server. Whoever fails takes those with it that started later: a session would go on with a
    /// room that nobody else is in.
    pub Chat(setup: Setup) {
        strategy: rest_for_one,
        limit: 10 per 1m,

        rooms: Agent<Rooms>(Rooms::new()),
        presence: Presence(setup.everybody.clone()),
        sessions: dynamic Session { max_children: 10_000, restart: temporary, shutdown: 1s },
        listener: Listener(
            setup.socket.clone(),
            sessions,
            Services { rooms, presence, everybody: setup.everybody.clone() },
        ),
    }
}
