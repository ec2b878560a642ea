//! Links: both ways, one way, and of failures alone.

use supervise::prelude::*;
use supervise::{Child, Limit, Supervisor};

use crate::kit::{Gate, Log, SECOND, error, kind, settle, soon};

/// Links with others, and dies with them.
struct Pal;

#[managed_process]
impl Pal {
    #[init]
    fn start() -> Self {
        Pal
    }

    #[call]
    fn link(&mut self, other: PalRef, cx: &mut Cx<Self>) {
        cx.link(&other);
    }

    #[call]
    fn link_one_way(&mut self, other: PalRef, cx: &mut Cx<Self>) {
        cx.link_one_way(&other);
    }

    #[call]
    fn link_on_failure(&mut self, other: PalRef, cx: &mut Cx<Self>) {
        cx.link_on_failure(&other);
    }

    #[call]
    fn unlink(&mut self, other: PalRef, cx: &mut Cx<Self>) {
        cx.unlink(&other);
    }

    #[cast]
    fn end(&mut self, reason: ExitReason) -> Action<Self> {
        Action::stop(reason)
    }

    #[call]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
    }

    #[call]
    fn hello(&mut self) {}
}

/// Traps what its links send.
struct Trap {
    log: Log,
}

#[managed_process]
impl Trap {
    #[init]
    fn start(log: Log) -> Self {
        Self { log }
    }

    #[call]
    fn link(&mut self, other: PalRef, cx: &mut Cx<Self>) {
        cx.link(&other);
        cx.link(&other);
    }

    #[call]
    fn unlink(&mut self, other: PalRef, cx: &mut Cx<Self>) {
        cx.unlink(&other);
    }

    #[call]
    fn link_one_way(&mut self, other: PalRef, cx: &mut Cx<Self>) {
        cx.link_one_way(&other);
    }

    #[call]
    fn link_on_failure(&mut self, other: PalRef, cx: &mut Cx<Self>) {
        cx.link_on_failure(&other);
    }

    #[call]
    async fn hold_and_unlink(&mut self, gate: Gate, other: PalRef, cx: &mut Cx<Self>) {
        gate.pass().await;
        cx.unlink(&other);
    }

    #[cast]
    fn end(&mut self, reason: ExitReason) -> Action<Self> {
        Action::stop(reason)
    }

    #[exit]
    fn exited(&mut self, exit: Exit) {
        let from = exit.from.map_or(0, Pid::incarnation);
        self.log.say(format!("{} {from}", kind(&exit.reason)));
    }
}

async fn pals() -> (PalRef, PalRef) {
    let (a, b) = (Pal::spawn().await.unwrap(), Pal::spawn().await.unwrap());
    a.link(b.clone()).await.unwrap();
    (a, b)
}

async fn trap() -> (Log, TrapRef) {
    let log = Log::new();
    let trap = Trap::spawn(log.clone()).await.unwrap();
    (log, trap)
}

#[tokio::test(start_paused = true)]
async fn both_ways() {
    for turned in [false, true] {
        let (a, b) = pals().await;
        let (dies, learns) = if turned { (b, a) } else { (a, b) };
        let pid = dies.pid().unwrap();
        dies.end(error("bad")).await.unwrap();
        let ExitReason::Linked(from, reason) = soon(learns.closed()).await else {
            panic!("another reason");
        };
        assert_eq!(from, pid);
        assert_eq!(reason.to_string(), "error: bad");
    }
}

#[tokio::test(start_paused = true)]
async fn what_travels() {
    for (reason, learned) in [
        (ExitReason::Shutdown, Some("shutdown")),
        (ExitReason::Normal, None),
        (error("x"), Some("linked")),
    ] {
        let (a, b) = pals().await;
        a.end(reason).await.unwrap();
        soon(a.closed()).await;
        settle().await;
        match learned {
            Some(learned) => assert_eq!(kind(&soon(b.closed()).await), learned),
            None => soon(b.hello()).await.unwrap(),
        }
    }
    let (a, b) = pals().await;
    a.kill();
    assert!(matches!(
        soon(b.closed()).await,
        ExitReason::Linked(_, reason) if kind(&reason) == "killed"
    ));
}

