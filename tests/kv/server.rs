//! A server to be tested, and clients of both kinds: the `redis` crate, and bare sockets.

use std::time::Duration;

use redis::AsyncConnectionConfig;
use redis::aio::MultiplexedConnection;
use supervise::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::app::{Config, Kv, Setup};

/// So long nothing takes unless it hangs.
pub(crate) const FOREVER: Duration = Duration::from_secs(120);

pub(crate) struct Server {
    pub(crate) kv: Kv,
    pub(crate) port: u16,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::with(Config::default()).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        quiet_crashes();
        let setup = Setup::open(Config { port: 0, ..config }).expect("a free port");
        let port = setup.config.port;
        let kv = Kv::start(setup).await.expect("the server starts");
        Self { kv, port }
    }

    pub(crate) async fn connect(&self) -> MultiplexedConnection {
        self.connect_with("")
            .await
            .expect("the server takes connections")
    }

    pub(crate) async fn connect_with(
        &self,
        options: &str,
    ) -> redis::RedisResult<MultiplexedConnection> {
        connect(self.port, options).await
    }

    pub(crate) async fn connect_bare(&self) -> Bare {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await;
        Bare {
            stream: stream.expect("the server takes connections"),
        }
    }

    pub(crate) async fn stop(self) {
        let outcome = tokio::time::timeout(FOREVER, self.kv.shutdown())
            .await
            .expect("the server stops");
        assert!(outcome.is_orderly(), "{outcome:?}");
    }
}

pub(crate) async fn connect(port: u16, options: &str) -> redis::RedisResult<MultiplexedConnection> {
    let client = redis::Client::open(format!("redis://127.0.0.1:{port}/{options}"))?;
    let patient = AsyncConnectionConfig::new()
        .set_response_timeout(Some(FOREVER))
        .set_connection_timeout(Some(FOREVER));
    client
        .get_multiplexed_async_connection_with_config(&patient)
        .await
}

/// A connection without a client library.
pub(crate) struct Bare {
    pub(crate) stream: TcpStream,
}

impl Bare {
    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).await.expect("sent");
    }

    /// Reads exactly this.
    #[track_caller]
    pub(crate) fn expect(&mut self, expected: impl AsRef<[u8]>) -> impl Future<Output = ()> {
        let caller = std::panic::Location::caller();
        async move {
            let expected = expected.as_ref();
            let mut read = vec![0; expected.len()];
            let all = self.stream.read_exact(&mut read);
            let result = tokio::time::timeout(FOREVER, all).await.expect("a reply");
            result.unwrap_or_else(|error| panic!("{error} instead of a reply, {caller}"));
            assert_eq!(
                read.escape_ascii().to_string(),
                expected.escape_ascii().to_string(),
                "{caller}"
            );
        }
    }

    /// Reads until the server closes the connection.
    pub(crate) async fn rest(mut self) -> String {
        let mut rest = Vec::new();
        let all = self.stream.read_to_end(&mut rest);
        // An end is an end, whichever way the connection was closed.
        let _ = tokio::time::timeout(FOREVER, all)
            .await
            .expect("the connection ends");
        String::from_utf8_lossy(&rest).into_owned()
    }
}

/// Children that were asked to crash need not say so each time.
fn quiet_crashes() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let message = panic.payload().downcast_ref::<&str>();
            let asked = message.is_some_and(|message| message.ends_with("was asked to crash"));
            if !asked {
                loud(panic);
            }
        }));
    });
}
