//! The task of a supervisor: it tells the core what happened and does what the core says.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use tokio::time::{Instant, Sleep};

use super::core::{
    ChildKey, Command, Core, Event, Mode, Note, RequestError, RequestKey, Run, TimerKey,
};
use super::lane::{Lane, News, Report};
use super::plan::{Entry, Plan};
use super::root::{Outcome, StartError};
use crate::control::Control;
use crate::exit::ExitReason;
use crate::mailbox::Envelope;
use crate::message::{Undelivered, fail_all};
use crate::pid::{Pid, PlaceId};
use crate::place::AnyPlace;
use crate::reply::ReplyTo;
use crate::timer::later;

/// Who is told how the start went, and that the supervisor has ended.
pub(crate) enum Owner {
    /// Of a root: whoever waits for its start.
    Root(Option<ReplyTo<(), StartError>>),
    Supervisor(Report),
}

/// Starts the incarnation `pid` of a supervisor.
pub(crate) fn start(plan: &Arc<Plan>, pid: Pid, owner: Owner) {
    let Some(declared) = plan.declared() else {
        return;
    };
    let (mode, limit) = (declared.mode, declared.spec.limit);
    let shell = Shell {
        plan: Arc::clone(plan),
        pid,
        owner,
        core: Core::new(mode, limit),
        in_order: matches!(mode, Mode::Static(_)),
        epoch: Instant::now(),
        children: HashMap::new(),
        keys: HashMap::new(),
        requests: HashMap::new(),
        next_request: 0,
        timers: Timers::default(),
        ending: false,
        started: false,
        over: false,
    };
    tokio::spawn(shell.live());
}

struct Shell {
    plan: Arc<Plan>,
    pid: Pid,
    owner: Owner,
    core: Core,
    /// Its children are declared, and start in order.
    in_order: bool,
    /// The core's time starts here.
    epoch: Instant,
    children: HashMap<ChildKey, Slot>,
    keys: HashMap<PlaceId, ChildKey>,
    requests: HashMap<RequestKey, Request>,
    next_request: u64,
    timers: Timers,
    /// Told to end.
    ending: bool,
    /// Acknowledged.
    started: bool,
    over: bool,
}

struct Slot {
    entry: Arc<Entry>,
    /// The run that was started last, and its incarnation.
    current: Option<(Run, Pid)>,
}

struct Request {
    /// The child to take in, until the core has admitted it.
    entry: Option<Arc<Entry>>,
    reply: ReplyTo<(), RequestError>,
}

impl Shell {
    async fn live(mut self) {
        let plan = Arc::clone(&self.plan);
        let core = &plan.place.core;
        for entry in plan.children() {
            let key = self.core.declare(Arc::clone(&entry.name), entry.policy);
            self.insert(key, Arc::clone(entry));
        }
        plan.expect_start();
        self.tell(Event::Boot);
        let mut batch = VecDeque::new();
        let mut seen = Control::quiet(self.pid);
        let mut turn = 0;
        while !self.over {
            let control = core.control();
            if control != seen {
                seen = control;
                self.attend(control);
                continue;
            }
            if let Some(timer) = self.timers.due() {
                self.tell(Event::Timer(timer));
                continue;
            }
            match batch.pop_front() {
                Some(Envelope::Message(message)) => self.take(message),
                Some(Envelope::Down(_)) => {}
                None => {
                    tokio::task::coop::consume_budget().await;
                    let timers = &mut self.timers;
                    std::future::poll_fn(|cx| {
                        if plan
                            .place
                            .mailbox
                            .poll_refill(cx, &mut batch, || core.control() != seen)
                            .is_ready()
                        {
                            return Poll::Ready(());
                        }
                        timers.poll_due(cx)
                    })
                    .await;
                }
            }
            turn += 1;
            if turn % 128 == 0 {
                tokio::task::yield_now().await;
            }
        }
        fail_all(core, batch, &Undelivered::Restarted);
    }

