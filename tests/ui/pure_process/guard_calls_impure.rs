//! The guard of a pure process is pure.

use supervise::prelude::*;

#[pure]
struct Till {
    cents: u64,
}

fn random() -> u64 {
    std::process::id().into()
}

#[managed_process(pure)]
impl Till {
    #[cast(when = *cents > random())]
    fn put(self, cents: u64) -> Self {
        Till {
            cents: self.cents + cents + u64::from(u8::MAX),
        }
    }
}

#[tokio::main]
async fn main() {
    let _ = random();
    let till = Till { cents: 1 }.spawn();
    let _ = till.put(5).await;
}
