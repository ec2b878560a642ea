//! Each kind of failure at each child of a declared tree, tried out and compared with what the core says.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the cases, and the table |
//! | `stage.rs` | what runs in the places instead of the user's processes |
//! | `predict.rs` | what the core says will happen |

mod predict;
#[cfg(test)]
mod random;
mod stage;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use self::predict::Prediction;
pub(crate) use self::stage::Stage;
use self::stage::{Cue, Play};
use super::plan::{Entry, Plan};
use super::root::{self, Declared};
use crate::exit::{ExitReason, Panic};
use crate::testing::Recorder;

/// Of the chance in delays, which is the same in a tree and in its prediction.
pub(crate) const SEED: u64 = 0;

/// When the faults happen, and when the tree is stopped.
const FAULT: Duration = Duration::from_secs(1_000);
const STOP: Duration = Duration::from_secs(3_000);
/// When it is killed, if a child that may take any time takes it.
const KILL: Duration = Duration::from_secs(9_000);

/// A kind of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Panic,
    Error,
    Normal,
    Killed,
    Hangs,
    InitFails,
    WhileSiblingStarts,
    TwoAtOnce,
    TwoAtOnceReversed,
}

const FAULTS: [Fault; 9] = [
    Fault::Panic,
    Fault::Error,
    Fault::Normal,
    Fault::Killed,
    Fault::Hangs,
    Fault::InitFails,
    Fault::WhileSiblingStarts,
    Fault::TwoAtOnce,
    Fault::TwoAtOnceReversed,
];

impl Fault {
    fn name(self) -> &'static str {
        match self {
            Self::Panic => "panics",
            Self::Error => "ends with an error",
            Self::Normal => "ends normally",
            Self::Killed => "is killed",
            Self::Hangs => "hangs in a handler",
            Self::InitFails => "panics, and its next init fails",
            Self::WhileSiblingStarts => "panics while a sibling starts again",
            Self::TwoAtOnce => "panics, and its sibling after it",
            Self::TwoAtOnceReversed => "panics, and its sibling before it",
        }
    }

    /// Whether a process of the user's can be made to do this from outside.
    fn fits_real(self) -> bool {
        matches!(self, Self::Error | Self::Normal | Self::Killed)
    }

    /// What is done, where this is possible. `sibling` is another child of the same supervisor.
    fn script(self, child: &Arc<str>, sibling: Option<&Arc<str>>) -> Option<Vec<Step>> {
        let panic = || {
            Cue::End(ExitReason::Panic(Panic {
                message: None,
                location: None,
            }))
        };
        let end = |who: &Arc<str>, cue| (FAULT, Act::Cue(Arc::clone(who), cue));
        let mut script = match (self, sibling) {
            (Self::Panic, _) => vec![end(child, panic())],
            (Self::Error, _) => vec![end(child, Cue::End(ExitReason::error("fault")))],
            (Self::Normal, _) => vec![end(child, Cue::End(ExitReason::Normal))],
            (Self::Killed, _) => vec![end(child, Cue::End(ExitReason::Killed))],
            (Self::Hangs, _) => vec![end(child, Cue::Hang)],
            (Self::InitFails, _) => vec![
                (FAULT, Act::Starts(Arc::clone(child), vec![Play::Fails])),
                end(child, panic()),
            ],
            (Self::WhileSiblingStarts, Some(sibling)) => {
                // No back-off that somebody writes ends at the same moment: what comes first then is chance.
                let slowly = vec![Play::Slowly(Duration::from_millis(1_009))];
                vec![
                    (FAULT, Act::Starts(Arc::clone(sibling), slowly)),
                    end(sibling, panic()),
                    (
                        FAULT + Duration::from_millis(503),
                        Act::Cue(Arc::clone(child), panic()),
                    ),
                ]
            }
            (Self::TwoAtOnce, Some(sibling)) => vec![end(child, panic()), end(sibling, panic())],
            (Self::TwoAtOnceReversed, Some(sibling)) => {
                vec![end(sibling, panic()), end(child, panic())]
            }
            _ => return None,
        };
        script.extend([(STOP, Act::Shutdown), (KILL, Act::Kill)]);
        Some(script)
    }
}

/// What a test does to a tree, and when.
type Step = (Duration, Act);

#[derive(Clone, Debug)]
enum Act {
    /// The next starts of the child go like this.
    Starts(Arc<str>, Vec<Play>),
    Cue(Arc<str>, Cue),
    Shutdown,
    Kill,
}

/// Tries each kind of failure at each child of a declared tree: see [`FaultMatrix::run`].
///
/// # Examples
///
/// ```ignore
/// #[test]
/// fn the_shop_survives() {
///     fault_matrix::<Shop>(config()).run();
/// }
/// ```
pub fn fault_matrix<T: Declared>(params: T::Params) -> FaultMatrix<T>
where
    T::Params: Clone + Send + Sync,
{
    FaultMatrix {
        params,
        real: false,
    }
}

