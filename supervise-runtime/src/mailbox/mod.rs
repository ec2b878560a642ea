//! The mailbox: it belongs to a place and outlives the incarnations that read it.
//!
//! A queue behind a lock that the reader swaps out whole, so that a batch costs the reader one
//! lock. What the reader has taken but not yet handled still counts against the capacity, until it
//! is released, some messages at a time.

mod ends;

use std::collections::VecDeque;
use std::task::{Context, Poll, Waker};

use crate::envelope::Envelope;
use crate::exit::ExitReason;
use crate::line::{Line, Ticket, Waiter, Wakers, wake_granted};
use crate::overload::{Overload, Refusal, Trouble};
use crate::queue::{append, move_first};
use crate::sync::{Mutex, MutexGuard};
use crate::turn::TURN;

/// Where so many messages wait, a sender gives way as often as the reader does: it may be waiting for
/// the sender's thread. In a mailbox with a smaller bound the bound is reached first. Room for more is
/// not kept by a supervisor, either.
pub(crate) const MANY: usize = 1_024;

/// A queue of envelopes with a bound, fair to those who wait for room.
pub(crate) struct Mailbox<M> {
    /// `usize::MAX` when unbounded.
    capacity: usize,
    overload: Overload,
    state: Mutex<State<M>>,
}

struct State<M> {
    queue: VecDeque<Envelope<M>>,
    /// How many messages the reader holds in its batch that still count.
    taken: usize,
    /// Those who wait for room; there is none before the first of them.
    line: Option<Box<Line>>,
    reader: Reader,
    /// In the queue is the notice after which nothing is for the incarnation.
    drains: bool,
    /// The first in the queue was put back, and not taken since. (Where it has made room for another, it
    /// does no harm that the next one counts as such.)
    put_back: bool,
    /// Set while the place is empty for good or until a request: nothing can be sent.
    closed: Option<ExitReason>,
    /// Requests for the state, which come before all messages and need no room.
    #[allow(clippy::box_collection, reason = "many mailboxes never have any")]
    system: Option<Box<VecDeque<Envelope<M>>>>,
}

enum Reader {
    /// It runs, or will look at the queue and the control word before it sleeps.
    Awake,
    /// It sleeps until there is a message or a control.
    Idle(Waker),
    /// Its handler waits for something: only a control is of interest.
    Busy(Waker),
}

impl<M> Mailbox<M> {
    pub(crate) fn new(capacity: Option<usize>, overload: Overload) -> Self {
        Self {
            capacity: capacity.unwrap_or(usize::MAX),
            overload,
            state: Mutex::new(State {
                queue: VecDeque::new(),
                taken: 0,
                line: None,
                reader: Reader::Awake,
                drains: false,
                put_back: false,
                closed: None,
                system: None,
            }),
        }
    }

    pub(crate) fn capacity(&self) -> Option<usize> {
        (self.capacity != usize::MAX).then_some(self.capacity)
    }

    pub(crate) fn overload(&self) -> Overload {
        self.overload
    }

    /// How many messages wait, those in the reader's batch included.
    pub(crate) fn len(&self) -> usize {
        self.state.lock().used()
    }

    /// The same, unless nobody takes messages here.
    pub(crate) fn load(&self) -> Option<usize> {
        let state = self.state.lock();
        state.closed.is_none().then(|| state.used())
    }

    /// Puts a message in, if there is room and nobody waits for it. `make` only moves values, and is
    /// not called when there is none.
    #[inline]
    pub(crate) fn try_push_with(&self, make: impl FnOnce() -> Option<M>) -> Result<(), Trouble<M>> {
        self.try_put_with(|| make().map(Envelope::Message))
    }

    /// The same for any envelope.
    #[inline]
    pub(crate) fn try_put_with(
        &self,
        make: impl FnOnce() -> Option<Envelope<M>>,
    ) -> Result<(), Trouble<M>> {
        let mut state = self.state.lock();
        if let Some(reason) = &state.closed {
            return Err(Trouble::Refused(Refusal::Closed(reason.clone())));
        }
        if !state.has_room(self.capacity) {
            return self.put_instead(state, make);
        }
        let wake = make().and_then(|envelope| state.push(envelope));
        drop(state);
        wake_reader(wake);
        Ok(())
    }

    /// There is no room: the oldest makes it, where that is the policy. What is not a message of
    /// somebody's stays, and so does all that a process which is being drained is still to handle.
    #[cold]
    fn put_instead(
        &self,
        mut state: MutexGuard<'_, State<M>>,
        make: impl FnOnce() -> Option<Envelope<M>>,
    ) -> Result<(), Trouble<M>> {
        let makes_room = self.overload == Overload::DropOldest && !state.drains;
        if !makes_room || !state.has_message() {
            return Err(Trouble::Refused(Refusal::Full));
        }
        let Some(envelope) = make() else {
            return Ok(());
        };
        let displaced = state.take_oldest();
        let wake = state.push(envelope);
        drop(state);
        wake_reader(wake);
        displaced.map_or(Ok(()), |oldest| Err(Trouble::Displaced(Box::new(oldest))))
    }

