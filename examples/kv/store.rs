//! A store: the process that owns a part of the keys.
//!
//! There are several, each with the keys that belong to it, so that they work at the same time and a
//! crash of one loses no key of another. A store that crashed starts again empty.

use std::sync::Arc;

use supervise::prelude::*;
use tokio::time::Instant;

use super::keyspace::{Keyspace, Millis, Tally};
use super::op::Op;
use super::reply::Reply;

#[derive(Debug)]
pub struct Store {
    keys: Keyspace,
    /// The keyspace's time starts here. Not the time of day, which may jump.
    epoch: Instant,
    doomed: bool,
}

#[managed_process]
impl Store {
    #[init]
    pub fn start() -> Self {
        Self {
            keys: Keyspace::default(),
            epoch: Instant::now(),
            doomed: false,
        }
    }

    /// Answers questions, each after the one before.
    ///
    /// They are shared rather than given away, so that a session can ask again where it is certain
    /// that they were not even looked at.
    #[call]
    #[allow(clippy::needless_pass_by_value, reason = "messages are owned")]
    pub fn run(&mut self, ops: Arc<[Op]>) -> Vec<Reply> {
        let now = self.now();
        let mut replies = Vec::with_capacity(ops.len());
        for (done, op) in ops.iter().enumerate() {
            if self.doomed && done >= ops.len() / 2 {
                panic!("a store in the middle of its work was asked to crash");
            }
            replies.push(op.apply(&mut self.keys, now));
        }
        replies
    }

    /// Removes up to so many keys whose time is over, and tells what happened since the last sweep.
    #[call]
    pub fn sweep(&mut self, at_most: usize) -> Tally {
        let now = self.now();
        self.keys.sweep(at_most, now);
        self.keys.take_tally()
    }

    #[cast]
    pub fn crash(&mut self) {
        panic!("a store was asked to crash");
    }

    /// The worst moment: some of a client's commands are done, and nobody can tell it which.
    #[cast]
    pub fn crash_midway(&mut self) {
        self.doomed = true;
    }

    fn now(&self) -> Millis {
        self.epoch.elapsed().as_millis() as Millis
    }
}