/// Through many links the reason is still the first one, and does not grow.
#[tokio::test(start_paused = true)]
async fn along_a_chain() {
    let mut chain = vec![Pal::spawn().await.unwrap()];
    for n in 0..1000 {
        let next = Pal::spawn().await.unwrap();
        chain[n].link(next.clone()).await.unwrap();
        chain.push(next);
    }
    let first = chain[0].pid().unwrap();
    chain[0].end(error("bad")).await.unwrap();
    let ExitReason::Linked(from, reason) = soon(chain[1000].closed()).await else {
        panic!("another reason");
    };
    assert_eq!(from, first);
    assert_eq!(reason.to_string(), "error: bad");
}

#[tokio::test(start_paused = true)]
async fn an_unlinked_process_learns_nothing() {
    let (a, b) = pals().await;
    b.unlink(a.clone()).await.unwrap();
    a.end(error("bad")).await.unwrap();
    soon(a.closed()).await;
    settle().await;
    soon(b.hello()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_trapped_link_tells_once() {
    let (log, trap) = trap().await;
    let pal = Pal::spawn().await.unwrap();
    trap.link(pal.clone()).await.unwrap();
    pal.end(ExitReason::Normal).await.unwrap();
    soon(pal.closed()).await;
    settle().await;
    assert_eq!(log.take(), ["normal 1"]);
    // And the other way round it is not trapped.
    let pal = Pal::spawn().await.unwrap();
    trap.link(pal.clone()).await.unwrap();
    trap.end(error("x")).await.unwrap();
    assert_eq!(kind(&soon(pal.closed()).await), "linked");
}

#[tokio::test(start_paused = true)]
async fn unlinking_takes_an_exit_back_that_was_not_handled() {
    let (log, trap) = trap().await;
    let pal = Pal::spawn().await.unwrap();
    trap.link(pal.clone()).await.unwrap();
    let gate = Gate::new();
    let held = trap.hold_and_unlink(gate.clone(), pal.clone());
    let held = held.begin().await.unwrap();
    gate.entered().await;
    pal.end(error("x")).await.unwrap();
    soon(pal.closed()).await;
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert!(log.all().is_empty());
    // Others are handled.
    trap.exit(ExitReason::Shutdown);
    settle().await;
    assert_eq!(log.all(), ["shutdown 0"]);
}

async fn supervised_pal() -> (supervise::Root, PalRef) {
    let mut top = Supervisor::new("top").limit(Limit::new(1000, SECOND));
    let pal = top.add(Child::<Pal>::new("pal", || ()));
    (top.start().await.unwrap(), pal)
}

/// The handle names the place; the link was with an incarnation that is gone, and so is its exit.
#[tokio::test(start_paused = true)]
async fn unlinking_takes_the_exit_of_a_past_incarnation_back() {
    let (log, trap) = trap().await;
    let (root, pal) = supervised_pal().await;
    trap.link(pal.clone()).await.unwrap();
    let gate = Gate::new();
    let held = trap.hold_and_unlink(gate.clone(), pal.clone());
    let held = held.begin().await.unwrap();
    gate.entered().await;
    let again = pal.wait_restarted();
    pal.end(error("x")).await.unwrap();
    soon(again).await.unwrap();
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert!(log.all().is_empty());
    drop(root);
}

#[tokio::test(start_paused = true)]
async fn a_link_is_with_one_incarnation() {
    let (log, trap) = trap().await;
    let (root, pal) = supervised_pal().await;
    trap.link(pal.clone()).await.unwrap();
    for _ in 0..2 {
        let again = pal.wait_restarted();
        pal.end(error("x")).await.unwrap();
        soon(again).await.unwrap();
    }
    settle().await;
    assert_eq!(log.take(), ["error 1"]);
    trap.link(pal.clone()).await.unwrap();
    let again = pal.wait_restarted();
    pal.kill();
    soon(again).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["killed 3"]);
    // The other side: what the trap's end says does not reach an incarnation it has no link with.
    trap.end(error("x")).await.unwrap();
    soon(trap.closed()).await;
    settle().await;
    assert_eq!(pal.pid().unwrap().incarnation(), 4);
    drop(root);
}

#[tokio::test(start_paused = true)]
async fn a_link_with_the_dead() {
    let (log, trap) = trap().await;
    let pal = Pal::spawn().await.unwrap();
    soon(pal.shutdown()).await;
    trap.link(pal.clone()).await.unwrap();
    settle().await;
    // Asked for twice, told twice: each was a link with a dead process.
    assert_eq!(log.take(), ["not found 1", "not found 1"]);
    let other = Pal::spawn().await.unwrap();
    other.link(pal).begin().await.unwrap().cancel();
    assert!(matches!(
        soon(other.closed()).await,
        ExitReason::Linked(_, reason) if kind(&reason) == "not found"
    ));
}

#[tokio::test(start_paused = true)]
async fn a_link_with_oneself_is_none() {
    let pal = Pal::spawn().await.unwrap();
    pal.link(pal.clone()).await.unwrap();
    pal.end(error("x")).await.unwrap();
    assert_eq!(kind(&soon(pal.closed()).await), "error");
}

#[tokio::test(start_paused = true)]
async fn one_way_the_other_learns_nothing() {
    let (a, b) = (Pal::spawn().await.unwrap(), Pal::spawn().await.unwrap());
    a.link_one_way(b.clone()).await.unwrap();
    a.end(error("bad")).await.unwrap();
    soon(a.closed()).await;
    settle().await;
    soon(b.hello()).await.unwrap();

    for (reason, learned) in [
        (ExitReason::Normal, None),
        (ExitReason::Shutdown, Some("shutdown")),
        (error("x"), Some("linked")),
    ] {
        let (a, b) = (Pal::spawn().await.unwrap(), Pal::spawn().await.unwrap());
        a.link_one_way(b.clone()).await.unwrap();
        b.end(reason).await.unwrap();
        soon(b.closed()).await;
        settle().await;
        match learned {
            Some(learned) => assert_eq!(kind(&soon(a.closed()).await), learned),
            None => soon(a.hello()).await.unwrap(),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn on_failure_an_end_in_order_is_not_told() {
    for (reason, learned) in [
        (ExitReason::Normal, None),
        (ExitReason::Shutdown, None),
        (ExitReason::Killed, Some("killed 1")),
        (error("x"), Some("error 1")),
    ] {
        let (log, trap) = trap().await;
        let pal = Pal::spawn().await.unwrap();
        trap.link_on_failure(pal.clone()).await.unwrap();
        pal.end(reason).await.unwrap();
        soon(pal.closed()).await;
        settle().await;
        assert_eq!(log.all(), Vec::from_iter(learned));
    }
    // And the other learns nothing.
    let (a, b) = (Pal::spawn().await.unwrap(), Pal::spawn().await.unwrap());
    a.link_on_failure(b.clone()).await.unwrap();
    a.end(error("bad")).await.unwrap();
    soon(a.closed()).await;
    settle().await;
    soon(b.hello()).await.unwrap();
}

/// To find it ended already is no end in order.
#[tokio::test(start_paused = true)]
async fn a_one_sided_link_with_the_dead() {
    let (log, trap) = trap().await;
    let pal = Pal::spawn().await.unwrap();
    soon(pal.shutdown()).await;
    trap.link_one_way(pal.clone()).await.unwrap();
    trap.link_on_failure(pal).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["not found 1", "not found 1"]);
}

/// A link tells what any of those who asked for it want to be told, once.
#[tokio::test(start_paused = true)]
async fn links_add_up() {
    let (log, trap) = trap().await;
    let pal = Pal::spawn().await.unwrap();
    trap.link_one_way(pal.clone()).await.unwrap();
    trap.link_on_failure(pal.clone()).await.unwrap();
    pal.end(ExitReason::Normal).await.unwrap();
    soon(pal.closed()).await;
    settle().await;
    assert_eq!(log.all(), ["normal 1"]);
    // One from each side is one both ways.
    for turned in [false, true] {
        let (a, b) = (Pal::spawn().await.unwrap(), Pal::spawn().await.unwrap());
        a.link_one_way(b.clone()).await.unwrap();
        b.link_on_failure(a.clone()).await.unwrap();
        let (dies, learns) = if turned { (b, a) } else { (a, b) };
        dies.end(error("bad")).await.unwrap();
        assert_eq!(kind(&soon(learns.closed()).await), "linked");
    }
}

#[tokio::test(start_paused = true)]
async fn unlinking_takes_a_one_sided_link_away() {
    let [a, b, c] = [(); 3].map(|()| Pal::spawn());
    let (a, b, c) = (a.await.unwrap(), b.await.unwrap(), c.await.unwrap());
    a.link_one_way(b.clone()).await.unwrap();
    a.link_on_failure(c.clone()).await.unwrap();
    // Either of the two may say so.
    a.unlink(b.clone()).await.unwrap();
    c.unlink(a.clone()).await.unwrap();
    b.end(error("x")).await.unwrap();
    c.end(error("x")).await.unwrap();
    soon(b.closed()).await;
    soon(c.closed()).await;
    settle().await;
    soon(a.hello()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn unlinking_takes_a_pending_exit_of_a_one_sided_link_back() {
    for on_failure in [false, true] {
        let (log, trap) = trap().await;
        let pal = Pal::spawn().await.unwrap();
        if on_failure {
            trap.link_on_failure(pal.clone()).await.unwrap();
        } else {
            trap.link_one_way(pal.clone()).await.unwrap();
        }
        let gate = Gate::new();
        let held = trap.hold_and_unlink(gate.clone(), pal.clone());
        let held = held.begin().await.unwrap();
        gate.entered().await;
        pal.end(error("x")).await.unwrap();
        soon(pal.closed()).await;
        gate.open();
        soon(held).await.unwrap();
        settle().await;
        assert!(log.all().is_empty());
    }
}

/// A restarted process does not inherit the link, in whichever direction it went.
#[tokio::test(start_paused = true)]
async fn a_one_sided_link_is_with_one_incarnation() {
    let (log, trap) = trap().await;
    let (root, pal) = supervised_pal().await;
    trap.link_on_failure(pal.clone()).await.unwrap();
    for _ in 0..2 {
        let again = pal.wait_restarted();
        pal.end(error("x")).await.unwrap();
        soon(again).await.unwrap();
    }
    settle().await;
    assert_eq!(log.all(), ["error 1"]);
    // The pal's incarnation that was linked is gone: the new one does not end with the other.
    let other = Pal::spawn().await.unwrap();
    pal.link_one_way(other.clone()).await.unwrap();
    let again = pal.wait_restarted();
    pal.kill();
    soon(again).await.unwrap();
    other.end(error("x")).await.unwrap();
    soon(other.closed()).await;
    settle().await;
    assert_eq!(pal.pid().unwrap().incarnation(), 4);
    drop(root);
}

/// An exit that comes along a link while a handler waits.
#[tokio::test(start_paused = true)]
async fn an_exit_along_a_link_while_a_handler_waits() {
    // Trapped, it waits too.
    let (log, trap) = trap().await;
    let pal = Pal::spawn().await.unwrap();
    let other = Pal::spawn().await.unwrap();
    trap.link_one_way(pal.clone()).await.unwrap();
    let gate = Gate::new();
    let held = trap.hold_and_unlink(gate.clone(), other.clone());
    let held = held.begin().await.unwrap();
    gate.entered().await;
    pal.kill();
    soon(pal.closed()).await;
    tokio::time::sleep(1000 * SECOND).await;
    assert!(log.all().is_empty());
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["killed 1"]);
    // Not trapped, it breaks the handler off.
    let pal = Pal::spawn().await.unwrap();
    other.link_one_way(pal.clone()).await.unwrap();
    let gate = Gate::new();
    let held = other.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    pal.kill();
    let ended = soon(held).await;
    assert!(matches!(
        ended,
        Err(CallError::Ended(ExitReason::Linked(..)))
    ));
}
