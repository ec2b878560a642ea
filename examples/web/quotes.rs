//! Workers that ask the upstream.

use supervise::prelude::*;

use super::upstream::UpstreamRef;

/// One of a pool. When the upstream fails it, it fails too, and its supervisor's back-off is the pause that
/// the upstream gets.
#[derive(Debug)]
pub struct Quotes {
    upstream: UpstreamRef,
}

#[managed_process]
impl Quotes {
    #[init]
    pub fn start(upstream: UpstreamRef) -> Self {
        Quotes { upstream }
    }

    #[call]
    pub async fn ask(&mut self, of: String, cx: &mut Cx<Self>) -> Result<u64, String> {
        let answer = self.upstream.price(of).await;
        if let Err(error) = &answer {
            cx.stop(ExitReason::error(error.to_string()));
        }
        answer.map_err(|error| error.to_string())
    }
}
