//! A declared child: one process in a place that stays.

use std::fmt;
use std::sync::Arc;

use supervise_model::{Limit, Restart};

use super::builder::ChildSpec;
use super::builder::sealed::{Described, IntoEntry};
use super::core::{Extras, Policy};
use super::label::Label;
use super::plan::{Entry, Terms};
use super::settings::{member_settings, process_settings};
use crate::exit::ExitReason;
use crate::handle::{Handle, Ref};
use crate::incarnation;
use crate::last_state::{Keep, KeepsState, Previous, Reinit};
use crate::message::Quiet;
use crate::place::AnyPlace;
use crate::process::{HasInit, Process};
use crate::registry::{self, FoundOf, Via, Whose};
use crate::source::{Registers, Source};

/// A child with a declared place: permanent, with 5 seconds to stop and 30 to start, unless said
/// otherwise.
pub struct Child<P: Process> {
    place: Unplaced<P>,
    source: Make<P>,
    reinit: Reinit<P>,
    registers: Option<Registers<P>>,
    spec: supervise_model::ChildSpec,
}

impl<P: Process> Child<P> {
    /// A process that is started by its `#[init]`. The arguments are made anew for each
    /// incarnation, as part of its start: a panic there is a failed start of this child.
    pub fn new(
        name: impl Into<String>,
        args: impl Fn() -> P::InitArgs + Send + Sync + 'static,
    ) -> Self
    where
        P: HasInit,
    {
        Self::from_source(name.into(), make(args, Source::Args))
    }

    /// A process that is started from a value, which is made anew for each incarnation.
    pub fn value(name: impl Into<String>, value: impl Fn() -> P + Send + Sync + 'static) -> Self {
        Self::from_source(name.into(), make(value, Source::Value))
    }

    pub(super) fn from_source(name: String, source: Make<P>) -> Self {
        let spec = supervise_model::ChildSpec::worker(name, P::NAME);
        Self {
            place: Unplaced::new(),
            source,
            reinit: Reinit::FRESH,
            registers: None,
            spec,
        }
    }

    /// Puts it in a place that was made before, so that its handle could be given to children that
    /// start earlier.
    #[must_use]
    pub fn at(mut self, later: Later<P>) -> Self {
        self.place = later.place;
        self
    }

    /// Sets whether it is started again when it ends.
    #[must_use]
    pub fn restart(mut self, restart: Restart) -> Self {
        self.spec.restart = restart;
        self
    }

    /// Lets each incarnation go on from the state that the one before it had after its last completed
    /// callback. The first one is made anew, and one before which there is no such state: the
    /// supervisor gave up because of this child, the child was stopped for good and is started
    /// again, it was abandoned, or a callback lost its state.
    ///
    /// For pure processes, which are `Clone` where a callback takes `self`, and for those with a
    /// `#[checkpoint]`.
    #[must_use]
    pub fn reinit_last_known(mut self) -> Self
    where
        P: KeepsState,
    {
        self.reinit.keep = Some(Keep::new());
        self.reinitialised()
    }

    /// Lets a function make the state of each incarnation but the first. It is told of the one before,
    /// and is given the last known state, if that is [kept](Self::reinit_last_known) and there is one.
    /// Where it gives none, the incarnation is made anew. It is part of the child's start: a panic in it
    /// is a failed start.
    #[must_use]
    pub fn reinit_with(mut self, with: fn(&Previous, Option<P>) -> Option<P>) -> Self {
        self.reinit.with = Some(with);
        self.reinitialised()
    }

    /// Takes over what is said of each process of a pool.
    pub(super) fn like(mut self, spec: &supervise_model::ChildSpec) -> Self {
        let own = std::mem::replace(&mut self.spec, spec.clone());
        (self.spec.name, self.spec.kind) = (own.name, own.kind);
        self.spec.depends_on.clear();
        self
    }

    pub(super) fn reinit(mut self, reinit: Reinit<P>) -> Self {
        self.reinit = reinit;
        self.reinitialised()
    }

    fn reinitialised(mut self) -> Self {
        self.spec.reinit = self.reinit.shown();
        self
    }

    /// Registers it under a [`Name`](crate::Name), a key of a [`Registry`](crate::Registry) or whatever else
    /// is a [`Via`]: from its first start until its place is vacant, also while it is restarted. Said again,
    /// it has both.
    ///
    /// Where another process has it, that is a failed start.
    #[must_use]
    pub fn register<V>(mut self, via: &V) -> Self
    where
        V: Via<Handle: FoundOf<P::Handle>>,
    {
        let (others, via) = (self.registers.take(), via.clone());
        self.registers = Some(Arc::new(move |own, pid| {
            if let Some(others) = &others {
                others(own, pid)?;
            }
            let handle = V::Handle::found_of(P::Handle::from_ref(own.clone()));
            registry::register(own.core(), (pid, Whose::Place), &via, handle)
                .map_err(ExitReason::error)
        }));
        self
    }

