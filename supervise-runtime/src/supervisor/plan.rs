//! What a supervisor is made of. It outlives the supervisor's incarnations, as its place does.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, Weak};

use supervise_model::{ChildSpec, SupervisorSpec};
use tokio::time::Instant;

use super::core::{Mode, Policy, Rules, Table};
use super::event::TreeEvent;
use super::label::Label;
use super::lane::{Lane, Report};
use super::root::Outcome;
use crate::exit::ExitReason;
use crate::overload::Overload;
use crate::pid::Pid;
use crate::place::{AnyPlace, Gate, Place};
use crate::ring::Rings;
use crate::sync::Mutex;

pub(crate) struct Plan {
    pub(crate) place: Arc<Place<Lane>>,
    pub(crate) gate: Arc<Gate>,
    /// Children that were added by request and are still there.
    pub(super) added: Mutex<Table<Arc<Entry>>>,
    /// The children in order, once they are others than those that were declared. Not of dynamic
    /// supervisors.
    pub(super) listed: Mutex<Option<Vec<Arc<Entry>>>>,
    /// The plan of the supervisor above.
    pub(super) above: OnceLock<Weak<Plan>>,
    /// Those who observe what happens here and below.
    pub(super) events: Rings<TreeEvent>,
    /// How many of its declared children are started; those of a pool may be fewer than all.
    pub(super) active: AtomicUsize,
    /// Where its processes are stand-ins that a test directs.
    #[cfg(feature = "testing")]
    pub(super) stage: OnceLock<Arc<super::matrix::Stage>>,
    pub(super) counters: Counters,
    /// The restarts that may still count under the limit.
    pub(super) recent: Mutex<VecDeque<Instant>>,
    /// How it has ended, once it has; only a root's is ever asked for.
    pub(crate) outcome: OnceLock<Outcome>,
    /// Set when the description is complete. Handles are given out before.
    declared: OnceLock<Declaration>,
}

/// What was declared.
pub(crate) struct Declaration {
    pub(crate) mode: Mode,
    /// In start order.
    pub(crate) children: Vec<Arc<Entry>>,
    pub(crate) spec: SupervisorSpec,
}

/// What has happened so far.
#[derive(Default)]
pub(super) struct Counters {
    pub(super) events: Counter,
    pub(super) starts: Counter,
    pub(super) exits: Counter,
    pub(super) restarts: Counter,
    pub(super) stops: Counter,
    pub(super) abandoned: Counter,
}

