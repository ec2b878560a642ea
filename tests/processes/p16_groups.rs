//! Groups: processes that are reached together.

use supervise::prelude::*;
use supervise::{Child, Group, RegistryEvent, SpawnError, Supervisor};

use crate::kit::{Gate, Log, kind, settle, soon, threads};

#[derive(Clone)]
struct News(u32);

struct Member {
    group: Group<News>,
    log: Log,
    seen: u32,
}

#[managed_process(capacity = 2)]
impl Member {
    #[init]
    async fn start(
        group: Group<News>,
        log: Log,
        gate: Option<Gate>,
        cx: &mut Cx<Self>,
    ) -> Result<Self, String> {
        cx.join(&group);
        if let Some(gate) = gate {
            gate.pass().await;
            return Err("does not start".to_owned());
        }
        let seen = 0;
        Ok(Self { group, log, seen })
    }

    #[info]
    fn news(&mut self, news: News) {
        self.seen += news.0;
        self.log.say(news.0.to_string());
    }

    #[call]
    fn join(&mut self, cx: &mut Cx<Self>) {
        cx.join(&self.group);
    }

    #[call]
    fn leave(&mut self, cx: &mut Cx<Self>) {
        cx.leave(&self.group);
    }

    #[cast]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
    }

    #[call]
    fn seen(&self) -> u32 {
        self.seen
    }

    #[cast]
    fn crash(&mut self) {
        panic!("crash");
    }
}

async fn member(group: &Group<News>) -> MemberRef {
    let started = Member::spawn(group.clone(), Log::new(), None).await;
    started.unwrap()
}

#[tokio::test(start_paused = true)]
async fn members_are_reached_in_the_order_in_which_they_have_joined() {
    let group = Group::new();
    assert!(group.is_empty());
    let (first, second) = (member(&group).await, member(&group).await);
    assert_eq!(group.members(), [first.recipient(), second.recipient()]);
    let sent = group.broadcast(News(3));
    assert_eq!((sent.reached, sent.missed), (2, 0));
    assert_eq!(first.seen().await.unwrap(), 3);
    assert_eq!(second.seen().await.unwrap(), 3);
    // Twice is no more than once.
    first.join().await.unwrap();
    assert_eq!(group.len(), 2);
    first.leave().await.unwrap();
    assert_eq!(group.members(), [second.recipient()]);
    first.join().await.unwrap();
    assert_eq!(group.members(), [second.recipient(), first.recipient()]);
}

#[tokio::test(start_paused = true)]
async fn who_leaves_a_crowd_and_comes_back_is_the_last() {
    let group = Group::new();
    let mut all = Vec::new();
    for _ in 0..5 {
        all.push(member(&group).await);
    }
    let listed = |all: &[MemberRef]| all.iter().map(MemberRef::recipient).collect::<Vec<_>>();
    assert_eq!(group.members(), listed(&all));
    let second = all.remove(1);
    second.leave().await.unwrap();
    assert_eq!(group.members(), listed(&all));
    second.join().await.unwrap();
    // Once is enough.
    second.join().await.unwrap();
    all.push(second);
    assert_eq!(group.members(), listed(&all));
    for one in all {
        one.shutdown().await;
    }
    assert!(group.is_empty());
    let alone = member(&group).await;
    assert_eq!(group.members(), [alone.recipient()]);
}

#[tokio::test(start_paused = true)]
async fn a_slow_member_is_missed_and_counted() {
    let group = Group::new();
    let (slow, quick) = (member(&group).await, member(&group).await);
    let gate = Gate::new();
    slow.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    for round in 0..4 {
        let sent = group.broadcast(News(1));
        let missed = usize::from(round >= 2);
        assert_eq!((sent.reached, sent.missed), (2 - missed, missed));
        assert_eq!(quick.seen().await.unwrap(), round + 1);
    }
    gate.open();
    settle().await;
    assert_eq!(slow.seen().await.unwrap(), 2);
}

struct Watcher {
    group: Group<News>,
    log: Log,
}

#[managed_process]
impl Watcher {
    #[call]
    fn watch(&mut self, member: MemberRef, cx: &mut Cx<Self>) {
        cx.monitor(&member);
    }

