//! The same with `supervise`.

use supervise::managed_process;

pub(crate) struct Bounded(pub(crate) u64);

#[managed_process]
impl Bounded {
    #[call]
    pub(crate) fn get(&mut self, n: u64) -> u64 {
        self.0 += n;
        self.0
    }

    #[cast]
    pub(crate) fn add(&mut self, n: u64) {
        self.0 += n;
    }
}

pub(crate) struct Unbounded(pub(crate) u64);

#[managed_process(mailbox = unbounded)]
impl Unbounded {
    #[call]
    pub(crate) fn get(&mut self, n: u64) -> u64 {
        self.0 += n;
        self.0
    }

    #[cast]
    pub(crate) fn add(&mut self, n: u64) {
        self.0 += n;
    }
}
