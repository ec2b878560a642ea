//! What the world will be like. Small numbers, so that things often happen at the same time.

use std::ops::RangeInclusive;
use std::time::Duration;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use supervise_model::{Limit, Restart, Shutdown, Strategy as Group};

use super::super::{Mode, Policy};
use crate::exit::ExitReason;

#[derive(Clone, Debug)]
pub(super) struct Scenario {
    pub(super) mode: Mode,
    pub(super) limit: Limit,
    pub(super) children: Vec<Policy>,
    /// How the runs behave, in the order in which they are started; further ones are well-behaved.
    pub(super) runs: Vec<Behaviour>,
    pub(super) acts: Vec<(Duration, Act)>,
    /// Timers come also when they were cancelled.
    pub(super) timers_come_late: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Behaviour {
    pub(super) init: Init,
    /// When and why it ends by itself after its init.
    pub(super) end: Option<(Duration, End)>,
    /// When it obeys an exit and a kill.
    pub(super) exit: Option<Duration>,
    pub(super) kill: Option<Duration>,
    /// How long its reports are on their way.
    pub(super) lag: Duration,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Init {
    Succeeds(Duration),
    Fails(Duration, End),
    Ignores(Duration),
    Hangs,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    Normal,
    Crash,
}

/// What people do to a supervisor. Numbers choose a child, or one that there is not.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    Crash(usize),
    StartChild(Policy),
    StopChild(usize),
    Shutdown,
    Kill,
    /// A report that is out of date.
    Stale(usize),
}

impl End {
    pub(super) fn reason(self) -> ExitReason {
        match self {
            Self::Normal => ExitReason::Normal,
            Self::Crash => ExitReason::error("crash"),
        }
    }
}

impl Behaviour {
    pub(super) const GOOD: Self = Self {
        init: Init::Succeeds(Duration::ZERO),
        end: None,
        exit: Some(Duration::ZERO),
        kill: Some(Duration::ZERO),
        lag: Duration::ZERO,
    };
}

fn tenths(range: RangeInclusive<u64>) -> impl Strategy<Value = Duration> {
    range.prop_map(|tenths| Duration::from_millis(100 * tenths))
}

fn time() -> impl Strategy<Value = Duration> {
    tenths(0..=30)
}

fn any_end() -> impl Strategy<Value = End> {
    prop_oneof![1 => Just(End::Normal), 3 => Just(End::Crash)]
}

fn any_init() -> impl Strategy<Value = Init> {
    prop_oneof![
        30 => tenths(0..=5).prop_map(Init::Succeeds),
        2 => (time(), any_end()).prop_map(|(after, end)| Init::Fails(after, end)),
        1 => time().prop_map(Init::Ignores),
        3 => Just(Init::Hangs),
    ]
}

prop_compose! {
    fn any_behaviour()(
        init in any_init(),
        end in option::weighted(0.4, (time(), any_end())),
        exit in option::weighted(0.8, time()),
        kill in option::weighted(0.8, prop_oneof![3 => time(), 1 => time().prop_map(|t| 10 * t)]),
        lag in tenths(0..=2),
    ) -> Behaviour {
        Behaviour { init, end, exit, kill, lag }
    }
}

fn any_limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        1 => Just(Limit::NONE),
        4 => (0_u32..5, 1_u64..6).prop_map(|(most, secs)| Limit::new(most, Duration::from_secs(secs))),
    ]
}

prop_compose! {
    fn any_policy()(
        restart in prop_oneof![
            3 => Just(Restart::Permanent),
            1 => Just(Restart::Transient),
            1 => Just(Restart::Temporary),
        ],
        shutdown in prop_oneof![
            1 => Just(Shutdown::BrutalKill),
            3 => time().prop_map(Shutdown::After),
            1 => Just(Shutdown::Infinity),
        ],
        start_timeout in option::weighted(0.8, tenths(3..=30)),
        supervisor in prop::bool::weighted(0.2),
    ) -> Policy {
        Policy { restart, shutdown, start_timeout, supervisor }
    }
}

fn any_act(requests: impl Strategy<Value = Act> + 'static) -> impl Strategy<Value = Act> {
    prop_oneof![
        12 => requests,
        6 => (0_usize..8).prop_map(Act::Crash),
        3 => (0_usize..8).prop_map(Act::StopChild),
        1 => Just(Act::Shutdown),
        1 => Just(Act::Kill),
        2 => (0_usize..8).prop_map(Act::Stale),
    ]
}

fn any_acts(
    requests: impl Strategy<Value = Act> + 'static,
) -> impl Strategy<Value = Vec<(Duration, Act)>> {
    vec((time().prop_map(|t| 5 * t), any_act(requests)), 0..12)
}

prop_compose! {
    pub(super) fn any_static()(
        group in prop_oneof![
            Just(Group::OneForOne), Just(Group::OneForAll), Just(Group::RestForOne),
        ],
        limit in any_limit(),
        children in vec(any_policy(), 0..7),
        runs in vec(any_behaviour(), 0..24),
        acts in any_acts((0_usize..8).prop_map(Act::Crash)),
        timers_come_late: bool,
    ) -> Scenario {
        Scenario { mode: Mode::Static(group), limit, children, runs, acts, timers_come_late }
    }
}

prop_compose! {
    pub(super) fn any_dynamic()(
        max_children in option::of(0_usize..6),
        limit in any_limit(),
        runs in vec(any_behaviour(), 0..24),
        acts in any_acts(any_policy().prop_map(Act::StartChild)),
        timers_come_late: bool,
    ) -> Scenario {
        let mode = Mode::Dynamic { max_children };
        Scenario { mode, limit, children: Vec::new(), runs, acts, timers_come_late }
    }
}
