//! The reply cell: who answers against who waits.

use std::convert::Infallible;
use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use ::loom::thread;

use super::{Outcomes, Task, check};
use crate::message::Undelivered;
use crate::reply::{Answer, Failure, pair, pair_for};

fn wait<R: Send + 'static>(task: &Task, answer: &mut Answer<R, Infallible>) -> Option<R> {
    match task.run(poll_fn(|cx| answer.poll(cx))) {
        Ok(reply) => Some(reply),
        Err(Failure::Undelivered(Undelivered::NoReply)) => None,
        Err(_) => panic!("nobody said that"),
    }
}

/// Counts how often it is dropped.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn an_answer_wakes_the_caller() {
    check(4, || {
        let (reply, mut answer) = pair();
        let answerer = thread::spawn(move || reply.send(1));
        assert_eq!(wait(&Task::default(), &mut answer), Some(1));
        answerer.join().unwrap();
    });
}

/// As a call does it: its waker is there before the message is sent, so it sleeps before it looks.
#[test]
fn an_answer_wakes_a_caller_that_has_not_looked() {
    check(4, || {
        let task = Task::default();
        let (reply, mut answer) = pair_for(Some(task.waker()));
        let answerer = thread::spawn(move || reply.send(1));
        task.sleep();
        assert_eq!(wait(&task, &mut answer), Some(1));
        answerer.join().unwrap();
    });
}

#[test]
fn an_answer_wakes_the_task_that_looked_last() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(4, move || {
        let (reply, mut answer) = pair_for(Some(Task::default().waker()));
        let answerer = thread::spawn(move || reply.send(1));
        let early = Task::default().poll(|cx| answer.poll(cx));
        seen.saw(u32::from(early.is_ready()));
        match early {
            Poll::Ready(outcome) => assert!(matches!(outcome, Ok(1))),
            Poll::Pending => assert_eq!(wait(&Task::default(), &mut answer), Some(1)),
        }
        answerer.join().unwrap();
    });
    outcomes.expect(&[0, 1]);
}

#[test]
fn a_right_to_answer_that_is_dropped_tells_the_caller() {
    check(4, || {
        let (reply, mut answer) = pair::<u32, Infallible>();
        let erased = answer.erased();
        let dropper = thread::spawn(move || drop(reply));
        assert_eq!(wait(&Task::default(), &mut answer), None);
        assert!(erased.is_answered());
        dropper.join().unwrap();
    });
}

/// Whichever comes first, the reply is dropped once and nobody is left waiting.
#[test]
fn a_reply_to_a_caller_that_goes_is_dropped_once() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(4, move || {
        let drops = Arc::new(AtomicUsize::new(0));
        let counted = Counted(Arc::clone(&drops));
        let task = Task::default();
        let (reply, answer) = pair_for::<_, Infallible>(Some(task.waker()));
        let erased = answer.erased();
        let seen = seen.clone();
        let answerer = thread::spawn(move || {
            seen.saw(u32::from(reply.caller_gone()));
            reply.send(counted);
        });
        drop(answer);
        assert!(erased.is_answered());
        answerer.join().unwrap();
        assert_eq!(drops.load(Ordering::Relaxed), 1);
    });
    outcomes.expect(&[0, 1]);
}

/// One that has given up, and waits for the end of the call, is woken for that: by the answer, or by its
/// being dropped.
#[test]
fn a_caller_that_has_given_up_hears_of_the_end() {
    for answers in [true, false] {
        let outcomes = Outcomes::default();
        let seen = outcomes.clone();
        check(4, move || {
            let task = Task::default();
            let (reply, mut answer) = pair_for::<u32, Infallible>(Some(task.waker()));
            let seen = seen.clone();
            let answerer = thread::spawn(move || {
                seen.saw(u32::from(reply.caller_gone()));
                match answers {
                    true => reply.send(1),
                    false => drop(reply),
                }
            });
            answer.cancel();
            assert_eq!(wait(&task, &mut answer), answers.then_some(1));
            answerer.join().unwrap();
        });
        outcomes.expect(&[0, 1]);
    }
}

/// Whoever comes first, there is one answer.
#[test]
fn one_word_is_heard_of_two() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(4, move || {
        let (reply, mut answer) = pair::<u32, Infallible>();
        let erased = answer.erased();
        let answerer = thread::spawn(move || reply.send(1));
        let loser = thread::spawn(move || erased.fail(Undelivered::NoReply));
        let first = wait(&Task::default(), &mut answer);
        seen.saw(u32::from(first.is_some()));
        answerer.join().unwrap();
        loser.join().unwrap();
        assert!(answer.erased().is_answered());
    });
    outcomes.expect(&[0, 1]);
}

#[test]
fn a_call_that_was_answered_is_not_lost_with_its_process() {
    check(4, || {
        let (reply, mut answer) = pair::<u32, Infallible>();
        let erased = answer.erased();
        let process = thread::spawn(move || {
            reply.send(1);
            erased.fail(Undelivered::NoReply);
        });
        assert_eq!(wait(&Task::default(), &mut answer), Some(1));
        process.join().unwrap();
    });
}
