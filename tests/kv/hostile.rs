//! Clients that send nonsense, too much, or too little, and what others notice of them: nothing.

use tokio::io::AsyncReadExt;

use crate::app::Config;
use crate::server::Server;

#[tokio::test]
async fn broken_input_is_answered_and_ends_the_connection() {
    let server = Server::start().await;
    let mut other = server.connect_bare().await;
    let cases: [(&[u8], &str); 7] = [
        (b"*x\r\n", "invalid multibulk length"),
        (b"*1\r\n$x\r\n", "invalid bulk length"),
        (b"*1\r\n$-1\r\n", "invalid bulk length"),
        (b"*1\r\nPING\r\n", "expected '$', got 'P'"),
        (b"SET k \"v\r\n", "unbalanced quotes in request"),
        (&[b'x'; 70_000], "too big inline request"),
        (&[b'*'; 70_000], "too big mbulk count string"),
    ];
    for (input, error) in cases {
        let mut bare = server.connect_bare().await;
        bare.send("PING\r\n").await;
        bare.send(input).await;
        assert_eq!(
            bare.rest().await,
            format!("+PONG\r\n-ERR Protocol error: {error}\r\n")
        );
        other.send("PING\r\n").await;
        other.expect("+PONG\r\n").await;
    }
    server.stop().await;
}

#[tokio::test]
async fn oversized_requests_are_answered_and_end_the_connection() {
    let server = Server::start().await;
    let value = |len: usize| format!("$3\r\nSET\r\n$1\r\nk\r\n${len}\r\n{}\r\n", "x".repeat(len));
    for (input, error) in [
        (format!("*3\r\n{}", value(1_500_000)), "invalid bulk length"),
        (format!("*3\r\n{}", value(5_000_000)), "too big request"),
        ("*20000\r\n".to_owned(), "invalid multibulk length"),
    ] {
        let mut bare = server.connect_bare().await;
        bare.send(input).await;
        assert_eq!(
            bare.rest().await,
            format!("-ERR Protocol error: {error}\r\n")
        );
    }
    // The most that is allowed.
    let mut bare = server.connect_bare().await;
    bare.send(format!("*3\r\n{}", value(1 << 20))).await;
    bare.expect("+OK\r\n").await;
    bare.send("APPEND k x\r\nSTRLEN k\r\n").await;
    bare.expect("-ERR string exceeds maximum allowed size (proto-max-bulk-len)\r\n:1048576\r\n")
        .await;
    server.stop().await;
}

#[tokio::test]
async fn a_client_may_leave_in_the_middle() {
    let server = Server::start().await;
    for unfinished in ["", "*2\r\n$3\r\nGET\r\n$1", "SET k", "*1\r\n$4\r\nPING\r\n"] {
        let mut bare = server.connect_bare().await;
        bare.send(unfinished).await;
        drop(bare);
    }
    let mut bare = server.connect_bare().await;
    bare.send("PING\r\n").await;
    bare.expect("+PONG\r\n").await;
    server.stop().await;
}

#[tokio::test]
async fn there_is_a_limit_on_connections() {
    let server = Server::with(Config {
        max_clients: 2,
        ..Config::default()
    })
    .await;
    let mut clients = Vec::new();
    for _ in 0..2 {
        let mut client = server.connect_bare().await;
        client.send("PING\r\n").await;
        client.expect("+PONG\r\n").await;
        clients.push(client);
    }
    let refused = server.connect_bare().await;
    assert_eq!(
        refused.rest().await,
        "-ERR max number of clients reached\r\n"
    );

    // Those that are in are not disturbed, and make room when they leave.
    for client in &mut clients {
        client.send("PING\r\n").await;
        client.expect("+PONG\r\n").await;
    }
    let mut leaving = clients.swap_remove(0);
    leaving.send("QUIT\r\n").await;
    assert_eq!(leaving.rest().await, "+OK\r\n");
    loop {
        let mut next = server.connect_bare().await;
        next.send("PING\r\n").await;
        let mut first = [0];
        // A session is forgotten soon after its connection is gone, but not at once.
        if next.stream.read_exact(&mut first).await.is_ok() && first == *b"+" {
            next.expect("PONG\r\n").await;
            break;
        }
    }
    server.stop().await;
}

/// A client that does not read its replies is not read from either, so it can't make the server grow.
#[tokio::test]
async fn a_slow_reader_is_made_to_wait() {
    const VALUE: usize = 1_000_000;
    const GET: &[u8] = b"GET big\r\n";
    let server = Server::start().await;
    let mut slow = server.connect_bare().await;
    let mut other = server.connect_bare().await;
    slow.send(format!("SET big {}\r\n", "x".repeat(50_000)))
        .await;
    slow.expect("+OK\r\n").await;
    for _ in 0..19 {
        slow.send(format!("APPEND big {}\r\n", "x".repeat(50_000)))
            .await;
        slow.stream.read_u8().await.expect("a reply");
    }
    let _ = slow.stream.try_read(&mut [0; 1024]);

    // Asks on and on, until nothing more is taken for as long as somebody else is served a thousand times.
    let (mut asked, mut stuck) = (0, 0);
    while stuck < 1_000 {
        match slow.stream.try_write(&GET.repeat(1_000)) {
            Ok(bytes) => {
                asked += bytes;
                stuck = 0;
            }
            Err(_) => stuck += 1,
        }
        other.send("PING\r\n").await;
        other.expect("+PONG\r\n").await;
    }
    assert!(asked > 0);
    // Had all of this been answered into memory, it would be several of hundreds of gigabytes.
    let answered_at_once = asked / GET.len() * VALUE;
    assert!(
        answered_at_once > 1 << 30,
        "only {answered_at_once} bytes were asked for"
    );

    drop(slow);
    other.send("PING\r\n").await;
    other.expect("+PONG\r\n").await;
    server.stop().await;
}
