//! What binds an incarnation to others, and what is left of it for them.

use std::collections::VecDeque;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::kept::Kept;
use super::tenure::Tenures;
use super::{AnyPlace, Life, PlaceCore, Status};
use tokio::time::Instant;

use crate::exit::ExitReason;
use crate::info::Seen;
use crate::last_state::Previous;
use crate::link::{Exit, Link, Links, Monitor, Tells, Watch, Watches};
use crate::observers::Observers;
use crate::pid::Pid;
use crate::timer::Timer;

/// What an incarnation has to do with others, and what those before it have left.
#[derive(Default)]
pub(super) struct Ties {
    /// The state that the next one goes on from.
    pub(super) kept: Option<Kept>,
    /// The incarnation before.
    pub(super) previous: Option<Previous>,
    /// Trapped, and not handled yet.
    pub(super) exits: VecDeque<Exit>,
    pub(super) links: Links,
    watches: Watches,
    timers: Vec<Timer>,
    pub(super) tenures: Option<Box<Tenures>>,
    pub(super) observers: Observers,
    /// What somebody has found it doing, and when first.
    seen: Option<(Seen, Instant)>,
    /// The incarnations that were abandoned, and have not ended yet.
    abandoned: Vec<u32>,
}

/// What is left of an incarnation for others to be told.
pub(crate) struct Estate {
    ties: Option<Box<Ties>>,
    /// What it was told of the one before. It may hold an error of the user's, which is not dropped
    /// under a lock.
    _previous: Option<Previous>,
}

impl Ties {
    /// Whether nobody has to be told of the end, or is stopped by it.
    pub(super) fn binds_nobody(&self) -> bool {
        self.links.is_empty()
            && self.watches.is_empty()
            && self.timers.is_empty()
            && self.exits.is_empty()
            && self.tenures.is_none()
            && self.observers.is_empty()
    }
}

impl Life {
    /// It is not the current incarnation any more, and still there.
    pub(super) fn note_abandoned(&mut self, incarnation: u32) {
        self.ties().abandoned.push(incarnation);
    }

    /// One that was abandoned has ended after all.
    pub(super) fn forget_abandoned(&mut self, incarnation: u32) {
        if let Some(ties) = &mut self.ties {
            ties.abandoned.retain(|left| *left != incarnation);
        }
    }

    /// Takes what an incarnation leaves to others: not what others leave to the place.
    pub(super) fn take_ties(&mut self) -> Option<Box<Ties>> {
        let mut ties = self.ties.take()?;
        let abandoned = std::mem::take(&mut ties.abandoned);
        if !abandoned.is_empty() {
            self.ties().abandoned = abandoned;
        }
        Some(ties)
    }
}

impl PlaceCore {
    /// Whether the code of this incarnation may still run, be it abandoned or not: until its
    /// [`ended`](Self::ended).
    pub(crate) fn still_runs(&self, pid: Pid) -> bool {
        let life = self.life.lock();
        if life.incarnation == pid.incarnation() {
            return life.is_live();
        }
        let ties = life.ties.as_ref();
        ties.is_some_and(|ties| ties.abandoned.contains(&pid.incarnation()))
    }

    /// False when that incarnation is not alive. What a link tells already it goes on to tell.
    pub(crate) fn add_link(
        &self,
        of: Pid,
        other: Pid,
        place: &Arc<dyn AnyPlace>,
        tells: Tells,
    ) -> bool {
        let mut life = self.life.lock();
        if life.incarnation != of.incarnation() || !life.is_live() {
            return false;
        }
        let link = life.ties().links.entry(other).or_insert_with(|| Link {
            place: Arc::clone(place),
            tells,
        });
        link.tells = link.tells.max(tells);
        true
    }

    pub(crate) fn remove_link(&self, of: Pid, other: Pid) {
        let mut life = self.life.lock();
        if life.incarnation != of.incarnation() {
            return;
        }
        let ties = life.ties.as_mut();
        let link = ties.and_then(|ties| ties.links.remove(&other));
        drop(life);
        drop(link);
    }

    /// Removes the links with all runs of a place, and their exits that have not been handled.
    pub(crate) fn forget_links_with(&self, of: Pid, other: Pid) {
        let mut life = self.life.lock();
        if life.incarnation != of.incarnation() {
            return;
        }
        let Some(ties) = &mut life.ties else {
            return;
        };
        let runs = ties.links.range(other.runs());
        let runs: Vec<Pid> = runs.map(|(pid, _)| *pid).collect();
        let links: Vec<_> = runs.iter().map(|pid| ties.links.remove(pid)).collect();
        let (exits, kept): (VecDeque<Exit>, _) = std::mem::take(&mut ties.exits)
            .into_iter()
            .partition(|exit| exit.by_link && exit.from.is_some_and(|from| from.same_place(other)));
        ties.exits = kept;
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
        life.ties().watches.insert(monitor, watch);
        Ok(())
    }

