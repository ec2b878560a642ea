//! Replies that come later.

use supervise::prelude::*;

use crate::kit::{SECOND, settle, soon};

#[pure]
#[derive(Clone, Default)]
struct Desk {
    waiting: Vec<Token<u64, String>>,
    other: Option<Token<u8>>,
}

#[managed_process(pure)]
impl Desk {
    #[init]
    fn open() -> Self {
        Self::default()
    }

    #[call]
    fn ask(mut self, meta: &Meta) -> Result<Next<Self, u64>, String> {
        let token = meta.token();
        self.waiting.push(token);
        Ok(Next::new(self).defer(token))
    }

    #[call]
    fn ask_other(mut self, meta: &Meta) -> Next<Self, u8> {
        let token = meta.token();
        self.other = Some(token);
        Next::new(self).defer(token)
    }

    /// Answers the first, and again if it is told so.
    #[cast]
    fn answer(mut self, reply: u64, twice: bool) -> Next<Self> {
        let token = self.waiting.remove(0);
        let next = Next::new(self).answer(token, reply);
        if twice {
            return next.answer(token, reply + 1);
        }
        next
    }

    #[cast]
    fn refuse(mut self) -> Next<Self> {
        let token = self.waiting.remove(0);
        Next::new(self).refuse(token, "closed".to_owned())
    }

    #[cast]
    fn forget(mut self) -> Self {
        self.waiting.clear();
        self
    }

    #[call]
    fn at_once(self, meta: &Meta) -> Next<Self, u64> {
        let token: Token<u64> = meta.token();
        Next::new(self).answer(token, 3).defer(token)
    }

    /// Leaves the call open under the token of another.
    #[call]
    fn confuse(self) -> Result<Next<Self, u64>, String> {
        let token = self.waiting[0];
        Ok(Next::new(self).defer(token))
    }

    #[cast]
    fn crash(&self) {
        panic!("crash");
    }

    #[terminate]
    fn close(self, reason: &Reason) -> Effects {
        match self.other {
            Some(token) if reason.is_clean() => Effects::new().answer(token, 9),
            _ => Effects::new(),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_is_answered_later() {
    let desk = Desk::spawn().await.unwrap();
    let mut first = desk.ask().begin().await.unwrap();
    let second = desk.ask().begin().await.unwrap();
    settle().await;
    assert!(first.poll_now().is_none());
    desk.answer(1, false).await.unwrap();
    desk.refuse().await.unwrap();
    assert_eq!(soon(first).await.unwrap(), 1);
    assert!(matches!(soon(second).await, Err(CallError::Refused(why)) if why == "closed"));
}

#[tokio::test(start_paused = true)]
async fn what_is_deferred_may_be_answered_at_once() {
    let desk = Desk::spawn().await.unwrap();
    assert_eq!(soon(async { desk.at_once().await }).await.unwrap(), 3);
}

#[tokio::test(start_paused = true)]
async fn only_the_first_answer_counts() {
    let desk = Desk::spawn().await.unwrap();
    let asked = desk.ask().begin().await.unwrap();
    desk.answer(1, true).await.unwrap();
    assert_eq!(soon(asked).await.unwrap(), 1);
    assert!(matches!(desk.status(), supervise::Status::Running));
}

#[tokio::test(start_paused = true)]
async fn an_answer_to_nobody_is_no_error() {
    let desk = Desk::spawn().await.unwrap();
    let asked = desk.ask().begin().await.unwrap();
    settle().await;
    drop(asked);
    desk.answer(1, false).await.unwrap();
    let asked = desk.ask().begin().await.unwrap();
    desk.answer(2, false).await.unwrap();
    assert_eq!(soon(asked).await.unwrap(), 2);
}

#[tokio::test(start_paused = true)]
async fn to_drop_a_token_does_nothing_until_the_process_ends() {
    let desk = Desk::spawn().await.unwrap();
    let mut asked = desk.ask().begin().await.unwrap();
    desk.forget().await.unwrap();
    tokio::time::sleep(SECOND).await;
    assert!(asked.poll_now().is_none());
    desk.shutdown().await;
    assert!(matches!(
        soon(asked).await,
        Err(CallError::Ended(ExitReason::Shutdown))
    ));
}

#[tokio::test(start_paused = true)]
async fn a_crash_tells_those_who_wait() {
    let desk = Desk::spawn().await.unwrap();
    let asked = desk.ask().begin().await.unwrap();
    desk.crash().await.unwrap();
    assert!(matches!(
        soon(asked).await,
        Err(CallError::Ended(ExitReason::Panic(_)))
    ));
}

#[tokio::test(start_paused = true)]
async fn a_kill_tells_those_who_wait() {
    let desk = Desk::spawn().await.unwrap();
    let asked = desk.ask().begin().await.unwrap();
    settle().await;
    desk.kill();
    assert!(matches!(
        soon(asked).await,
        Err(CallError::Ended(ExitReason::Killed))
    ));
}

#[tokio::test(start_paused = true)]
async fn terminate_may_answer() {
    let desk = Desk::spawn().await.unwrap();
    let asked = desk.ask_other().begin().await.unwrap();
    settle().await;
    desk.shutdown().await;
    assert_eq!(soon(asked).await.unwrap(), 9);
}

#[tokio::test(start_paused = true)]
async fn the_token_of_another_call_defers_nothing() {
    let desk = Desk::spawn().await.unwrap();
    let asked = desk.ask().begin().await.unwrap();
    assert!(matches!(desk.confuse().await, Err(CallError::NoReply)));
    desk.answer(1, false).await.unwrap();
    assert_eq!(soon(asked).await.unwrap(), 1);
}

#[test]
fn the_end_of_the_runtime_tells_those_who_wait() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let Some(mut asked) = runtime.block_on(async {
        let desk = Desk::spawn().await.unwrap();
        let asked = desk.ask().begin().await.unwrap();
        // Its call is open when this is handled.
        desk.forget().await.unwrap();
        desk.at_once().await.unwrap();
        Some(asked)
    }) else {
        return;
    };
    assert!(asked.poll_now().is_none());
    drop(runtime);
    assert!(matches!(
        asked.poll_now(),
        Some(Err(CallError::Ended(ExitReason::RuntimeGone)))
    ));
}
