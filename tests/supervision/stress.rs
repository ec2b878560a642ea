//! Everything at once, on threads and a clock that runs, for two seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use supervise::prelude::*;
use supervise::{Dynamic, Limit, Pool, Restart, Shutdown, Strategy, Supervisor, SupervisorRef};

use crate::support::*;

/// Numbers that look random, and are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Calls whatever it is given, until it is told to stop; each call has to end.
async fn client(handles: Arc<Vec<ActorRef>>, seed: u64, stop: Arc<AtomicBool>) -> u64 {
    let mut dice = Dice(seed);
    let mut answered = 0;
    while !stop.load(Ordering::Relaxed) {
        let handle = &handles[dice.below(handles.len() as u64) as usize];
        let outcome = match dice.below(4) {
            0 => soon(handle.work(Duration::from_micros(dice.below(500)))).await,
            1 => match soon(handle.run().begin()).await {
                Ok(pending) => soon(pending).await,
                Err(error) => Err(error),
            },
            2 => soon(handle.run().timeout(millis(1 + dice.below(20)))).await,
            _ => soon(handle.run()).await,
        };
        match outcome {
            Ok(_) => answered += 1,
            Err(
                CallError::Ended(_)
                | CallError::Restarted
                | CallError::TimedOut { .. }
                | CallError::NotDelivered(_),
            ) => {}
            Err(other) => panic!("{other}"),
        }
    }
    answered
}

/// Hurts one of them after another in every way there is.
async fn vandal(
    handles: Arc<Vec<ActorRef>>,
    supervisors: Vec<SupervisorRef>,
    seed: u64,
    stop: Arc<AtomicBool>,
) {
    let mut dice = Dice(seed);
    while !stop.load(Ordering::Relaxed) {
        let handle = &handles[dice.below(handles.len() as u64) as usize];
        match dice.below(8) {
            0 | 1 => drop(soon(handle.crash()).await),
            2 => handle.kill(),
            3 => drop(soon(handle.stop(ExitReason::error("vandal"))).await),
            4 => handle.exit(ExitReason::error("vandal")),
            5 => soon(handle.shutdown()).await,
            6 => {
                let supervisor = &supervisors[dice.below(supervisors.len() as u64) as usize];
                supervisor.stop(ExitReason::error("vandal"));
            }
            _ => {
                let call = handle.crash_after(Duration::from_micros(dice.below(300)));
                drop(soon(call.begin()).await);
            }
        }
        tokio::time::sleep(Duration::from_micros(dice.below(2_000))).await;
    }
}

/// Starts children, leaves some of the starts half-way, stops others.
async fn landlord(
    dynamic: supervise::DynamicRef<Actor>,
    journal: Journal,
    seed: u64,
    stop: Arc<AtomicBool>,
    started: Arc<AtomicU64>,
) {
    let mut dice = Dice(seed);
    while !stop.load(Ordering::Relaxed) {
        let begin = match dice.below(5) {
            0 => Begin::Fail,
            1 => Begin::Panic,
            2 => Begin::Slow(millis(dice.below(5))),
            _ => Begin::Well,
        };
        let script = journal.script("guest").inits([begin]);
        let start = dynamic.start(script);
        let guest = match dice.below(4) {
            0 => match tokio::time::timeout(millis(dice.below(3)), start).await {
                Ok(guest) => guest,
                Err(_) => continue,
            },
            _ => soon(start).await,
        };
        let Ok(guest) = guest else {
            continue;
        };
        started.fetch_add(1, Ordering::Relaxed);
        drop(soon(guest.run()).await);
        match dice.below(3) {
            0 => drop(soon(dynamic.stop(&guest)).await),
            1 => drop(soon(guest.crash()).await),
            _ => {}
        }
    }
}

