//! A place: a process's slot, with its mailbox and its handle; incarnations come and go in it.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{self, AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::task::{Context, Poll, Waker};

use supervise_model::Shutdown;
use tokio::task::AbortHandle;
use tokio::time::Instant;

use crate::control::Control;
use crate::deadlock::Waits;
use crate::exit::ExitReason;
use crate::link::{DownNotice, Exit, Links, Monitor, Watch, Watches};
use crate::mailbox::{Envelope, Mailbox};
use crate::observers::Observers;
use crate::pid::{Pid, PlaceId};
use crate::supervisor::Plan;
use crate::sync::{AtomicU64, Mutex};

/// Which child a supervisor's start or restart in order is waiting for.
pub(crate) struct Gate {
    starting: Mutex<Option<Arc<dyn AnyPlace>>>,
    /// The root of the supervisor's tree, once that is being started.
    pub(crate) root: OnceLock<Weak<Plan>>,
    supervisor: Weak<dyn AnyPlace>,
}

impl Gate {
    pub(crate) fn new(supervisor: Weak<dyn AnyPlace>) -> Self {
        Self {
            starting: Mutex::new(None),
            root: OnceLock::new(),
            supervisor,
        }
    }

    pub(crate) fn set(&self, place: Option<Arc<dyn AnyPlace>>) {
        let old = std::mem::replace(&mut *self.starting.lock(), place);
        drop(old);
    }

    fn get(&self) -> Option<Arc<dyn AnyPlace>> {
        self.starting.lock().clone()
    }

    /// Whom one in line waits for: where no start is under way, the supervisor's own.
    fn ahead(&self) -> Option<Arc<dyn AnyPlace>> {
        self.get().or_else(|| self.supervisor.upgrade())
    }
}

/// A place for a process that takes messages of type `M`.
pub(crate) struct Place<M> {
    pub(crate) core: PlaceCore,
    pub(crate) mailbox: Mailbox<M>,
}

/// A place whose message type does not matter.
pub(crate) trait AnyPlace: Send + Sync {
    fn core(&self) -> &PlaceCore;
    fn wake_for_control(&self);
    fn push_down(&self, notice: Box<DownNotice>);
    fn mailbox_len(&self) -> usize;
    /// Closes the mailbox and fails what was in it.
    fn close(&self, reason: &ExitReason);
    fn open(&self);
}

/// What all places have in common.
pub(crate) struct PlaceCore {
    pub(crate) id: PlaceId,
    /// The type of the process.
    pub(crate) process: &'static str,
    pub(crate) traps_exits: bool,
    control: AtomicU64,
    /// Where it stands in a tree, as `stores.0`.
    path: OnceLock<Arc<str>>,
    pub(crate) dead_letters: atomic::AtomicU64,
    life: Mutex<Life>,
    pub(crate) waits: Waits,
    /// Its supervisor's gate, and whether it stands in line there.
    line: OnceLock<Arc<Gate>>,
    in_line: AtomicBool,
    /// Its own gate, if it is a supervisor.
    pub(crate) gate: OnceLock<Arc<Gate>>,
}

struct Life {
    status: Status,
    incarnation: u32,
    /// When the incarnation began.
    since: Option<Instant>,
    shutdown: Shutdown,
    end: Option<EndOrder>,
    exits: VecDeque<Exit>,
    links: Links,
    watches: Watches,
    timers: Vec<AbortHandle>,
    names: Vec<String>,
    observers: Observers,
}

/// What a place is doing.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Status {
    /// No incarnation runs; one will be started.
    Waiting,
    /// Its init runs.
    Starting,
    /// It handles messages.
    Running,
    /// It ends: its terminate runs or its state is being dropped.
    Ending,
    /// Empty for good, or until a request fills it again; the reason of the last end.
    Vacant(ExitReason),
}

