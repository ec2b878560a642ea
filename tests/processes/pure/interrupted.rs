//! Told to end while effects are performed: the state is kept, the rest of the effects is lost.

use supervise::prelude::*;

use super::{AuditRef, audit};
use crate::kit::{Gate, Log, settle, soon};

#[pure]
struct Payer {
    audit: AuditRef,
    paid: u64,
    #[trust_pure = "a test looks at what was done"]
    log: Log,
}

#[managed_process(pure)]
impl Payer {
    #[call]
    fn pay(mut self) -> Next<Self, u64> {
        self.paid += 1;
        let paid = self.paid;
        let mut next = Vec::new();
        for n in 0..3 {
            next.push(self.audit.record(format!("paid {n}")).owned());
        }
        next.into_iter()
            .fold(Next::new(self).reply(paid), |next, cast| next.send(cast))
    }
}

/// Looks at its state when it ends. What it has dropped is seen too.
#[pure]
#[derive(Clone)]
struct Ender {
    audit: AuditRef,
    paid: u64,
}

#[managed_process(pure)]
impl Ender {
    #[call]
    fn pay(mut self) -> Next<Self, u64> {
        self.paid += 1;
        let (paid, note) = (self.paid, self.audit.record("paid".to_owned()).owned());
        let again = self.audit.record("paid again".to_owned()).owned();
        Next::new(self).reply(paid).send(note).send(again)
    }

    #[terminate]
    fn bye(&self, reason: &Reason) -> Effects {
        Effects::new().send(self.audit.record(format!(
            "bye with {} {}",
            self.paid,
            reason.is_clean()
        )))
    }
}

async fn held() -> (AuditRef, Log, Gate) {
    let (audit, log) = audit();
    let gate = Gate::new();
    audit.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    (audit, log, gate)
}

#[tokio::test(start_paused = true)]
async fn a_kill_loses_the_rest() {
    let (audit, log, gate) = held().await;
    let payer = Payer {
        audit,
        paid: 0,
        log: Log::new(),
    };
    assert!(payer.log.all().is_empty());
    let payer = payer.spawn();
    let paid = payer.pay().begin().await.unwrap();
    settle().await;
    payer.kill();
    assert!(matches!(
        soon(paid).await,
        Err(CallError::Ended(ExitReason::Killed))
    ));
    gate.open();
    settle().await;
    assert_eq!(log.all(), ["held", "paid 0"]);
}

#[tokio::test(start_paused = true)]
async fn terminate_sees_the_state_and_that_it_is_not_clean() {
    let (audit, log, gate) = held().await;
    let ender = Ender { audit, paid: 0 }.spawn();
    let paid = ender.pay().begin().await.unwrap();
    settle().await;
    let ends = tokio::spawn({
        let ender = ender.clone();
        async move { ender.shutdown().await }
    });
    // A process with a terminate may finish what it does within half of its budget.
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    gate.open();
    soon(ends).await.unwrap();
    assert!(matches!(
        soon(paid).await,
        Err(CallError::Ended(ExitReason::Shutdown))
    ));
    settle().await;
    assert_eq!(log.all(), ["held", "paid", "bye with 1 false"]);
}
