//! A pure process has no filter.

use supervise::prelude::*;

#[pure]
struct Till {
    cents: u64,
}

#[managed_process(pure)]
impl Till {
    #[filter]
    fn admit(&self, _message: TillMessage<'_>) -> Filter {
        Filter::Pass
    }

    #[cast]
    fn put(self, cents: u64) -> Self {
        Till {
            cents: self.cents + cents,
        }
    }
}

#[tokio::main]
async fn main() {
    let till = Till { cents: 1 }.spawn();
    let _ = till.put(5).await;
}
