//! Children that never yield: on a multi-thread runtime, in real time, but not for long.
//!
//! A killed child has a second before it is abandoned, so each test takes one or a few.

use std::sync::{Arc, OnceLock};

use supervise::prelude::*;
use supervise::{Limit, Restart, Root, Shutdown, Supervisor, Timeout};

use crate::support::*;

const BUDGET: Shutdown = Shutdown::After(std::time::Duration::from_millis(50));

/// A tree of `a`, `inner.b` and `c`, in which `b` spins.
async fn spinning(journal: &Journal, free: &Free) -> (Root, ActorRef, ActorRef, Script) {
    let script = journal.script("b");
    let mut inner = Supervisor::new("inner");
    let b = inner.add(script.child().shutdown(BUDGET));
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    top.add(inner);
    top.add(journal.child("c"));
    let root = soon(top.start()).await.unwrap();
    b.spin(free.flag()).await.unwrap();
    until(|| b.mailbox_len() == 0).await;
    (root, a, b, script)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_child_that_never_yields_is_abandoned_and_the_tree_still_shuts_down() {
    let (journal, free) = (Journal::new(), Free::new());
    let (root, a, b, script) = spinning(&journal, &free).await;
    let outcome = soon(root.shutdown()).await;
    assert_eq!(
        outcome
            .abandoned
            .iter()
            .map(|path| &**path)
            .collect::<Vec<_>>(),
        ["inner.b"]
    );
    assert_eq!(
        outcome
            .unclean
            .iter()
            .map(|path| &**path)
            .collect::<Vec<_>>(),
        ["inner.b"]
    );
    assert!(!outcome.is_orderly());
    assert_eq!(journal.take(), "+a +b +c -c -a");
    // Callers do not wait for it.
    for handle in [&a, &b] {
        assert!(matches!(
            soon(handle.run()).await,
            Err(CallError::NotDelivered(_))
        ));
    }
    assert_eq!(script.alive(), 1);
    free.let_go();
    until(|| script.alive() == 0).await;
    // It was killed: it may not say goodbye.
    assert_eq!(journal.take(), "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_let_go_in_time_is_not_among_the_abandoned() {
    let (journal, free) = (Journal::new(), Free::new());
    let mut top = Supervisor::new("top");
    let slow = journal.script("a").ends([Bye::Hang]).child();
    top.add(slow.shutdown(Shutdown::After(2 * SECOND)));
    let mut inner = Supervisor::new("inner").limit(Limit::NONE);
    let b = inner.add(journal.child("b").shutdown(BUDGET));
    let inner = top.add(inner);
    let root = soon(top.start()).await.unwrap();
    b.spin(free.flag()).await.unwrap();
    until(|| b.mailbox_len() == 0).await;
    let ending = tokio::spawn(root.shutdown());
    // Inner is down, without its child; then that goes, and after it the tree.
    soon(inner.closed()).await;
    free.let_go();
    let outcome = soon(ending).await.unwrap();
    assert!(outcome.abandoned.is_empty(), "{outcome:?}");
    assert_eq!(outcome.unclean.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_abandoned_child_is_replaced_when_it_is_gone() {
    let (journal, free) = (Journal::new(), Free::new());
    let mut top = Supervisor::new("top").strategy(supervise::Strategy::OneForAll);
    let script = journal.script("a");
    let a = top.add(script.child().shutdown(BUDGET));
    let b = top.add(journal.child("b"));
    let root = soon(top.start()).await.unwrap();
    a.spin(free.flag()).await.unwrap();
    until(|| a.mailbox_len() == 0).await;
    let again = (a.wait_restarted(), b.wait_restarted());
    b.crash().await.unwrap();
    // Killed after its budget, abandoned a second later. The old one and the new one never overlap,
    // so its group waits for it.
    tokio::time::sleep(millis(1_300)).await;
    assert_eq!(script.runs(), 1);
    free.let_go();
    soon(again.0).await.unwrap();
    soon(again.1).await.unwrap();
    assert_eq!(soon(a.run()).await.unwrap(), 2);
    assert_eq!(script.alive(), 1);
    assert_eq!(journal.take(), "+a +b -b +a +b");
    assert!(soon(root.shutdown()).await.is_orderly());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn at_the_limit_the_supervisor_gives_up_and_only_then_there_are_two_at_once() {
    let (journal, free) = (Journal::new(), Free::new());
    let mut inner = Supervisor::new("inner")
        .strategy(supervise::Strategy::OneForAll)
        .limit(Limit::new(1, 60 * SECOND));
    // Not the guarded actor: here it is right that two are alive.
    let a = inner.add(supervise::Child::<Careless>::value("a", || Careless).shutdown(BUDGET));
    let b = inner.add(journal.child("b"));
    let mut top = Supervisor::new("top");
    top.add(inner);
    let root = soon(top.start()).await.unwrap();
    a.block(free.flag()).await.unwrap();
    until(|| a.mailbox_len() == 0).await;
    let again = a.wait_restarted();
    b.crash().await.unwrap();
    soon(again).await.unwrap();
    assert_eq!(soon(a.ping()).await.unwrap(), 1);
    let snapshot = root.supervisor().snapshot();
    assert_eq!(snapshot.find("inner").unwrap().restarts, 1);
    // The old one is named for as long as it is there.
    let outcome = soon(root.shutdown()).await;
    assert_eq!(&*outcome.abandoned[0], "inner.a");
    free.let_go();
}

/// Its mailbox is small, because the length of a large one is not exact.
struct Careless;

#[managed_process(capacity = 4)]
impl Careless {
    #[cast]
    fn block(&mut self, free: Arc<OnceLock<()>>) {
        spin(&free);
        drop(free);
    }

    #[call]
    fn ping(&mut self) -> u32 {
        1
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_abandoned_child_does_not_touch_its_successor() {
    let (journal, free) = (Journal::new(), Free::new());
    let mut inner = Supervisor::new("inner")
        .limit(Limit::new(1, 60 * SECOND))
        .strategy(supervise::Strategy::OneForAll);
    let a = inner.add(supervise::Child::<Careless>::value("a", || Careless).shutdown(BUDGET));
    let b = inner.add(journal.child("b"));
    let mut top = Supervisor::new("top");
    top.add(inner);
    let root = soon(top.start()).await.unwrap();
    a.block(free.flag()).await.unwrap();
    until(|| a.mailbox_len() == 0).await;
    let again = a.wait_restarted();
    b.crash().await.unwrap();
    let pid = soon(again).await.unwrap();
    // The old one wakes up among messages that are not its own.
    let calls: Vec<_> = (0..100)
        .map(|_| {
            tokio::spawn({
                let a = a.clone();
                async move { a.ping().await }
            })
        })
        .collect();
    free.let_go();
    for call in calls {
        assert_eq!(soon(call).await.unwrap().unwrap(), 1);
    }
    assert_eq!(a.pid(), Some(pid));
    soon(root.shutdown()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_terminate_that_never_yields_is_abandoned_too() {
    let (journal, free) = (Journal::new(), Free::new());
    let script = journal.script("a").ends([Bye::Spin(free.flag())]);
    let mut top = Supervisor::new("top");
    top.add(script.child().shutdown(BUDGET));
    let root = soon(top.start()).await.unwrap();
    let outcome = soon(root.shutdown()).await;
    assert_eq!(&*outcome.abandoned[0], "a");
    free.let_go();
    until(|| script.alive() == 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_dynamic_child_that_never_yields_is_not_waited_for() {
    let (journal, free) = (Journal::new(), Free::new());
    let mut top = Supervisor::new("top");
    let dynamic = supervise::Dynamic::<Actor>::new("dynamic");
    let dynamic = top.add(dynamic.shutdown(BUDGET).restart(Restart::Permanent));
    let root = soon(top.start()).await.unwrap();
    let a = soon(dynamic.start(journal.script("a"))).await.unwrap();
    let b = soon(dynamic.start(journal.script("b"))).await.unwrap();
    a.spin(free.flag()).await.unwrap();
    until(|| a.mailbox_len() == 0).await;
    let stopped = tokio::spawn({
        let (dynamic, a) = (dynamic.clone(), a.clone());
        async move { dynamic.stop(&a).await }
    });
    // Others are served meanwhile.
    assert_eq!(soon(b.run()).await.unwrap(), 1);
    // It could not be stopped.
    assert!(!soon(stopped).await.unwrap());
    assert!(matches!(
        soon(a.run()).await,
        Err(CallError::NotDelivered(_))
    ));
    assert_eq!(dynamic.len(), 2);
    free.let_go();
    until(|| dynamic.len() == 1).await;
    assert!(soon(root.shutdown()).await.is_orderly());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn arguments_that_never_yield_fail_the_start() {
    let free = Free::new();
    let journal = Journal::new();
    let flag = free.flag();
    let script = journal.script("b");
    let mut top = Supervisor::new("top");
    top.add(journal.child("a"));
    let b = supervise::Child::<Actor>::new("b", move || {
        spin(&flag);
        script.clone()
    });
    top.add(b.start_timeout(Timeout::After(millis(50))));
    let error = soon(top.start()).await.unwrap_err();
    assert!(
        matches!(
            &error,
            supervise::StartError::Child { outcome, .. }
                if matches!(outcome.reason, ExitReason::StartTimeout)
                    && outcome.abandoned == [Arc::from("b")]
        ),
        "{error}"
    );
    assert_eq!(journal.take(), "+a -a");
}
