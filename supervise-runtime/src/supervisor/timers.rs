//! When a supervisor's core wants to be called.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
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
/// in one, who is set later is due later, and setting a timer takes the same time for any number. Delays
/// that chance has a part in are each different from the others: they find no line, and are kept in a heap.
#[derive(Default)]
pub(super) struct Timers {
    lines: Vec<Line>,
    others: BinaryHeap<Reverse<Due>>,
    /// How many in all of these are not in force.
    cancelled: usize,
    alarm: Option<Alarm>,
}

type Due = (Instant, TimerKey);

struct Alarm {
    at: Instant,
    sleep: Pin<Box<Sleep>>,
    /// It was polled since.
    is_set: bool,
}

/// How many lines there are at most: each is looked at whenever a timer is set or cancelled.
const LINES: usize = 4;

struct Line {
    after: Duration,
    /// The first of them is in force.
    timers: VecDeque<Due>,
}

impl Timers {
    pub(super) fn set(&mut self, timer: TimerKey, now: Instant, after: Duration) {
        let due = (later(now, after), timer);
        if let Some(line) = self.line(after) {
            line.timers.push_back(due);
        } else {
            self.others.push(Reverse(due));
        }
    }

    /// The line for this duration. One in which nobody stands becomes one, once there is none to spare.
    fn line(&mut self, after: Duration) -> Option<&mut Line> {
        let with = self.lines.iter().position(|line| line.after == after);
        let index = with.or_else(|| {
            if self.lines.len() < LINES {
                let timers = VecDeque::new();
                self.lines.push(Line { after, timers });
                return Some(self.lines.len() - 1);
            }
            let free = self.lines.iter().position(|line| line.timers.is_empty());
            self.lines[free?].after = after;
            free
        });
        self.lines.get_mut(index?)
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
            self.others
                .retain(|Reverse((_, timer))| core.awaits(*timer));
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
        while let Some(Reverse((_, first))) = self.others.peek()
            && !core.awaits(*first)
        {
            self.others.pop();
            self.cancelled = self.cancelled.saturating_sub(1);
        }
    }

    fn len(&self) -> usize {
        let lines = self.lines.iter().map(|line| line.timers.len());
        lines.sum::<usize>() + self.others.len()
    }

    fn next(&self) -> Option<Due> {
        let fronts = self.lines.iter().filter_map(|line| line.timers.front());
        let other = self.others.peek().map(|Reverse(due)| due);
        fronts.chain(other).min().copied()
    }

    /// Takes out the timer that is due.
    pub(super) fn due(&mut self, core: &Core) -> Option<TimerKey> {
        let next = self.next()?;
        if next.0 > Instant::now() {
            return None;
        }
        let mut lines = self.lines.iter_mut();
        if let Some(line) = lines.find(|line| line.timers.front() == Some(&next)) {
            line.timers.pop_front();
        } else {
            self.others.pop();
        }
        self.forget_first(core);
        Some(next.1)
    }

    /// Ready when one is due.
    ///
    /// The alarm may ring too early: most timers are cancelled, and it is cheaper to look in vain once in
    /// a while than to set it anew for each. Nor is one asked again that is set and has not rung: it wakes
    /// the supervisor, which is polled with one waker always.
    pub(super) fn poll_due(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some((at, _)) = self.next() else {
            return Poll::Pending;
        };
        let alarm = self.alarm.get_or_insert_with(|| Alarm {
            at,
            sleep: Box::pin(tokio::time::sleep_until(at)),
            is_set: false,
        });
        if alarm.is_set && !alarm.sleep.is_elapsed() && alarm.at <= at {
            return Poll::Pending;
        }
        if alarm.at > at {
            alarm.set(at);
        }
        while alarm.sleep.as_mut().poll(cx).is_ready() {
            if at <= Instant::now() {
                return Poll::Ready(());
            }
            alarm.set(at);
        }
        // Without budget left it was not asked, but will be at once.
        alarm.is_set = tokio::task::coop::has_budget_remaining();
        Poll::Pending
    }
}

impl Alarm {
    fn set(&mut self, at: Instant) {
        self.sleep.as_mut().reset(at);
        self.at = at;
        self.is_set = false;
    }
}

#[cfg(test)]
mod tests {
    use supervise_model::{Limit, Restart, Shutdown};

    use super::*;
    use crate::exit::ExitReason;
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
            self.start_within(request, Duration::from_secs(30))
        }

        fn start_within(&mut self, request: u64, timeout: Duration) -> Run {
            let policy = Policy {
                restart: Restart::Temporary,
                shutdown: Shutdown::WORKER,
                start_timeout: Some(timeout),
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

    fn bench() -> Bench {
        let mode = Mode::Dynamic { max_children: None };
        let rules = Rules {
            limit: Limit::NONE,
            ..Rules::new(mode)
        };
        let mut bench = Bench {
            core: Core::new(rules, 0),
            timers: Timers::default(),
        };
        bench.tell(Event::Boot);
        bench
    }

    /// One child that hangs in its init does not keep the timers of all that start after it.
    #[tokio::test(start_paused = true)]
    async fn cancelled_timers_do_not_pile_up() {
        let mut bench = bench();
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

    #[tokio::test(start_paused = true)]
    async fn timers_are_due_in_order_however_different_they_are() {
        let mut bench = bench();
        // Set in an order of no sense, half of them for the same time. Every third is cancelled.
        let secs = |n: u64| match n % 2 {
            0 => 1 + n * 77 % 101,
            _ => 50,
        };
        let runs: Vec<Run> = (0..300)
            .map(|n| bench.start_within(n, Duration::from_secs(secs(n))))
            .collect();
        assert_eq!(bench.timers.len(), 300);
        assert!(bench.timers.lines.len() <= LINES);
        for run in runs.iter().step_by(3) {
            bench.tell(Event::Started(*run));
        }
        let mut due = Vec::new();
        for second in 1..=101 {
            tokio::time::advance(Duration::from_secs(1)).await;
            while let Some(timer) = bench.timers.due(&bench.core) {
                bench.tell(Event::Timer(timer));
                let run = runs.iter().find(|run| run.child == timer.child);
                bench.tell(Event::Exited(*run.unwrap(), ExitReason::Killed));
                due.push((second, timer.child));
            }
        }
        let mut expected: Vec<_> = (0..300)
            .filter(|n| n % 3 != 0)
            .map(|n| (secs(n), runs[n as usize].child))
            .collect();
        expected.sort();
        due.sort();
        assert_eq!(due, expected);
    }

    /// Each start and stop takes the same time among any number of children in back-off.
    #[tokio::test(start_paused = true)]
    async fn different_delays_do_not_pile_up_either() {
        let mut bench = bench();
        bench.start(0);
        for request in 1..10_000 {
            let run = bench.start_within(request, Duration::from_millis(40_000 + request));
            bench.tell(Event::Started(run));
            assert!(bench.timers.len() <= 200, "{}", bench.timers.len());
            assert!(bench.timers.lines.len() <= LINES);
        }
    }
}
