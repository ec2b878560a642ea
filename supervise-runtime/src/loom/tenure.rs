//! What is registered, against the end of its incarnation, its start, and those who look.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use ::loom::thread;

use super::control::place;
use super::{Outcomes, check};
use crate::exit::ExitReason;
use crate::registry::{Holder, Via, Whose, register};

/// Who is registered. Its lock is not one of the model's: nothing is waited for under it.
#[derive(Clone, Default)]
struct Board(Arc<Mutex<Option<Holder<()>>>>);

impl Board {
    fn is_empty(&self) -> bool {
        self.0.lock().unwrap().is_none()
    }

    fn found(&self) -> bool {
        let holder = self.0.lock().unwrap().clone();
        holder.is_some_and(|holder| holder.is_present())
    }
}

impl PartialEq for Board {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Via for Board {
    type Handle = ();
    type Taken = Infallible;

    fn register(&self, holder: Holder<()>) -> Result<(), Infallible> {
        *self.0.lock().unwrap() = Some(holder);
        Ok(())
    }

    fn unregister(&self, holder: &Holder<()>) {
        let mut held = self.0.lock().unwrap();
        if held.as_ref() == Some(holder) {
            *held = None;
        }
    }
}

/// A supervisor gives an incarnation up while that registers: nothing is left behind.
#[test]
fn registering_against_being_given_up() {
    for whose in [Whose::Incarnation, Whose::Place] {
        let outcomes = Outcomes::default();
        let seen = outcomes.clone();
        check(3, move || {
            let (place, pid) = place(false);
            place.core.running(pid);
            let board = Board::default();
            let process = thread::spawn({
                let (place, board) = (Arc::clone(&place), board.clone());
                move || {
                    let Ok(()) = register(&place.core, (pid, whose), &board, ());
                    board.is_empty()
                }
            });
            place.core.vacate(&ExitReason::Killed);
            let never_was = process.join().unwrap();
            assert!(board.is_empty());
            seen.saw(u32::from(never_was));
        });
        // Before it and after it.
        outcomes.expect(&[0, 1]);
    }
}

/// Who sees it running finds what it has registered in its init, and who sees its end does not.
#[test]
fn found_from_the_start_to_the_end() {
    let outcomes = Outcomes::default();
    let seen = outcomes.clone();
    check(2, move || {
        let (place, pid) = place(false);
        let board = Board::default();
        let Ok(()) = register(&place.core, (pid, Whose::Incarnation), &board, ());
        assert!(!board.found());
        let process = thread::spawn({
            let place = Arc::clone(&place);
            move || {
                place.core.running(pid);
                let estate = place.core.ended(pid, &ExitReason::Normal, false);
                estate.unwrap().settle(pid, &ExitReason::Normal);
            }
        });
        // One after the other, so that what is found may have ended meanwhile, and not the reverse.
        let ended = place.core.is_vacant_for_good();
        let found = board.found();
        assert!(!(ended && found));
        seen.saw(u32::from(found));
        process.join().unwrap();
        assert!(board.is_empty() && !board.found());
    });
    outcomes.expect(&[0, 1]);
}

/// What belongs to the place stays while another incarnation follows, and goes with the last.
#[test]
fn of_a_place_it_outlives_an_incarnation() {
    check(2, move || {
        let (place, pid) = place(false);
        let board = Board::default();
        let Ok(()) = register(&place.core, (pid, Whose::Place), &board, ());
        place.core.running(pid);
        let looks = thread::spawn({
            let board = board.clone();
            move || board.found()
        });
        let estate = place.core.ended(pid, &ExitReason::Killed, true);
        estate.unwrap().settle(pid, &ExitReason::Killed);
        let next = place.core.begin();
        let Ok(()) = register(&place.core, (next, Whose::Place), &board, ());
        place.core.running(next);
        assert!(looks.join().unwrap());
        place.core.vacate(&ExitReason::Shutdown);
        assert!(board.is_empty());
    });
}