/// The wish that an incarnation ends.
#[derive(Clone, Debug)]
pub(crate) struct EndOrder {
    pub(crate) reason: ExitReason,
    pub(crate) since: Instant,
    /// Whether somebody else watches over the time this takes.
    pub(crate) by_supervisor: bool,
}

/// What is left of an incarnation for others to be told.
pub(crate) struct Estate {
    pub(crate) links: Links,
    watches: Watches,
    timers: Vec<AbortHandle>,
    names: Vec<String>,
    woken: Vec<Waker>,
}

impl<M: crate::message::Message> Place<M> {
    pub(crate) fn new(
        process: &'static str,
        traps_exits: bool,
        capacity: Option<usize>,
    ) -> Arc<Self> {
        Arc::new(Self {
            core: PlaceCore::new(process, traps_exits),
            mailbox: Mailbox::new(capacity),
        })
    }

    /// Closes the mailbox and fails what was in it, unless another incarnation has taken over.
    pub(crate) fn close_after(&self, pid: Pid, reason: &ExitReason) {
        let abandoned = || self.core.control().is_superseded(pid);
        let queue = self.mailbox.close_unless(reason.clone(), abandoned);
        crate::message::fail_all(
            &self.core,
            queue,
            &crate::message::Undelivered::Vacant(reason.clone()),
        );
    }
}

impl<M: crate::message::Message> AnyPlace for Place<M> {
    fn core(&self) -> &PlaceCore {
        &self.core
    }

    fn wake_for_control(&self) {
        self.mailbox.wake_for_control();
    }

    fn push_down(&self, notice: Box<DownNotice>) {
        self.mailbox.push_notice(Envelope::Down(notice));
    }

    fn mailbox_len(&self) -> usize {
        self.mailbox.len()
    }

    fn close(&self, reason: &ExitReason) {
        let queue = self.mailbox.close(reason.clone());
        crate::message::fail_all(
            &self.core,
            queue,
            &crate::message::Undelivered::Vacant(reason.clone()),
        );
    }

    fn open(&self) {
        self.mailbox.open();
    }
}

impl PlaceCore {
    fn new(process: &'static str, traps_exits: bool) -> Self {
        Self {
            id: PlaceId::next(),
            process,
            traps_exits,
            control: AtomicU64::new(0),
            path: OnceLock::new(),
            dead_letters: atomic::AtomicU64::new(0),
            life: Mutex::new(Life {
                status: Status::Waiting,
                incarnation: 0,
                since: None,
                shutdown: Shutdown::WORKER,
                end: None,
                exits: VecDeque::new(),
                links: Links::new(),
                watches: Watches::new(),
                timers: Vec::new(),
                names: Vec::new(),
                observers: Observers::default(),
            }),
            waits: Waits::default(),
            line: OnceLock::new(),
            in_line: AtomicBool::new(false),
            gate: OnceLock::new(),
        }
    }

    pub(crate) fn control(&self) -> Control {
        Control(self.control.load(Ordering::Acquire))
    }

    /// Belongs to a supervisor from now on.
    pub(crate) fn stand_behind(&self, gate: Arc<Gate>) {
        // The first one stays: a place is declared once.
        let _ = self.line.set(gate);
        self.set_in_line(true);
    }

    /// The root of its tree.
    pub(crate) fn root(&self) -> Option<Arc<Plan>> {
        self.line.get()?.root.get()?.upgrade()
    }

    /// It will be started only after those before it.
    pub(crate) fn set_in_line(&self, in_line: bool) {
        self.in_line.store(in_line, Ordering::Relaxed);
    }

    /// Whose start has to finish before this place answers anybody.
    pub(crate) fn start_waits_for(&self) -> Option<Arc<dyn AnyPlace>> {
        let status = self.status();
        match status {
            Status::Waiting if self.in_line.load(Ordering::Relaxed) => self.line.get()?.ahead(),
            Status::Starting => self.gate.get()?.get(),
            _ => None,
        }
    }

    pub(crate) fn set_path(&self, path: Arc<str>) {
        // The first one stays: a place stands where it was declared.
        let _ = self.path.set(path);
    }

