//! What a snapshot shows.

use supervise::prelude::*;
use supervise::{Dynamic, NodeKind, Pool, Restart, Snapshot, Status, Strategy, Supervisor};

use crate::support::*;

fn paths(snapshot: &Snapshot) -> Vec<String> {
    let mut paths = vec![snapshot.path.to_string()];
    paths.extend(snapshot.children.iter().flat_map(paths_below));
    paths
}

fn paths_below(snapshot: &Snapshot) -> Vec<String> {
    paths(snapshot)
}

#[tokio::test(start_paused = true)]
async fn every_node_is_there_in_start_order_under_its_path() {
    let journal = Journal::new();
    let mut deep = Supervisor::new("deep").strategy(Strategy::RestForOne);
    deep.add(journal.child("b"));
    let mut inner = Supervisor::new("inner");
    let dynamic = inner.add(Dynamic::<Actor>::new("dynamic"));
    inner.add(deep);
    let script = journal.script("w");
    let count = std::sync::atomic::AtomicU32::new(0);
    let mut top = Supervisor::new("top").strategy(Strategy::OneForAll);
    top.add(journal.child("z"));
    top.add(inner);
    top.add(Pool::<Actor>::new("stores", 2, move || {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        script.another(&number.to_string())
    }));
    top.add(journal.child("a"));
    let root = start(top).await;
    within(dynamic.start(journal.script("d"))).await.unwrap();
    let snapshot = root.supervisor().snapshot();
    assert_eq!(
        paths(&snapshot),
        [
            "",
            "z",
            "inner",
            "inner.dynamic",
            "inner.dynamic.0",
            "inner.deep",
            "inner.deep.b",
            "stores",
            "stores.0",
            "stores.1",
            "a"
        ]
    );
    let kind = |path: &str| snapshot.find(path).unwrap().kind.clone();
    let supervisor = |text: &str| NodeKind::Supervisor(text.to_owned());
    assert_eq!(kind(""), supervisor("one_for_all"));
    assert_eq!(kind("inner"), supervisor("one_for_one"));
    assert_eq!(kind("inner.deep"), supervisor("rest_for_one"));
    assert_eq!(kind("inner.dynamic"), supervisor("dynamic"));
    assert_eq!(kind("stores"), supervisor("pool"));
    assert_eq!(kind("stores.1"), NodeKind::Worker("Actor"));
    assert_eq!(kind("inner.dynamic.0"), NodeKind::Worker("Actor"));
    assert_eq!(&*snapshot.name, "top");
    assert_eq!(&*snapshot.find("stores.0").unwrap().name, "0");
    assert!(snapshot.find("nobody").is_none());
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn uptime_restarts_mailbox_and_dead_letters_are_counted() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let supervisor = top.handle();
    let before = supervisor.snapshot();
    assert!(before.uptime.is_none());
    let root = start(top).await;
    tokio::time::sleep(10 * SECOND).await;
    let node = |path: &str| supervisor.snapshot().find(path).unwrap().clone();
    assert_eq!(node("a").uptime, Some(10 * SECOND));
    assert_eq!(node("a").restarts, 0);
    assert_eq!(node("a").pid, a.pid().unwrap());
    a.bounce().await;
    tokio::time::sleep(3 * SECOND).await;
    let now = node("a");
    assert_eq!((now.restarts, now.uptime), (1, Some(3 * SECOND)));
    assert_eq!(node("").uptime, Some(13 * SECOND));

    let busy = within(a.hang().begin()).await.unwrap();
    settle().await;
    for _ in 0..3 {
        a.stop(ExitReason::Normal).try_send().unwrap();
    }
    assert_eq!(node("a").mailbox_len, 3);
    a.kill();
    within(busy).await.unwrap_err();
    assert_eq!(within(a.run()).await.unwrap(), 3);
    let now = node("a");
    assert_eq!((now.mailbox_len, now.dead_letters, now.restarts), (0, 3, 2));
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn each_stage_of_a_place_has_its_status() {
    let journal = Journal::new();
    let script = journal
        .script("a")
        .inits([Begin::Slow(SECOND)])
        .ends([Bye::Slow(SECOND)]);
    let mut top = Supervisor::new("top");
    let a = top.add(script.child().restart(Restart::Transient));
    top.add(journal.child("b"));
    let supervisor = top.handle();
    let status = |path: &str| supervisor.snapshot().find(path).unwrap().status.clone();
    // What is described, but not started, is shown as soon as it is complete.
    let starting = tokio::spawn(top.start());
    settle().await;
    assert!(matches!(status("a"), Status::Starting));
    assert!(matches!(status("b"), Status::Waiting));
    assert!(matches!(status(""), Status::Starting));
    let root = within(starting).await.unwrap().unwrap();
    assert!(matches!(status("a"), Status::Running));
    assert!(matches!(status(""), Status::Running));
    a.stop(ExitReason::Normal).await.unwrap();
    settle().await;
    assert!(matches!(status("a"), Status::Ending));
    within(a.closed()).await;
    assert!(matches!(status("a"), Status::Vacant(ExitReason::Normal)));
    assert!(supervisor.snapshot().find("a").unwrap().uptime.is_none());
    within(root.shutdown()).await;
    assert!(matches!(status("b"), Status::Vacant(ExitReason::Shutdown)));
    assert!(matches!(status(""), Status::Vacant(ExitReason::Shutdown)));
    assert_eq!(supervisor.snapshot().find("b").unwrap().restarts, 0);
}

#[tokio::test(start_paused = true)]
async fn it_prints_one_line_for_each_node() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner");
    inner.add(journal.child("b"));
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    top.add(inner);
    let root = start(top).await;
    tokio::time::sleep(SECOND).await;
    a.bounce().await;
    let printed = root.supervisor().snapshot().to_string();
    assert_eq!(
        printed.lines().collect::<Vec<_>>(),
        [
            "top (one_for_one) running, up 1.0 s",
            "  a (Actor) running, up 0.0 s, restarts 1",
            "  inner (one_for_one) running, up 1.0 s",
            "    b (Actor) running, up 1.0 s",
        ]
    );
    within(root.shutdown()).await;
}
