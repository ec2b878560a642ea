//! What is done, and that it was done. Each gives its figures in the order of its metrics.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::contenders::{
    Arrivals, Contender, Counter, Crowd, Deep, Dynamic, Fragile, Group, Hub, Latch, Ring, Tower,
};
use crate::memory;

/// What one workload measures.
pub(crate) struct Workload {
    pub(crate) name: &'static str,
    pub(crate) metrics: &'static [Metric],
    /// The size that is measured if none is given.
    pub(crate) size: usize,
    pub(crate) with: With,
}

/// One of its figures.
pub(crate) struct Metric {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) unit: &'static str,
}

/// Who takes part, and whom the others are compared with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum With {
    /// All, and hand-written tokio first.
    All,
    /// The same, where tokio's receiver takes many messages at once: plain tokio is unstable where
    /// many send to one mailbox without a bound.
    Many,
    /// Hand-written tokio and ours: with so many children others take minutes.
    Ours,
    /// Ordinary and pure processes.
    Pure,
}

impl With {
    pub(crate) fn base(self) -> &'static str {
        match self {
            Self::All | Self::Ours => "raw",
            Self::Many => "raw-many",
            Self::Pure => "supervise",
        }
    }

    pub(crate) fn takes(self, contender: &str) -> bool {
        match contender {
            "raw-many" => self == Self::Many,
            "supervise-pure" | "supervise-copied" => self == Self::Pure,
            "raw" => self != Self::Pure,
            "supervise" => true,
            _ => matches!(self, Self::All | Self::Many),
        }
    }
}

const fn workload(
    name: &'static str,
    size: usize,
    with: With,
    metrics: &'static [Metric],
) -> Workload {
    Workload {
        name,
        metrics,
        size,
        with,
    }
}

const fn nanos(name: &'static str, what: &'static str) -> Metric {
    Metric {
        name,
        what,
        unit: "ns",
    }
}

const fn bytes(name: &'static str, what: &'static str) -> Metric {
    Metric {
        name,
        what,
        unit: "B",
    }
}

/// All of them. What a size is, is said by each.
pub(crate) const WORKLOADS: &[Workload] = &[
    workload(
        "w1b",
        1,
        With::All,
        &[nanos("w1b", "cast, 1 sender, bounded 1,024")],
    ),
    workload(
        "w1u",
        1,
        With::All,
        &[nanos("w1u", "cast, 1 sender, unbounded")],
    ),
    workload(
        "w2b",
        4,
        With::All,
        &[nanos("w2b", "cast, 4 senders, bounded 1,024")],
    ),
    workload(
        "w2u",
        4,
        With::Many,
        &[nanos("w2u", "cast, 4 senders, unbounded")],
    ),
    workload(
        "w3",
        1,
        With::All,
        &[nanos("w3", "call, one after another")],
    ),
    workload("w4", 64, With::All, &[nanos("w4", "call, 64 in flight")]),
    workload(
        "w5",
        100_000,
        With::All,
        &[
            nanos("w5c", "spawn idle processes, cold"),
            nanos("w5w", "spawn them again, warm"),
            nanos("w5s", "stop them all"),
            bytes("w5m", "memory of an idle process"),
        ],
    ),
    workload(
        "w6",
        1_000,
        With::All,
        &[nanos("w6", "a hop in a ring of 1,000")],
    ),
    workload(
        "w7",
        2_000,
        With::All,
        &[nanos("w7", "from a panic to the next answer, median")],
    ),
    workload("w8", 10_000, With::All, &[nanos("w8", "fan-out to 10,000")]),
    workload(
        "v1",
        100_000,
        With::All,
        &[
            nanos("v1", "dynamic supervisor: start a child, one after another"),
            nanos("v1f", "call one of its children"),
            nanos("v1r", "start one more, and stop it"),
            nanos(
                "v2",
                "dynamic supervisor: stop it with its children, for each",
            ),
            bytes("v2m", "memory of a child"),
        ],
    ),
    workload(
        "v1c",
        64,
        With::All,
        &[nanos(
            "v1c",
            "dynamic supervisor: start a child, 64 in flight",
        )],
    ),
    workload(
        "v1m",
        1_000_000,
        With::Ours,
        &[
            nanos(
                "v1m",
                "1,000,000 children: start a child, one after another",
            ),
            nanos("v1mf", "call one of its children"),
            nanos("v1mr", "start one more, and stop it"),
            nanos("v2M", "1,000,000 children: stop them all, for each"),
            bytes("v2mm", "memory of a child"),
        ],
    ),
    workload(
        "v3",
        2_000,
        With::All,
        &[nanos(
            "v3",
            "from a child's death to the end of the next init, median",
        )],
    ),
    workload(
        "v4",
        100,
        With::All,
        &[nanos(
            "v4",
            "one_for_all, 100 children: one dies, all are up again",
        )],
    ),
    workload(
        "v5",
        1,
        With::Pure,
        &[nanos("v5", "call of a handler that changes the state")],
    ),
    workload(
        "v5b",
        64,
        With::Pure,
        &[nanos("v5b", "the same, 64 in flight")],
    ),
    workload(
        "beside",
        1_000,
        With::Ours,
        &[nanos(
            "beside",
            "call, one after another, beside idle processes",
        )],
    ),
    workload(
        "depth",
        1_000,
        With::Ours,
        &[nanos(
            "depth",
            "a message behind many others, sent and handled",
        )],
    ),
    workload(
        "tower",
        10,
        With::Ours,
        &[
            nanos("tower-up", "start supervisors above each other, for each"),
            nanos("tower-call", "call the process below them all"),
            nanos("tower-down", "stop them, for each"),
        ],
    ),
];

