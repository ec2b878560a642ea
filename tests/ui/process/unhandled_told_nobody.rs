// A dead letter goes to a recipient.

use supervise::prelude::*;

pub struct Counter;

#[managed_process(unhandled = dead_letter(64))]
impl Counter {
    #[cast(when = *n > 9)]
    pub fn large(&mut self, n: u8) {
        let _ = n;
    }
}

fn main() {
    let _ = Counter.spawn().large(1);
}