    /// Waits for room in turn, then takes the message and puts it in. The ticket is this sender's
    /// between polls; a sender that stops waiting gives it back with [`Mailbox::leave`].
    ///
    /// Pending without a ticket only lets others have their turn, and that once: who is `new` here has
    /// not given way yet.
    #[inline]
    pub(crate) fn poll_push(
        &self,
        cx: &Context<'_>,
        new: bool,
        ticket: &mut Option<Ticket>,
        message: &mut Option<M>,
    ) -> Poll<Result<(), Trouble<M>>> {
        self.poll_put_with(cx, new, ticket, || message.take().map(Envelope::Message))
    }

    /// The same for any envelope. `make` only moves values, and is called at the very moment at which it
    /// may go in. If it gives nothing, the room is left to others.
    #[inline]
    pub(crate) fn poll_put_with(
        &self,
        cx: &Context<'_>,
        new: bool,
        ticket: &mut Option<Ticket>,
        make: impl FnOnce() -> Option<Envelope<M>>,
    ) -> Poll<Result<(), Trouble<M>>> {
        let mut state = self.state.lock();
        // Nobody waits, there is room, and it is nobody else's turn: what nearly all find.
        let nobody_waits = match &state.line {
            None => true,
            Some(line) => line.waiters.is_empty(),
        };
        if nobody_waits
            && state.closed.is_none()
            && state.used() < self.capacity
            && !(new && self.is_others_turn(state.used()))
        {
            *ticket = None;
            let wake = make().and_then(|envelope| state.push(envelope));
            drop(state);
            wake_reader(wake);
            return Poll::Ready(Ok(()));
        }
        drop(state);
        self.poll_put_in_turn(cx, new, ticket, make)
    }

    fn is_others_turn(&self, used: usize) -> bool {
        used >= MANY - 1 && used % TURN == TURN - 1 && self.capacity > MANY
    }

