//! `reinit: last_known` of pure processes: a callback either completed or changed nothing.

use supervise::prelude::*;
use supervise::{DeadLetterCause, Handle};

/// Only looks at its state.
#[pure]
pub(super) struct Reader {
    sum: u64,
}

#[managed_process(pure)]
impl Reader {
    #[init]
    fn start() -> Self {
        Self { sum: 0 }
    }

    #[call]
    fn add(&self, n: u64) -> Next<Self, u64> {
        assert!(n != 13, "poison");
        let sum = self.sum + n;
        Next::new(Self { sum }).reply(sum)
    }
}

/// Its state moves through its callbacks, so a copy has to stand.
#[pure]
#[derive(Clone)]
pub(super) struct Mover {
    sum: u64,
}

#[managed_process(pure)]
impl Mover {
    #[init]
    fn start() -> Self {
        Self { sum: 0 }
    }

    #[call]
    fn add(mut self, n: u64) -> Next<Self, u64> {
        self.sum += n;
        assert!(n != 13, "poison");
        let sum = self.sum;
        Next::new(self).reply(sum)
    }

    #[terminate]
    fn bye(self) {
        assert!(self.sum < 1_000);
    }
}

#[pure]
#[derive(Clone)]
pub(super) struct Resuming {
    sum: u64,
}

#[managed_process(pure, on_panic = resume)]
impl Resuming {
    #[call]
    fn add(mut self, n: u64) -> Next<Self, u64> {
        self.sum += n;
        assert!(n != 13, "poison");
        let sum = self.sum;
        Next::new(self).reply(sum)
    }
}

supervision_tree! {
    Sums() {
        reader: Reader() { reinit: last_known },
        mover: Mover() { reinit: last_known },
        fresh: Mover(),
        resuming: Resuming { sum: 0 },
    }
}

#[tokio::test(start_paused = true)]
async fn goes_on_from_the_last_completed_callback() {
    let sums = Sums::start().await.unwrap();
    assert_eq!(sums.reader().add(5).await.unwrap(), 5);
    assert_eq!(sums.mover().add(5).await.unwrap(), 5);
    assert_eq!(sums.fresh().add(5).await.unwrap(), 5);
    assert!(sums.reader().add(13).await.is_err());
    assert!(sums.mover().add(13).await.is_err());
    assert!(sums.fresh().add(13).await.is_err());
    assert_eq!(sums.reader().add(1).await.unwrap(), 6);
    assert_eq!(sums.mover().add(1).await.unwrap(), 6, "a copy stood");
    assert_eq!(sums.fresh().add(1).await.unwrap(), 1, "made anew");
    sums.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn a_poison_message_is_a_dead_letter() {
    let sums = Sums::start().await.unwrap();
    let mut letters = sums.resuming().observe_dead_letters();
    assert_eq!(sums.resuming().add(5).await.unwrap(), 5);
    assert!(matches!(
        sums.resuming().add(13).await,
        Err(CallError::Panicked(_))
    ));
    assert_eq!(sums.resuming().add(1).await.unwrap(), 6);
    let letter = letters.next().await.unwrap().unwrap();
    assert_eq!(letter.message, "add");
    assert!(matches!(
        letter.cause,
        DeadLetterCause::Poison { position: 2 }
    ));
    sums.shutdown().await;
}
