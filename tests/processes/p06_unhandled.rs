//! What becomes of messages that no handler takes.

use std::sync::Mutex;

use supervise::prelude::*;
use supervise::{CallError, DeadLetterCause};

use crate::kit::{settle, soon};

/// The same process with each policy.
macro_rules! pickers {
    ($($name:ident $policy:ident)*) => {$(
        #[derive(Default)]
        struct $name {
            taken: Mutex<Vec<u8>>,
        }

        #[managed_process(unhandled = $policy)]
        impl $name {
            #[cast(when = n % 2 == 0)]
            fn cast(&self, n: u8) {
                self.taken.lock().unwrap().push(n);
            }

            #[call(when = n % 2 == 0)]
            async fn call(&self, n: u8) -> u8 {
                n
            }

            #[info(when = n % 2 == 0)]
            fn info(&self, n: u8) {
                self.taken.lock().unwrap().push(n);
            }

            #[call]
            fn taken(&self) -> Vec<u8> {
                self.taken.lock().unwrap().clone()
            }
        }
    )*};
}

pickers! { Stops stop Writes dead_letter Logs log Drops drop }

#[tokio::test(start_paused = true)]
async fn stop_ends_the_process_with_the_name_of_the_message() {
    for send in [0, 1, 2] {
        let stops = Stops::default().spawn();
        let closed = stops.closed();
        let label = match send {
            0 => {
                stops.cast(1).await.unwrap();
                "cast"
            }
            1 => {
                stops.send(1).await.unwrap();
                "info"
            }
            _ => {
                let told = stops.call(1).await;
                assert!(matches!(told, Err(CallError::Unhandled)), "{told:?}");
                "call"
            }
        };
        let reason = soon(closed).await;
        assert!(
            matches!(reason, ExitReason::Unhandled(message) if message == label),
            "{reason}"
        );
        assert!(!reason.is_graceful() && !reason.is_normal());
        // Nothing is lost silently: who waited was told, what nobody waited for is counted.
        assert_eq!(stops.dead_letters(), u64::from(label != "call"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_dead_letter_is_observed() {
    let writes = Writes::default().spawn();
    let mut letters = writes.observe_dead_letters();
    writes.cast(1).await.unwrap();
    let letter = soon(letters.next()).await.unwrap().unwrap();
    assert_eq!(
        (letter.message, letter.cause),
        ("cast", DeadLetterCause::Unhandled)
    );
    writes.send(3).await.unwrap();
    let letter = soon(letters.next()).await.unwrap().unwrap();
    assert_eq!(
        (letter.message, letter.cause),
        ("info", DeadLetterCause::Unhandled)
    );
    // A caller is told, so that is none.
    assert!(matches!(writes.call(1).await, Err(CallError::Unhandled)));
    writes.cast(2).await.unwrap();
    assert_eq!(writes.taken().await.unwrap(), [2]);
    assert_eq!(writes.dead_letters(), 2);
}

#[tokio::test(start_paused = true)]
async fn log_and_drop_go_on_and_tell_callers_all_the_same() {
    let (logs, drops) = (Logs::default().spawn(), Drops::default().spawn());
    logs.cast(1).await.unwrap();
    logs.send(1).await.unwrap();
    drops.cast(1).await.unwrap();
    drops.send(1).await.unwrap();
    assert!(matches!(logs.call(1).await, Err(CallError::Unhandled)));
    assert!(matches!(drops.call(1).await, Err(CallError::Unhandled)));
    settle().await;
    assert_eq!(logs.call(2).await.unwrap(), 2);
    assert_eq!(drops.call(2).await.unwrap(), 2);
    assert_eq!(logs.dead_letters() + drops.dead_letters(), 0);
}
