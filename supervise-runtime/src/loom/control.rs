//! The control word: what is wanted of a process against its going to sleep, or being busy.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use ::loom::thread;
use tokio::time::Instant;

use super::{Outcomes, Reader, Task, check};
use crate::control::Control;
use crate::exit::ExitReason;
use crate::link::{Exit, Tells, link, send_exit, unlink};
use crate::overload::Overload;
use crate::pid::Pid;
use crate::place::{AnyPlace, Place, Status};
use crate::run::interruptible;

/// A place whose first incarnation runs.
pub(super) fn place(traps_exits: bool) -> (Arc<Place<u32>>, Pid) {
    let place = Place::new("model", traps_exits, None, Overload::Wait);
    let pid = place.core.begin();
    (place, pid)
}

/// As a supervisor does it.
fn order_end(place: &Place<u32>, pid: Pid) {
    if place.core.order_shutdown(pid, Instant::now()) {
        place.wake_for_control();
    }
}

fn kill(place: &Place<u32>, pid: Pid) {
    if place.core.kill(pid) {
        place.wake_for_control();
    }
}

fn exit() -> Exit {
    Exit {
        from: None,
        reason: ExitReason::Killed,
        by_link: false,
    }
}

#[test]
fn a_control_wakes_the_reader_that_goes_to_sleep() {
    check(4, || {
        let (place, pid) = place(false);
        let quiet = Control::quiet(pid);
        let supervisor = thread::spawn({
            let place = Arc::clone(&place);
            move || order_end(&place, pid)
        });
        let mut reader = Reader::default();
        let message = reader.next(&place.mailbox, || place.core.control() != quiet);
        assert_eq!(message, None);
        assert!(place.core.control().wants_end(pid));
        assert!(place.core.end_order().is_some());
        supervisor.join().unwrap();
    });
}

/// The message takes the reader's waker: the control relies on the reader's looking again.
#[test]
fn a_control_is_not_lost_to_a_message() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(3, move || {
        let (place, pid) = place(false);
        let quiet = Control::quiet(pid);
        let sender = thread::spawn({
            let place = Arc::clone(&place);
            move || place.mailbox.try_push_with(|| Some(1)).unwrap()
        });
        let supervisor = thread::spawn({
            let place = Arc::clone(&place);
            move || kill(&place, pid)
        });
        let mut reader = Reader::default();
        let mut handled = 0;
        while let Some(message) = reader.next(&place.mailbox, || place.core.control() != quiet) {
            assert_eq!(message, 1);
            handled += 1;
        }
        seen.saw(handled);
        assert!(place.core.control().kills());
        sender.join().unwrap();
        supervisor.join().unwrap();
    });
    outcomes.expect(&[0, 1]);
}

/// A handler that waits is of no interest to messages, but to a control.
#[test]
fn a_control_breaks_a_waiting_handler_off() {
    check(3, || {
        let (place, pid) = place(false);
        let sender = thread::spawn({
            let place = Arc::clone(&place);
            move || place.mailbox.try_push_with(|| Some(1)).unwrap()
        });
        let supervisor = thread::spawn({
            let place = Arc::clone(&place);
            move || order_end(&place, pid)
        });
        let killer = thread::spawn({
            let place = Arc::clone(&place);
            move || kill(&place, pid)
        });
        let task = Task::default();
        let forever = || Some(std::future::pending::<()>());
        let (mut first, mut second) = (pin!(forever()), pin!(forever()));
        let handler = first.as_mut();
        let ended = task.run(interruptible(&place, pid, Control::wants_end, handler));
        assert!(ended.is_err());
        // The handler may finish within the budget, as far as anybody but a kill is concerned.
        let handler = second.as_mut();
        let killed = task.run(interruptible(&place, pid, Control::wants_kill, handler));
        assert!(killed.is_err());
        sender.join().unwrap();
        supervisor.join().unwrap();
        killer.join().unwrap();
        assert_eq!(place.mailbox.len(), 1);
        assert!(place.core.control().ends() && place.core.control().kills());
    });
}

/// Trapped exits do not break a handler off, and are all there when it is done.
#[test]
fn no_trapped_exit_is_lost() {
    check(3, || {
        let (place, pid) = place(true);
        let quiet = Control::quiet(pid);
        let senders = [0, 1].map(|_| {
            let place = Arc::clone(&place);
            thread::spawn(move || send_exit(&*place, pid, exit()))
        });
        let mut reader = Reader::default();
        let mut handled = 0;
        while handled < 2 {
            // As the loop does it: the bit may still be set when the last exit is gone.
            if place.core.control().has_exit() {
                handled += usize::from(place.core.next_exit(pid).is_some());
            } else {
                let message = reader.next(&place.mailbox, || place.core.control() != quiet);
                assert_eq!(message, None);
            }
        }
        for sender in senders {
            sender.join().unwrap();
        }
        assert!(place.core.control() == quiet);
    });
}

