//! What becomes of messages that no handler takes.

use std::sync::Mutex;

use supervise::prelude::*;
use supervise::{CallError, DeadLetter, DeadLetterCause, Recipient};

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

/// Who is named is told of each, one that is full or gone keeps nobody from anything.
#[tokio::test(start_paused = true)]
async fn a_process_that_is_told_of_dead_letters() {
    #[derive(Default)]
    struct Office(Vec<DeadLetter>);
    #[managed_process(capacity = 2)]
    impl Office {
        #[info]
        fn letter(&mut self, letter: DeadLetter) {
            self.0.push(letter);
        }
        #[call]
        fn letters(&mut self) -> Vec<DeadLetter> {
            std::mem::take(&mut self.0)
        }
    }
    struct Picky {
        letters: Recipient<DeadLetter>,
    }
    #[managed_process(unhandled = dead_letter(self.letters))]
    impl Picky {
        #[cast(when = *n > 9)]
        fn large(&mut self, n: u8) {
            let _ = n;
        }
        #[call(when = *n > 9)]
        fn half(&self, n: u8) -> u8 {
            n / 2
        }
        #[call]
        async fn burst(&self, me: PickyRef) {
            for n in 0..4 {
                me.large(n).await.unwrap();
            }
        }
    }
    let office = Office::default().spawn();
    let picky = Picky {
        letters: office.recipient(),
    }
    .spawn();
    let mut observed = picky.observe_dead_letters();
    picky.large(1).await.unwrap();
    picky.large(10).await.unwrap();
    let told = picky.half(2).await;
    assert!(matches!(told, Err(CallError::Unhandled)), "{told:?}");
    assert_eq!(picky.half(10).await.unwrap(), 5);
    let letters = office.letters().await.unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].message, letters[0].number), ("large", 1));
    assert_eq!(letters[0].cause, DeadLetterCause::Unhandled);
    // Also those who observe.
    let seen = observed.next().await.unwrap().unwrap();
    assert_eq!((seen.message, seen.number), ("large", 1));
    // Full: it goes on, and all are counted.
    picky.burst(picky.clone()).await.unwrap();
    settle().await;
    assert_eq!(picky.dead_letters(), 5);
    office.letters().await.unwrap();
    // Gone.
    soon(office.shutdown()).await;
    picky.large(3).await.unwrap();
    assert_eq!(picky.half(12).await.unwrap(), 6);
    assert_eq!(picky.dead_letters(), 6);
}
