//! The mailbox: senders against its reader, the cut and its closing.

use std::collections::VecDeque;
use std::sync::Arc;
use std::task::Poll;

use ::loom::thread;

use super::{Outcomes, Reader, Task, check, messages, push, stand_in_line, wait_for_room};
use crate::envelope::Envelope;
use crate::exit::ExitReason;
use crate::mailbox::Mailbox;
use crate::overload::{Overload, Refusal, Trouble};

#[test]
fn a_message_wakes_the_reader_that_goes_to_sleep() {
    check(3, || {
        let mailbox = Arc::new(Mailbox::new(None, Overload::Wait));
        let pushers = [1, 2].map(|message| {
            let mailbox = Arc::clone(&mailbox);
            thread::spawn(move || mailbox.try_push_with(|| Some(message)).unwrap())
        });
        let mut reader = Reader::default();
        let mut got = [reader.message(&mailbox), reader.message(&mailbox)];
        got.sort_unstable();
        assert_eq!(got, [1, 2]);
        for pusher in pushers {
            pusher.join().unwrap();
        }
        assert_eq!(messages(mailbox.cut(&|| false)), []);
    });
}

#[test]
fn messages_of_one_sender_stay_in_order() {
    check(3, || {
        let mailbox = Arc::new(Mailbox::new(Some(1), Overload::Wait));
        let sender = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || {
                for message in [1, 2, 3] {
                    push(&mailbox, message).unwrap();
                }
            }
        });
        let mut reader = Reader::default();
        let got = [1, 2, 3].map(|_| reader.message(&mailbox));
        assert_eq!(got, [1, 2, 3]);
        sender.join().unwrap();
    });
}

/// The end of an incarnation that was reading, and the next one: what is sent before the cut is
/// the one's, what is sent after it the other's, and it wakes only the other.
#[test]
fn a_message_is_cut_or_is_the_next_incarnations() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(3, move || {
        let mailbox = Arc::new(Mailbox::new(None, Overload::Wait));
        let before = Task::default();
        let asleep = before.poll(|cx| mailbox.poll_refill(cx, &mut VecDeque::new(), || false));
        assert!(asleep.is_pending());
        let sender = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || {
                for message in [1, 2] {
                    mailbox.try_push_with(|| Some(message)).unwrap();
                }
            }
        });
        let mut got = messages(mailbox.cut(&|| false));
        seen.saw(got.len() as u32);
        let mut next = Reader::default();
        while got.len() < 2 {
            got.push(next.message(&mailbox));
        }
        assert_eq!(got, [1, 2]);
        sender.join().unwrap();
        assert_eq!(messages(mailbox.cut(&|| false)), []);
    });
    outcomes.expect(&[0, 1, 2]);
}

/// Of a mailbox that is kept nothing is lost: what the reader had taken in comes first, then what came
/// meanwhile, then what comes later, and those who wait for room get it.
#[test]
fn a_mailbox_that_is_kept_loses_nothing() {
    check(3, || {
        let mailbox = Arc::new(Mailbox::new(Some(2), Overload::Wait));
        let mut old = Reader::default();
        push(&mailbox, 1).unwrap();
        push(&mailbox, 2).unwrap();
        assert_eq!(old.message(&mailbox), 1);
        let sender = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || {
                push(&mailbox, 3).unwrap();
                push(&mailbox, 4).unwrap();
            }
        });
        assert!(mailbox.keep(old.batch, &|| false).is_empty());
        let mut next = Reader::default();
        let got = [(); 3].map(|()| next.message(&mailbox));
        assert_eq!(got, [2, 3, 4]);
        sender.join().unwrap();
    });
}

/// Those who wait for room are not in the mailbox: the cut makes room for them at once.
#[test]
fn a_cut_makes_room_for_those_who_wait() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(3, move || {
        let mailbox = Arc::new(Mailbox::new(Some(1), Overload::Wait));
        mailbox.try_push_with(|| Some(1)).unwrap();
        let sender = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || push(&mailbox, 2).unwrap()
        });
        assert_eq!(messages(mailbox.cut(&|| false)), [1]);
        seen.saw(mailbox.len() as u32);
        // Nobody has read anything since.
        sender.join().unwrap();
        assert_eq!(messages(mailbox.cut(&|| false)), [2]);
    });
    outcomes.expect(&[0, 1]);
}

