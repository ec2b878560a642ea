//! An abandoned incarnation against its successor: it has no word any more.

use std::sync::Arc;
use std::task::Poll;

use ::loom::thread;

use super::control::place;
use super::{Outcomes, Reader, Task, check, messages, push};
use crate::control::Control;
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
                Task::default().poll(|cx| Poll::Ready(place.mailbox.note_busy(cx, 0, stopped)))
            }
        });
        assert_eq!(succeed(&place), [9]);
        let stopped = abandoned.join().unwrap();
        seen.saw(u32::from(stopped == Poll::Ready(true)));
    });
    outcomes.expect(&[0, 1]);
}