async fn storm(seed: u64) {
    let journal = Journal::new();
    let mut scripts = Vec::new();
    let mut handles = Vec::new();
    let mut supervisors = Vec::new();
    let top_limit = Limit::NONE;
    let mut top = Supervisor::new("top")
        .strategy(Strategy::RestForOne)
        .limit(top_limit);
    let mut child = |to: &mut Supervisor, name: &str, restart: Restart| {
        let script = journal.script(name);
        let child = script.child().restart(restart);
        scripts.push(script);
        to.add(child.shutdown(Shutdown::After(10 * SECOND)))
    };
    handles.push(child(&mut top, "a", Restart::Permanent));
    for (name, strategy) in [
        ("one", Strategy::OneForOne),
        ("all", Strategy::OneForAll),
        ("rest", Strategy::RestForOne),
    ] {
        // They give up again and again, and are restarted.
        let mut inner = Supervisor::new(name)
            .strategy(strategy)
            .limit(Limit::new(3, millis(50)));
        handles.push(child(&mut inner, "b", Restart::Permanent));
        handles.push(child(&mut inner, "c", Restart::Transient));
        let mut deep = Supervisor::new("deep").limit(Limit::new(2, millis(50)));
        handles.push(child(&mut deep, "d", Restart::Permanent));
        handles.push(child(&mut deep, "e", Restart::Permanent));
        supervisors.push(inner.add(deep));
        supervisors.push(top.add(inner));
    }
    let worker = journal.script("w");
    let workers = Arc::new(std::sync::Mutex::new(Vec::new()));
    let kept = Arc::clone(&workers);
    let pool = Pool::<Actor>::new("pool", 3, move || {
        let script = worker.another("w");
        kept.lock().unwrap().push(script.clone());
        script
    });
    let pool = top.add(pool.limit(Limit::new(2, millis(50))));
    handles.extend(pool.iter().cloned());
    supervisors.push(pool.supervisor().clone());
    let dynamic = Dynamic::<Actor>::new("dynamic").restart(Restart::Permanent);
    let dynamic = top.add(dynamic.limit(Limit::new(5, millis(20))).max_children(50));
    supervisors.push(dynamic.supervisor().clone());
    let last = journal.script("z");
    handles.push(top.add(last.child()));
    scripts.push(last);

    let root = soon(top.start()).await.unwrap();
    let handles = Arc::new(handles);
    let stop = Arc::new(AtomicBool::new(false));
    let guests = Arc::new(AtomicU64::new(0));
    let mut clients = Vec::new();
    let mut others = Vec::new();
    for index in 0..6 {
        let seed = seed * 100 + index + 1;
        let client = client(Arc::clone(&handles), seed, Arc::clone(&stop));
        clients.push(tokio::spawn(client));
        if index < 2 {
            others.push(tokio::spawn(vandal(
                Arc::clone(&handles),
                supervisors.clone(),
                seed,
                Arc::clone(&stop),
            )));
            others.push(tokio::spawn(landlord(
                dynamic.clone(),
                journal.clone(),
                seed,
                Arc::clone(&stop),
                Arc::clone(&guests),
            )));
        }
    }
    let begun = Instant::now();
    while begun.elapsed() < millis(900) {
        // Whatever state it is in, it can be looked at.
        let _ = root.supervisor().snapshot().to_string();
        tokio::time::sleep(millis(3)).await;
    }
    stop.store(true, Ordering::Relaxed);
    let mut answered = 0;
    for client in clients {
        answered += soon(client).await.unwrap();
    }
    for other in others {
        soon(other).await.unwrap();
    }
    assert!(answered > 0 && guests.load(Ordering::Relaxed) > 0);
    // It comes to rest, and everything that has to run does so.
    for handle in handles.iter() {
        let back = soon(async {
            loop {
                match handle.run().await {
                    Ok(run) => return Some(run),
                    Err(CallError::NotDelivered(_)) => return None,
                    Err(_) => {}
                }
            }
        })
        .await;
        // Only a transient child may be missing: its vandal stopped it in order.
        assert!(
            back.is_some() || handle.path().ends_with(".c"),
            "{handle:?}"
        );
    }
    let restarts = handles.iter().filter_map(Handle::pid);
    assert!(
        restarts
            .map(|pid| u64::from(pid.incarnation()))
            .sum::<u64>()
            > 30
    );
    let outcome = soon(root.shutdown()).await;
    assert!(outcome.is_orderly(), "{outcome:?}");
    for handle in handles.iter() {
        assert!(matches!(
            soon(handle.run()).await,
            Err(CallError::NotDelivered(_))
        ));
    }
    assert!(dynamic.is_empty());
    let workers = workers.lock().unwrap().clone();
    for script in scripts.iter().chain(&workers) {
        assert_eq!(script.alive(), 0, "{} is left", script.name);
    }
    journal.take();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_call_ends_and_there_are_never_two_at_once() {
    storm(1).await;
}

#[tokio::test]
async fn the_same_on_one_thread() {
    storm(2).await;
}

/// Stops its tree in its first handler.
struct Brief;

#[managed_process]
impl Brief {
    #[init]
    fn begin(cx: &mut Cx<Self>) -> Init<Self> {
        Init::ok(Self).then(cx.me().stop())
    }

    #[cast]
    fn stop(&mut self, cx: &mut Cx<Self>) {
        let tree = cx.tree().expect("it is in a tree");
        tree.stop(ExitReason::Normal);
    }
}

supervision_tree! {
    Short() { brief: Brief() }
}

/// That it has started was said before that it is to end, on whatever threads that happens.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tree_that_stops_itself_at_once_has_started() {
    for _ in 0..2_000 {
        let short = Short::start().await.expect("it has started");
        assert!(matches!(short.ended().await.reason, ExitReason::Normal));
    }
}
