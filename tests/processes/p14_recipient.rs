//! Handles that know only what a process takes.

use std::collections::HashSet;

use supervise::prelude::*;
use supervise::{CastError, ProtocolHandle, Recipient, Status, TrySendReason};

use crate::kit::{Gate, Log, SECOND, kind, settle, soon};

struct News(u8);

struct Paper {
    log: Log,
}

#[managed_process(capacity = 1)]
impl Paper {
    #[info]
    fn news(&mut self, news: News) {
        self.log.say(format!("paper {}", news.0));
    }

    #[cast]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
    }
}

struct Radio {
    log: Log,
}

#[managed_process]
impl Radio {
    #[info]
    async fn news(&mut self, news: News) {
        self.log.say(format!("radio {}", news.0));
    }

    #[info]
    fn down(&mut self, down: Down) {
        self.log.say(format!("down: {}", down.reason));
    }

    #[cast]
    fn watch(&mut self, other: Recipient<News>, cx: &mut Cx<Self>) {
        cx.monitor(&other);
    }

    #[cast]
    fn tie(&mut self, other: Recipient<News>, cx: &mut Cx<Self>) {
        cx.link(&other);
    }
}

fn both(log: &Log) -> (PaperRef, RadioRef) {
    let paper = Paper { log: log.clone() }.spawn();
    (paper, Radio { log: log.clone() }.spawn())
}

#[tokio::test(start_paused = true)]
async fn processes_of_different_kinds_stand_in_one_list() {
    let log = Log::new();
    let (paper, radio) = both(&log);
    let all: Vec<Recipient<News>> = vec![paper.recipient(), radio.recipient()];
    for (n, one) in all.iter().enumerate() {
        one.send(News(n as u8)).await.unwrap();
    }
    settle().await;
    assert_eq!(log.take(), ["paper 0", "radio 1"]);
    assert_eq!(all[0], paper.recipient());
    assert_ne!(all[0], all[1]);
    let set: HashSet<_> = all.iter().chain(&all).cloned().collect();
    assert_eq!(set.len(), 2);
    assert_eq!(format!("{:?}", all[0]), format!("{paper:?}"));
    assert_eq!((&*all[0].path(), all[1].pid()), ("Paper", radio.pid()));
    assert!(matches!(all[0].status(), Status::Running));
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_it_is_awaited_and_room_is_waited_for() {
    let log = Log::new();
    let (paper, _radio) = both(&log);
    let news = paper.recipient();
    drop(news.send(News(1)));
    let gate = Gate::new();
    paper.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    news.try_send(News(2)).unwrap();
    let full = news.try_send(News(3)).unwrap_err();
    assert!(matches!(full.reason, TrySendReason::Full));
    assert_eq!(full.args.0, 3);
    // Dropped while it waits, it was not sent.
    assert!(
        tokio::time::timeout(SECOND, news.send(News(4)))
            .await
            .is_err()
    );
    let waits = tokio::spawn(news.send(News(5)));
    settle().await;
    gate.open();
    soon(waits).await.unwrap().unwrap();
    settle().await;
    assert_eq!(log.take(), ["paper 2", "paper 5"]);
}

#[tokio::test(start_paused = true)]
async fn of_a_process_that_has_ended() {
    let log = Log::new();
    let (paper, _radio) = both(&log);
    let news: Recipient<News> = paper.recipient();
    let closed = news.closed();
    paper.kill();
    assert_eq!(kind(&soon(closed).await), "killed");
    let told = news.send(News(1)).await;
    assert!(matches!(told, Err(CastError::NotDelivered(_))), "{told:?}");
    assert_eq!(news.try_send(News(2)).unwrap_err().args.0, 2);
    assert_eq!(news.pid(), None);
}

#[tokio::test(start_paused = true)]
async fn it_is_linked_and_monitored_like_any_handle() {
    let log = Log::new();
    let (paper, radio) = both(&log);
    radio.watch(paper.recipient()).await.unwrap();
    settle().await;
    paper.kill();
    settle().await;
    assert_eq!(log.take(), ["down: killed"]);
    let (paper, radio) = both(&log);
    radio.tie(paper.recipient()).await.unwrap();
    settle().await;
    paper.kill();
    assert_eq!(kind(&soon(radio.closed()).await), "linked");
}
