//! Declarations that are refused, and handles that are made before their child.

use supervise::model::ProblemKind;
use supervise::prelude::*;
use supervise::{
    Backoff, Child, Dynamic, Later, Limit, Pool, Restart, Shutdown, StartError, StartOrder,
    Strategy, Supervisor,
};

use crate::support::*;

/// What is wrong with it, and where.
async fn problems(top: Supervisor) -> Vec<(String, ProblemKind)> {
    match within(top.start()).await {
        Err(StartError::Spec(problems)) => problems
            .into_iter()
            .map(|problem| (problem.place, problem.kind))
            .collect(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it started"),
    }
}

async fn the_problem(top: Supervisor) -> (String, ProblemKind) {
    let mut problems = problems(top).await;
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

#[tokio::test(start_paused = true)]
async fn two_children_of_one_name() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner");
    inner.add(journal.child("a"));
    inner.add(journal.child("b"));
    let last = inner.add(journal.child("a"));
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let inner = top.add(inner);
    let (place, kind) = the_problem(top).await;
    assert_eq!(place, "top/inner/a");
    assert_eq!(kind, ProblemKind::DuplicateName { first: 0 });
    // Nothing has started, and nobody waits for it.
    assert_eq!(journal.take(), "");
    for handle in [a, last] {
        assert!(matches!(
            within(handle.run()).await,
            Err(CallError::NotDelivered(_))
        ));
    }
    within(inner.closed()).await;
}

#[tokio::test(start_paused = true)]
async fn limits_that_allow_nothing() {
    let zero = || Limit::new(0, SECOND);
    let top = Supervisor::new("top").limit(zero());
    let (place, kind) = the_problem(top).await;
    assert_eq!((place.as_str(), kind), ("top", ProblemKind::ZeroLimitCount));

    let never = Limit::new(1, std::time::Duration::ZERO);
    let mut top = Supervisor::new("top");
    top.add(Supervisor::new("inner").limit(never));
    let (place, kind) = the_problem(top).await;
    assert_eq!(place, "top/inner");
    assert_eq!(kind, ProblemKind::ZeroLimitPeriod);

    let journal = Journal::new();
    let script = journal.script("w");
    let mut top = Supervisor::new("top");
    top.add(Dynamic::<Actor>::new("dynamic").limit(zero()));
    top.add(Pool::<Actor>::new("pool", 1, move || script.clone()).limit(zero()));
    let problems = problems(top).await;
    assert_eq!(
        problems,
        [
            ("top/dynamic".to_owned(), ProblemKind::ZeroLimitCount),
            ("top/pool".to_owned(), ProblemKind::ZeroLimitCount),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn pools_and_dynamic_supervisors_without_room() {
    let journal = Journal::new();
    let script = journal.script("w");
    let mut top = Supervisor::new("top");
    let pool = top.add(Pool::<Actor>::new("pool", 0, move || script.clone()));
    let dynamic = top.add(Dynamic::<Actor>::new("dynamic").max_children(0));
    assert!(pool.is_empty());
    let problems = problems(top).await;
    assert_eq!(
        problems,
        [
            ("top/pool".to_owned(), ProblemKind::ZeroPoolSize),
            ("top/dynamic".to_owned(), ProblemKind::ZeroMaxChildren),
        ]
    );
    within(dynamic.start(journal.script("d")))
        .await
        .unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn budgets_that_do_not_fit() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner").shutdown(Shutdown::After(9 * SECOND));
    inner.add(journal.child("a"));
    inner.add(journal.child("b"));
    let mut top = Supervisor::new("top");
    top.add(inner);
    let (place, kind) = the_problem(top).await;
    assert_eq!(place, "top/inner");
    assert_eq!(
        kind,
        ProblemKind::BudgetExceeded {
            budget: 9 * SECOND,
            needed: 10 * SECOND
        }
    );

    let mut inner = Supervisor::new("inner").shutdown(Shutdown::After(9 * SECOND));
    inner.add(journal.child("a").shutdown(Shutdown::Infinity));
    let mut top = Supervisor::new("top");
    top.add(inner);
    let (place, kind) = the_problem(top).await;
    assert_eq!(place, "top/inner/a");
    assert!(matches!(kind, ProblemKind::InfinityBelowBudget { .. }));
}

#[tokio::test(start_paused = true)]
async fn the_spec_tells_what_was_declared() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner").restart(Restart::Transient);
    inner.add(journal.child("b").depends_on(&["a"]));
    let mut top = Supervisor::new("top")
        .strategy(Strategy::RestForOne)
        .limit(Limit::new(7, SECOND));
    top.add(journal.child("a").shutdown(Shutdown::BrutalKill));
    top.add(inner);
    let spec = top.spec();
    assert_eq!(spec.strategy, Strategy::RestForOne);
    assert_eq!(spec.limit, Limit::new(7, SECOND));
    assert_eq!(spec.child("a").unwrap().shutdown, Shutdown::BrutalKill);
    assert_eq!(spec.child("inner").unwrap().restart, Restart::Transient);
    assert_eq!(spec.children.len(), 2);
}

/// Calls another process in its init.
struct Early;

#[managed_process]
impl Early {
    #[init]
    async fn begin(other: ActorRef, journal: Journal) -> Self {
        let answer = match other.run().await {
            Ok(run) => run.to_string(),
            Err(CallError::WouldDeadlock { cycle }) => cycle.join("→"),
            Err(error) => error.to_string(),
        };
        journal.note(answer);
        Self
    }

    #[cast]
    fn crash(&mut self) {
        panic!("{BOOM}: early")
    }
}

fn early(name: &str, other: &ActorRef, journal: &Journal) -> Child<Early> {
    let (other, journal) = (other.clone(), journal.clone());
    Child::new(name, move || (other.clone(), journal.clone()))
}

#[tokio::test(start_paused = true)]
async fn a_handle_of_a_later_sibling_can_be_had_before() {
    let journal = Journal::new();
    let later = Later::<Actor>::new();
    let handle = later.handle();
    let mut top = Supervisor::new("top");
    let uses = handle.clone();
    top.add(Child::<Actor>::new("first", {
        let script = journal.script("first");
        move || {
            let _ = &uses;
            script.clone()
        }
    }));
    let waiting = tokio::spawn({
        let handle = handle.clone();
        async move { handle.run().await }
    });
    let child = top.add(journal.child("second").at(later));
    assert_eq!(child, handle);
    let root = start(top).await;
    assert_eq!(within(waiting).await.unwrap().unwrap(), 1);
    assert_eq!(&*handle.path(), "second");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_call_in_init_to_a_sibling_that_waits_for_that_init_fails_at_once() {
    let journal = Journal::new();
    let later = Later::<Actor>::new();
    let mut top = Supervisor::new("top").strategy(Strategy::OneForAll);
    let first = top.add(early("first", &later.handle(), &journal));
    let second = top.add(journal.child("second").at(later));
    let root = start(top).await;
    assert_eq!(journal.take(), "first→second→first +second");
    // When the group restarts it is the same.
    let again = second.wait_restarted();
    first.crash().await.unwrap();
    within(again).await.unwrap();
    assert_eq!(journal.take(), "-second first→second→first +second");
    within(root.shutdown()).await;
}

/// However often it was started alone before.
#[tokio::test(start_paused = true)]
async fn so_it_does_after_any_number_of_restarts() {
    let journal = Journal::new();
    let later = Later::<Actor>::new();
    let mut top = Supervisor::new("top")
        .strategy(Strategy::RestForOne)
        .limit(Limit::NONE);
    let first = top.add(early("first", &later.handle(), &journal));
    let second = top.add(journal.child("second").at(later));
    let root = start(top).await;
    within(root.supervisor().stop_child("second"))
        .await
        .unwrap();
    for _ in 0..3 {
        let again = first.wait_restarted();
        first.crash().await.unwrap();
        within(again).await.unwrap();
    }
    within(root.supervisor().start_child("second"))
        .await
        .unwrap();
    journal.take();
    let again = second.wait_restarted();
    first.crash().await.unwrap();
    within(again).await.unwrap();
    assert_eq!(journal.take(), "-second first→second→first +second");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn alone_it_may_call_a_later_sibling_at_its_restart() {
    let journal = Journal::new();
    let later = Later::<Actor>::new();
    let mut top = Supervisor::new("top");
    let first = top.add(early("first", &later.handle(), &journal));
    top.add(journal.child("second").at(later));
    let root = start(top).await;
    journal.take();
    let again = first.wait_restarted();
    first.crash().await.unwrap();
    within(again).await.unwrap();
    assert_eq!(journal.take(), "1");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn the_circle_is_seen_across_levels() {
    let journal = Journal::new();
    let later = Later::<Actor>::new();
    let mut inner = Supervisor::new("inner");
    inner.add(early("first", &later.handle(), &journal));
    let mut top = Supervisor::new("top");
    top.add(inner);
    top.add(journal.child("second").at(later));
    let root = start(top).await;
    assert_eq!(
        journal.take(),
        "inner.first→second→inner→inner.first +second"
    );
    within(root.shutdown()).await;

    // And into a supervisor that is not started yet.
    let later = Later::<Actor>::new();
    let mut inner = Supervisor::new("inner");
    let mut top = Supervisor::new("top");
    top.add(early("first", &later.handle(), &journal));
    inner.add(journal.child("second").at(later));
    top.add(inner);
    journal.take();
    let root = start(top).await;
    let noted = journal.take();
    assert_eq!(noted, "first→inner.second→inner→first +second");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn the_circle_is_seen_in_a_group_that_restarts_with_a_supervisor_in_it() {
    let journal = Journal::new();
    let later = Later::<Actor>::new();
    let mut inner = Supervisor::new("inner");
    let mut top = Supervisor::new("top").strategy(Strategy::RestForOne);
    let first = top.add(early("first", &later.handle(), &journal));
    let second = inner.add(journal.child("second").at(later));
    top.add(inner);
    let root = start(top).await;
    journal.take();
    let again = second.wait_restarted();
    first.crash().await.unwrap();
    within(again).await.unwrap();
    assert_eq!(
        journal.take(),
        "-second first→inner.second→inner→first +second"
    );
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_place_that_is_never_filled_answers_nobody_and_at_once() {
    let later = Later::<Actor>::new();
    let handle = later.handle();
    drop(later);
    assert!(matches!(
        within(handle.run()).await,
        Err(CallError::NotDelivered(_))
    ));
}

#[tokio::test(start_paused = true)]
async fn a_last_state_that_nobody_goes_on_from() {
    struct Kept;
    #[managed_process]
    impl Kept {
        #[call]
        fn ping(&self) {}
    }
    impl supervise::__private::KeepsState for Kept {}
    let child = Child::value("a", || Kept)
        .restart(Restart::Temporary)
        .reinit_last_known();
    let mut top = Supervisor::new("top");
    let a = top.add(child);
    let (place, kind) = the_problem(top).await;
    assert_eq!(
        (place.as_str(), kind),
        ("top/a", ProblemKind::LastKnownOfTemporary)
    );
    assert!(within(a.ping()).await.is_err());
}

/// Calls another process while it runs.
struct Caller(ActorRef);

#[managed_process]
impl Caller {
    #[call]
    async fn ask(&mut self) -> Result<u32, CallError> {
        self.0.run().await
    }

    #[cast]
    fn crash(&mut self) {
        panic!("{BOOM}: caller")
    }
}

/// Who was started last is not what a later restart of others waits for.
#[tokio::test(start_paused = true)]
async fn who_runs_may_call_one_that_waits_to_be_restarted() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top").strategy(Strategy::LeftForOne);
    top.add(journal.child("a"));
    let b = top.add(journal.child("b").backoff(Backoff::constant(SECOND)));
    let called = b.clone();
    let c = top.add(Child::<Caller>::value("c", move || Caller(called.clone())));
    let root = start(top).await;
    let again = c.wait_restarted();
    c.crash().await.unwrap();
    within(again).await.unwrap();
    b.crash().await.unwrap();
    settle().await;
    // It is in its back-off, in line with a.
    assert_eq!(within(c.ask()).await.unwrap(), 3);
    within(root.shutdown()).await;
}

/// Side by side nobody need wait for all who start.
#[tokio::test(start_paused = true)]
async fn of_those_that_start_side_by_side_one_may_call_who_waits_for_another() {
    let journal = Journal::new();
    let later = Later::<Actor>::new();
    let mut top = Supervisor::new("top").start_order(StartOrder::Concurrent);
    let slow = journal.script("slow").inits([Begin::Slow(SECOND)]);
    top.add(slow.child());
    top.add(early("early", &later.handle(), &journal));
    top.add(journal.child("late").depends_on(&["slow"]).at(later));
    let root = start(top).await;
    assert_eq!(journal.take(), "+slow +late 1");
    within(root.shutdown()).await;
}