    pub(crate) fn remove_watch(&self, monitor: Monitor) {
        let mut life = self.life.lock();
        let ties = life.ties.as_mut();
        let watch = ties.and_then(|ties| ties.watches.remove(&monitor));
        drop(life);
        drop(watch);
    }

    /// Makes a timer end with the incarnation. False when that is gone already.
    pub(crate) fn own_timer(&self, pid: Pid, timer: Timer) -> bool {
        let mut life = self.life.lock();
        if life.incarnation != pid.incarnation() || !life.is_live() {
            drop(life);
            return false;
        }
        let mut done = Vec::new();
        let timers = &mut life.ties().timers;
        if timers.len() == timers.capacity() {
            // Fired timers are swept out before the list grows.
            let (gone, kept) = std::mem::take(timers).into_iter().partition(Timer::is_over);
            done = gone;
            *timers = kept;
            timers.reserve(timers.len().max(4));
        }
        timers.push(timer);
        drop(life);
        drop(done);
        true
    }

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
        let old = life.ties().observers.register(ticket, cx.waker());
        drop(life);
        drop(old);
        Poll::Pending
    }

    /// With whom it is linked, and who monitors it.
    pub(crate) fn tied_to(&self) -> (Vec<Pid>, Vec<Pid>) {
        let life = self.life.lock();
        let Some(ties) = &life.ties else {
            return Default::default();
        };
        let watchers = ties.watches.values().map(|watch| watch.watcher);
        (ties.links.keys().copied().collect(), watchers.collect())
    }

    /// Since when this is what is seen.
    pub(crate) fn seen_since(&self, seen: Seen, now: Instant) -> Instant {
        let mut life = self.life.lock();
        match life.ties().seen {
            Some((before, since)) if before == seen => since,
            _ => {
                life.ties().seen = Some((seen, now));
                now
            }
        }
    }

    pub(crate) fn stop_observing(&self, ticket: u64) {
        let mut life = self.life.lock();
        let ties = life.ties.as_mut();
        let waker = ties.and_then(|ties| ties.observers.remove(ticket));
        drop(life);
        drop(waker);
    }
}

impl Estate {
    pub(super) fn of(ties: Option<Box<Ties>>) -> Self {
        Self {
            ties,
            _previous: None,
        }
    }

    /// Of ties that bind nobody, and stay.
    pub(super) fn of_nobody(ties: &mut Ties) -> Self {
        ties.seen = None;
        Self {
            ties: None,
            _previous: ties.previous.take(),
        }
    }

    #[cfg(supervise_loom)]
    pub(crate) fn has_links(&self) -> bool {
        self.ties
            .as_ref()
            .is_some_and(|ties| !ties.links.is_empty())
    }

    /// Stops the timers and takes back what is registered, tells those who are linked and those who watch, wakes the
    /// observers.
    pub(crate) fn settle(self, pid: Pid, reason: &ExitReason) {
        let Some(ties) = self.ties else {
            return;
        };
        if let Some(tenures) = ties.tenures {
            tenures.withdraw();
        }
        for timer in ties.timers {
            timer.cancel();
        }
        crate::link::announce(pid, reason, ties.links, ties.watches);
        let mut observers = ties.observers;
        observers.take().into_iter().for_each(Waker::wake);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervisor::Plan;

    /// However often others have taken over, and whether or not there are ties to take.
    #[test]
    fn an_abandoned_incarnation_is_known_until_it_ends() {
        let place: Arc<dyn AnyPlace> = Arc::clone(&Plan::new().place) as _;
        let core = place.core();
        let one = core.begin();
        assert!(core.still_runs(one));
        let two = core.begin();
        assert!(core.still_runs(one) && core.still_runs(two));
        assert!(core.add_link(two, one, &place, Tells::Everything));
        core.vacate(&ExitReason::Killed);
        let three = core.begin();
        assert!([one, two, three].iter().all(|pid| core.still_runs(*pid)));
        assert!(core.ended(one, &ExitReason::Killed, true).is_none());
        assert!(!core.still_runs(one) && core.still_runs(two));
        assert!(core.ended(three, &ExitReason::Normal, false).is_some());
        assert!(!core.still_runs(three) && core.still_runs(two));
        assert!(core.ended(two, &ExitReason::Killed, true).is_none());
        assert!(!core.still_runs(two));
    }
}
