//! The same with `tokio-actors`. All its mailboxes have a bound, and spawning waits for the start.

use std::sync::Arc;
use std::time::Duration;

use tokio_actors::actor::context::ActorContext;
use tokio_actors::actor::handle::ActorHandle;
use tokio_actors::actor::{Actor, ActorExt};
use tokio_actors::{
    ActorConfig, ActorResult, ActorSystem, RestartType, StopReason, SupervisionConfig,
};

use super::missing::Missing;
use super::{Arrivals, CAPACITY, Contender, Latch};

pub(crate) struct TokioActors;

impl Contender for TokioActors {
    const NAME: &'static str = "tokio-actors";
    type Bounded = ActorHandle<Sum>;
    type Unbounded = Missing;
    type Crowd = Crowd;
    type Ring = ActorHandle<Node>;
    type Fragile = Named;
    type Hub = ActorHandle<Center>;
    type Dynamic = ActorHandle<Parent>;
    type Group = All;
    type Deep = Missing;
    type Tower = Missing;
}

fn roomy() -> ActorConfig {
    ActorConfig::default().with_mailbox_capacity(CAPACITY)
}

pub(crate) struct Sum(u64);

pub(crate) enum Message {
    Add(u64),
    Get(u64),
}

impl Actor for Sum {
    type Message = Message;
    type Response = u64;

    async fn handle(&mut self, message: Message, _: &mut ActorContext<Self>) -> ActorResult<u64> {
        let (Message::Add(n) | Message::Get(n)) = message;
        self.0 += n;
        Ok(self.0)
    }
}

impl super::Counter for ActorHandle<Sum> {
    async fn start() -> Self {
        let sum = Sum(0).spawn().with_config(roomy());
        sum.await.expect("it starts")
    }

    async fn add(&self, n: u64) {
        let _ = self.notify(Message::Add(n)).await;
    }

    async fn get(&self, n: u64) -> u64 {
        self.send(Message::Get(n)).await.unwrap_or_default()
    }
}

pub(crate) struct Crowd(Vec<ActorHandle<Sum>>);

impl super::Crowd for Crowd {
    async fn start(size: usize) -> Self {
        let mut crowd = Vec::with_capacity(size);
        for _ in 0..size {
            crowd.push(Sum(0).spawn().await.expect("it starts"));
        }
        Self(crowd)
    }

    async fn answers(&self) -> bool {
        let last = self.0.last().expect("it is not empty");
        last.send(Message::Get(1)).await.is_ok_and(|sum| sum == 1)
    }

    async fn stop(self) {
        for one in &self.0 {
            let _ = one.stop(StopReason::Graceful).await;
        }
        for one in &self.0 {
            one.wait_stopped().await;
        }
    }
}

pub(crate) struct Node {
    next: Option<ActorHandle<Node>>,
    home: Arc<Arrivals>,
}

pub(crate) enum Token {
    Join(ActorHandle<Node>),
    Hop(u64),
}

impl Actor for Node {
    type Message = Token;
    type Response = ();

    async fn handle(&mut self, token: Token, _: &mut ActorContext<Self>) -> ActorResult<()> {
        match (token, &self.next) {
            (Token::Join(next), _) => self.next = Some(next),
            (Token::Hop(left), Some(next)) if left > 0 => {
                let _ = next.notify(Token::Hop(left - 1)).await;
            }
            _ => self.home.arrive(),
        }
        Ok(())
    }
}

impl super::Ring for ActorHandle<Node> {
    async fn start(size: usize, home: &Arc<Arrivals>) -> Self {
        let node = async |next| {
            let home = Arc::clone(home);
            Node { next, home }.spawn().await.expect("it starts")
        };
        let first = node(None).await;
        let mut next = first.clone();
        for _ in 1..size {
            next = node(Some(next)).await;
        }
        let _ = first.notify(Token::Join(next)).await;
        first
    }

    async fn hop(&self, left: u64) {
        let _ = self.notify(Token::Hop(left)).await;
    }
}

pub(crate) enum Order {
    Crash,
    Get,
}

struct Fragile;

impl Actor for Fragile {
    type Message = Order;
    type Response = u64;

    async fn handle(&mut self, order: Order, _: &mut ActorContext<Self>) -> ActorResult<u64> {
        match order {
            Order::Crash => panic!("told to"),
            Order::Get => Ok(1),
        }
    }
}

struct Watcher;

const NAME: &str = "fragile";

impl Actor for Watcher {
    type Message = ();
    type Response = ();

    async fn on_started(&mut self, context: &mut ActorContext<Self>) -> ActorResult<()> {
        let child = context.spawn_child(|| Fragile).named(NAME);
        child.restart_type(RestartType::Permanent).await?;
        Ok(())
    }

    async fn handle(&mut self, (): (), _: &mut ActorContext<Self>) -> ActorResult<()> {
        Ok(())
    }
}

/// Reached by its name: a handle dies with its actor.
pub(crate) struct Named;

