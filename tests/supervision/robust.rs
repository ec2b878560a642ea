//! What might hurt a supervisor, and must not.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use supervise::prelude::*;
use supervise::{Child, Dynamic, DynamicRef, Limit, Restart, Supervisor, Timeout};
use tokio::sync::Notify;

use crate::support::*;

/// Its state panics when it is dropped, and so does its message.
struct Mine;

struct Trap;

impl Drop for Trap {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            panic!("{BOOM}: drop of a message");
        }
    }
}

impl Drop for Mine {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            panic!("{BOOM}: drop of a state");
        }
    }
}

#[managed_process]
impl Mine {
    #[cast]
    fn step(&mut self, trap: Trap) {
        std::mem::drop(trap);
    }

    #[call]
    async fn hang(&mut self) {
        std::future::pending::<()>().await;
    }

    #[call]
    fn ping(&mut self, cx: &mut Cx<Self>) -> u32 {
        cx.pid().incarnation()
    }
}

#[tokio::test(start_paused = true)]
async fn destructors_that_panic_are_restarts_like_any_other() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let mine = top.add(Child::<Mine>::value("mine", || Mine));
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    // In a handler.
    let again = mine.wait_restarted();
    mine.step(Trap).await.unwrap();
    within(again).await.unwrap();
    // In the queue that is cut, and in the state.
    let busy = within(mine.hang().begin()).await.unwrap();
    settle().await;
    for _ in 0..3 {
        mine.step(Trap).await.unwrap();
    }
    let again = mine.wait_restarted();
    mine.kill();
    within(again).await.unwrap();
    within(busy).await.unwrap_err();
    assert_eq!(within(mine.ping()).await.unwrap(), 3);
    assert_eq!(mine.dead_letters(), 3);
    assert_eq!(within(a.run()).await.unwrap(), 1);
    let outcome = within(root.shutdown()).await;
    assert!(outcome.is_orderly(), "{outcome:?}");
}

/// What a child is started from belongs to the user, and goes with its spec.
#[tokio::test(start_paused = true)]
async fn a_spec_whose_captures_panic_when_they_are_dropped_is_forgotten_like_any_other() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    let (trap, script) = (Trap, journal.script("added"));
    let child = Child::<Actor>::new("added", move || {
        let _holds = &trap;
        script.clone()
    });
    within(root.supervisor().add(child)).await.unwrap();
    within(root.supervisor().stop_child("added")).await.unwrap();
    within(root.supervisor().delete_child("added"))
        .await
        .unwrap();
    assert!(
        root.supervisor()
            .children()
            .iter()
            .all(|child| &*child.name != "added")
    );
    assert_eq!(within(a.run()).await.unwrap(), 1);
    let outcome = within(root.shutdown()).await;
    assert!(outcome.is_orderly(), "{outcome:?}");
}

/// An error that can't be printed.
#[derive(Debug)]
struct Unspeakable;

impl std::fmt::Display for Unspeakable {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        panic!("{BOOM}: print of an error");
    }
}

impl std::error::Error for Unspeakable {}

struct Speechless;

#[managed_process]
impl Speechless {
    #[cast]
    fn fail(&mut self) -> Action<Self> {
        Action::stop(ExitReason::error(Unspeakable))
    }

    #[call]
    fn ping(&mut self, cx: &mut Cx<Self>) -> u32 {
        cx.pid().incarnation()
    }
}

/// Prints all that it is told, and so finds out what can't be printed.
struct Loud;

