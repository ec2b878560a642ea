// A dead letter goes to who takes dead letters.

use supervise::Recipient;
use supervise::prelude::*;

pub struct Counter {
    letters: Recipient<u64>,
}

#[managed_process(unhandled = dead_letter(self.letters))]
impl Counter {
    #[cast(when = *n > 9)]
    pub fn large(&mut self, n: u8) {
        let _ = n;
    }
}

fn main() {}
