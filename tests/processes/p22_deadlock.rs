//! Waits that can never end fail at once, and no others.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use supervise::prelude::*;
use supervise::{Child, Later, Supervisor};
use tokio::time::Instant;

use crate::kit::{Gate, Log, MS, SECOND, Worker, WorkerRef, settle, soon};

/// A process that calls others, one after the other.
struct Node {
    seen: Log,
}

type Route = Vec<NodeRef>;

#[managed_process(capacity = 1)]
impl Node {
    #[call]
    fn hello(&mut self) -> u8 {
        1
    }

    /// Calls the first on the route, which calls the rest.
    #[call]
    async fn walk(&mut self, mut route: Route, slow: Duration) -> Result<u8, String> {
        tokio::time::sleep(slow).await;
        if route.is_empty() {
            return Ok(0);
        }
        let next = route.remove(0);
        match next.walk(route, slow).await {
            Ok(steps) => Ok(steps + 1),
            Err(error) => {
                self.seen.say(error.to_string());
                Err(error.to_string())
            }
        }
    }

    #[call]
    async fn walk_in_time(&mut self, next: NodeRef, back: NodeRef) -> bool {
        matches!(
            next.walk(vec![back], MS).timeout(SECOND).await,
            Err(CallError::TimedOut { sent: true })
        )
    }

    /// Begins a call, is called back, then waits for the answer.
    #[call]
    async fn begin(&mut self, next: NodeRef, gate: Gate) -> u8 {
        let pending = next.hello().begin().await.unwrap();
        gate.pass().await;
        pending.await.unwrap()
    }

    #[call]
    async fn fill(&mut self, cx: &mut Cx<Self>) -> String {
        let me = cx.me();
        me.nothing().try_send().unwrap();
        me.nothing().await.unwrap_err().to_string()
    }

    #[call]
    async fn fill_and_begin(&mut self, cx: &mut Cx<Self>) -> String {
        let me = cx.me();
        me.nothing().try_send().unwrap();
        me.hello().begin().await.unwrap_err().to_string()
    }

    #[call]
    async fn room(&mut self, cx: &mut Cx<Self>) -> bool {
        cx.me().nothing().await.is_ok()
    }

    #[call]
    async fn in_task(&mut self, cx: &mut Cx<Self>) {
        let me = cx.me();
        tokio::spawn(async move { me.hello().await });
        settle().await;
    }

    #[cast]
    fn nothing(&mut self) {}
}

fn node() -> NodeRef {
    Node { seen: Log::new() }.spawn()
}

