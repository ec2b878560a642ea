//! The course of an incarnation, and what others want of it.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::Waker;

use tokio::time::Instant;

use super::{EndOrder, Estate, Life, PlaceCore, Status};
use crate::control::Control;
use crate::exit::ExitReason;
use crate::last_state::Previous;
use crate::link::Exit;
use crate::pid::Pid;

impl PlaceCore {
    /// Makes the next incarnation the current one. Where an abandoned one still runs, it is dead to
    /// the world from now on.
    pub(crate) fn begin(&self) -> Pid {
        self.begin_at(Instant::now())
    }

    /// The same for who knows what time it is.
    pub(crate) fn begin_at(&self, now: Instant) -> Pid {
        let mut life = self.life.lock();
        let abandoned = life
            .is_live()
            .then(|| (Pid::new(self.id, life.incarnation), life.take_estate(true)));
        if let Some((pid, _)) = &abandoned {
            life.note_end(ExitReason::Killed);
            life.note_abandoned(pid.incarnation());
        }
        life.incarnation += 1;
        life.since = Some(now);
        let pid = Pid::new(self.id, life.incarnation);
        let old = std::mem::replace(&mut life.status, Status::Starting);
        let order = life.end.take();
        let exits = life
            .ties
            .as_mut()
            .map(|ties| std::mem::take(&mut ties.exits));
        self.control.store(Control::quiet(pid).0, Ordering::Release);
        drop(life);
        drop((old, order, exits));
        self.set_in_line(false);
        if let Some((pid, estate)) = abandoned {
            estate.settle(pid, &ExitReason::Killed);
        }
        pid
    }

    /// What there was before this incarnation, if there was one from which it follows.
    pub(crate) fn previous(&self, of: Pid) -> Option<Previous> {
        let life = self.life.lock();
        let is_current = life.incarnation == of.incarnation();
        let previous = life.ties.as_ref()?.previous.clone()?;
        is_current.then_some(Previous {
            attempt: of.incarnation() - 1,
            ..previous
        })
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
        let registered = match status {
            Status::Running => life.enter(pid),
            _ => Vec::new(),
        };
        life.status = status;
        let woken = life.take_observers();
        drop(life);
        registered.iter().for_each(|one| one.started());
        woken.into_iter().for_each(Waker::wake);
    }

    /// It is gone. Unless another one may follow, its place is empty for good.
    /// `None` when it has ended before, or another incarnation has taken over from an abandoned one, which is
    /// known to be gone then.
    pub(crate) fn ended(&self, pid: Pid, reason: &ExitReason, follows: bool) -> Option<Estate> {
        let vacant = (!follows).then(|| reason.clone());
        let mut life = self.life.lock();
        if life.incarnation != pid.incarnation() {
            life.forget_abandoned(pid.incarnation());
            return None;
        }
        if !life.is_live() {
            return None;
        }
        let kept = match vacant {
            Some(_) => life.take_kept(),
            None => None,
        };
        life.status = vacant.map_or(Status::Waiting, Status::Vacant);
        let estate = life.take_estate(follows);
        if follows {
            life.note_end(reason.clone());
        }
        drop(life);
        drop(kept);
        Some(estate)
    }

