use std::ops::Deref;

use supervise::pure;

#[pure]
struct Inner(u32);

struct Outer(u32);

static INNER: Inner = Inner(3);

impl Deref for Outer {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        println!("a side effect");
        &INNER
    }
}

const OUTER: &Outer = &Outer(1);

#[pure]
fn returned() -> &'static Inner {
    OUTER
}

#[pure]
fn repeated() -> [&'static Inner; 2] {
    [OUTER; 2]
}

#[pure]
fn held() -> Option<&'static Inner> {
    Some(OUTER)
}

fn main() {
    returned();
    repeated();
    held();
}