#[tokio::test(start_paused = true)]
async fn a_call_to_oneself() {
    let a = node();
    let error = soon(a.walk(vec![a.clone()], Duration::ZERO))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("would wait for ever: Node → Node"),
        "{error}"
    );
    assert_eq!(soon(a.hello()).await.unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn circles_of_two_and_three() {
    for slow in [Duration::ZERO, MS] {
        let (a, b, c) = (node(), node(), node());
        let start = Instant::now();
        let route = vec![b.clone(), a.clone()];
        let error = soon(a.walk(route, slow)).await.unwrap_err();
        assert!(error.to_string().contains("would wait for ever"), "{error}");
        let route = vec![b.clone(), c.clone(), a.clone()];
        let error = soon(a.walk(route, slow)).await.unwrap_err();
        assert!(
            error.to_string().contains("Node → Node → Node → Node"),
            "{error}"
        );
        assert!(start.elapsed() < SECOND);
        // Without the way back it is no circle.
        let route = vec![b.clone(), c.clone()];
        assert_eq!(soon(a.walk(route, slow)).await.unwrap(), 2);
    }
}

/// Each begins its own walk at the same moment: at least one of them sees the circle.
#[tokio::test(start_paused = true)]
async fn circles_that_close_from_all_sides() {
    for count in [2, 3] {
        let nodes: Vec<_> = (0..count).map(|_| node()).collect();
        let walks: Vec<_> = (0..count)
            .map(|n| {
                let next = nodes[(n + 1) % count].clone();
                tokio::spawn(nodes[n].walk(vec![next], SECOND).owned())
            })
            .collect();
        let mut failed = 0;
        for walk in walks {
            if soon(walk).await.unwrap().is_err() {
                failed += 1;
            }
        }
        assert!((1..=count).contains(&failed), "{failed}");
        assert!(nodes.len() == count && soon(nodes[0].hello()).await.is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn a_circle_through_calls_that_wait_for_room() {
    let (a, b) = (node(), node());
    let walk_a = tokio::spawn(a.walk(vec![b.clone()], SECOND).owned());
    let walk_b = tokio::spawn(b.walk(vec![a.clone()], SECOND).owned());
    settle().await;
    // Both mailboxes are full when the calls are made.
    a.nothing().try_send().unwrap();
    b.nothing().try_send().unwrap();
    let (one, two) = (soon(walk_a).await.unwrap(), soon(walk_b).await.unwrap());
    assert!(one.is_err() || two.is_err());
}

#[tokio::test(start_paused = true)]
async fn waiting_for_room_in_ones_own_mailbox() {
    let a = node();
    assert!(soon(a.room()).await.unwrap());
    let error = soon(a.fill()).await.unwrap();
    assert_eq!(error, "would wait for ever: Node → Node");
    let error = soon(a.fill_and_begin()).await.unwrap();
    assert_eq!(error, "would wait for ever: Node → Node");
    soon(a.in_task()).await.unwrap();
    // Nobody stands in the line any more.
    assert_eq!(soon(a.hello()).await.unwrap(), 1);
    a.nothing().try_send().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_call_with_a_timeout_is_not_looked_at() {
    let (a, b) = (node(), node());
    assert!(soon(a.walk_in_time(b.clone(), a.clone())).await.unwrap());
    assert_eq!(soon(b.hello()).await.unwrap(), 1);
}

/// A waits for an answer that is there already: B may call A.
#[tokio::test(start_paused = true)]
async fn an_answer_that_is_there_is_not_waited_for() {
    let (a, b) = (node(), node());
    // In one turn of B: it answers A, then goes on to a message in which it calls A.
    let walk = tokio::spawn(a.walk(vec![b.clone()], MS).owned());
    settle().await;
    let back = tokio::spawn(b.walk(vec![a.clone()], Duration::ZERO).owned());
    assert_eq!(soon(walk).await.unwrap().unwrap(), 1);
    assert_eq!(soon(back).await.unwrap().unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_begun_call_is_not_waited_for() {
    let (a, b) = (node(), node());
    let gate = Gate::new();
    let begun = tokio::spawn(a.begin(b.clone(), gate.clone()).owned());
    gate.entered().await;
    let back = tokio::spawn(b.walk(vec![a.clone()], Duration::ZERO).owned());
    settle().await;
    gate.open();
    assert_eq!(soon(begun).await.unwrap().unwrap(), 1);
    assert_eq!(soon(back).await.unwrap().unwrap(), 1);
}

/// What a killed process waited for is not waited for.
#[tokio::test(start_paused = true)]
async fn waits_end_with_their_handler() {
    let log = Log::new();
    let mut top = Supervisor::new("top");
    let a = top.add(Child::<Node>::value("a", || Node { seen: Log::new() }));
    let b = top.add(Child::<Node>::value("b", || Node { seen: Log::new() }));
    let root = top.start().await.unwrap();
    let walk = tokio::spawn(a.walk(vec![b.clone()], Duration::ZERO).owned());
    let held = tokio::spawn(b.walk(vec![], 100 * SECOND).owned());
    settle().await;
    let again = a.wait_restarted();
    a.kill();
    soon(again).await.unwrap();
    assert!(soon(walk).await.unwrap().is_err());
    let back = tokio::spawn(b.walk(vec![a.clone()], Duration::ZERO).owned());
    assert_eq!(soon(back).await.unwrap().unwrap(), 1);
    assert!(soon(held).await.unwrap().is_ok());
    assert!(log.all().is_empty());
    drop(root);
}

#[tokio::test(start_paused = true)]
async fn an_init_that_calls_who_starts_later() {
    struct Early;
    #[managed_process]
    impl Early {
        #[init]
        async fn start(later: WorkerRef, said: Arc<OnceLock<String>>) -> Self {
            let error = later.add(1).await.unwrap_err();
            said.set(error.to_string()).unwrap();
            Early
        }
    }
    let said = Arc::new(OnceLock::new());
    let later = Later::<Worker>::new();
    let worker = later.handle();
    let mut top = Supervisor::new("top");
    let (inner, handle) = (Arc::clone(&said), worker.clone());
    top.add(Child::<Early>::new("early", move || {
        (handle.clone(), Arc::clone(&inner))
    }));
    top.add(Child::<Worker>::new("later", Log::new).at(later));
    // A caller from outside simply waits.
    let outside = tokio::spawn(worker.add(5).owned());
    settle().await;
    let root = soon(top.start()).await.unwrap();
    assert_eq!(
        said.get().unwrap(),
        "would wait for ever: early → later → early"
    );
    assert_eq!(soon(outside).await.unwrap().unwrap(), 5);
    soon(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn an_init_that_calls_who_runs() {
    struct Second(u64);
    #[managed_process]
    impl Second {
        #[init]
        async fn start(first: WorkerRef) -> Result<Self, CallError> {
            Ok(Second(first.add(2).await?))
        }
        #[call]
        fn get(&mut self) -> u64 {
            self.0
        }
    }
    let mut top = Supervisor::new("top");
    let first = top.add(Child::<Worker>::new("first", Log::new));
    let second = top.add(Child::<Second>::new("second", move || first.clone()));
    let root = soon(top.start()).await.unwrap();
    assert_eq!(soon(second.get()).await.unwrap(), 2);
    soon(root.shutdown()).await;
}

/// Sends itself what there is room for once what it has handled is counted.
struct Echo {
    heard: u32,
}

#[managed_process(capacity = 64)]
impl Echo {
    #[cast]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
    }

    #[cast]
    fn hear(&mut self) {
        self.heard += 1;
    }

    #[call]
    async fn say(&mut self, cx: &mut Cx<Self>) -> Result<(), String> {
        cx.me().hear().await.map_err(|error| error.to_string())
    }

    #[call]
    fn heard(&mut self) -> u32 {
        self.heard
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_handled_is_room_for_what_it_sends_itself() {
    let echo = Echo { heard: 0 }.spawn();
    let gate = Gate::new();
    echo.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    // Fewer are handled before it speaks than are counted in one go.
    for _ in 0..3 {
        echo.hear().await.unwrap();
    }
    let said = echo.say().begin().await.unwrap();
    while echo.hear().try_send().is_ok() {}
    gate.open();
    soon(said).await.unwrap();
    assert_eq!(soon(echo.heard()).await.unwrap(), 64);
}

/// Begins a call, waits for it a moment, and leaves it to a task.
struct Delegate {
    next: EchoRef,
}

#[managed_process]
impl Delegate {
    #[call]
    async fn delegate(&mut self, gate: Gate) {
        let mut call = self.next.heard().owned();
        tokio::select! {
            biased;
            _ = &mut call => panic!("it is held"),
            () = gate.pass() => {}
        }
        tokio::spawn(call);
    }

    #[call]
    fn hello(&mut self) -> u8 {
        1
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_has_left_its_handler_is_no_wait_of_it() {
    let echo = Echo { heard: 0 }.spawn();
    let held = Gate::new();
    echo.hold(held.clone()).await.unwrap();
    held.entered().await;
    let delegate = Delegate { next: echo.clone() }.spawn();
    let gate = Gate::new();
    gate.open();
    soon(delegate.delegate(gate)).await.unwrap();
    // Whom it has asked may ask it.
    let asks = AsksBack {
        whom: delegate.clone(),
    }
    .spawn();
    assert_eq!(soon(asks.ask()).await.unwrap(), 1);
    assert!(echo.info().monitored_by.is_empty());
    held.open();
}

struct AsksBack {
    whom: DelegateRef,
}

#[managed_process]
impl AsksBack {
    #[call]
    async fn ask(&mut self) -> u8 {
        self.whom.hello().await.unwrap()
    }
}