    /// Its path in the tree; for a process outside any tree its type.
    pub(crate) fn label(&self) -> Arc<str> {
        self.path
            .get()
            .cloned()
            .unwrap_or_else(|| Arc::from(self.process))
    }

    pub(crate) fn set_shutdown(&self, shutdown: Shutdown) {
        self.life.lock().shutdown = shutdown;
    }

    pub(crate) fn shutdown(&self) -> Shutdown {
        self.life.lock().shutdown
    }

    pub(crate) fn status(&self) -> Status {
        self.life.lock().status.clone()
    }

    /// The current incarnation, or the last one. Number 0 before the first start.
    pub(crate) fn pid(&self) -> Pid {
        Pid::new(self.id, self.life.lock().incarnation)
    }

    /// The current incarnation if there is one.
    pub(crate) fn live_pid(&self) -> Option<Pid> {
        let life = self.life.lock();
        life.is_live().then(|| Pid::new(self.id, life.incarnation))
    }

    /// For how long the incarnation has run, if one does.
    pub(crate) fn uptime(&self) -> Option<std::time::Duration> {
        let life = self.life.lock();
        life.since
            .filter(|_| life.is_live())
            .map(|since| since.elapsed())
    }

    // ---- the course of an incarnation

    /// Makes the next incarnation the current one. Where an abandoned one still runs, it is dead to
    /// the world from now on.
    pub(crate) fn begin(&self) -> Pid {
        let mut life = self.life.lock();
        let abandoned = life
            .is_live()
            .then(|| (Pid::new(self.id, life.incarnation), life.take_estate()));
        life.incarnation += 1;
        life.since = Some(Instant::now());
        let pid = Pid::new(self.id, life.incarnation);
        let old = std::mem::replace(&mut life.status, Status::Starting);
        let order = life.end.take();
        let exits = std::mem::take(&mut life.exits);
        self.control.store(Control::quiet(pid).0, Ordering::Release);
        drop(life);
        drop((old, order, exits));
        self.set_in_line(false);
        if let Some((pid, estate)) = abandoned {
            estate.settle(pid, &ExitReason::Killed);
        }
        pid
    }

    /// Its init has succeeded.
    pub(crate) fn running(&self, pid: Pid) {
        self.advance(pid, Status::Running);
    }

    /// It has left its loop.
    pub(crate) fn ending(&self, pid: Pid) {
        self.advance(pid, Status::Ending);
    }

    fn advance(&self, pid: Pid, status: Status) {
        let mut life = self.life.lock();
        if life.incarnation != pid.incarnation() {
            return;
        }
        life.status = status;
        let woken = life.observers.take();
        drop(life);
        woken.into_iter().for_each(Waker::wake);
    }

    /// It is gone. With `vacant` its place is empty for good.
    /// `None` when it has ended before, or another incarnation has taken over from an abandoned one.
    pub(crate) fn ended(&self, pid: Pid, vacant: Option<ExitReason>) -> Option<Estate> {
        let mut life = self.life.lock();
        if life.incarnation != pid.incarnation() || !life.is_live() {
            return None;
        }
        life.status = vacant.map_or(Status::Waiting, Status::Vacant);
        let exits = std::mem::take(&mut life.exits);
        let estate = life.take_estate();
        drop(life);
        drop(exits);
        Some(estate)
    }

    /// No incarnation will follow, for now. An abandoned one that still runs is dead to the world.
    pub(crate) fn vacate(&self, reason: &ExitReason) {
        let mut life = self.life.lock();
        let last = Pid::new(self.id, life.incarnation);
        if life.is_live() {
            life.incarnation += 1;
            self.control.store(
                Control::quiet(Pid::new(self.id, life.incarnation)).0,
                Ordering::Release,
            );
        }
        let old = std::mem::replace(&mut life.status, Status::Vacant(reason.clone()));
        let estate = life.take_estate();
        drop(life);
        drop(old);
        estate.settle(last, reason);
    }

