//! The example of a chat server, by plain sockets.

use std::net::SocketAddr;
use std::sync::Arc;

use supervise::prelude::*;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::chat_app::{Chat, Setup};
use crate::server::FOREVER;

struct Client(BufReader<TcpStream>);

impl Client {
    /// A client that was greeted.
    async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        let mut client = Self(BufReader::new(stream));
        assert!(client.line().await.starts_with("* /nick"));
        client
    }

    /// One with a name.
    async fn named(address: SocketAddr, name: &str) -> Self {
        let mut client = Self::connect(address).await;
        client.say(&format!("/nick {name}")).await;
        client.until(&format!("* you are {name}")).await;
        client
    }

    /// One in a room.
    async fn in_room(address: SocketAddr, name: &str, room: &str) -> Self {
        let mut client = Self::named(address, name).await;
        client.say(&format!("/join {room}")).await;
        client.until(&format!("* you are in {room}")).await;
        client
    }

    async fn say(&mut self, line: &str) {
        let line = format!("{line}\n");
        let written = self.0.get_mut().write_all(line.as_bytes()).await;
        written.expect("the server reads");
    }

    /// The next line; empty at the end.
    async fn line(&mut self) -> String {
        let mut line = String::new();
        let read = tokio::time::timeout(FOREVER, self.0.read_line(&mut line)).await;
        // Cut off by a reset is an end too.
        let _ = read.expect("a line comes");
        line.trim().to_owned()
    }

    /// Skips lines until this one comes.
    async fn until(&mut self, expected: &str) {
        loop {
            let line = self.line().await;
            assert!(!line.is_empty(), "cut off before: {expected}");
            if line == expected {
                return;
            }
        }
    }

    /// The next line that is not about who comes and goes.
    async fn talk(&mut self) -> String {
        loop {
            let line = self.line().await;
            if !line.ends_with(" is here") && !line.ends_with(" is gone") {
                return line;
            }
        }
    }

    async fn asks(&mut self, line: &str) -> String {
        self.say(line).await;
        self.talk().await
    }
}

async fn start() -> (Chat, SocketAddr) {
    let setup = Setup::open("127.0.0.1:0").expect("a port");
    let address = setup.address().expect("an address");
    (Chat::start(setup).await.expect("it starts"), address)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_talk_in_rooms() {
    let (chat, address) = start().await;
    let mut nobody = Client::connect(address).await;
    assert_eq!(nobody.asks("/join tea").await, "! who are you? /nick NAME");
    assert_eq!(nobody.asks("/nick a b").await, "! a name is one word");
    let mut ann = Client::in_room(address, "ann", "tea").await;
    let mut bob = Client::in_room(address, "bob", "tea").await;
    ann.until("* bob is here").await;
    nobody.until("* bob is here").await;
    assert_eq!(nobody.asks("/nick ann").await, "! ann is somebody else");
    assert_eq!(ann.asks("/who").await, "* here are ann, bob");
    assert_eq!(ann.asks("/nick eve").await, "! you are ann");
    assert_eq!(ann.asks("/dance").await, "! what is /dance?");
    assert_eq!(
        ann.asks("/say coffee hello").await,
        "! you are not in coffee"
    );
    assert_eq!(ann.asks("/say tea hello, all").await, "tea ann: hello, all");
    assert_eq!(bob.talk().await, "tea ann: hello, all");
    assert_eq!(bob.asks("/leave tea").await, "* you have left tea");
    assert_eq!(
        ann.asks("/say tea still there?").await,
        "tea ann: still there?"
    );
    // However somebody goes, the others are told, and the name is free.
    bob.say("/quit").await;
    assert_eq!(bob.talk().await, "");
    ann.until("* bob is gone").await;
    drop(ann);
    nobody.until("* ann is gone").await;
    let _ann = Client::named(address, "ann").await;
    chat.shutdown().await;
    assert_eq!(nobody.talk().await, "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_types_too_fast_is_not_heard_and_then_cut_off() {
    let (chat, address) = start().await;
    let mut bob = Client::named(address, "bob").await;
    let mut ann = Client::in_room(address, "ann", "tea").await;
    for n in 0..1_000 {
        let line = format!("/say tea {n}\n");
        if ann.0.get_mut().write_all(line.as_bytes()).await.is_err() {
            break;
        }
    }
    let mut heard = 0;
    while !ann.line().await.is_empty() {
        heard += 1;
    }
    // Two of the burst were the name and the room.
    assert!((18..100).contains(&heard), "{heard}");
    // Her own end of the connection knows it first.
    bob.until("* ann is gone").await;
    assert_eq!(bob.asks("/who").await, "* here are bob");
    let long = "x".repeat(600);
    bob.say(&long).await;
    assert_eq!(bob.talk().await, "");
    chat.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_client_loses_lines_and_delays_nobody() {
    let (chat, address) = start().await;
    let mut slow = Client::in_room(address, "slow", "tea").await;
    // Many who talk, since each may only do so slowly.
    let text = "x".repeat(400);
    let mut talkers = Vec::new();
    for n in 0..40 {
        talkers.push(Client::in_room(address, &format!("t{n}"), "tea").await);
    }
    let mut last = String::new();
    for (n, talker) in talkers.iter_mut().enumerate() {
        for round in 0..10 {
            last = format!("tea t{n}: {round} {text}");
            talker.say(&format!("/say tea {round} {text}")).await;
            // It has heard itself: that was told to all.
            talker.until(&last).await;
        }
    }
    // Whether it has lost some depends on how much the system keeps for it. It hears the last in any case.
    slow.until(&last).await;
    chat.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_talk() {
    const CLIENTS: usize = 500;
    let (chat, address) = start().await;
    // Not all at the same moment: the system forgets those for whom it has no room in its queue, and they
    // wait for a greeting.
    let door = Arc::new(Semaphore::new(50));
    let mut comers = tokio::task::JoinSet::new();
    for n in 0..CLIENTS {
        let door = Arc::clone(&door);
        comers.spawn(async move {
            let _through = door.acquire().await.expect("it stays open");
            let name = format!("c{n}");
            let room = format!("room{}", n % 10);
            (n, Client::in_room(address, &name, &room).await)
        });
    }
    let mut clients = comers.join_all().await;
    clients.sort_by_key(|(n, _)| *n);
    let mut clients: Vec<Client> = clients.into_iter().map(|(_, client)| client).collect();
    assert_eq!(chat.sessions().len(), CLIENTS);
    assert_eq!(
        chat.presence().names().await.expect("present").len(),
        CLIENTS
    );
    clients[0].say("/say room0 hello").await;
    let mut in_room = 0;
    for client in &mut clients {
        // Who is in that room hears it, after all that was told of who has come.
        client.say("/say room0 echo").await;
        let is_there = loop {
            let line = client.line().await;
            if line == "! you are not in room0" {
                break false;
            }
            if line == "room0 c0: hello" {
                break true;
            }
        };
        in_room += usize::from(is_there);
    }
    assert_eq!(in_room, CLIENTS / 10);
    drop(clients);
    // All names are free again, one monitor after another.
    let mut last = Client::named(address, "last").await;
    loop {
        last.say("/who").await;
        let line = loop {
            let line = last.line().await;
            if line.starts_with("* here are") {
                break line;
            }
        };
        if line == "* here are last" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    }
    chat.shutdown().await;
}
