//! Messages in the order of their priorities: what a process with priorities has instead of its
//! mailbox's order.
//!
//! A priority is a head start: a message with priority `p` is handled as if it had come `p × 1,024`
//! messages earlier. So those of one priority keep their order, and the least urgent one is overtaken
//! by a bounded number of later messages: each that comes makes it older.

use std::collections::{BTreeMap, VecDeque};

use crate::envelope::{Envelope, Notice};
use crate::message::Message;
use crate::pid::Pid;

/// How many later messages a step of priority lets a message overtake.
const HEAD_START: i64 = 1_024;

/// How many are taken in at most before the next message is handled: a flood must not keep the
/// process from that.
pub(crate) const INTAKE: usize = 256;

/// What the reader has taken in, in the order in which it is to be handled.
pub(crate) struct Ranked<M> {
    /// Which seat each has: a tree of the messages themselves would be compiled for every process.
    order: BTreeMap<Rank, usize>,
    seats: Vec<Option<Envelope<M>>>,
    free: Vec<usize>,
    /// How many have come.
    arrived: i64,
    /// After this the process ends: who comes later does not overtake that.
    last: bool,
}

/// Which place a message has, and of those with the same the one that has come first.
type Rank = (i64, i64);

impl<M> Default for Ranked<M> {
    fn default() -> Self {
        Self {
            order: BTreeMap::new(),
            seats: Vec::new(),
            free: Vec::new(),
            arrived: 0,
            last: false,
        }
    }
}

impl<M: Message> Ranked<M> {
    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether more may be taken in.
    pub(crate) fn takes_more(&self) -> bool {
        !self.last
    }

    /// Takes in what has come, in the order in which it has. Of a message whose priority can't be
    /// computed, since that panics, only it is lost.
    pub(crate) fn take_in(&mut self, new: &mut VecDeque<Envelope<M>>, own: Pid) {
        while let Some(envelope) = new.pop_front() {
            let priority = match &envelope {
                _ if self.last => i8::MIN,
                Envelope::Message(message) => message.priority(),
                Envelope::Notice(notice) => match &**notice {
                    Notice::Own(_, message) => message.priority(),
                    Notice::Last(pid) if *pid == own => {
                        self.last = true;
                        i8::MIN
                    }
                    Notice::Down(_) | Notice::Last(_) => 0,
                },
            };
            let rank = if self.last {
                i64::MAX
            } else {
                self.arrived - i64::from(priority) * HEAD_START
            };
            let seat = self.free.pop().unwrap_or_else(|| {
                self.seats.push(None);
                self.seats.len() - 1
            });
            self.seats[seat] = Some(envelope);
            self.order.insert((rank, self.arrived), seat);
            self.arrived += 1;
        }
    }

    pub(crate) fn next(&mut self) -> Option<Envelope<M>> {
        let (_, seat) = self.order.pop_first()?;
        self.free.push(seat);
        self.seats[seat].take()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::message::Undelivered;
    use crate::pid::PlaceId;

    fn own() -> Pid {
        static PLACE: LazyLock<PlaceId> = LazyLock::new(PlaceId::next);
        Pid::new(*PLACE, 2)
    }

    struct Urgent(i8, &'static str);

    impl Message for Urgent {
        fn fail(self, _why: &Undelivered) {}

        fn label(&self) -> &'static str {
            self.1
        }

        fn is_call(&self) -> bool {
            false
        }

        fn priority(&self) -> i8 {
            self.0
        }
    }

    fn take_in(ranked: &mut Ranked<Urgent>, messages: &[(i8, &'static str)]) {
        let new = messages.iter();
        let new = new.map(|&(priority, name)| Envelope::Message(Urgent(priority, name)));
        ranked.take_in(&mut new.collect(), own());
    }

    fn next(ranked: &mut Ranked<Urgent>) -> Option<&'static str> {
        match ranked.next()? {
            Envelope::Message(message) => Some(message.label()),
            Envelope::Notice(_) => Some("the end"),
        }
    }

    #[test]
    fn the_urgent_come_first_and_equals_in_their_order() {
        let mut ranked = Ranked::default();
        take_in(
            &mut ranked,
            &[(0, "a"), (5, "b"), (-1, "c"), (5, "d"), (0, "e")],
        );
        let order: Vec<_> = std::iter::from_fn(|| next(&mut ranked)).collect();
        assert_eq!(order, ["b", "d", "a", "e", "c"]);
    }

    #[test]
    fn who_waits_is_overtaken_by_so_many_and_no_more() {
        let mut ranked = Ranked::default();
        take_in(&mut ranked, &[(0, "patient")]);
        let mut overtaken = 0;
        loop {
            // One comes, one goes: the flood never ends.
            take_in(&mut ranked, &[(2, "urgent")]);
            if next(&mut ranked) == Some("patient") {
                break;
            }
            overtaken += 1;
        }
        assert_eq!(overtaken, 2 * HEAD_START - 1);
    }

    #[test]
    fn nothing_overtakes_the_end() {
        let mut ranked = Ranked::default();
        take_in(&mut ranked, &[(0, "a")]);
        let end = |pid| VecDeque::from([Envelope::Notice(Box::new(Notice::Last(pid)))]);
        let other = Pid::new(PlaceId::next(), 1);
        ranked.take_in(&mut end(other), own());
        assert!(ranked.takes_more(), "that was for another incarnation");
        assert_eq!(next(&mut ranked), Some("a"));
        assert_eq!(next(&mut ranked), Some("the end"));
        take_in(&mut ranked, &[(0, "a")]);
        ranked.take_in(&mut end(own()), own());
        assert!(!ranked.takes_more());
        take_in(&mut ranked, &[(100, "late")]);
        let order: Vec<_> = std::iter::from_fn(|| next(&mut ranked)).collect();
        assert_eq!(order, ["a", "the end", "late"]);
    }
}
