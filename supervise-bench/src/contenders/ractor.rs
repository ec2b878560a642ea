//! The same with `ractor`. Its mailboxes have no bound. It has no supervisor of its own: a parent
//! that wants its children restarted does it when it hears of their end.

use std::sync::Arc;

use ractor::{Actor, ActorProcessingErr, ActorRef, RpcReplyPort, SupervisionEvent, call};
use tokio::task::JoinHandle;

use super::missing::Missing;
use super::{Arrivals, Contender, Latch};

pub(crate) struct Ractor;

impl Contender for Ractor {
    const NAME: &'static str = "ractor";
    type Bounded = Missing;
    type Unbounded = ActorRef<Message>;
    type Crowd = Crowd;
    type Ring = ActorRef<Token>;
    type Fragile = Named;
    type Hub = ActorRef<Round>;
    type Dynamic = ActorRef<Nothing>;
    type Group = Missing;
    type Deep = Missing;
    type Tower = Missing;
}

pub(crate) struct Sum;

pub(crate) enum Message {
    Add(u64),
    Get(u64, RpcReplyPort<u64>),
}

impl Actor for Sum {
    type Msg = Message;
    type State = u64;
    type Arguments = ();

    async fn pre_start(&self, _: ActorRef<Message>, (): ()) -> Result<u64, ActorProcessingErr> {
        Ok(0)
    }

    async fn handle(
        &self,
        _: ActorRef<Message>,
        message: Message,
        sum: &mut u64,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Message::Add(n) => *sum += n,
            Message::Get(n, reply) => {
                *sum += n;
                reply.send(*sum)?;
            }
        }
        Ok(())
    }
}

impl super::Counter for ActorRef<Message> {
    async fn start() -> Self {
        Actor::spawn(None, Sum, ()).await.expect("it starts").0
    }

    async fn add(&self, n: u64) {
        let _ = self.cast(Message::Add(n));
    }

    async fn get(&self, n: u64) -> u64 {
        call!(self, Message::Get, n).unwrap_or_default()
    }
}

pub(crate) struct Crowd(Vec<(ActorRef<Message>, JoinHandle<()>)>);

impl super::Crowd for Crowd {
    async fn start(size: usize) -> Self {
        let mut crowd = Vec::with_capacity(size);
        for _ in 0..size {
            crowd.push(Actor::spawn(None, Sum, ()).await.expect("it starts"));
        }
        Self(crowd)
    }

    async fn answers(&self) -> bool {
        let (last, _) = self.0.last().expect("it is not empty");
        call!(last, Message::Get, 1).is_ok_and(|sum| sum == 1)
    }

    async fn stop(self) {
        for (actor, _) in &self.0 {
            actor.stop(None);
        }
        for (_, task) in self.0 {
            let _ = task.await;
        }
    }
}

pub(crate) enum Token {
    Join(ActorRef<Token>),
    Hop(u64),
}

struct Node;

impl Actor for Node {
    type Msg = Token;
    type State = (Option<ActorRef<Token>>, Arc<Arrivals>);
    type Arguments = Self::State;

    async fn pre_start(
        &self,
        _: ActorRef<Token>,
        state: Self::State,
    ) -> Result<Self::State, ActorProcessingErr> {
        Ok(state)
    }

    async fn handle(
        &self,
        _: ActorRef<Token>,
        message: Token,
        (next, home): &mut Self::State,
    ) -> Result<(), ActorProcessingErr> {
        match (message, &next) {
            (Token::Join(first), _) => *next = Some(first),
            (Token::Hop(left), Some(next)) if left > 0 => next.cast(Token::Hop(left - 1))?,
            _ => home.arrive(),
        }
        Ok(())
    }
}

impl super::Ring for ActorRef<Token> {
    async fn start(size: usize, home: &Arc<Arrivals>) -> Self {
        let node = async |next| {
            let state = (next, Arc::clone(home));
            Actor::spawn(None, Node, state).await.expect("it starts").0
        };
        let first = node(None).await;
        let mut next = first.clone();
        for _ in 1..size {
            next = node(Some(next)).await;
        }
        let _ = first.cast(Token::Join(next));
        first
    }

    async fn hop(&self, left: u64) {
        let _ = self.cast(Token::Hop(left));
    }
}

enum Order {
    Crash,
    Get(RpcReplyPort<u64>),
}

struct Fragile;

impl Actor for Fragile {
    type Msg = Order;
    type State = ();
    type Arguments = ();

    async fn pre_start(&self, _: ActorRef<Order>, (): ()) -> Result<(), ActorProcessingErr> {
        Ok(())
    }

    async fn handle(
        &self,
        _: ActorRef<Order>,
        order: Order,
        (): &mut (),
    ) -> Result<(), ActorProcessingErr> {
        match order {
            Order::Crash => panic!("told to"),
            Order::Get(reply) => Ok(reply.send(1)?),
        }
    }
}

