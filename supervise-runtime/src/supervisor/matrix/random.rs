//! Random trees under random scripts: what runs does what the core says.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use supervise_model::{
    AtLimit, AutoShutdown, Backoff, Direction, Limit, Restart, RestartOrder, Shutdown,
    ShutdownOrder, StartOrder, Strategy as Group,
};

use super::stage::{Cue, Play};
use super::*;
use crate::supervisor::Supervisor;
use crate::testing::Script;

#[derive(Clone, Debug)]
struct Tree {
    strategy: Group,
    limit: Limit,
    at_limit: AtLimit,
    restart_order: RestartOrder,
    shutdown_order: ShutdownOrder,
    start_order: StartOrder,
    auto_shutdown: AutoShutdown,
    children: Vec<Kid>,
}

#[derive(Clone, Debug)]
struct Kid {
    nested: Option<Tree>,
    restart: Restart,
    shutdown: Shutdown,
    significant: bool,
    optional: bool,
    backoff: Option<Backoff>,
    limit: Option<(Limit, AtLimit)>,
    drain: Option<Duration>,
    /// A bit for each sibling before it.
    uses: u32,
}

impl Tree {
    fn build(&self, name: &str) -> Supervisor {
        let mut supervisor = Supervisor::new(name)
            .strategy(self.strategy)
            .limit(self.limit)
            .shutdown_order(self.shutdown_order)
            .start_order(self.start_order);
        if self.strategy.is_group() {
            supervisor = supervisor.restart_order(self.restart_order);
        }
        if self.limit != Limit::NONE {
            supervisor = supervisor.at_limit(self.at_limit);
        }
        let cares = self.children.iter().any(Kid::is_significant);
        if cares {
            supervisor = supervisor.auto_shutdown(self.auto_shutdown);
        }
        let significant = cares && self.auto_shutdown != AutoShutdown::Never;
        for (index, kid) in self.children.iter().enumerate() {
            let name = format!("c{index}");
            let used: Vec<String> = (0..index)
                .filter(|bit| kid.uses & (1 << bit) != 0)
                .map(|bit| format!("c{bit}"))
                .collect();
            let used: Vec<&str> = used.iter().map(String::as_str).collect();
            kid.add(&mut supervisor, &name, &used, significant);
        }
        supervisor
    }
}

impl Kid {
    fn is_significant(&self) -> bool {
        self.significant && self.restart != Restart::Permanent
    }

    fn add(&self, to: &mut Supervisor, name: &str, used: &[&str], significant: bool) {
        let significant = significant && self.is_significant();
        let restarts = self.restart != Restart::Temporary;
        if let Some(tree) = &self.nested {
            let mut nested = tree.build(name).restart(self.restart).depends_on(used);
            if significant {
                nested = nested.significant();
            }
            if let Some(backoff) = self.backoff.filter(|_| restarts) {
                nested = nested.backoff(backoff);
            }
            to.add(nested);
            return;
        }
        let mut child = Script::new().child(name).restart(self.restart);
        child = child.shutdown(self.shutdown).depends_on(used);
        if significant {
            child = child.significant();
        }
        if self.optional {
            child = child.optional();
        }
        if let Some(backoff) = self.backoff.filter(|_| restarts) {
            child = child.backoff(backoff);
        }
        if let Some((limit, at_limit)) = self.limit.filter(|_| restarts) {
            child = child.limit(limit).at_limit(at_limit);
        }
        if let Some(drain) = self.drain {
            child = child.drain(drain);
        }
        to.add(child);
    }
}

fn millis(range: std::ops::RangeInclusive<u64>) -> impl Strategy<Value = Duration> {
    range.prop_map(|n| Duration::from_millis(250 * n))
}

fn any_at_limit() -> impl Strategy<Value = AtLimit> {
    prop_oneof![
        4 => Just(AtLimit::Escalate),
        1 => millis(1..=20).prop_map(AtLimit::Pause),
        1 => millis(1..=20).prop_map(AtLimit::Open),
        1 => Just(AtLimit::Disable),
    ]
}

fn any_limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        1 => Just(Limit::NONE),
        // So many that no back-off keeps it out of reach is left to the rules: this is the default.
        2 => Just(Limit::default()),
        2 => (1_u32..3).prop_map(|most| Limit::new(most, Duration::from_secs(60))),
    ]
}

fn any_backoff() -> impl Strategy<Value = Backoff> {
    (millis(1..=4), millis(0..=8))
        .prop_map(|(first, more)| Backoff::exponential(first, first + more))
}

fn any_kid(nested: impl Strategy<Value = Option<Tree>>) -> impl Strategy<Value = Kid> {
    (
        nested,
        prop_oneof![
            3 => Just(Restart::Permanent), 1 => Just(Restart::Transient), 1 => Just(Restart::Temporary)
        ],
        prop_oneof![
            1 => Just(Shutdown::BrutalKill), 3 => millis(1..=8).prop_map(Shutdown::After),
            1 => Just(Shutdown::Infinity)
        ],
        any::<bool>(),
        prop::bool::weighted(0.2),
        option::weighted(0.3, any_backoff()),
        option::weighted(0.2, (any_limit(), any_at_limit())),
        option::weighted(0.2, millis(1..=8)),
        any::<u32>(),
    )
        .prop_map(
            |(nested, restart, shutdown, significant, optional, backoff, limit, drain, uses)| {
                let limit = limit.filter(|(limit, _)| *limit != Limit::NONE);
                Kid {
                    nested,
                    restart,
                    shutdown,
                    significant,
                    optional,
                    backoff,
                    limit,
                    drain,
                    uses,
                }
            },
        )
}

