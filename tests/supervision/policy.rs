//! Which end is followed by a restart.

use supervise::prelude::*;
use supervise::{Restart, Supervisor};

use crate::support::*;

/// An end, and whether it is in order.
#[derive(Clone, Copy, Debug)]
enum Way {
    Normal,
    Shutdown,
    Error,
    Panic,
    Kill,
    /// By an exit signal from outside.
    Exit,
    /// In order, by whoever has its handle.
    Asked,
}

const WAYS: [(Way, bool); 7] = [
    (Way::Normal, true),
    (Way::Shutdown, true),
    (Way::Error, false),
    (Way::Panic, false),
    (Way::Kill, false),
    (Way::Exit, false),
    (Way::Asked, true),
];

async fn end(child: &ActorRef, way: Way) {
    match way {
        Way::Normal => child.stop(ExitReason::Normal).await.unwrap(),
        Way::Shutdown => child.stop(ExitReason::Shutdown).await.unwrap(),
        Way::Error => child.stop(ExitReason::error("broken")).await.unwrap(),
        Way::Panic => child.crash().await.unwrap(),
        Way::Kill => child.kill(),
        Way::Exit => child.exit(ExitReason::error("broken")),
        Way::Asked => within(child.shutdown()).await,
    }
}

fn is(reason: &ExitReason, way: Way) -> bool {
    match way {
        Way::Normal => matches!(reason, ExitReason::Normal),
        Way::Shutdown | Way::Asked => matches!(reason, ExitReason::Shutdown),
        Way::Error | Way::Exit => matches!(reason, ExitReason::Error(_)),
        Way::Panic => matches!(reason, ExitReason::Panic(_)),
        Way::Kill => matches!(reason, ExitReason::Killed),
    }
}

/// One child with this policy ends in this way: does another incarnation follow?
async fn follows(restart: Restart, way: Way) -> bool {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let child = top.add(journal.child("a").restart(restart));
    let root = start(top).await;
    let again = child.wait_restarted();
    end(&child, way).await;
    let follows = match within(again).await {
        Ok(pid) => {
            assert_eq!(pid.incarnation(), 2);
            assert_eq!(within(child.run()).await.unwrap(), 2);
            true
        }
        Err(reason) => {
            assert!(is(&reason, way), "{restart} {way:?}: {reason}");
            settle().await;
            // The reason stays, also when the supervisor has dealt with it.
            let closed = within(child.closed()).await;
            assert!(is(&closed, way), "{restart} {way:?}: closed {closed}");
            match within(child.run()).await {
                Err(CallError::NotDelivered(reason)) => {
                    assert!(is(&reason, way), "{restart} {way:?}: call {reason}");
                }
                other => panic!("{restart} {way:?}: {other:?}"),
            }
            false
        }
    };
    let killed = matches!(way, Way::Kill);
    let last = if follows { " +a" } else { "" };
    let bye = if killed { "" } else { " -a" };
    assert_eq!(
        journal.take(),
        format!("+a{bye}{last}"),
        "{restart} {way:?}"
    );
    let outcome = within(root.shutdown()).await;
    assert!(outcome.is_orderly());
    follows
}

#[tokio::test(start_paused = true)]
async fn a_permanent_child_is_always_restarted() {
    for (way, _) in WAYS {
        assert!(follows(Restart::Permanent, way).await, "{way:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_transient_child_is_restarted_unless_it_ended_in_order() {
    for (way, in_order) in WAYS {
        let restarted = follows(Restart::Transient, way).await;
        assert_eq!(restarted, !in_order, "{way:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_temporary_child_is_never_restarted() {
    for (way, _) in WAYS {
        assert!(!follows(Restart::Temporary, way).await, "{way:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn why_a_child_ended_long_ago_is_not_overwritten_by_the_end_of_the_tree() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let transient = top.add(journal.child("a").restart(Restart::Transient));
    let temporary = top.add(journal.child("b").restart(Restart::Temporary));
    let root = start(top).await;
    transient.stop(ExitReason::Normal).await.unwrap();
    temporary.crash().await.unwrap();
    settle().await;
    within(root.shutdown()).await;
    let reason = within(transient.closed()).await;
    assert!(reason.is_normal(), "{reason}");
    let reason = within(temporary.closed()).await;
    assert!(matches!(reason, ExitReason::Panic(_)), "{reason}");
}

/// A supervisor below another one, with this policy, is told to stop for this reason.
async fn nested_follows(restart: Restart, reason: ExitReason) -> bool {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner").restart(restart);
    let child = inner.add(journal.child("a"));
    let mut top = Supervisor::new("top");
    let inner = top.add(inner);
    let root = start(top).await;
    let again = child.wait_restarted();
    inner.stop(reason);
    let follows = within(again).await.is_ok();
    if !follows {
        assert!(matches!(
            within(child.run()).await,
            Err(CallError::NotDelivered(_))
        ));
        within(inner.closed()).await;
    }
    within(root.shutdown()).await;
    follows
}

#[tokio::test(start_paused = true)]
async fn policies_hold_for_supervisors_too() {
    let broken = || ExitReason::error("broken");
    assert!(nested_follows(Restart::Permanent, ExitReason::Shutdown).await);
    assert!(nested_follows(Restart::Permanent, ExitReason::Normal).await);
    assert!(nested_follows(Restart::Permanent, broken()).await);
    assert!(!nested_follows(Restart::Transient, ExitReason::Shutdown).await);
    assert!(!nested_follows(Restart::Transient, ExitReason::Normal).await);
    assert!(nested_follows(Restart::Transient, broken()).await);
    assert!(!nested_follows(Restart::Temporary, broken()).await);
}