impl tracing::Subscriber for Loud {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        *metadata.level() <= tracing::Level::DEBUG
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        struct Print;
        impl tracing::field::Visit for Print {
            fn record_debug(&mut self, _: &tracing::field::Field, value: &dyn std::fmt::Debug) {
                drop(format!("{value:?}"));
            }
        }
        event.record(&mut Print);
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[tokio::test(start_paused = true)]
async fn an_error_that_panics_when_it_is_printed_is_restarted_from_like_any_other() {
    quiet();
    let _loud = tracing::subscriber::set_default(Loud);
    let mut top = Supervisor::new("top");
    let child = top.add(Child::<Speechless>::value("child", || Speechless));
    let root = start(top).await;
    let again = child.wait_restarted();
    child.fail().await.unwrap();
    within(again).await.unwrap();
    assert_eq!(within(child.ping()).await.unwrap(), 2);
    // And who gives up for it says so, and tells the one above.
    let ended = root.ended();
    for _ in 0..2 {
        let again = child.wait_restarted();
        child.fail().await.unwrap();
        within(again).await.unwrap();
    }
    child.fail().await.unwrap();
    let outcome = within(ended).await;
    assert!(matches!(outcome.reason, ExitReason::RestartLimit(_)));
    assert!(
        outcome
            .reason
            .to_string()
            .contains("it panicked when it was printed")
    );
}

/// Its arguments can be copied only so often.
struct Copied;

struct Rare(Arc<AtomicU32>);

impl Clone for Rare {
    fn clone(&self) -> Self {
        let copies = self.0.fetch_add(1, Ordering::SeqCst);
        assert!(copies != 1, "{BOOM}: copy of the arguments");
        Self(Arc::clone(&self.0))
    }
}

#[managed_process]
impl Copied {
    #[init]
    fn begin(_rare: Rare) -> Self {
        Self
    }
}

#[tokio::test(start_paused = true)]
async fn arguments_whose_copy_panics_are_a_failed_start_that_is_tried_again() {
    quiet();
    let mut top = Supervisor::new("top");
    let dynamic = top.add(Dynamic::<Copied>::new("dynamic").restart(Restart::Permanent));
    let root = start(top).await;
    let copies = Arc::new(AtomicU32::new(0));
    let child = within(dynamic.start(Rare(Arc::clone(&copies))))
        .await
        .unwrap();
    let again = child.wait_restarted();
    child.kill();
    assert_eq!(within(again).await.unwrap().incarnation(), 3);
    assert_eq!(copies.load(Ordering::SeqCst), 3);
    within(root.shutdown()).await;
}

/// Waits in its init, and gets through it when it is told.
struct Told;

#[managed_process]
impl Told {
    #[init]
    async fn begin(go: Arc<Notify>) -> Self {
        go.notified().await;
        Self
    }

