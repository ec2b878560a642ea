//! What `supervision_tree!` makes of a declaration.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use supervise::prelude::*;
use supervise::{NodeKind, StartError, Status};

use crate::support::{BOOM, SECOND, quiet, within};

/// How often an argument was evaluated.
#[derive(Clone, Debug, Default)]
struct Meter(Arc<AtomicU32>);

impl Meter {
    fn tick(&self) -> u32 {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }

    fn count(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }
}

struct Numbered(u32);

#[managed_process]
impl Numbered {
    #[init]
    fn start(number: u32) -> Self {
        Numbered(number)
    }

    #[call]
    fn number(&self) -> u32 {
        self.0
    }

    #[cast]
    fn stop_all(&self, cx: &mut Cx<Self>) {
        if let Some(tree) = cx.tree() {
            tree.stop(ExitReason::Shutdown);
        }
    }

    #[cast]
    fn crash(&mut self) {
        panic!("{BOOM}");
    }
}

struct Relay(NumberedRef);

#[managed_process]
impl Relay {
    #[call]
    async fn number(&self) -> Result<u32, CallError> {
        self.0.number().await
    }
}

/// A process that needs the handle of one that starts after it.
struct Early(NumberedRef);

#[managed_process]
impl Early {
    #[init]
    async fn start(later: NumberedRef, waits: bool) -> Result<Self, CallError> {
        if waits {
            later.number().await?;
        }
        Ok(Early(later))
    }

    #[call]
    async fn number(&self) -> Result<u32, CallError> {
        self.0.number().await
    }
}

struct Cell<T>(T);

#[managed_process]
impl<T: Clone + Debug + Send + Sync + 'static> Cell<T> {
    #[init]
    fn start(value: T) -> Self {
        Cell(value)
    }

    #[call]
    fn value(&self) -> T {
        self.0.clone()
    }
}

supervision_tree! {
    /// A tree with one of each.
    Everything(meter: Meter, names: Vec<String>) {
        strategy: one_for_one,
        limit: 10 per 1s,

        first: Numbered(meter.tick()) { restart: permanent, shutdown: 2s },
        relay: Relay { 0: first },
        more: dynamic Numbered { max_children: 2, restart: transient },
        pool: pool Numbered(names.len() as u32) { size: 3, route: by_key },
        turns: pool Numbered { 0: 9 } { size: 2 },
        inner: supervisor {
            strategy: one_for_all,
            limit: 1 per 10s,
            // An inner name hides an outer one from here on.
            first: Numbered(100),
            relay: Relay { 0: first },
            deep: supervisor { restart: transient, last: Numbered(7) },
        },
        beside: Relay { 0: inner.deep().last().clone() },
        other: tree Elsewhere(first, names.clone()),
    }
}

supervision_tree! {
    Elsewhere(handle: NumberedRef, names: Vec<String>) {
        count: Numbered(names.len() as u32),
        relay: Relay { 0: handle },
        #[cfg(any())]
        never: DoesNotExist(1),
    }
}

supervision_tree! {
    Generic<T: Clone + Debug + Send + Sync + 'static>(value: T) {
        cell: Cell<T>(value),
    }
}

supervision_tree! {
    Ahead(waits: bool) {
        early: Early(late(number), waits),
        number: Numbered(5),
    }
}

async fn everything(meter: &Meter) -> Everything {
    quiet();
    let names = vec!["a".to_owned(), "b".to_owned()];
    within(Everything::start(meter.clone(), names))
        .await
        .expect("it starts")
}