    /// Gives it a limit of its own, under which its restarts count instead of that of its supervisor.
    #[must_use]
    pub fn limit(mut self, limit: Limit) -> Self {
        self.spec.limit = Some(limit);
        self
    }

    process_settings!("it is");
    member_settings!();
}

impl<P: Process> IntoEntry for Child<P> {
    fn into_entry(self) -> Described {
        let Self {
            place,
            source,
            reinit,
            registers,
            spec,
        } = self;
        let place = place.into_ref();
        place.core().set_shutdown(spec.shutdown);
        let launched = place.clone();
        let entry = Entry {
            label: Label::from(spec.name.as_str()),
            terms: Terms::of_process(spec.clone()),
            place: Arc::clone(&place.place) as _,
            launch: move |pid, report| {
                let mut source = Source::Declared(Arc::clone(&source));
                if let Some(registers) = &registers {
                    source = Source::Registered(Box::new((Arc::clone(registers), source)));
                }
                Some(incarnation::of_child(
                    &launched.place,
                    pid,
                    source,
                    report,
                    reinit,
                ))
            },
            plan: None,
        };
        Described {
            entry: Arc::new(entry),
            spec,
        }
    }
}

impl<P: Process> ChildSpec for Child<P> {
    type Handle = P::Handle;

    fn handle(&self) -> P::Handle {
        P::Handle::from_ref(self.place.inner.clone())
    }
}

/// Makes what an incarnation is started from.
pub(super) type Make<P> = Arc<dyn Fn() -> Source<P> + Send + Sync>;

/// A supervisor keeps what the user has said, and may be the last to have it.
pub(super) fn make<P: Process, A: 'static>(
    said: impl Fn() -> A + Send + Sync + 'static,
    source: fn(A) -> Source<P>,
) -> Make<P> {
    let said = Quiet::new(said);
    Arc::new(move || match said.get() {
        Some(said) => source(said()),
        None => Source::Moved(None),
    })
}

impl Terms {
    pub(super) fn of_process(spec: supervise_model::ChildSpec) -> Arc<Self> {
        Arc::new(Self {
            policy: policy(&spec),
            spec,
        })
    }
}

/// The core's view of a spec.
pub(super) fn policy(spec: &supervise_model::ChildSpec) -> Policy {
    let mends = spec.backoff.is_some() || spec.limit.is_some() || spec.drain.is_some();
    let extras = mends.then(|| {
        Arc::new(Extras {
            backoff: spec.backoff,
            limit: spec.limit,
            at_limit: spec.at_limit,
            drain: spec.drain,
        })
    });
    Policy {
        restart: spec.restart,
        shutdown: spec.shutdown,
        start_timeout: spec.start_timeout.duration(),
        supervisor: false,
        optional: spec.optional,
        significant: spec.significant,
        extras,
    }
}

/// A place that is in no tree yet. Should that stay so, who waits there learns that nobody will come.
struct Unplaced<P: Process> {
    inner: Ref<P>,
    placed: bool,
}

impl<P: Process> Unplaced<P> {
    fn new() -> Self {
        Self {
            inner: Ref::new_place(),
            placed: false,
        }
    }

    fn into_ref(mut self) -> Ref<P> {
        self.placed = true;
        self.inner.clone()
    }
}

impl<P: Process> Drop for Unplaced<P> {
    fn drop(&mut self) {
        if !self.placed {
            self.inner.place.close(&ExitReason::NotFound);
            self.inner.core().vacate(&ExitReason::NotFound);
        }
    }
}

/// The place of a child that is added later, for children that need its handle before.
///
/// A call to it waits until it is started; one that is made in the init of a child that has to
/// start before it fails with `WouldDeadlock`. Dropped, or never added, it is the place of nobody:
/// calls fail.
pub struct Later<P: Process> {
    place: Unplaced<P>,
}

impl<P: Process> Later<P> {
    /// A place.
    #[must_use]
    pub fn new() -> Self {
        Self {
            place: Unplaced::new(),
        }
    }

    /// The handle of the process that will be there.
    #[must_use]
    pub fn handle(&self) -> P::Handle {
        P::Handle::from_ref(self.place.inner.clone())
    }
}

impl<P: Process> Default for Later<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P: Process> fmt::Debug for Later<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Later").field(&self.place.inner).finish()
    }
}

impl<P: Process> fmt::Debug for Child<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Child")
            .field("spec", &self.spec)
            .finish_non_exhaustive()
    }
}
