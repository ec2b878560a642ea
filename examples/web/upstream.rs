//! A service somewhere else, which does not always answer.

use std::time::Duration;

use supervise::prelude::*;

/// Fails now and then, or altogether.
#[derive(Debug)]
pub struct Upstream {
    flaky: u32,
    thinks: Duration,
    asked: u32,
    is_down: bool,
}

#[managed_process]
impl Upstream {
    #[init]
    pub fn start(flaky: u32, thinks: Duration) -> Self {
        Upstream {
            flaky,
            thinks,
            asked: 0,
            is_down: false,
        }
    }

    /// What is it worth?
    #[call]
    pub async fn price(&mut self, of: String) -> Result<u64, String> {
        self.asked += 1;
        tokio::time::sleep(self.thinks).await;
        if self.is_down || self.flaky > 0 && self.asked.is_multiple_of(self.flaky) {
            return Err("no answer".to_owned());
        }
        Ok(of.bytes().map(u64::from).sum())
    }

    /// For tests and for the curious.
    #[cast]
    pub fn set_down(&mut self, is_down: bool) {
        self.is_down = is_down;
    }
}