/// Starts its child again under the same name.
struct Parent;

const NAME: &str = "fragile";

impl Actor for Parent {
    type Msg = Nothing;
    type State = ();
    type Arguments = ();

    async fn pre_start(&self, me: ActorRef<Nothing>, (): ()) -> Result<(), ActorProcessingErr> {
        Actor::spawn_linked(Some(NAME.to_owned()), Fragile, (), me.get_cell()).await?;
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        me: ActorRef<Nothing>,
        event: SupervisionEvent,
        (): &mut (),
    ) -> Result<(), ActorProcessingErr> {
        if let SupervisionEvent::ActorFailed(..) = event {
            Actor::spawn_linked(Some(NAME.to_owned()), Fragile, (), me.get_cell()).await?;
        }
        Ok(())
    }
}

/// Reached by its name: a reference dies with its actor.
pub(crate) struct Named;

impl super::Fragile for Named {
    async fn start() -> Self {
        Actor::spawn(None, Parent, ()).await.expect("it starts");
        Self
    }

    async fn crash(&self) {
        if let Some(fragile) = ActorRef::<Order>::where_is(NAME) {
            let _ = fragile.cast(Order::Crash);
        }
    }

    async fn get(&self) -> Option<u64> {
        let Some(fragile) = ActorRef::<Order>::where_is(NAME) else {
            tokio::task::yield_now().await;
            return None;
        };
        call!(fragile, Order::Get).ok()
    }
}

struct Leaf;

impl Actor for Leaf {
    type Msg = Hit;
    type State = (u64, u64, Arc<Latch>);
    type Arguments = Self::State;

    async fn pre_start(
        &self,
        _: ActorRef<Hit>,
        state: Self::State,
    ) -> Result<Self::State, ActorProcessingErr> {
        Ok(state)
    }

    async fn handle(
        &self,
        _: ActorRef<Hit>,
        Hit(n): Hit,
        (sum, rounds, latch): &mut Self::State,
    ) -> Result<(), ActorProcessingErr> {
        *sum += n;
        if sum == rounds {
            latch.count_down();
        }
        Ok(())
    }
}

pub(crate) struct Hit(u64);
pub(crate) struct Round;

struct Center;

impl Actor for Center {
    type Msg = Round;
    type State = Vec<ActorRef<Hit>>;
    type Arguments = Self::State;

    async fn pre_start(
        &self,
        _: ActorRef<Round>,
        leaves: Self::State,
    ) -> Result<Self::State, ActorProcessingErr> {
        Ok(leaves)
    }

    async fn handle(
        &self,
        _: ActorRef<Round>,
        _: Round,
        leaves: &mut Self::State,
    ) -> Result<(), ActorProcessingErr> {
        for leaf in leaves {
            leaf.cast(Hit(1))?;
        }
        Ok(())
    }
}

impl super::Hub for ActorRef<Round> {
    async fn start(leaves: usize, rounds: u64, latch: &Arc<Latch>) -> Self {
        let mut all = Vec::new();
        for _ in 0..leaves {
            let state = (0, rounds, Arc::clone(latch));
            all.push(Actor::spawn(None, Leaf, state).await.expect("it starts").0);
        }
        Actor::spawn(None, Center, all).await.expect("it starts").0
    }

    async fn round(&self) {
        let _ = self.cast(Round);
    }
}

/// A parent that lets its children go.
struct Lenient;

pub(crate) struct Nothing;

impl Actor for Lenient {
    type Msg = Nothing;
    type State = ();
    type Arguments = ();

    async fn pre_start(&self, _: ActorRef<Nothing>, (): ()) -> Result<(), ActorProcessingErr> {
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _: ActorRef<Nothing>,
        _: SupervisionEvent,
        (): &mut (),
    ) -> Result<(), ActorProcessingErr> {
        Ok(())
    }
}

impl super::Dynamic for ActorRef<Nothing> {
    type Child = ActorRef<Message>;

    async fn start() -> Self {
        Actor::spawn(None, Lenient, ()).await.expect("it starts").0
    }

    async fn child(&self) -> Self::Child {
        let child = Actor::spawn_linked(None, Sum, (), self.get_cell());
        child.await.expect("it starts").0
    }

    async fn answers(&self, child: &Self::Child) -> bool {
        call!(child, Message::Get, 1).is_ok_and(|sum| sum == 1)
    }

    async fn stop_child(&self, child: Self::Child) -> bool {
        child.stop_and_wait(None, None).await.is_ok()
    }

    async fn stop(self, _: Vec<Self::Child>) {
        self.stop_children_and_wait(None, None).await;
        let _ = self.stop_and_wait(None, None).await;
    }
}
