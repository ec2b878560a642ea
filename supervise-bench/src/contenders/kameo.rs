//! The same with `kameo`.

use std::sync::Arc;
use std::time::Duration;

use kameo::actor::{ActorRef, Spawn};
use kameo::error::Infallible;
use kameo::message::{Context, Message};
use kameo::prelude::{Actor, mailbox};
use kameo::supervision::{RestartPolicy, SupervisionStrategy};

use super::missing::Missing;
use super::{Arrivals, CAPACITY, Contender, Latch};

pub(crate) struct Kameo;

impl Contender for Kameo {
    const NAME: &'static str = "kameo";
    type Bounded = Bounded;
    type Unbounded = Unbounded;
    type Crowd = Crowd;
    type Ring = ActorRef<Node>;
    type Fragile = ActorRef<Fragile>;
    type Hub = ActorRef<Center>;
    type Dynamic = ActorRef<Parent>;
    type Group = ActorRef<Member>;
    type Deep = Missing;
    type Tower = Missing;
}

#[derive(Actor)]
pub(crate) struct Sum(u64);

struct Add(u64);
struct Get(u64);

impl Message<Add> for Sum {
    type Reply = ();

    async fn handle(&mut self, Add(n): Add, _: &mut Context<Self, ()>) {
        self.0 += n;
    }
}

impl Message<Get> for Sum {
    type Reply = u64;

    async fn handle(&mut self, Get(n): Get, _: &mut Context<Self, u64>) -> u64 {
        self.0 += n;
        self.0
    }
}

#[derive(Clone)]
pub(crate) struct Bounded(ActorRef<Sum>);

impl super::Counter for Bounded {
    async fn start() -> Self {
        Self(Sum::spawn_with_mailbox(Sum(0), mailbox::bounded(CAPACITY)))
    }

    async fn add(&self, n: u64) {
        let _ = self.0.tell(Add(n)).await;
    }

    async fn get(&self, n: u64) -> u64 {
        self.0.ask(Get(n)).await.unwrap_or_default()
    }
}

#[derive(Clone)]
pub(crate) struct Unbounded(ActorRef<Sum>);

impl super::Counter for Unbounded {
    async fn start() -> Self {
        Self(Sum::spawn_with_mailbox(Sum(0), mailbox::unbounded()))
    }

    async fn add(&self, n: u64) {
        let _ = self.0.tell(Add(n)).await;
    }

    async fn get(&self, n: u64) -> u64 {
        self.0.ask(Get(n)).await.unwrap_or_default()
    }
}

pub(crate) struct Crowd(Vec<ActorRef<Sum>>);

impl super::Crowd for Crowd {
    async fn start(size: usize) -> Self {
        let crowd: Vec<_> = (0..size).map(|_| Sum::spawn(Sum(0))).collect();
        for one in &crowd {
            one.wait_for_startup().await;
        }
        Self(crowd)
    }

    async fn answers(&self) -> bool {
        let last = self.0.last().expect("it is not empty");
        last.ask(Get(1)).await.is_ok_and(|sum| sum == 1)
    }

    async fn stop(self) {
        for one in &self.0 {
            let _ = one.stop_gracefully().await;
        }
        for one in &self.0 {
            one.wait_for_shutdown().await;
        }
    }
}

#[derive(Actor)]
pub(crate) struct Node {
    next: Option<ActorRef<Node>>,
    home: Arc<Arrivals>,
}

struct Join(ActorRef<Node>);
struct Hop(u64);

impl Message<Join> for Node {
    type Reply = ();

    async fn handle(&mut self, Join(next): Join, _: &mut Context<Self, ()>) {
        self.next = Some(next);
    }
}

impl Message<Hop> for Node {
    type Reply = ();

    async fn handle(&mut self, Hop(left): Hop, _: &mut Context<Self, ()>) {
        match &self.next {
            Some(next) if left > 0 => drop(next.tell(Hop(left - 1)).await),
            _ => self.home.arrive(),
        }
    }
}

impl super::Ring for ActorRef<Node> {
    async fn start(size: usize, home: &Arc<Arrivals>) -> Self {
        let node = |next| {
            let home = Arc::clone(home);
            Node::spawn_with_mailbox(Node { next, home }, mailbox::unbounded())
        };
        let first = node(None);
        let mut next = first.clone();
        for _ in 1..size {
            next = node(Some(next));
        }
        let _ = first.tell(Join(next)).await;
        first
    }

    async fn hop(&self, left: u64) {
        let _ = self.tell(Hop(left)).await;
    }
}

/// Restarts the others as often as is needed.
pub(crate) struct Parent;

impl Actor for Parent {
    type Args = ();
    type Error = Infallible;

    fn supervision_strategy() -> SupervisionStrategy {
        SupervisionStrategy::OneForOne
    }

    async fn on_start((): (), _: ActorRef<Self>) -> Result<Self, Infallible> {
        Ok(Self)
    }
}

#[derive(Actor, Clone)]
pub(crate) struct Fragile;

struct Crash;
struct Ask;

impl Message<Crash> for Fragile {
    type Reply = ();