    fn attend(&mut self, control: Control) {
        if control.wants_kill(self.pid) {
            self.ending = true;
            self.tell(Event::Kill);
        } else if control.ends() && !self.ending {
            self.ending = true;
            let order = self.plan.place.core.end_order();
            self.tell(Event::Shutdown(
                order.map_or(ExitReason::Shutdown, |order| order.reason),
            ));
        }
    }

    fn take(&mut self, message: Lane) {
        match message {
            Lane::Report { supervisor, .. } if supervisor != self.pid => {}
            Lane::Report { run, news, .. } => self.tell(match news {
                News::Started => Event::Started(run),
                News::Ignored => Event::Ignored(run),
                News::Ended(reason) => Event::Exited(run, reason),
            }),
            Lane::StartChild { reply, .. } if reply.caller_gone() => {}
            Lane::StartChild { entry, reply } => {
                let (name, policy) = (Arc::clone(&entry.name), entry.policy);
                let key = self.request(Some(entry), reply);
                self.tell(Event::StartChild(key, name, policy));
            }
            Lane::StopChild { place, reply } => match self.keys.get(&place) {
                Some(&child) => {
                    let key = self.request(None, reply);
                    self.tell(Event::StopChild(key, child));
                }
                None => reply.refuse(RequestError::NotFound),
            },
        }
    }

    fn request(
        &mut self,
        entry: Option<Arc<Entry>>,
        reply: ReplyTo<(), RequestError>,
    ) -> RequestKey {
        self.next_request += 1;
        let key = RequestKey(self.next_request);
        self.requests.insert(key, Request { entry, reply });
        key
    }

    fn tell(&mut self, event: Event) {
        let mut commands = Vec::new();
        self.core.handle(self.epoch.elapsed(), event, &mut commands);
        for command in commands {
            self.perform(command);
        }
    }

    fn perform(&mut self, command: Command) {
        match command {
            Command::Admit(request, key) => {
                let entry = self
                    .requests
                    .get_mut(&request)
                    .and_then(|request| request.entry.take());
                if let Some(entry) = entry {
                    self.plan.added.lock().insert(key, Arc::clone(&entry));
                    self.insert(key, entry);
                }
            }
            Command::Start(run) => self.start(run),
            Command::Exit(run) => self.with_current(run, |place, pid| {
                place.core().order_end(pid, ExitReason::Shutdown, true)
            }),
            Command::Kill(run) => self.with_current(run, |place, pid| place.core().kill(pid)),
            Command::SetTimer(timer, after) => self.timers.set(timer, later(Instant::now(), after)),
            Command::CancelTimer(timer) => self.timers.cancel(timer),
            Command::Vacant(key, reason) => self.vacant(key, &reason),
            Command::Forget(key) => self.forget(key),
            Command::Answer(request, result) => {
                if let Some(request) = self.requests.remove(&request) {
                    request.reply.result(result.map(|_| ()));
                }
            }
            Command::Booted => self.booted(),
            Command::BootFailed {
                child,
                reason,
                abandoned,
            } => {
                let child = self
                    .children
                    .get(&child)
                    .map_or_else(|| Arc::from("?"), |slot| path(&slot.entry));
                self.boot_failed(child, reason, abandoned);
            }
            Command::Finish {
                reason,
                unclean,
                abandoned,
            } => {
                self.finish(Outcome {
                    reason,
                    unclean,
                    abandoned,
                });
            }
            Command::Note(note) => self.note(&note),
        }
    }

    fn insert(&mut self, key: ChildKey, entry: Arc<Entry>) {
        self.keys.insert(entry.place.core().id, key);
        self.children.insert(
            key,
            Slot {
                entry,
                current: None,
            },
        );
    }

    fn start(&mut self, run: Run) {
        let Some(slot) = self.children.get_mut(&run.child) else {
            return;
        };
        let entry = Arc::clone(&slot.entry);
        entry.place.open();
        let pid = entry.place.core().begin();
        slot.current = Some((run, pid));
        if self.in_order {
            self.plan.gate.set(Some(Arc::clone(&entry.place)));
        }
        let report = Report {
            lane: Arc::clone(&self.plan.place),
            supervisor: self.pid,
            run,
            restart: entry.policy.restart,
        };
        (entry.launch)(pid, report);
    }

