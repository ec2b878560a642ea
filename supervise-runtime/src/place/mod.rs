//! A place: a process's slot, with its mailbox and its handle; incarnations come and go in it.

mod course;
mod gate;
mod kept;
mod tenure;
mod ties;

use std::fmt;
use std::sync::atomic::{self, AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::Waker;

use supervise_model::Shutdown;
use tokio::time::Instant;

pub(crate) use self::gate::Gate;
use self::kept::Kept;
pub(crate) use self::ties::Estate;
use self::ties::Ties;
use crate::control::Control;
use crate::dead_letter::DeadLetter;
use crate::deadlock::Waits;
use crate::envelope::{Envelope, Notice};
use crate::exit::ExitReason;
use crate::last_state::Previous;
use crate::link::DownNotice;
use crate::mailbox::Mailbox;
use crate::message::Undelivered;
use crate::overload::Overload;
use crate::pid::{Pid, PlaceId};
use crate::ring::Rings;
use crate::supervisor::{Path, Plan};
use crate::sync::{AtomicU64, Mutex};

/// A place for a process that takes messages of type `M`.
pub(crate) struct Place<M> {
    pub(crate) core: PlaceCore,
    pub(crate) mailbox: Mailbox<M>,
    /// What a traced process has handled last.
    #[cfg(feature = "trace")]
    pub(crate) trace: crate::pure::Ring<M>,
}

/// A place whose message type does not matter.
pub(crate) trait AnyPlace: Send + Sync {
    fn core(&self) -> &PlaceCore;
    fn wake_for_control(&self);
    fn push_down(&self, notice: DownNotice);
    /// Lets this incarnation end when it has handled what has come in until now.
    fn push_last(&self, pid: Pid);
    fn mailbox_len(&self) -> usize;
    /// Ready when there is a control for this incarnation, which a stand-in of a test attends to.
    #[cfg(feature = "testing")]
    fn poll_control(&self, cx: &std::task::Context<'_>, seen: Control) -> std::task::Poll<()>;
    /// Closes the mailbox and fails what was in it.
    fn close(&self, reason: &ExitReason);
    fn open(&self);
    /// Fails what was for the incarnation before alone, which was abandoned and has not taken it.
    fn fail_stale(&self);
}

/// What all places have in common.
pub(crate) struct PlaceCore {
    pub(crate) id: PlaceId,
    /// The type of the process.
    pub(crate) process: &'static str,
    pub(crate) traps_exits: bool,
    control: AtomicU64,
    /// Where it stands in a tree, as `stores.0`.
    path: OnceLock<Path>,
    pub(crate) dead_letters: atomic::AtomicU64,
    /// How many messages its incarnations have handled.
    handled: atomic::AtomicU64,
    /// The number of the handler that runs and waits.
    handler: atomic::AtomicU16,
    /// Those who observe the dead letters of this place and of all below it.
    pub(crate) letters: Rings<DeadLetter>,
    /// How many panics its incarnations have survived.
    pub(crate) resumes: atomic::AtomicU64,
    life: Mutex<Life>,
    pub(crate) waits: Waits,
    /// Its supervisor's gate, and whether it stands in line there.
    line: OnceLock<Arc<Gate>>,
    in_line: AtomicBool,
    /// Whether the gate has it among those that start.
    at_gate: AtomicBool,
    /// Where it stands among its supervisor's children.
    seat: atomic::AtomicU64,
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
    /// What many processes never have.
    ties: Option<Box<Ties>>,
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
    /// It handles no messages until it may go on: see [`Handle::suspend`](crate::Handle::suspend).
    Suspended,
    /// It ends: its terminate runs or its state is being dropped.
    Ending,
    /// Empty for good, or until a request fills it again; the reason of the last end.
    Vacant(ExitReason),
}

/// The wish that an incarnation ends.
#[derive(Clone, Debug)]
pub(crate) struct EndOrder {
    /// `None` for the usual one, which is [`ExitReason::Shutdown`].
    reason: Option<Box<ExitReason>>,
    pub(crate) since: Instant,
    /// Whether somebody else watches over the time this takes.
    pub(crate) by_supervisor: bool,
}

impl EndOrder {
    fn new(reason: ExitReason) -> Self {
        let usual = matches!(reason, ExitReason::Shutdown);
        Self {
            reason: (!usual).then(|| Box::new(reason)),
            since: Instant::now(),
            by_supervisor: false,
        }
    }

    fn of_supervisor(since: Instant) -> Self {
        Self {
            reason: None,
            since,
            by_supervisor: true,
        }
    }

    pub(crate) fn reason(self) -> ExitReason {
        self.reason.map_or(ExitReason::Shutdown, |reason| *reason)
    }
}

impl<M: crate::message::Message> Place<M> {
    pub(crate) fn new(
        process: &'static str,
        traps_exits: bool,
        capacity: Option<usize>,
        overload: Overload,
    ) -> Arc<Self> {
        Arc::new(Self {
            core: PlaceCore::new(process, traps_exits),
            mailbox: Mailbox::new(capacity, overload),
            #[cfg(feature = "trace")]
            trace: crate::pure::Ring::default(),
        })
    }

    /// Hands a request for the state to this incarnation, past its mailbox. Fails it where it has begun to
    /// end.
    pub(crate) fn push_system(&self, pid: Pid, message: M) {
        // Before the control is set: who sees that finds the request.
        let closed = self.mailbox.push_system(message);
        if closed.is_ok() && self.core.raise(pid, Control::SYSTEM) {
            return self.mailbox.wake_for_control();
        }
        let why = match closed {
            Ok(()) => Undelivered::Restarted,
            Err((message, reason)) => {
                let why = Undelivered::Vacant(reason);
                return crate::message::fail(&self.core, message, &why);
            }
        };
        crate::message::fail_all(&self.core, self.mailbox.take_system(), &why);
    }

    /// The next request for the state.
    pub(crate) fn next_system(&self, pid: Pid) -> Option<M> {
        // Before it is looked for: who comes later sets it again.
        self.core.calm(pid, Control::SYSTEM);
        let (next, more) = self.mailbox.next_system();
        if more {
            self.core.raise(pid, Control::SYSTEM);
        }
        next
    }

    /// Closes the mailbox and fails what was in it, unless another incarnation has taken over.
    pub(crate) fn close_after(&self, pid: Pid, reason: &ExitReason) {
        let abandoned = || self.core.control().is_superseded(pid);
        let queue = self.mailbox.close_unless(reason.clone(), &abandoned);
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

    fn push_down(&self, notice: DownNotice) {
        let notice = Box::new(Notice::Down(notice));
        self.mailbox.push_notice(Envelope::Notice(notice));
    }

    fn push_last(&self, pid: Pid) {
        let notice = Box::new(Notice::Last(pid));
        self.mailbox.push_notice(Envelope::Notice(notice));
    }

    fn mailbox_len(&self) -> usize {
        self.mailbox.len()
    }

    #[cfg(feature = "testing")]
    fn poll_control(&self, cx: &std::task::Context<'_>, seen: Control) -> std::task::Poll<()> {
        if self
            .mailbox
            .note_busy(cx, 0, &|| self.core.control() != seen)
        {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
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

    fn fail_stale(&self) {
        let stale = self.mailbox.take_own();
        crate::message::fail_all(&self.core, stale, &Undelivered::Restarted);
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
            handled: atomic::AtomicU64::new(0),
            handler: atomic::AtomicU16::new(0),
            letters: Rings::new(),
            resumes: atomic::AtomicU64::new(0),
            life: Mutex::new(Life {
                status: Status::Waiting,
                incarnation: 0,
                since: None,
                shutdown: Shutdown::WORKER,
                end: None,
                ties: None,
            }),
            waits: Waits::default(),
            line: OnceLock::new(),
            in_line: AtomicBool::new(false),
            at_gate: AtomicBool::new(false),
            seat: atomic::AtomicU64::new(u64::MAX),
            gate: OnceLock::new(),
        }
    }

    /// The handler of this number is about to run, or none.
    #[inline]
    pub(crate) fn handles(&self, number: u16) {
        self.handler.store(number, Ordering::Relaxed);
    }

    #[inline]
    pub(crate) fn has_handled(&self, messages: usize) {
        if messages > 0 {
            self.handled.fetch_add(messages as u64, Ordering::Relaxed);
        }
    }

    pub(crate) fn handled(&self) -> u64 {
        self.handled.load(Ordering::Relaxed)
    }

    /// How many messages were handled, and which handler runs.
    pub(crate) fn activity(&self) -> (u64, u16) {
        (self.handled(), self.handler.load(Ordering::Relaxed))
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

    /// The supervisor that it belongs to.
    pub(crate) fn supervisor(&self) -> Option<Arc<dyn AnyPlace>> {
        self.line.get()?.supervisor()
    }

    /// The root of its tree.
    pub(crate) fn root(&self) -> Option<Arc<Plan>> {
        self.line.get()?.root()
    }

    /// What its supervisor has noted about where it stands.
    pub(crate) fn seat(&self) -> u64 {
        self.seat.load(Ordering::Relaxed)
    }

    pub(crate) fn take_seat(&self, seat: u64) {
        self.seat.store(seat, Ordering::Relaxed);
    }

    /// It will be started only after those before it.
    pub(crate) fn set_in_line(&self, in_line: bool) {
        self.in_line.store(in_line, Ordering::Relaxed);
    }

    /// Whose starts have to finish before this place answers anybody.
    pub(crate) fn start_waits_for(&self) -> Vec<Arc<dyn AnyPlace>> {
        match self.status() {
            Status::Waiting if self.in_line.load(Ordering::Relaxed) => {
                let ahead = self.line.get().and_then(|gate| gate.ahead());
                ahead.into_iter().collect()
            }
            Status::Starting => self
                .gate
                .get()
                .map_or_else(Vec::new, |gate| gate.starting()),
            _ => Vec::new(),
        }
    }

    pub(crate) fn set_path(&self, path: Path) {
        // The first one stays: a place stands where it was declared.
        let _ = self.path.set(path);
    }

    /// Its path in the tree; for a process outside any tree its type.
    pub(crate) fn label(&self) -> Arc<str> {
        let Some(path) = self.path.get() else {
            return Arc::from(self.process);
        };
        path.text(self.line.get().map_or("", |gate| gate.below()))
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

    /// Notes whether the gate has it among those that start. Whether it had before.
    pub(super) fn set_at_gate(&self, now: bool) -> bool {
        self.at_gate.swap(now, Ordering::Relaxed)
    }

    /// Whether it is in its init.
    pub(super) fn is_starting(&self) -> bool {
        matches!(self.life.lock().status, Status::Starting)
    }

    /// Whether nobody follows, which an open circuit does not say.
    pub(crate) fn is_vacant_for_good(&self) -> bool {
        match &self.life.lock().status {
            Status::Vacant(reason) => !matches!(reason, ExitReason::CircuitOpen),
            _ => false,
        }
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
}

impl Life {
    fn is_live(&self) -> bool {
        matches!(
            self.status,
            Status::Starting | Status::Running | Status::Suspended | Status::Ending
        )
    }

    /// Whether it has not begun to end.
    fn is_up(&self) -> bool {
        self.is_live() && !matches!(self.status, Status::Ending)
    }

    fn ties(&mut self) -> &mut Ties {
        self.ties.get_or_insert_with(Box::default)
    }

    /// All but the state that is kept for the next incarnation, and, where one follows, what is registered
    /// for the place.
    fn take_estate(&mut self, follows: bool) -> Estate {
        // What most leave to others is nothing: then the box is the next one's too.
        if follows && let Some(ties) = self.ties.as_mut().filter(|ties| ties.binds_nobody()) {
            return Estate::of_nobody(ties);
        }
        let kept = self.take_kept();
        let mut ties = self.take_ties();
        let tenures = ties.as_mut().and_then(|ties| ties.tenures.as_mut());
        let stays = tenures.and_then(|tenures| tenures.leave(follows));
        if kept.is_some() || stays.is_some() {
            let ties = self.ties();
            (ties.kept, ties.tenures) = (kept, stays);
        }
        Estate::of(ties)
    }

    fn take_kept(&mut self) -> Option<Kept> {
        self.ties.as_mut()?.kept.take()
    }

    /// For the next incarnation to be told.
    fn note_end(&mut self, exit: ExitReason) {
        let uptime = self.since.map(|since| since.elapsed()).unwrap_or_default();
        let attempt = self.incarnation;
        self.ties().previous = Some(Previous {
            attempt,
            exit,
            uptime,
        });
    }

    /// Those who wait for a change of status.
    fn take_observers(&mut self) -> Vec<Waker> {
        let ties = self.ties.as_mut();
        ties.map_or_else(Vec::new, |ties| ties.observers.take())
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waiting => f.write_str("waiting"),
            Self::Starting => f.write_str("starting"),
            Self::Running => f.write_str("running"),
            Self::Suspended => f.write_str("suspended"),
            Self::Ending => f.write_str("ending"),
            Self::Vacant(reason) => write!(f, "ended ({reason})"),
        }
    }
}

impl fmt::Debug for PlaceCore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.label(), self.pid())
    }
}
