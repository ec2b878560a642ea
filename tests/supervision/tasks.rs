//! S14: futures that are supervised like processes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use supervise::prelude::*;
use supervise::{Root, Shutdown, StartChildError, Supervisor, Tasks};

use crate::support::*;

async fn tasks(tasks: Tasks) -> (Root, TasksRef) {
    quiet();
    let mut top = Supervisor::new("top");
    let tasks = top.add(tasks);
    (start(top).await, tasks)
}

#[tokio::test(start_paused = true)]
async fn a_task_gives_what_its_future_gives() {
    let (root, tasks) = tasks(Tasks::new("tasks")).await;
    let task = within(tasks.spawn(async { 1 + 1 })).await.unwrap();
    assert_eq!(&*task.handle().path(), "tasks.0");
    assert_eq!(within(task).await.unwrap(), 2);
    settle().await;
    assert!(tasks.is_empty());
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_panic_ends_the_task_alone() {
    let (root, tasks) = tasks(Tasks::new("tasks")).await;
    let other = within(tasks.spawn(tokio::time::sleep(SECOND)))
        .await
        .unwrap();
    let task = within(tasks.spawn(async { panic!("{BOOM}: task") })).await;
    let task: Task<()> = task.unwrap();
    match within(task).await {
        Err(ExitReason::Panic(panic)) => {
            assert_eq!(panic.message.as_deref(), Some("scripted: task"));
        }
        other => panic!("{other:?}"),
    }
    within(other).await.unwrap();
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn there_are_as_many_as_there_may_be() {
    let (root, tasks) = tasks(Tasks::new("tasks").max_children(1)).await;
    let task = within(tasks.spawn(tokio::time::sleep(SECOND)))
        .await
        .unwrap();
    let refused = within(tasks.spawn(async {})).await;
    assert!(matches!(refused, Err(StartChildError::MaxChildren)));
    within(task).await.unwrap();
    settle().await;
    within(within(tasks.spawn(async {})).await.unwrap())
        .await
        .unwrap();
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_task_is_ended_like_a_process() {
    let (root, tasks) = tasks(Tasks::new("tasks")).await;
    let forever = || tasks.spawn(std::future::pending::<()>());
    let (one, two, three) = (forever().await, forever().await, forever().await);
    let (one, two, three) = (one.unwrap(), two.unwrap(), three.unwrap());
    within(one.handle().shutdown()).await;
    assert!(matches!(within(one).await, Err(ExitReason::Shutdown)));
    two.handle().kill();
    assert!(matches!(within(two).await, Err(ExitReason::Killed)));
    // With its tree.
    let outcome = within(root.shutdown()).await;
    assert!(outcome.is_orderly(), "{outcome}");
    assert!(matches!(within(three).await, Err(ExitReason::Shutdown)));
    let late = within(tasks.spawn(async {})).await;
    assert!(matches!(late, Err(StartChildError::NotRunning)));
}

#[tokio::test(start_paused = true)]
async fn a_task_goes_on_when_nobody_waits_for_it() {
    let (root, tasks) = tasks(Tasks::new("tasks")).await;
    let done = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&done);
    let task = tasks.spawn(async move {
        tokio::time::sleep(SECOND).await;
        flag.store(true, Ordering::SeqCst);
    });
    drop(within(task).await.unwrap());
    tokio::time::sleep(2 * SECOND).await;
    assert!(done.load(Ordering::SeqCst));
    within(root.shutdown()).await;
}

/// A process that starts a task and is linked with it.
struct Boss {
    tasks: TasksRef,
}

#[managed_process]
impl Boss {
    #[call]
    async fn delegate(&mut self, fails: bool, cx: &mut Cx<Self>) {
        let work = async move {
            tokio::time::sleep(SECOND).await;
            assert!(!fails, "{BOOM}: linked");
        };
        let task = self.tasks.spawn(work).await.unwrap();
        cx.link(task.handle());
    }
}

#[tokio::test(start_paused = true)]
async fn a_process_is_linked_with_a_task() {
    let (root, tasks) = tasks(Tasks::new("tasks").shutdown(Shutdown::BrutalKill)).await;
    let boss = Boss { tasks }.spawn();
    boss.delegate(false).await.unwrap();
    tokio::time::sleep(2 * SECOND).await;
    boss.delegate(true).await.unwrap();
    let reason = within(boss.closed()).await;
    assert!(matches!(reason, ExitReason::Linked(..)), "{reason}");
    within(root.shutdown()).await;
}

supervision_tree! {
    Office() {
        jobs: tasks,
        few: tasks { max_children: 2, shutdown: 1s },
    }
}

#[tokio::test(start_paused = true)]
async fn tasks_are_declared() {
    let office = within(Office::start()).await.unwrap();
    let task = within(office.jobs().spawn(async { 5 })).await.unwrap();
    assert_eq!(within(task).await.unwrap(), 5);
    assert_eq!(
        Office::spec().to_string(),
        "\
Office (one_for_one, limit 3 per 5s)
├─ jobs: dynamic task (temporary, shutdown 5s)
└─ few: dynamic task (temporary, shutdown 1s, max_children 2)"
    );
    within(office.shutdown()).await;
}
