//! When a supervisor's core wants to be called.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep};

use super::core::{Core, TimerKey};
use crate::timer::later;

/// The core's timers.
///
/// A supervisor knows few durations but may have many children, so there is a line for each duration:
/// in one, who is set later is due later, and setting a timer takes the same time for any number.
#[derive(Default)]
pub(super) struct Timers {
    lines: Vec<Line>,
    /// How many in all lines are not in force.
    cancelled: usize,
    alarm: Option<Alarm>,
}

struct Alarm {
    at: Instant,
    sleep: Pin<Box<Sleep>>,
}

/// So many lines are kept while nobody stands in them: durations come again.
const EMPTY_LINES: usize = 4;

struct Line {
    after: Duration,
    /// The first of them is in force.
    timers: VecDeque<(Instant, TimerKey)>,
}

impl Timers {
    pub(super) fn set(&mut self, timer: TimerKey, now: Instant, after: Duration) {
        let at = later(now, after);
        match self.lines.iter_mut().find(|line| line.after == after) {
            Some(line) => line.timers.push_back((at, timer)),
            None => self.lines.push(Line {
                after,
                timers: VecDeque::from([(at, timer)]),
            }),
        }
    }

    /// One of them is not in force any more.
    pub(super) fn cancel(&mut self, core: &Core) {
        self.cancelled += 1;
        self.forget_first(core);
        // Behind one that is in force for long, many may be over.
        if self.cancelled > 64 && self.cancelled * 2 > self.len() {
            for line in &mut self.lines {
                line.timers.retain(|(_, timer)| core.awaits(*timer));
            }
            self.cancelled = 0;
        }
    }

    /// Forgets those at the front that are not in force.
    fn forget_first(&mut self, core: &Core) {
        for line in &mut self.lines {
            while let Some((_, first)) = line.timers.front()
                && !core.awaits(*first)
            {
                line.timers.pop_front();
                self.cancelled = self.cancelled.saturating_sub(1);
            }
        }
        if self.lines.len() > EMPTY_LINES {
            self.lines.retain(|line| !line.timers.is_empty());
        }
    }

    fn len(&self) -> usize {
        self.lines.iter().map(|line| line.timers.len()).sum()
    }

    fn next(&self) -> Option<(Instant, TimerKey)> {
        let fronts = self.lines.iter().filter_map(|line| line.timers.front());
        fronts.min().copied()
    }

    /// Takes out the timer that is due.
    pub(super) fn due(&mut self, core: &Core) -> Option<TimerKey> {
        let next = self.next()?;
        if next.0 > Instant::now() {
            return None;
        }
        let fronts = self.lines.iter_mut();
        let mut at_front = fronts.filter(|line| line.timers.front() == Some(&next));
        at_front.next()?.timers.pop_front();
        self.forget_first(core);
        Some(next.1)
    }

    /// Ready when one is due.
    ///
    /// The alarm may ring too early: most timers are cancelled, and it is cheaper to look in vain once in
    /// a while than to set it anew for each.
    pub(super) fn poll_due(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some((at, _)) = self.next() else {
            return Poll::Pending;
        };
        let alarm = self.alarm.get_or_insert_with(|| Alarm {
            at,
            sleep: Box::pin(tokio::time::sleep_until(at)),
        });
        if alarm.at > at {
            alarm.set(at);
        }
        while alarm.sleep.as_mut().poll(cx).is_ready() {
            if at <= Instant::now() {
                return Poll::Ready(());
            }
            alarm.set(at);
        }
        Poll::Pending
    }
}

impl Alarm {
    fn set(&mut self, at: Instant) {
        self.sleep.as_mut().reset(at);
        self.at = at;
    }
}

#[cfg(test)]
mod tests {
    use supervise_model::{Limit, Restart, Shutdown};

    use super::*;
    use crate::supervisor::core::{
        Command, Event, Mode, New, Policy, Position, RequestKey, Rules, Run,
    };
    use crate::supervisor::label::Label;

    /// A core with its timers, as the shell has them.
    struct Bench {
        core: Core,
        timers: Timers,
    }

    impl Bench {
        /// The run that this starts, if it starts one.
        fn tell(&mut self, event: Event) -> Option<Run> {
            let (mut commands, mut run) = (Vec::new(), None);
            self.core.handle(Duration::ZERO, event, &mut commands);
            for command in commands {
                match command {
                    Command::SetTimer(timer, after) => {
                        self.timers.set(timer, Instant::now(), after);
                    }
                    Command::CancelTimer(_) => self.timers.cancel(&self.core),
                    Command::Start(started) => run = Some(started),
                    _ => {}
                }
            }
            run
        }

        fn start(&mut self, request: u64) -> Run {
            let policy = Policy {
                restart: Restart::Temporary,
                shutdown: Shutdown::WORKER,
                start_timeout: Some(Duration::from_secs(30)),
                supervisor: false,
                optional: false,
                significant: false,
                extras: None,
            };
            let label = Label::Number(request);
            self.tell(Event::AddChild(
                RequestKey(request),
                New {
                    label,
                    policy,
                    position: Position::Last,
                    depends_on: Vec::new(),
                    starts: true,
                },
            ))
            .expect("it is started")
        }
    }

    /// One child that hangs in its init does not keep the timers of all that start after it.
    #[tokio::test(start_paused = true)]
    async fn cancelled_timers_do_not_pile_up() {
        let mode = Mode::Dynamic { max_children: None };
        let mut bench = Bench {
            core: Core::new(
                Rules {
                    limit: Limit::NONE,
                    ..Rules::new(mode)
                },
                0,
            ),
            timers: Timers::default(),
        };
        bench.tell(Event::Boot);
        let hangs = bench.start(0);
        for request in 1..10_000 {
            let run = bench.start(request);
            bench.tell(Event::Started(run));
            assert!(bench.timers.len() <= 200, "{}", bench.timers.len());
        }
        assert_eq!(bench.timers.due(&bench.core), None);
        tokio::time::advance(Duration::from_secs(30)).await;
        let due = bench.timers.next().expect("one is in force").1;
        assert!(bench.core.awaits(due));
        assert_eq!(bench.timers.due(&bench.core), Some(due));
        bench.tell(Event::Started(hangs));
        assert_eq!(bench.timers.len(), 0);
    }
}
