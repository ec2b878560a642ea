//! What callers see of restarts.

use std::pin::pin;

use supervise::prelude::*;
use supervise::{Child, Limit, Status, Supervisor};

use crate::support::*;

#[tokio::test(start_paused = true)]
async fn a_handle_can_be_used_before_the_start() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    assert!(matches!(a.status(), Status::Waiting));
    assert!(a.pid().is_none());
    let waiting = tokio::spawn({
        let a = a.clone();
        async move { a.run().await }
    });
    settle().await;
    let root = start(top).await;
    assert_eq!(within(waiting).await.unwrap().unwrap(), 1);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_handle_of_a_tree_that_never_starts_fails_at_once() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner");
    let b = inner.add(journal.child("b"));
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let inner = top.add(inner);
    let waiting = tokio::spawn({
        let a = a.clone();
        async move { a.run().await }
    });
    settle().await;
    drop(top);
    assert!(matches!(
        within(waiting).await.unwrap(),
        Err(CallError::NotDelivered(_))
    ));
    assert!(matches!(
        within(b.run()).await,
        Err(CallError::NotDelivered(_))
    ));
    within(inner.closed()).await;
}

#[tokio::test(start_paused = true)]
async fn a_call_in_flight_at_the_crash_learns_the_reason() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    match within(a.crash_on_call()).await {
        Err(CallError::Ended(ExitReason::Panic(panic))) => {
            assert_eq!(panic.message.as_deref(), Some("scripted: call of a"));
            assert!(panic.location.is_some());
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(within(a.run()).await.unwrap(), 2);

    let mut busy = within(a.hang().begin()).await.unwrap();
    settle().await;
    a.kill();
    assert!(matches!(
        within(&mut busy).await,
        Err(CallError::Ended(ExitReason::Killed))
    ));
    assert_eq!(within(a.run()).await.unwrap(), 3);
    within(root.shutdown()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_learned_of_the_crash_is_served_by_the_next_incarnation() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").limit(Limit::NONE);
    let a = top.add(journal.child("a"));
    let root = soon(top.start()).await.unwrap();
    for crash in 0..500 {
        match soon(a.crash_on_call()).await {
            Err(CallError::Ended(ExitReason::Panic(_))) => {}
            other => panic!("{other:?}"),
        }
        // On another thread the process that has crashed is still being cleared away.
        assert_eq!(soon(a.run()).await.unwrap(), crash + 2);
    }
    soon(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn who_is_in_the_mailbox_is_told_and_who_waits_for_room_is_served() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    let busy = within(a.crash_after(SECOND).begin()).await.unwrap();
    settle().await;
    // The mailbox holds four.
    let mut queued = Vec::new();
    for _ in 0..4 {
        queued.push(a.run().try_send().unwrap());
    }
    assert!(a.run().try_send().is_err());
    let mut waiting = Vec::new();
    for _ in 0..10 {
        let a = a.clone();
        waiting.push(tokio::spawn(async move { a.run().await }));
    }
    settle().await;
    assert!(matches!(
        within(busy).await,
        Err(CallError::Ended(ExitReason::Panic(_)))
    ));
    for queued in queued {
        assert!(matches!(within(queued).await, Err(CallError::Restarted)));
    }
    for waiting in waiting {
        assert_eq!(within(waiting).await.unwrap().unwrap(), 2);
    }
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn who_calls_during_a_restart_waits_for_the_next_incarnation() {
    let journal = Journal::new();
    let script = journal
        .script("a")
        .inits([Begin::Well, Begin::Slow(10 * SECOND)])
        .ends([Bye::Slow(2 * SECOND)]);
    let mut top = Supervisor::new("top");
    let a = top.add(script.child());
    let root = start(top).await;
    let again = a.wait_restarted();
    a.crash().await.unwrap();
    settle().await;
    assert!(matches!(a.status(), Status::Ending), "{}", a.status());
    let in_terminate = within(a.run().begin()).await.unwrap();
    tokio::time::sleep(3 * SECOND).await;
    assert!(matches!(a.status(), Status::Starting), "{}", a.status());
    let in_init = within(a.run().begin()).await.unwrap();
    assert_eq!(within(in_terminate).await.unwrap(), 2);
    assert_eq!(within(in_init).await.unwrap(), 2);
    within(again).await.unwrap();
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn who_calls_below_a_supervisor_that_restarts_with_its_group_waits() {
    let journal = Journal::new();
    let script = journal
        .script("a")
        .inits([Begin::Well, Begin::Slow(10 * SECOND)]);
    let mut deep = Supervisor::new("deep");
    let c = deep.add(journal.child("c"));
    let mut inner = Supervisor::new("inner");
    let b = inner.add(journal.child("b"));
    inner.add(deep);
    let dynamic = inner.add(supervise::Dynamic::<Actor>::new("dynamic"));
    let mut top = Supervisor::new("top").strategy(supervise::Strategy::OneForAll);
    let a = top.add(script.child());
    let inner = top.add(inner);
    let root = start(top).await;
    let gone = within(dynamic.start(journal.script("d"))).await.unwrap();
    a.crash().await.unwrap();
    tokio::time::sleep(SECOND).await;
    for handle in [&b, &c] {
        assert!(matches!(handle.status(), Status::Waiting));
    }
    assert!(matches!(inner.status(), Status::Waiting));
    // A dynamic child does not come back.
    assert!(matches!(
        within(gone.run()).await,
        Err(CallError::NotDelivered(_))
    ));
    let started = dynamic.start(journal.script("e"));
    let (b, c, started) = tokio::join!(within(b.run()), within(c.run()), within(started));
    assert_eq!((b.unwrap(), c.unwrap()), (2, 2));
    within(started.unwrap().run()).await.unwrap();
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn who_waits_when_the_supervisor_gives_up_learns_why() {
    let journal = Journal::new();
    let script = journal
        .script("a")
        .inits([Begin::Well].into_iter().chain(vec![Begin::Fail; 9]));
    let mut top = Supervisor::new("top");
    let a = top.add(script.child());
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    let busy = within(b.hang().begin()).await.unwrap();
    settle().await;
    for _ in 0..4 {
        b.crash().try_send().unwrap();
    }
    let mut for_room = pin!(b.run().owned());
    assert!(poll_once(for_room.as_mut()).is_pending());
    a.crash().await.unwrap();
    let mut pending = pin!(a.run().owned());
    let _ = poll_once(pending.as_mut());
    let outcome = within(root.ended()).await;
    assert!(matches!(outcome.reason, ExitReason::RestartLimit(_)));
    within(pending).await.unwrap_err();
    assert!(matches!(
        within(busy).await,
        Err(CallError::Ended(ExitReason::Shutdown))
    ));
    assert!(matches!(
        within(for_room).await,
        Err(CallError::NotDelivered(_))
    ));
    assert_eq!(b.dead_letters(), 4);
    let mut late = pin!(a.run().owned());
    assert!(poll_once(late.as_mut()).is_ready());
}

#[tokio::test(start_paused = true)]
async fn a_full_mailbox_does_not_delay_a_shutdown() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    let busy = within(a.work(SECOND).begin()).await.unwrap();
    settle().await;
    let queued: Vec<_> = (0..4)
        .map(|_| a.work(100 * SECOND).try_send().unwrap())
        .collect();
    let begun = tokio::time::Instant::now();
    assert!(within(root.shutdown()).await.is_orderly());
    assert!(begun.elapsed() <= SECOND);
    // It has a terminate, so the running handler could finish.
    assert_eq!(within(busy).await.unwrap(), 1);
    for queued in queued {
        within(queued).await.unwrap_err();
    }
}

struct Plain;

#[managed_process]
impl Plain {
    #[call]
    async fn hang(&mut self) {
        std::future::pending::<()>().await;
    }

    #[call]
    fn ping(&mut self) -> u32 {
        1
    }
}

#[tokio::test(start_paused = true)]
async fn a_handler_without_terminate_is_broken_off_by_the_shutdown() {
    let mut top = Supervisor::new("top");
    let plain = top.add(Child::<Plain>::value("plain", || Plain));
    let root = start(top).await;
    assert_eq!(within(plain.ping()).await.unwrap(), 1);
    let busy = within(plain.hang().begin()).await.unwrap();
    settle().await;
    let begun = tokio::time::Instant::now();
    assert!(within(root.shutdown()).await.is_orderly());
    assert!(begun.elapsed() < SECOND);
    assert!(matches!(
        within(busy).await,
        Err(CallError::Ended(ExitReason::Shutdown))
    ));
}

#[tokio::test(start_paused = true)]
async fn a_handle_stays_equal_over_restarts_and_pids_do_not() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    let (handle, pid) = (a.clone(), a.pid().unwrap());
    a.bounce().await;
    assert_eq!(handle, a);
    assert_ne!(handle, b);
    let now = a.pid().unwrap();
    assert_ne!(pid, now);
    assert!(pid.same_place(now));
    assert!(!pid.same_place(b.pid().unwrap()));
    assert_eq!(&*a.path(), "a");
    within(root.shutdown()).await;
}
