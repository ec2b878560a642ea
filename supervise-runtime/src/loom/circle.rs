//! Two processes that call each other: where neither can answer, at least one is told; where one
//! has answered before it asks, neither is.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;

use ::loom::thread;

use super::{Outcomes, Reader, Task, check};
use crate::call::Call;
use crate::current::Identity;
use crate::cx::Cx;
use crate::error::CallError;
use crate::exit::ExitReason;
use crate::handle::{Handle, Ref};
use crate::message::{Message, Undelivered};
use crate::place::AnyPlace;
use crate::process::{Action, Init, Process};
use crate::reply::ReplyTo;

struct Peer;

struct Ask(ReplyTo<()>);

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct PeerRef(Ref<Peer>);

impl Message for Ask {
    fn fail(self, why: &Undelivered) {
        self.0.fail(why);
    }

    fn label(&self) -> &'static str {
        "ask"
    }

    fn is_call(&self) -> bool {
        true
    }
}

impl Process for Peer {
    type Handle = PeerRef;
    type Message = Ask;
    type Args = ();
    type InitError = Infallible;
    type Phase = ();

    const NAME: &'static str = "Peer";

    async fn init((): (), _: &mut Cx<Self>) -> Result<Init<Self>, Infallible> {
        Ok(Init::ok(Self))
    }

    async fn handle(&mut self, _: Ask, _: &mut Cx<Self>) -> Action<Self> {
        Action::CONTINUE
    }
}

impl Handle<Peer> for PeerRef {
    fn from_ref(inner: Ref<Peer>) -> Self {
        Self(inner)
    }

    fn as_ref(&self) -> &Ref<Peer> {
        &self.0
    }
}

fn peer() -> (Ref<Peer>, Identity) {
    let peer = Ref::<Peer>::new_place();
    let pid = peer.core().begin();
    let identity = Identity::new(Arc::clone(&peer.place) as _, pid);
    (peer, identity)
}

/// Awaits a call to `other` as a handler of the process does.
fn ask(identity: &mut Identity, other: &Ref<Peer>) -> Result<(), CallError> {
    let call = pin!(Some(Call::new(other, (), |reply, ()| Ask(reply))));
    let asked = Task::default().run(identity.guarded(call));
    asked.unwrap_or_else(|panic| panic!("{panic}"))
}

fn answer(me: &Ref<Peer>) {
    let Ask(reply) = Reader::default().message(&me.place.mailbox);
    reply.send(());
}

#[test]
fn of_two_calls_that_close_a_circle_one_sees_it() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(3, move || {
        let peers = [peer(), peer()];
        let refs = [&peers[0], &peers[1]].map(|(peer, _)| peer.clone());
        let mut others = refs.iter().rev().cloned();
        let asking = peers.map(|(me, mut identity)| {
            let other = others.next().unwrap();
            thread::spawn(move || match ask(&mut identity, &other) {
                Err(CallError::WouldDeadlock { cycle }) => {
                    assert_eq!(cycle.len(), 3);
                    // Its handler fails for that, and whoever waits for it learns so.
                    AnyPlace::close(&*me.place, &ExitReason::Killed);
                    true
                }
                Err(CallError::NotDelivered(ExitReason::Killed)) => false,
                other => panic!("{other:?}"),
            })
        });
        let [first, second] = asking.map(|asking| u32::from(asking.join().unwrap()));
        seen.saw(first + 2 * second);
    });
    outcomes.expect(&[1, 2, 3]);
}

#[test]
fn who_has_answered_may_ask_back() {
    check(3, || {
        let (me, mut my_identity) = peer();
        let (other, mut identity) = peer();
        let answering = thread::spawn({
            let (me, other) = (me.clone(), other.clone());
            move || {
                answer(&other);
                ask(&mut identity, &me).unwrap();
            }
        });
        ask(&mut my_identity, &other).unwrap();
        answer(&me);
        answering.join().unwrap();
    });
}
