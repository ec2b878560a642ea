//! P23: which processes implement a protocol, and by which handlers.

use std::io;

use supervise::Status;
use supervise::prelude::*;

use crate::kit::soon;

mod generic {
    use super::*;

    /// A protocol of its own module, with parameters and other names.
    #[protocol(handle = AnyQueue)]
    pub(crate) trait Queue<T: Clone, const N: usize>
    where
        T: PartialEq,
    {
        #[cast]
        fn push(&self, items: [T; N]);

        #[call]
        fn pop(&self) -> Option<T>;

        #[call]
        fn r#match(&self, item: T) -> bool;
    }

    pub(crate) struct Fifo<T>(pub(crate) Vec<T>);

    #[managed_process(implements = [Queue<T, 2>])]
    impl<T: Clone + PartialEq> Fifo<T> {
        #[cast]
        pub(crate) fn push(&mut self, items: [T; 2]) {
            self.0.extend(items);
        }

        #[call]
        pub(crate) fn pop(&mut self) -> Option<T> {
            (!self.0.is_empty()).then(|| self.0.remove(0))
        }

        #[call]
        pub(crate) fn r#match(&mut self, item: T) -> bool {
            self.0.contains(&item)
        }
    }
}

#[tokio::test(start_paused = true)]
async fn protocols_and_processes_may_be_generic() {
    let fifo = generic::Fifo(vec!["a"]).spawn();
    let queue: generic::AnyQueue<&'static str, 2> = fifo.into();
    soon(queue.push(["b", "c"])).await.unwrap();
    assert_eq!(soon(queue.pop()).await.unwrap(), Some("a"));
    assert!(soon(queue.r#match("c")).await.unwrap());
}

mod door {
    pub(crate) use supervise as behind;
}

/// Handlers whose names others have too.
#[protocol(crate = door::behind)]
trait Awkward {
    #[call]
    fn status(&self) -> io::Result<u8>;

    #[call]
    fn untyped(&self, inner: u8, self_: u8, message: u8) -> (u8, u8, u8);

    #[cast]
    fn clone(&self, to: u8);

    #[cast]
    fn from(&self);
}

struct Odd(u8);

#[managed_process(implements = [self::Awkward], crate = door::behind)]
impl Odd {
    #[call]
    fn status(&self) -> Result<u8, io::Error> {
        Ok(self.0)
    }

    #[call]
    fn untyped(&self, a: u8, b: u8, c: u8) -> (u8, u8, u8) {
        (a, b, c)
    }

    #[cast]
    fn clone(&mut self, to: u8) {
        self.0 = to;
    }

    #[cast]
    fn from(&self) {}
}

#[tokio::test(start_paused = true)]
async fn the_protocol_s_methods_win_over_those_of_every_handle() {
    let odd: AwkwardRef = Odd(1).spawn().into();
    let copy = Clone::clone(&odd);
    soon(odd.clone(7)).await.unwrap();
    soon(odd.from()).await.unwrap();
    assert_eq!(soon(copy.status()).await.unwrap(), 7);
    assert!(matches!(ProtocolHandle::status(&copy), Status::Running));
    assert_eq!(soon(odd.untyped(1, 2, 3)).await.unwrap(), (1, 2, 3));
}

/// What a counter can do.
#[protocol]
trait Count {
    #[call]
    fn add(&self, n: u64) -> Result<u64, String>;

    #[call]
    fn value(&self) -> u64;

    #[cast]
    fn reset(&self);
}

#[pure]
#[derive(Clone)]
struct Pure(u64);

#[managed_process(pure, implements = [Count])]
impl Pure {
    #[call]
    fn add(self, n: u64) -> Result<Next<Self, u64>, String> {
        let sum = self.0.checked_add(n).ok_or("too much")?;
        Ok(Next::new(Pure(sum)).reply(sum))
    }

    #[call]
    fn value(&self) -> u64 {
        self.0
    }

    #[cast]
    fn reset(self) -> Self {
        Pure(0)
    }
}

#[tokio::test(start_paused = true)]
async fn pure_processes_implement_protocols_too() {
    let count: CountRef = Pure(1).spawn().into();
    assert_eq!(soon(count.add(2)).await.unwrap(), 3);
    let refused = soon(count.add(u64::MAX)).await;
    assert!(matches!(refused, Err(CallError::Refused(_))));
    soon(count.reset()).await.unwrap();
    assert_eq!(soon(count.value()).await.unwrap(), 0);
}

/// A protocol's handle is pure data.
#[pure]
#[derive(Clone)]
struct Keeper(CountRef);

#[managed_process(pure)]
impl Keeper {
    #[call]
    fn kept(&self) -> CountRef {
        self.0.clone()
    }
}

#[tokio::test(start_paused = true)]
async fn a_pure_process_keeps_a_protocol_s_handle() {
    let count = CountRef::from(Limited(1).spawn());
    let keeper = Keeper(count.clone()).spawn();
    assert_eq!(soon(keeper.kept()).await.unwrap(), count);
}

/// One message, which two handlers serve.
struct Limited(u64);

#[managed_process(implements = [Count])]
impl Limited {
    #[call(name = add, when = self.0 + n > 9)]
    fn add_too_much(&mut self, n: u64) -> Result<u64, String> {
        Err(format!("{n} is too much"))
    }

    #[call]
    fn add(&mut self, n: u64) -> Result<u64, String> {
        self.0 += n;
        Ok(self.0)
    }

    #[call(priority = 1)]
    fn value(&self) -> u64 {
        self.0
    }

    #[cast]
    fn reset(&mut self) {
        self.0 = 0;
    }
}

#[tokio::test(start_paused = true)]
async fn handlers_of_one_name_are_one_method() {
    let count = CountRef::from(Limited(1).spawn());
    assert_eq!(soon(count.add(2)).await.unwrap(), 3);
    let refused = soon(count.add(7)).await.unwrap_err();
    assert_eq!(refused.to_string(), "refused: 7 is too much");
}
