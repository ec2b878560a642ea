//! Panics, of handlers and of destructors.

use std::panic::panic_any;

use supervise::prelude::*;
use supervise::{Child, Limit, Supervisor};

use crate::kit::{Gate, Log, SECOND, kind, settle, soon};

/// Panics when it is dropped.
struct Bomb {
    live: bool,
}

const BOMB: Bomb = Bomb { live: true };

impl Drop for Bomb {
    fn drop(&mut self) {
        assert!(!self.live, "bomb");
    }
}

/// Panics when it is dropped, with another one.
struct Chain(u8);

impl Drop for Chain {
    fn drop(&mut self) {
        if self.0 > 0 {
            panic_any(Chain(self.0 - 1));
        }
    }
}

/// Sends when it is dropped.
struct Parting(Log, FragileRef);

impl Drop for Parting {
    fn drop(&mut self) {
        let sent = self.1.say("parting").try_send();
        self.0.say(if sent.is_ok() { "sent" } else { "refused" });
    }
}

struct Fragile {
    log: Log,
    bomb: Option<Bomb>,
}

#[managed_process]
impl Fragile {
    #[init]
    fn start(log: Log, bomb: Option<Bomb>) -> Self {
        Self { log, bomb }
    }

    #[call]
    fn text(&mut self) {
        panic!("a text");
    }

    #[call]
    async fn formatted(&mut self, n: u8) {
        tokio::task::yield_now().await;
        panic!("number {n}");
    }

    #[call]
    fn other(&mut self) {
        panic_any(7_u8);
    }

    #[call]
    fn payload(&mut self) {
        panic_any(BOMB);
    }

    #[call]
    fn chain(&mut self) {
        panic_any(Chain(3));
    }

    #[call]
    fn caught(&mut self) {
        let caught = std::panic::catch_unwind(|| panic!("first"));
        assert!(caught.is_err());
    }

    #[call]
    async fn resumed(&mut self) {
        let task = tokio::spawn(async { panic!("in a task") });
        let error = task.await.unwrap_err();
        std::panic::resume_unwind(error.into_panic());
    }

    #[call]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
    }

    #[cast]
    fn say(&mut self, what: &'static str) {
        self.log.say(what);
    }

    #[cast]
    fn bomb(&mut self, _bomb: Bomb) {}

    #[call]
    fn bomb_call(&mut self, _bomb: Bomb) {}

    #[cast]
    fn parting(&mut self, parting: Parting) {
        drop(parting);
    }

    #[cast]
    fn defuse(&mut self) {
        if let Some(bomb) = &mut self.bomb {
            bomb.live = false;
        }
    }
}

async fn fragile() -> FragileRef {
    Fragile::spawn(Log::new(), None).await.unwrap()
}

async fn panicked(fragile: &FragileRef) -> (Option<String>, Option<String>) {
    let ExitReason::Panic(panic) = soon(fragile.closed()).await else {
        panic!("another reason");
    };
    let text = |part: Option<std::sync::Arc<str>>| part.map(|part| part.to_string());
    (text(panic.message), text(panic.location))
}

#[tokio::test(start_paused = true)]
async fn messages_and_locations() {
    let here = "tests/processes/p08_panics.rs:";
    let one = fragile().await;
    assert!(matches!(
        soon(one.text()).await,
        Err(CallError::Ended(ExitReason::Panic(_)))
    ));
    let (message, location) = panicked(&one).await;
    assert_eq!(message.unwrap(), "a text");
    assert!(location.unwrap().starts_with(here));
    let one = fragile().await;
    soon(one.formatted(7)).await.unwrap_err();
    let (message, location) = panicked(&one).await;
    assert_eq!(message.unwrap(), "number 7");
    assert!(location.unwrap().starts_with(here));
    let one = fragile().await;
    soon(one.other()).await.unwrap_err();
    let (message, location) = panicked(&one).await;
    assert_eq!(message, None);
    assert!(location.unwrap().starts_with(here));
}

#[tokio::test(start_paused = true)]
async fn a_payload_that_panics() {
    let one = fragile().await;
    assert!(soon(one.payload()).await.is_err());
    assert_eq!(panicked(&one).await.0, None);
    let one = fragile().await;
    assert!(soon(one.chain()).await.is_err());
    assert_eq!(panicked(&one).await.0, None);
}

/// A location is that of the panic that ended the process, or none: not of one that was caught.
#[tokio::test(start_paused = true)]
async fn a_panic_from_elsewhere_has_no_location() {
    let one = fragile().await;
    soon(one.caught()).await.unwrap();
    soon(one.resumed()).await.unwrap_err();
    let (message, location) = panicked(&one).await;
    assert_eq!(message.unwrap(), "in a task");
    assert_eq!(location, None);
}

