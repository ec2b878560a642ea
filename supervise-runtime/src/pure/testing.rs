//! Pure processes in tests: callbacks as plain functions, and replay without a runtime.
//!
//! What a callback needs beside its state and its arguments is made here: [`meta`], [`reason`], [`exit`],
//! and [`handle`], which belongs to nobody. What it returns can be looked at: see
//! [`Next::effects`](crate::pure::Next::effects).

use std::time::{Duration, SystemTime};

use super::input::{OnPanic, PureProcess};
use super::meta::{Facts, Meta};
use super::reason::Reason;
use super::turn::{Done, Turn, When};
use crate::exit::ExitReason;
use crate::handle::{Handle, Ref};
use crate::link::Exit;
use crate::pid::{Pid, PlaceId};
use crate::process::Process;

pub use super::recorded::Recorded;

/// A handle of a process that does not run and never will: to make messages with.
#[must_use]
pub fn handle<P: Process>() -> P::Handle {
    P::Handle::from_ref(Ref::new_place())
}

/// A pid that no process has.
#[must_use]
pub fn pid() -> Pid {
    Pid::new(PlaceId::next(), 1)
}

/// The reason of an end, for a `#[terminate]`.
#[must_use]
pub fn reason(reason: ExitReason, is_clean: bool) -> Reason {
    Reason::new(reason, is_clean)
}

/// An exit that a process has sent, for an `#[exit]`.
#[must_use]
pub fn exit(from: Option<Pid>, reason: ExitReason) -> Exit {
    Exit {
        from,
        reason,
        by_link: false,
    }
}

/// What a callback knows of its message; each part can be set.
#[must_use]
pub fn meta<P: Process>() -> MetaBuilder<P> {
    MetaBuilder {
        own: handle::<P>(),
        facts: made_up(pid(), 1),
    }
}

/// Nothing is sent; the clock stands at the beginning of its time.
fn made_up(pid: Pid, sequence: u64) -> Facts {
    Facts {
        pid,
        sender: None,
        sequence,
        taken_at: SystemTime::UNIX_EPOCH,
        since_start: Duration::ZERO,
    }
}

/// Makes a [`Meta`]: see [`meta`].
#[derive(Debug)]
pub struct MetaBuilder<P: Process> {
    own: P::Handle,
    facts: Facts,
}

impl<P: Process> MetaBuilder<P> {
    /// The process's own handle; one of nobody if nothing is said.
    #[must_use]
    pub fn own(mut self, own: P::Handle) -> Self {
        self.own = own;
        self
    }

    /// Which incarnation it is; one that there is nowhere else if nothing is said.
    #[must_use]
    pub fn pid(mut self, pid: Pid) -> Self {
        self.facts.pid = pid;
        self
    }

    /// The process that has made the message; nobody if nothing is said.
    #[must_use]
    pub fn sender(mut self, sender: Pid) -> Self {
        self.facts.sender = Some(sender);
        self
    }

    /// Which message it is; the first if nothing is said.
    #[must_use]
    pub fn sequence(mut self, sequence: u64) -> Self {
        self.facts.sequence = sequence;
        self
    }

    /// When it was taken; the Unix epoch if nothing is said.
    #[must_use]
    pub fn taken_at(mut self, at: SystemTime) -> Self {
        self.facts.taken_at = at;
        self
    }

    /// How long the process had run then; no time at all if nothing is said.
    #[must_use]
    pub fn since_start(mut self, since: Duration) -> Self {
        self.facts.since_start = since;
        self
    }

    /// The meta.
    #[must_use]
    pub fn build(self) -> Meta<P> {
        Meta::new(self.own, self.facts)
    }
}

/// Makes messages of a process that need not run: the handle is one of nobody.
///
/// `script::<Ledger, _>(|ledger| [ledger.deposit(5).into(), ledger.close().into()])`
pub fn script<P, I>(write: impl FnOnce(&P::Handle) -> I) -> Vec<Recorded<P>>
where
    P: PureProcess,
    I: IntoIterator<Item = Recorded<P>>,
{
    write(&handle::<P>()).into_iter().collect()
}

/// The states after each message, one after another from the first state on.
///
/// It needs no runtime, and no effect is performed: neither are messages to itself, which stand in
/// a recorded trace by themselves. It ends where the process would, also before the last message.
/// What a callback panics with panics here, unless the process goes on after panics.
pub fn replay<P: PureProcess + Clone>(
    initial: P,
    messages: impl IntoIterator<Item = Recorded<P>>,
) -> Vec<P> {
    let own = Ref::<P>::new_place();
    let pid = pid();
    let mut state = Some(initial);
    let mut states = Vec::new();
    for (sequence, message) in (1..).zip(messages) {
        let when = When::Recorded(
            message
                .meta
                .unwrap_or_else(|| Meta::of(&own, made_up(pid, sequence))),
        );
        let mut turn = Turn {
            state: &mut state,
            own: &own,
            spare: None,
            when,
            deferred: None,
            done: Done::default(),
        };
        let input = message.input;
        let stops = if P::ON_PANIC == OnPanic::Restart {
            P::step(&mut turn, input);
            turn.done.stops()
        } else {
            let ran = crate::current::catch(|| P::step(&mut turn, input));
            turn.done.stops() || (ran.is_err() && P::ON_PANIC == OnPanic::Stop)
        };
        states.extend(state.clone());
        if stops {
            break;
        }
    }
    states
}
