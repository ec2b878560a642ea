//! An abandoned incarnation against its successor: it has no word any more.

use std::sync::Arc;
use std::task::Poll;

use ::loom::thread;

use super::control::place;
use super::{Outcomes, Reader, Task, check, messages, push};
use crate::control::Control;
use crate::envelope::Envelope;
use crate::exit::ExitReason;
use crate::link::{Exit, send_exit};
use crate::overload::Overload;
use crate::pid::Pid;
use crate::place::Place;

/// Takes the place over, and reads until it has the last message, 9, which is sent to it alone.
fn succeed(place: &Arc<Place<u32>>) -> Vec<u32> {
    let pid = place.core.begin();
    place.mailbox.open();
    let sender = thread::spawn({
        let place = Arc::clone(place);
        move || push(&place.mailbox, 9).unwrap()
    });
    let quiet = Control::quiet(pid);
    let mut reader = Reader::default();
    let mut got = Vec::new();
    while got.last() != Some(&9) {
        let message = reader.next(&place.mailbox, || place.core.control() != quiet);
        got.push(message.expect("nobody controls it"));
    }
    sender.join().unwrap();
    got
}

/// Runs the code of an abandoned incarnation, which gives the messages it got, beside its
/// successor, with message 1 in the mailbox.
fn beside(old: impl Fn(&Place<u32>, Pid) -> Vec<u32> + Send + Sync + Copy + 'static) {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(3, move || {
        let (place, pid) = place(false);
        place.mailbox.try_push_with(|| Some(1)).unwrap();
        let abandoned = thread::spawn({
            let place = Arc::clone(&place);
            move || old(&place, pid)
        });
        let new = succeed(&place);
        match (&abandoned.join().unwrap()[..], &new[..]) {
            ([1], [9]) => seen.saw(0),
            ([], [1, 9]) => seen.saw(1),
            other => panic!("{other:?}"),
        }
    });
    outcomes.expect(&[0, 1]);
}

/// Either it took the message while it still had the place, or it leaves everything alone.
#[test]
fn an_abandoned_reader_takes_nothing_of_its_successors() {
    beside(|place, pid| {
        let mut reader = Reader::default();
        let quiet = Control::quiet(pid);
        for _ in 0..2 {
            let _: Poll<()> = reader.task.poll(|cx| {
                let control = || place.core.control() != quiet;
                place.mailbox.poll_refill(cx, &mut reader.batch, control)
            });
            if !reader.batch.is_empty() {
                break;
            }
        }
        messages(reader.batch)
    });
}

/// The same while its handler waits for something.
#[test]
fn an_abandoned_handler_that_waits_does_not_sleep_for_its_successor() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(3, move || {
        let (place, pid) = place(false);
        let abandoned = thread::spawn({
            let place = Arc::clone(&place);
            move || {
                let stopped = || place.core.control().wants_kill(pid);
                Task::default().poll(|cx| Poll::Ready(place.mailbox.note_busy(cx, 0, &stopped)))
            }
        });
        assert_eq!(succeed(&place), [9]);
        let stopped = abandoned.join().unwrap();
        seen.saw(u32::from(stopped == Poll::Ready(true)));
    });
    outcomes.expect(&[0, 1]);
}

/// Its end cuts only what was sent to it.
#[test]
fn the_end_of_an_abandoned_one_cuts_nothing_of_its_successors() {
    beside(|place, pid| {
        let abandoned = || place.core.control().is_superseded(pid);
        messages(place.mailbox.cut(&abandoned))
    });
}

/// Its end does not close the mailbox that its successor has opened.
#[test]
fn the_end_of_an_abandoned_one_does_not_close_its_successors_mailbox() {
    beside(|place, pid| {
        let abandoned = || place.core.control().is_superseded(pid);
        messages(place.mailbox.close_unless(ExitReason::Killed, &abandoned))
    });
}

/// It no longer says how much room there is. Notices need no room, so that what is left of its
/// batch may be more than the mailbox holds.
#[test]
fn an_abandoned_batch_takes_no_room() {
    check(3, || {
        let place = Place::new("model", false, Some(1), Overload::Wait);
        let pid = place.core.begin();
        let quiet = Control::quiet(pid);
        for message in [1, 2] {
            assert!(place.mailbox.push_notice(Envelope::Message(message)));
        }
        let mut reader = Reader::default();
        let control = || place.core.control() != quiet;
        let poll = reader
            .task
            .poll(|cx| place.mailbox.poll_refill(cx, &mut reader.batch, control));
        assert!(poll.is_ready());
        let abandoned = thread::spawn({
            let place = Arc::clone(&place);
            move || {
                let abandoned = || place.core.control().is_superseded(pid);
                place.mailbox.release(1, abandoned);
            }
        });
        assert_eq!(succeed(&place), [9]);
        abandoned.join().unwrap();
    });
}

/// It takes no exit that was sent to its successor.
#[test]
fn an_abandoned_one_takes_no_exit_of_its_successors() {
    check(3, || {
        let (place, old) = place(true);
        let exit = || Exit {
            from: None,
            reason: ExitReason::Killed,
            by_link: false,
        };
        let abandoned = thread::spawn({
            let place = Arc::clone(&place);
            move || place.core.next_exit(old).is_some()
        });
        let pid = place.core.begin();
        send_exit(&*place, pid, exit());
        assert!(place.core.control().has_exit());
        assert!(place.core.next_exit(pid).is_some());
        assert!(!abandoned.join().unwrap());
    });
}
