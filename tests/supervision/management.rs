//! S11: what may be asked of a running supervisor.

use supervise::prelude::*;
use supervise::{
    Backoff, Child, ChildError, Dynamic, Later, Restart, Root, StartChildError, Status, Strategy,
    Supervisor, SupervisorRef,
};

use crate::support::*;

async fn two(journal: &Journal, strategy: Strategy) -> (Root, ActorRef, ActorRef) {
    let mut top = Supervisor::new("top").strategy(strategy);
    let (a, b) = (top.add(journal.child("a")), top.add(journal.child("b")));
    let root = start(top).await;
    journal.take();
    (root, a, b)
}

fn names(supervisor: &SupervisorRef) -> Vec<String> {
    let children = supervisor.children().into_iter();
    children.map(|child| child.name.to_string()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_child_is_added_where_it_is_wanted() {
    let journal = Journal::new();
    let (root, a, _b) = two(&journal, Strategy::OneForAll).await;
    let top = root.supervisor();
    let last = within(top.add(journal.child("last"))).await.unwrap();
    assert_eq!(last.run().await.unwrap(), 1);
    within(top.add(journal.child("first")).first())
        .await
        .unwrap();
    within(top.add(journal.child("mid")).before("b"))
        .await
        .unwrap();
    within(top.add(journal.child("next")).after("mid"))
        .await
        .unwrap();
    assert_eq!(names(&top), ["first", "a", "mid", "next", "b", "last"]);
    assert_eq!(&*last.path(), "last");
    journal.take();
    // It is a child like any other.
    a.bounce().await;
    settle().await;
    assert_eq!(
        journal.take(),
        "-a -last -b -next -mid -first +first +a +mid +next +b +last"
    );
    let nobody = top.add(journal.child("x")).before("nobody");
    assert!(matches!(
        within(nobody).await,
        Err(StartChildError::NoSuchSibling)
    ));
    within(root.shutdown()).await;
    assert_eq!(journal.take(), "-last -b -next -mid -a -first");
}

#[tokio::test(start_paused = true)]
async fn a_child_that_is_added_may_be_of_any_kind() {
    let journal = Journal::new();
    let (root, ..) = two(&journal, Strategy::OneForOne).await;
    let top = root.supervisor();
    let mut inner = Supervisor::new("inner");
    let c = inner.add(journal.child("c"));
    within(top.add(inner)).await.unwrap();
    assert_eq!(&*c.path(), "inner.c");
    let many = within(top.add(Dynamic::<Actor>::new("many")))
        .await
        .unwrap();
    let one = within(many.start(journal.script("one"))).await.unwrap();
    assert_eq!(&*one.path(), "many.0");
    // A dynamic supervisor takes children of other kinds as well, by their names.
    let other = many.supervisor().add(journal.child("other"));
    let other = within(other).await.unwrap();
    assert_eq!(&*other.path(), "many.other");
    let mut deep = Supervisor::new("deep");
    let d = deep.add(journal.child("d"));
    within(many.supervisor().add(deep)).await.unwrap();
    assert_eq!(&*d.path(), "many.deep.d");
    assert_eq!(within(d.run()).await.unwrap(), 1);
    let counts = top.count_children();
    assert_eq!((counts.specs, counts.active), (4, 4));
    assert_eq!((counts.workers, counts.supervisors), (2, 2));
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn names_are_taken_once() {
    let journal = Journal::new();
    let (root, a, _b) = two(&journal, Strategy::OneForOne).await;
    let top = root.supervisor();
    let again = || top.add(journal.child("a"));
    match within(again()).await {
        Err(StartChildError::AlreadyStarted(pid)) => assert_eq!(Some(pid), a.pid()),
        other => panic!("{other:?}"),
    }
    within(top.stop_child("a")).await.unwrap();
    assert!(matches!(
        within(again()).await,
        Err(StartChildError::AlreadyPresent)
    ));
    within(top.delete_child("a")).await.unwrap();
    let a = within(again()).await.unwrap();
    assert_eq!(a.run().await.unwrap(), 1);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn one_that_does_not_start_leaves_nothing_behind() {
    let journal = Journal::new();
    let (root, ..) = two(&journal, Strategy::OneForOne).await;
    let top = root.supervisor();
    let fails = journal.script("c").inits([Begin::Fail, Begin::Ignore]);
    let added = within(top.add(fails.child())).await;
    assert!(
        matches!(added, Err(StartChildError::Failed(_))),
        "{added:?}"
    );
    assert_eq!(names(&top), ["a", "b"]);
    // One that asks to be ignored keeps its place.
    let added = within(top.add(fails.child())).await;
    assert!(matches!(added, Err(StartChildError::Ignored)), "{added:?}");
    assert_eq!(names(&top), ["a", "b", "c"]);
    within(top.start_child("c")).await.unwrap();
    let wrong = journal.child("d").restart(Restart::Temporary);
    let wrong = top.add(wrong.backoff(Backoff::constant(SECOND)));
    let wrong = within(wrong).await;
    assert!(matches!(wrong, Err(StartChildError::Spec(_))), "{wrong:?}");
    within(root.shutdown()).await;
    let late = within(top.add(journal.child("e"))).await;
    assert!(matches!(late, Err(StartChildError::NotRunning)), "{late:?}");
}

#[tokio::test(start_paused = true)]
async fn a_child_is_added_and_started_later() {
    let journal = Journal::new();
    let (root, ..) = two(&journal, Strategy::OneForOne).await;
    let top = root.supervisor();
    let c = top
        .add(journal.child("c").restart(Restart::Temporary))
        .stopped();
    let c = within(c).await.unwrap();
    assert_eq!(journal.take(), "");
    c.run().await.unwrap_err();
    within(top.start_child("c")).await.unwrap();
    assert_eq!(c.run().await.unwrap(), 1);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_child_that_starts_while_its_supervisor_ends_is_stopped_in_order() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let many = top.add(Dynamic::<Actor>::new("many"));
    let root = start(top).await;
    let slow = journal.script("slow").inits([Begin::Slow(SECOND)]);
    let adding = many.start(slow.clone());
    let mut adding = std::pin::pin!(adding);
    assert!(poll_once(adding.as_mut()).is_pending());
    settle().await;
    let ended = root.shutdown();
    let refused = within(adding).await;
    assert!(
        matches!(refused, Err(StartChildError::NotRunning)),
        "{refused:?}"
    );
    let outcome = within(ended).await;
    assert!(outcome.is_orderly(), "{outcome}");
    assert_eq!(slow.alive(), 0);
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_one_that_is_turned_away_learns_it() {
    let journal = Journal::new();
    let (root, ..) = two(&journal, Strategy::OneForOne).await;
    let later = Later::<Actor>::new();
    let handle = later.handle();
    let mut call = Box::pin(handle.run().owned().into_future());
    assert!(poll_once(call.as_mut()).is_pending());
    let again = root.supervisor().add(journal.child("a").at(later));
    within(again).await.unwrap_err();
    within(call).await.unwrap_err();
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn who_stops_waiting_takes_the_child_back() {
    let journal = Journal::new();
    let (root, ..) = two(&journal, Strategy::OneForOne).await;
    let top = root.supervisor();
    let slow = journal.script("c").inits([Begin::Slow(SECOND)]);
    let mut adding = top.add(slow.child()).into_future();
    assert!(poll_once(std::pin::Pin::new(&mut adding)).is_pending());
    settle().await;
    drop(adding);
    settle().await;
    assert_eq!(names(&top), ["a", "b"]);
    // Also where it was up already, or is not to be started.
    for starts in [true, false] {
        let add = top.add(journal.child("c"));
        let add = if starts { add } else { add.stopped() };
        let mut adding = add.into_future();
        assert!(poll_once(std::pin::Pin::new(&mut adding)).is_pending());
        settle().await;
        assert_eq!(names(&top), ["a", "b", "c"]);
        drop(adding);
        settle().await;
        assert_eq!(names(&top), ["a", "b"]);
    }
    assert_eq!(journal.take(), "+c -c");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_child_is_stopped_started_restarted_and_deleted() {
    let journal = Journal::new();
    let (root, a, b) = two(&journal, Strategy::OneForAll).await;
    let top = root.supervisor();
    assert!(matches!(
        within(top.start_child("a")).await,
        Err(ChildError::Running)
    ));
    assert!(matches!(
        within(top.delete_child("a")).await,
        Err(ChildError::Running)
    ));
    within(top.stop_child("a")).await.unwrap();
    within(top.stop_child("a")).await.unwrap();
    assert_eq!(journal.take(), "-a");
    // A deliberate stop stands when the siblings are restarted.
    b.bounce().await;
    assert_eq!(journal.take(), "-b +b");
    within(top.start_child("a")).await.unwrap();
    assert_eq!(a.run().await.unwrap(), 2);
    assert_eq!(journal.take(), "+a");
    // A forced restart, by the name and by the incarnation.
    within(top.restart_child("a")).await.unwrap();
    within(top.restart_child(a.pid().unwrap())).await.unwrap();
    assert_eq!(journal.take(), "-a +a -a +a");
    within(top.stop_child("a")).await.unwrap();
    within(top.restart_child("a")).await.unwrap();
    assert_eq!(a.run().await.unwrap(), 5);
    within(top.stop_child("a")).await.unwrap();
    within(top.delete_child("a")).await.unwrap();
    for gone in [
        within(top.start_child("a")).await,
        within(top.restart_child("a")).await,
        within(top.delete_child("a")).await,
        within(top.stop_child("a")).await,
    ] {
        assert!(matches!(gone, Err(ChildError::NotFound)), "{gone:?}");
    }
    a.run().await.unwrap_err();
    within(root.shutdown()).await;
    assert!(matches!(
        within(top.start_child("b")).await,
        Err(ChildError::NotRunning)
    ));
}

#[tokio::test(start_paused = true)]
async fn a_start_that_fails_is_told_with_its_reason() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let script = journal.script("a");
    top.add(script.child());
    let root = start(top).await;
    let top = root.supervisor();
    within(top.stop_child("a")).await.unwrap();
    let _script = script.inits([Begin::Fail, Begin::Ignore]);
    match within(top.start_child("a")).await {
        Err(ChildError::Failed(reason)) => assert!(reason.to_string().contains("a fails")),
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        within(top.start_child("a")).await,
        Err(ChildError::Ignored)
    ));
    within(top.start_child("a")).await.unwrap();
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_request_does_not_wait_for_a_slow_sibling() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let slow = journal
        .script("slow")
        .inits([Begin::Well, Begin::Slow(60 * SECOND)]);
    let slow = top.add(slow.child().backoff(Backoff::constant(SECOND)));
    top.add(journal.child("b"));
    let root = start(top).await;
    let top = root.supervisor();
    slow.crash().await.unwrap();
    settle().await;
    assert!(matches!(
        within(top.start_child("slow")).await,
        Err(ChildError::Restarting)
    ));
    let begun = tokio::time::Instant::now();
    within(top.restart_child("b")).await.unwrap();
    within(top.add(journal.child("c"))).await.unwrap();
    assert!(begun.elapsed() < SECOND);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn children_are_looked_up() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a").restart(Restart::Transient));
    let mut inner = Supervisor::new("inner");
    inner.add(journal.child("c"));
    top.add(inner);
    let root = start(top).await;
    let top = root.supervisor();
    let info = top.child("a").unwrap();
    assert_eq!((&*info.name, &*info.path), ("a", "a"));
    assert_eq!(info.pid, a.pid());
    assert_eq!(info.spec.to_string(), "a: Actor (transient, shutdown 5s)");
    assert!(info.supervisor.is_none());
    // Which child is this?
    let which = top.child(a.pid().unwrap()).unwrap();
    assert_eq!(&*which.name, "a");
    let inner = top.child("inner").unwrap();
    let inner = inner.supervisor.unwrap();
    assert_eq!(names(&inner), ["c"]);
    assert!(top.child("nobody").is_none());
    a.stop(ExitReason::Normal).await.unwrap();
    settle().await;
    let info = top.child("a").unwrap();
    assert!(matches!(info.status, Status::Vacant(ExitReason::Normal)));
    assert_eq!(info.pid, None);
    let counts = top.count_children();
    assert_eq!((counts.specs, counts.active), (2, 1));
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn those_that_were_added_go_when_the_supervisor_is_restarted() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner").limit(supervise::Limit::new(1, SECOND));
    let a = inner.add(journal.child("a"));
    let inner_ref = inner.handle();
    let mut top = Supervisor::new("top");
    top.add(inner);
    let root = start(top).await;
    let added = within(inner_ref.add(journal.child("added")).first())
        .await
        .unwrap();
    within(inner_ref.stop_child("a")).await.unwrap();
    within(inner_ref.delete_child("a")).await.unwrap();
    assert_eq!(names(&inner_ref), ["added"]);
    added.bounce().await;
    added.break_for_good().await;
    // What was declared is there again.
    assert_eq!(within(a.run()).await.unwrap(), 2);
    assert_eq!(names(&inner_ref), ["a"]);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_dynamic_child_is_restarted_by_request() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let many = top.add(Dynamic::<Actor>::new("many").restart(Restart::Transient));
    let root = start(top).await;
    let one = within(many.start(journal.script("one"))).await.unwrap();
    within(many.restart(&one)).await.unwrap();
    assert_eq!(one.run().await.unwrap(), 2);
    assert!(within(many.stop(&one)).await);
    assert!(matches!(
        within(many.restart(&one)).await,
        Err(ChildError::NotFound)
    ));
    within(root.shutdown()).await;
}

/// A child whose arguments can't be understood twice.
fn _children_are_descriptions(child: Child<Actor>) -> Child<Actor> {
    child.optional().significant().depends_on(&["x"])
}