fn any_restart_order() -> impl Strategy<Value = RestartOrder> {
    use Direction::{LeftToRight, RightToLeft};
    prop_oneof![
        3 => Just(RestartOrder::SEQUENTIAL),
        1 => Just(RestartOrder::Sequential { stop: LeftToRight, start: RightToLeft }),
        1 => Just(RestartOrder::Rolling(LeftToRight)),
        1 => Just(RestartOrder::Rolling(RightToLeft)),
        1 => Just(RestartOrder::Parallel),
    ]
}

fn any_tree(kid: impl Strategy<Value = Kid> + 'static) -> impl Strategy<Value = Tree> {
    (
        prop_oneof![
            Just(Group::OneForOne),
            Just(Group::OneForAll),
            Just(Group::RestForOne),
            Just(Group::LeftForOne),
            Just(Group::Dependents),
            Just(Group::None)
        ],
        any_limit(),
        any_at_limit(),
        any_restart_order(),
        prop_oneof![
            3 => Just(ShutdownOrder::Reverse), 1 => Just(ShutdownOrder::Forward),
            1 => Just(ShutdownOrder::Parallel)
        ],
        prop_oneof![3 => Just(StartOrder::Sequential), 1 => Just(StartOrder::Concurrent)],
        prop_oneof![
            3 => Just(AutoShutdown::Never), 1 => Just(AutoShutdown::AnySignificant),
            1 => Just(AutoShutdown::AllSignificant)
        ],
        vec(kid, 1..5),
    )
        .prop_map(
            |(
                strategy,
                limit,
                at_limit,
                restart_order,
                shutdown_order,
                start_order,
                auto_shutdown,
                children,
            )| Tree {
                strategy,
                limit,
                at_limit,
                restart_order,
                shutdown_order,
                start_order,
                auto_shutdown,
                children,
            },
        )
}

fn any_forest() -> impl Strategy<Value = Tree> {
    let leaf = any_tree(any_kid(Just(None))).boxed();
    let twig = any_tree(any_kid(option::weighted(0.3, leaf))).boxed();
    any_tree(any_kid(option::weighted(0.4, twig)))
}

#[derive(Clone, Debug)]
enum Trouble {
    End(ExitReason),
    Hang,
    Starts(Play),
    Shutdown,
}

fn any_trouble() -> impl Strategy<Value = (Duration, usize, Trouble)> {
    let trouble = prop_oneof![
        9 => Just(Trouble::End(ExitReason::error("crash"))),
        2 => Just(Trouble::End(ExitReason::Normal)),
        1 => Just(Trouble::End(ExitReason::Killed)),
        1 => Just(Trouble::Hang),
        1 => Just(Trouble::Starts(Play::Fails)),
        2 => millis(1..=8).prop_map(|time| Trouble::Starts(Play::Slowly(time))),
        1 => Just(Trouble::Shutdown),
    ];
    // Between the timers, so that nothing has to be said about what is due first.
    let at = (0_u64..200).prop_map(|n| Duration::from_millis(4_003 + 250 * n));
    (at, 0_usize..40, trouble)
}

fn script(tree: &Tree, troubles: &[(Duration, usize, Trouble)]) -> Vec<Step> {
    let plan = tree.build("top").into_plan();
    let children: Vec<Arc<str>> = workers(&plan).into_iter().map(|(child, _)| child).collect();
    let mut script: Vec<Step> = Vec::new();
    let mut fails = false;
    // No two at the same time, nor where inits that fail at once end.
    for (index, (at, nth, trouble)) in (0_u32..).zip(troubles) {
        let at = *at + Duration::from_millis(7) * index;
        let Some(child) = children.get(nth % children.len().max(1)) else {
            continue;
        };
        // Of two inits that fail at the same moment either may come first.
        if let Trouble::Starts(Play::Fails) = trouble
            && std::mem::replace(&mut fails, true)
        {
            continue;
        }
        let child = Arc::clone(child);
        script.push((
            at,
            match trouble.clone() {
                Trouble::End(reason) => Act::Cue(child, Cue::End(reason)),
                Trouble::Hang => Act::Cue(child, Cue::Hang),
                Trouble::Starts(play) => Act::Starts(child, vec![play]),
                Trouble::Shutdown => Act::Shutdown,
            },
        ));
    }
    script.sort_by_key(|(at, _)| *at);
    script.extend([(STOP, Act::Shutdown), (KILL, Act::Kill)]);
    script
}

/// What different processes do at the same moment, they do in any order; so whether a group was complete
/// before the next of it was started again at that moment, is nobody's to say.
fn sorted(mut lines: Vec<Line>) -> String {
    lines.retain(|line| !line.text.ends_with(" group restarted"));
    let lines = lines.into_iter().map(|line| {
        let Line {
            at,
            supervisor,
            text,
        } = line;
        (at.as_millis(), supervisor, text)
    });
    let mut lines: Vec<_> = lines.collect();
    lines.sort();
    let lines = lines
        .iter()
        .map(|(at, supervisor, text)| format!("{at} {supervisor}: {text}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The same ones each time, or with `PROPTEST_CASES` so many new ones.
fn config() -> ProptestConfig {
    let mut config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 300;
        config.rng_seed = RngSeed::Fixed(1);
    }
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_runs_does_what_the_core_says(
        tree in any_forest(),
        troubles in vec(any_trouble(), 0..24),
    ) {
        let build = || tree.build("top");
        prop_assume!(supervise_model::check(&build().spec()).is_empty());
        let script = script(&tree, &troubles);
        let (predicted, happened) = compare(&build, &script, true);
        prop_assert_eq!(sorted(predicted), sorted(happened));
    }
}