    /// No incarnation will follow, for now. An abandoned one that still runs is dead to the world.
    pub(crate) fn vacate(&self, reason: &ExitReason) {
        let mut life = self.life.lock();
        let last = Pid::new(self.id, life.incarnation);
        let was_abandoned = life.is_live();
        if was_abandoned {
            life.incarnation += 1;
            self.control.store(
                Control::quiet(Pid::new(self.id, life.incarnation)).0,
                Ordering::Release,
            );
        }
        let old = std::mem::replace(&mut life.status, Status::Vacant(reason.clone()));
        // A probe follows an open circuit: what a restart goes on from stays for it.
        let follows = matches!(reason, ExitReason::CircuitOpen);
        let previous = life.ties.as_mut().and_then(|ties| ties.previous.take());
        let kept = match follows {
            true => None,
            false => life.take_kept(),
        };
        let estate = life.take_estate(false);
        if was_abandoned {
            life.note_abandoned(last.incarnation());
        }
        match previous {
            _ if follows && was_abandoned => life.note_end(ExitReason::Killed),
            Some(previous) if follows => life.ties().previous = Some(previous),
            _ => {}
        }
        drop(life);
        drop((old, kept));
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

    /// Wishes that the incarnation ends. True when its task must be woken.
    pub(crate) fn order_end(&self, pid: Pid, reason: ExitReason) -> bool {
        self.order(pid, EndOrder::new(reason))
    }

    /// The same by its supervisor, whose clock runs from this time on.
    pub(crate) fn order_shutdown(&self, pid: Pid, since: Instant) -> bool {
        self.order(pid, EndOrder::of_supervisor(since))
    }

    fn order(&self, pid: Pid, order: EndOrder) -> bool {
        let mut order = Some(order);
        let mut life = self.life.lock();
        if life.incarnation != pid.incarnation() || !life.is_live() {
            drop(life);
            return false;
        }
        self.give_order(&mut life, &mut order);
        true
    }

    /// Takes the order, unless there is one already.
    fn give_order(&self, life: &mut Life, order: &mut Option<EndOrder>) {
        match (&mut life.end, &order) {
            (None, _) => life.end = order.take(),
            // The first reason stands; the supervisor's clock runs now.
            (Some(end), Some(order)) if order.by_supervisor => {
                end.by_supervisor = true;
                end.since = order.since;
            }
            _ => {}
        }
        self.control.fetch_or(Control::END, Ordering::AcqRel);
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
    ///
    /// One that comes along a link comes while that is there, and takes it away: both at once, so that
    /// nothing comes after an `unlink`.
    pub(crate) fn take_exit(&self, to: Pid, exit: Exit) -> bool {
        // Declared before the lock is taken: what is left in them is dropped after it is let go.
        let (mut order, link);
        let mut life = self.life.lock();
        if life.incarnation != to.incarnation() || !life.is_live() {
            drop(life);
            return false;
        }
        if exit.by_link {
            let ties = life.ties.as_mut();
            link = ties.and_then(|ties| ties.links.remove(&exit.from?));
            if link.is_none() {
                drop(life);
                return false;
            }
        }
        if self.traps_exits {
            life.ties().exits.push_back(exit);
            self.control.fetch_or(Control::EXIT, Ordering::AcqRel);
            return true;
        }
        let reason = match (exit.from, exit.reason) {
            (_, ExitReason::Normal) => return false,
            // Along a chain of links the first reason is told, and does not grow.
            (_, reason @ (ExitReason::Shutdown | ExitReason::Linked(..))) => reason,
            (Some(from), reason) if exit.by_link => ExitReason::Linked(from, Arc::new(reason)),
            (_, reason) => reason,
        };
        order = Some(EndOrder::new(reason));
        self.give_order(&mut life, &mut order);
        true
    }

    /// The next trapped exit of this incarnation; the control bit is cleared with the last.
    pub(crate) fn next_exit(&self, of: Pid) -> Option<Exit> {
        let mut life = self.life.lock();
        if life.incarnation != of.incarnation() {
            return None;
        }
        let exits = life.ties.as_mut().map(|ties| &mut ties.exits);
        let (exit, more) = exits.map_or((None, false), |exits| {
            (exits.pop_front(), !exits.is_empty())
        });
        if !more {
            self.control.fetch_and(!Control::EXIT, Ordering::AcqRel);
        }
        exit
    }

    /// Sets a control of this incarnation. True when its task must be woken.
    pub(crate) fn raise(&self, of: Pid, control: u64) -> bool {
        let life = self.life.lock();
        if life.incarnation != of.incarnation() || !life.is_up() {
            return false;
        }
        self.control.fetch_or(control, Ordering::AcqRel);
        true
    }

    /// Takes that back. What was wanted is looked for after this. Whether it was set.
    pub(crate) fn calm(&self, of: Pid, control: u64) -> bool {
        let life = self.life.lock();
        if life.incarnation != of.incarnation() {
            return false;
        }
        self.control.fetch_and(!control, Ordering::AcqRel) & control != 0
    }

    /// It handles nothing, unless it may go on again already.
    pub(crate) fn suspended(&self, pid: Pid) {
        let mut life = self.life.lock();
        let runs = matches!(life.status, Status::Running);
        if life.incarnation != pid.incarnation() || !runs || !self.control().is_suspended() {
            return;
        }
        life.status = Status::Suspended;
        let woken = life.take_observers();
        drop(life);
        woken.into_iter().for_each(Waker::wake);
    }

    /// Whether this incarnation, which was told so, handles nothing, by the status of this place; `None` as
    /// long as its handler may be running.
    pub(crate) fn is_at_rest(&self, pid: Pid, status: &Status, now: Pid) -> Option<bool> {
        match status {
            Status::Suspended if now == pid => Some(true),
            Status::Starting | Status::Running if now == pid => {
                (!self.control().is_suspended()).then_some(false)
            }
            _ => Some(false),
        }
    }

    /// It may go on. Whether it was suspended, or about to be. Told to those too who wait for that: it
    /// will not be. One step: who suspends it in between would find a status that is no longer true.
    pub(crate) fn resume(&self, pid: Pid) -> bool {
        let mut life = self.life.lock();
        if life.incarnation != pid.incarnation() {
            return false;
        }
        let before = self.control.fetch_and(!Control::SUSPEND, Ordering::AcqRel);
        if matches!(life.status, Status::Suspended) {
            life.status = Status::Running;
        }
        let woken = life.take_observers();
        drop(life);
        woken.into_iter().for_each(Waker::wake);
        before & Control::SUSPEND != 0
    }

    pub(crate) fn end_order(&self) -> Option<EndOrder> {
        self.life.lock().end.clone()
    }
}
