//! The task of a supervisor: it tells the core what happened and does what the core says.

use std::collections::VecDeque;
use std::sync::{Arc, Weak};
use std::task::Poll;

use tokio::time::Instant;

use super::core::{
    ChildKey, Command, Core, Event, Mode, Note, RequestError, RequestKey, Run, Table,
};
use super::lane::{Abandoned, Aftermath, Lane, News, Report};
use super::plan::{Entry, Plan};
use super::root::{Outcome, StartError};
use super::timers::Timers;
use crate::control::Control;
use crate::exit::ExitReason;
use crate::mailbox::Envelope;
use crate::message::{Undelivered, fail_all};
use crate::numbered::Numbered;
use crate::pid::Pid;
use crate::place::{AnyPlace, EndOrder};
use crate::reply::ReplyTo;

/// Who is told how the start went, and that the supervisor has ended.
pub(crate) enum Owner {
    /// Of a root: whoever waits for its start.
    Root(Option<ReplyTo<(), StartError>>),
    Supervisor(Arc<Report>),
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
        in_order: matches!(mode, Mode::Static(_) | Mode::Pool),
        epoch: Instant::now(),
        now: Instant::now(),
        commands: Vec::new(),
        children: Table::new(),
        requests: Numbered::default(),
        next_request: 0,
        timers: Timers::default(),
        aftermath: Aftermath::default(),
        culprit: None,
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
    /// The time of the event in hand.
    now: Instant,
    /// Room for the commands of the next event.
    commands: Vec<Command>,
    children: Table<Slot>,
    requests: Numbered<RequestKey, Request>,
    next_request: u64,
    timers: Timers,
    /// What has become of those below, as far as the one above wants to know.
    aftermath: Aftermath,
    /// The child whose start failed last. The core forgets a temporary one.
    culprit: Option<(ChildKey, Arc<str>)>,
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
    /// Whether that still runs.
    alive: Weak<Report>,
    /// The child for which it did not start, if it is a supervisor.
    culprit: Option<Arc<str>>,
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
            let key = self.core.declare(entry.label.clone(), entry.policy);
            self.insert(key, Arc::clone(entry));
        }
        plan.expect_start();
        self.tell(Event::Boot);
        let mut batch = VecDeque::new();
        let mut seen = Control::quiet(self.pid);
        let mut turn = 0;
        // How many messages go before the control that has come in.
        let mut ahead: Option<usize> = None;
        // Whether to look for timers: the alarm rang, or it has not been listened to for long.
        let mut look = false;
        while !self.over {
            let control = core.control();
            if control != seen {
                // What was said before it is heard before it: who stops its tree in its first handler
                // has started. Only a kill waits for nothing.
                let left = ahead.get_or_insert_with(|| {
                    batch.extend(plan.place.mailbox.cut(|| false));
                    batch.len()
                });
                if *left == 0 || control.wants_kill(self.pid) {
                    (seen, ahead) = (control, None);
                    self.attend(control);
                    continue;
                }
                *left -= 1;
            } else {
                ahead = None;
            }
            // What has come in goes first: who was in time is not killed because we were late.
            if batch.is_empty() && look {
                let due = self.timers.due(&self.core);
                look = due.is_some();
                if let Some(timer) = due {
                    self.tell(Event::Timer(timer));
                }
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
                        look = timers.poll_due(cx).is_ready();
                        if look { Poll::Ready(()) } else { Poll::Pending }
                    })
                    .await;
                }
            }
            turn += 1;
            if turn % 128 == 0 {
                look = true;
                crate::turn::give_way().await;
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
                order.map_or(ExitReason::Shutdown, EndOrder::reason),
            ));
        }
    }

    fn take(&mut self, message: Lane) {
        match message {
            Lane::Report { supervisor, .. } if supervisor != self.pid => {}
            Lane::Report { run, news, .. } => {
                let event = match news {
                    News::Started => Event::Started(run),
                    News::Ignored => Event::Ignored(run),
                    News::Ended(reason, aftermath) => {
                        if let Some(aftermath) = aftermath {
                            self.inherit(run, *aftermath);
                        }
                        Event::Exited(run, reason)
                    }
                };
                self.tell(event);
            }
            Lane::StartChild { reply, .. } if reply.caller_gone() => {}
            Lane::StartChild { entry, reply } => {
                let (label, policy) = (entry.label.clone(), entry.policy);
                let key = self.request(Some(entry), reply);
                self.tell(Event::StartChild(key, label, policy));
            }
            Lane::StopChild { place, reply } => match self.key_of(&*place) {
                Some(child) => {
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
        let mut commands = std::mem::take(&mut self.commands);
        self.now = Instant::now();
        let since = self.now.saturating_duration_since(self.epoch);
        self.core.handle(since, event, &mut commands);
        for command in commands.drain(..) {
            self.perform(command);
        }
        self.commands = commands;
    }

    fn perform(&mut self, command: Command) {
        match command {
            Command::Admit(request, key) => {
                let entry = self
                    .requests
                    .get_mut(&request)
                    .and_then(|request| request.entry.take());
                if let Some(entry) = entry {
                    // Only now: its handle could be used before the tree, and with it our own path,
                    // was there.
                    if let Some(root) = self.plan.place.core.root() {
                        entry.place_below(&root, &self.plan.place.core.label());
                    }
                    self.plan.added.lock().put(key, Arc::clone(&entry));
                    self.insert(key, entry);
                }
            }
            Command::Start(run) => self.start(run),
            Command::Exit(run) => self.with_current(run, |place, pid| {
                place.core().order_end(pid, ExitReason::Shutdown, true)
            }),
            Command::Kill(run) => self.with_current(run, |place, pid| place.core().kill(pid)),
            Command::SetTimer(timer, after) => self.timers.set(timer, self.now, after),
            Command::CancelTimer(_) => self.timers.cancel(&self.core),
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
                let culprit = self.culprit.take();
                let child = match culprit {
                    Some((key, path)) if key == child => path,
                    _ => self
                        .children
                        .get(child)
                        .map_or_else(|| Arc::from("?"), |slot| path(&slot.entry)),
                };
                self.boot_failed(child, reason, &abandoned);
            }
            Command::Finish {
                reason,
                unclean,
                abandoned,
            } => {
                let unclean = unclean.iter().map(|name| self.path_below(name));
                let unclean: Vec<_> = unclean.collect();
                self.aftermath.unclean.extend(unclean);
                self.finish(reason, &abandoned);
            }
            Command::Note(note) => self.note(&note),
        }
    }

    /// Which child has this place, if one has.
    fn key_of(&self, place: &dyn AnyPlace) -> Option<ChildKey> {
        let key = ChildKey::from_number(place.core().seat());
        let slot = self.children.get(key)?;
        (slot.entry.place.core().id == place.core().id).then_some(key)
    }

    fn insert(&mut self, key: ChildKey, entry: Arc<Entry>) {
        entry.place.core().take_seat(key.to_number());
        self.children.put(
            key,
            Slot {
                entry,
                current: None,
                alive: Weak::new(),
                culprit: None,
            },
        );
    }

    fn start(&mut self, run: Run) {
        let Some(slot) = self.children.get_mut(run.child) else {
            return;
        };
        let entry = Arc::clone(&slot.entry);
        let pid = entry.place.core().begin();
        // Only now: an abandoned run may close it until another has taken over.
        entry.place.open();
        slot.current = Some((run, pid));
        if self.in_order {
            self.plan.gate.set(Some(Arc::clone(&entry.place)));
        }
        let report = Arc::new(Report {
            lane: Arc::clone(&self.plan.place),
            supervisor: self.pid,
            run,
            restart: entry.policy.restart,
        });
        slot.alive = Arc::downgrade(&report);
        (entry.launch)(pid, report);
    }

    /// Sends a control to a run, if it is the one that was started last.
    fn with_current(&self, run: Run, send: impl FnOnce(&dyn AnyPlace, Pid) -> bool) {
        let Some(slot) = self.children.get(run.child) else {
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
        let Some(slot) = self.children.get(key) else {
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
        let Some(slot) = self.children.take(key) else {
            return;
        };
        let entry = self.plan.added.lock().take(key);
        drop(entry);
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

    fn boot_failed(&mut self, child: Arc<str>, reason: ExitReason, abandoned: &[Arc<str>]) {
        let reply = match &mut self.owner {
            Owner::Root(started) => started.take(),
            Owner::Supervisor(_) => None,
        };
        self.aftermath.culprit = Some(Arc::clone(&child));
        self.finish(reason.clone(), abandoned);
        if let Some(reply) = reply {
            reply.refuse(StartError::Child { child, reason });
        }
    }

    fn finish(&mut self, reason: ExitReason, abandoned: &[Arc<str>]) {
        self.over = true;
        self.plan.place.core.ending(self.pid);
        tracing::debug!(supervisor = %self.plan.place.core.label(), %reason, "ended");
        for (_, request) in self.requests.drain() {
            request.reply.refuse(RequestError::ShuttingDown);
        }
        let left = self.children.values();
        let left = left.filter(|slot| abandoned.contains(&slot.entry.label.text()));
        self.aftermath.abandoned.extend(left.map(|slot| Abandoned {
            path: path(&slot.entry),
            run: Weak::clone(&slot.alive),
        }));
        self.aftermath.abandoned.retain(Abandoned::still_runs);
        if let Owner::Root(_) = self.owner {
            let Aftermath {
                unclean, abandoned, ..
            } = std::mem::take(&mut self.aftermath);
            // A root has one incarnation, so this is the first time.
            let _ = self.plan.outcome.set(Outcome {
                reason: reason.clone(),
                unclean,
                abandoned: abandoned.into_iter().map(|left| left.path).collect(),
            });
        }
        self.gone(&reason);
        if let Owner::Root(started) = &mut self.owner
            && let Some(reply) = started.take()
        {
            // It was told to end while it was starting.
            reply.refuse(StartError::Ended(reason));
        }
    }

    /// Takes over what a supervisor below has left.
    fn inherit(&mut self, run: Run, aftermath: Aftermath) {
        let Aftermath {
            culprit,
            unclean,
            abandoned,
        } = aftermath;
        if let Some(slot) = self.children.get_mut(run.child) {
            slot.culprit = culprit;
        }
        // Where it was stopped in order to be started again, that is no part of a shutdown.
        if self.core.is_ending() {
            self.aftermath.unclean.extend(unclean);
        }
        self.aftermath.abandoned.retain(Abandoned::still_runs);
        self.aftermath.abandoned.extend(abandoned);
    }

    fn path_below(&self, name: &Arc<str>) -> Arc<str> {
        match &self.owner {
            // The root's own name is not part of any path.
            Owner::Root(_) => Arc::clone(name),
            Owner::Supervisor(_) => Arc::from(format!("{}.{name}", self.plan.place.core.label())),
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
            let added = std::mem::replace(&mut *self.plan.added.lock(), Table::new());
            for entry in added.values() {
                entry.vacate(reason);
            }
            for entry in self.plan.children() {
                entry.place.core().set_in_line(true);
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
            report.ended_with(reason.clone(), std::mem::take(&mut self.aftermath));
        }
    }

    fn note(&mut self, note: &Note) {
        if let Note::StartFailed(key, _) | Note::GaveUp(key, _) = note
            && let Some(slot) = self.children.get_mut(*key)
        {
            let below = slot.culprit.take();
            self.culprit = Some((*key, below.unwrap_or_else(|| path(&slot.entry))));
        }
        if let Note::GaveUp(key, _) = note
            && let Some(slot) = self.children.get(*key)
        {
            // Where we are started again ourselves, that has to help: the state that made it fail over
            // and over is no good.
            slot.entry.forget_states();
        }
        let name = |key: &ChildKey| {
            self.children
                .get(*key)
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
                    if let Some(slot) = self.children.get(*key) {
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
                tracing::debug!(child = %name(child), %reason, "child stopped");
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
            report.ended_with(reason, Aftermath::default());
        }
    }
}

fn path(entry: &Entry) -> Arc<str> {
    entry.place.core().label()
}