    fn poll_put_in_turn(
        &self,
        cx: &Context<'_>,
        new: bool,
        ticket: &mut Option<Ticket>,
        make: impl FnOnce() -> Option<Envelope<M>>,
    ) -> Poll<Result<(), Trouble<M>>> {
        let mut state = self.state.lock();
        if let Some(reason) = &state.closed {
            // Closing has emptied the line.
            *ticket = None;
            return Poll::Ready(Err(Trouble::Refused(Refusal::Closed(reason.clone()))));
        }
        if new && self.is_others_turn(state.used()) {
            drop(state);
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let mut served = None;
        let may_push = match *ticket {
            None => state.has_room(self.capacity),
            Some(held) => match state.line_of(held) {
                Some((line, index)) if index < line.granted => {
                    served = line.waiters.remove(index);
                    line.granted -= 1;
                    true
                }
                Some((line, index)) => {
                    let old = std::mem::replace(&mut line.waiters[index].waker, cx.waker().clone());
                    drop(state);
                    // A waker is foreign code: never dropped under the lock.
                    drop(old);
                    return Poll::Pending;
                }
                // The place was emptied and opened again while this sender slept.
                None => state.has_room(self.capacity),
            },
        };
        if may_push {
            *ticket = None;
            let wake = make().and_then(|envelope| state.push(envelope));
            let granted = state.grant(self.capacity);
            drop(state);
            drop(served);
            wake_reader(wake);
            wake_granted(granted);
            return Poll::Ready(Ok(()));
        }
        if self.overload != Overload::Wait {
            return Poll::Ready(self.put_instead(state, make));
        }
        let line = state.line.get_or_insert_with(Box::default);
        let next = Ticket(line.next_ticket);
        line.next_ticket += 1;
        line.waiters.push_back(Waiter {
            ticket: next,
            waker: cx.waker().clone(),
        });
        *ticket = Some(next);
        Poll::Pending
    }

    /// Stops waiting for room; room that was granted goes to the next in line.
    pub(crate) fn leave(&self, ticket: Ticket) {
        let mut state = self.state.lock();
        let Some((line, index)) = state.line_of(ticket) else {
            return;
        };
        let waiter = line.waiters.remove(index);
        let mut granted = None;
        if index < line.granted {
            line.granted -= 1;
            granted = state.grant(self.capacity);
        }
        drop(state);
        drop(waiter);
        wake_granted(granted);
    }

    /// Puts a notice of the runtime in: never refused for lack of room. False when closed.
    pub(crate) fn push_notice(&self, envelope: Envelope<M>) -> bool {
        let mut state = self.state.lock();
        if state.closed.is_some() {
            drop(state);
            return false;
        }
        state.drains |= envelope.is_last();
        let wake = state.push(envelope);
        drop(state);
        wake_reader(wake);
        true
    }

    /// The same for a reader who looks again by itself: it is not woken.
    pub(crate) fn push_unnoticed(&self, envelope: Envelope<M>) {
        let mut state = self.state.lock();
        if state.closed.is_none() {
            state.queue.push_back(envelope);
        }
    }

    /// Wakes the reader for a control, also while its handler waits.
    pub(crate) fn wake_for_control(&self) {
        let mut state = self.state.lock();
        let woken = match std::mem::replace(&mut state.reader, Reader::Awake) {
            Reader::Awake => None,
            Reader::Idle(waker) | Reader::Busy(waker) => Some(waker),
        };
        drop(state);
        wake_reader(woken);
    }

    /// Fills the reader's empty batch, unless `control` says that there is a control to attend to.
    /// Pending, and the reader noted as asleep, when there is neither.
    pub(crate) fn poll_refill(
        &self,
        cx: &mut Context<'_>,
        batch: &mut VecDeque<Envelope<M>>,
        control: impl FnOnce() -> bool,
    ) -> Poll<()> {
        self.poll_take(cx, batch, control, std::mem::swap)
    }

    /// The same, but takes out of the queue what it wants.
    pub(crate) fn poll_take(
        &self,
        cx: &mut Context<'_>,
        batch: &mut VecDeque<Envelope<M>>,
        control: impl FnOnce() -> bool,
        take: impl FnOnce(&mut VecDeque<Envelope<M>>, &mut VecDeque<Envelope<M>>),
    ) -> Poll<()> {
        let mut state = self.state.lock();
        // Whoever raises a control does so before it takes this lock to wake the reader: either it is
        // seen here, or the raiser finds the waker. An abandoned reader leaves everything alone.
        if control() {
            return Poll::Ready(());
        }
        if state.queue.is_empty() {
            let slept = std::mem::replace(&mut state.reader, Reader::Idle(cx.waker().clone()));
            state.taken = 0;
            let granted = state.grant(self.capacity);
            drop(state);
            drop(slept);
            wake_granted(granted);
            return Poll::Pending;
        }
        if self.overload == Overload::DropOldest {
            // Those that wait are the mailbox's, to make room.
            if let Some(oldest) = state.queue.pop_front() {
                batch.push_back(oldest);
            }
            state.taken = 0;
        } else {
            take(&mut state.queue, batch);
            state.taken = batch.len();
        }
        let granted = state.grant(self.capacity);
        drop(state);
        wake_granted(granted);
        Poll::Ready(())
    }

    /// Takes out the oldest, up to so many, for a reader that puts them in another order, and that has
    /// `left` before it already; not when it has been `abandoned`. One that was put back comes alone: it
    /// has had its turn once, and no later one overtakes it.
    pub(crate) fn take_some(
        &self,
        most: usize,
        left: usize,
        abandoned: impl FnOnce() -> bool,
    ) -> VecDeque<Envelope<M>> {
        let mut state = self.state.lock();
        if abandoned() {
            return VecDeque::new();
        }
        let alone = std::mem::take(&mut state.put_back);
        let mut taken = VecDeque::new();
        move_first(&mut state.queue, if alone { 1 } else { most }, &mut taken);
        state.taken = left + taken.len();
        let granted = state.grant(self.capacity);
        drop(state);
        wake_granted(granted);
        taken
    }

    /// Fills the empty batch of the one reader of a mailbox without a bound, who does not want to sleep.
    pub(crate) fn refill(&self, batch: &mut VecDeque<Envelope<M>>) {
        debug_assert!(batch.is_empty());
        let mut state = self.state.lock();
        std::mem::swap(&mut state.queue, batch);
        state.taken = batch.len();
    }

    /// Notes that the reader's handler waits, and how much of the batch is really left.
    /// True when a control came in meanwhile.
    pub(crate) fn note_busy(
        &self,
        cx: &Context<'_>,
        left: usize,
        control: &dyn Fn() -> bool,
    ) -> bool {
        let mut granted = None;
        let mut state = self.state.lock();
        let controlled = control();
        let mut slept = None;
        if !controlled {
            let keeps = matches!(&state.reader, Reader::Busy(waker) if waker.will_wake(cx.waker()));
            if !keeps {
                slept = Some(std::mem::replace(
                    &mut state.reader,
                    Reader::Busy(cx.waker().clone()),
                ));
            }
        }
        if !controlled {
            state.taken = left;
            granted = state.grant(self.capacity);
        }
        drop(state);
        drop(slept);
        wake_granted(granted);
        controlled
    }

    /// Whether nothing waits that the reader has not taken.
    pub(crate) fn is_empty(&self) -> bool {
        self.state.lock().queue.is_empty()
    }

    /// Takes in a request for the state; gives it back when the place is empty.
    pub(crate) fn push_system(&self, message: M) -> Result<(), (M, ExitReason)> {
        let mut state = self.state.lock();
        if let Some(reason) = &state.closed {
            return Err((message, reason.clone()));
        }
        let system = state.system.get_or_insert_default();
        system.push_back(Envelope::Message(message));
        Ok(())
    }

    /// The next one of these, and whether there are more.
    pub(crate) fn next_system(&self) -> (Option<M>, bool) {
        let mut state = self.state.lock();
        let Some(system) = &mut state.system else {
            return (None, false);
        };
        let next = system.pop_front();
        (next.and_then(Envelope::into_message), !system.is_empty())
    }

    /// All of these.
    pub(crate) fn take_system(&self) -> VecDeque<Envelope<M>> {
        self.state.lock().take_system()
    }

    /// Gives back the memory that an empty queue does not need.
    pub(crate) fn shrink(&self) {
        let mut state = self.state.lock();
        if state.queue.is_empty() {
            state.queue = VecDeque::new();
        }
        // Tickets are not given out twice, so the line itself stays.
        if let Some(line) = &mut state.line
            && line.waiters.is_empty()
        {
            line.waiters = VecDeque::new();
        }
    }

    /// How many handled messages make it worth to release their room: an eighth of the capacity,
    /// so that a small mailbox is exact and a large one takes few locks.
    pub(crate) fn release_step(&self) -> usize {
        (self.capacity / 8).clamp(1, 128)
    }

    /// Gives the room of handled messages to those who wait for it, and notes how many are left;
    /// not when the reader has been `abandoned`: what it holds is not counted any more.
    pub(crate) fn release(&self, left: usize, abandoned: impl FnOnce() -> bool) {
        let mut state = self.state.lock();
        if abandoned() {
            return;
        }
        state.taken = left;
        let granted = state.grant(self.capacity);
        drop(state);
        wake_granted(granted);
    }
}

impl<M> State<M> {
    /// How many messages count against the capacity.
    fn used(&self) -> usize {
        self.queue.len() + self.taken
    }