    /// Sends a control to a run, if it is the one that was started last.
    fn with_current(&self, run: Run, send: impl FnOnce(&dyn AnyPlace, Pid) -> bool) {
        let Some(slot) = self.children.get(&run.child) else {
            return;
        };
        if let Some((current, pid)) = slot.current
            && current == run
            && send(&*slot.entry.place, pid)
        {
            slot.entry.place.wake_for_control();
        }
    }

    fn vacant(&self, key: ChildKey, reason: &ExitReason) {
        let Some(slot) = self.children.get(&key) else {
            return;
        };
        // A nested supervisor may be started again, and with it those below: who waits for them
        // waits on. If it is not, its own place is vacated, and everything below with it.
        let may_return = self.ending_below_another() && self.in_order;
        if !may_return {
            slot.entry.vacate(reason);
        }
    }

    fn ending_below_another(&self) -> bool {
        matches!(self.owner, Owner::Supervisor(_)) && self.core.is_ending()
    }

    fn forget(&mut self, key: ChildKey) {
        let Some(slot) = self.children.remove(&key) else {
            return;
        };
        self.keys.remove(&slot.entry.place.core().id);
        self.plan.added.lock().remove(&key);
        slot.entry.vacate(&ExitReason::NotFound);
    }

    fn booted(&mut self) {
        self.started = true;
        self.plan.gate.set(None);
        self.plan.place.core.running(self.pid);
        match &mut self.owner {
            Owner::Root(started) => {
                if let Some(reply) = started.take() {
                    reply.send(());
                }
            }
            Owner::Supervisor(report) => report.started(),
        }
    }

    fn boot_failed(&mut self, child: Arc<str>, reason: ExitReason, abandoned: Vec<Arc<str>>) {
        let outcome = Outcome {
            reason: reason.clone(),
            unclean: Vec::new(),
            abandoned,
        };
        let reply = match &mut self.owner {
            Owner::Root(started) => started.take(),
            Owner::Supervisor(_) => None,
        };
        self.finish(outcome);
        if let Some(reply) = reply {
            reply.refuse(StartError::Child { child, reason });
        }
    }

    fn finish(&mut self, outcome: Outcome) {
        self.over = true;
        self.plan.place.core.ending(self.pid);
        let reason = outcome.reason.clone();
        tracing::debug!(supervisor = %self.plan.place.core.label(), %reason, "ended");
        for (_, request) in self.requests.drain() {
            request.reply.refuse(RequestError::ShuttingDown);
        }
        if let Owner::Root(_) = self.owner {
            // It has one incarnation, so this is the first time.
            let _ = self.plan.outcome.set(outcome);
        }
        self.gone(&reason);
        if let Owner::Root(started) = &mut self.owner
            && let Some(reply) = started.take()
        {
            // It was told to end while it was starting.
            reply.refuse(StartError::Ended(reason));
        }
    }

    fn gone(&mut self, reason: &ExitReason) {
        let place = &self.plan.place;
        let follows = match &self.owner {
            Owner::Root(_) => false,
            Owner::Supervisor(report) => report.may_restart(reason),
        };
        self.plan.gate.set(None);
        if follows {
            // Those that were added are not started again.
            let added = std::mem::take(&mut *self.plan.added.lock());
            for entry in added.values() {
                entry.vacate(reason);
            }
            fail_all(
                &place.core,
                place.mailbox.cut(|| false),
                &Undelivered::Restarted,
            );
        } else {
            self.plan.vacate(reason);
            place.close(reason);
        }
        if let Some(estate) = place
            .core
            .ended(self.pid, (!follows).then(|| reason.clone()))
        {
            estate.settle(self.pid, reason);
        }
        if let Owner::Supervisor(report) = &self.owner {
            report.ended(reason.clone(), self.started);
        }
    }

