//! What a callback may know.

use std::time::Duration;

use supervise::prelude::*;

use crate::kit::SECOND;

#[pure]
struct Curious;

type Seen = (Option<Pid>, u64, Duration, Pid);

#[managed_process(pure)]
impl Curious {
    #[call]
    fn look(&self, meta: &Meta) -> (CuriousRef, Option<Pid>, u64, Duration, Pid) {
        (
            meta.own().clone(),
            meta.sender(),
            meta.sequence(),
            meta.since_start(),
            meta.pid(),
        )
    }

    #[call]
    fn same(&self, a: u8, meta: &supervise::Meta<Self>, b: u8) -> bool {
        let (one, two): (Token<bool>, Token<bool>) = (meta.token(), meta.token());
        one == two && a == b
    }

    #[cast]
    fn skip(&self) {}
}

#[pure]
struct Asker(CuriousRef);

#[managed_process]
impl Asker {
    #[call]
    async fn ask(&self) -> Seen {
        let (_, sender, sequence, since, pid) = self.0.look().await.unwrap();
        (sender, sequence, since, pid)
    }
}

#[tokio::test(start_paused = true)]
async fn it_comes_with_the_message() {
    let curious = Curious.spawn();
    let (own, sender, sequence, since, pid) = curious.look().await.unwrap();
    assert_eq!((own, sender, sequence), (curious.clone(), None, 1));
    assert_eq!((since, Some(pid)), (Duration::ZERO, curious.pid()));
    curious.skip().await.unwrap();
    assert!(curious.same(1, 1).await.unwrap());
    tokio::time::sleep(SECOND).await;
    let asker = Asker(curious.clone()).spawn();
    let (sender, sequence, since, _) = asker.ask().await.unwrap();
    assert_eq!((sender, sequence, since), (asker.pid(), 4, SECOND));
}
