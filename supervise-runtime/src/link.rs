//! Links and monitors: how one process learns of another's end.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::exit::ExitReason;
use crate::pid::Pid;
use crate::place::AnyPlace;

/// An exit signal, as an `#[exit]` handler receives it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Exit {
    /// The linked process that ended, or the process that sent the exit; `None` when it was sent
    /// from outside any process.
    pub from: Option<Pid>,
    /// Why it ended, or is asked to end.
    pub reason: ExitReason,
    /// Whether it came along a link, or was sent.
    pub(crate) by_link: bool,
}

/// The notice that a monitored process has ended: take it with an `#[info]` handler.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Down {
    /// The monitor that was set.
    pub monitor: Monitor,
    /// The process that ended.
    pub pid: Pid,
    /// Why it ended; [`ExitReason::NotFound`] when it had ended before it was monitored.
    pub reason: ExitReason,
}

/// Names one monitor, so that it can be told apart from others and taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Monitor(u64);

impl Monitor {
    pub(crate) fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// A process's links: those at the other ends.
pub(crate) type Links = BTreeMap<Pid, Link>;

/// One end of a link.
pub(crate) struct Link {
    /// The other end.
    pub(crate) place: Arc<dyn AnyPlace>,
    pub(crate) tells: Tells,
}

/// Of which ends of this process the other end of a link is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tells {
    /// Of none: it is the other end that tells this one.
    Nothing,
    /// Of one that is not in order.
    Failures,
    Everything,
}

impl Tells {
    fn tells_of(self, reason: &ExitReason) -> bool {
        match self {
            Self::Nothing => false,
            Self::Failures => !reason.is_graceful(),
            Self::Everything => true,
        }
    }
}

/// The monitors of a process, kept by the process itself, in the order in which they were set.
pub(crate) type Watches = BTreeMap<Monitor, Watch>;

/// Who watches.
pub(crate) struct Watch {
    pub(crate) watcher: Pid,
    pub(crate) place: Arc<dyn AnyPlace>,
}

/// A [`Down`] on its way; it is for one incarnation of the watcher.
pub(crate) struct DownNotice {
    pub(crate) watcher: Pid,
    pub(crate) down: Down,
}

/// Links two processes, each of which tells the other of these ends of its own. When the other has
/// ended already, `missed` is its exit, which comes at once.
pub(crate) fn link(
    me: (&Arc<dyn AnyPlace>, Pid, Tells),
    other: (&Arc<dyn AnyPlace>, Pid, Tells),
    missed: impl FnOnce() -> ExitReason,
) {
    if me.1 == other.1 {
        return;
    }
    // Mine first: should the other end between the two steps, its exit finds the link.
    let lives = me.0.core().add_link(me.1, other.1, other.0, me.2);
    if !lives {
        // An abandoned one links: the other learns of an end that has been.
        if other.0.core().add_link(other.1, me.1, me.0, other.2) {
            tell(&**other.0, other.1, me.1, me.2, ExitReason::Killed);
        }
        return;
    }
    if !other.0.core().add_link(other.1, me.1, me.0, other.2) {
        tell(&**me.0, me.1, other.1, other.2, missed());
    }
}

/// Sends the exit of `from` along a link, and takes that away. Where it is not there any more, because
/// `to` has taken it away or knows of that exit, nothing is sent.
fn tell(place: &dyn AnyPlace, to: Pid, from: Pid, tells: Tells, reason: ExitReason) {
    if tells.tells_of(&reason) {
        let exit = Exit {
            from: Some(from),
            reason,
            by_link: true,
        };
        send_exit(place, to, exit);
    } else {
        place.core().remove_link(to, from);
    }
}

/// Takes the link away on both sides, also one with a past incarnation of the other, and an exit
/// of it that has not been handled.
pub(crate) fn unlink(me: (&Arc<dyn AnyPlace>, Pid), other: (&Arc<dyn AnyPlace>, Pid)) {
    other.0.core().remove_link(other.1, me.1);
    me.0.core().forget_links_with(me.1, other.1);
}

/// Sends an exit signal to one incarnation.
pub(crate) fn send_exit(place: &dyn AnyPlace, to: Pid, exit: Exit) {
    if place.core().take_exit(to, exit) {
        place.wake_for_control();
    }
}

/// Sends an exit signal that comes along no link. A kill is one that can't be trapped.
pub(crate) fn signal(place: &dyn AnyPlace, to: Pid, from: Option<Pid>, reason: ExitReason) {
    if matches!(reason, ExitReason::Killed) {
        if place.core().kill(to) {
            place.wake_for_control();
        }
        return;
    }
    let exit = Exit {
        from,
        reason,
        by_link: false,
    };
    send_exit(place, to, exit);
}

/// Tells all who were linked to a process, or monitored it, that it has ended.
pub(crate) fn announce(pid: Pid, reason: &ExitReason, links: Links, watches: Watches) {
    for (linked, Link { place, tells }) in links {
        tell(&*place, linked, pid, tells, reason.clone());
    }
    for (monitor, watch) in watches {
        let down = Down {
            monitor,
            pid,
            reason: reason.clone(),
        };
        watch.place.push_down(DownNotice {
            watcher: watch.watcher,
            down,
        });
    }
}