/// Whoever sends is told the reason, or its message is among those that come back.
#[test]
fn closing_tells_everybody_the_reason() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(3, move || {
        let mailbox = Arc::new(Mailbox::new(Some(1), Overload::Wait));
        let waits = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || match push(&mailbox, 1) {
                Ok(()) => true,
                Err(reason) => {
                    assert!(matches!(reason, ExitReason::Shutdown));
                    false
                }
            }
        });
        let tries = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || match mailbox.try_push_with(|| Some(2)) {
                Ok(()) => true,
                Err(Trouble::Refused(Refusal::Full)) => false,
                Err(Trouble::Displaced(_)) => unreachable!("who waits makes no room"),
                Err(Trouble::Refused(Refusal::Closed(reason))) => {
                    assert!(matches!(reason, ExitReason::Shutdown));
                    false
                }
            }
        });
        let left = messages(mailbox.close(ExitReason::Shutdown));
        let sent = (waits.join().unwrap(), tries.join().unwrap());
        match sent {
            (true, true) => panic!("there is room for one"),
            (true, false) => assert_eq!(left, [1]),
            (false, true) => assert_eq!(left, [2]),
            (false, false) => assert_eq!(left, []),
        }
        seen.saw(u32::from(sent.0) + 2 * u32::from(sent.1));
        assert_eq!(mailbox.len(), 0);
    });
    outcomes.expect(&[0, 1, 2]);
}

/// A sender that slept through the time it was closed stands in line again.
#[test]
fn who_waits_through_a_closing_is_told_or_waits_again() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(3, move || {
        let mailbox = Arc::new(Mailbox::new(Some(1), Overload::Wait));
        mailbox.try_push_with(|| Some(0)).unwrap();
        let task = Task::default();
        let ticket = stand_in_line(&mailbox, &task);
        let sender = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || wait_for_room(&mailbox, &task, &mut Some(ticket), 1).is_ok()
        });
        assert_eq!(messages(mailbox.close(ExitReason::Shutdown)), [0]);
        mailbox.open();
        let other = mailbox.try_push_with(|| Some(2)).is_ok();
        let mut reader = Reader::default();
        let mut got = Vec::new();
        if other {
            got.push(reader.message(&mailbox));
            // The room of what is being handled is given away here.
            let _ = reader
                .task
                .poll(|cx| Poll::Ready(mailbox.note_busy(cx, 0, &|| false)));
        }
        let sent = sender.join().unwrap();
        got.extend(messages(std::mem::take(&mut reader.batch)));
        got.extend(messages(mailbox.cut(&|| false)));
        let expected: &[u32] = match (sent, other) {
            (false, false) => panic!("there is room for one"),
            (true, false) => &[1],
            (false, true) => &[2],
            (true, true) if got.first() == Some(&1) => &[1, 2],
            (true, true) => &[2, 1],
        };
        assert_eq!(got, expected);
        seen.saw(u32::from(sent) + 2 * u32::from(other));
    });
    outcomes.expect(&[1, 2, 3]);
}

/// Room that was given and not used when it was closed is not missing when it is open again.
#[test]
fn room_given_before_a_closing_is_not_missing_after_it() {
    check(3, || {
        let mailbox = Arc::new(Mailbox::new(Some(1), Overload::Wait));
        mailbox.try_push_with(|| Some(0)).unwrap();
        let ticket = stand_in_line(&mailbox, &Task::default());
        let sender = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || wait_for_room(&mailbox, &Task::default(), &mut Some(ticket), 1).is_ok()
        });
        assert_eq!(Reader::default().message(&mailbox), 0);
        let mut got = messages(mailbox.close(ExitReason::Shutdown));
        mailbox.open();
        let sent = sender.join().unwrap();
        got.extend(messages(mailbox.cut(&|| false)));
        assert_eq!(got.len(), usize::from(sent));
        assert!(mailbox.try_push_with(|| Some(2)).is_ok());
        assert!(mailbox.try_push_with(|| Some(3)).is_err());
    });
}

/// A notice needs no room, and is refused only by a closed mailbox.
#[test]
fn a_notice_wakes_the_reader_of_a_full_mailbox() {
    check(3, || {
        let mailbox = Arc::new(Mailbox::new(Some(1), Overload::Wait));
        mailbox.try_push_with(|| Some(1)).unwrap();
        let notifier = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || assert!(mailbox.push_notice(Envelope::Message(2)))
        });
        let mut reader = Reader::default();
        assert_eq!([1, 2].map(|_| reader.message(&mailbox)), [1, 2]);
        notifier.join().unwrap();
        drop(mailbox.close(ExitReason::Normal));
        assert!(!mailbox.push_notice(Envelope::Message(3)));
    });
}
