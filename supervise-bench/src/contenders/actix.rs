//! The same with `actix`: one arbiter on one thread, as `#[actix::main]` runs it.
//!
//! It restarts actors that stop, not those that panic, so there is nothing to compare of that.

use std::sync::Arc;

use actix::prelude::*;
use tokio::task::JoinHandle;

use super::missing::Missing;
use super::{Arrivals, CAPACITY, Contender, Latch};

pub(crate) struct Actix;

impl Contender for Actix {
    const NAME: &'static str = "actix";
    type Bounded = Bounded;
    type Unbounded = Unbounded;
    type Crowd = Crowd;
    type Ring = Addr<Node>;
    type Fragile = Missing;
    type Hub = Addr<Center>;
    type Dynamic = Missing;
    type Group = Missing;
    type Deep = Missing;
    type Tower = Missing;

    fn run<T: Send + 'static>(main: impl Future<Output = T> + Send + 'static) -> T {
        System::new().block_on(main)
    }

    fn go<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
        actix::spawn(task)
    }
}

pub(crate) struct Sum(u64);

impl Actor for Sum {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        context.set_mailbox_capacity(CAPACITY);
    }
}

#[derive(Message)]
#[rtype(result = "()")]
struct Add(u64);

#[derive(Message)]
#[rtype(result = "u64")]
struct Get(u64);

impl Handler<Add> for Sum {
    type Result = ();

    fn handle(&mut self, Add(n): Add, _: &mut Self::Context) {
        self.0 += n;
    }
}

impl Handler<Get> for Sum {
    type Result = u64;

    fn handle(&mut self, Get(n): Get, _: &mut Self::Context) -> u64 {
        self.0 += n;
        self.0
    }
}

#[derive(Clone)]
pub(crate) struct Bounded(Addr<Sum>);

impl super::Counter for Bounded {
    async fn start() -> Self {
        Self(Sum(0).start())
    }

    /// There is no sending that waits for room.
    async fn add(&self, n: u64) {
        let mut message = Add(n);
        while let Err(SendError::Full(back)) = self.0.try_send(message) {
            message = back;
            tokio::task::yield_now().await;
        }
    }

    async fn get(&self, n: u64) -> u64 {
        self.0.send(Get(n)).await.unwrap_or_default()
    }
}

#[derive(Clone)]
pub(crate) struct Unbounded(Addr<Sum>);

impl super::Counter for Unbounded {
    async fn start() -> Self {
        Self(Sum(0).start())
    }

    async fn add(&self, n: u64) {
        self.0.do_send(Add(n));
    }

    async fn get(&self, n: u64) -> u64 {
        self.0.send(Get(n)).await.unwrap_or_default()
    }
}

/// One that tells when it is gone.
struct Idle {
    up: Arc<Latch>,
    gone: Arc<Latch>,
}

impl Actor for Idle {
    type Context = Context<Self>;

    fn started(&mut self, _: &mut Self::Context) {
        self.up.count_down();
    }

    fn stopped(&mut self, _: &mut Self::Context) {
        self.gone.count_down();
    }
}

impl Handler<Get> for Idle {
    type Result = u64;

    fn handle(&mut self, Get(n): Get, _: &mut Self::Context) -> u64 {
        n
    }
}

pub(crate) struct Crowd(Vec<Addr<Idle>>, Arc<Latch>);

impl super::Crowd for Crowd {
    async fn start(size: usize) -> Self {
        let (up, gone) = (Latch::new(size), Latch::new(size));
        let one = |_| {
            let (up, gone) = (Arc::clone(&up), Arc::clone(&gone));
            Idle { up, gone }.start()
        };
        let crowd = (0..size).map(one).collect();
        up.opened().await;
        Self(crowd, gone)
    }

    async fn answers(&self) -> bool {
        let last = self.0.last().expect("it is not empty");
        last.send(Get(1)).await.is_ok_and(|answer| answer == 1)
    }

    async fn stop(self) {
        drop(self.0);
        self.1.opened().await;
    }
}

pub(crate) struct Node {
    next: Option<Addr<Node>>,
    home: Arc<Arrivals>,
}

impl Actor for Node {
    type Context = Context<Self>;
}

#[derive(Message)]
#[rtype(result = "()")]
struct Join(Addr<Node>);

#[derive(Message)]
#[rtype(result = "()")]
struct Hop(u64);

impl Handler<Join> for Node {
    type Result = ();

    fn handle(&mut self, Join(next): Join, _: &mut Self::Context) {
        self.next = Some(next);
    }
}

impl Handler<Hop> for Node {
    type Result = ();

    fn handle(&mut self, Hop(left): Hop, _: &mut Self::Context) {
        match &self.next {
            Some(next) if left > 0 => next.do_send(Hop(left - 1)),
            _ => self.home.arrive(),
        }
    }
}

impl super::Ring for Addr<Node> {
    async fn start(size: usize, home: &Arc<Arrivals>) -> Self {
        let node = |next| {
            let home = Arc::clone(home);
            Node { next, home }.start()
        };
        let first = node(None);
        let mut next = first.clone();
        for _ in 1..size {
            next = node(Some(next));
        }
        first.do_send(Join(next));
        first
    }

    async fn hop(&self, left: u64) {
        self.do_send(Hop(left));
    }
}

struct Leaf {
    sum: u64,
    rounds: u64,
    latch: Arc<Latch>,
}

impl Actor for Leaf {
    type Context = Context<Self>;
}

impl Handler<Add> for Leaf {
    type Result = ();

    fn handle(&mut self, Add(n): Add, _: &mut Self::Context) {
        self.sum += n;
        if self.sum == self.rounds {
            self.latch.count_down();
        }
    }
}

pub(crate) struct Center(Vec<Addr<Leaf>>);

impl Actor for Center {
    type Context = Context<Self>;
}

#[derive(Message)]
#[rtype(result = "()")]
struct Round;

impl Handler<Round> for Center {
    type Result = ();

    fn handle(&mut self, _: Round, _: &mut Self::Context) {
        for leaf in &self.0 {
            leaf.do_send(Add(1));
        }
    }
}

impl super::Hub for Addr<Center> {
    async fn start(leaves: usize, rounds: u64, latch: &Arc<Latch>) -> Self {
        let leaf = |_| {
            let latch = Arc::clone(latch);
            Leaf {
                sum: 0,
                rounds,
                latch,
            }
            .start()
        };
        Center((0..leaves).map(leaf).collect()).start()
    }

    async fn round(&self) {
        self.do_send(Round);
    }
}