/// Tries each kind of failure at each child of a declared tree.
#[must_use = "nothing is tried until it is run"]
pub struct FaultMatrix<T: Declared> {
    params: T::Params,
    real: bool,
}

impl<T: Declared> FaultMatrix<T>
where
    T::Params: Clone + Send + Sync,
{
    /// Runs the tree's own processes instead of stand-ins. What they do is theirs, so differences are
    /// [reported](FaultReport::differences), and no test fails for them. Kinds of failure that can't be
    /// brought about from outside are left out.
    pub fn with_real_children(mut self) -> Self {
        self.real = true;
        self
    }

    /// Runs the tree for each child and each kind of failure, each time anew and in virtual time: a panic,
    /// an error, a normal end, a kill, a handler that hangs, an init that fails at the restart, a failure
    /// while a sibling starts again, two failures at once in both orders. Stand-ins run in the places of
    /// its processes, which start and end at once. What happens is compared with what the rules of the
    /// declaration say, event by event: starts, stops, their order, restarts, and escalation.
    ///
    /// It prints a table.
    ///
    /// # Panics
    ///
    /// Where something else has happened, if there are stand-ins. When the tree's declaration is wrong.
    #[allow(clippy::print_stdout, reason = "it is what it is for")]
    pub fn run(self) -> FaultReport {
        let spec = self.build().spec();
        let mut cases = Vec::new();
        let children = workers(&self.build().into_plan());
        for (child, sibling) in &children {
            for fault in FAULTS {
                if self.real && !fault.fits_real() {
                    continue;
                }
                if let Some(script) = fault.script(child, sibling.as_ref()) {
                    cases.push(self.case(child, fault, &script));
                }
            }
        }
        let report = FaultReport {
            tree: spec.name,
            cases,
        };
        println!("{report}");
        if !self.real {
            let differences = report.differences();
            assert!(differences.is_empty(), "{}", differences.join("\n\n"));
        }
        report
    }

    fn build(&self) -> super::Supervisor {
        let name = super::program::name_of::<T>();
        T::build(name, self.params.clone()).0
    }

    fn case(&self, child: &Arc<str>, fault: Fault, script: &[Step]) -> Case {
        let (predicted, happened) = compare(&|| self.build(), script, !self.real);
        let texts = |lines: Vec<Line>| lines.into_iter().map(|line| line.text).collect();
        Case {
            child: Arc::clone(child),
            fault,
            predicted: texts(predicted),
            happened: texts(happened),
        }
    }
}

/// What the core says will happen, and what does. In a thread of its own, since a test may run inside a
/// runtime already.
fn compare(
    build: &(dyn Fn() -> super::Supervisor + Sync),
    script: &[Step],
    plays: bool,
) -> (Vec<Line>, Vec<Line>) {
    let mut prediction = Prediction::new(&build().into_plan());
    prediction.play(script);
    let happened = std::thread::scope(|scope| {
        let run = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .start_paused(true)
                .build()
                .expect("a runtime can be made");
            runtime.block_on(happens(build(), script, plays))
        });
        run.join()
    });
    let happened = happened.unwrap_or_else(|_| Line::problem("the test panicked"));
    (prediction.lines, happened)
}

/// Runs the tree, and does to it what is in the script.
async fn happens(supervisor: super::Supervisor, script: &[Step], plays: bool) -> Vec<Line> {
    let stage = Stage::new(plays);
    let mut recorder = Recorder::of(&supervisor.handle());
    let begun = Instant::now();
    let mut booting = match root::Booting::on_stage(supervisor, &stage) {
        Ok(booting) => booting,
        Err(error) => return Line::problem(error),
    };
    // Where it fails, the events say so.
    let _ = booting.ready().await;
    let root = booting.root;
    let plan = root.supervisor().plan;
    let mut ended = std::pin::pin!(root.ended());
    for (at, act) in script {
        let then = begun + *at;
        if tokio::time::timeout_at(then, ended.as_mut()).await.is_ok() {
            break;
        }
        match act {
            Act::Starts(child, plays) => stage.starts(child, plays),
            Act::Cue(child, cue) => {
                if let Some(entry) = find(&plan, child) {
                    stage.cue(child, &*entry.place, cue.clone());
                }
            }
            Act::Shutdown => root.supervisor().stop(ExitReason::Shutdown),
            Act::Kill => root.supervisor().kill(),
        }
    }
    root.ended().await;
    lines(&mut recorder, begun)
}

fn find(plan: &Plan, path: &Arc<str>) -> Option<Arc<Entry>> {
    plan.children().iter().find_map(|child| {
        if child.place.core().label() == *path {
            return Some(Arc::clone(child));
        }
        child.plan.as_ref().and_then(|plan| find(plan, path))
    })
}

