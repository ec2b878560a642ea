//! The process that serves HTTP.

use std::io;
use std::net::SocketAddr;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use supervise::prelude::*;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::Services;

/// Serves until it is told to end; then it takes no more connections, and answers what it was asked.
#[derive(Debug)]
pub struct Listener {
    address: SocketAddr,
    server: JoinHandle<io::Result<()>>,
    stop: oneshot::Sender<()>,
}

/// The server has ended, which it does only when it is told to.
#[derive(Debug)]
pub struct Ended;

#[managed_process]
impl Listener {
    #[init]
    pub async fn open(
        address: SocketAddr,
        services: Services,
        cx: &mut Cx<Self>,
    ) -> io::Result<Self> {
        let socket = TcpListener::bind(address).await?;
        let address = socket.local_addr()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let me = cx.me();
        let server = tokio::spawn(async move {
            let serve = axum::serve(socket, routes(services)).with_graceful_shutdown(async {
                // An error is a listener that is gone, which is a reason to stop too.
                let _ = stopped.await;
            });
            let outcome = serve.await;
            // Nobody has to hear it where the process ends anyway.
            let _ = me.send(Ended).try_send();
            outcome
        });
        Ok(Listener {
            address,
            server,
            stop,
        })
    }

    /// Where it really listens, if it was told to choose a port.
    #[call]
    pub fn address(&mut self) -> SocketAddr {
        self.address
    }

    #[info]
    fn ended(&mut self, _ended: Ended) -> Action<Self> {
        Action::stop(ExitReason::error("the server has ended"))
    }

    /// Within its shutdown budget.
    #[terminate]
    async fn drain(self, _end: &End) {
        let _ = self.stop.send(());
        let _ = self.server.await;
    }
}

fn routes(services: Services) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/tree.svg", get(picture))
        .route("/quote/{of}", get(quote))
        .route("/order/{of}", post(order))
        .with_state(services)
}

async fn home() -> Html<&'static str> {
    Html("<p>Try <a href=\"/quote/tea\">a quote</a>.</p><img src=\"/tree.svg\" alt=\"the tree\">")
}

async fn picture(State(services): State<Services>) -> Response {
    ([(header::CONTENT_TYPE, "image/svg+xml")], services.picture).into_response()
}

/// From the cache, or from the first worker that gets an answer.
async fn quote(State(services): State<Services>, Path(of): Path<String>) -> Response {
    if let Ok(Some(price)) = services.cache.get(of.clone()).await {
        return price.to_string().into_response();
    }
    for _ in 0..5 {
        match services.quotes.route().ask(of.clone()).await {
            Ok(price) => {
                let _ = services.cache.put(of, price).await;
                return price.to_string().into_response();
            }
            // Another one may have more luck.
            Err(_) => continue,
        }
    }
    (StatusCode::BAD_GATEWAY, "no answer").into_response()
}

async fn order(State(services): State<Services>, Path(of): Path<String>) -> Response {
    match services.orders.take(of).await {
        Ok(number) => number.to_string().into_response(),
        Err(CallError::NotDelivered(ExitReason::CircuitOpen)) => {
            (StatusCode::SERVICE_UNAVAILABLE, "not now, try again later").into_response()
        }
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}
