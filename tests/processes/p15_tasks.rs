//! Tasks without a supervisor, and waiting for several results.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use supervise::prelude::*;
use supervise::{
    Either, StartChildError, Supervisor, Task, TaskError, Tasks, TasksRef, wait_all, wait_any,
    wait_both, wait_either,
};

use tokio::sync::Notify;

use crate::kit::{Gate, Log, MS, SECOND, kind, settle, soon, worker};

#[tokio::test(start_paused = true)]
async fn a_task_gives_what_its_future_gives() {
    assert_eq!(Task::spawn(async { 5 }).await.unwrap(), 5);
    let panics = Task::spawn(async { panic!("no") });
    let result: Result<(), _> = panics.await;
    assert_eq!(kind(&result.unwrap_err()), "panic");
    // Dropped, it goes on.
    let log = Log::new();
    let of_task = log.clone();
    drop(Task::spawn(async move { of_task.say("done") }));
    settle().await;
    assert_eq!(log.take(), ["done"]);
}

#[tokio::test(start_paused = true)]
async fn it_is_looked_at_and_waited_for_and_cancelled() {
    let mut task = Task::spawn(async {
        tokio::time::sleep(2 * SECOND).await;
        7
    });
    assert!(task.poll_now().is_none());
    let Err(task) = task.timeout(SECOND).await else {
        panic!("not yet");
    };
    assert_eq!(task.timeout(2 * SECOND).await.unwrap().unwrap(), 7);
    let endless: Task<()> = Task::spawn(std::future::pending());
    settle().await;
    assert_eq!(
        kind(&soon(endless.cancel_and_wait()).await.unwrap_err()),
        "shutdown"
    );
    let done = Task::spawn(async { 1 });
    settle().await;
    assert_eq!(done.cancel_and_wait().await.unwrap(), 1);
}

/// Cancel against completion: what is said is what has happened.
#[test]
fn cancelled_at_the_moment_at_which_it_is_done() {
    crate::kit::threads(2).block_on(crate::kit::really(async {
        for round in 0..500 {
            let log = Log::new();
            let of_task = log.clone();
            let task = Task::spawn(async move {
                if round % 2 == 0 {
                    tokio::task::yield_now().await;
                }
                of_task.say("done");
            });
            let result = task.cancel_and_wait().await;
            assert_eq!(result.is_ok(), log.all() == ["done"], "{result:?}");
        }
    }));
}

struct Owner {
    gate: Gate,
}

#[managed_process]
impl Owner {
    /// A task that waits at the gate, and then fails if it is to.
    #[call]
    fn start(&mut self, fails: bool, log: Log, cx: &mut Cx<Self>) {
        let gate = self.gate.clone();
        let _task = cx.spawn_task(async move {
            let _on_drop = log.on_drop("over");
            gate.pass().await;
            assert!(!fails, "the task fails");
        });
    }

    #[call]
    fn alive(&self) {}
}

#[tokio::test(start_paused = true)]
async fn of_a_process_it_is_linked_with_that() {
    let (log, gate) = (Log::new(), Gate::new());
    let owner = Owner { gate: gate.clone() }.spawn();
    owner.start(false, log.clone()).await.unwrap();
    gate.entered().await;
    gate.open();
    settle().await;
    // A normal end concerns nobody.
    owner.alive().await.unwrap();
    assert_eq!(log.take(), ["over"]);
    owner.start(false, log.clone()).await.unwrap();
    gate.entered().await;
    owner.kill();
    soon(owner.closed()).await;
    settle().await;
    assert_eq!(log.take(), ["over"]);
    let owner = Owner { gate: gate.clone() }.spawn();
    owner.start(true, log.clone()).await.unwrap();
    gate.entered().await;
    gate.open();
    assert_eq!(kind(&soon(owner.closed()).await), "linked");
}

