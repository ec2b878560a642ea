//! A child that does what a test has written down.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::cx::Cx;
use crate::exit::ExitReason;
use crate::handle::{Handle, Ref};
use crate::message::{Message, Undelivered};
use crate::process::{Accepts, Action, End, Handled, HasInit, Init, Process};
use crate::supervisor::Child;
use crate::sync::Mutex;

/// How a start goes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Begin {
    /// Init succeeds.
    Well,
    /// It succeeds after this time.
    Slowly(Duration),
    /// It fails with an error.
    Fails,
    /// It panics.
    Panics,
    /// It never ends.
    Hangs,
    /// It asks to be ignored.
    Ignored,
}

/// How an end goes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Bye {
    /// Terminate does nothing.
    Well,
    /// It takes this time.
    Slowly(Duration),
    /// It panics.
    Panics,
    /// It never ends.
    Hangs,
}

/// What the runs of a child do, one after another, and `Well` after that.
///
/// # Examples
///
/// ```
/// # use supervise_runtime::{Supervisor, testing::{Begin, Script}};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let script = Script::new().begins([Begin::Well, Begin::Fails]);
/// let mut top = Supervisor::new("top");
/// let child = top.add(script.child("flaky"));
/// let root = top.start().await.unwrap();
/// // Its second init fails, the third succeeds.
/// child.panic();
/// # root.shutdown().await;
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Script(Arc<Inside>);

#[derive(Debug, Default)]
struct Inside {
    begins: Mutex<VecDeque<Begin>>,
    ends: Mutex<VecDeque<Bye>>,
    runs: AtomicU32,
}

impl Script {
    /// A script for a child that behaves well.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says how the next starts go.
    #[must_use]
    pub fn begins(self, begins: impl IntoIterator<Item = Begin>) -> Self {
        self.0.begins.lock().extend(begins);
        self
    }

    /// Says how the next ends go.
    #[must_use]
    pub fn ends(self, ends: impl IntoIterator<Item = Bye>) -> Self {
        self.0.ends.lock().extend(ends);
        self
    }

    /// How many inits were begun.
    #[must_use]
    pub fn runs(&self) -> u32 {
        self.0.runs.load(Ordering::SeqCst)
    }

    /// A permanent child that follows it.
    pub fn child(&self, name: &str) -> Child<Scripted> {
        let script = self.clone();
        Child::new(name, move || script.clone())
    }
}

/// A process that follows a [`Script`], and fails when it is told to.
#[derive(Debug)]
pub struct Scripted {
    script: Script,
}

/// The error of an init that a script lets fail.
#[doc(hidden)]
#[derive(Debug, thiserror::Error)]
#[error("scripted to fail")]
pub struct ToFail;

/// What a scripted process may be told.
#[doc(hidden)]
#[derive(Debug)]
pub enum Cue {
    /// Ends for this reason.
    End(ExitReason),
    /// Panics.
    Panic,
    /// Never ends handling this.
    Hang,
}

impl Message for Cue {
    fn fail(self, _why: &Undelivered) {}

    fn label(&self) -> &'static str {
        "cue"
    }

    fn is_call(&self) -> bool {
        false
    }
}

#[diagnostic::do_not_recommend]
impl Process for Scripted {
    type Handle = ScriptedRef;
    type Message = Cue;
    type Args = Script;
    type InitError = ToFail;
    type Phase = ();

    const NAME: &'static str = "Scripted";
    const CAPACITY: Option<usize> = None;
    const TERMINATES: bool = true;

    async fn init(script: Script, _cx: &mut Cx<Self>) -> Result<Init<Self>, ToFail> {
        script.0.runs.fetch_add(1, Ordering::SeqCst);
        let begin = script.0.begins.lock().pop_front();
        match begin.unwrap_or(Begin::Well) {
            Begin::Well => {}
            Begin::Slowly(time) => tokio::time::sleep(time).await,
            Begin::Fails => return Err(ToFail),
            Begin::Panics => panic!("scripted to panic in init"),
            Begin::Hangs => std::future::pending().await,
            Begin::Ignored => return Ok(Init::ignore()),
        }
        Ok(Init::ok(Self { script }))
    }

    fn handle_now(&mut self, cue: Cue, _cx: &mut Cx<Self>) -> Handled<Self> {
        match cue {
            Cue::End(reason) => Handled::Done(Action::stop(reason)),
            Cue::Panic => panic!("scripted to panic"),
            Cue::Hang => Handled::Waits(Cue::Hang),
        }
    }

    async fn handle(&mut self, _hang: Cue, _cx: &mut Cx<Self>) -> Action<Self> {
        std::future::pending().await
    }

    async fn terminate(self, _end: &End, _cx: &mut Cx<Self>) {
        let bye = self.script.0.ends.lock().pop_front();
        match bye.unwrap_or(Bye::Well) {
            Bye::Well => {}
            Bye::Slowly(time) => tokio::time::sleep(time).await,
            Bye::Panics => panic!("scripted to panic in terminate"),
            Bye::Hangs => std::future::pending().await,
        }
    }
}

#[diagnostic::do_not_recommend]
impl HasInit for Scripted {
    type InitArgs = Script;
}

impl Accepts<Cue> for Scripted {
    fn accept(cue: Cue) -> Cue {
        cue
    }
}

/// The handle of a [`Scripted`] process.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ScriptedRef(Ref<Scripted>);

impl ScriptedRef {
    /// Lets it end for this reason.
    pub fn crash(&self, reason: ExitReason) {
        self.cue(Cue::End(reason));
    }

    /// Lets it panic.
    pub fn panic(&self) {
        self.cue(Cue::Panic);
    }

    /// Lets it hang in a handler, until it is told to end.
    pub fn hang(&self) {
        self.cue(Cue::Hang);
    }

    fn cue(&self, cue: Cue) {
        // Where nobody is, nobody can fail.
        let _ = self.send(cue).try_send();
    }
}

impl Handle<Scripted> for ScriptedRef {
    fn from_ref(inner: Ref<Scripted>) -> Self {
        Self(inner)
    }

    fn as_ref(&self) -> &Ref<Scripted> {
        &self.0
    }
}

impl fmt::Debug for ScriptedRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