    #[info]
    fn down(&mut self, down: Down) {
        let left = self.group.len();
        self.log
            .say(format!("down ({}), {left} left", kind(&down.reason)));
    }
}

#[tokio::test(start_paused = true)]
async fn who_ends_has_left_before_anybody_is_told() {
    let (group, log) = (Group::new(), Log::new());
    let member = member(&group).await;
    let watcher = Watcher {
        group: group.clone(),
        log: log.clone(),
    }
    .spawn();
    watcher.watch(member.clone()).await.unwrap();
    member.crash().await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["down (panic), 0 left"]);
    assert!(group.is_empty());
}

#[tokio::test(start_paused = true)]
async fn in_init_it_counts_once_that_has_succeeded() {
    let (group, gate) = (Group::new(), Gate::new());
    let start =
        tokio::spawn(Member::spawn(group.clone(), Log::new(), Some(gate.clone())).into_future());
    gate.entered().await;
    assert!(group.is_empty());
    assert_eq!(group.broadcast(News(1)).reached, 0);
    gate.open();
    assert!(matches!(
        soon(start).await.unwrap(),
        Err(SpawnError::Init(_))
    ));
    assert!(group.is_empty());
    // Nothing is left behind, also not where it does not show.
    assert_eq!(format!("{group:?}"), "[]");
}

#[tokio::test(start_paused = true)]
async fn the_next_incarnation_joins_by_itself() {
    let (group, log) = (Group::new(), Log::new());
    let mut top = Supervisor::new("top");
    let args = (group.clone(), log.clone(), None);
    let member = top.add(Child::<Member>::new("member", move || args.clone()));
    let root = top.start().await.unwrap();
    let restarted = member.wait_restarted();
    member.crash().await.unwrap();
    soon(restarted).await.unwrap();
    assert_eq!(group.members(), [member.recipient()]);
    group.broadcast(News(5));
    assert_eq!(member.seen().await.unwrap(), 5);
    root.shutdown().await;
    assert!(group.is_empty());
    assert_eq!(format!("{group:?}"), "[]");
}

/// Who listens hears of each who joins and leaves, and of nobody whose init fails.
#[tokio::test(start_paused = true)]
async fn those_who_listen() {
    let (group, gate) = (Group::new(), Gate::new());
    let mut events = group.listen();
    let one = member(&group).await;
    let pid = one.pid().unwrap();
    one.join().await.unwrap();
    gate.open();
    let failed = Member::spawn(group.clone(), Log::new(), Some(gate)).await;
    assert!(failed.is_err());
    one.leave().await.unwrap();
    one.leave().await.unwrap();
    one.join().await.unwrap();
    one.kill();
    soon(one.closed()).await;
    drop(group);
    let mut told = Vec::new();
    while let Some(event) = events.next().await {
        let (what, who) = match event.unwrap() {
            RegistryEvent::Registered(who) => ("joined", who),
            RegistryEvent::Unregistered(who) => ("left", who),
            other => panic!("{other:?}"),
        };
        assert_eq!((who.pid, who.handle), (pid, one.recipient()));
        told.push(what);
    }
    assert_eq!(told, ["joined", "left", "joined", "left"]);
}

/// A listing against leaving, a broadcast against death: each sees whole members or none.
#[test]
fn many_come_and_go() {
    threads(2).block_on(async {
        let group: Group<News> = Group::new();
        let comers = (0..4).map(|_| {
            let group = group.clone();
            tokio::spawn(async move {
                for round in 0..100 {
                    let one = member(&group).await;
                    match round % 3 {
                        0 => one.kill(),
                        1 => one.shutdown().await,
                        _ => one.leave().await.unwrap(),
                    }
                    one.kill();
                    one.closed().await;
                    assert!(!group.members().contains(&one.recipient()));
                }
            })
        });
        let comers: Vec<_> = comers.collect();
        while comers.iter().any(|comer| !comer.is_finished()) {
            let sent = group.broadcast(News(1));
            assert!(sent.reached + sent.missed <= 4);
            tokio::task::yield_now().await;
        }
        for comer in comers {
            comer.await.unwrap();
        }
        assert_eq!(format!("{group:?}"), "[]");
    });
}
