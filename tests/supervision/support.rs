//! A process that does what a test has written down, and a journal of what it did.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, Once, OnceLock};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use supervise::prelude::*;
use supervise::{Child, Root, Supervisor};

/// The text of panics that tests cause on purpose. They are not printed.
pub const BOOM: &str = "scripted";

pub const SECOND: Duration = Duration::from_secs(1);

pub fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Awaits what could hang. A paused clock gets there at once.
pub async fn within<F: IntoFuture>(future: F) -> F::Output {
    match tokio::time::timeout(Duration::from_secs(600), future.into_future()).await {
        Ok(output) => output,
        Err(_) => panic!("nothing happened within 10 minutes"),
    }
}

/// The same on a clock that runs.
pub async fn soon<F: Future>(future: F) -> F::Output {
    match tokio::time::timeout(Duration::from_secs(20), future).await {
        Ok(output) => output,
        Err(_) => panic!("nothing happened within 20 seconds"),
    }
}

/// Lets everything that can run do so, and the (paused) clock go on by a little.
pub async fn settle() {
    tokio::time::sleep(millis(1)).await;
}

/// Polls a future once.
pub fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

pub async fn start(top: Supervisor) -> Root {
    match within(top.start()).await {
        Ok(root) => root,
        Err(error) => panic!("the tree did not start: {error}"),
    }
}

pub fn quiet() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let payload = info.payload();
            let text = payload.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
            if !text.is_some_and(|text| text.starts_with(BOOM)) {
                loud(info);
            }
        }));
    });
}

/// What happened, in order: `+a` started, `-a` terminated.
#[derive(Clone, Default)]
pub struct Journal(Arc<Mutex<Vec<String>>>);

impl Journal {
    pub fn new() -> Self {
        quiet();
        Self::default()
    }

    pub fn note(&self, what: impl fmt::Display) {
        self.0.lock().unwrap().push(what.to_string());
    }

    /// What was noted since the last time, on one line.
    #[track_caller]
    pub fn take(&self) -> String {
        let noted = std::mem::take(&mut *self.0.lock().unwrap());
        let noted = noted.join(" ");
        assert!(!noted.contains("overlap"), "two at once: {noted}");
        noted
    }

    pub fn count(&self, what: &str) -> usize {
        let noted = self.0.lock().unwrap();
        noted.iter().filter(|entry| *entry == what).count()
    }

    /// A permanent child with the usual script.
    pub fn child(&self, name: &str) -> Child<Actor> {
        self.script(name).child()
    }

    pub fn script(&self, name: &str) -> Script {
        Script {
            name: name.to_owned(),
            journal: self.clone(),
            inits: Arc::default(),
            ends: Arc::default(),
            alive: Arc::default(),
            runs: Arc::default(),
        }
    }
}

/// How a start goes.
#[derive(Clone, Debug)]
pub enum Begin {
    Well,
    Slow(Duration),
    Fail,
    Panic,
    Hang,
    Ignore,
    Stop(ExitReason),
}

/// How a terminate goes.
#[derive(Clone, Debug)]
pub enum Bye {
    Well,
    Slow(Duration),
    Panic,
    Hang,
    /// Never yields until this is set.
    Spin(Arc<OnceLock<()>>),
}

/// What the runs of a place do, one after another, and `Well` after that.
#[derive(Clone)]
pub struct Script {
    pub name: String,
    pub journal: Journal,
    inits: Arc<Mutex<VecDeque<Begin>>>,
    ends: Arc<Mutex<VecDeque<Bye>>>,
    alive: Arc<AtomicU32>,
    runs: Arc<AtomicU32>,
}

impl Script {
    pub fn inits(self, inits: impl IntoIterator<Item = Begin>) -> Self {
        self.inits.lock().unwrap().extend(inits);
        self
    }

    pub fn ends(self, ends: impl IntoIterator<Item = Bye>) -> Self {
        self.ends.lock().unwrap().extend(ends);
        self
    }

    pub fn child(&self) -> Child<Actor> {
        let script = self.clone();
        Child::new(self.name.clone(), move || script.clone())
    }

    /// Another place that shares the plan for inits and ends.
    pub fn another(&self, name: &str) -> Self {
        Self {
            inits: Arc::clone(&self.inits),
            ends: Arc::clone(&self.ends),
            ..self.journal.script(name)
        }
    }

    /// How many inits were begun.
    pub fn runs(&self) -> u32 {
        self.runs.load(Ordering::SeqCst)
    }

    /// How many incarnations there are right now.
    pub fn alive(&self) -> u32 {
        self.alive.load(Ordering::SeqCst)
    }
}

/// Counts an incarnation, from the start of its init to the drop of its state.
struct Alive(Script);