pub(crate) type Sample = Result<Vec<f64>, String>;

/// Runs one for a contender; `None` when that has no word for it.
pub(crate) fn run<C: Contender>(name: &str, size: usize) -> Option<Sample> {
    let sample = match name {
        "w1b" | "w2b" if C::Bounded::EXISTS => C::run(casts::<C, C::Bounded>(size)),
        "w1u" | "w2u" if C::Unbounded::EXISTS => C::run(casts::<C, C::Unbounded>(size)),
        // Those without a bounded mailbox make their calls to an unbounded one.
        "w3" | "w4" if C::Bounded::EXISTS => C::run(calls::<C, C::Bounded>(size)),
        "w3" | "w4" if C::Unbounded::EXISTS => C::run(calls::<C, C::Unbounded>(size)),
        "w5" => C::run(crowd::<C::Crowd>(size)),
        "w6" => C::run(ring::<C::Ring>(size)),
        "w7" if C::Fragile::EXISTS => C::run(restarts::<C::Fragile>(size)),
        "w8" => C::run(fan_out::<C::Hub>(size)),
        "v1" | "v1m" if C::Dynamic::EXISTS => C::run(children::<C::Dynamic>(size)),
        "v5" | "v5b" => C::run(calls::<C, C::Bounded>(size)),
        "beside" => C::run(beside::<C>(size)),
        "depth" if C::Deep::EXISTS => C::run(depth::<C::Deep>(size)),
        "tower" if C::Tower::EXISTS => C::run(tower::<C::Tower>(size)),
        "v1c" if C::Dynamic::EXISTS => C::run(children_at_once::<C, C::Dynamic>(size)),
        "v3" | "v4" if C::Group::EXISTS => {
            let (children, rounds) = if name == "v3" { (1, size) } else { (size, 200) };
            C::run(group::<C::Group>(children, rounds))
        }
        _ => return None,
    };
    Some(sample)
}

#[allow(clippy::cast_precision_loss, reason = "figures for people")]
fn each(took: Duration, operations: u64) -> f64 {
    took.as_nanos() as f64 / operations as f64
}

fn check<T: PartialEq + std::fmt::Display>(what: &str, got: &T, wanted: &T) -> Result<(), String> {
    if got == wanted {
        Ok(())
    } else {
        Err(format!("{what}: {got} instead of {wanted}"))
    }
}