    /// An empty place is going to be filled again.
    pub(crate) fn expect_start(&self) {
        let mut life = self.life.lock();
        if life.is_live() {
            return;
        }
        let old = std::mem::replace(&mut life.status, Status::Waiting);
        drop(life);
        drop(old);
    }

    // ---- controls

    /// Wishes that the incarnation ends. True when its task must be woken.
    pub(crate) fn order_end(&self, pid: Pid, reason: ExitReason, by_supervisor: bool) -> bool {
        let mut life = self.life.lock();
        if life.incarnation != pid.incarnation() || !life.is_live() {
            drop(life);
            return false;
        }
        if life.end.is_none() {
            life.end = Some(EndOrder {
                reason,
                since: Instant::now(),
                by_supervisor,
            });
        } else if by_supervisor && let Some(end) = &mut life.end {
            // The first reason stands; the supervisor's clock runs now.
            end.by_supervisor = true;
            end.since = Instant::now();
        }
        self.control.fetch_or(Control::END, Ordering::AcqRel);
        true
    }

    pub(crate) fn kill(&self, pid: Pid) -> bool {
        let life = self.life.lock();
        if life.incarnation != pid.incarnation() || !life.is_live() {
            return false;
        }
        self.control.fetch_or(Control::KILL, Ordering::AcqRel);
        true
    }

    /// Takes an exit signal in. True when its task must be woken.
    pub(crate) fn take_exit(&self, to: Pid, exit: Exit) -> bool {
        if matches!(exit.reason, ExitReason::Normal) && !self.traps_exits {
            return false;
        }
        if self.traps_exits {
            let mut life = self.life.lock();
            if life.incarnation != to.incarnation() || !life.is_live() {
                drop(life);
                return false;
            }
            life.exits.push_back(exit);
            self.control.fetch_or(Control::EXIT, Ordering::AcqRel);
            return true;
        }
        let reason = match (exit.from, exit.reason) {
            // Along a chain of links the first reason is told, and does not grow.
            (_, reason @ (ExitReason::Shutdown | ExitReason::Linked(..))) => reason,
            (Some(from), reason) if exit.by_link => ExitReason::Linked(from, Arc::new(reason)),
            (_, reason) => reason,
        };
        self.order_end(to, reason, false)
    }

    /// The next trapped exit of this incarnation; the control bit is cleared with the last.
    pub(crate) fn next_exit(&self, of: Pid) -> Option<Exit> {
        let mut life = self.life.lock();
        if life.incarnation != of.incarnation() {
            return None;
        }
        let exit = life.exits.pop_front();
        if life.exits.is_empty() {
            self.control.fetch_and(!Control::EXIT, Ordering::AcqRel);
        }
        exit
    }

    pub(crate) fn end_order(&self) -> Option<EndOrder> {
        self.life.lock().end.clone()
    }

    // ---- links, monitors, timers

    /// False when that incarnation is not alive.
    pub(crate) fn add_link(&self, of: Pid, other: Pid, place: &Arc<dyn AnyPlace>) -> bool {
        let mut life = self.life.lock();
        if life.incarnation != of.incarnation() || !life.is_live() {
            return false;
        }
        // The same place as the one that is replaced, if one is.
        life.links.insert(other, Arc::clone(place));
        true
    }

    pub(crate) fn remove_link(&self, of: Pid, other: Pid) {
        let mut life = self.life.lock();
        if life.incarnation != of.incarnation() {
            return;
        }
        let link = life.links.remove(&other);
        drop(life);
        drop(link);
    }

