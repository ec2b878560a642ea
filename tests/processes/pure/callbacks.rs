//! Every shape of callback.

use std::time::Duration;

use supervise::prelude::*;

use crate::kit::{SECOND, settle, soon};

#[pure]
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ledger {
    balance: u64,
    open: bool,
    ticks: u64,
}

#[pure]
#[derive(Clone, Debug)]
pub(super) struct Tick(u64);

#[managed_process(pure)]
impl Ledger {
    #[init]
    fn open(balance: u64) -> Result<Init<Self>, String> {
        if balance == 13 {
            return Err("unlucky".to_owned());
        }
        Ok(Init::ok(Self {
            balance,
            open: true,
            ticks: 0,
        })
        .timeout(Duration::from_secs(60)))
    }

    #[call]
    fn balance(&self) -> u64 {
        self.balance
    }

    #[call]
    fn peek(&self, least: u64) -> Result<u64, String> {
        if self.balance < least {
            return Err("less".to_owned());
        }
        Ok(self.balance)
    }

    #[call]
    fn deposit(&self, amount: u64) -> Next<Self, u64> {
        let balance = self.balance + amount;
        Next::new(Self {
            balance,
            ..self.clone()
        })
        .reply(balance)
    }

    #[call]
    fn empty(mut self) -> Next<Self, u64> {
        let balance = std::mem::take(&mut self.balance);
        Next::new(self).reply(balance)
    }

    #[call]
    fn withdraw(&self, amount: u64) -> Result<Next<Self, u64>, String> {
        let balance = self
            .balance
            .checked_sub(amount)
            .ok_or("not that much left")?;
        Ok(Next::new(Self {
            balance,
            ..self.clone()
        })
        .reply(balance))
    }

    #[call]
    fn withdraw_all_but(mut self, rest: u64) -> Result<Next<Self, u64>, String> {
        let taken = self.balance.checked_sub(rest);
        self.balance = rest;
        let taken = taken.ok_or("not that much left")?;
        Ok(Next::new(self).reply(taken))
    }

    #[call]
    fn settle(self, final_balance: u64) -> Next<Self, Result<u64, String>> {
        let reply = if self.balance == final_balance {
            Ok(final_balance)
        } else {
            Err("no".to_owned())
        };
        Next::new(self).reply(reply)
    }

    #[call]
    fn end(&self) -> Next<Self, ()> {
        Next::new(self.clone()).stop(ExitReason::Normal)
    }

    #[call]
    fn end_politely(self) -> Next<Self, u8> {
        Next::new(self).reply(1).then_stop(ExitReason::Shutdown)
    }

    #[cast]
    fn close(mut self) -> Self {
        self.open = false;
        self
    }

    #[cast]
    fn reopen(&self) -> Self {
        Self {
            open: true,
            ..self.clone()
        }
    }

    #[cast]
    fn ignore(&self) {}

    #[cast]
    fn add(mut self, n: u64) -> Next<Self> {
        self.balance += n;
        Next::new(self)
    }

    #[info]
    fn tick(mut self, tick: Tick) -> Self {
        self.ticks += tick.0;
        self
    }

    #[exit]
    fn linked_ended(&self, _exit: Exit) -> Next<Self> {
        Next::new(Self {
            balance: 1000,
            ..self.clone()
        })
    }

    #[timeout]
    fn idle(&self) -> Next<Self> {
        Next::new(self.clone())
            .timeout(None)
            .then_stop(ExitReason::error("idle"))
    }

    #[call]
    fn is_open(&self) -> (bool, u64) {
        (self.open, self.ticks)
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_leaves_the_state_alone() {
    let ledger = Ledger::spawn(5).await.unwrap();
    assert_eq!(ledger.balance().await.unwrap(), 5);
    assert_eq!(ledger.peek(3).await.unwrap(), 5);
    assert!(matches!(ledger.peek(6).await, Err(CallError::Refused(why)) if why == "less"));
    ledger.ignore().await.unwrap();
    assert_eq!(ledger.balance().await.unwrap(), 5);
}

#[tokio::test(start_paused = true)]
async fn init_may_fail() {
    assert!(matches!(Ledger::spawn(13).await, Err(SpawnError::Init(_))));
}

#[tokio::test(start_paused = true)]
async fn the_next_state_is_there_for_the_next_message() {
    let ledger = Ledger::spawn(5).await.unwrap();
    assert_eq!(ledger.deposit(2).await.unwrap(), 7);
    assert_eq!(ledger.empty().await.unwrap(), 7);
    ledger.add(4).await.unwrap();
    assert_eq!(ledger.balance().await.unwrap(), 4);
    ledger.close().await.unwrap();
    assert_eq!(ledger.is_open().await.unwrap(), (false, 0));
    ledger.reopen().await.unwrap();
    ledger.send(Tick(3)).await.unwrap();
    assert_eq!(ledger.is_open().await.unwrap(), (true, 3));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_leaves_the_state_alone() {
    let ledger = Ledger::spawn(5).await.unwrap();
    assert!(matches!(
        ledger.withdraw(6).await,
        Err(CallError::Refused(_))
    ));
    assert_eq!(ledger.withdraw(1).await.unwrap(), 4);
    // This one has the state itself, and has changed it before it refuses.
    assert!(matches!(
        ledger.withdraw_all_but(9).await,
        Err(CallError::Refused(_))
    ));
    assert_eq!(ledger.balance().await.unwrap(), 4);
    assert_eq!(ledger.withdraw_all_but(1).await.unwrap(), 3);
    assert_eq!(ledger.balance().await.unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_result_may_be_the_reply() {
    let ledger = Ledger::spawn(5).await.unwrap();
    assert_eq!(ledger.settle(5).await.unwrap(), Ok(5));
    assert_eq!(ledger.settle(6).await.unwrap(), Err("no".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn stop_without_a_reply_tells_the_caller_why() {
    let ledger = Ledger::spawn(5).await.unwrap();
    let ended = soon(async { ledger.end().await }).await;
    assert!(matches!(ended, Err(CallError::Ended(ExitReason::Normal))));
    assert!(ledger.closed().await.is_normal());
}

#[tokio::test(start_paused = true)]
async fn stop_after_a_reply_lets_the_reply_go_first() {
    let ledger = Ledger::spawn(5).await.unwrap();
    assert_eq!(ledger.end_politely().await.unwrap(), 1);
    assert!(matches!(ledger.closed().await, ExitReason::Shutdown));
}

#[tokio::test(start_paused = true)]
async fn exits_are_messages() {
    let ledger = Ledger::spawn(5).await.unwrap();
    ledger.exit(ExitReason::error("away"));
    assert_eq!(ledger.balance().await.unwrap(), 1000);
}

#[tokio::test(start_paused = true)]
async fn timeouts_are_messages() {
    let ledger = Ledger::spawn(5).await.unwrap();
    tokio::time::sleep(59 * SECOND).await;
    settle().await;
    assert_eq!(ledger.balance().await.unwrap(), 5);
    let reason = soon(ledger.closed()).await;
    assert_eq!(reason.to_string(), "error: idle");
}