/// `senders` tasks share a million casts.
async fn casts<C: Contender, P: Counter>(senders: usize) -> Sample {
    let counter = P::start().await;
    let mut took = Duration::ZERO;
    let mut sent = 0;
    // A tenth of the work warms it up.
    for messages in [100_000, 1_000_000] {
        let share = messages / senders as u64;
        let began = Instant::now();
        let tasks: Vec<_> = (0..senders)
            .map(|_| {
                let counter = counter.clone();
                C::go(async move {
                    for _ in 0..share {
                        counter.add(1).await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.map_err(|error| error.to_string())?;
        }
        let sum = counter.get(0).await;
        took = began.elapsed();
        sent += share * senders as u64;
        check("messages", &sum, &sent)?;
    }
    Ok(vec![each(took, 1_000_000)])
}

/// `in_flight` tasks share the calls.
async fn calls<C: Contender, P: Counter>(in_flight: usize) -> Sample {
    let counter = P::start().await;
    let calls: u64 = if in_flight == 1 { 200_000 } else { 500_000 };
    let mut took = Duration::ZERO;
    let mut sent = 0;
    for calls in [calls / 10, calls] {
        let share = calls / in_flight as u64;
        let began = Instant::now();
        let tasks: Vec<_> = (0..in_flight)
            .map(|_| {
                let counter = counter.clone();
                C::go(async move {
                    for _ in 0..share {
                        counter.get(1).await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.map_err(|error| error.to_string())?;
        }
        took = began.elapsed();
        sent += share * in_flight as u64;
        check("calls", &counter.get(0).await, &sent)?;
    }
    Ok(vec![each(took, calls)])
}

async fn crowd<P: Crowd>(size: usize) -> Sample {
    // The runtime's own memory is there before.
    P::start(1).await.stop().await;
    let before = memory::resident();
    let mut spawned = Vec::new();
    let mut stopped = Duration::ZERO;
    let mut memory = 0;
    for round in 0..2 {
        let began = Instant::now();
        let crowd = P::start(size).await;
        spawned.push(each(began.elapsed(), size as u64));
        if round == 0 {
            memory = memory::resident().saturating_sub(before);
        }
        check("answers", &crowd.answers().await, &true)?;
        let began = Instant::now();
        crowd.stop().await;
        stopped = began.elapsed();
    }
    #[allow(clippy::cast_precision_loss, reason = "a figure for people")]
    let memory = memory as f64 / size as f64;
    Ok(vec![
        spawned[0],
        spawned[1],
        each(stopped, size as u64),
        memory,
    ])
}

/// Calls to one process beside `size` that do nothing.
async fn beside<C: Contender>(size: usize) -> Sample {
    let crowd = C::Crowd::start(size).await;
    let took = calls::<C, C::Bounded>(1).await;
    check("answers", &crowd.answers().await, &true)?;
    took
}

/// Messages that were sent while the process was held up; their handling is measured too.
async fn depth<P: Deep>(size: usize) -> Sample {
    let deep = P::start().await;
    let mut took = Vec::new();
    let rounds = (1_000_000 / size).clamp(10, 2_000);
    for round in 1..=rounds {
        let until = Arc::new(Notify::new());
        deep.hold(Arc::clone(&until)).await;
        let began = Instant::now();
        for _ in 0..size {
            deep.add(1).await;
        }
        until.notify_one();
        let sum = deep.get().await;
        took.push(each(began.elapsed(), size as u64));
        check("messages", &sum, &((size * round) as u64))?;
    }
    Ok(vec![median(took)])
}

async fn tower<P: Tower>(height: usize) -> Sample {
    const CALLS: u64 = 1_000;
    let (mut up, mut call, mut down) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..20 {
        let began = Instant::now();
        let tower = P::start(height).await;
        up.push(each(began.elapsed(), height as u64));
        let began = Instant::now();
        for done in 1..=CALLS {
            check("answer", &tower.get().await, &done)?;
        }
        call.push(each(began.elapsed(), CALLS));
        let began = Instant::now();
        tower.stop().await;
        down.push(each(began.elapsed(), height as u64));
    }
    Ok(vec![median(up), median(call), median(down)])
}

async fn ring<P: Ring>(size: usize) -> Sample {
    let home = Arrivals::new();
    let ring = P::start(size, &home).await;
    let mut took = Duration::ZERO;
    for (round, hops) in [100_000, 1_000_000].into_iter().enumerate() {
        let began = Instant::now();
        ring.hop(hops).await;
        home.wait_for(round + 1).await;
        took = began.elapsed();
    }
    Ok(vec![each(took, 1_000_000)])
}

async fn restarts<P: Fragile>(times: usize) -> Sample {
    std::panic::set_hook(Box::new(|_| {}));
    let fragile = P::start().await;
    let mut took = Vec::with_capacity(times);
    for _ in 0..times + times / 10 {
        check("answer", &fragile.get().await.unwrap_or(0), &1)?;
        let began = Instant::now();
        fragile.crash().await;
        while fragile.get().await.is_none() {}
        took.push(each(began.elapsed(), 1));
    }
    Ok(vec![median(took.split_off(times / 10))])
}

async fn fan_out<P: Hub>(leaves: usize) -> Sample {
    const ROUNDS: u64 = 55;
    let latch = Latch::new(leaves);
    let hub = P::start(leaves, ROUNDS, &latch).await;
    // The first rounds are not measured: they warm it up.
    for _ in 0..5 {
        hub.round().await;
    }
    let began = Instant::now();
    for _ in 5..ROUNDS {
        hub.round().await;
    }
    latch.opened().await;
    Ok(vec![each(began.elapsed(), leaves as u64 * (ROUNDS - 5))])
}

async fn children<P: Dynamic>(size: usize) -> Sample {
    let supervisor = P::start().await;
    let before = memory::resident();
    let mut children = Vec::with_capacity(size);
    let began = Instant::now();
    for _ in 0..size {
        children.push(supervisor.child().await);
    }
    let started = began.elapsed();
    #[allow(clippy::cast_precision_loss, reason = "a figure for people")]
    let memory = memory::resident().saturating_sub(before) as f64 / size as f64;
    let some = size.min(1_000);
    let began = Instant::now();
    for index in 0..some {
        let child = &children[index * size / some];
        check("answers", &supervisor.answers(child).await, &true)?;
    }
    let found = began.elapsed();
    let began = Instant::now();
    let mut exchanged = true;
    for _ in 0..some {
        let child = supervisor.child().await;
        exchanged &= supervisor.stop_child(child).await;
    }
    let exchanged = if exchanged {
        each(began.elapsed(), some as u64)
    } else {
        f64::NAN
    };
    let began = Instant::now();
    supervisor.stop(children).await;
    let stopped = began.elapsed();
    Ok(vec![
        each(started, size as u64),
        each(found, some as u64),
        exchanged,
        each(stopped, size as u64),
        memory,
    ])
}

async fn children_at_once<C: Contender, P: Dynamic>(in_flight: usize) -> Sample {
    const CHILDREN: usize = 100_000;
    let supervisor = P::start().await;
    let began = Instant::now();
    let tasks: Vec<_> = (0..in_flight)
        .map(|_| {
            let supervisor = supervisor.clone();
            C::go(async move {
                let mut children = Vec::new();
                for _ in 0..CHILDREN / in_flight {
                    children.push(supervisor.child().await);
                }
                children
            })
        })
        .collect();
    let mut children = Vec::new();
    for task in tasks {
        children.extend(task.await.map_err(|error| error.to_string())?);
    }
    let took = began.elapsed();
    let started = children.len() as u64;
    check("answers", &supervisor.answers(&children[0]).await, &true)?;
    supervisor.stop(children).await;
    Ok(vec![each(took, started)])
}

async fn group<P: Group>(children: usize, rounds: usize) -> Sample {
    std::panic::set_hook(Box::new(|_| {}));
    let inits = Arrivals::new();
    let group = P::start(children, &inits).await;
    inits.wait_for(children).await;
    let mut took = Vec::with_capacity(rounds);
    for round in 1..=rounds + rounds / 10 {
        let began = Instant::now();
        group.crash().await;
        inits.wait_for((round + 1) * children).await;
        took.push(each(began.elapsed(), 1));
    }
    Ok(vec![median(took.split_off(rounds / 10))])
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
