//! A child that is polled in its task's place, and the supervisor whose task does so.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Poll, Waker};

use ::loom::sync::Notify;
use ::loom::thread;

use super::{Outcomes, Runtime, Task, check};
use crate::pid::PlaceId;
use crate::supervisor::{ChildTask, Driver};
use crate::sync::{AtomicU64, Mutex};
use std::sync::atomic::Ordering;

#[derive(Default)]
struct Flag(AtomicU64);

impl Flag {
    fn set(&self) {
        self.0.store(1, Ordering::Release);
    }

    fn is_set(&self) -> bool {
        self.0.load(Ordering::Acquire) == 1
    }
}

/// Ends when it is polled after the flag is set. Nothing wakes it for that.
fn told(flag: &Arc<Flag>, ended: &Arc<Notify>) -> impl Future<Output = ()> + Send + use<> {
    let (flag, ended) = (Arc::clone(flag), Arc::clone(ended));
    poll_fn(move |_| {
        if !flag.is_set() {
            return Poll::Pending;
        }
        ended.notify();
        Poll::Ready(())
    })
}

/// Whoever tells a child something and polls it needs not wake it, also when its task does so just then.
#[test]
fn who_polls_a_child_need_not_wake_it() {
    check(3, || {
        let (flag, ended) = (Arc::new(Flag::default()), Arc::new(Notify::new()));
        let (own, task) = ChildTask::new(Box::pin(told(&flag, &ended)));
        let running = thread::spawn(move || Task::default().run(task));
        flag.set();
        own.polled().poll_here(Waker::noop());
        ended.wait();
        drop(own);
        running.join().unwrap();
    });
}

/// What follows a run that has said that it is over is polled, wherever that one is.
#[test]
fn a_child_that_was_over_goes_on_with_what_follows() {
    check(3, || {
        let (second, ended) = (Arc::new(Flag::default()), Arc::new(Notify::new()));
        let over = Arc::new(Notify::new());
        let first = poll_fn({
            let over = Arc::clone(&over);
            move |_| {
                over.notify();
                Poll::Ready(())
            }
        });
        let (own, task) = ChildTask::new(Box::pin(first));
        let running = thread::spawn(move || Task::default().run(task));
        over.wait();
        second.set();
        let next = Box::pin(told(&second, &ended));
        assert!(own.follow(next).is_ok());
        own.polled().poll_here(Waker::noop());
        ended.wait();
        drop(own);
        running.join().unwrap();
    });
}

/// A task that is dropped with its runtime takes what it has with it, whoever polls that.
#[test]
fn a_child_is_dropped_with_its_task() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(3, move || {
        let child = Arc::new(());
        let held = Arc::clone(&child);
        let live = poll_fn(move |_| {
            let _ = &held;
            Poll::Pending
        });
        let (own, task) = ChildTask::new(Box::pin(live));
        let mut task = Box::pin(task);
        let polled = Task::default().poll(|cx| task.as_mut().poll(cx));
        assert!(polled.is_pending());
        let dropping = thread::spawn(move || drop(task));
        own.polled().poll_here(Waker::noop());
        let follows = own.follow(Box::pin(std::future::pending())).is_ok();
        seen.saw(u32::from(follows));
        dropping.join().unwrap();
        assert_eq!(Arc::strong_count(&child), 1);
    });
    outcomes.expect(&[0, 1]);
}

/// A supervisor whose task polls a child that does not come back has a stand-in when it is woken.
#[test]
fn a_supervisor_goes_on_while_its_child_is_polled() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(2, move || {
        // The child, which once told does not come back before its supervisor has ended.
        let (told, over) = (Arc::new(Flag::default()), Arc::new(Notify::new()));
        let child = poll_fn({
            let (told, over) = (Arc::clone(&told), Arc::clone(&over));
            move |_| {
                if told.is_set() {
                    over.wait();
                }
                Poll::Pending
            }
        });
        let (own, task) = ChildTask::new(Box::pin(child));
        let mut task = Box::pin(task);
        let polled = Task::default().poll(|cx| task.as_mut().poll(cx));
        assert!(polled.is_pending());
        // The supervisor, which ends when it hears the news.
        let runtime = Runtime::default();
        let news = Arc::new(Flag::default());
        let sleeper = Arc::new(Mutex::new(None::<Waker>));
        let driver = Driver::new(PlaceId::next(), runtime.clone(), |driver| {
            let (news, sleeper, told) =
                (Arc::clone(&news), Arc::clone(&sleeper), Arc::clone(&told));
            Box::pin(poll_fn(move |cx| {
                let before = sleeper.lock().replace(cx.waker().clone());
                drop(before);
                if news.is_set() {
                    over.notify();
                    return Poll::Ready(());
                }
                if !told.is_set() {
                    told.set();
                    driver.lend(own.polled());
                }
                Poll::Pending
            }))
        });
        let poster = thread::spawn(move || {
            news.set();
            let waker = sleeper.lock().take();
            if let Some(waker) = waker {
                waker.wake();
            }
            runtime.run()
        });
        let task = pin!(driver.task());
        Task::default().run(task);
        let stood_in = poster.join().unwrap();
        seen.saw(u32::from(stood_in));
        drop(driver);
    });
    outcomes.expect(&[0, 1]);
}
