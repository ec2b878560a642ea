//! A process is a struct or an enum.

use supervise::prelude::*;

pub trait Job {
    fn value(&self) -> u64;
}

#[managed_process]
impl dyn Job {
    #[call]
    pub fn get(&self) -> u64 {
        self.value()
    }
}

fn uses(job: &(dyn Job + 'static)) -> u64 {
    job.get()
}

fn main() {
    let _ = uses;
}
