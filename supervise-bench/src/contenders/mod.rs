//! Those who are measured, each written as its own users would write it.

#[cfg(feature = "peers")]
pub(crate) mod actix;
#[cfg(feature = "peers")]
pub(crate) mod kameo;
pub(crate) mod missing;
#[cfg(feature = "peers")]
pub(crate) mod ractor;
pub(crate) mod raw;
pub(crate) mod supervise;
#[cfg(feature = "peers")]
pub(crate) mod tokio_actors;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// The room in a bounded mailbox.
pub(crate) const CAPACITY: usize = 1_024;

/// One library. What it has no word for is `None`.
pub(crate) trait Contender: Sized + Send + 'static {
    const NAME: &'static str;
    type Bounded: Counter;
    type Unbounded: Counter;
    type Crowd: Crowd;
    type Ring: Ring;
    type Fragile: Fragile;
    type Hub: Hub;
    type Dynamic: Dynamic;
    type Group: Group;
    type Deep: Deep;
    type Tower: Tower;

    /// Runs a workload as a program of its users would.
    fn run<T: Send + 'static>(main: impl Future<Output = T> + Send + 'static) -> T {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime")
            .block_on(async { tokio::spawn(main).await.expect("a workload does not panic") })
    }

    /// Starts a task beside the workload.
    fn go<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
        tokio::spawn(task)
    }
}

/// A process that adds up what it is told.
pub(crate) trait Counter: Clone + Send + Sync + 'static {
    /// Whether there is such a mailbox.
    const EXISTS: bool = true;

    fn start() -> impl Future<Output = Self> + Send;
    /// Casts.
    fn add(&self, n: u64) -> impl Future<Output = ()> + Send;
    /// Calls: adds, and gives the sum.
    fn get(&self, n: u64) -> impl Future<Output = u64> + Send;
}

/// Many processes without work.
pub(crate) trait Crowd: Send + Sync + 'static {
    /// Starts them, and waits until all are up.
    fn start(size: usize) -> impl Future<Output = Self> + Send;
    /// Whether one of them answers.
    fn answers(&self) -> impl Future<Output = bool> + Send;
    /// Stops them all, and waits until they are gone.
    fn stop(self) -> impl Future<Output = ()> + Send;
}

/// A process that hands a token on to the next one.
pub(crate) trait Ring: Send + Sync + 'static {
    /// Starts so many of them in a circle, and gives one. The token
    /// arrives at its last hop.
    fn start(size: usize, home: &Arc<Arrivals>) -> impl Future<Output = Self> + Send;
    fn hop(&self, left: u64) -> impl Future<Output = ()> + Send;
}

/// A supervised process that panics when it is told to.
pub(crate) trait Fragile: Send + Sync + 'static {
    const EXISTS: bool = true;

    fn start() -> impl Future<Output = Self> + Send;
    fn crash(&self) -> impl Future<Output = ()> + Send;
    /// The answer, or `None` when the process could not give one.
    fn get(&self) -> impl Future<Output = Option<u64>> + Send;
}

/// A process that tells many others.
pub(crate) trait Hub: Send + Sync + 'static {
    /// With so many leaves, each of which counts the latch down when it has heard of the last round.
    fn start(leaves: usize, rounds: u64, latch: &Arc<Latch>) -> impl Future<Output = Self> + Send;
    fn round(&self) -> impl Future<Output = ()> + Send;
}

/// A supervisor whose children come by request.
pub(crate) trait Dynamic: Clone + Send + Sync + 'static {
    const EXISTS: bool = true;
    type Child: Send + 'static;

    fn start() -> impl Future<Output = Self> + Send;
    /// Starts a child whose init is acknowledged.
    fn child(&self) -> impl Future<Output = Self::Child> + Send;
    fn answers(&self, child: &Self::Child) -> impl Future<Output = bool> + Send;
    /// Stops a child, and waits until it is gone. False where there is no word for that.
    fn stop_child(&self, child: Self::Child) -> impl Future<Output = bool> + Send {
        drop(child);
        std::future::ready(false)
    }
    /// Stops it with all its children, and waits until they are gone.
    fn stop(self, children: Vec<Self::Child>) -> impl Future<Output = ()> + Send;
}

/// Children that are all restarted when one of them dies. Each init counts.
pub(crate) trait Group: Send + Sync + 'static {
    const EXISTS: bool = true;

    fn start(children: usize, inits: &Arc<Arrivals>) -> impl Future<Output = Self> + Send;
    /// Lets one of them panic.
    fn crash(&self) -> impl Future<Output = ()> + Send;
}

/// A process that can be held up, so that its mailbox fills. It has no bound.
pub(crate) trait Deep: Sized + Send + Sync + 'static {
    const EXISTS: bool = true;

    fn start() -> impl Future<Output = Self> + Send;
    /// Keeps it busy until it is notified.
    fn hold(&self, until: Arc<Notify>) -> impl Future<Output = ()> + Send;
    fn add(&self, n: u64) -> impl Future<Output = ()> + Send;
    fn get(&self) -> impl Future<Output = u64> + Send;
}

/// Supervisors above each other, and a process at the bottom.
pub(crate) trait Tower: Sized + Send + Sync + 'static {
    const EXISTS: bool = true;

    fn start(height: usize) -> impl Future<Output = Self> + Send;
    /// Calls the process at the bottom.
    fn get(&self) -> impl Future<Output = u64> + Send;
    fn stop(self) -> impl Future<Output = ()> + Send;
}

/// Opens when it was counted down.
pub(crate) struct Latch {
    left: AtomicUsize,
    open: Notify,
}

impl Latch {
    pub(crate) fn new(count: usize) -> Arc<Self> {
        Arc::new(Self {
            left: AtomicUsize::new(count),
            open: Notify::new(),
        })
    }

    pub(crate) fn count_down(&self) {
        if self.left.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.open.notify_one();
        }
    }

    /// Waits until it opens, for one who waits.
    pub(crate) async fn opened(&self) {
        self.open.notified().await;
    }
}

/// Counts, and wakes who waits for a number.
pub(crate) struct Arrivals {
    count: AtomicUsize,
    awaited: AtomicUsize,
    there: Notify,
}

impl Arrivals {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            count: AtomicUsize::new(0),
            awaited: AtomicUsize::new(usize::MAX),
            there: Notify::new(),
        })
    }

    pub(crate) fn arrive(&self) {
        if self.count.fetch_add(1, Ordering::SeqCst) + 1 == self.awaited.load(Ordering::SeqCst) {
            self.there.notify_one();
        }
    }

    /// Waits until so many have arrived, for one who waits.
    pub(crate) async fn wait_for(&self, count: usize) {
        self.awaited.store(count, Ordering::SeqCst);
        while self.count.load(Ordering::SeqCst) < count {
            self.there.notified().await;
        }
    }
}
