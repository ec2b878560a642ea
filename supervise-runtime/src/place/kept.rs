//! What an incarnation leaves to the next one: its state.

use std::any::Any;

use super::PlaceCore;
use crate::message::drop_quietly;
use crate::pid::Pid;

/// A state between two incarnations. Dropped, it hurts nobody: that may be in its supervisor's task.
pub(super) struct Kept(Option<Box<dyn Any + Send>>);

impl PlaceCore {
    /// Keeps the state of this incarnation. An abandoned one gets it back.
    pub(crate) fn keep<S: Send + 'static>(&self, of: Pid, state: S) -> Result<(), S> {
        let state = Box::new(state);
        let mut life = self.life.lock();
        if life.incarnation != of.incarnation() || !life.is_live() {
            drop(life);
            return Err(*state);
        }
        let old = life.ties().kept.replace(Kept(Some(state)));
        drop(life);
        drop(old);
        Ok(())
    }

    /// What the incarnation before this one has left.
    pub(crate) fn take_kept<S: 'static>(&self, by: Pid) -> Option<S> {
        let mut life = self.life.lock();
        if life.incarnation != by.incarnation() {
            return None;
        }
        let kept = life.take_kept();
        drop(life);
        let state = kept?.0.take()?;
        // A place is for one type of process.
        state.downcast().ok().map(|state| *state)
    }

    /// The next incarnation starts anew.
    pub(crate) fn forget_kept(&self) {
        let kept = self.life.lock().take_kept();
        drop(kept);
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let state = self.0.take();
        drop_quietly("state", || drop(state));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exit::ExitReason;

    #[test]
    fn the_next_one_takes_it_once() {
        let core = PlaceCore::new("Process", false);
        let first = core.begin();
        assert_eq!(core.keep(first, 5), Ok(()));
        assert!(core.ended(first, &ExitReason::Killed, true).is_some());
        let second = core.begin();
        assert_eq!(core.take_kept::<i32>(first), None);
        assert_eq!(core.take_kept(second), Some(5));
        assert_eq!(core.take_kept::<i32>(second), None);
    }

    #[test]
    fn an_abandoned_one_gets_it_back() {
        let core = PlaceCore::new("Process", false);
        let first = core.begin();
        let second = core.begin();
        assert_eq!(core.keep(first, 5), Err(5));
        assert_eq!(core.take_kept::<i32>(second), None);
        core.vacate(&ExitReason::Killed);
        assert_eq!(core.keep(second, 6), Err(6));
    }

    #[test]
    fn an_empty_place_has_none() {
        let core = PlaceCore::new("Process", false);
        let first = core.begin();
        assert_eq!(core.keep(first, 5), Ok(()));
        core.vacate(&ExitReason::Shutdown);
        assert_eq!(core.take_kept::<i32>(core.begin()), None);

        let third = core.pid();
        assert_eq!(core.keep(third, 5), Ok(()));
        assert!(core.ended(third, &ExitReason::Normal, false).is_some());
        assert_eq!(core.take_kept::<i32>(core.begin()), None);
    }
}