/// Under a supervisor it is linked as well, where that is wanted.
#[tokio::test(start_paused = true)]
async fn under_a_supervisor_it_is_linked_too() {
    struct Parent {
        tasks: TasksRef,
        gate: Gate,
    }
    #[managed_process]
    impl Parent {
        #[call]
        async fn start(&mut self, cx: &mut Cx<Self>) -> Result<(), StartChildError> {
            let gate = self.gate.clone();
            let work = async move {
                gate.pass().await;
                panic!("the task fails");
            };
            let _task = cx.spawn_task_under(&self.tasks, work).await?;
            Ok(())
        }
    }
    let mut top = Supervisor::new("top");
    let tasks = top.add(Tasks::new("tasks").max_children(1));
    let root = top.start().await.unwrap();
    let gate = Gate::new();
    let parent = || Parent {
        tasks: tasks.clone(),
        gate: gate.clone(),
    };
    let first = parent().spawn();
    first.start().await.unwrap();
    assert_eq!(tasks.len(), 1);
    let refused = first.start().await.unwrap_err();
    assert!(matches!(
        refused,
        CallError::Refused(StartChildError::MaxChildren)
    ));
    gate.entered().await;
    gate.open();
    assert_eq!(kind(&soon(first.closed()).await), "linked");
    settle().await;
    assert!(tasks.is_empty());
    // And the other way round: the task does not outlive the process.
    let second = parent().spawn();
    second.start().await.unwrap();
    gate.entered().await;
    second.kill();
    soon(second.closed()).await;
    settle().await;
    assert!(tasks.is_empty());
    root.shutdown().await;
}

/// How many of them run, and how many have at once at most.
#[derive(Clone, Default)]
struct Running(std::sync::Arc<std::sync::Mutex<(usize, usize)>>);

impl Running {
    async fn work(self, n: u32, after: u32) -> u32 {
        let _one = self.enter();
        tokio::time::sleep(after * MS).await;
        assert!(n != 13, "thirteen");
        n
    }

    fn enter(&self) -> One {
        let mut running = self.0.lock().unwrap();
        running.0 += 1;
        running.1 = running.1.max(running.0);
        One(self.clone())
    }

    fn now_and_most(&self) -> (usize, usize) {
        *self.0.lock().unwrap()
    }
}

struct One(Running);

impl Drop for One {
    fn drop(&mut self) {
        self.0.0.lock().unwrap().0 -= 1;
    }
}

