//! The last messages of a live process, kept to be looked at and replayed.

use std::collections::VecDeque;
use std::sync::Arc;

use super::input::{Input, PureProcess, Sent};
use super::meta::{Facts, Meta};
use super::recorded::Recorded;
use crate::handle::Ref;
use crate::process::Process;
use crate::sync::Mutex;

/// Whether there are traces.
pub const TRACES: bool = cfg!(feature = "trace");

/// A pure process that keeps its last messages. `#[managed_process(pure, trace = n)]` implements it.
pub trait Traced: PureProcess {
    /// How many.
    const KEPT: usize;

    /// A copy of a message, to which nobody replies.
    fn copy(body: &Self::Body) -> Self::Body;
}

/// What a traced message is made of can be copied.
#[diagnostic::on_unimplemented(
    message = "a traced process has messages that are `Clone`, and `{Self}` is not",
    label = "keeps copies of all messages",
    note = "derive `Clone` for `{Self}`, or leave out `trace`"
)]
pub trait TracedPart: Sized {
    /// A copy.
    fn copy(&self) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> TracedPart for T {
    fn copy(&self) -> Self {
        self.clone()
    }
}

/// A copy of what a message is made of.
pub fn a_traced_message_must_be_clone<T: TracedPart>(part: &T) -> T {
    part.copy()
}

/// The inputs that a place has kept, of all its incarnations. `M` is its message type.
///
/// Each entry has a lock of its own, because a message need not be `Sync`: nobody else waits while
/// it is copied.
pub(crate) struct Ring<M>(Mutex<VecDeque<Arc<Mutex<Entry<M>>>>>);

struct Entry<M> {
    input: Input<M>,
    facts: Facts,
}

impl<M> Default for Ring<M> {
    fn default() -> Self {
        Self(Mutex::new(VecDeque::new()))
    }
}

/// An input that is about to be handled.
#[allow(
    missing_debug_implementations,
    reason = "only generated code sees it, and only passes it on"
)]
pub struct Noting<'a, P: PureProcess> {
    own: &'a Ref<P>,
    input: &'a Input<P::Body>,
    facts: Facts,
}

impl<'a, P: PureProcess> Noting<'a, P> {
    pub(super) fn new(own: &'a Ref<P>, input: &'a Input<P::Body>, facts: Facts) -> Self {
        Self { own, input, facts }
    }
}

/// Keeps a copy of an input in the place of its process.
pub fn note<P: Traced>(noting: &Noting<'_, P>) {
    let Noting { own, input, facts } = *noting;
    let Some(ring) = ring(own) else { return };
    // Copies are made and dropped outside of the lock: both are user code.
    let entry = Arc::new(Mutex::new(Entry {
        input: match copy::<P>(input) {
            Input::Message(body) => Input::Message(Sent {
                sender: facts.sender,
                body,
            }),
            Input::Exit(exit) => Input::Exit(exit),
            Input::Timeout => Input::Timeout,
        },
        facts,
    }));
    let mut ring = ring.0.lock();
    let oldest = if ring.len() >= P::KEPT {
        ring.pop_front()
    } else {
        None
    };
    ring.push_back(entry);
    drop(ring);
    drop(oldest);
}

/// The inputs that a process has handled last, the oldest first. Those of earlier incarnations are
/// among them; their metas say which is which.
#[must_use]
pub fn read_trace<P: Traced>(of: &Ref<P>) -> Vec<Recorded<P>> {
    let Some(ring) = ring(of) else {
        return Vec::new();
    };
    let kept: Vec<_> = ring.0.lock().iter().map(Arc::clone).collect();
    kept.iter()
        .map(|entry| {
            let entry = entry.lock();
            let input = match &entry.input {
                Input::Message(sent) => Input::Message(P::copy(&sent.body)),
                Input::Exit(exit) => Input::Exit(exit.clone()),
                Input::Timeout => Input::Timeout,
            };
            let meta = Some(Meta::of(of, entry.facts));
            Recorded { input, meta }
        })
        .collect()
}

#[cfg(feature = "trace")]
#[allow(
    clippy::unnecessary_wraps,
    reason = "without the feature there is none"
)]
fn ring<P: Process>(of: &Ref<P>) -> Option<&Ring<P::Message>> {
    Some(&of.place.trace)
}

#[cfg(not(feature = "trace"))]
fn ring<P: Process>(_: &Ref<P>) -> Option<&Ring<P::Message>> {
    None
}

fn copy<P: Traced>(input: &Input<P::Body>) -> Input<P::Body> {
    match input {
        Input::Message(body) => Input::Message(P::copy(body)),
        Input::Exit(exit) => Input::Exit(exit.clone()),
        Input::Timeout => Input::Timeout,
    }
}

impl<P: Traced> Clone for Recorded<P> {
    fn clone(&self) -> Self {
        Self {
            input: copy::<P>(&self.input),
            meta: self.meta.clone(),
        }
    }
}
