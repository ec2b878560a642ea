//! A timer that fires at the moment at which it is cancelled, or set anew.

use std::sync::Arc;
use std::time::Duration;

use ::loom::thread;
use tokio::time::Instant;

use super::{Outcomes, Reader, Task, check, messages};
use crate::clock::Clock;
use crate::envelope::Envelope;
use crate::mailbox::Mailbox;
use crate::overload::Overload;

/// As the task of a timer does it, once its time has come.
fn fire(clock: &Clock, mailbox: &Mailbox<u32>) {
    let envelope = || clock.fire(0).then_some(Envelope::Message(1));
    let mut ticket = None;
    let sent = Task::default().poll(|cx| mailbox.poll_put_with(cx, false, &mut ticket, envelope));
    assert!(sent.is_ready());
}

/// It is sent, or was cancelled in time, and who has cancelled it sees which.
#[test]
fn a_cancel_knows_whether_it_was_in_time() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(3, move || {
        let clock = Arc::new(Clock::new(Instant::now()));
        let mailbox = Arc::new(Mailbox::new(None, Overload::Wait));
        let timer = thread::spawn({
            let (clock, mailbox) = (Arc::clone(&clock), Arc::clone(&mailbox));
            move || fire(&clock, &mailbox)
        });
        let in_time = clock.stop();
        let sent = mailbox.len();
        assert_eq!(sent, usize::from(!in_time));
        seen.saw(u32::from(in_time));
        timer.join().unwrap();
        assert_eq!(mailbox.len(), sent);
    });
    outcomes.expect(&[0, 1]);
}

/// The same for a time that is set anew: what was due before is not sent then.
#[test]
fn a_reset_knows_whether_it_was_in_time() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(3, move || {
        let now = Instant::now();
        let clock = Arc::new(Clock::new(now));
        let mailbox = Arc::new(Mailbox::new(None, Overload::Wait));
        let timer = thread::spawn({
            let (clock, mailbox) = (Arc::clone(&clock), Arc::clone(&mailbox));
            move || fire(&clock, &mailbox)
        });
        let later = now + Duration::from_secs(1);
        let in_time = clock.set(later);
        timer.join().unwrap();
        assert_eq!(mailbox.len(), usize::from(!in_time));
        assert_eq!(clock.is_over(), !in_time);
        assert_eq!(clock.at(), later);
        seen.saw(u32::from(in_time));
    });
    outcomes.expect(&[0, 1]);
}

/// One that is held back at the last moment leaves its room to the next in line.
#[test]
fn a_cancelled_timer_takes_no_room_with_it() {
    check(2, || {
        let clock = Arc::new(Clock::new(Instant::now()));
        let mailbox = Arc::new(Mailbox::new(Some(1), Overload::Wait));
        mailbox.try_push_with(|| Some(0)).unwrap();
        let timer = thread::spawn({
            let (clock, mailbox) = (Arc::clone(&clock), Arc::clone(&mailbox));
            move || {
                let mut ticket = None;
                Task::default().run(std::future::poll_fn(|cx| {
                    let envelope = || clock.fire(0).then_some(Envelope::Message(1));
                    mailbox.poll_put_with(cx, false, &mut ticket, envelope)
                }))
            }
        });
        let sender = thread::spawn({
            let mailbox = Arc::clone(&mailbox);
            move || super::push(&mailbox, 2).unwrap()
        });
        let in_time = clock.stop();
        let mut reader = Reader::default();
        let mut read = vec![reader.message(&mailbox)];
        while !read.contains(&2) {
            read.push(reader.message(&mailbox));
        }
        timer.join().unwrap().unwrap();
        sender.join().unwrap();
        read.extend(messages(mailbox.cut(&|| false)));
        assert_eq!(read.contains(&1), !in_time);
    });
}