#[tokio::test(start_paused = true)]
async fn each_child_is_reached_through_its_accessor() {
    let tree = everything(&Meter::default()).await;
    assert_eq!(tree.first().number().await.unwrap(), 1);
    assert_eq!(tree.relay().number().await.unwrap(), 1);
    assert_eq!(
        tree.more().start(8).await.unwrap().number().await.unwrap(),
        8
    );
    assert_eq!(tree.pool().route("key").number().await.unwrap(), 2);
    assert_eq!(tree.pool().route("key"), tree.pool().route("key"));
    assert_eq!(tree.turns().route().number().await.unwrap(), 9);
    assert_eq!(tree.inner().first().number().await.unwrap(), 100);
    assert_eq!(tree.inner().relay().number().await.unwrap(), 100);
    assert_eq!(tree.inner().deep().last().number().await.unwrap(), 7);
    assert_eq!(tree.beside().number().await.unwrap(), 7);
    assert_eq!(tree.other().count().number().await.unwrap(), 2);
    assert_eq!(tree.other().relay().number().await.unwrap(), 1);
    let outcome = within(tree.shutdown()).await;
    assert!(outcome.is_orderly(), "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn arguments_are_evaluated_anew_for_each_incarnation() {
    let meter = Meter::default();
    let tree = everything(&meter).await;
    let restarted = tree.first().wait_restarted();
    tree.first().crash().await.unwrap();
    within(restarted).await.unwrap();
    assert_eq!(tree.first().number().await.unwrap(), 2);
    assert_eq!(
        tree.relay().number().await.unwrap(),
        2,
        "the handle leads to the new one"
    );
    assert_eq!(meter.count(), 2);
    within(tree.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn options_are_those_that_were_written() {
    let tree = everything(&Meter::default()).await;
    for n in 0..2 {
        tree.more().start(n).await.unwrap();
    }
    assert!(tree.more().start(2).await.is_err(), "max_children is 2");
    let crash = |handle: NumberedRef| async move {
        let restarted = handle.wait_restarted();
        handle.crash().await.unwrap();
        within(restarted).await
    };
    // one_for_all within, and one restart more than its limit takes the inner supervisor with it.
    crash(tree.inner().first().clone()).await.unwrap();
    let before = tree.snapshot();
    crash(tree.inner().first().clone()).await.unwrap();
    let after = tree.snapshot();
    let restarts = |at: &supervise::Snapshot, path: &str| at.find(path).unwrap().restarts;
    assert_eq!(restarts(&before, "inner"), 0);
    assert_eq!(restarts(&after, "inner"), 1);
    assert_eq!(restarts(&after, "inner.relay"), 2);
    assert_eq!(restarts(&after, "first"), 0);
    assert_eq!(tree.inner().deep().last().number().await.unwrap(), 7);
    within(tree.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_names_every_node() {
    let tree = everything(&Meter::default()).await;
    tokio::time::advance(SECOND).await;
    let snapshot = tree.snapshot();
    for path in [
        "first",
        "pool.2",
        "turns.0",
        "inner.deep.last",
        "other.count",
    ] {
        let node = snapshot
            .find(path)
            .unwrap_or_else(|| panic!("no {path} in\n{snapshot}"));
        assert_eq!(&*node.path, path);
        assert!(matches!(node.status, Status::Running), "{path}");
        assert_eq!(node.uptime, Some(SECOND), "{path}");
        assert_eq!(node.kind, NodeKind::Worker("Numbered"));
    }
    assert_eq!(&*tree.other().count().path(), "other.count");
    // What a node is does not depend on where one looks from.
    let dynamic = NodeKind::Supervisor("dynamic".to_owned());
    assert_eq!(snapshot.find("more").unwrap().kind, dynamic);
    assert_eq!(tree.more().supervisor().snapshot().kind, dynamic);
    within(tree.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_tree_may_be_generic() {
    let tree = within(Generic::start("text".to_owned())).await.unwrap();
    assert_eq!(tree.cell().value().await.unwrap(), "text");
    within(tree.shutdown()).await;
    let tree = within(Generic::start(5_u8)).await.unwrap();
    assert_eq!(tree.cell().value().await.unwrap(), 5);
    within(tree.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_handle_can_be_had_before_its_process_starts() {
    let tree = within(Ahead::start(false)).await.unwrap();
    assert_eq!(tree.early().number().await.unwrap(), 5);
    within(tree.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn waiting_in_init_for_what_starts_after_it_fails_at_once() {
    let error = within(Ahead::start(true))
        .await
        .expect_err("it can never start");
    let StartError::Child { child, outcome } = error else {
        panic!("{error}")
    };
    assert_eq!(&*child, "early");
    let text = outcome.reason.to_string();
    assert!(
        text.contains("wait for ever") && text.contains("early") && text.contains("number"),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_handle_of_the_tree_does_not_own_it() {
    let tree = everything(&Meter::default()).await;
    let handle: EverythingRef = (*tree).clone();
    drop(handle.clone());
    assert_eq!(handle.first().number().await.unwrap(), 1);
    let closed = handle.first().closed();
    drop(tree);
    assert!(matches!(within(closed).await, ExitReason::Shutdown));
    assert!(matches!(
        handle.first().number().await,
        Err(CallError::NotDelivered(_))
    ));
}

#[tokio::test(start_paused = true)]
async fn a_process_can_ask_its_tree_to_stop() {
    let tree = everything(&Meter::default()).await;
    let (ended, inner) = (tree.ended(), tree.inner().deep().last().clone());
    inner.stop_all().await.unwrap();
    assert!(within(ended).await.is_orderly());
    let alone = Numbered::spawn(1).await.unwrap();
    alone.stop_all().await.unwrap();
    assert_eq!(alone.number().await.unwrap(), 1, "it stands in no tree");
}

#[test]
fn a_declaration_is_plain_data() {
    let spec = Everything::spec(Meter::default(), Vec::new());
    let names: Vec<&str> = spec
        .children
        .iter()
        .map(|child| child.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "first", "relay", "more", "pool", "turns", "inner", "beside", "other"
        ]
    );
    assert_eq!(spec.child("relay").unwrap().depends_on, ["first"]);
    assert_eq!(spec, Everything::spec(Meter::default(), Vec::new()));
    assert!(spec.to_string().contains("pool of 3 Numbered"), "{spec}");
}
