//! A child that fails: what its failures amount to.

use std::time::Duration;

use supervise_model::{AtLimit, Backoff, Limit};

use super::window::Window;

/// What follows from a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The child is started again after this time.
    Restart(Duration),
    /// It was one too many, and the supervisor gives up.
    Escalate,
    /// It was one too many, and the child is left alone for this time.
    Pause { delay: Duration, open: bool },
    /// It was one too many, and the child stays down.
    Disable,
}

/// What is remembered of the failures of a child for which more is said than that it is started again.
#[derive(Debug)]
pub(super) struct Trouble {
    /// Under which its restarts count, if not under that of its supervisor.
    pub(super) own: Option<Window>,
    /// How often it has failed in a row.
    row: u32,
    /// Since when its run is through its init.
    up_since: Option<Duration>,
    /// It has reached a limit, and has not run for the limit's period since: its next failure is
    /// one too many again.
    on_probation: bool,
    /// It is not started before.
    pub(super) not_before: Duration,
    /// Meanwhile its place is empty.
    pub(super) open: bool,
    /// The restart that there is then.
    pub(super) put_off: Option<PutOff>,
}

/// A restart that there was not, since it would have been one too many.
#[derive(Clone, Copy, Debug)]
pub(super) struct PutOff {
    /// Those that the strategy restarts with the child, and that are left alone until then.
    pub(super) with_siblings: bool,
}

impl Trouble {
    pub(super) fn new(limit: Option<Limit>) -> Self {
        Self {
            own: limit.map(Window::new),
            row: 0,
            up_since: None,
            on_probation: false,
            not_before: Duration::ZERO,
            open: false,
            put_off: None,
        }
    }

    pub(super) fn is_on_probation(&self) -> bool {
        self.on_probation
    }

    pub(super) fn started(&mut self, now: Duration) {
        self.up_since = Some(now);
        self.open = false;
    }

    /// Of several delays the longest counts.
    fn wait_until(&mut self, then: Duration) {
        self.not_before = self.not_before.max(then);
    }

    /// Its run is over, or is told to end.
    pub(super) fn ended(&mut self, now: Duration, shared: &Window, healthy: Option<Duration>) {
        let Some(since) = self.up_since.take() else {
            return;
        };
        let lived = now.saturating_sub(since);
        let period = self.own.as_ref().unwrap_or(shared).period();
        if period.is_some_and(|period| lived >= period) {
            self.on_probation = false;
        }
        if healthy.is_some_and(|healthy| lived >= healthy) {
            self.row = 0;
        }
    }

    /// Somebody has it started, so that it begins anew.
    pub(super) fn forgive(&mut self) {
        self.row = 0;
        self.on_probation = false;
        self.not_before = Duration::ZERO;
        self.open = false;
        self.put_off = None;
        self.up_since = None;
    }

    /// It has failed. `allow` counts that in its own window or, without one, in its supervisor's, unless
    /// it is one too many; `chance` is anything at all.
    pub(super) fn failed(
        &mut self,
        now: Duration,
        allow: impl FnOnce(Option<&mut Window>) -> bool,
        at_limit: AtLimit,
        backoff: Option<Backoff>,
        chance: u32,
    ) -> Verdict {
        self.row = self.row.saturating_add(1);
        let verdict = if !self.on_probation && allow(self.own.as_mut()) {
            let delay = backoff.map(|backoff| backoff.delay(self.row, chance));
            Verdict::Restart(delay.unwrap_or_default())
        } else {
            match at_limit {
                AtLimit::Pause(delay) => Verdict::Pause { delay, open: false },
                AtLimit::Open(delay) => Verdict::Pause { delay, open: true },
                AtLimit::Disable => Verdict::Disable,
                _ => Verdict::Escalate,
            }
        };
        match verdict {
            Verdict::Restart(delay) => self.wait_until(now.saturating_add(delay)),
            Verdict::Pause { delay, open } => {
                self.wait_until(now.saturating_add(delay));
                self.on_probation = true;
                self.open = open;
            }
            Verdict::Disable | Verdict::Escalate => {}
        }
        verdict
    }
}

/// Chance, always the same for the same seed.
#[derive(Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The generator called `SplitMix64`, of which the upper half is taken.
    pub(super) fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_spread_over_all_there_is() {
        let mut chance = Chance::new(7);
        let mut quarters = [0; 4];
        for _ in 0..1_000 {
            quarters[(chance.next() >> 30) as usize] += 1;
        }
        assert!(quarters.iter().all(|&n| n > 150), "{quarters:?}");
    }
}
