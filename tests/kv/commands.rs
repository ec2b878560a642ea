//! Commands as client programs use them.

use std::collections::HashMap;

use redis::aio::MultiplexedConnection;
use redis::{AsyncCommands, FromRedisValue, Value, cmd, pipe};

use crate::server::Server;

async fn ask<T: FromRedisValue>(
    client: &mut MultiplexedConnection,
    line: &str,
) -> redis::RedisResult<T> {
    let mut words = line.split(' ');
    let mut command = cmd(words.next().unwrap_or_default());
    for word in words {
        command.arg(word);
    }
    command.query_async(client).await
}

#[tokio::test]
async fn both_versions_of_the_protocol() {
    let server = Server::start().await;
    for options in ["", "?protocol=resp3"] {
        let mut client = server.connect_with(options).await.expect("connected");
        let _: () = ask(&mut client, "FLUSHALL").await.unwrap();
        let _: () = client.set("k", "v").await.unwrap();
        assert_eq!(
            client
                .get::<_, Option<String>>("k")
                .await
                .unwrap()
                .as_deref(),
            Some("v")
        );
        assert_eq!(client.get::<_, Option<String>>("none").await.unwrap(), None);
        assert_eq!(client.incr::<_, _, i64>("n", 5).await.unwrap(), 5);
        let _: () = client.mset(&[("a", 1), ("b", 2), ("c", 3)]).await.unwrap();
        let values: Vec<Option<i64>> = client.mget(&["c", "none", "a", "b"]).await.unwrap();
        assert_eq!(values, [Some(3), None, Some(1), Some(2)]);
        assert_eq!(ask::<i64>(&mut client, "DBSIZE").await.unwrap(), 5);
        assert_eq!(ask::<i64>(&mut client, "DEL a b c none").await.unwrap(), 3);
        let mut keys: Vec<String> = client.keys("*").await.unwrap();
        keys.sort();
        assert_eq!(keys, ["k", "n"]);
        let settings: HashMap<String, String> = ask(&mut client, "CONFIG GET *").await.unwrap();
        assert_eq!(settings["port"], server.port.to_string());
        let info: String = ask(&mut client, "INFO keyspace").await.unwrap();
        assert_eq!(info, "# Keyspace\r\ndb0:keys=2\r\n");
        let error = ask::<Value>(&mut client, "GET").await.unwrap_err();
        assert_eq!(
            error.detail(),
            Some("wrong number of arguments for 'get' command")
        );
    }
    server.stop().await;
}

#[tokio::test]
async fn a_pipeline_is_answered_in_its_order() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    let mut pipe = pipe();
    let mut expected = Vec::new();
    for n in 0..2_000_i64 {
        let key = format!("k{}", n % 7);
        pipe.cmd("SET")
            .arg(&key)
            .arg(n)
            .cmd("GET")
            .arg(&key)
            .cmd("ECHO")
            .arg(n);
        let text = n.to_string().into_bytes();
        expected.extend([
            Value::Okay,
            Value::BulkString(text.clone()),
            Value::BulkString(text),
        ]);
    }
    let replies: Vec<Value> = pipe.query_async(&mut client).await.unwrap();
    assert!(replies == expected, "out of order");
    server.stop().await;
}

#[tokio::test]
async fn keys_expire_though_nobody_asks_for_them() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    let _: () = ask(&mut client, "SET k v PX 1").await.unwrap();
    // The sweep has found it when the statistics say so.
    loop {
        let info: String = ask(&mut client, "INFO stats").await.unwrap();
        if info.contains("expired_keys:1") {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(ask::<i64>(&mut client, "EXISTS k").await.unwrap(), 0);
    server.stop().await;
}

#[tokio::test]
async fn hello_in_the_middle_of_a_pipeline_changes_what_follows() {
    let server = Server::start().await;
    let mut bare = server.connect_bare().await;
    bare.send("GET none\r\nSELECT 0\r\nHELLO 3\r\nGET none\r\nQUIT\r\nPING\r\n")
        .await;
    let said = bare.rest().await;
    assert!(said.starts_with("$-1\r\n+OK\r\n%7\r\n"), "{said}");
    assert!(said.ends_with("_\r\n+OK\r\n"), "{said}");
    server.stop().await;
}

#[tokio::test]
async fn a_shutdown_ends_all_connections() {
    let server = Server::start().await;
    let mut idle = server.connect_bare().await;
    idle.send("PING\r\n").await;
    idle.expect("+PONG\r\n").await;
    server.stop().await;
    assert_eq!(idle.rest().await, "");
}
