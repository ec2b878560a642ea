//! The task of a supervisor: it tells the core what happened and does what the core says.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the loop: what comes in |
//! | `perform.rs` | what the core says is to be done |
//! | `notes.rs` | what those are told who listen |
//! | `ending.rs` | the end, and what it leaves |
//! | `driver.rs` | which task polls it |
//! | `child_task.rs` | the task of a child of any other than a dynamic supervisor |
//! | `newcomer.rs` | the task of a child of a dynamic supervisor |

mod child_task;
mod driver;
mod ending;
mod newcomer;
mod notes;
mod perform;

use std::collections::VecDeque;
use std::sync::Arc;
use std::task::Poll;

use tokio::time::Instant;

pub(crate) use self::child_task::ChildTask;
pub(crate) use self::driver::{Driver, lends};
use self::notes::Stops;
use super::core::{
    ChildKey, Command, Core, Event, Mode, New, Position, RequestError, RequestKey, Run, Table,
};
use super::lane::{Aftermath, Ask, Beside, Lane, News, Report};
use super::manage::ChildInfo;
use super::plan::{Entry, Plan};
use super::root::StartError;
use super::timers::Timers;
use crate::control::Control;
use crate::envelope::Envelope;
use crate::exit::ExitReason;
use crate::mailbox::MANY;
use crate::message::{Undelivered, fail_all};
use crate::numbered::Numbered;
use crate::pid::Pid;
use crate::place::{AnyPlace, EndOrder};
use crate::reply::ReplyTo;
use crate::sync::Runtime;

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
    let rules = declared.rules();
    // What counted for the one before does not for this one.
    plan.recent.lock().clear();
    let mut shell = Shell {
        plan: Arc::clone(plan),
        driver: None,
        pid,
        owner,
        core: Core::new(rules, seed(plan)),
        epoch: Instant::now(),
        now: Instant::now(),
        commands: Vec::new(),
        children: Table::new(),
        requests: Numbered::default(),
        next_request: 0,
        timers: Timers::default(),
        aftermath: Aftermath::default(),
        stops: Stops::default(),
        culprit: None,
        ending: false,
        started: false,
        over: false,
    };
    match rules.mode {
        Mode::Dynamic { .. } => {
            tokio::spawn(shell.live());
        }
        Mode::Static(_) | Mode::Pool => {
            let driver = Driver::new(plan.place.core.id, Runtime::current(), |driver| {
                shell.driver = Some(driver);
                Box::pin(shell.live())
            });
            tokio::spawn(driver.task());
        }
    }
}

/// Chance differs from one supervisor to the next, so that not all wait equally long.
fn seed(plan: &Plan) -> u64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    #[cfg(feature = "testing")]
    if plan.stage.get().is_some() {
        return super::matrix::SEED;
    }
    let _ = plan;
    RandomState::new().build_hasher().finish()
}

struct Shell {
    plan: Arc<Plan>,
    /// Where its children start in order.
    driver: Option<Arc<Driver>>,
    pid: Pid,
    owner: Owner,
    core: Core,
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
    /// How its children are stopped while it ends.
    stops: Stops,
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
    /// Its task, if it has one that stays: not so children of a dynamic supervisor.
    task: Option<ChildTask>,
    /// The child for which it did not start, if it is a supervisor.
    culprit: Option<Arc<str>>,
}

struct Request {
    /// The child to take in, until the core has admitted it.
    entry: Option<Arc<Entry>>,
    reply: ReplyTo<(), RequestError>,
}

impl Request {
    fn answer(self, result: Result<(), RequestError>) {
        if let Some(entry) = self.entry {
            entry.turn_away();
        }
        self.reply.result(result);
    }
}

