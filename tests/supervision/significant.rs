//! S3, S4: intrinsic children, and supervisors that end with their significant ones.

use supervise::prelude::*;
use supervise::{AutoShutdown, Restart, Supervisor};

use crate::support::*;

#[tokio::test(start_paused = true)]
async fn a_tree_ends_with_any_significant_child() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").auto_shutdown(AutoShutdown::AnySignificant);
    top.add(journal.child("a"));
    let job = top.add(
        journal
            .child("job")
            .restart(Restart::Transient)
            .significant(),
    );
    let root = start(top).await;
    job.bounce().await;
    journal.take();
    job.stop(ExitReason::Normal).await.unwrap();
    let outcome = within(root.ended()).await;
    assert!(outcome.is_orderly(), "{outcome}");
    assert_eq!(journal.take(), "-job -a");
}

#[tokio::test(start_paused = true)]
async fn a_tree_ends_with_its_last_significant_child() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").auto_shutdown(AutoShutdown::AllSignificant);
    let mut job = |name| {
        let child = journal.child(name).restart(Restart::Temporary);
        top.add(child.significant())
    };
    let (one, two) = (job("one"), job("two"));
    let root = start(top).await;
    one.break_for_good().await;
    assert_eq!(two.run().await.unwrap(), 1);
    two.break_for_good().await;
    within(root.ended()).await;
}

#[tokio::test(start_paused = true)]
async fn who_is_stopped_by_request_ends_nothing() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").auto_shutdown(AutoShutdown::AnySignificant);
    top.add(
        journal
            .child("job")
            .restart(Restart::Transient)
            .significant(),
    );
    let other = top.add(journal.child("other"));
    let root = start(top).await;
    within(root.supervisor().stop_child("job")).await.unwrap();
    assert_eq!(other.run().await.unwrap(), 1);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_supervisor_that_ended_with_a_child_is_restarted_if_it_is_permanent() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner").auto_shutdown(AutoShutdown::AnySignificant);
    let job = inner.add(
        journal
            .child("job")
            .restart(Restart::Transient)
            .significant(),
    );
    let mut top = Supervisor::new("top");
    top.add(inner);
    let root = start(top).await;
    let again = job.wait_restarted();
    job.stop(ExitReason::Normal).await.unwrap();
    within(again).await.unwrap();
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_tree_ends_with_a_significant_child_that_cannot_start_though_it_is_optional() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").auto_shutdown(AutoShutdown::AnySignificant);
    top.add(journal.child("a"));
    let job = journal.script("job").inits([Begin::Fail]).child();
    let job = job.restart(Restart::Temporary).optional();
    top.add(job.significant());
    let started = within(top.start()).await;
    assert!(
        matches!(&started, Err(StartError::Ended(outcome)) if outcome.is_orderly()),
        "{started:?}"
    );
    assert_eq!(journal.take(), "+a -a");
}

supervision_tree! {
    Job(script: Script) {
        auto_shutdown: any_significant,
        job: Actor(script) { restart: intrinsic },
    }
}

#[tokio::test(start_paused = true)]
async fn an_intrinsic_child_is_declared() {
    let journal = Journal::new();
    let tree = Job::start(journal.script("job")).await.unwrap();
    tree.job().bounce().await;
    tree.job().stop(ExitReason::Normal).await.unwrap();
    assert!(within(tree.ended()).await.is_orderly());
}
