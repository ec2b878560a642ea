//! Crashes one by one: what is lost, and what is not.

use redis::aio::MultiplexedConnection;
use redis::{AsyncCommands, cmd};
use supervise::prelude::*;

use crate::server::Server;

async fn crash(client: &mut MultiplexedConnection, path: &str) -> redis::RedisResult<()> {
    cmd("CRASH").arg(path).query_async(client).await
}

async fn tree(client: &mut MultiplexedConnection) -> Vec<String> {
    cmd("TREE").query_async(client).await.expect("the tree")
}

#[tokio::test]
async fn a_crashed_store_loses_its_keys_and_no_others() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    let keys: Vec<String> = (0..100).map(|n| n.to_string()).collect();
    for key in &keys {
        let _: () = client.set(key, key).await.unwrap();
    }
    let stores = server.kv.stores();
    let back = stores.get(1).expect("a store").wait_restarted();
    crash(&mut client, "stores.1").await.unwrap();
    back.await.expect("restarted");
    for key in &keys {
        let value: Option<String> = client.get(key).await.unwrap();
        let lost = stores.index_of(key.as_bytes()) == 1;
        assert_eq!(value.as_ref(), (!lost).then_some(key));
    }
    let tree = tree(&mut client).await;
    let line = tree.iter().find(|line| line.starts_with("stores.1 "));
    assert!(
        line.is_some_and(|line| line.contains("restarts 1,")),
        "{tree:?}"
    );
    server.stop().await;
}

#[tokio::test]
async fn only_the_commands_that_a_store_was_busy_with_fail() {
    let server = Server::start().await;
    let mut client = server.connect_bare().await;
    for store in 0..4 {
        client
            .send(format!("CRASH stores.{store} MIDWAY\r\n"))
            .await;
        client.expect("+OK\r\n").await;
    }
    client.send("SET k v\r\nPING\r\n").await;
    client
        .expect("-ERR the store crashed before it answered; the command may or may not have run\r\n+PONG\r\n")
        .await;
    client.send("SET k v\r\nGET k\r\n").await;
    client.expect("+OK\r\n$1\r\nv\r\n").await;
    server.stop().await;
}

#[tokio::test]
async fn every_child_can_be_crashed_and_comes_back() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    let kv = &server.kv;
    let (stats, expiry) = (kv.stats().wait_restarted(), kv.expiry().wait_restarted());
    let (admin, listener) = (kv.admin().wait_restarted(), kv.listener().wait_restarted());
    for path in ["stats", "expiry", "listener", "admin"] {
        crash(&mut client, path).await.unwrap();
    }
    stats.await.expect("restarted");
    expiry.await.expect("restarted");
    listener.await.expect("restarted");
    admin.await.expect("restarted");
    let tree = tree(&mut client).await;
    let restarted = tree.iter().filter(|line| line.contains("restarts 1,"));
    assert_eq!(restarted.count(), 4, "{tree:?}");
    let error = crash(&mut client, "nobody").await.unwrap_err();
    assert_eq!(error.detail(), Some("no child 'nobody' to crash: see TREE"));
    // Connections are still taken.
    assert_eq!(
        cmd("PING")
            .query_async::<String>(&mut server.connect().await)
            .await
            .unwrap(),
        "PONG"
    );
    server.stop().await;
}

#[tokio::test]
async fn a_crashed_session_takes_only_its_own_connection_along() {
    let server = Server::start().await;
    let mut other = server.connect_bare().await;
    let mut bare = server.connect_bare().await;
    bare.send("SET k v\r\nGET k\r\nCRASH session\r\nPING\r\n")
        .await;
    assert_eq!(
        bare.rest().await,
        "+OK\r\n$1\r\nv\r\n",
        "what was asked before is answered"
    );
    other.send("GET k\r\n").await;
    other.expect("$1\r\nv\r\n").await;
    server.stop().await;
}

#[tokio::test]
async fn sessions_are_crashed_by_the_names_in_the_tree() {
    let server = Server::start().await;
    let mut victim = server.connect_bare().await;
    victim.send("PING\r\n").await;
    victim.expect("+PONG\r\n").await;
    let mut client = server.connect().await;
    let tree = tree(&mut client).await;
    let mut names = tree.iter().filter_map(|line| line.split(' ').next());
    let name = names
        .find(|name| name.starts_with("sessions."))
        .expect("the victim");
    crash(&mut client, name).await.unwrap();
    assert_eq!(victim.rest().await, "");
    assert_eq!(
        cmd("PING")
            .query_async::<String>(&mut client)
            .await
            .unwrap(),
        "PONG"
    );
    server.stop().await;
}