impl super::Fragile for Named {
    async fn start() -> Self {
        let limit =
            SupervisionConfig::one_for_one().max_restarts(1_000_000, Duration::from_secs(1));
        let watcher = Watcher.spawn().with_supervision(limit);
        watcher.await.expect("it starts");
        Self
    }

    async fn crash(&self) {
        if let Some(fragile) = ActorSystem::default().get::<Fragile>(NAME) {
            let _ = fragile.notify(Order::Crash).await;
        }
    }

    async fn get(&self) -> Option<u64> {
        let Some(fragile) = ActorSystem::default().get::<Fragile>(NAME) else {
            tokio::task::yield_now().await;
            return None;
        };
        fragile.send(Order::Get).await.ok()
    }
}

struct Leaf {
    sum: u64,
    rounds: u64,
    latch: Arc<Latch>,
}

impl Actor for Leaf {
    type Message = u64;
    type Response = ();

    async fn handle(&mut self, n: u64, _: &mut ActorContext<Self>) -> ActorResult<()> {
        self.sum += n;
        if self.sum == self.rounds {
            self.latch.count_down();
        }
        Ok(())
    }
}

pub(crate) struct Center(Vec<ActorHandle<Leaf>>);

impl Actor for Center {
    type Message = ();
    type Response = ();

    async fn handle(&mut self, (): (), _: &mut ActorContext<Self>) -> ActorResult<()> {
        for leaf in &self.0 {
            let _ = leaf.notify(1).await;
        }
        Ok(())
    }
}

impl super::Hub for ActorHandle<Center> {
    async fn start(leaves: usize, rounds: u64, latch: &Arc<Latch>) -> Self {
        let mut all = Vec::new();
        for _ in 0..leaves {
            let latch = Arc::clone(latch);
            let leaf = Leaf {
                sum: 0,
                rounds,
                latch,
            };
            all.push(leaf.spawn().with_config(roomy()).await.expect("it starts"));
        }
        let center = Center(all).spawn().with_config(roomy());
        center.await.expect("it starts")
    }

    async fn round(&self) {
        let _ = self.notify(()).await;
    }
}

/// Starts a child for each message.
pub(crate) struct Parent;

impl Actor for Parent {
    type Message = ();
    type Response = ActorHandle<Sum>;

    async fn handle(
        &mut self,
        (): (),
        context: &mut ActorContext<Self>,
    ) -> ActorResult<ActorHandle<Sum>> {
        let child = context.spawn_child(|| Sum(0));
        Ok(child.restart_type(RestartType::Temporary).await?)
    }
}

impl super::Dynamic for ActorHandle<Parent> {
    type Child = ActorHandle<Sum>;

    async fn start() -> Self {
        let pool = SupervisionConfig::simple_one_for_one();
        Parent
            .spawn()
            .with_supervision(pool)
            .await
            .expect("it starts")
    }

    async fn child(&self) -> Self::Child {
        self.send(()).await.expect("it starts")
    }

    async fn answers(&self, child: &Self::Child) -> bool {
        child.send(Message::Get(1)).await.is_ok_and(|sum| sum == 1)
    }

    async fn stop(self, _: Vec<Self::Child>) {
        let _ = ActorHandle::stop(&self, StopReason::Graceful).await;
        self.wait_stopped().await;
    }
}

struct Member(Arc<Arrivals>);

impl Actor for Member {
    type Message = ();
    type Response = ();

    async fn on_started(&mut self, _: &mut ActorContext<Self>) -> ActorResult<()> {
        self.0.arrive();
        Ok(())
    }

    async fn handle(&mut self, (): (), _: &mut ActorContext<Self>) -> ActorResult<()> {
        panic!("told to");
    }
}

struct AllParent(usize, Arc<Arrivals>);

impl Actor for AllParent {
    type Message = ();
    type Response = ();

    async fn on_started(&mut self, context: &mut ActorContext<Self>) -> ActorResult<()> {
        for index in 0..self.0 {
            let inits = Arc::clone(&self.1);
            let child = context.spawn_child(move || Member(Arc::clone(&inits)));
            child.named(index.to_string()).await?;
        }
        Ok(())
    }

    async fn handle(&mut self, (): (), _: &mut ActorContext<Self>) -> ActorResult<()> {
        Ok(())
    }
}

/// The name of the one that dies.
pub(crate) struct All(String);

impl super::Group for All {
    async fn start(children: usize, inits: &Arc<Arrivals>) -> Self {
        let limit =
            SupervisionConfig::one_for_all().max_restarts(1_000_000, Duration::from_secs(1));
        let parent = AllParent(children, Arc::clone(inits)).spawn();
        parent.with_supervision(limit).await.expect("it starts");
        Self((children / 2).to_string())
    }

    /// It may not be registered again yet when its start has been heard of.
    async fn crash(&self) {
        loop {
            if let Some(member) = ActorSystem::default().get::<Member>(&self.0)
                && member.notify(()).await.is_ok()
            {
                return;
            }
            tokio::task::yield_now().await;
        }
    }
}