    /// Removes the links with all runs of a place, and their exits that have not been handled.
    pub(crate) fn forget_links_with(&self, of: Pid, other: Pid) {
        let mut life = self.life.lock();
        if life.incarnation != of.incarnation() {
            return;
        }
        let runs: Vec<Pid> = life
            .links
            .range(other.runs())
            .map(|(pid, _)| *pid)
            .collect();
        let links: Vec<_> = runs.iter().map(|pid| life.links.remove(pid)).collect();
        let (exits, kept): (VecDeque<Exit>, _) = std::mem::take(&mut life.exits)
            .into_iter()
            .partition(|exit| exit.by_link && exit.from.is_some_and(|from| from.same_place(other)));
        life.exits = kept;
        drop(life);
        drop((links, exits));
    }

    /// Gives the watch back when nobody lives here.
    pub(crate) fn add_watch(&self, monitor: Monitor, watch: Watch) -> Result<(), Watch> {
        let mut life = self.life.lock();
        if !life.is_live() {
            drop(life);
            return Err(watch);
        }
        life.watches.insert(monitor, watch);
        Ok(())
    }

    pub(crate) fn remove_watch(&self, monitor: Monitor) {
        let mut life = self.life.lock();
        let watch = life.watches.remove(&monitor);
        drop(life);
        drop(watch);
    }

    /// Makes a timer end with the incarnation. False when that is gone already.
    pub(crate) fn own_timer(&self, pid: Pid, timer: AbortHandle) -> bool {
        let mut life = self.life.lock();
        if life.incarnation != pid.incarnation() || !life.is_live() {
            drop(life);
            return false;
        }
        let mut done = Vec::new();
        if life.timers.len() == life.timers.capacity() {
            // Fired timers are swept out before the list grows.
            let (gone, kept) = std::mem::take(&mut life.timers)
                .into_iter()
                .partition(AbortHandle::is_finished);
            done = gone;
            life.timers = kept;
            let room = life.timers.len().max(4);
            life.timers.reserve(room);
        }
        life.timers.push(timer);
        drop(life);
        drop(done);
        true
    }

    pub(crate) fn note_name(&self, name: String) {
        self.life.lock().names.push(name);
    }

    // ---- observers

    /// Waits until `seen` finds what it looks for in the status and the incarnation.
    pub(crate) fn poll_status<T>(
        &self,
        cx: &mut Context<'_>,
        ticket: &mut Option<u64>,
        seen: impl FnOnce(&Status, Pid) -> Option<T>,
    ) -> Poll<T> {
        let mut life = self.life.lock();
        let pid = Pid::new(self.id, life.incarnation);
        if let Some(found) = seen(&life.status, pid) {
            return Poll::Ready(found);
        }
        let old = life.observers.register(ticket, cx.waker());
        drop(life);
        drop(old);
        Poll::Pending
    }

    pub(crate) fn stop_observing(&self, ticket: u64) {
        let waker = self.life.lock().observers.remove(ticket);
        drop(waker);
    }
}

impl Life {
    fn is_live(&self) -> bool {
        matches!(
            self.status,
            Status::Starting | Status::Running | Status::Ending
        )
    }

    fn take_estate(&mut self) -> Estate {
        Estate {
            links: std::mem::take(&mut self.links),
            watches: std::mem::take(&mut self.watches),
            timers: std::mem::take(&mut self.timers),
            names: std::mem::take(&mut self.names),
            woken: self.observers.take(),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waiting => f.write_str("waiting"),
            Self::Starting => f.write_str("starting"),
            Self::Running => f.write_str("running"),
            Self::Ending => f.write_str("ending"),
            Self::Vacant(reason) => write!(f, "ended ({reason})"),
        }
    }
}

impl Estate {
    /// Stops the timers and frees the names, tells those who are linked and those who watch, wakes the
    /// observers.
    pub(crate) fn settle(self, pid: Pid, reason: &ExitReason) {
        crate::name::unregister(pid, &self.names);
        for timer in self.timers {
            timer.abort();
        }
        crate::link::announce(pid, reason, self.links, self.watches);
        self.woken.into_iter().for_each(Waker::wake);
    }
}

impl fmt::Debug for PlaceCore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.label(), self.pid())
    }
}
