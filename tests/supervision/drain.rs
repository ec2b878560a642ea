//! S8: the mailbox is emptied before the shutdown begins, and an account of it is given.

use supervise::prelude::*;
use supervise::{CallError, Child, Outcome, Restart, Shutdown, StoppedHow, Strategy, Supervisor};

use crate::support::*;

/// Who was stopped how, in how many milliseconds.
fn account(outcome: &Outcome) -> Vec<String> {
    let stopped = outcome.stopped.iter();
    stopped.map(ToString::to_string).collect()
}

#[tokio::test(start_paused = true)]
async fn what_is_in_the_mailbox_is_handled_first() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a").drain(10 * SECOND));
    let root = start(top).await;
    let mut calls = Vec::new();
    for _ in 0..3 {
        calls.push(a.work(SECOND).begin().await.unwrap());
    }
    settle().await;
    let ended = root.shutdown();
    settle().await;
    // What comes in now is too late.
    let late = a.run().begin().await.unwrap();
    let outcome = within(ended).await;
    for call in calls {
        assert_eq!(call.await.unwrap(), 1);
    }
    late.await.unwrap_err();
    assert!(outcome.is_orderly());
    assert_eq!(account(&outcome), ["a stopped after 2.999s"]);
}

#[tokio::test(start_paused = true)]
async fn without_a_drain_it_is_not() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    let first = a.work(SECOND).begin().await.unwrap();
    let second = a.work(SECOND).begin().await.unwrap();
    settle().await;
    within(root.shutdown()).await;
    assert_eq!(first.await.unwrap(), 1);
    second.await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_drain_has_a_deadline() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let child = journal.child("a").drain(SECOND);
    let a = top.add(child.shutdown(Shutdown::After(2 * SECOND)));
    let root = start(top).await;
    let _hangs = a.hang().begin().await.unwrap();
    let _waits = a.run().begin().await.unwrap();
    settle().await;
    let begun = tokio::time::Instant::now();
    let outcome = within(root.shutdown()).await;
    // The drain, and half of the budget for the handler that hangs.
    assert_eq!(begun.elapsed(), 2 * SECOND);
    assert_eq!(journal.take(), "+a -a");
    assert!(outcome.is_orderly(), "{outcome}");
}

#[tokio::test(start_paused = true)]
async fn a_crash_while_draining_is_no_failure() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a").drain(10 * SECOND));
    let root = start(top).await;
    let _working = a.work(SECOND).begin().await.unwrap();
    a.crash().await.unwrap();
    settle().await;
    let outcome = within(root.shutdown()).await;
    assert!(matches!(outcome.stopped[0].how, StoppedHow::Failed(_)));
}

/// The drain of one that is on its way out already is not that of its successor.
#[tokio::test(start_paused = true)]
async fn a_drain_that_comes_too_late_does_not_end_the_next_incarnation() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").strategy(Strategy::OneForAll);
    let script = journal.script("a").ends([Bye::Slow(2 * SECOND)]);
    let a = top.add(
        script
            .child()
            .drain(10 * SECOND)
            .restart(Restart::Transient),
    );
    let b = top.add(journal.child("b"));
    let root = start(top).await;
    journal.take();
    // It terminates, and its supervisor does not know that yet.
    a.crash().await.unwrap();
    settle().await;
    b.crash().await.unwrap();
    tokio::time::sleep(10 * SECOND).await;
    assert_eq!(within(a.run()).await.unwrap(), 2);
    assert_eq!(within(b.run()).await.unwrap(), 2);
    assert_eq!(root.supervisor().snapshot().counters.unwrap().restarts, 1);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn an_idle_process_is_drained_at_once() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    top.add(journal.child("a").drain(10 * SECOND));
    let root = start(top).await;
    let begun = tokio::time::Instant::now();
    within(root.shutdown()).await;
    assert!(begun.elapsed().is_zero());
}