impl Shell {
    async fn live(mut self) {
        let plan = Arc::clone(&self.plan);
        let core = &plan.place.core;
        self.declare();
        plan.expect_start();
        self.tell(Event::Boot);
        let mut batch = VecDeque::new();
        let mut seen = Control::quiet(self.pid);
        let mut turn = 0;
        // How many messages go before the control that has come in.
        let mut ahead: Option<usize> = None;
        // Whether to look for timers: the alarm rang, or it has not been listened to for long.
        let mut look = false;
        // Whether all that has come in until then was taken in.
        let mut fresh = false;
        // Whether so much has come in at once that its room is not kept, once nothing more waits. Each of the
        // two buffers is the batch in its turn, and either may be the large one when that is so.
        let mut rush = false;
        while !self.over {
            let control = core.control();
            if control != seen {
                // What was said before it is heard before it: who stops its tree in its first handler
                // has started. Only a kill waits for nothing.
                let left = ahead.get_or_insert_with(|| {
                    batch.extend(plan.place.mailbox.cut(&|| false));
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
            if batch.is_empty() && look && !fresh {
                rush |= batch.capacity() > MANY;
                plan.place.mailbox.refill(&mut batch);
                fresh = true;
                continue;
            }
            if batch.is_empty() && look {
                fresh = false;
                let due = self.timers.due(&self.core);
                look = due.is_some();
                if let Some(timer) = due {
                    self.tell(Event::Timer(timer));
                }
                continue;
            }
            match batch.pop_front() {
                Some(Envelope::Message(message)) => self.take(message),
                Some(Envelope::Notice(_)) => {}
                None => {
                    tokio::task::coop::consume_budget().await;
                    rush |= batch.capacity() > MANY;
                    if rush && plan.place.mailbox.is_empty() {
                        rush = false;
                        batch = VecDeque::new();
                        plan.place.mailbox.shrink();
                    }
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

    /// Whether its children are declared, and start in order.
    fn in_order(&self) -> bool {
        self.driver.is_some()
    }

    fn declare(&mut self) {
        let plan = Arc::clone(&self.plan);
        let uses = plan.declared().map(|declared| declared.spec.uses());
        let uses = uses.unwrap_or_default();
        let mut keys: Vec<ChildKey> = Vec::new();
        let active = plan.by_active().0.len();
        for (position, entry) in plan.children().iter().enumerate() {
            let used = uses.iter().filter(|(user, _)| *user == position);
            let used: Vec<ChildKey> = used.map(|(_, used)| keys[*used]).collect();
            let policy = entry.terms.policy.clone();
            let label = entry.label.clone();
            let key = match position < active {
                true => self.core.declare(label, policy, &used),
                false => self.core.declare_stopped(label, policy),
            };
            self.insert(key, Arc::clone(entry));
            keys.push(key);
        }
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
                let mut inherits = false;
                let event = match news {
                    News::Started => Event::Started(run),
                    News::Ignored => Event::Ignored(run),
                    News::Ended(reason, aftermath) => {
                        if let Some(aftermath) = aftermath {
                            self.inherit(run, *aftermath);
                            inherits = true;
                        }
                        Event::Exited(run, reason)
                    }
                };
                self.tell(event);
                // Where it was stopped in order to be started again, that is no part of a shutdown.
                if inherits && !self.core.is_ending() {
                    self.aftermath.unclean.clear();
                    self.aftermath.stopped.clear();
                }
            }
            Lane::Add { entry, reply, .. } if reply.caller_gone() => entry.turn_away(),
            Lane::Add {
                entry,
                beside,
                starts,
                reply,
            } => self.add(entry, &beside, starts, reply),
            Lane::Ask { ask, of, reply } => match self.key_of(&of) {
                Some(child) => {
                    let key = self.request(None, reply);
                    self.tell(match ask {
                        Ask::Start => Event::StartChild(key, child),
                        Ask::Stop => Event::StopChild(key, child),
                        Ask::Restart => Event::RestartChild(key, child),
                        Ask::Delete => Event::DeleteChild(key, child),
                        Ask::Undo => Event::UndoAdd(key, child),
                    });
                }
                None => reply.refuse(RequestError::NotFound),
            },
        }
    }

    fn add(
        &mut self,
        entry: Arc<Entry>,
        beside: &Beside,
        starts: bool,
        reply: ReplyTo<(), RequestError>,
    ) {
        let named = |name: &str| self.core.named(name);
        let position = match beside {
            Beside::First => Some(Position::First),
            Beside::Last => Some(Position::Last),
            Beside::Before(name) => named(name).map(Position::Before),
            Beside::After(name) => named(name).map(Position::After),
        };
        let Some(position) = position else {
            entry.turn_away();
            return reply.refuse(RequestError::NotFound);
        };
        // A supervisor's plan knows what those below it were given.
        let nested = entry.plan.is_some().then(|| ChildInfo::of(&entry).spec);
        let used = nested.as_ref().unwrap_or(&entry.terms.spec).outer_uses();
        let new = New {
            label: entry.label.clone(),
            policy: entry.terms.policy.clone(),
            position,
            depends_on: used
                .into_iter()
                .filter_map(|name| self.core.named(name))
                .collect(),
            starts,
        };
        let key = self.request(Some(entry), reply);
        self.tell(Event::AddChild(key, new));
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
}

/// The task was dropped with its runtime.
impl Drop for Shell {
    fn drop(&mut self) {
        if self.over {
            return;
        }
        let reason = ExitReason::RuntimeGone;
        self.plan.gate.clear();
        self.plan.vacate(&reason);
        self.plan.place.close(&reason);
        if let Some(estate) = self.plan.place.core.ended(self.pid, &reason, false) {
            estate.settle(self.pid, &reason);
        }
        match &self.owner {
            Owner::Root(_) => self.plan.end_events(),
            Owner::Supervisor(report) => report.ended_with(reason, Aftermath::default()),
        }
    }
}

fn path(entry: &Entry) -> Arc<str> {
    entry.place.core().label()
}
