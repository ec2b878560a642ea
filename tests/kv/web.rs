//! The example of a web service, by plain sockets.

use std::net::SocketAddr;
use std::time::Duration;

use supervise::prelude::*;
use supervise::testing::Recorder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::server::FOREVER;
use crate::web_app::{Settings, Web};

async fn start(settings: Settings) -> (Web, SocketAddr) {
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let web = Web::start(Settings {
        address,
        ..settings
    });
    let web = web.await.expect("the service starts");
    let address = web.listener().address().await.expect("it listens");
    (web, address)
}

/// An upstream that never fails.
fn steady() -> Settings {
    Settings {
        flaky: 0,
        thinks: Duration::ZERO,
        ..Settings::default()
    }
}

/// The status and the body.
async fn request(address: SocketAddr, method: &str, path: &str) -> (u16, String) {
    let request = format!("{method} {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    let exchange = async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        std::io::Result::Ok(answer)
    };
    let answer = tokio::time::timeout(FOREVER, exchange).await;
    let answer = answer.expect("an answer comes").expect("a connection");
    let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok());
    let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
    (status.expect("a status"), body.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn quotes_come_through_a_flaky_upstream() {
    let (web, address) = start(Settings {
        flaky: 3,
        thinks: Duration::from_millis(1),
        ..Settings::default()
    })
    .await;
    // Each third request fails its worker. Another one is asked then.
    for n in 0..20 {
        let (status, _) = request(address, "GET", &format!("/quote/tea{n}")).await;
        assert_eq!(status, 200, "tea{n}");
    }
    // What was answered is in the cache, also after a crash of the cache.
    let price = (200, "314".to_owned());
    assert_eq!(request(address, "GET", "/quote/tea").await, price);
    let again = web.cache().wait_restarted();
    web.cache().crash().await.unwrap();
    again.await.unwrap();
    web.upstream().set_down(true).await.unwrap();
    assert_eq!(request(address, "GET", "/quote/tea").await, price);
    assert_eq!(request(address, "GET", "/quote/milk").await.0, 502);
    assert!(web.shutdown().await.is_orderly());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn orders_are_refused_at_once_while_the_circuit_is_open() {
    let (web, address) = start(steady()).await;
    assert_eq!(
        request(address, "POST", "/order/tea").await,
        (200, "1".to_owned())
    );
    web.upstream().set_down(true).await.unwrap();
    let mut refused = 0;
    for _ in 0..20 {
        let (status, _) = request(address, "POST", "/order/tea").await;
        assert!(status == 502 || status == 503, "{status}");
        refused += u32::from(status == 503);
    }
    assert!(refused > 0);
    // The rest of the service goes on.
    assert_eq!(request(address, "GET", "/").await.0, 200);
    web.upstream().set_down(false).await.unwrap();
    // The probe is the next start. Forgotten before it is asked, no restart is missed.
    let mut recorder = Recorder::of(web.supervisor());
    let probe = async {
        loop {
            recorder.clear();
            if request(address, "POST", "/order/tea").await.0 == 200 {
                break;
            }
            recorder.wait_for("workers.orders restarted").await;
        }
    };
    tokio::time::timeout(FOREVER, probe)
        .await
        .expect("the probe succeeds");
    web.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_is_answered_before_it_stops() {
    let (web, address) = start(Settings {
        thinks: Duration::from_millis(300),
        ..steady()
    })
    .await;
    // The upstream is busy, so that it can be seen that it is asked again.
    let first = web
        .upstream()
        .price("coffee".to_owned())
        .begin()
        .await
        .unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let asked = b"GET /quote/tea HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
    stream.write_all(asked).await.unwrap();
    let is_asked = async {
        while web.upstream().mailbox_len() == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(FOREVER, is_asked)
        .await
        .expect("it is asked");
    drop(first);
    let outcome = web.shutdown().await;
    assert!(outcome.is_orderly(), "{outcome}");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    TcpStream::connect(address).await.unwrap_err();
}

#[tokio::test]
async fn it_shows_its_own_picture() {
    let (web, address) = start(steady()).await;
    let (status, svg) = request(address, "GET", "/tree.svg").await;
    assert_eq!(status, 200);
    assert!(svg.starts_with("<svg") && svg.contains("listener"));
    web.shutdown().await;
}