fn text(result: Result<u32, TaskError>) -> String {
    match result {
        Ok(n) => n.to_string(),
        Err(TaskError::Ended(reason)) => kind(&reason).to_owned(),
        Err(error) => error.to_string(),
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_of_tasks_in_and_out_of_order() {
    let items = [(1, 40), (2, 10), (13, 20), (4, 30), (5, 5)];
    let running = Running::default();
    let work = |(n, after)| running.clone().work(n, after);
    let mut stream = Task::stream(items, work).max_concurrency(2);
    assert_eq!(running.now_and_most(), (0, 0));
    let mut given = Vec::new();
    while let Some(result) = stream.next().await {
        given.push(text(result));
    }
    assert_eq!(given, ["1", "2", "panic", "4", "5"]);
    assert_eq!(running.now_and_most(), (0, 2));
    assert!(stream.next().await.is_none());
    let mut stream = Task::stream(items, work).max_concurrency(3).unordered();
    let mut given = Vec::new();
    while let Some(result) = stream.next().await {
        given.push(text(result));
    }
    assert_eq!(given, ["2", "panic", "5", "1", "4"]);
    assert_eq!(running.now_and_most(), (0, 3));
}

#[tokio::test(start_paused = true)]
async fn a_stream_breaks_off_what_takes_too_long() {
    let running = Running::default();
    let work = |(n, after)| running.clone().work(n, after);
    let mut stream = Task::stream([(1, 10), (2, 50), (3, 10)], work)
        .max_concurrency(2)
        .timeout(20 * MS);
    assert_eq!(text(stream.next().await.unwrap()), "1");
    assert_eq!(
        text(stream.next().await.unwrap()),
        "the task was not done in time"
    );
    settle().await;
    assert_eq!(text(stream.next().await.unwrap()), "3");
    assert_eq!(running.now_and_most(), (0, 2));
    // Dropped, it breaks off all that run.
    let mut stream = Task::stream((0..10).map(|n| (n, 1_000)), work).max_concurrency(4);
    assert!(tokio::time::timeout(MS, stream.next()).await.is_err());
    assert_eq!(running.now_and_most(), (4, 4));
    drop(stream);
    settle().await;
    assert_eq!(running.now_and_most(), (0, 4));
}

/// As many as the supervisor may have: no item is lost because the one before is not gone yet.
#[tokio::test(start_paused = true)]
async fn a_stream_waits_for_room_under_its_supervisor() {
    let mut top = Supervisor::new("top");
    let tasks = top.add(Tasks::new("tasks").max_children(2));
    let root = top.start().await.unwrap();
    let running = Running::default();
    let work = |(n, after)| running.clone().work(n, after);
    let items = [(1, 50), (2, 50), (3, 10), (4, 50), (5, 10)];
    let mut stream = Task::stream(items, work)
        .max_concurrency(2)
        .timeout(20 * MS)
        .under(&tasks);
    let mut given = Vec::new();
    while let Some(result) = stream.next().await {
        given.push(text(result));
    }
    let late = "the task was not done in time";
    assert_eq!(given, [late, late, "3", late, "5"]);
    root.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn a_stream_of_tasks_under_a_supervisor() {
    let mut top = Supervisor::new("top");
    let tasks = top.add(Tasks::new("tasks").max_children(3));
    let root = top.start().await.unwrap();
    let running = Running::default();
    let work = |(n, after)| running.clone().work(n, after);
    let items = (0..6).map(|n| (n, 100 * (n + 1)));
    let mut stream = Task::stream(items, work).max_concurrency(4).under(&tasks);
    assert!(tokio::time::timeout(MS, stream.next()).await.is_err());
    assert_eq!(tasks.len(), 3);
    let mut given = Vec::new();
    for _ in 0..4 {
        given.push(text(stream.next().await.unwrap()));
    }
    let refused = "the task was not started: there are as many children as there may be";
    assert_eq!(given, ["0", "1", "2", refused]);
    root.shutdown().await;
    assert_eq!(text(stream.next().await.unwrap()), "shutdown");
    assert_eq!(text(stream.next().await.unwrap()), "shutdown");
    assert!(stream.next().await.is_none());
    // Nobody is left that could start one.
    let mut stream = Task::stream([(1, 1)], work).under(&tasks);
    let given = text(stream.next().await.unwrap());
    assert_eq!(
        given,
        "the task was not started: the supervisor is not running"
    );
}

/// Gives a number after so many milliseconds.
fn later(n: u32, after: u32) -> Task<u32> {
    Task::spawn(async move {
        tokio::time::sleep(after * MS).await;
        n
    })
}

#[tokio::test(start_paused = true)]
async fn several_results_are_waited_for() {
    let all = wait_all(vec![later(1, 30), later(2, 10), later(3, 20)]).await;
    let all: Vec<u32> = all.into_iter().map(Result::unwrap).collect();
    assert_eq!(all, [1, 2, 3]);
    let none: Vec<Task<u32>> = Vec::new();
    assert!(wait_any(none).await.is_none());
    // The others stay usable.
    let mut left = vec![later(1, 30), later(2, 10), later(3, 20)];
    let mut order = Vec::new();
    while let Some((index, result, others)) = wait_any(left).await {
        order.push((index, result.unwrap()));
        left = others;
    }
    assert_eq!(order, [(1, 2), (1, 3), (0, 1)]);
    let (left, right) = wait_both(later(1, 5), later(2, 1)).await;
    assert_eq!((left.unwrap(), right.unwrap()), (1, 2));
}

/// Those that have nothing new are left alone; who is woken twice, or after it is done, counts once.
#[tokio::test(start_paused = true)]
async fn of_many_only_those_are_polled_that_have_something() {
    let polled = AtomicUsize::new(0);
    let gates: Vec<Arc<Notify>> = (0..100).map(|_| Arc::default()).collect();
    let one = |gate: &Arc<Notify>| {
        let (gate, polled) = (Arc::clone(gate), &polled);
        let mut opened = Box::pin(async move { gate.notified().await });
        Box::pin(std::future::poll_fn(move |cx| {
            polled.fetch_add(1, Ordering::Relaxed);
            // A second waker of the same kind.
            let again = cx.waker().clone();
            let is_open = opened.as_mut().poll(cx);
            if is_open.is_ready() {
                again.wake_by_ref();
                again.wake();
            }
            is_open
        }))
    };
    let all = wait_all(gates.iter().map(one).collect());
    let opens = async {
        for gate in &gates {
            gate.notify_one();
            tokio::task::yield_now().await;
        }
    };
    let (all, ()) = wait_both(Box::pin(all), Box::pin(opens)).await;
    assert_eq!(all.len(), 100);
    let polled = polled.load(Ordering::Relaxed);
    assert!(polled <= 200, "{polled}");
    assert!(wait_all(Vec::<Task<u32>>::new()).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn of_two_kinds_one_is_first() {
    let worker = worker().await;
    let gate = Gate::new();
    let held = worker.hold(gate.clone()).begin().await.unwrap();
    let Either::Right(number, held) = wait_either(held, later(5, 10)).await else {
        panic!("the call is held");
    };
    assert_eq!(number.unwrap(), 5);
    gate.entered().await;
    gate.open();
    let Either::Left(count, task) = wait_either(held, later(6, 10)).await else {
        panic!("the call is answered at once");
    };
    assert_eq!(count.unwrap(), 0);
    assert_eq!(task.await.unwrap(), 6);
}
