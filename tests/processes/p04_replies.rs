//! Replies of an ordinary process that come later.

use std::time::Duration;

use supervise::prelude::*;

use crate::kit::{MS, SECOND, settle, soon};

#[derive(Default)]
struct Desk {
    waiting: Vec<ReplyTo<u64, String>>,
}

#[managed_process]
impl Desk {
    #[call]
    fn ask(&mut self, _what: String, reply: ReplyTo<u64, String>) {
        self.waiting.push(reply);
    }

    /// Its own task answers.
    #[call]
    fn work(&self, reply: supervise::ReplyTo<u8>, time: Duration) -> Action<Self> {
        tokio::spawn(async move {
            tokio::time::sleep(time).await;
            reply.send(7);
        });
        Action::CONTINUE
    }

    #[call]
    async fn echo(
        &mut self,
        reply: ReplyTo<String>,
        text: String,
        cx: &mut Cx<Self>,
    ) -> Action<Self> {
        tokio::time::sleep(MS).await;
        assert!(cx.me().pid().is_some());
        reply.send(text);
        Action::stop(ExitReason::Normal)
    }

    #[cast]
    fn answer(&mut self, with: u64) {
        self.waiting.remove(0).send(with);
    }

    #[cast]
    fn refuse(&mut self) {
        self.waiting.remove(0).refuse("closed".to_owned());
    }

    #[cast]
    fn drop_all(&mut self) {
        self.waiting.clear();
    }

    #[call]
    fn gone(&self) -> usize {
        let mut waiting = self.waiting.iter();
        waiting.by_ref().filter(|reply| reply.caller_gone()).count()
    }

    #[cast]
    fn crash(&mut self) {
        panic!("crash");
    }
}

#[tokio::test(start_paused = true)]
async fn another_handler_answers() {
    let desk = Desk::default().spawn();
    let mut first = desk.ask("a".to_owned()).begin().await.unwrap();
    let second = desk.ask("b".to_owned()).begin().await.unwrap();
    settle().await;
    assert!(first.poll_now().is_none());
    desk.answer(1).await.unwrap();
    desk.refuse().await.unwrap();
    assert_eq!(soon(first).await.unwrap(), 1);
    assert!(matches!(soon(second).await, Err(CallError::Refused(why)) if why == "closed"));
}

#[tokio::test(start_paused = true)]
async fn a_handler_may_answer_and_end() {
    let desk = Desk::default().spawn();
    assert_eq!(desk.echo("x".to_owned()).await.unwrap(), "x");
    assert!(soon(desk.closed()).await.is_normal());
}

#[tokio::test(start_paused = true)]
async fn dropped_unanswered_the_caller_is_told_at_once() {
    let desk = Desk::default().spawn();
    let asked = desk.ask("a".to_owned()).begin().await.unwrap();
    desk.drop_all().await.unwrap();
    assert!(matches!(soon(asked).await, Err(CallError::NoReply)));
    assert!(matches!(desk.status(), supervise::Status::Running));
}

#[tokio::test(start_paused = true)]
async fn lost_in_a_crash_the_caller_is_told_why() {
    let desk = Desk::default().spawn();
    let asked = desk.ask("a".to_owned()).begin().await.unwrap();
    desk.crash().await.unwrap();
    assert!(matches!(
        soon(asked).await,
        Err(CallError::Ended(ExitReason::Panic(_)))
    ));
}

#[tokio::test(start_paused = true)]
async fn a_task_answers_also_after_the_end() {
    let desk = Desk::default().spawn();
    let working = desk.work(SECOND).begin().await.unwrap();
    settle().await;
    desk.shutdown().await;
    assert_eq!(soon(working).await.unwrap(), 7);
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_has_left_is_seen() {
    let desk = Desk::default().spawn();
    let asked = desk.ask("a".to_owned()).begin().await.unwrap();
    assert_eq!(desk.gone().await.unwrap(), 0);
    drop(asked);
    assert_eq!(desk.gone().await.unwrap(), 1);
    // An answer to nobody is no error.
    desk.answer(1).await.unwrap();
    assert_eq!(desk.gone().await.unwrap(), 0);
}
