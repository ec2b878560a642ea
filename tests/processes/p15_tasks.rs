//! Tasks without a supervisor, and waiting for several results.

use supervise::prelude::*;
use supervise::{Either, Task, wait_all, wait_any, wait_both, wait_either};

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
