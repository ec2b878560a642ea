//! A callback that panics has no effect; what comes next is said in its declaration.

use supervise::prelude::*;
use supervise::{Child, Limit, Supervisor};

use super::{AuditRef, audit};
use crate::kit::{SECOND, kind, settle, soon};

macro_rules! fragile {
    ($name:ident, $($args:tt)*) => {
        #[pure]
        #[derive(Clone)]
        struct $name {
            count: u64,
            audit: AuditRef,
        }

        #[managed_process($($args)*)]
        impl $name {
            #[init]
            fn start(audit: AuditRef) -> Self {
                Self { count: 0, audit }
            }

            #[call]
            fn add(mut self, n: u64) -> Next<Self, u64> {
                self.count += n;
                assert!(n != 0, "nothing to add");
                let count = self.count;
                Next::new(self).reply(count)
            }

            #[cast]
            fn look(&self, n: u64) -> Next<Self> {
                let next = Next::new(self.clone()).send(self.audit.record("looked".to_owned()));
                assert!(n != 0, "nothing to see");
                next
            }

            #[terminate]
            fn bye(self, reason: &Reason) -> Effects {
                Effects::new().send(self.audit.record(format!(
                    "bye with {} {}",
                    self.count,
                    reason.is_clean()
                )))
            }
        }
    };
}

fragile!(Restarting, pure);
fragile!(Resuming, pure, on_panic = resume);
fragile!(Limited, pure, on_panic = resume, max_resumes = 2);
fragile!(Stopping, pure, on_panic = stop);

#[tokio::test(start_paused = true)]
async fn a_panic_ends_the_process() {
    let (audit, log) = audit();
    let process = Restarting::spawn(audit).await.unwrap();
    process.look(0).await.unwrap();
    let reason = soon(process.closed()).await;
    assert!(reason.to_string().starts_with("panic: nothing to see at "));
    settle().await;
    // The state was only lent, so it is still there.
    assert_eq!(log.all(), ["bye with 0 false"]);
}

#[tokio::test(start_paused = true)]
async fn a_state_that_was_given_away_is_lost_and_not_terminated() {
    let (audit, log) = audit();
    let process = Restarting::spawn(audit).await.unwrap();
    let error = process.add(0).await.unwrap_err();
    assert!(matches!(error, CallError::Ended(ExitReason::Panic(_))));
    assert_eq!(kind(&process.closed().await), "panic");
    settle().await;
    assert!(log.all().is_empty());
}

#[tokio::test(start_paused = true)]
async fn resume_refuses_the_message_and_goes_on() {
    let (audit, log) = audit();
    let mut top = Supervisor::new("top").limit(Limit::new(1, SECOND));
    let process = top.add(Child::<Resuming>::new("process", move || audit.clone()));
    let root = top.start().await.unwrap();
    assert_eq!(process.add(5).await.unwrap(), 5);
    let error = process.add(0).await.unwrap_err();
    let CallError::Panicked(panic) = &error else {
        panic!("{error}");
    };
    assert_eq!(panic.message.as_deref(), Some("nothing to add"));
    let at = panic.location.as_deref().unwrap();
    assert!(at.contains("panics.rs"), "{at}");
    assert!(
        error
            .to_string()
            .starts_with("the handler ended in a panic: nothing to add at")
    );
    process.look(0).await.unwrap();
    assert_eq!(process.add(1).await.unwrap(), 6, "the state stands");
    assert_eq!((process.resumes(), process.dead_letters()), (2, 2));
    let snapshot = root.supervisor().snapshot();
    let seen = snapshot.find("process").unwrap();
    assert_eq!((seen.restarts, seen.resumes), (0, 2));
    settle().await;
    assert!(log.all().is_empty(), "no effect of what has panicked");
    root.shutdown().await;
    settle().await;
    assert_eq!(log.all(), ["bye with 6 true"]);
}

#[tokio::test(start_paused = true)]
async fn at_the_limit_the_panic_ends_the_process() {
    let (audit, log) = audit();
    let process = Limited::spawn(audit).await.unwrap();
    for n in 1..=2 {
        assert!(matches!(process.add(0).await, Err(CallError::Panicked(_))));
        assert_eq!(process.resumes(), n);
    }
    assert!(matches!(process.add(0).await, Err(CallError::Panicked(_))));
    assert_eq!(kind(&soon(process.closed()).await), "panic");
    assert_eq!(process.resumes(), 2);
    settle().await;
    assert_eq!(log.all(), ["bye with 0 false"]);
}

#[tokio::test(start_paused = true)]
async fn stop_ends_in_order() {
    let (audit, log) = audit();
    let process = Stopping::spawn(audit).await.unwrap();
    assert_eq!(process.add(5).await.unwrap(), 5);
    process.look(0).await.unwrap();
    assert_eq!(kind(&soon(process.closed()).await), "shutdown");
    settle().await;
    assert_eq!(log.all(), ["bye with 5 false"]);
}