    #[terminate]
    async fn bye(self, _end: &End) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_child_that_was_in_time_is_not_killed_by_a_supervisor_that_was_late() {
    let go = Arc::new(Notify::new());
    let gone = Arc::clone(&go);
    let mut top = Supervisor::new("top");
    let child = Child::<Told>::new("child", move || Arc::clone(&gone));
    top.add(child.start_timeout(Timeout::After(10 * SECOND)));
    let starting = tokio::spawn(top.start());
    tokio::time::sleep(9 * SECOND).await;
    // The child reports, and before its supervisor gets to read that, the time is up.
    go.notify_one();
    tokio::spawn(tokio::time::advance(20 * SECOND));
    let root = within(starting).await.unwrap().unwrap();
    within(root.shutdown()).await;
}

/// The same where the supervisor has so much to do that it looks for timers without having slept.
#[tokio::test(start_paused = true)]
async fn nor_by_one_that_has_much_to_do() {
    let go = Arc::new(Notify::new());
    let gone = Arc::clone(&go);
    let mut top = Supervisor::new("top");
    let child = Child::<Told>::new("child", move || Arc::clone(&gone));
    top.add(child.start_timeout(Timeout::After(10 * SECOND)));
    let supervisor = top.handle();
    let starting = tokio::spawn(top.start());
    tokio::time::sleep(9 * SECOND).await;
    // It takes these in at once, and gives way in their middle; then the child reports.
    for _ in 0..200 {
        assert!(poll_once(pin!(supervisor.stop_child("nobody"))).is_pending());
    }
    go.notify_one();
    tokio::spawn(tokio::time::advance(20 * SECOND));
    let root = within(starting).await.unwrap().unwrap();
    within(root.shutdown()).await;
}

/// Starts another one of its kind in its init.
struct Parent;

#[managed_process]
impl Parent {
    #[init]
    async fn begin(depth: u32, family: DynamicRef<Parent>) -> Result<Self, String> {
        if depth > 0 {
            let child = family.start((depth - 1, family.clone())).await;
            child.map_err(|error| error.to_string())?;
        }
        Ok(Self)
    }
}

#[tokio::test(start_paused = true)]
async fn a_child_may_start_its_siblings_in_its_init() {
    let mut top = Supervisor::new("top");
    let family = top.add(Dynamic::<Parent>::new("family"));
    let root = start(top).await;
    within(family.start((20, family.clone()))).await.unwrap();
    assert_eq!(family.len(), 21);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_child_that_is_being_restarted_can_be_stopped() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let dynamic = Dynamic::<Actor>::new("dynamic").restart(Restart::Permanent);
    let dynamic = top.add(dynamic.limit(Limit::NONE));
    let root = start(top).await;
    for begin in [vec![Begin::Hang], vec![Begin::Fail; 1_000_000]] {
        let begin = [Begin::Well].into_iter().chain(begin);
        let script = journal.script("a").inits(begin);
        let a = within(dynamic.start(script.clone())).await.unwrap();
        a.crash().await.unwrap();
        tokio::task::yield_now().await;
        assert!(within(dynamic.stop(&a)).await);
        assert!(dynamic.is_empty());
        assert_eq!(script.alive(), 0);
        within(a.closed()).await;
    }
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_deep_tree_is_a_tree() {
    const DEPTH: u32 = 64;
    let journal = Journal::new();
    let mut below: Option<Supervisor> = None;
    let mut handles = Vec::new();
    for level in 0..DEPTH {
        let mut supervisor = Supervisor::new(format!("s{level}"));
        handles.push(supervisor.add(journal.child(&level.to_string())));
        if let Some(below) = below.take() {
            supervisor.add(below);
        }
        below = Some(supervisor);
    }
    let root = start(below.unwrap()).await;
    assert_eq!(journal.take().split(' ').count(), DEPTH as usize);
    let deepest = &handles[0];
    assert_eq!(deepest.path().split('.').count(), DEPTH as usize);
    deepest.bounce().await;
    assert!(root.supervisor().snapshot().find(&deepest.path()).is_some());
    assert!(within(root.shutdown()).await.is_orderly());
    assert_eq!(journal.count("-0"), 2);
    within(deepest.closed()).await;
}

#[tokio::test(start_paused = true)]
async fn the_end_can_be_awaited_again_and_again() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let a = top.add(journal.child("a"));
    let root = start(top).await;
    for _ in 0..3 {
        let mut ended = pin!(root.ended());
        assert!(poll_once(ended.as_mut()).is_pending());
    }
    for _ in 0..3 {
        a.bounce().await;
    }
    a.crash().await.unwrap();
    for _ in 0..2 {
        let outcome = within(root.ended()).await;
        assert!(matches!(outcome.reason, ExitReason::RestartLimit(_)));
    }
    let outcome = within(root.shutdown()).await;
    assert!(matches!(outcome.reason, ExitReason::RestartLimit(_)));
}

#[tokio::test(start_paused = true)]
async fn a_child_may_stop_its_own_tree_and_everybody_else_may_stop_it_too() {
    struct Last(supervise::SupervisorRef);

    #[managed_process]
    impl Last {
        #[call]
        fn finish(&mut self) {
            self.0.stop(ExitReason::Normal);
            self.0.stop(ExitReason::Shutdown);
        }
    }

    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    top.add(journal.child("a"));
    let handle = top.handle();
    let last = top.add(Child::<Last>::value("last", move || Last(handle.clone())));
    let root = start(top).await;
    within(last.finish()).await.unwrap();
    let outcome = within(root.ended()).await;
    // The first reason stands.
    assert!(outcome.reason.is_normal(), "{}", outcome.reason);
    assert!(outcome.is_orderly());
    root.supervisor().stop(ExitReason::Killed);
    assert_eq!(journal.take(), "+a -a");
}

/// An error whose drop panics.
#[derive(Debug)]
struct Touchy;

impl std::fmt::Display for Touchy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("touchy")
    }
}

impl std::error::Error for Touchy {}

impl Drop for Touchy {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            panic!("{BOOM}: drop of an error");
        }
    }
}

struct Fails;

#[managed_process]
impl Fails {
    #[cast]
    fn fail(&mut self) -> Action<Self> {
        Action::stop(ExitReason::error(Touchy))
    }

    #[call]
    fn ping(&mut self, cx: &mut Cx<Self>) -> u32 {
        cx.pid().incarnation()
    }
}

/// Wherever the last one lets go of it: the next incarnation, or a supervisor that has counted it.
#[tokio::test(start_paused = true)]
async fn an_error_that_panics_when_it_is_dropped_is_restarted_from_like_any_other() {
    quiet();
    for limit in [Limit::NONE, Limit::new(2, SECOND)] {
        let mut top = Supervisor::new("top").limit(limit);
        let child = top.add(Child::<Fails>::value("child", || Fails));
        let root = start(top).await;
        for _ in 0..4 {
            let again = child.wait_restarted();
            child.fail().await.unwrap();
            within(again).await.unwrap();
            // Until it counts no more.
            tokio::time::sleep(2 * SECOND).await;
        }
        assert_eq!(within(child.ping()).await.unwrap(), 5);
        assert!(within(root.shutdown()).await.is_orderly());
    }
}
