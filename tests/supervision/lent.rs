//! A supervisor that waits for one child polls it in its own task. Nobody may notice, not even where the
//! child's code does not yield: on a multi-thread runtime, in real time, but not for long.

use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use futures_core::Stream;
use supervise::prelude::*;
use supervise::{
    Child, Limit, Root, Shutdown, Strategy, Supervisor, SupervisorRef, Timeout, TreeEventKind,
    TreeEvents,
};

use crate::support::*;

const BUDGET: Shutdown = Shutdown::After(std::time::Duration::from_millis(50));

/// More than a start takes that goes well.
const WELL: std::time::Duration = std::time::Duration::from_millis(500);

/// A child whose second start does not yield before it is let go. How often it was started.
fn stubborn(script: &Script, free: &Free) -> (Child<Actor>, Arc<AtomicU32>) {
    let starts = Arc::new(AtomicU32::new(0));
    let (count, free) = (Arc::clone(&starts), free.flag());
    let name = script.name.clone();
    let script = script.clone();
    let child = Child::new(name, move || {
        if count.fetch_add(1, Ordering::SeqCst) == 1 {
            spin(&free);
        }
        script.clone()
    });
    (child, starts)
}

/// A tree of `a`, `b` and `c`, in which `b` is being started again and does not yield.
async fn restarting(
    journal: &Journal,
    free: &Free,
    shutdown: Shutdown,
) -> (Root, ActorRef, ActorRef) {
    let (b, starts) = stubborn(&journal.script("b"), free);
    let mut top = Supervisor::new("top").limit(Limit::NONE);
    let a = top.add(journal.child("a"));
    let b = top.add(b.shutdown(shutdown));
    top.add(journal.child("c"));
    let root = soon(top.start()).await.unwrap();
    b.crash().await.unwrap();
    until(|| starts.load(Ordering::SeqCst) == 2).await;
    (root, a, b)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn while_a_start_does_not_yield_its_supervisor_goes_on() {
    let (journal, free) = (Journal::new(), Free::new());
    let (root, a, b) = restarting(&journal, &free, Shutdown::WORKER).await;
    let again = a.wait_restarted();
    a.crash().await.unwrap();
    soon(again).await.unwrap();
    soon(root.supervisor().restart_child("c")).await.unwrap();
    assert_eq!(journal.take(), "+a +b +c -b -a +a -c +c");
    free.let_go();
    assert_eq!(soon(b.run()).await.unwrap(), 2);
    assert_eq!(journal.take(), "+b");
    assert!(soon(root.shutdown()).await.is_orderly());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn while_a_start_does_not_yield_its_tree_shuts_down() {
    let (journal, free) = (Journal::new(), Free::new());
    let (root, _a, b) = restarting(&journal, &free, BUDGET).await;
    let outcome = soon(root.shutdown()).await;
    assert_eq!(outcome.abandoned, [Arc::from("b")]);
    assert_eq!(journal.take(), "+a +b +c -b -c -a");
    free.let_go();
    assert!(soon(b.run()).await.is_err());
}

/// Time is watched over, also when the alarm has rung before, for children that were up long ago.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_start_that_does_not_yield_runs_out_of_time() {
    for age in [millis(0), WELL + millis(100)] {
        let (journal, free) = (Journal::new(), Free::new());
        let (b, starts) = stubborn(&journal.script("b"), &free);
        let mut top = Supervisor::new("top").limit(Limit::NONE);
        let b = top.add(b.start_timeout(Timeout::After(WELL)));
        let root = soon(top.start()).await.unwrap();
        tokio::time::sleep(age).await;
        let mut events = root.supervisor().events();
        b.crash().await.unwrap();
        until(|| starts.load(Ordering::SeqCst) == 2).await;
        // It is killed for that, does not see it, and is abandoned. Once it is gone the next one has its
        // turn.
        abandoned(&mut events).await;
        free.let_go();
        until(|| starts.load(Ordering::SeqCst) == 3).await;
        soon(b.run()).await.unwrap();
        assert!(soon(root.shutdown()).await.is_orderly());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_end_that_does_not_yield_runs_out_of_time() {
    for age in [millis(0), WELL + millis(100)] {
        let (journal, free) = (Journal::new(), Free::new());
        let script = journal.script("a").ends([Bye::Spin(free.flag())]);
        let mut top = Supervisor::new("top");
        let a = script.child().shutdown(BUDGET);
        top.add(a.start_timeout(Timeout::After(WELL)));
        let root = soon(top.start()).await.unwrap();
        tokio::time::sleep(age).await;
        let outcome = soon(root.shutdown()).await;
        assert_eq!(outcome.abandoned, [Arc::from("a")]);
        free.let_go();
        until(|| script.alive() == 0).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_end_that_does_not_yield_holds_up_nobody_but_its_group() {
    let (journal, free) = (Journal::new(), Free::new());
    let mut inner = Supervisor::new("inner").strategy(Strategy::OneForAll);
    let b = inner.add(journal.script("b").ends([Bye::Spin(free.flag())]).child());
    let c = inner.add(journal.child("c"));
    let mut top = Supervisor::new("top");
    let inner = top.add(inner);
    let root = soon(top.start()).await.unwrap();
    let again = b.wait_restarted();
    c.crash().await.unwrap();
    until(|| c.pid().is_none()).await;
    // It is asked while `b` says goodbye.
    soon(inner.stop_child("c")).await.unwrap();
    free.let_go();
    soon(again).await.unwrap();
    assert!(soon(root.shutdown()).await.is_orderly());
}

/// No timer of this child will wake its supervisor.
fn timeless<P: supervise::Process>(child: Child<P>) -> Child<P> {
    child
        .shutdown(Shutdown::Infinity)
        .start_timeout(Timeout::Infinity)
}

/// The next event of an abandoned child.
async fn abandoned(events: &mut TreeEvents) {
    let abandoned = async {
        while let Some(event) = events.next().await {
            if matches!(event.unwrap().kind, TreeEventKind::Abandoned) {
                return;
            }
        }
    };
    soon(abandoned).await;
}

/// Its stream, which is looked at when it is up, does not yield in the second incarnation.
struct Fed;

struct Sticky(Option<Arc<OnceLock<()>>>);

impl Stream for Sticky {
    type Item = u32;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        if let Some(free) = &self.0 {
            spin(free);
        }
        Poll::Pending
    }
}

#[managed_process]
impl Fed {
    #[init]
    fn begin(free: Option<Arc<OnceLock<()>>>, cx: &mut Cx<Self>) -> Self {
        cx.attach(Sticky(free));
        Self
    }

    #[info]
    fn hear(&mut self, _item: u32) {}

    #[call]
    fn ping(&mut self) {}
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stream_that_does_not_yield_holds_up_no_sibling() {
    let (journal, free) = (Journal::new(), Free::new());
    let (count, flag) = (AtomicU32::new(0), free.flag());
    let mut top = Supervisor::new("top").strategy(Strategy::OneForAll);
    let fed = Child::<Fed>::new("fed", move || {
        let second = count.fetch_add(1, Ordering::SeqCst) == 1;
        second.then(|| Arc::clone(&flag))
    });
    let fed = top.add(timeless(fed));
    let b = top.add(timeless(journal.child("b")));
    let root = soon(top.start()).await.unwrap();
    let again = b.wait_restarted();
    b.crash().await.unwrap();
    soon(again).await.unwrap();
    free.let_go();
    soon(fed.ping()).await.unwrap();
    assert!(soon(root.shutdown()).await.is_orderly());
}

/// Uses up in its init what its task may do before it gives way.
struct Hungry;

#[managed_process]
impl Hungry {
    #[init]
    async fn begin() -> Self {
        while tokio::task::coop::has_budget_remaining() {
            tokio::task::coop::consume_budget().await;
        }
        Self
    }

    #[cast]
    fn crash(&mut self) {
        panic!("{BOOM}: hungry")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn behind_one_that_uses_up_the_budget_time_is_watched_over_too() {
    let (journal, free) = (Journal::new(), Free::new());
    let (b, _) = stubborn(&journal.script("b"), &free);
    let mut top = Supervisor::new("top")
        .strategy(Strategy::OneForAll)
        .limit(Limit::NONE);
    let hungry = top.add(timeless(Child::<Hungry>::new("hungry", || ())));
    let b = top.add(timeless(b).start_timeout(Timeout::After(WELL)));
    let root = soon(top.start()).await.unwrap();
    tokio::time::sleep(WELL + millis(100)).await;
    let mut events = root.supervisor().events();
    hungry.crash().await.unwrap();
    abandoned(&mut events).await;
    let again = b.wait_restarted();
    free.let_go();
    soon(again).await.unwrap();
    assert!(soon(root.shutdown()).await.is_orderly());
}

/// Asks its supervisor for something in its init, and waits for that.
struct Asking;

type Above = Arc<OnceLock<SupervisorRef>>;

#[managed_process]
impl Asking {
    #[init]
    async fn begin(above: Above) -> Self {
        if let Some(above) = above.get() {
            above.stop_child("z").await.unwrap();
            above.start_child("z").await.unwrap();
        }
        Self
    }

    #[cast]
    fn crash(&mut self) {
        panic!("{BOOM}: asking")
    }
}

/// What a start asks of the supervisor that polls it is done meanwhile.
async fn asking() {
    let journal = Journal::new();
    let above = Above::default();
    let mut top = Supervisor::new("top").limit(Limit::NONE);
    let asking = top.add(Child::<Asking>::new("a", {
        let above = Arc::clone(&above);
        move || Arc::clone(&above)
    }));
    top.add(journal.child("z"));
    let root = soon(top.start()).await.unwrap();
    above.set(root.supervisor()).unwrap();
    for _ in 0..10 {
        let again = asking.wait_restarted();
        asking.crash().await.unwrap();
        soon(again).await.unwrap();
        assert_eq!(journal.take().split(' ').next_back(), Some("+z"));
    }
    assert!(soon(root.shutdown()).await.is_orderly());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_start_may_ask_its_supervisor() {
    asking().await;
}

#[tokio::test]
async fn a_start_may_ask_its_supervisor_on_one_thread() {
    asking().await;
}

/// Many groups at once restart again and again.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn groups_that_restart_side_by_side_all_come_back() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let groups: Vec<Vec<ActorRef>> = (0..8)
        .map(|group| {
            let mut inner = Supervisor::new(format!("group {group}"))
                .strategy(Strategy::OneForAll)
                .limit(Limit::NONE);
            let members = (0..5).map(|member| {
                let script = journal.script(&format!("{group}.{member}"));
                inner.add(script.child())
            });
            let members = members.collect();
            top.add(inner);
            members
        })
        .collect();
    let root = soon(top.start()).await.unwrap();
    let crashing = groups.into_iter().map(|members| {
        tokio::spawn(async move {
            for round in 0..50 {
                let again: Vec<_> = members.iter().map(Handle::wait_restarted).collect();
                members[round % members.len()].crash().await.unwrap();
                for again in again {
                    soon(again).await.unwrap();
                }
            }
        })
    });
    for group in crashing.collect::<Vec<_>>() {
        soon(group).await.unwrap();
    }
    assert!(soon(root.shutdown()).await.is_orderly());
}

/// The runtime goes away while its supervisor's task polls a child that does not yield: also where no other
/// child is there to say so.
#[test]
fn a_runtime_that_goes_away_meanwhile_leaves_nobody_waiting() {
    let (journal, free) = (Journal::new(), Free::new());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let (root, b) = runtime.block_on(async {
        let (b, starts) = stubborn(&journal.script("b"), &free);
        let mut top = Supervisor::new("top").limit(Limit::NONE);
        let b = top.add(b);
        let root = soon(top.start()).await.unwrap();
        b.crash().await.unwrap();
        until(|| starts.load(Ordering::SeqCst) == 2).await;
        (root, b)
    });
    runtime.shutdown_background();
    let elsewhere = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    elsewhere.block_on(async {
        let reasons = [
            soon(b.closed()).await,
            soon(root.supervisor().closed()).await,
        ];
        for reason in reasons {
            assert!(matches!(reason, ExitReason::RuntimeGone), "{reason}");
        }
    });
    free.let_go();
}