impl Alive {
    fn new(script: &Script) -> Self {
        if script.alive.fetch_add(1, Ordering::SeqCst) != 0 {
            script.journal.note(format_args!("overlap:{}", script.name));
        }
        Self(script.clone())
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.alive.fetch_sub(1, Ordering::SeqCst);
    }
}

pub struct Actor {
    script: Script,
    run: u32,
    handled: u32,
    _alive: Alive,
}

#[managed_process(capacity = 4)]
impl Actor {
    #[init]
    pub async fn begin(script: Script) -> Result<Init<Self>, String> {
        let alive = Alive::new(&script);
        let run = script.runs.fetch_add(1, Ordering::SeqCst) + 1;
        let begin = script.inits.lock().unwrap().pop_front();
        match begin.unwrap_or(Begin::Well) {
            Begin::Well => {}
            Begin::Slow(time) => tokio::time::sleep(time).await,
            Begin::Fail => return Err(format!("{} fails", script.name)),
            Begin::Panic => panic!("{BOOM}: init of {}", script.name),
            Begin::Hang => std::future::pending().await,
            Begin::Ignore => return Ok(Init::ignore()),
            Begin::Stop(reason) => return Ok(Init::stop(reason)),
        }
        script.journal.note(format_args!("+{}", script.name));
        Ok(Init::ok(Self {
            script,
            run,
            handled: 0,
            _alive: alive,
        }))
    }

    /// Which run of the place this is.
    #[call]
    pub fn run(&mut self) -> u32 {
        self.handled += 1;
        self.run
    }

    /// How many messages this incarnation has handled.
    #[call]
    pub fn handled(&mut self) -> u32 {
        self.handled
    }

    #[call]
    pub async fn work(&mut self, time: Duration) -> u32 {
        tokio::time::sleep(time).await;
        self.handled += 1;
        self.run
    }

    /// Takes a message out of the mailbox and never finishes with it.
    #[call]
    pub async fn hang(&mut self) {
        std::future::pending::<()>().await;
    }

    #[call]
    pub fn crash_on_call(&mut self) -> u32 {
        panic!("{BOOM}: call of {}", self.script.name)
    }

    #[call]
    pub async fn crash_after(&mut self, time: Duration) -> u32 {
        tokio::time::sleep(time).await;
        panic!("{BOOM}: call of {}", self.script.name)
    }

    #[cast]
    pub fn crash(&mut self) {
        panic!("{BOOM}: {}", self.script.name)
    }

    #[cast]
    pub fn stop(&mut self, reason: ExitReason) -> Action<Self> {
        Action::stop(reason)
    }

    /// Never yields until this is set.
    #[cast]
    pub fn spin(&mut self, free: Arc<OnceLock<()>>) {
        spin(&free);
        drop(free);
    }

    #[terminate]
    async fn bye(self, _end: &End) {
        let bye = self.script.ends.lock().unwrap().pop_front();
        let name = self.script.name.clone();
        match bye.unwrap_or(Bye::Well) {
            Bye::Well => {}
            Bye::Slow(time) => tokio::time::sleep(time).await,
            Bye::Panic => {
                self.script.journal.note(format_args!("x{name}"));
                panic!("{BOOM}: terminate of {name}")
            }
            Bye::Hang => {
                self.script.journal.note(format_args!("~{name}"));
                std::future::pending::<()>().await;
            }
            Bye::Spin(free) => spin(&free),
        }
        self.script.journal.note(format_args!("-{name}"));
    }
}

pub fn spin(free: &OnceLock<()>) {
    free.wait();
}

impl ActorRef {
    /// Crashes it and waits until the next incarnation runs.
    pub async fn bounce(&self) {
        let again = self.wait_restarted();
        self.crash().await.unwrap();
        within(again).await.unwrap();
    }

    /// Crashes it and waits until nothing runs here for good.
    pub async fn break_for_good(&self) -> ExitReason {
        let closed = self.closed();
        self.crash().await.unwrap();
        within(closed).await
    }
}

/// Waits on a clock that runs for what gives no other sign.
pub async fn until(mut seen: impl FnMut() -> bool) {
    soon(async {
        while !seen() {
            tokio::time::sleep(millis(5)).await;
        }
    })
    .await;
}

/// Lets a child that spins go, so that the runtime can be dropped, also when the test fails.
pub struct Free(Arc<OnceLock<()>>);

impl Free {
    pub fn new() -> Self {
        Self(Arc::default())
    }

    pub fn flag(&self) -> Arc<OnceLock<()>> {
        Arc::clone(&self.0)
    }

    pub fn let_go(&self) {
        let _ = self.0.set(());
    }
}

impl Drop for Free {
    fn drop(&mut self) {
        self.let_go();
    }
}
