//! What becomes of a mailbox between two incarnations, and when no other follows.

use std::collections::VecDeque;

use super::{Mailbox, Reader, State};
use crate::envelope::Envelope;
use crate::exit::ExitReason;
use crate::line::wake_granted;
use crate::queue::append;
use crate::sync::MutexGuard;

impl<M> Mailbox<M> {
    /// Puts a message in front of all others, for the next incarnation, whatever room there is. Gives
    /// it back when the place is empty, or when the reader that had it has been `abandoned`.
    pub(crate) fn put_back(
        &self,
        message: M,
        abandoned: impl FnOnce() -> bool,
    ) -> Result<(), (M, Option<ExitReason>)> {
        let mut state = self.state.lock();
        if abandoned() {
            return Err((message, None));
        }
        if let Some(reason) = &state.closed {
            return Err((message, Some(reason.clone())));
        }
        state.queue.push_front(Envelope::Message(message));
        state.put_back = true;
        Ok(())
    }

    /// The cut: takes out all that was sent so far; what is sent from now on is the next incarnation's.
    /// Nothing when the reader has been `abandoned`: this is its successor's mailbox already.
    pub(crate) fn cut(&self, abandoned: &dyn Fn() -> bool) -> VecDeque<Envelope<M>> {
        let mut state = self.state.lock();
        // Under the lock, as for a control: a successor reads only after it has taken over, so that
        // either this is seen here, or nothing in the mailbox is its own yet.
        if abandoned() {
            return VecDeque::new();
        }
        let queue = state.take_all();
        self.without_reader(state);
        queue
    }

    /// The cut of a mailbox that is kept: all messages stay, those that the reader had taken in and not
    /// handled before the others. Returns what is not for a next incarnation. All that was taken in, when
    /// the place is empty or the reader has been `abandoned`.
    pub(crate) fn keep(
        &self,
        taken_in: VecDeque<Envelope<M>>,
        abandoned: &dyn Fn() -> bool,
    ) -> VecDeque<Envelope<M>> {
        let mut state = self.state.lock();
        if abandoned() || state.closed.is_some() {
            return taken_in;
        }
        let own = state.sift(taken_in);
        self.without_reader(state);
        own
    }

    /// Nobody reads it now, and nothing of it is taken.
    fn without_reader(&self, mut state: MutexGuard<'_, State<M>>) {
        let reader = std::mem::replace(&mut state.reader, Reader::Awake);
        state.taken = 0;
        let granted = state.grant(self.capacity);
        drop(state);
        drop(reader);
        wake_granted(granted);
    }

    /// Closes the mailbox: nothing can be sent, whoever waits for room learns the reason.
    /// Returns what was in it.
    pub(crate) fn close(&self, reason: ExitReason) -> VecDeque<Envelope<M>> {
        self.close_unless(reason, &|| false)
    }

    /// The same, but nothing happens when the reader has been `abandoned`: its successor takes over
    /// before it opens the mailbox, and so has the last word.
    pub(crate) fn close_unless(
        &self,
        reason: ExitReason,
        abandoned: &dyn Fn() -> bool,
    ) -> VecDeque<Envelope<M>> {
        let mut state = self.state.lock();
        if abandoned() {
            drop(state);
            return VecDeque::new();
        }
        let queue = state.take_all();
        let waiters = match &mut state.line {
            Some(line) => {
                line.granted = 0;
                std::mem::take(&mut line.waiters)
            }
            None => VecDeque::new(),
        };
        let reader = std::mem::replace(&mut state.reader, Reader::Awake);
        let previous = state.closed.replace(reason);
        state.taken = 0;
        drop(state);
        // The reader's waker keeps its task's memory.
        drop((previous, reader));
        for waiter in waiters {
            waiter.waker.wake();
        }
        queue
    }

    /// Takes out what was for one incarnation alone, which has not taken it: it was abandoned.
    pub(crate) fn take_own(&self) -> VecDeque<Envelope<M>> {
        self.state.lock().sift(VecDeque::new())
    }

    /// Opens a closed mailbox again, for an incarnation that is about to start.
    pub(crate) fn open(&self) {
        let mut state = self.state.lock();
        let previous = state.closed.take();
        // A notice that is still there was for the incarnation before.
        state.drains = false;
        drop(state);
        drop(previous);
    }
}

impl<M> State<M> {
    /// Puts the messages that the reader had taken in before the others, and gives all that is for one
    /// incarnation alone.
    fn sift(&mut self, taken_in: VecDeque<Envelope<M>>) -> VecDeque<Envelope<M>> {
        self.drains = false;
        // It is still the first, if nothing comes before it.
        self.put_back &= taken_in.is_empty();
        let mut own = self.take_system();
        let mut all = taken_in;
        append(&mut all, std::mem::take(&mut self.queue));
        while let Some(envelope) = all.pop_front() {
            match envelope {
                Envelope::Message(_) => self.queue.push_back(envelope),
                Envelope::Notice(_) => own.push_back(envelope),
            }
        }
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope::Notice;
    use crate::overload::Overload;
    use crate::pid::{Pid, PlaceId};

    /// One that was put back stays first until it is taken, also where an incarnation has not taken it.
    #[test]
    fn what_was_put_back_comes_alone() {
        let mailbox = Mailbox::new(None, Overload::Wait);
        mailbox.try_push_with(|| Some(2)).unwrap();
        mailbox.put_back(1, || false).unwrap();
        assert!(mailbox.keep(VecDeque::new(), &|| false).is_empty());
        assert_eq!(mailbox.take_some(9, 0, || false).len(), 1);
        // Behind what was taken in before it is one like others.
        mailbox.put_back(1, || false).unwrap();
        mailbox.keep(VecDeque::from([Envelope::Message(0)]), &|| false);
        assert_eq!(mailbox.take_some(9, 0, || false).len(), 3);
    }

    /// A drain keeps what is to be handled, and is over with its incarnation, also where the notice came
    /// too late for that one.
    #[test]
    fn a_drain_displaces_nothing_until_the_next_incarnation() {
        let mailbox = Mailbox::new(Some(2), Overload::DropOldest);
        mailbox.try_push_with(|| Some(1)).unwrap();
        let pid = Pid::new(PlaceId::next(), 1);
        mailbox.push_notice(Envelope::Notice(Box::new(Notice::Last(pid))));
        let full = mailbox.try_push_with(|| Some(2)).unwrap_err();
        assert_eq!(format!("{full:?}"), "Full");
        mailbox.open();
        let displaced = mailbox.try_push_with(|| Some(2)).unwrap_err();
        assert_eq!(format!("{displaced:?}"), "Displaced");
    }

    /// Who takes over from an abandoned incarnation gets its messages, and nothing that was its own.
    #[test]
    fn what_was_for_one_incarnation_is_taken_out() {
        let mailbox = Mailbox::new(None, Overload::Wait);
        mailbox.try_push_with(|| Some(1)).unwrap();
        let pid = Pid::new(PlaceId::next(), 1);
        mailbox.push_notice(Envelope::Notice(Box::new(Notice::Last(pid))));
        mailbox.try_push_with(|| Some(2)).unwrap();
        mailbox.push_system(9).unwrap();
        let own = mailbox.take_own();
        assert!(matches!(own[0], Envelope::Message(9)));
        assert!(matches!(own[1], Envelope::Notice(_)));
        assert_eq!(own.len(), 2);
        let left = mailbox.cut(&|| false);
        let left = left.into_iter().filter_map(Envelope::into_message);
        assert!(left.eq([1, 2]));
    }
}