/// A number that only the supervisor's own task changes.
#[derive(Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    /// Counts one more, and tells how many there are now.
    pub(super) fn grow(&self) -> u64 {
        let now = self.get() + 1;
        self.0.store(now, Ordering::Relaxed);
        now
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Declaration {
    pub(super) fn rules(&self) -> Rules {
        let spec = &self.spec;
        Rules {
            limit: spec.limit,
            at_limit: spec.at_limit,
            auto_shutdown: spec.auto_shutdown,
            restart_order: spec.restart_order,
            start_order: spec.start_order,
            shutdown_order: match self.mode {
                Mode::Static(_) => spec.shutdown_order,
                _ => Rules::new(self.mode).shutdown_order,
            },
            mode: self.mode,
        }
    }
}

/// One child. How it is started stands in here too, behind the rest.
pub(crate) struct Entry<L: ?Sized = Launch> {
    pub(super) label: Label,
    /// Children of a dynamic supervisor share them, and they have not their names.
    pub(super) terms: Arc<Terms>,
    pub(crate) place: Arc<dyn AnyPlace>,
    /// Its own plan, if it is a supervisor.
    pub(crate) plan: Option<Arc<Plan>>,
    pub(crate) launch: L,
}

/// What was said of a child.
pub(super) struct Terms {
    pub(super) policy: Policy,
    pub(super) spec: ChildSpec,
}

/// Makes an incarnation in the child's place. A supervisor has a task of its own.
pub(crate) type Launch = dyn Fn(Pid, Report) -> Option<Live> + Send + Sync;

/// An incarnation, for a task to poll.
pub(crate) type Live = Pin<Box<dyn Future<Output = ()> + Send>>;

impl Plan {
    pub(crate) fn new() -> Arc<Self> {
        let place = Place::new("supervisor", false, None, Overload::Wait);
        let weak = Arc::downgrade(&place);
        let gate = Arc::new(Gate::new(weak as _));
        // Nobody else has the place yet.
        let _ = place.core.gate.set(Arc::clone(&gate));
        Arc::new(Self {
            place,
            gate,
            added: Mutex::new(Table::new()),
            listed: Mutex::new(None),
            above: OnceLock::new(),
            events: Rings::new(),
            active: AtomicUsize::new(usize::MAX),
            #[cfg(feature = "testing")]
            stage: OnceLock::new(),
            counters: Counters::default(),
            recent: Mutex::default(),
            outcome: OnceLock::new(),
            declared: OnceLock::new(),
        })
    }

    pub(crate) fn declare(&self, declaration: Declaration) {
        // The builder is used up by this, so there is no second time.
        let _ = self.declared.set(declaration);
    }

    pub(crate) fn declared(&self) -> Option<&Declaration> {
        self.declared.get()
    }

    /// The declared children, in start order; none while the description is not complete.
    pub(crate) fn children(&self) -> &[Arc<Entry>] {
        self.declared
            .get()
            .map_or(&[], |declared| &declared.children)
    }

    /// Tells all places below where they stand: their path, of which the root's own name is no part,
    /// and the root.
    pub(crate) fn place_below(self: &Arc<Self>, root: &Arc<Self>, above: Arc<str>) {
        self.gate.stands(Arc::downgrade(root), above);
        for child in self.children() {
            child.place_below(root, self);
        }
    }

    /// The declared children that are started, and the others.
    pub(super) fn by_active(&self) -> (&[Arc<Entry>], &[Arc<Entry>]) {
        let children = self.children();
        let active = self.active.load(Ordering::Relaxed);
        children.split_at(active.min(children.len()))
    }

    /// The children that there are now, in order.
    pub(crate) fn current(&self) -> Vec<Arc<Entry>> {
        if let Some(listed) = &*self.listed.lock() {
            return listed.clone();
        }
        let mut added: Vec<Arc<Entry>> = self.added.lock().values().cloned().collect();
        // Places are numbered as they are made.
        added.sort_by_key(|entry| entry.place.core().id);
        self.children().iter().cloned().chain(added).collect()
    }

    /// Makes the children wait for their start.
    pub(crate) fn expect_start(&self) {
        let (active, others) = self.by_active();
        for child in others {
            child.vacate(&ExitReason::NotFound);
        }
        for child in active {
            child.place.open();
            child.place.core().expect_start();
            child.place.core().set_in_line(true);
        }
    }

    /// Makes the whole subtree empty.
    pub(crate) fn vacate(&self, reason: &ExitReason) {
        for child in self.children() {
            child.vacate(reason);
        }
        // The next one has those that were declared.
        let listed = self.listed.lock().take();
        drop(listed);
        let added = std::mem::replace(&mut *self.added.lock(), Table::new());
        for child in added.values() {
            child.dismiss(reason);
        }
    }

    /// It will not be started again: nothing happens here and below any more.
    pub(crate) fn end_events(&self) {
        self.events.close();
        for child in self.children() {
            child.end_events();
        }
    }
}

impl Entry {
    /// Tells it where it stands: below `supervisor`, which knows its own path.
    pub(crate) fn place_below(&self, root: &Arc<Plan>, supervisor: &Arc<Plan>) {
        let above = supervisor.gate.below();
        let path = self.label.below(above);
        if let Some(plan) = &self.plan {
            // A supervisor stands where it was declared.
            let _ = plan.above.set(Arc::downgrade(supervisor));
            plan.place_below(root, path.text(above));
        }
        self.place.core().set_path(path);
    }

    /// What runs next in this place, or below it, starts anew.
    pub(crate) fn forget_states(&self) {
        self.place.core().forget_kept();
        if let Some(plan) = &self.plan {
            plan.children()
                .iter()
                .for_each(|child| child.forget_states());
        }
    }

    /// The same, if it is a supervisor.
    fn end_events(&self) {
        if let Some(plan) = &self.plan {
            plan.end_events();
        }
    }

    /// It was not taken in: who waits at its place learns that nobody will come.
    pub(crate) fn turn_away(&self) {
        self.dismiss(&ExitReason::NotFound);
    }

    /// It is no part of the tree, now or any more.
    pub(crate) fn dismiss(&self, reason: &ExitReason) {
        self.vacate(reason);
        self.end_events();
    }

    /// Nothing will run in this place, or below it, for now: who waits there learns why. Where it
    /// was empty before, the first reason stands: it is why the process ended. Only an open circuit,
    /// which promises that somebody follows, gives way to another.
    pub(crate) fn vacate(&self, reason: &ExitReason) {
        if let Some(plan) = &self.plan {
            plan.vacate(reason);
        }
        if self.place.core().is_vacant_for_good() {
            return;
        }
        self.place.close(reason);
        self.place.core().vacate(reason);
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.core.fmt(f)
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.core().fmt(f)
    }
}
