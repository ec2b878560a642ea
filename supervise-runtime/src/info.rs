//! What a process is doing, in numbers.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::Instant;

use crate::message::Message;
use crate::pid::Pid;
use crate::place::{Place, PlaceCore, Status};

/// What a process is doing, as [`Handle::info`](crate::Handle::info) finds it.
///
/// The parts are looked at one after another, not all at once.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ProcessInfo {
    /// The name of its type.
    pub process: &'static str,
    /// Its path in the tree; outside any tree the name of its type.
    pub path: Arc<str>,
    /// The path of its supervisor; of the root of a tree, its name.
    pub parent: Option<Arc<str>>,
    /// The incarnation that runs, or was the last to run.
    pub pid: Pid,
    /// What its place is doing.
    pub status: Status,
    /// For how long this incarnation has run.
    pub uptime: Option<Duration>,
    /// How often its place was filled again after its first start. Only grows.
    pub restarts: u32,
    /// How many messages were handled. Only grows, when the process pauses: it sleeps, or others have
    /// their turn.
    pub handled: u64,
    /// How many messages without a caller were never handled. Only grows.
    pub dead_letters: u64,
    /// How many messages wait.
    pub mailbox_len: usize,
    /// How many the mailbox holds; `None` for no bound.
    pub mailbox_capacity: Option<usize>,
    /// The handler that runs. One that does not wait is not seen, also when it blocks its thread.
    pub handler: Option<RunningHandler>,
    /// With whom it is linked.
    pub links: Vec<Pid>,
    /// Who monitors it, once for each monitor.
    pub monitored_by: Vec<Pid>,
}

/// A handler that runs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RunningHandler {
    /// The message that it handles.
    pub message: &'static str,
    /// For how long it has at least run: no clock is read for each message, so this is the time since
    /// somebody looked and found the same one.
    pub seen_for: Duration,
}

impl ProcessInfo {
    pub(crate) fn of<M: Message>(place: &Place<M>) -> Self {
        let core = &place.core;
        let pid = core.pid();
        let (links, monitored_by) = core.tied_to();
        let parent = core.supervisor().map(|above| above.core().label());
        Self {
            process: core.process,
            path: core.label(),
            parent,
            pid,
            status: core.status(),
            uptime: core.uptime(),
            restarts: pid.incarnation().saturating_sub(1),
            handled: core.handled(),
            dead_letters: core.dead_letters.load(Ordering::Relaxed),
            mailbox_len: place.mailbox.len(),
            mailbox_capacity: place.mailbox.capacity(),
            handler: core.running_handler(M::name),
            links,
            monitored_by,
        }
    }
}

/// What was found the last time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    handled: u64,
    handler: u16,
    pid: Pid,
}

impl PlaceCore {
    fn running_handler(&self, name: fn(u16) -> &'static str) -> Option<RunningHandler> {
        let (handled, handler) = self.activity();
        let message = name(handler);
        let seen = Seen {
            handled,
            handler,
            pid: self.pid(),
        };
        let since = self.seen_since(seen, Instant::now());
        (!message.is_empty()).then(|| RunningHandler {
            message,
            seen_for: since.elapsed(),
        })
    }
}