    async fn handle(&mut self, _: Crash, _: &mut Context<Self, ()>) {
        panic!("told to");
    }
}

impl Message<Ask> for Fragile {
    type Reply = u64;

    async fn handle(&mut self, _: Ask, _: &mut Context<Self, u64>) -> u64 {
        1
    }
}

impl super::Fragile for ActorRef<Fragile> {
    async fn start() -> Self {
        let parent = Parent::spawn(());
        let fragile = Fragile::supervise(&parent, Fragile)
            .restart_policy(RestartPolicy::Permanent)
            .restart_limit(u32::MAX, Duration::from_secs(3_600))
            .spawn()
            .await;
        // It lives for as long as the program.
        tokio::spawn(async move { parent.wait_for_shutdown().await });
        fragile
    }

    async fn crash(&self) {
        let _ = self.tell(Crash).await;
    }

    async fn get(&self) -> Option<u64> {
        self.ask(Ask).await.ok()
    }
}

#[derive(Actor)]
struct Leaf {
    sum: u64,
    rounds: u64,
    latch: Arc<Latch>,
}

impl Message<Add> for Leaf {
    type Reply = ();

    async fn handle(&mut self, Add(n): Add, _: &mut Context<Self, ()>) {
        self.sum += n;
        if self.sum == self.rounds {
            self.latch.count_down();
        }
    }
}

#[derive(Actor)]
pub(crate) struct Center(Vec<ActorRef<Leaf>>);

struct Round;

impl Message<Round> for Center {
    type Reply = ();

    async fn handle(&mut self, _: Round, _: &mut Context<Self, ()>) {
        for leaf in &self.0 {
            let _ = leaf.tell(Add(1)).await;
        }
    }
}

impl super::Hub for ActorRef<Center> {
    async fn start(leaves: usize, rounds: u64, latch: &Arc<Latch>) -> Self {
        let leaf = |_| {
            let latch = Arc::clone(latch);
            let leaf = Leaf {
                sum: 0,
                rounds,
                latch,
            };
            Leaf::spawn_with_mailbox(leaf, mailbox::bounded(CAPACITY))
        };
        let center = Center((0..leaves).map(leaf).collect());
        Center::spawn_with_mailbox(center, mailbox::bounded(CAPACITY))
    }

    async fn round(&self) {
        let _ = self.tell(Round).await;
    }
}

#[derive(Actor, Clone)]
pub(crate) struct Session(u64);

impl Message<Ask> for Session {
    type Reply = u64;

    async fn handle(&mut self, _: Ask, _: &mut Context<Self, u64>) -> u64 {
        self.0
    }
}

impl super::Dynamic for ActorRef<Parent> {
    type Child = ActorRef<Session>;

    async fn start() -> Self {
        Parent::spawn(())
    }

    async fn child(&self) -> Self::Child {
        let child = Session::supervise(self, Session(1))
            .restart_policy(RestartPolicy::Never)
            .spawn()
            .await;
        child.wait_for_startup().await;
        child
    }

    async fn answers(&self, child: &Self::Child) -> bool {
        child.ask(Ask).await.is_ok_and(|user| user == 1)
    }

    async fn stop_child(&self, child: Self::Child) -> bool {
        let told = child.stop_gracefully().await.is_ok();
        child.wait_for_shutdown().await;
        told
    }

    async fn stop(self, children: Vec<Self::Child>) {
        let _ = self.stop_gracefully().await;
        self.wait_for_shutdown().await;
        for child in children {
            child.wait_for_shutdown().await;
        }
    }
}

pub(crate) struct AllParent;

impl Actor for AllParent {
    type Args = ();
    type Error = Infallible;

    fn supervision_strategy() -> SupervisionStrategy {
        SupervisionStrategy::OneForAll
    }

    async fn on_start((): (), _: ActorRef<Self>) -> Result<Self, Infallible> {
        Ok(Self)
    }
}

pub(crate) struct Member;

impl Actor for Member {
    type Args = Arc<Arrivals>;
    type Error = Infallible;

    async fn on_start(inits: Arc<Arrivals>, _: ActorRef<Self>) -> Result<Self, Infallible> {
        inits.arrive();
        Ok(Self)
    }
}

impl Message<Crash> for Member {
    type Reply = ();

    async fn handle(&mut self, _: Crash, _: &mut Context<Self, ()>) {
        panic!("told to");
    }
}

impl super::Group for ActorRef<Member> {
    async fn start(children: usize, inits: &Arc<Arrivals>) -> Self {
        let parent = AllParent::spawn(());
        let mut members = Vec::new();
        for _ in 0..children {
            let member = Member::supervise(&parent, Arc::clone(inits))
                .restart_policy(RestartPolicy::Permanent)
                .restart_limit(u32::MAX, Duration::from_secs(3_600))
                .spawn();
            members.push(member.await);
        }
        let one = members[children / 2].clone();
        tokio::spawn(async move {
            parent.wait_for_shutdown().await;
            drop(members);
        });
        one
    }

    async fn crash(&self) {
        let _ = self.tell(Crash).await;
    }
}
