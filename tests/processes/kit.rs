//! What the tests have in common.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use supervise::prelude::*;
use supervise::{Child, Limit, Root, Supervisor};
use tokio::sync::Semaphore;

pub(crate) const SECOND: Duration = Duration::from_secs(1);
pub(crate) const MS: Duration = Duration::from_millis(1);

/// Fails a test that hangs, after an hour of virtual time.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(3600 * SECOND, future).await {
        Ok(output) => output,
        Err(_) => panic!("hangs"),
    }
}

/// Fails a test that hangs, after much real time.
pub(crate) async fn really<T>(future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(60 * SECOND, future).await {
        Ok(output) => output,
        Err(_) => panic!("hangs"),
    }
}

/// Lets everything happen that can: with a paused clock time goes on only when nothing else does.
pub(crate) async fn settle() {
    tokio::time::sleep(MS).await;
}

/// A multi-thread runtime with a real clock.
pub(crate) fn threads(count: usize) -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(count)
        .enable_all()
        .build()
        .unwrap()
}

/// What has happened, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn say(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// Empties it.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    /// Says so when the value is dropped.
    pub(crate) fn on_drop(&self, what: &str) -> OnDrop {
        OnDrop(self.clone(), what.to_owned())
    }
}

#[derive(Debug)]
pub(crate) struct OnDrop(Log, String);

impl Drop for OnDrop {
    fn drop(&mut self) {
        self.0.say(self.1.as_str());
    }
}

/// Where a handler can be held.
#[derive(Clone, Debug)]
pub(crate) struct Gate(Arc<(Semaphore, Semaphore)>);

impl Gate {
    pub(crate) fn new() -> Self {
        Self(Arc::new((Semaphore::new(0), Semaphore::new(0))))
    }

    /// For the handler: stands there until the gate is opened.
    pub(crate) async fn pass(&self) {
        self.0.0.add_permits(1);
        self.0.1.acquire().await.unwrap().forget();
    }

    /// Waits until somebody stands there.
    pub(crate) async fn entered(&self) {
        self.0.0.acquire().await.unwrap().forget();
    }

    /// Lets one through.
    pub(crate) fn open(&self) {
        self.0.1.add_permits(1);
    }
}

/// A process for all purposes.
pub(crate) struct Worker {
    pub(crate) count: u64,
    pub(crate) log: Log,
}

#[managed_process(capacity = 4)]
impl Worker {
    #[init]
    pub(crate) fn start(log: Log) -> Self {
        log.say("init");
        Self { count: 0, log }
    }

    #[call]
    pub(crate) fn add(&mut self, n: u64) -> u64 {
        self.count += n;
        self.count
    }

    /// Holds the process at the gate.
    #[call]
    pub(crate) async fn hold(&mut self, gate: Gate) -> u64 {
        gate.pass().await;
        self.count
    }

    #[cast]
    pub(crate) fn note(&mut self, what: String) {
        self.log.say(what);
    }

    #[cast]
    pub(crate) fn crash(&mut self) {
        panic!("crash");
    }

    #[cast]
    pub(crate) fn end(&mut self, reason: ExitReason) -> Action<Self> {
        Action::stop(reason)
    }
}

/// A worker without a supervisor.
pub(crate) async fn worker() -> WorkerRef {
    Worker::spawn(Log::new()).await.unwrap()
}

/// A supervised worker, which may be restarted often.
pub(crate) async fn supervised(log: &Log) -> (Root, WorkerRef) {
    let mut top = Supervisor::new("top").limit(Limit::new(1000, SECOND));
    let log = log.clone();
    let worker = top.add(Child::<Worker>::new("worker", move || log.clone()));
    (top.start().await.unwrap(), worker)
}

/// The name of the variant, for comparisons.
pub(crate) fn kind(reason: &ExitReason) -> &'static str {
    match reason {
        ExitReason::Normal => "normal",
        ExitReason::Shutdown => "shutdown",
        ExitReason::Killed => "killed",
        ExitReason::Error(_) => "error",
        ExitReason::Panic(_) => "panic",
        ExitReason::Linked(..) => "linked",
        ExitReason::NotFound => "not found",
        ExitReason::RuntimeGone => "runtime gone",
        _ => "other",
    }
}

pub(crate) fn error(what: &'static str) -> ExitReason {
    ExitReason::error(what)
}

fn assert_error<T: std::error::Error + Send + Sync + 'static>() {}

#[test]
fn errors_are_errors() {
    assert_error::<supervise::CallError>();
    assert_error::<supervise::CallError<String>>();
    assert_error::<supervise::CallError<std::io::Error>>();
    assert_error::<supervise::CastError>();
    assert_error::<supervise::TrySendError<Vec<u8>>>();
    assert_error::<supervise::TrySendReason>();
    assert_error::<supervise::SpawnError>();
    assert_error::<supervise::SpawnError<std::io::Error>>();
    assert_error::<supervise::NameTaken>();
    assert_error::<supervise::StartError>();
}
