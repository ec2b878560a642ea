//! Calls whose caller has gone away.

use supervise::prelude::*;

use crate::kit::{Gate, Log, settle};

struct Clerk {
    log: Log,
}

#[managed_process]
impl Clerk {
    #[call]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
    }

    #[call(skip_abandoned)]
    fn work(&mut self, n: u8) -> u8 {
        self.log.say(n.to_string());
        n
    }
}

#[tokio::test(start_paused = true)]
async fn they_are_not_handled_where_that_is_said() {
    let (log, gate) = (Log::new(), Gate::new());
    let clerk = Clerk { log: log.clone() }.spawn();
    let held = clerk.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    let gone = clerk.work(1).begin().await.unwrap();
    let stays = clerk.work(2).begin().await.unwrap();
    drop(gone);
    gate.open();
    held.await.unwrap();
    assert_eq!(stays.await.unwrap(), 2);
    settle().await;
    assert_eq!(log.take(), ["2"]);
}
