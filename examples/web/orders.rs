//! Orders, which must not pile up behind an upstream that is down.

use supervise::prelude::*;

use super::upstream::UpstreamRef;

/// Behind a circuit breaker: see its limit in the tree.
#[derive(Debug)]
pub struct Orders {
    upstream: UpstreamRef,
    taken: u64,
}

#[managed_process]
impl Orders {
    #[init]
    pub fn start(upstream: UpstreamRef) -> Self {
        Orders { upstream, taken: 0 }
    }

    /// The number of the order.
    #[call]
    pub async fn take(&mut self, of: String, cx: &mut Cx<Self>) -> Result<u64, String> {
        if let Err(error) = self.upstream.price(of).await {
            cx.stop(ExitReason::error(error.to_string()));
            return Err(error.to_string());
        }
        self.taken += 1;
        Ok(self.taken)
    }
}