    fn has_room(&self, capacity: usize) -> bool {
        let used = self.used();
        match &self.line {
            None => used < capacity,
            // Nobody overtakes those who wait.
            Some(line) => line.waiters.len() == line.granted && used + line.granted < capacity,
        }
    }

    /// Where somebody stands in the line.
    fn line_of(&mut self, ticket: Ticket) -> Option<(&mut Line, usize)> {
        let line = self.line.as_mut()?;
        let index = line.index_of(ticket)?;
        Some((line, index))
    }

    /// All that waits, requests for the state before messages.
    fn take_all(&mut self) -> VecDeque<Envelope<M>> {
        (self.drains, self.put_back) = (false, false);
        let messages = std::mem::take(&mut self.queue);
        if self.system.is_none() {
            return messages;
        }
        let mut all = self.take_system();
        append(&mut all, messages);
        all
    }

    fn has_message(&self) -> bool {
        (0..self.queue.len()).any(|at| self.queue[at].is_message())
    }

    /// The first that is a message.
    fn take_oldest(&mut self) -> Option<Envelope<M>> {
        let mut before = Vec::new();
        let oldest = loop {
            match self.queue.pop_front() {
                Some(envelope) if !envelope.is_message() => before.push(envelope),
                other => break other,
            }
        };
        while let Some(envelope) = before.pop() {
            self.queue.push_front(envelope);
        }
        oldest
    }

    #[cold]
    fn take_system(&mut self) -> VecDeque<Envelope<M>> {
        self.system
            .take()
            .map_or_else(VecDeque::new, |system| *system)
    }

    fn push(&mut self, envelope: Envelope<M>) -> Option<Waker> {
        self.queue.push_back(envelope);
        match &self.reader {
            Reader::Idle(_) => match std::mem::replace(&mut self.reader, Reader::Awake) {
                Reader::Idle(waker) => Some(waker),
                Reader::Awake | Reader::Busy(_) => None,
            },
            Reader::Awake | Reader::Busy(_) => None,
        }
    }

    /// Gives what room there is to those in the line. Who is to be woken for that, without the lock.
    #[inline]
    fn grant(&mut self, capacity: usize) -> Option<Wakers> {
        let used = self.used();
        let line = self.line.as_mut()?;
        (!line.waiters.is_empty()).then(|| line.grant(used, capacity))
    }
}

fn wake_reader(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}

impl<M> std::fmt::Debug for Mailbox<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mailbox")
            .field("capacity", &self.capacity())
            .field("len", &self.len())
            .finish()
    }
}