#[tokio::test(start_paused = true)]
async fn an_account_says_who_was_stopped_how() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner");
    inner.add(journal.script("slow").ends([Bye::Slow(SECOND)]).child());
    let mut top = Supervisor::new("top");
    top.add(inner);
    let hangs = journal.script("hangs").ends([Bye::Hang]).child();
    top.add(hangs.shutdown(Shutdown::After(2 * SECOND)));
    top.add(journal.child("killed").shutdown(Shutdown::BrutalKill));
    let root = start(top).await;
    let outcome = within(root.shutdown()).await;
    assert_eq!(
        account(&outcome),
        [
            "killed killed after 0ns",
            "hangs killed out of time after 2s",
            "inner.slow stopped after 1s",
            "inner stopped after 1s",
        ]
    );
}

struct Newsreader {
    journal: Journal,
}

#[managed_process(capacity = 2, overload = drop_oldest)]
impl Newsreader {
    #[cast]
    async fn read(&mut self, item: u8) {
        tokio::time::sleep(SECOND).await;
        self.journal.note(item);
    }

    #[call]
    fn unread(&self) -> u8 {
        0
    }
}

/// Who comes too late does not displace what is still to be handled.
#[tokio::test(start_paused = true)]
async fn what_comes_too_late_makes_no_room_for_itself() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let noted = journal.clone();
    let reader = top.add(
        Child::<Newsreader>::value("reader", move || Newsreader {
            journal: noted.clone(),
        })
        .drain(10 * SECOND),
    );
    let root = start(top).await;
    reader.read(0).await.unwrap();
    settle().await;
    for item in 1..=3 {
        reader.read(item).await.unwrap();
    }
    let ended = root.shutdown();
    settle().await;
    reader.read(4).await.unwrap();
    assert!(matches!(reader.unread().await, Err(CallError::Full)));
    assert_eq!(reader.read(5).try_send().unwrap_err().args, 5);
    assert!(within(ended).await.is_orderly());
    // The first made room before the end was near.
    assert_eq!(journal.take(), "0 2 3");
    assert_eq!(reader.dead_letters(), 2);
}

supervision_tree! {
    Drained(script: Script) {
        worker: Actor(script) { drain: 10s, shutdown: 1s },
    }
}

#[tokio::test(start_paused = true)]
async fn a_drain_is_declared() {
    let journal = Journal::new();
    let tree = Drained::start(journal.script("worker")).await.unwrap();
    let call = tree.worker().work(3 * SECOND).begin().await.unwrap();
    let next = tree.worker().run().begin().await.unwrap();
    settle().await;
    within(tree.shutdown()).await;
    assert_eq!(call.await.unwrap(), 1);
    assert_eq!(next.await.unwrap(), 1);
}

/// Its time was up when it was restarted, not when all of them were stopped.
#[tokio::test(start_paused = true)]
async fn the_account_is_of_the_last_stop_alone() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let script = journal.script("a").ends([Bye::Hang]);
    let a = top.add(script.child().shutdown(Shutdown::After(SECOND)));
    let root = start(top).await;
    within(root.supervisor().restart_child("a")).await.unwrap();
    assert_eq!(a.run().await.unwrap(), 2);
    let outcome = within(root.shutdown()).await;
    assert_eq!(account(&outcome), ["a stopped after 0ns"]);
    assert!(outcome.is_orderly());
}

/// One that is being stopped already when all are is among them.
#[tokio::test(start_paused = true)]
async fn the_account_has_who_was_told_before() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    for (name, bye) in [("a", Bye::Slow(3 * SECOND)), ("b", Bye::Hang)] {
        let script = journal.script(name).ends([bye]);
        top.add(script.child().shutdown(Shutdown::After(4 * SECOND)));
    }
    let root = start(top).await;
    let supervisor = root.supervisor().clone();
    for name in ["a", "b"] {
        let supervisor = supervisor.clone();
        tokio::spawn(async move { supervisor.stop_child(name).await });
    }
    tokio::time::sleep(SECOND).await;
    let outcome = within(root.shutdown()).await;
    assert_eq!(
        account(&outcome),
        ["a stopped after 3s", "b killed out of time after 4s"]
    );
}
