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

#[pure]
enum Held {
    One(&'static Inner),
}

#[pure]
fn pure_one() -> u32 {
    match &Held::One(&Outer(1)) {
        Held::One(inner) => inner.0,
    }
}

fn main() {
    pure_one();
}
