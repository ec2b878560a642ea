//! How many restarts are too many, what then, and how long to wait before each.

use std::fmt;
use std::time::Duration;

/// How many restarts within which time are too many: the next one makes the supervisor give up.
///
/// A restart that lies exactly one period back still counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limit {
    bound: Option<(u32, Duration)>,
}

impl Limit {
    /// Restarts are never too many.
    pub const NONE: Self = Self { bound: None };

    /// At most `restarts` within `period`.
    #[must_use]
    pub const fn new(restarts: u32, period: Duration) -> Self {
        Self {
            bound: Some((restarts, period)),
        }
    }

    /// The number of restarts and the period, or `None` when there is no limit.
    #[must_use]
    pub const fn bound(self) -> Option<(u32, Duration)> {
        self.bound
    }
}

impl Default for Limit {
    /// 3 restarts in 5 seconds.
    fn default() -> Self {
        Self::new(3, Duration::from_secs(5))
    }
}

/// What a supervisor does when a limit is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AtLimit {
    /// It gives up: it stops its children and ends, which its own supervisor takes for a failure.
    #[default]
    Escalate,
    /// It restarts the child after this time, and with it those that its strategy names: they are left
    /// alone until then. Who sends to the child waits.
    Pause(Duration),
    /// A circuit breaker: the same, but who sends to the child meanwhile gets an error at once.
    Open(Duration),
    /// It leaves the child down until somebody starts it, and goes on.
    Disable,
}

/// How long a supervisor waits before it starts a child again.
///
/// The first delay, then longer ones while it keeps failing. A child that has run for the healthy
/// time begins again with the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Backoff {
    first: Duration,
    max: Duration,
    /// In thousandths.
    factor: u32,
    jitter: u32,
    healthy: Option<Duration>,
}

impl Backoff {
    /// The same delay each time.
    #[must_use]
    pub const fn constant(delay: Duration) -> Self {
        Self {
            first: delay,
            max: delay,
            factor: 1_000,
            jitter: 0,
            healthy: None,
        }
    }

    /// Each delay twice as long as the one before it, from `first` to `max`.
    #[must_use]
    pub const fn exponential(first: Duration, max: Duration) -> Self {
        Self {
            first,
            max,
            factor: 2_000,
            jitter: 0,
            healthy: None,
        }
    }

    /// Sets by how much each delay is longer than the one before it, exact to a thousandth. Less
    /// than 1 counts as 1.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is out of range becomes the nearest that is not"
    )]
    pub const fn factor(mut self, factor: f64) -> Self {
        let thousandths = (factor * 1_000.0) as u32;
        self.factor = if thousandths < 1_000 {
            1_000
        } else {
            thousandths
        };
        self
    }

    /// Sets which part of each delay is left to chance, between 0 and 1: so many that fail at the same
    /// time are not started at the same time. A delay only ever gets shorter by it.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is out of range becomes the nearest that is not"
    )]
    pub const fn jitter(mut self, part: f64) -> Self {
        let thousandths = (part * 1_000.0) as u32;
        self.jitter = if thousandths > 1_000 {
            1_000
        } else {
            thousandths
        };
        self
    }

    /// Sets for how long a child has to run for the next failure to count as the first. Without this:
    /// for the longest delay.
    #[must_use]
    pub const fn reset_after(mut self, healthy: Duration) -> Self {
        self.healthy = Some(healthy);
        self
    }

    /// The first delay, and the longest.
    #[must_use]
    pub const fn bounds(self) -> (Duration, Duration) {
        (self.first, self.max)
    }

    /// For how long a child has to run for the next failure to count as the first.
    #[must_use]
    pub const fn healthy(self) -> Duration {
        match self.healthy {
            Some(healthy) => healthy,
            None => self.max,
        }
    }

    /// The delay before the restart after this many failures in a row, of which chance takes a part:
    /// `chance` is anything from 0 (takes nothing) to [`u32::MAX`].
    #[must_use]
    pub fn delay(self, failures: u32, chance: u32) -> Duration {
        let longest = self.longest(failures);
        let part = f64::from(self.jitter) / 1_000.0 * (f64::from(chance) / f64::from(u32::MAX));
        let taken = Duration::try_from_secs_f64(longest.as_secs_f64() * part);
        longest.saturating_sub(taken.unwrap_or(longest))
    }

    /// Without chance.
    fn longest(self, failures: u32) -> Duration {
        let factor = f64::from(self.factor) / 1_000.0;
        let exponent = i32::try_from(failures.saturating_sub(1)).unwrap_or(i32::MAX);
        let seconds = self.first.as_secs_f64() * factor.powi(exponent);
        let delay = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
        delay.min(self.max)
    }

    /// How many failures of one child can lie within a period; `None` = very many.
    pub(crate) fn most_failures(self, period: Duration) -> Option<usize> {
        const VERY_MANY: usize = 1_000;
        // When it can have failed so often at the earliest, by how many of that were in a row.
        let mut earliest = vec![(1, Duration::ZERO)];
        for failures in 1..VERY_MANY {
            let next = |&(row, at): &(u32, Duration)| {
                let at = at.saturating_add(self.delay(row, u32::MAX));
                (row + 1, at)
            };
            let in_row: Vec<_> = earliest.iter().map(next).collect();
            let healthy = in_row
                .iter()
                .map(|(_, at)| at.saturating_add(self.healthy()));
            earliest = healthy
                .min()
                .map(|at| (1, at))
                .into_iter()
                .chain(in_row)
                .collect();
            earliest.retain(|(_, at)| *at <= period);
            if earliest.is_empty() {
                return Some(failures);
            }
        }
        None
    }
}

