//! The decisions of a supervisor, as a pure function: (state, event) → (state, commands).
//!
//! There is no task, clock or channel in here; time comes in with each event.
//!
//! The core does not carry out procedures ("stop these, then start those") but keeps goals: which
//! children are still to be stopped, and which are to be started. An event changes the goals;
//! afterwards `advance` issues whatever the goals and the order rules allow at this moment. So
//! there is no step at which another event would be unwelcome: a failure in the middle of a group
//! restart or a shutdown in the middle of a boot just changes the goals once more.
//!
//! | file | holds |
//! |---|---|
//! | `words.rs` | events, commands, notes |
//! | `child.rs` | what is known of one child |
//! | `table.rs` | children by key, and sets of them |
//! | `order.rs` | in which order they stand |
//! | `window.rs` | the restart limit |
//! | `trouble.rs` | what the failures of a child amount to: back-off, and what follows at a limit |
//! | `mod.rs` | the state, and the end |
//! | `requests.rs` | what people ask for |
//! | `runs.rs` | what becomes of runs, and what follows for the goals |
//! | `steps.rs` | the order rules, and the steps that they allow |

mod child;
mod order;
mod requests;
mod runs;
mod steps;
mod table;
mod trouble;
mod window;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use self::child::{Child, State, Vacancy};
use self::order::Order;
use self::table::Seats;
pub(in crate::supervisor) use self::table::Table;
use self::trouble::Chance;
use self::window::Window;
use crate::exit::{ExitReason, LimitReached};
use crate::supervisor::label::Label;

#[cfg(test)]
use self::words::ChildState;
pub(crate) use self::words::{
    ChildKey, Command, Doing, Event, Extras, Finish, Mode, New, Note, Policy, Position,
    RequestError, RequestKey, Rules, Run, TimerKey,
};

/// The pure core of a supervisor.
#[derive(Debug)]
pub(crate) struct Core {
    rules: Rules,
    phase: Phase,
    window: Window,
    chance: Chance,
    children: Table<Child>,
    order: Order,
    /// Children that have names. Those that have numbers are not asked for by them.
    names: HashMap<Arc<str>, ChildKey>,
    /// Who was given whose handle: the former, and the latter.
    uses: Vec<(ChildKey, ChildKey)>,
    /// Children whose turn in the boot has not come.
    to_boot: Seats,
    /// Children that are up and are to be told to end.
    to_stop: Seats,
    /// Children that were told to end and are waited for.
    stopping: Seats,
    /// Abandoned children that are wanted again.
    blocked: Seats,
    /// Children that are down and are to be started.
    to_start: Seats,
    /// Children whose start is put off, and with it that of others.
    held: Seats,
    /// Children whose init is waited for.
    starting: Seats,
    /// The child because of which siblings are being restarted too; it may be forgotten meanwhile.
    group: Option<ChildKey>,
    /// Children that overran their budget in the final shutdown.
    unclean: Vec<Arc<str>>,
    next_timer: u64,
    /// The time of the event in hand, and what it has led to so far.
    now: Duration,
    commands: Vec<Command>,
}

#[derive(Debug)]
enum Phase {
    New,
    Booting,
    Up,
    /// All children are being stopped, for good.
    Ending(Ending),
    Done,
}

#[derive(Debug)]
struct Ending {
    why: Why,
    /// The boot did not succeed, because of this child.
    boot_failed: Option<ChildKey>,
}

#[derive(Debug)]
enum Why {
    Reason(ExitReason),
    /// Completed at the very end, when it is known who was abandoned.
    Limit(LimitReached),
}

impl Core {
    /// Chance, which has a part in delays, is always the same for the same seed.
    pub(crate) fn new(rules: Rules, seed: u64) -> Self {
        Self {
            rules,
            phase: Phase::New,
            window: Window::new(rules.limit),
            chance: Chance::new(seed),
            children: Table::new(),
            order: Order::default(),
            names: HashMap::new(),
            uses: Vec::new(),
            to_boot: Seats::new(),
            to_stop: Seats::new(),
            stopping: Seats::new(),
            blocked: Seats::new(),
            to_start: Seats::new(),
            held: Seats::new(),
            starting: Seats::new(),
            group: None,
            unclean: Vec::new(),
            next_timer: 0,
            now: Duration::ZERO,
            commands: Vec::new(),
        }
    }

    /// Adds a child that the boot will start after those declared before. It was given the handles
    /// of the others.
    pub(crate) fn declare(
        &mut self,
        label: Label,
        policy: Policy,
        depends_on: &[ChildKey],
    ) -> ChildKey {
        let key = self.insert(label, policy, depends_on);
        self.to_boot.insert(key);
        key
    }

    /// Adds a child that nobody starts but by request.
    pub(crate) fn declare_stopped(&mut self, label: Label, policy: Policy) -> ChildKey {
        let key = self.insert(label, policy, &[]);
        let child = self.child(key);
        (child.wanted, child.halted) = (false, true);
        child.vacancy = Vacancy::ForGood;
        key
    }

