// A pure process sends nothing by itself.

use supervise::prelude::*;

#[pure]
#[derive(Clone)]
pub struct Counter(u64);

#[managed_process(pure, unhandled = dead_letter(self.letters))]
impl Counter {
    #[cast(when = *n > 9)]
    pub fn large(self, n: u64) -> Self {
        Counter(n)
    }
}

fn main() {
    let _ = Counter(0).spawn().large(1);
}
