//! Room: those who wait for it, in order, also when one of them gives up.

use std::sync::Arc;
use std::task::Poll;

use ::loom::thread;

use super::{Outcomes, Reader, Task, check, push, stand_in_line, wait_for_room};
use crate::mailbox::Mailbox;
use crate::overload::Overload;

/// A full mailbox with one message, 0.
fn full() -> Arc<Mailbox<u32>> {
    let mailbox = Arc::new(Mailbox::new(Some(1), Overload::Wait));
    mailbox.try_push_with(|| Some(0)).unwrap();
    mailbox
}

/// Two stand in line; the first leaves while the reader gives room away.
#[test]
fn room_of_one_who_leaves_goes_on_to_the_next() {
    check(3, || {
        let mailbox = full();
        let tickets = [0, 1].map(|_| stand_in_line(&mailbox, &Task::default()));
        let leaver = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || mailbox.leave(tickets[0])
        });
        // It waits on in another task than the one that stood in line for it.
        let waiter = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || wait_for_room(&mailbox, &Task::default(), &mut Some(tickets[1]), 2).unwrap()
        });
        let mut reader = Reader::default();
        assert_eq!([0, 2].map(|_| reader.message(&mailbox)), [0, 2]);
        leaver.join().unwrap();
        waiter.join().unwrap();
        // No room was lost on the way, and none came from nowhere.
        reader.batch.clear();
        mailbox.release(0, || false);
        assert!(mailbox.try_push_with(|| Some(3)).is_ok());
        assert!(mailbox.try_push_with(|| Some(4)).is_err());
    });
}

/// One that is polled once and gives up, whatever it was told, beside one that waits.
#[test]
fn a_sender_that_gives_up_takes_no_room_with_it() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(2, move || {
        let mailbox = full();
        let quitter = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || {
                let (mut ticket, mut message) = (None, Some(1));
                let task = Task::default();
                let poll = task.poll(|cx| mailbox.poll_push(cx, true, &mut ticket, &mut message));
                if let Some(ticket) = ticket {
                    mailbox.leave(ticket);
                }
                poll.is_ready()
            }
        });
        let waiter = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || push(&mailbox, 2).unwrap()
        });
        let mut reader = Reader::default();
        assert_eq!(reader.message(&mailbox), 0);
        let mut got = vec![reader.message(&mailbox)];
        if got == [1] {
            got.push(reader.message(&mailbox));
        }
        let sent = quitter.join().unwrap();
        waiter.join().unwrap();
        if sent && got == [2] {
            got.push(reader.message(&mailbox));
        }
        match &got[..] {
            [2] if !sent => seen.saw(0),
            [1, 2] if sent => seen.saw(1),
            [2, 1] if sent => seen.saw(2),
            other => panic!("{other:?}, sent: {sent}"),
        }
        assert!(reader.batch.is_empty() && mailbox.len() <= 1);
    });
    outcomes.expect(&[0, 1, 2]);
}

/// Room is given in the order of the line, and nobody who did not wait gets past it.
#[test]
fn nobody_overtakes_those_who_wait() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(2, move || {
        let mailbox = full();
        let tasks = [Task::default(), Task::default()];
        let tickets = [0, 1].map(|index| stand_in_line(&mailbox, &tasks[index]));
        let mut message = 0;
        let waiters = tasks.map(|task| {
            let (mailbox, ticket) = (Arc::clone(&mailbox), tickets[message as usize]);
            message += 1;
            thread::spawn(move || wait_for_room(&mailbox, &task, &mut Some(ticket), message))
        });
        let overtaker = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || mailbox.try_push_with(|| Some(3)).is_ok()
        });
        let mut reader = Reader::default();
        assert_eq!([0, 1, 2].map(|_| reader.message(&mailbox)), [0, 1, 2]);
        for waiter in waiters {
            waiter.join().unwrap().unwrap();
        }
        let sent = overtaker.join().unwrap();
        if sent {
            assert_eq!(reader.message(&mailbox), 3);
        }
        seen.saw(u32::from(sent));
    });
    outcomes.expect(&[0, 1]);
}

/// Room comes back message by message while the reader works through its batch.
#[test]
fn a_batch_gives_its_room_back_as_it_is_handled() {
    check(3, || {
        let mailbox = Arc::new(Mailbox::new(Some(2), Overload::Wait));
        for message in [0, 1] {
            mailbox.try_push_with(|| Some(message)).unwrap();
        }
        let mut reader = Reader::default();
        assert_eq!(reader.message(&mailbox), 0);
        let senders = [2, 3].map(|message| {
            let mailbox = Arc::clone(&mailbox);
            thread::spawn(move || push(&mailbox, message).unwrap())
        });
        assert!(mailbox.len() <= 2);
        assert_eq!(reader.message(&mailbox), 1);
        assert!(mailbox.len() <= 2);
        // Its handler waits until both have got in: it needs to read nothing for that.
        for sender in senders {
            sender.join().unwrap();
        }
        assert_eq!(mailbox.len(), 2);
        let mut got = [0, 1].map(|_| reader.message(&mailbox));
        got.sort_unstable();
        assert_eq!(got, [2, 3]);
    });
}

/// Where room is given back only now and then, a handler that waits gives back what is due.
#[test]
fn a_handler_that_waits_gives_back_the_room_of_what_was_handled() {
    check(3, || {
        let mailbox = Arc::new(Mailbox::new(Some(2), Overload::Wait));
        for message in [0, 1] {
            mailbox.try_push_with(|| Some(message)).unwrap();
        }
        let mut reader = Reader::default();
        let refilled = reader
            .task
            .poll(|cx| mailbox.poll_refill(cx, &mut reader.batch, || false));
        assert!(refilled.is_ready());
        let sender = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || push(&mailbox, 2).unwrap()
        });
        reader.batch.pop_front();
        let left = reader.batch.len();
        let _ = reader
            .task
            .poll(|cx| Poll::Ready(mailbox.note_busy(cx, left, &|| false)));
        // What the handler waits for.
        sender.join().unwrap();
        assert_eq!([1, 2].map(|_| reader.message(&mailbox)), [1, 2]);
    });
}