    fn insert(&mut self, label: Label, policy: Policy, depends_on: &[ChildKey]) -> ChildKey {
        let name = match &label {
            Label::Name(name) => Some(Arc::clone(name)),
            Label::Number(_) => None,
        };
        let key = self.children.insert(Child::new(label, policy));
        self.names.extend(name.map(|name| (name, key)));
        self.uses.extend(depends_on.iter().map(|&used| (key, used)));
        key
    }

    /// Takes in what happened and appends what is to be done about it.
    /// After [`Command::Finish`] that is nothing.
    pub(crate) fn handle(&mut self, now: Duration, event: Event, out: &mut Vec<Command>) {
        if matches!(self.phase, Phase::Done) {
            return;
        }
        self.now = now;
        std::mem::swap(&mut self.commands, out);
        match event {
            Event::Boot if matches!(self.phase, Phase::New) => self.phase = Phase::Booting,
            Event::Boot => {}
            Event::Started(run) => self.started(run),
            Event::Ignored(run) => self.over(run, None),
            Event::Exited(run, reason) => self.over(run, Some(reason)),
            Event::Timer(timer) => self.timer_fired(timer),
            Event::AddChild(request, new) => self.add_child(request, new),
            Event::StartChild(request, child) => self.start_child(request, child),
            Event::StopChild(request, child) => self.stop_child(request, child),
            Event::RestartChild(request, child) => self.restart_child(request, child),
            Event::DeleteChild(request, child) => self.delete_child(request, child),
            Event::UndoAdd(request, child) => self.undo_add(request, child),
            Event::Shutdown(_) if self.is_ending() => {}
            Event::Shutdown(reason) => self.end(Why::Reason(reason), None),
            Event::Kill => self.kill_all(),
        }
        self.advance();
        std::mem::swap(&mut self.commands, out);
    }

    /// The children in their order.
    pub(crate) fn in_order(&self) -> Vec<ChildKey> {
        let mut keys: Vec<ChildKey> = self.children.keys().collect();
        keys.sort_by_key(|key| self.order.rank(key.index));
        keys
    }

    /// The children in start order.
    #[cfg(test)]
    pub(crate) fn children(&self) -> impl Iterator<Item = (ChildKey, ChildState)> {
        let keys = self.in_order().into_iter();
        keys.filter_map(|key| Some((key, self.children.get(key)?.shown_state())))
    }

    /// The child of this name.
    pub(crate) fn named(&self, name: &str) -> Option<ChildKey> {
        self.names.get(name).copied()
    }

    /// When there were restarts that may still count under the limit.
    pub(crate) fn recent(&self) -> impl Iterator<Item = Duration> + '_ {
        self.window.recent()
    }

    /// How many restarts count under the limit at this time; 0 without a limit.
    #[cfg(test)]
    pub(crate) fn restarts_in_window(&self, now: Duration) -> usize {
        self.window.count(now)
    }

    /// From now on nothing is started, and everything that is up is to be stopped.
    fn end(&mut self, why: Why, boot_failed: Option<ChildKey>) {
        self.phase = Phase::Ending(Ending { why, boot_failed });
        let keys: Vec<ChildKey> = self.children.keys().collect();
        for key in keys {
            if self.child(key).is_up() {
                self.to_stop.insert(key);
            }
            self.answer_starter(key, Err(RequestError::ShuttingDown));
            self.unwant(key, ExitReason::Shutdown);
        }
    }

    /// The supervisor itself is killed. A failed boot stays one: who waits for it wants its cause.
    fn kill_all(&mut self) {
        match &mut self.phase {
            Phase::Ending(ending) if ending.boot_failed.is_some() => {}
            Phase::Ending(ending) => ending.why = Why::Reason(ExitReason::Killed),
            _ => self.end(Why::Reason(ExitReason::Killed), None),
        }
        let keys: Vec<ChildKey> = self.children.keys().rev().collect();
        for key in keys {
            let child = self.child(key);
            if child.is_up() || matches!(child.state, State::Draining | State::Stopping) {
                self.kill(key);
            }
        }
    }

    /// Nothing will be started any more. Also true at the end, while the commands of the last event
    /// are carried out.
    pub(crate) fn is_ending(&self) -> bool {
        matches!(self.phase, Phase::Ending(_) | Phase::Done)
    }

    /// Whether the timer is in force.
    pub(crate) fn awaits(&self, timer: TimerKey) -> bool {
        let child = self.children.get(timer.child);
        child.is_some_and(|child| child.timer == Some(timer.serial))
    }

    fn child(&mut self, key: ChildKey) -> &mut Child {
        let child = self.children.get_mut(key);
        child.expect("a child that has goals or runs is in the table")
    }
}
