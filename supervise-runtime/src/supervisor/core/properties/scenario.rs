//! What the world will be like. Small numbers, so that things often happen at the same time.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use supervise_model::{
    AtLimit, AutoShutdown, Backoff, Direction, Limit, Restart, RestartOrder, Shutdown,
    ShutdownOrder, StartOrder, Strategy as Group,
};

use super::super::{Extras, Mode, Policy, Rules};
use crate::exit::ExitReason;

#[derive(Clone, Debug)]
pub(super) struct Scenario {
    pub(super) rules: Rules,
    /// For the core's chance.
    pub(super) seed: u64,
    /// With the handles that each was given: a bit for each child before it.
    pub(super) children: Vec<(Policy, u32)>,
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
    /// When it obeys an exit and a kill, and has handled what has come in.
    pub(super) drain: Option<Duration>,
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
#[derive(Clone, Debug)]
pub(super) enum Act {
    Crash(usize),
    /// Where it goes, and whether it is started.
    AddChild(Policy, usize, bool),
    StartChild(usize),
    RestartChild(usize),
    DeleteChild(usize),
    UndoAdd(usize),
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
        drain: Some(Duration::ZERO),
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
        drain in option::weighted(0.8, time()),
        exit in option::weighted(0.8, time()),
        kill in option::weighted(0.8, prop_oneof![3 => time(), 1 => time().prop_map(|t| 10 * t)]),
        lag in tenths(0..=2),
    ) -> Behaviour {
        Behaviour { init, end, drain, exit, kill, lag }
    }
}

fn any_limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        1 => Just(Limit::NONE),
        4 => (0_u32..5, 1_u64..6).prop_map(|(most, secs)| Limit::new(most, Duration::from_secs(secs))),
    ]
}

fn any_at_limit() -> impl Strategy<Value = AtLimit> {
    prop_oneof![
        3 => Just(AtLimit::Escalate),
        1 => tenths(1..=40).prop_map(AtLimit::Pause),
        1 => tenths(1..=40).prop_map(AtLimit::Open),
        1 => Just(AtLimit::Disable),
    ]
}

prop_compose! {
    fn any_backoff()(
        first in tenths(0..=10),
        more in tenths(0..=30),
        jitter in 0_u8..3,
        healthy in option::of(time()),
    ) -> Backoff {
        let backoff = Backoff::exponential(first, first + more).jitter(f64::from(jitter) / 2.0);
        healthy.map_or(backoff, |healthy| backoff.reset_after(healthy))
    }
}

prop_compose! {
    fn any_extras()(
        backoff in option::of(any_backoff()),
        limit in option::of(any_limit()),
        at_limit in any_at_limit(),
        drain in option::weighted(0.3, time()),
    ) -> Arc<Extras> {
        Arc::new(Extras { backoff, limit, at_limit, drain })
    }
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
        optional in prop::bool::weighted(0.2),
        significant in prop::bool::weighted(0.3),
        extras in option::weighted(0.4, any_extras()),
    ) -> Policy {
        Policy { restart, shutdown, start_timeout, supervisor, optional, significant, extras }
    }
}

fn any_direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::LeftToRight), Just(Direction::RightToLeft)]
}

fn any_restart_order() -> impl Strategy<Value = RestartOrder> {
    let sequential = (any_direction(), any_direction());
    prop_oneof![
        2 => Just(RestartOrder::SEQUENTIAL),
        2 => sequential.prop_map(|(stop, start)| RestartOrder::Sequential { stop, start }),
        2 => any_direction().prop_map(RestartOrder::Rolling),
        1 => Just(RestartOrder::Parallel),
    ]
}

prop_compose! {
    fn any_rules()(
        group in prop_oneof![
            Just(Group::OneForOne), Just(Group::OneForAll), Just(Group::RestForOne),
            Just(Group::LeftForOne), Just(Group::Dependents), Just(Group::None),
        ],
        limit in any_limit(),
        at_limit in any_at_limit(),
        auto_shutdown in prop_oneof![
            3 => Just(AutoShutdown::Never),
            1 => Just(AutoShutdown::AnySignificant),
            1 => Just(AutoShutdown::AllSignificant),
        ],
        restart_order in any_restart_order(),
        shutdown_order in prop_oneof![
            3 => Just(ShutdownOrder::Reverse),
            1 => Just(ShutdownOrder::Forward),
            1 => Just(ShutdownOrder::Parallel),
        ],
        start_order in prop_oneof![
            3 => Just(StartOrder::Sequential), 1 => Just(StartOrder::Concurrent),
        ],
    ) -> Rules {
        let mode = Mode::Static(group);
        Rules { mode, limit, at_limit, auto_shutdown, restart_order, shutdown_order, start_order }
    }
}

fn any_act() -> impl Strategy<Value = Act> {
    let nth = || 0_usize..8;
    prop_oneof![
        12 => nth().prop_map(Act::Crash),
        4 => (any_policy(), 0_usize..32, prop::bool::weighted(0.8))
            .prop_map(|(policy, place, starts)| Act::AddChild(policy, place, starts)),
        3 => nth().prop_map(Act::StopChild),
        3 => nth().prop_map(Act::StartChild),
        3 => nth().prop_map(Act::RestartChild),
        2 => nth().prop_map(Act::DeleteChild),
        2 => nth().prop_map(Act::UndoAdd),
        1 => Just(Act::Shutdown),
        1 => Just(Act::Kill),
        2 => nth().prop_map(Act::Stale),
    ]
}

fn any_acts() -> impl Strategy<Value = Vec<(Duration, Act)>> {
    vec((time().prop_map(|t| 5 * t), any_act()), 0..16)
}

prop_compose! {
    pub(super) fn any_static()(
        rules in any_rules(),
        seed: u64,
        children in vec((any_policy(), any::<u32>()), 0..7),
        runs in vec(any_behaviour(), 0..24),
        acts in any_acts(),
        timers_come_late: bool,
    ) -> Scenario {
        Scenario { rules, seed, children, runs, acts, timers_come_late }
    }
}

prop_compose! {
    pub(super) fn any_dynamic()(
        max_children in option::of(0_usize..6),
        limit in any_limit(),
        at_limit in any_at_limit(),
        seed: u64,
        runs in vec(any_behaviour(), 0..24),
        acts in any_acts(),
        timers_come_late: bool,
    ) -> Scenario {
        let rules = Rules { limit, at_limit, ..Rules::new(Mode::Dynamic { max_children }) };
        Scenario { rules, seed, children: Vec::new(), runs, acts, timers_come_late }
    }
}
