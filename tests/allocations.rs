//! How much a message allocates. The figures are exact on any machine.

use allocation_counter::{AllocationInfo, measure};
use supervise::prelude::*;
use supervise::{Child, Group, Limit, Status, Supervisor};

struct Sum(u64);

#[managed_process]
impl Sum {
    #[call]
    fn get(&mut self) -> u64 {
        self.0
    }

    #[cast]
    fn add(&mut self, n: u64) {
        self.0 += n;
    }

    #[cast]
    async fn add_later(&mut self, n: u64) {
        tokio::task::yield_now().await;
        self.0 += n;
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime")
}

const MESSAGES: u64 = 10_000;

/// What `run` allocates on a runtime of one thread, the first messages apart.
fn allocations<F: Future<Output = ()>>(run: impl Fn(SumRef, u64) -> F) -> AllocationInfo {
    let runtime = runtime();
    let sum = runtime.block_on(async { Sum(0).spawn() });
    // The mailbox grows to the size that it keeps.
    runtime.block_on(run(sum.clone(), MESSAGES));
    measure(|| runtime.block_on(run(sum.clone(), MESSAGES)))
}

#[test]
fn a_cast_allocates_nothing() {
    let casts = allocations(|sum, messages| async move {
        for n in 0..messages {
            sum.add(n).await.expect("it runs");
        }
        sum.get().await.expect("it runs");
    });
    assert!(casts.count_total < MESSAGES / 100, "{casts:?}");
}

#[test]
fn a_cast_to_an_async_handler_allocates_nothing() {
    let casts = allocations(|sum, messages| async move {
        for n in 0..messages {
            sum.add_later(n).await.expect("it runs");
        }
        sum.get().await.expect("it runs");
    });
    assert!(casts.count_total < MESSAGES / 100, "{casts:?}");
}

#[test]
fn a_call_allocates_once() {
    let calls = allocations(|sum, messages| async move {
        for _ in 0..messages {
            sum.get().await.expect("it runs");
        }
    });
    assert!(calls.count_total <= MESSAGES + MESSAGES / 100, "{calls:?}");
}

#[derive(Clone)]
#[pure]
struct PureSum(u64);

#[managed_process(pure)]
impl PureSum {
    #[call]
    fn get(&self) -> u64 {
        self.0
    }

    #[call]
    fn add_and_get(mut self, n: u64) -> Next<Self, u64> {
        self.0 += n;
        let sum = self.0;
        Next::new(self).reply(sum)
    }

    #[cast]
    fn add(mut self, n: u64) -> Self {
        self.0 += n;
        self
    }

