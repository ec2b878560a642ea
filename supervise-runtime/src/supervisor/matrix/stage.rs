//! Stand-ins: what runs in the places of a tree instead of the user's processes.

use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use super::super::lane::Report;
use super::super::plan::{Entry, Plan};
use crate::control::Control;
use crate::exit::ExitReason;
use crate::pid::Pid;
use crate::place::{AnyPlace, EndOrder};
use crate::sync::Mutex;

/// How a start goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Play {
    Well,
    Slowly(Duration),
    /// After a moment, so that what others do at the same time is done.
    Fails,
}

pub(super) const MOMENT: Duration = Duration::from_millis(1);

/// What a stand-in that runs is told.
#[derive(Clone, Debug)]
pub(super) enum Cue {
    End(ExitReason),
    /// It obeys nothing but a kill.
    Hang,
    /// It has nothing to handle, and so ends when it is asked to have handled that.
    Drain,
}

/// Directs the stand-ins of one tree.
#[derive(Debug)]
pub(crate) struct Stage {
    /// False where the user's own processes run.
    plays: bool,
    parts: Mutex<BTreeMap<Arc<str>, Part>>,
}

#[derive(Debug, Default)]
struct Part {
    /// How the next starts go; `Well` after that.
    starts: VecDeque<Play>,
    cues: VecDeque<Cue>,
}

impl Stage {
    pub(super) fn new(plays: bool) -> Arc<Self> {
        Arc::new(Self {
            plays,
            parts: Mutex::new(BTreeMap::new()),
        })
    }

    /// Sets the stage for a tree that is not started yet.
    pub(in crate::supervisor) fn set(self: &Arc<Self>, plan: &Plan) {
        // A plan is on one stage.
        let _ = plan.stage.set(Arc::clone(self));
        for child in plan.children() {
            if let Some(plan) = &child.plan {
                self.set(plan);
            }
        }
    }

    pub(crate) fn plays(&self) -> bool {
        self.plays
    }

    pub(super) fn starts(&self, child: &Arc<str>, plays: &[Play]) {
        let mut parts = self.parts.lock();
        let part = parts.entry(Arc::clone(child)).or_default();
        part.starts.extend(plays);
    }

    pub(super) fn cue(&self, child: &Arc<str>, place: &dyn AnyPlace, cue: Cue) {
        if !self.plays {
            return direct(place, &cue);
        }
        let mut parts = self.parts.lock();
        let part = parts.entry(Arc::clone(child)).or_default();
        part.cues.push_back(cue);
        drop(parts);
        place.wake_for_control();
    }

    /// It is asked to handle what has come in.
    pub(crate) fn drain(&self, entry: &Entry) {
        self.cue(&entry.place.core().label(), &*entry.place, Cue::Drain);
    }

    fn next_start(&self, child: &Arc<str>) -> Play {
        let mut parts = self.parts.lock();
        let part = parts.entry(Arc::clone(child)).or_default();
        part.starts.pop_front().unwrap_or(Play::Well)
    }

    /// It is through its init: what was said before was said to nobody.
    fn begins(&self, child: &Arc<str>) {
        if let Some(part) = self.parts.lock().get_mut(child) {
            part.cues.clear();
        }
    }

    fn next_cue(&self, child: &Arc<str>) -> Option<Cue> {
        let mut parts = self.parts.lock();
        parts.get_mut(child)?.cues.pop_front()
    }

    /// Lets a stand-in run in the child's place.
    pub(crate) fn enter(self: &Arc<Self>, entry: &Entry, pid: Pid, report: Report) {
        let stand_in = StandIn {
            stage: Arc::clone(self),
            child: entry.place.core().label(),
            place: Arc::clone(&entry.place),
            pid,
            report,
        };
        tokio::spawn(stand_in.live());
    }
}

/// One of the user's own processes can be ended from outside, in any way but a panic.
fn direct(place: &dyn AnyPlace, cue: &Cue) {
    let core = place.core();
    let Some(pid) = core.live_pid() else {
        return;
    };
    let told = match cue {
        Cue::End(ExitReason::Killed) => core.kill(pid),
        Cue::End(reason) => core.order_end(pid, reason.clone()),
        Cue::Hang | Cue::Drain => false,
    };
    if told {
        place.wake_for_control();
    }
}

struct StandIn {
    stage: Arc<Stage>,
    child: Arc<str>,
    place: Arc<dyn AnyPlace>,
    pid: Pid,
    report: Report,
}

impl StandIn {
    async fn live(self) {
        let start = self.stage.next_start(&self.child);
        let failed = match start {
            Play::Well => None,
            Play::Fails => {
                let told = self.init(MOMENT).await;
                told.or_else(|| Some(ExitReason::error("init failed")))
            }
            Play::Slowly(time) => self.init(time).await,
        };
        if let Some(reason) = failed {
            return self.end(reason, false);
        }
        self.stage.begins(&self.child);
        self.place.core().running(self.pid);
        self.report.started();
        let mut hangs = false;
        let reason = poll_fn(|cx| {
            loop {
                match self.stage.next_cue(&self.child) {
                    Some(Cue::End(reason)) => return Poll::Ready(reason),
                    Some(Cue::Drain) if !hangs => return Poll::Ready(ExitReason::Shutdown),
                    Some(Cue::Drain) => {}
                    Some(Cue::Hang) => hangs = true,
                    None => break,
                }
            }
            let control = self.place.core().control();
            if control.wants_kill(self.pid) || !hangs && control.wants_end(self.pid) {
                return Poll::Ready(self.wanted());
            }
            // What it does not obey it has seen.
            match self.place.poll_control(cx, control) {
                Poll::Ready(()) => {
                    cx.waker().wake_by_ref();
                    Poll::Pending
                }
                Poll::Pending => Poll::Pending,
            }
        })
        .await;
        self.end(reason, true);
    }

    /// Takes its time, and gives the reason to end if there is one meanwhile.
    async fn init(&self, time: Duration) -> Option<ExitReason> {
        let mut init = std::pin::pin!(tokio::time::sleep(time));
        poll_fn(|cx| {
            let told = self.place.poll_control(cx, Control::quiet(self.pid));
            match init.as_mut().poll(cx) {
                Poll::Ready(()) => Poll::Ready(None),
                Poll::Pending => told.map(|()| Some(self.wanted())),
            }
        })
        .await
    }

    fn wanted(&self) -> ExitReason {
        let core = self.place.core();
        match core.end_order() {
            Some(order) if !core.control().wants_kill(self.pid) => EndOrder::reason(order),
            _ => ExitReason::Killed,
        }
    }

    fn end(self, reason: ExitReason, started: bool) {
        let follows = self.report.may_restart(&reason);
        if !follows {
            self.place.close(&reason);
        }
        if let Some(estate) = self.place.core().ended(self.pid, &reason, follows) {
            estate.settle(self.pid, &reason);
        }
        self.report.ended(reason, started);
    }
}