    fn note(&self, note: &Note) {
        let name = |key: &ChildKey| {
            self.children
                .get(key)
                .map_or_else(|| Arc::from("?"), |slot| path(&slot.entry))
        };
        match note {
            Note::Died(child, reason) => {
                if reason.is_graceful() {
                    tracing::debug!(child = %name(child), %reason, "child ended");
                } else {
                    tracing::error!(child = %name(child), %reason, "child died");
                }
            }
            Note::StartFailed(child, reason) => {
                tracing::error!(child = %name(child), %reason, "child did not start");
            }
            Note::Restarting { child, siblings } => {
                for key in siblings.iter().chain([child]) {
                    if let Some(slot) = self.children.get(key) {
                        // Those before it in the order are started first.
                        slot.entry.place.core().set_in_line(!siblings.is_empty());
                    }
                }
                tracing::info!(child = %name(child), siblings = siblings.len(), "restarting");
            }
            Note::OutOfTime(child) => {
                tracing::warn!(child = %name(child), "child is killed: its shutdown budget has run out");
            }
            Note::Stopped(child, reason) => {
                tracing::debug!(child = %name(child), %reason, "child stopped")
            }
            Note::Abandoned(child) => {
                tracing::error!(child = %name(child), "child was killed but does not yield: abandoned");
            }
            Note::StillRunning(child) => {
                tracing::error!(child = %name(child), "an abandoned child still runs in this place");
            }
            Note::Gone(child, reason) => {
                tracing::info!(child = %name(child), %reason, "an abandoned child has ended");
            }
            Note::GaveUp(child, reason) => {
                tracing::error!(
                    supervisor = %self.plan.place.core.label(), child = %name(child), %reason,
                    "too many restarts: giving up"
                );
            }
        }
    }
}

/// The task was dropped with its runtime.
impl Drop for Shell {
    fn drop(&mut self) {
        if self.over {
            return;
        }
        let reason = ExitReason::RuntimeGone;
        self.plan.vacate(&reason);
        self.plan.place.close(&reason);
        if let Some(estate) = self.plan.place.core.ended(self.pid, Some(reason.clone())) {
            estate.settle(self.pid, &reason);
        }
        if let Owner::Supervisor(report) = &self.owner {
            report.ended(reason, self.started);
        }
    }
}

fn path(entry: &Entry) -> Arc<str> {
    entry.place.core().label()
}

/// The core's timers: the earliest first, the next one armed.
#[derive(Default)]
struct Timers {
    heap: BinaryHeap<Reverse<(Instant, TimerKey)>>,
    cancelled: HashSet<TimerKey>,
    armed: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Timers {
    fn set(&mut self, timer: TimerKey, at: Instant) {
        self.heap.push(Reverse((at, timer)));
    }

    /// Most timers are start timeouts that are cancelled soon: they are swept out in bulk.
    fn cancel(&mut self, timer: TimerKey) {
        self.cancelled.insert(timer);
        if self.cancelled.len() > 64 && self.cancelled.len() * 2 > self.heap.len() {
            let cancelled = std::mem::take(&mut self.cancelled);
            self.heap
                .retain(|Reverse((_, timer))| !cancelled.contains(timer));
        }
    }

    fn next(&mut self) -> Option<Instant> {
        while let Some(Reverse((at, timer))) = self.heap.peek() {
            if !self.cancelled.remove(timer) {
                return Some(*at);
            }
            self.heap.pop();
        }
        None
    }

    fn due(&mut self) -> Option<TimerKey> {
        let at = self.next()?;
        if at > Instant::now() {
            return None;
        }
        self.heap.pop().map(|Reverse((_, timer))| timer)
    }

    fn poll_due(&mut self, cx: &mut std::task::Context<'_>) -> Poll<()> {
        let Some(at) = self.next() else {
            return Poll::Pending;
        };
        let sleep = match &mut self.armed {
            Some((armed, sleep)) => {
                if *armed != at {
                    sleep.as_mut().reset(at);
                    *armed = at;
                }
                sleep
            }
            None => {
                &mut self
                    .armed
                    .insert((at, Box::pin(tokio::time::sleep_until(at))))
                    .1
            }
        };
        sleep.as_mut().poll(cx)
    }
}