    #[cast]
    fn add_to_copy(&self, n: u64) -> Next<Self> {
        Next::new(Self(self.0 + n))
    }
}

/// The same for a pure process.
fn pure_allocations<F: Future<Output = ()>>(run: impl Fn(PureSumRef) -> F) -> AllocationInfo {
    let runtime = runtime();
    let sum = runtime.block_on(async { PureSum(0).spawn() });
    runtime.block_on(run(sum.clone()));
    measure(|| runtime.block_on(run(sum.clone())))
}

#[test]
fn a_pure_cast_allocates_nothing() {
    let casts = pure_allocations(|sum| async move {
        for n in 0..MESSAGES / 2 {
            sum.add(n).await.expect("it runs");
            sum.add_to_copy(n).await.expect("it runs");
        }
        sum.get().await.expect("it runs");
    });
    assert!(casts.count_total < MESSAGES / 100, "{casts:?}");
}

#[test]
fn a_pure_call_allocates_once() {
    let calls = pure_allocations(|sum| async move {
        for n in 0..MESSAGES {
            sum.add_and_get(n).await.expect("it runs");
        }
    });
    assert!(calls.count_total <= MESSAGES + MESSAGES / 100, "{calls:?}");
}

const PROCESSES: u64 = 1_000;

/// What a process allocates for as long as it lives: its place, its task, and who is polled there; and
/// two more for who waits for its end.
#[test]
fn a_process_allocates_three_times() {
    let runtime = runtime();
    let live = |processes: u64| {
        runtime.block_on(async move {
            for n in 0..processes {
                let sum = Sum(n).spawn();
                tokio::task::yield_now().await;
                sum.kill();
                sum.closed().await;
            }
        });
    };
    live(PROCESSES);
    let spawned = measure(|| live(PROCESSES));
    let most = PROCESSES * 5 + PROCESSES / 100;
    assert!(spawned.count_total <= most, "{spawned:?}");
}

/// It has room for the largest of all that it may wait for, which grows without notice: a handler that waits is
/// part of that.
#[test]
fn an_idle_process_takes_little_memory() {
    let runtime = runtime();
    let idle = |processes: u64| {
        runtime.block_on(async move {
            let idle: Vec<_> = (0..processes).map(|n| Sum(n).spawn()).collect();
            while !idle
                .iter()
                .all(|one| matches!(one.status(), Status::Running))
            {
                tokio::task::yield_now().await;
            }
            idle
        })
    };
    let mut kept = idle(PROCESSES);
    let lives = measure(|| kept = idle(PROCESSES));
    let each = lives.bytes_current / PROCESSES.cast_signed();
    assert!(each < 1_400, "{each} bytes");
    drop(kept);
}

supervision_tree! {
    Sums() {
        sums: dynamic Sum { max_children: 10 },
    }
}

/// Its place, what its supervisor keeps of it, its task, what its run is made of, the run, who is polled there, and
/// who has asked for its end; and one for the answer to each of the two requests.
#[test]
fn a_dynamic_child_allocates_seven_times() {
    let runtime = runtime();
    let tree = runtime.block_on(Sums::start()).expect("it starts");
    let sums = tree.sums().clone();
    let exchange = |children: u64| {
        runtime.block_on(async {
            for n in 0..children {
                let child = sums.start(Sum(n)).await.expect("it starts");
                assert!(sums.stop(&child).await);
            }
        });
    };
    exchange(PROCESSES);
    let exchanged = measure(|| exchange(PROCESSES));
    let most = PROCESSES * 9 + PROCESSES / 100;
    assert!(exchanged.count_total <= most, "{exchanged:?}");
    runtime.block_on(tree.shutdown());
}

struct Brief;

#[managed_process]
impl Brief {
    #[cast]
    fn quit(&mut self, cx: &mut Cx<Self>) {
        cx.stop(ExitReason::Normal);
    }
}

supervision_tree! {
    Briefs() {
        limit: none,
        brief: Brief {},
    }
}

/// What a restart has taken is given back by the next one.
#[test]
fn a_restart_keeps_nothing() {
    let runtime = runtime();
    let tree = runtime.block_on(Briefs::start()).expect("it starts");
    let restart = |times: u64| {
        runtime.block_on(async {
            for _ in 0..times {
                let again = tree.brief().wait_restarted();
                tree.brief().quit().await.expect("it runs");
                again.await.expect("it is started again");
            }
        });
    };
    // Counters and lines grow to the size that they keep.
    restart(PROCESSES);
    let restarts = measure(|| restart(PROCESSES));
    assert!(restarts.count_current.abs() < 10, "{restarts:?}");
    assert!(restarts.bytes_current.abs() < 1_000, "{restarts:?}");
    runtime.block_on(tree.shutdown());
}

supervision_tree! {
    Crowd() {
        briefs: dynamic Brief,
    }
}

/// Nor do many children that end at once: the room for their reports is given back before the next one comes.
#[test]
fn a_rush_keeps_nothing() {
    let runtime = runtime();
    let tree = runtime.block_on(Crowd::start()).expect("it starts");
    let briefs = tree.briefs();
    let rush = |children: u64| {
        runtime.block_on(async {
            let mut crowd = Vec::new();
            for _ in 0..children {
                crowd.push(briefs.start(Brief).await.expect("it starts"));
            }
            for brief in &crowd {
                brief.quit().try_send().expect("there is room");
            }
            while !briefs.is_empty() {
                tokio::task::yield_now().await;
            }
        });
    };
    rush(5_000);
    let one_more = measure(|| rush(1));
    assert!(one_more.bytes_current.abs() < 10_000, "{one_more:?}");
    runtime.block_on(tree.shutdown());
}

/// Nor does a child that was added and is deleted.
#[test]
fn a_deleted_child_leaves_nothing() {
    let runtime = runtime();
    let top = Supervisor::new("top").limit(Limit::NONE);
    let root = runtime.block_on(top.start()).expect("it starts");
    let exchange = |times: u64| {
        runtime.block_on(async {
            let top = root.supervisor();
            for _ in 0..times {
                let brief = Child::value("brief", || Brief);
                top.add(brief).await.expect("it starts");
                top.stop_child("brief").await.expect("it is there");
                top.delete_child("brief").await.expect("it is there");
            }
        });
    };
    exchange(PROCESSES);
    let exchanged = measure(|| exchange(PROCESSES));
    assert!(exchanged.count_current.abs() < 10, "{exchanged:?}");
    assert!(exchanged.bytes_current.abs() < 1_000, "{exchanged:?}");
    runtime.block_on(root.shutdown());
}

/// Nor does a tree whose runtime is dropped.
#[test]
fn a_dropped_runtime_keeps_nothing() {
    let live = || {
        let runtime = runtime();
        let tree = runtime.block_on(async {
            let tree = Briefs::start().await.expect("it starts");
            let again = tree.brief().wait_restarted();
            tree.brief().quit().await.expect("it runs");
            again.await.expect("it is started again");
            tree
        });
        drop(runtime);
        drop(tree);
    };
    live();
    let lived = measure(live);
    assert!(lived.count_current.abs() < 3, "{lived:?}");
}

struct Member;

#[managed_process]
impl Member {
    #[info]
    fn hear(&mut self, _news: News) {}

    #[call]
    fn join(&mut self, group: Group<News>, cx: &mut Cx<Self>) {
        cx.join(&group);
    }

    #[call]
    fn leave(&mut self, group: Group<News>, cx: &mut Cx<Self>) {
        cx.leave(&group);
    }
}

#[derive(Clone)]
struct News;

/// Who comes and goes costs what it does in a small group: nothing of the others is copied.
#[test]
fn to_join_a_crowd_costs_no_more_than_to_join_a_few() {
    let runtime = runtime();
    let bytes = |members: usize| {
        let group = Group::new();
        let last = runtime.block_on(async {
            let mut last = Member.spawn();
            last.join(group.clone()).await.expect("it runs");
            for _ in 0..members {
                last = Member.spawn();
                last.join(group.clone()).await.expect("it runs");
            }
            last
        });
        assert_eq!(group.len(), members + 1);
        let rejoined = measure(|| {
            runtime.block_on(async {
                last.leave(group.clone()).await.expect("it runs");
                last.join(group.clone()).await.expect("it runs");
            });
        });
        rejoined.bytes_total
    };
    let (few, crowd) = (bytes(10), bytes(10_000));
    assert!(crowd <= few * 2, "{few} and {crowd} bytes");
}