impl fmt::Display for AtLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Escalate => f.write_str("escalate"),
            Self::Pause(time) => write!(f, "pause({time:?})"),
            Self::Open(time) => write!(f, "open({time:?})"),
            Self::Disable => f.write_str("disable"),
        }
    }
}

impl fmt::Display for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.max {
            write!(f, "constant({:?}", self.first)?;
        } else {
            write!(f, "exponential({:?}..{:?}", self.first, self.max)?;
            if self.factor != 2_000 {
                write!(f, ", factor: {}", f64::from(self.factor) / 1_000.0)?;
            }
        }
        if self.jitter > 0 {
            write!(f, ", jitter: {}%", f64::from(self.jitter) / 10.0)?;
        }
        if let Some(healthy) = self.healthy {
            write!(f, ", reset: {healthy:?}")?;
        }
        f.write_str(")")
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bound {
            Some((restarts, period)) => write!(f, "{restarts} per {period:?}"),
            None => f.write_str("none"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn delays_grow_up_to_the_longest() {
        let backoff = Backoff::exponential(SECOND, 10 * SECOND);
        let delays = [1, 2, 3, 4, 5, 1_000].map(|failures| backoff.delay(failures, 0));
        assert_eq!(delays, [1, 2, 4, 8, 10, 10].map(Duration::from_secs));
        let backoff = backoff.factor(3.0);
        assert_eq!(backoff.delay(2, 0), 3 * SECOND);
        assert_eq!(Backoff::constant(SECOND).delay(7, u32::MAX), SECOND);
        assert_eq!(backoff.factor(0.1).delay(9, 0), SECOND);
    }

    #[test]
    fn chance_takes_its_part_and_no_more() {
        let backoff = Backoff::constant(SECOND).jitter(0.25);
        assert_eq!(backoff.delay(1, 0), SECOND);
        assert_eq!(backoff.delay(1, u32::MAX), Duration::from_millis(750));
        assert_eq!(backoff.jitter(7.0).delay(1, u32::MAX), Duration::ZERO);
        let endless = Backoff::constant(Duration::MAX).jitter(1.0);
        assert_eq!(endless.delay(1, u32::MAX), Duration::ZERO);
    }

    #[test]
    fn healthy_is_the_longest_delay_unless_said_otherwise() {
        let backoff = Backoff::exponential(SECOND, 10 * SECOND);
        assert_eq!(backoff.healthy(), 10 * SECOND);
        assert_eq!(backoff.reset_after(SECOND).healthy(), SECOND);
    }

    #[test]
    fn so_many_failures_lie_within_a_period() {
        let backoff = Backoff::exponential(SECOND, 10 * SECOND);
        // At 0, 1, 3, 7.
        assert_eq!(backoff.most_failures(7 * SECOND), Some(4));
        // And at 15; or, healthy after the first, at 0, 11, 12, 14.
        assert_eq!(backoff.most_failures(14 * SECOND), Some(4));
        assert_eq!(backoff.most_failures(15 * SECOND), Some(5));
        // Who is healthy soon begins anew: one failure in each second and a half.
        let soon = backoff.reset_after(SECOND / 2);
        assert_eq!(soon.most_failures(3 * SECOND), Some(3));
        let none = Backoff::constant(Duration::ZERO);
        assert_eq!(none.most_failures(SECOND), None);
        let all_chance = backoff.jitter(1.0);
        assert_eq!(all_chance.most_failures(SECOND), None);
    }

    #[test]
    fn what_is_said_is_shown() {
        let backoff = Backoff::exponential(Duration::from_millis(50), 10 * SECOND);
        assert_eq!(backoff.to_string(), "exponential(50ms..10s)");
        let all = backoff.factor(1.5).jitter(0.2).reset_after(60 * SECOND);
        assert_eq!(
            all.to_string(),
            "exponential(50ms..10s, factor: 1.5, jitter: 20%, reset: 60s)"
        );
        assert_eq!(Backoff::constant(SECOND).to_string(), "constant(1s)");
        assert_eq!(AtLimit::Pause(SECOND).to_string(), "pause(1s)");
        assert_eq!(AtLimit::Open(SECOND).to_string(), "open(1s)");
        assert_eq!(AtLimit::Disable.to_string(), "disable");
        assert_eq!(AtLimit::default().to_string(), "escalate");
    }
}