/// The paths of all processes, each with that of a sibling that is one too.
fn workers(plan: &Arc<Plan>) -> Vec<(Arc<str>, Option<Arc<str>>)> {
    fn below(plan: &Plan, path: &Arc<str>, found: &mut Vec<(Arc<str>, Option<Arc<str>>)>) {
        let is_worker = |entry: &&Arc<Entry>| entry.plan.is_none();
        let here: Vec<Arc<str>> = plan
            .by_active()
            .0
            .iter()
            .filter(is_worker)
            .map(|entry| entry.label.path(path))
            .collect();
        for (position, child) in here.iter().enumerate() {
            let sibling = here.get((position + 1) % here.len());
            let sibling = sibling.filter(|sibling| *sibling != child);
            found.push((Arc::clone(child), sibling.cloned()));
        }
        for child in plan.children() {
            if let Some(nested) = &child.plan {
                below(nested, &child.label.path(path), found);
            }
        }
    }
    let mut found = Vec::new();
    below(plan, &Arc::from(""), &mut found);
    found
}

/// An event as text.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "only random trees need more than the text")
)]
struct Line {
    /// Since the boot.
    at: Duration,
    supervisor: Arc<str>,
    text: String,
}

impl Line {
    /// Where there are no events.
    fn problem(text: impl fmt::Display) -> Vec<Self> {
        vec![Self {
            at: Duration::ZERO,
            supervisor: Arc::from(""),
            text: text.to_string(),
        }]
    }
}

fn lines(recorder: &mut Recorder, begun: Instant) -> Vec<Line> {
    let line = |event: &super::TreeEvent| Line {
        at: event.at.saturating_duration_since(begun),
        supervisor: Arc::clone(&event.supervisor),
        text: event.to_string(),
    };
    recorder.events().iter().map(line).collect()
}

/// One failure.
#[derive(Clone, Debug)]
struct Case {
    child: Arc<str>,
    fault: Fault,
    predicted: Vec<String>,
    happened: Vec<String>,
}

impl Case {
    fn differs(&self) -> bool {
        self.predicted != self.happened
    }

    /// What has become of the tree, in a few words.
    fn summary(&self, root: &str) -> String {
        let shutdown = format!("{root} shutting down");
        let before: Vec<&String> = self
            .happened
            .iter()
            .take_while(|line| **line != shutdown)
            .collect();
        let restarted = before
            .iter()
            .filter_map(|line| line.strip_suffix(" restarted"))
            .filter(|who| !who.ends_with(" group"));
        let mut restarted: Vec<&str> = restarted.collect();
        restarted.sort_unstable();
        restarted.dedup();
        let gave_up = before.iter().any(|line| line.contains(" gave up on"));
        let out_of_time = self
            .happened
            .iter()
            .any(|line| line.ends_with(" out of time"));
        let mut parts = Vec::new();
        if !restarted.is_empty() {
            parts.push(format!("restarted: {}", restarted.join(", ")));
        }
        if gave_up {
            parts.push("a supervisor gave up".to_owned());
        }
        if out_of_time {
            parts.push("killed at the shutdown".to_owned());
        }
        if parts.is_empty() {
            parts.push("stays down".to_owned());
        }
        parts.join("; ")
    }
}

/// What has come of a [`FaultMatrix`]. Prints as a table.
#[derive(Clone, Debug)]
pub struct FaultReport {
    tree: String,
    cases: Vec<Case>,
}

impl FaultReport {
    /// How many failures were tried.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Whether there was nothing to try.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// Where something else has happened than the rules of the declaration say, and what.
    #[must_use]
    pub fn differences(&self) -> Vec<String> {
        let differ = self.cases.iter().filter(|case| case.differs());
        differ.map(ToString::to_string).collect()
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (child, fault) = (&self.child, self.fault.name());
        writeln!(f, "`{child}` {fault}: predicted, and what happened")?;
        let same = self.predicted.iter().zip(&self.happened);
        let same = same.take_while(|(one, other)| one == other).count();
        for line in &self.predicted[..same] {
            writeln!(f, "    {line}")?;
        }
        for line in &self.predicted[same..] {
            writeln!(f, "  - {line}")?;
        }
        for line in &self.happened[same..] {
            writeln!(f, "  + {line}")?;
        }
        Ok(())
    }
}

impl fmt::Display for FaultReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} failures", self.tree, self.cases.len())?;
        let wide = |text: &str| text.chars().count();
        let child = self.cases.iter().map(|case| wide(&case.child)).max();
        let fault = self.cases.iter().map(|case| wide(case.fault.name())).max();
        let (child, fault) = (child.unwrap_or(0), fault.unwrap_or(0));
        for case in &self.cases {
            let mark = if case.differs() { "differs" } else { "ok" };
            writeln!(
                f,
                "{:child$} | {:fault$} | {:7} | {}",
                case.child,
                case.fault.name(),
                mark,
                case.summary(&self.tree)
            )?;
        }
        Ok(())
    }
}

impl<T: Declared> fmt::Debug for FaultMatrix<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaultMatrix")
            .field("real", &self.real)
            .finish_non_exhaustive()
    }
}
