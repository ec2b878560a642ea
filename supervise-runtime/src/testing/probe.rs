//! A process that keeps what it is sent.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::task::{Poll, Waker};
use std::time::Duration;

use crate::cx::Cx;
use crate::exit::ExitReason;
use crate::handle::{Handle, Ref};
use crate::message::{Message, Undelivered};
use crate::process::{Accepts, Action, Handled, Init, Process};
use crate::spawn::spawn_value;
use crate::sync::Mutex;

/// A process that takes messages of one type and keeps them for a test to look at.
///
/// Dropped, its process is killed.
///
/// # Examples
///
/// ```
/// # use supervise_runtime::{Handle, testing::Probe};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let mut probe = Probe::spawn();
/// let handle = probe.handle().clone();
/// handle.send("tick").await.unwrap();
/// assert_eq!(probe.next().await, "tick");
/// # }
/// ```
pub struct Probe<T: Send + 'static> {
    handle: ProbeRef<T>,
    kept: Arc<Kept<T>>,
}

struct Kept<T>(Mutex<(VecDeque<T>, Option<Waker>)>);

impl<T: Send + 'static> Probe<T> {
    /// Starts one.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    #[must_use]
    pub fn spawn() -> Self {
        let kept = Arc::new(Kept(Mutex::new((VecDeque::new(), None))));
        let process = ProbeProcess(Arc::clone(&kept));
        Self {
            handle: spawn_value(process),
            kept,
        }
    }

    /// Its handle, to be given to those that send.
    #[must_use]
    pub fn handle(&self) -> &ProbeRef<T> {
        &self.handle
    }

    /// Waits for the next message.
    ///
    /// # Cancel safety
    ///
    /// Dropped, no message is lost.
    pub async fn next(&mut self) -> T {
        poll_fn(|cx| {
            let waker = cx.waker().clone();
            let mut kept = self.kept.0.lock();
            let next = kept.0.pop_front();
            let old = match next {
                Some(_) => None,
                None => kept.1.replace(waker),
            };
            drop(kept);
            drop(old);
            next.map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }

    /// The next message, if there is one.
    pub fn try_next(&mut self) -> Option<T> {
        self.kept.0.lock().0.pop_front()
    }

    /// Waits for this long, and asserts that no message comes.
    ///
    /// # Panics
    ///
    /// When one does.
    pub async fn expect_none(&mut self, time: Duration)
    where
        T: fmt::Debug,
    {
        if let Ok(message) = tokio::time::timeout(time, self.next()).await {
            panic!("a message that was not expected: {message:?}");
        }
    }
}

impl<T: Send + 'static> Drop for Probe<T> {
    fn drop(&mut self) {
        self.handle.exit(ExitReason::Killed);
    }
}

/// The process of a [`Probe`].
#[doc(hidden)]
#[allow(missing_debug_implementations, reason = "nobody has one")]
pub struct ProbeProcess<T>(Arc<Kept<T>>);

/// What a [`Probe`] takes.
#[doc(hidden)]
#[derive(Debug)]
pub struct Probed<T>(T);

impl<T: Send + 'static> Message for Probed<T> {
    fn fail(self, _why: &Undelivered) {}

    fn label(&self) -> &'static str {
        "probed"
    }

    fn is_call(&self) -> bool {
        false
    }
}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> Process for ProbeProcess<T> {
    type Handle = ProbeRef<T>;
    type Message = Probed<T>;
    type Args = Self;
    type InitError = Infallible;
    type Phase = ();

    const NAME: &'static str = "Probe";
    const CAPACITY: Option<usize> = None;

    async fn init(args: Self, _cx: &mut Cx<Self>) -> Result<Init<Self>, Infallible> {
        Ok(Init::ok(args))
    }

    fn handle_now(&mut self, message: Probed<T>, _cx: &mut Cx<Self>) -> Handled<Self> {
        let mut kept = self.0.0.lock();
        kept.0.push_back(message.0);
        let waker = kept.1.take();
        drop(kept);
        if let Some(waker) = waker {
            waker.wake();
        }
        Handled::Done(Action::CONTINUE)
    }
}

impl<T: Send + 'static> Accepts<T> for ProbeProcess<T> {
    fn accept(info: T) -> Probed<T> {
        Probed(info)
    }
}

/// The handle of a [`Probe`].
pub struct ProbeRef<T: Send + 'static>(Ref<ProbeProcess<T>>);

impl<T: Send + 'static> Handle<ProbeProcess<T>> for ProbeRef<T> {
    fn from_ref(inner: Ref<ProbeProcess<T>>) -> Self {
        Self(inner)
    }

    fn as_ref(&self) -> &Ref<ProbeProcess<T>> {
        &self.0
    }
}

impl<T: Send + 'static> Clone for ProbeRef<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Send + 'static> PartialEq for ProbeRef<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: Send + 'static> Eq for ProbeRef<T> {}

impl<T: Send + 'static> Hash for ProbeRef<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T: Send + 'static> fmt::Debug for ProbeRef<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: Send + 'static> fmt::Debug for Probe<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Probe").field(&self.handle).finish()
    }
}
