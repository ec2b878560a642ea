//! Starting processes: failures, timeouts, and starts that are given up.

use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use supervise::prelude::*;
use supervise::{Name, SpawnError};
use tokio::time::Instant;

use crate::kit::{Gate, Log, SECOND, Worker, WorkerRef, error, kind, settle, soon};

#[derive(Clone, Copy)]
enum Way {
    Good,
    Fail,
    Panic,
    Hang,
}

struct Slow {
    log: Log,
}

#[managed_process]
impl Slow {
    #[init]
    async fn start(log: Log, way: Way, cx: &mut Cx<Self>) -> Result<Self, std::io::Error> {
        let _init = log.on_drop("init over");
        let _ = cx.register(&Name::<SlowRef>::from_string(log.name("slow")));
        for _ in 0..3 {
            tokio::task::yield_now().await;
        }
        match way {
            Way::Good => Ok(Slow { log }),
            Way::Fail => Err(std::io::Error::other("no")),
            Way::Panic => panic!("in init"),
            Way::Hang => std::future::pending().await,
        }
    }

    #[call]
    fn hello(&mut self) {}

    #[cast]
    fn end(&mut self, reason: ExitReason) -> Action<Self> {
        Action::stop(reason)
    }

    #[terminate]
    fn bye(self, end: &End) {
        self.log.say(format!("bye {}", kind(end.reason())));
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_starts_before_it_is_awaited() {
    let log = Log::new();
    drop(Slow::spawn(log.clone(), Way::Good));
    let start = Slow::spawn(log.clone(), Way::Good).into_future();
    settle().await;
    drop(start);
    settle().await;
    assert!(log.all().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_start_that_fails() {
    let log = Log::new();
    let failed = Slow::spawn(log.clone(), Way::Fail).await;
    assert!(matches!(failed, Err(SpawnError::Init(error)) if error.to_string() == "no"));
    let failed = Slow::spawn(log.clone(), Way::Panic).await;
    let Err(SpawnError::Ended(ExitReason::Panic(panic))) = failed else {
        panic!("{failed:?}");
    };
    assert_eq!(panic.message.as_deref(), Some("in init"));
    // It had no state to say goodbye.
    assert_eq!(log.take(), ["init over", "init over"]);

    let before = Instant::now();
    let failed = Slow::spawn(log.clone(), Way::Hang).await;
    assert!(matches!(failed, Err(SpawnError::TimedOut)));
    assert_eq!(before.elapsed().as_secs(), 30);
    let start = Slow::spawn(log.clone(), Way::Hang).start_timeout(SECOND);
    assert!(matches!(start.await, Err(SpawnError::TimedOut)));
    assert_eq!(before.elapsed().as_secs(), 31);
    settle().await;
    assert_eq!(log.take(), ["init over", "init over"]);
    let start = Slow::spawn(log.clone(), Way::Hang).start_timeout(None);
    let start = tokio::time::timeout(2000 * SECOND, start).await;
    assert!(start.is_err());
    settle().await;
    assert_eq!(log.take(), ["init over"]);
    assert!(
        Name::<SlowRef>::from_string(log.name("slow"))
            .lookup()
            .is_none()
    );
}

/// Polls a start so many times, with everything else running in between, then drops it.
async fn give_up<P: supervise::Process>(
    start: supervise::Starting<P>,
    polls: usize,
    others: bool,
) -> bool {
    let mut start = pin!(start);
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..polls {
        if start.as_mut().poll(&mut cx).is_ready() {
            return false;
        }
        if others {
            tokio::task::yield_now().await;
        }
    }
    true
}

#[tokio::test(start_paused = true)]
async fn a_start_that_is_dropped_is_rolled_back() {
    for others in [false, true] {
        let mut finished = 0;
        for polls in 0..12 {
            let log = Log::new();
            let start = Slow::spawn(log.clone(), Way::Good).into_future();
            if !give_up(start, polls, others).await {
                finished += 1;
                continue;
            }
            settle().await;
            // Whatever had begun has ended, with a goodbye if it was up already.
            let all = log.all();
            let ended = ["", "init over", "init over bye shutdown"];
            assert!(ended.contains(&all.join(" ").as_str()), "{polls}: {all:?}");
            assert_eq!(all.is_empty(), polls == 0);
            assert!(
                Name::<SlowRef>::from_string(log.name("slow"))
                    .lookup()
                    .is_none()
            );
        }
        assert_eq!(finished > 0, others);
    }
}

#[tokio::test(start_paused = true)]
async fn a_scoped_process_ends_with_its_guard() {
    let log = Log::new();
    let slow = Slow::spawn(log.clone(), Way::Good).scoped().await.unwrap();
    let handle = slow.clone();
    soon(slow.hello()).await.unwrap();
    settle().await;
    assert!(handle.pid().is_some());
    drop(slow);
    assert_eq!(kind(&soon(handle.closed()).await), "shutdown");
    assert_eq!(log.all(), ["init over", "bye shutdown"]);
    let failed = Slow::spawn(log, Way::Fail).scoped().await;
    assert!(matches!(failed, Err(SpawnError::Init(_))));
}

#[tokio::test(start_paused = true)]
async fn dropping_handles_ends_nothing() {
    let log = Log::new();
    let slow = Slow::spawn(log.clone(), Way::Good).await.unwrap();
    drop(slow);
    settle().await;
    let slow = Name::<SlowRef>::from_string(log.name("slow"))
        .lookup()
        .unwrap();
    soon(slow.shutdown()).await;
}

/// Starts others and is linked with them.
struct Boss {
    log: Log,
    crew: Vec<SlowRef>,
}

#[managed_process]
impl Boss {
    #[init]
    async fn start(
        log: Log,
        fail: bool,
        hired: Option<tokio::sync::oneshot::Sender<SlowRef>>,
        cx: &mut Cx<Self>,
    ) -> Result<Self, String> {
        if let Some(hired) = hired {
            let slow = cx.spawn(Slow::spawn(Log::new(), Way::Good)).await;
            let _ = hired.send(slow.map_err(|error| error.to_string())?);
        }
        if fail {
            return Err("failed".to_owned());
        }
        Ok(Self { log, crew: vec![] })
    }

    #[call]
    async fn hire(&mut self, way: Way, cx: &mut Cx<Self>) -> Result<SlowRef, String> {
        let spawn = Slow::spawn(self.log.clone(), way).start_timeout(SECOND);
        let slow = cx.spawn(spawn).await.map_err(|error| error.to_string())?;
        self.crew.push(slow.clone());
        Ok(slow)
    }

    /// Gives each start up after so many polls, whatever it had come to.
    #[call]
    async fn give_up(&mut self, polls: usize, cx: &mut Cx<Self>) -> bool {
        let mut start = pin!(cx.spawn(Slow::spawn(self.log.clone(), Way::Good)));
        for _ in 0..polls {
            let polled = std::future::poll_fn(|cx| {
                std::task::Poll::Ready(start.as_mut().poll(cx).is_ready())
            });
            if polled.await {
                return false;
            }
            tokio::task::yield_now().await;
        }
        true
    }

    #[call]
    fn hello(&mut self) {}

    #[cast]
    fn end(&mut self, reason: ExitReason) -> Action<Self> {
        Action::stop(reason)
    }
}

async fn boss() -> BossRef {
    Boss::spawn(Log::new(), false, None).await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_process_and_those_it_started_die_together() {
    let boss = self::boss().await;
    let slow = soon(boss.hire(Way::Good)).await.unwrap();
    boss.end(error("broke")).await.unwrap();
    assert_eq!(kind(&soon(slow.closed()).await), "linked");
    let boss = self::boss().await;
    let slow = soon(boss.hire(Way::Good)).await.unwrap();
    slow.end(error("ill")).await.unwrap();
    assert_eq!(kind(&soon(boss.closed()).await), "linked");
}

/// A failed start is told by its result, and only by that.
#[tokio::test(start_paused = true)]
async fn a_failed_start_does_not_end_who_started() {
    let boss = boss().await;
    for way in [Way::Fail, Way::Panic, Way::Hang] {
        assert!(soon(boss.hire(way)).await.is_err());
        settle().await;
        soon(boss.hello()).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_start_that_was_given_up_does_not_end_who_started() {
    let boss = boss().await;
    let mut finished = 0;
    for polls in 0..12 {
        if !soon(boss.give_up(polls)).await.unwrap() {
            finished += 1;
        }
        settle().await;
        soon(boss.hello()).await.unwrap();
    }
    assert!(finished > 0);
}

/// Who fails in its init takes those along whom it had started.
#[tokio::test(start_paused = true)]
async fn a_failed_init_leaves_no_orphans() {
    for linked in [false, true] {
        let (tell, told) = tokio::sync::oneshot::channel();
        if linked {
            let boss = self::boss().await;
            drop(boss);
        }
        let failed = Boss::spawn(Log::new(), true, Some(tell)).await;
        assert!(failed.is_err());
        let slow = told.await.unwrap();
        assert_eq!(kind(&soon(slow.closed()).await), "linked");
    }
}

/// A link that was made in init holds when init has succeeded, and its other end learns when not.
#[tokio::test(start_paused = true)]
async fn links_of_an_init() {
    struct Joined;
    #[managed_process]
    impl Joined {
        #[init]
        async fn start(with: WorkerRef, time: Duration, cx: &mut Cx<Self>) -> Result<Self, String> {
            cx.link(&with);
            tokio::time::sleep(time).await;
            if time.is_zero() {
                Ok(Joined)
            } else {
                Err("bad".to_owned())
            }
        }
    }
    let one = Worker::spawn(Log::new()).await.unwrap();
    let joined = Joined::spawn(one.clone(), Duration::ZERO).await.unwrap();
    one.kill();
    assert_eq!(kind(&soon(joined.closed()).await), "linked");
    let one = Worker::spawn(Log::new()).await.unwrap();
    assert!(Joined::spawn(one.clone(), SECOND).await.is_err());
    assert_eq!(kind(&soon(one.closed()).await), "linked");
    // Ended while it was starting.
    let one = Worker::spawn(Log::new()).await.unwrap();
    let start = tokio::spawn({
        let one = one.clone();
        async move { Joined::spawn(one, SECOND).await }
    });
    settle().await;
    one.kill();
    assert!(matches!(
        soon(start).await.unwrap(),
        Err(SpawnError::Ended(ExitReason::Linked(..)))
    ));
}

#[tokio::test(start_paused = true)]
async fn killed_in_init() {
    struct Shy;
    #[managed_process]
    impl Shy {
        #[init]
        async fn start(
            tell: tokio::sync::oneshot::Sender<ShyRef>,
            gate: Gate,
            cx: &mut Cx<Self>,
        ) -> Self {
            let _ = tell.send(cx.me());
            gate.pass().await;
            Shy
        }
    }
    let (tell, told) = tokio::sync::oneshot::channel();
    let start = tokio::spawn(async { Shy::spawn(tell, Gate::new()).await });
    told.await.unwrap().kill();
    assert!(matches!(
        soon(start).await.unwrap(),
        Err(SpawnError::Ended(ExitReason::Killed))
    ));
}
