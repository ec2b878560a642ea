//! Pure and ordinary processes in one tree.

use supervise::prelude::*;

use super::AuditRef;
use crate::kit::{Log, settle};

mod parts {
    pub(super) use super::super::Audit;
}

#[pure]
#[derive(Clone)]
pub(crate) struct Account {
    balance: u64,
    audit: AuditRef,
}

#[managed_process(pure)]
impl Account {
    #[init]
    fn open(audit: AuditRef) -> Self {
        Self { balance: 0, audit }
    }

    #[call]
    pub(crate) fn put(&self, n: u64) -> Next<Self, u64> {
        assert!(n != 0, "nothing");
        let balance = self.balance + n;
        Next::new(Self {
            balance,
            audit: self.audit.clone(),
        })
        .reply(balance)
        .send(self.audit.record(format!("put {n}")))
    }
}

/// An ordinary one, which calls the pure one.
#[pure]
pub(crate) struct Teller(AccountRef);

#[managed_process]
impl Teller {
    #[init]
    fn start(account: AccountRef) -> Self {
        Self(account)
    }

    #[call]
    pub(crate) async fn put_twice(&mut self, n: u64) -> Result<u64, CallError> {
        self.0.put(n).await?;
        self.0.put(n).await
    }
}

supervision_tree! {
    pub(crate) Bank(log: Log) {
        audit: parts::Audit { log: log },
        account: Account(audit),
        teller: Teller(account),
        desks: pool Account(audit) { size: 2 },
    }
}

#[tokio::test(start_paused = true)]
async fn they_are_reached_alike() {
    let log = Log::new();
    let bank = Bank::start(log.clone()).await.unwrap();
    assert_eq!(bank.teller().put_twice(2).await.unwrap(), 4);
    settle().await;
    assert_eq!(log.take(), ["put 2", "put 2"]);
    let restarted = bank.account().wait_restarted();
    assert!(matches!(
        bank.account().put(0).await,
        Err(CallError::Ended(ExitReason::Panic(_)))
    ));
    restarted.await.unwrap();
    assert_eq!(bank.account().put(1).await.unwrap(), 1, "a fresh state");
    assert_eq!(bank.desks().route().put(7).await.unwrap(), 7);
    bank.shutdown().await;
}
