//! Declarations that are seldom met, but right: it is enough that they compile without a warning.

#![deny(deprecated, non_snake_case, unused)]
#![allow(dead_code, reason = "they are only declared")]

use std::error::Error;

use supervise::prelude::*;

#[derive(Clone)]
struct Seen<T>(T);

#[managed_process(inspect)]
impl<T: Clone> Seen<T> {
    #[call]
    fn get(&self) -> T {
        self.0.clone()
    }
}

#[derive(Clone)]
struct SeenArray<const N: usize>([u8; N]);

#[managed_process(inspect)]
impl<const N: usize> SeenArray<N> {
    #[call]
    async fn first(&self, _gen: u8) -> u8 {
        self.0[0]
    }
}

/// There may be conditions on conditions.
struct Conditional;

#[managed_process]
impl Conditional {
    #[cfg_attr(all(), cfg(any()))]
    #[call]
    fn is_not_there(&self, what: Nothing) -> Nothing {
        what
    }

    #[cfg_attr(any(), cfg(any()))]
    #[cfg_attr(all(), cfg_attr(all(), cfg(all())))]
    #[call]
    fn is_there(&self) -> u8 {
        1
    }
}

async fn calls_what_is_there(of: ConditionalRef) -> Result<u8, CallError> {
    of.is_there().await
}

macro_rules! process {
    ($name:ident { $($(#[$attr:meta])* fn $method:ident($param:ident: $ty:ty);)* }) => {
        struct $name;

        #[managed_process]
        impl $name {
            $($(#[$attr])* fn $method(&self, $param: $ty) { drop($param); })*
        }
    };
}

process! {
    FromRules {
        #[cast]
        fn put(text: String);
        /// With an option.
        #[call(priority = 3)]
        fn set(text: String);
    }
}

struct Calls<F, G>(F, G);

#[managed_process]
impl<F: Fn(&'static str) -> u32, G: Fn(Box<dyn Fn() + Send>) + Sized> Calls<F, G> {
    #[call]
    fn call(&self) -> u32 {
        (self.1)(Box::new(|| {}));
        (self.0)("text")
    }

    #[call]
    fn errors(&self) -> Box<dyn Iterator<Item = Box<dyn Error>> + Send> {
        Box::new(std::iter::empty())
    }
}

struct Tick;

#[protocol]
trait Odd {
    #[call]
    #[allow(unused_parens, reason = "they are what is tried")]
    fn halve(&self, number: (u8)) -> (u8);

    #[call]
    #[allow(non_snake_case, reason = "it is what is tried")]
    fn getIt(&self) -> u8;

    #[cast]
    #[deprecated]
    fn old(&self);
}

struct Lints(u8);

#[managed_process(implements = [Odd])]
impl Lints {
    #[init]
    #[allow(unused_parens, reason = "they are what is tried")]
    fn new(number: (u8)) -> Self {
        Self(number)
    }

    #[filter]
    fn pass(&self, message: LintsMessage<'_>) -> Filter {
        let _ = message;
        Filter::Pass
    }

    #[call(when = *number > 1)]
    #[allow(unused_parens, reason = "they are what is tried")]
    fn halve(&self, number: (u8)) -> (u8) {
        number / 2
    }

    #[call]
    #[allow(non_snake_case, reason = "it is what is tried")]
    fn getIt(&self) -> u8 {
        self.0
    }

    #[info]
    #[allow(unused_parens, reason = "they are what is tried")]
    fn tick(&self, tick: (Tick)) {
        let _ = tick;
    }

    #[cast]
    #[deprecated]
    fn old(&self) {}
}

#[deprecated]
struct Old<T>(T);

#[allow(deprecated, reason = "it is what is tried")]
#[managed_process(inspect, phases = [Young, Aged])]
impl<T: Clone> Old<T> {
    #[init]
    fn new(value: T) -> Self {
        Self(value)
    }

    #[call(priority = i8::from(*loud))]
    fn get(&self, loud: bool) -> Option<T> {
        loud.then(|| self.0.clone())
    }

    #[checkpoint]
    fn copy(&self) -> Self {
        Self(self.0.clone())
    }
}

#[allow(deprecated, reason = "it is what is tried")]
impl<T: Clone> Clone for Old<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

supervision_tree! {
    #[deprecated]
    pub OldTree(number: u8) {
        lints: Lints(number),
        below: supervisor {
            other: Lints(number),
            many: dynamic Lints,
        },
    }
}

/// A message whose first handler does not wait, and its second does.
struct Again;

#[managed_process]
impl Again {
    #[call(redeliver = 2, when = *quick)]
    fn now(&self, quick: bool) -> bool {
        quick
    }

    #[call(name = now)]
    async fn later(&self, quick: bool) -> bool {
        quick
    }
}

supervision_tree! {
    /// What its parameters have to be besides is implied.
    Generic<T: Clone + Into<u8>, P: Clone + Default>(number: T) {
        lints: Lints(number.into()),
        seen: Seen<P> { 0: Default::default() },
    }
}

/// A trait that anything has, with names that declarations use.
mod hijack {
    use super::{Again, Lints, supervision_tree};

    trait Anything: Sized {
        fn handle(self) {}
        fn add(self, _: ()) {}
        fn spec(self) {}
        fn field(self) {}
        fn finish(self) {}
        fn finish_non_exhaustive(self) {}
    }

    impl<T> Anything for T {}

    supervision_tree! {
        Hijacked<T: Clone + Into<u8>>(number: T) {
            again: Again {},
            lints: Lints({ let _ = late(last); number.into() }),
            below: supervisor {
                pool: pool Lints(1) { size: 2 },
                many: dynamic Lints,
                jobs: tasks,
            },
            last: Again {},
        }
    }
}
