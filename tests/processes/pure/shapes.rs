//! Blocks of every shape make a pure process.

use std::fmt::Debug;

use supervise::prelude::*;
use supervise::testing;

use crate::kit::{really, threads};

/// Generic, with a name and a mailbox of its own.
#[pure]
pub(crate) struct Ring<T, const N: usize> {
    items: Vec<T>,
}

#[managed_process(pure, handle = RingHandle, mailbox = unbounded, on_panic = stop, crate = supervise)]
impl<T: Clone + Debug + Send + 'static, const N: usize> Ring<T, N>
where
    Self: Clone,
{
    #[init]
    pub(crate) fn start(items: Vec<T>) -> Init<Self> {
        Init::ok(Self { items })
    }

    #[call]
    pub(crate) fn push(mut self, item: T) -> std::result::Result<Next<Self, usize>, T> {
        if self.items.len() == N {
            return Err(item);
        }
        self.items.push(item);
        let len = self.items.len();
        Ok(Next::new(self).reply(len))
    }

    #[info]
    fn all(mut self, items: Vec<T>) -> Next<Self> {
        self.items = items;
        Next::new(self)
    }

    #[call]
    pub(crate) fn items(&self) -> Vec<T> {
        self.items.clone()
    }
}

#[pure]
impl<T: Clone, const N: usize> Clone for Ring<T, N> {
    fn clone(&self) -> Self {
        Self {
            items: self.items.clone(),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn generic_and_named() {
    let ring: RingHandle<u8, 2> = Ring::spawn(vec![1]).await.unwrap();
    assert_eq!(ring.mailbox_capacity(), None);
    assert_eq!(ring.push(2).await.unwrap(), 2);
    assert!(matches!(ring.push(3).await, Err(CallError::Refused(3))));
    ring.send(vec![7]).await.unwrap();
    assert_eq!(ring.items().await.unwrap(), [7]);
    let states = testing::replay(
        Ring::<u8, 2> { items: Vec::new() },
        testing::script::<Ring<u8, 2>, _>(|ring| [ring.push(5).into(), ring.send(vec![]).into()]),
    );
    assert_eq!((states[0].items.len(), states[1].items.len()), (1, 0));
}

/// Its parameters are named like what stands around them in generated code.
#[pure]
pub(crate) struct Odd;

#[managed_process(pure)]
impl Odd {
    #[call]
    #[allow(clippy::too_many_arguments, reason = "that is what it is for")]
    fn all(
        &self,
        turn: u8,
        meta: u8,
        reply: u8,
        r#returned: u8,
        input: u8,
        cx: u8,
        args: u8,
    ) -> u8 {
        turn + meta + reply + returned + input + cx + args
    }

    #[cast]
    fn r#match(self, message: u8, #[cfg(any())] left_out: u8) -> Self {
        assert!(message > 0);
        self
    }

    #[cfg(any())]
    #[call]
    fn left_out(&self, x: Nothing) -> Nothing {}

    #[cfg(any())]
    #[timeout]
    fn idle(&self) {}

    #[cfg(not(any()))]
    #[exit]
    fn died(&self, _exit: Exit) {}
}

#[tokio::test(start_paused = true)]
async fn names_and_conditions() {
    let odd = Odd.spawn();
    assert_eq!(odd.all(1, 2, 3, 4, 5, 6, 7).await.unwrap(), 28);
    odd.r#match(1).await.unwrap();
    odd.exit(ExitReason::Shutdown);
    assert_eq!(odd.all(1, 0, 0, 0, 0, 0, 0).await.unwrap(), 1);
}

/// Nothing to handle at all.
#[pure]
pub(crate) struct Idle;

#[managed_process(pure)]
impl Idle {}

#[tokio::test(start_paused = true)]
async fn empty() {
    let idle = Idle.spawn();
    idle.shutdown().await;
    assert!(matches!(idle.closed().await, ExitReason::Shutdown));
}

/// Counts what it is sent, and says so to another.
#[pure]
pub(crate) struct Relay {
    count: u64,
    to: Option<RelayRef>,
}

#[managed_process(pure, capacity = 8)]
impl Relay {
    #[cast]
    fn hit(mut self) -> Next<Self> {
        self.count += 1;
        let hit = self.to.as_ref().map(|to| to.hit().owned());
        match hit {
            Some(hit) => Next::new(self).send(hit),
            None => Next::new(self),
        }
    }

    #[call]
    fn count(&self) -> u64 {
        self.count
    }
}

#[test]
fn nothing_is_lost_between_threads() {
    threads(4).block_on(really(async {
        let last = Relay { count: 0, to: None }.spawn();
        let to = Some(last.clone());
        let first = Relay { count: 0, to }.spawn();
        let senders: Vec<_> = (0..4)
            .map(|_| {
                let first = first.clone();
                tokio::spawn(async move {
                    for _ in 0..500 {
                        first.hit().await.unwrap();
                    }
                })
            })
            .collect();
        for sender in senders {
            sender.await.unwrap();
        }
        assert_eq!(first.count().await.unwrap(), 2000);
        assert_eq!(last.count().await.unwrap(), 2000);
    }));
}