/// Whichever of the two comes first, the exit comes, once.
#[test]
fn a_link_to_one_that_ends_brings_its_exit() {
    check(3, || {
        let (mine, me) = place(true);
        let (other, it) = place(false);
        let ending = thread::spawn({
            let other = Arc::clone(&other);
            move || {
                let estate = other.core.ended(it, &ExitReason::Killed, false);
                estate.unwrap().settle(it, &ExitReason::Killed);
            }
        });
        let erased: [Arc<dyn AnyPlace>; 2] = [Arc::clone(&mine) as _, other];
        let all = Tells::Everything;
        link((&erased[0], me, all), (&erased[1], it, all), || {
            ExitReason::NotFound
        });
        let mut reader = Reader::default();
        let quiet = Control::quiet(me);
        assert_eq!(
            reader.next(&mine.mailbox, || mine.core.control() != quiet),
            None
        );
        ending.join().unwrap();
        assert!(mine.core.next_exit(me).is_some());
        assert!(mine.core.next_exit(me).is_none());
        // No link is left, neither way.
        for (place, pid) in [(&erased[0], me), (&erased[1], it)] {
            let estate = place.core().ended(pid, &ExitReason::Killed, true);
            assert!(estate.is_none_or(|estate| !estate.has_links()));
        }
    });
}

/// Once the link is taken away its exit does not come, also where the other has ended already and is about
/// to tell. Linked again, it comes once.
#[test]
fn no_exit_comes_after_unlink_and_one_after_linking_again() {
    for again in [false, true] {
        check(3, move || {
            let (mine, me) = place(true);
            let (other, it) = place(false);
            let erased: [Arc<dyn AnyPlace>; 2] = [Arc::clone(&mine) as _, Arc::clone(&other) as _];
            let all = Tells::Everything;
            let join = || {
                link((&erased[0], me, all), (&erased[1], it, all), || {
                    ExitReason::NotFound
                });
            };
            join();
            let ending = thread::spawn(move || {
                let estate = other.core.ended(it, &ExitReason::Killed, false);
                estate.unwrap().settle(it, &ExitReason::Killed);
            });
            unlink((&erased[0], me), (&erased[1], it));
            assert!(mine.core.next_exit(me).is_none());
            if again {
                join();
            }
            ending.join().unwrap();
            assert_eq!(mine.core.next_exit(me).is_some(), again);
            assert!(mine.core.next_exit(me).is_none());
        });
    }
}

/// Who waits for a change of status sees it.
#[test]
fn an_observer_is_told_of_a_change() {
    check(3, || {
        let (place, pid) = place(false);
        let process = thread::spawn({
            let place = Arc::clone(&place);
            move || {
                place.core.running(pid);
                let estate = place.core.ended(pid, &ExitReason::Normal, false);
                estate.unwrap().settle(pid, &ExitReason::Normal);
            }
        });
        let mut ticket = None;
        Task::default().run(poll_fn(|cx| {
            place.core.poll_status(cx, &mut ticket, |status, _| {
                matches!(status, Status::Vacant(_)).then_some(())
            })
        }));
        process.join().unwrap();
    });
}

/// Suspended by one, resumed by another, and ended: who waits for it to be at rest is told what has come of
/// it, and it is not left asleep.
#[test]
fn who_suspends_is_told_whoever_resumes() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(2, move || {
        let (place, pid) = place(false);
        place.core.running(pid);
        let process = thread::spawn({
            let place = Arc::clone(&place);
            move || {
                let quiet = Control::quiet(pid);
                let mut reader = Reader::default();
                loop {
                    let control = place.core.control();
                    if control.wants_end(pid) {
                        break;
                    }
                    if !control.is_suspended() {
                        let _ = reader.next(&place.mailbox, || place.core.control() != quiet);
                        continue;
                    }
                    // As the loop does it.
                    let changes = || place.core.control() != control;
                    reader.task.run(poll_fn(|cx| {
                        if place.mailbox.note_busy(cx, 0, &changes) {
                            return Poll::Ready(());
                        }
                        place.core.suspended(pid);
                        Poll::Pending
                    }));
                }
                let estate = place.core.ended(pid, &ExitReason::Killed, false);
                estate.unwrap().settle(pid, &ExitReason::Killed);
            }
        });
        let resumer = thread::spawn({
            let place = Arc::clone(&place);
            move || {
                place.core.resume(pid);
                place.wake_for_control();
            }
        });
        assert!(place.core.raise(pid, Control::SUSPEND));
        place.wake_for_control();
        let mut ticket = None;
        let rests = Task::default().run(poll_fn(|cx| {
            place.core.poll_status(cx, &mut ticket, |status, now| {
                place.core.is_at_rest(pid, status, now)
            })
        }));
        seen.saw(u32::from(rests));
        resumer.join().unwrap();
        // What the status says is so, whatever came first.
        let suspended = place.core.control().is_suspended();
        assert!(suspended || !matches!(place.core.status(), Status::Suspended));
        kill(&place, pid);
        process.join().unwrap();
    });
    outcomes.expect(&[0, 1]);
}