#[tokio::test(start_paused = true)]
async fn a_state_that_panics_when_it_is_dropped() {
    let log = Log::new();
    let one = Fragile::spawn(log.clone(), Some(BOMB)).await.unwrap();
    one.exit(ExitReason::Shutdown);
    assert_eq!(kind(&soon(one.closed()).await), "shutdown");
    let one = Fragile::spawn(log.clone(), Some(BOMB)).await.unwrap();
    one.kill();
    assert_eq!(kind(&soon(one.closed()).await), "killed");
    let one = Fragile::spawn(log, Some(BOMB)).await.unwrap();
    one.text().begin().await.unwrap().cancel();
    assert_eq!(kind(&soon(one.closed()).await), "panic");
    // And is restarted.
    let mut top = Supervisor::new("top").limit(Limit::new(1000, SECOND));
    let one = top.add(Child::<Fragile>::new("one", || (Log::new(), Some(BOMB))));
    let root = top.start().await.unwrap();
    for _ in 0..3 {
        let again = one.wait_restarted();
        one.kill();
        soon(again).await.unwrap();
    }
    soon(one.defuse()).await.unwrap();
    assert!(soon(root.shutdown()).await.is_orderly());
}

#[tokio::test(start_paused = true)]
async fn queued_messages_that_panic_when_they_are_dropped() {
    let log = Log::new();
    let one = Fragile::spawn(log.clone(), None).await.unwrap();
    let gate = Gate::new();
    let held = one.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    one.bomb(BOMB).await.unwrap();
    let first = one.bomb_call(BOMB).begin().await.unwrap();
    one.bomb(BOMB).await.unwrap();
    let second = one.hold(gate.clone()).begin().await.unwrap();
    one.kill();
    // Each of them costs nobody else his answer.
    assert!(matches!(soon(held).await, Err(CallError::Ended(_))));
    for call in [first, second] {
        assert!(matches!(soon(call).await, Err(CallError::NotDelivered(_))));
    }
    assert_eq!(kind(&soon(one.closed()).await), "killed");
    assert_eq!(one.dead_letters(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_panics_by_its_argument() {
    let one = fragile().await;
    one.bomb(BOMB).await.unwrap();
    assert_eq!(panicked(&one).await.0.unwrap(), "bomb");
}

/// A destructor may use its process's handle: no lock is held.
#[tokio::test(start_paused = true)]
async fn queued_messages_that_send_when_they_are_dropped() {
    let log = Log::new();
    let one = Fragile::spawn(log.clone(), None).await.unwrap();
    let gate = Gate::new();
    one.hold(gate.clone()).begin().await.unwrap().cancel();
    gate.entered().await;
    for _ in 0..3 {
        one.parting(Parting(log.clone(), one.clone()))
            .await
            .unwrap();
    }
    one.kill();
    soon(one.closed()).await;
    assert_eq!(log.all(), ["refused", "refused", "refused"]);

    // Where another incarnation follows, it gets them.
    let log = Log::new();
    let mut top = Supervisor::new("top");
    let inner = log.clone();
    let one = top.add(Child::<Fragile>::new("one", move || (inner.clone(), None)));
    let root = top.start().await.unwrap();
    one.hold(gate.clone()).begin().await.unwrap().cancel();
    gate.entered().await;
    one.parting(Parting(log.clone(), one.clone()))
        .await
        .unwrap();
    let again = one.wait_restarted();
    one.kill();
    soon(again).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["sent", "parting"]);
    drop(root);
}

/// What is sent to a process that has ended is dropped by who sent it.
#[tokio::test(start_paused = true)]
async fn messages_for_the_dead() {
    let log = Log::new();
    let one = Fragile::spawn(log.clone(), None).await.unwrap();
    soon(one.shutdown()).await;
    let parting = one.parting(Parting(log.clone(), one.clone()));
    assert!(soon(parting).await.is_err());
    assert_eq!(log.all(), ["refused"]);
}

#[tokio::test(start_paused = true)]
async fn a_reply_that_panics_when_nobody_wants_it() {
    struct Giver;
    #[managed_process]
    impl Giver {
        #[call]
        async fn give(&mut self, gate: Gate) -> Bomb {
            gate.pass().await;
            BOMB
        }
    }
    let giver = Giver.spawn();
    let gate = Gate::new();
    giver.give(gate.clone()).begin().await.unwrap().cancel();
    gate.entered().await;
    gate.open();
    // It is dropped by the process, whose panic that is.
    assert_eq!(kind(&soon(giver.closed()).await), "panic");
}
