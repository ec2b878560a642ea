//! Registries: processes by keys, what stands beside them, and those who listen.

use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use supervise::prelude::*;
use supervise::{
    Child, KeyTaken, Lagged, MultiRegistry, Name, NameTaken, Registry, RegistryEvent,
    RegistryEvents, SpawnError, Supervisor,
};

use tokio::sync::oneshot;

use crate::kit::{Gate, Log, OnDrop, kind, settle, soon, threads};

type Sessions = Registry<u32, SessionRef, &'static str>;

struct Session {
    sessions: Sessions,
}

#[managed_process]
impl Session {
    #[init]
    async fn start(
        sessions: Sessions,
        number: Option<u32>,
        gate: Option<Gate>,
        fails: bool,
        cx: &mut Cx<Self>,
    ) -> Result<Self, KeyTaken<u32>> {
        if let Some(number) = number {
            cx.register(&sessions.key_with(number, "new"))?;
        }
        if let Some(gate) = gate {
            gate.pass().await;
        }
        assert!(!fails, "fails");
        Ok(Self { sessions })
    }

    #[call]
    fn register(
        &mut self,
        number: u32,
        value: &'static str,
        cx: &mut Cx<Self>,
    ) -> Result<(), KeyTaken<u32>> {
        cx.register(&self.sessions.key_with(number, value))
    }

    #[call]
    fn unregister(&mut self, number: u32, cx: &mut Cx<Self>) -> bool {
        cx.unregister(&self.sessions.key(number))
    }

    #[cast]
    fn crash(&mut self) {
        panic!("crash");
    }
}

async fn session(sessions: &Sessions, number: u32) -> SessionRef {
    let started = Session::spawn(sessions.clone(), Some(number), None, false).await;
    started.unwrap()
}

/// What has been told until now.
async fn told(events: &mut RegistryEvents<u32, SessionRef, &'static str>) -> Vec<String> {
    let mut told = Vec::new();
    settle().await;
    while let Ok(Some(event)) = tokio::time::timeout(Duration::from_millis(1), events.next()).await
    {
        told.push(match event.unwrap() {
            RegistryEvent::Registered(one) => format!("+{} {}", one.key, one.value),
            RegistryEvent::Unregistered(one) => format!("-{} {}", one.key, one.value),
            other => format!("{other:?}"),
        });
    }
    told
}

#[tokio::test(start_paused = true)]
async fn found_by_key_with_what_stands_beside_it() {
    let sessions = Sessions::new();
    let mut events = sessions.listen();
    assert!(sessions.is_empty() && sessions.lookup(&1).is_none());
    let one = session(&sessions, 1).await;
    assert_eq!(sessions.lookup(&1), Some(one.clone()));
    assert_eq!(sessions.registration(&1).unwrap().value, "new");
    assert_eq!(sessions.registration(&1).unwrap().pid, one.pid().unwrap());
    // Several keys for one process, in the order in which it has registered.
    one.register(7, "seven").await.unwrap();
    one.register(3, "three").await.unwrap();
    assert_eq!(sessions.keys_of(&one), [1, 7, 3]);
    assert_eq!(sessions.len(), 3);
    // Again, with another value.
    one.register(7, "7").await.unwrap();
    assert_eq!(sessions.registration(&7).unwrap().value, "7");
    assert_eq!(sessions.keys_of(&one), [1, 7, 3]);
    // And taken back, once.
    assert!(one.unregister(7).await.unwrap());
    assert!(!one.unregister(7).await.unwrap());
    assert!(sessions.lookup(&7).is_none());
    assert_eq!(sessions.keys_of(&one), [1, 3]);
    soon(one.shutdown()).await;
    assert!(sessions.is_empty() && sessions.keys_of(&one).is_empty());
    let told = told(&mut events).await;
    let expected = [
        "+1 new", "+7 seven", "+3 three", "-7 7", "-1 new", "-3 three",
    ];
    assert_eq!(told, expected);
}

#[tokio::test(start_paused = true)]
async fn a_taken_key() {
    let sessions = Sessions::new();
    let (one, two) = (session(&sessions, 1).await, session(&sessions, 2).await);
    let error = two.register(1, "mine").await.unwrap_err();
    let pid = one.pid().unwrap();
    let CallError::Refused(taken) = error else {
        panic!("{error}");
    };
    assert_eq!((taken.key, taken.holder), (1, pid));
    assert_eq!(taken.to_string(), format!("the key `1` is taken by {pid}"));
    assert_eq!(sessions.registration(&1).unwrap().value, "new");
    // Nobody takes back what is another's.
    assert!(!two.unregister(1).await.unwrap());
    assert_eq!(sessions.lookup(&1), Some(one.clone()));
    // In another registry it is free.
    let others = Sessions::new();
    let third = session(&others, 1).await;
    assert!(sessions.keys_of(&third).is_empty());
    assert_eq!(others.keys_of(&third), [1]);
    // And here when the holder is gone.
    one.crash().await.unwrap();
    soon(one.closed()).await;
    two.register(1, "mine").await.unwrap();
    assert_eq!(sessions.lookup(&1), Some(two));
}

#[tokio::test(start_paused = true)]
async fn in_init_it_counts_once_that_has_succeeded() {
    let (sessions, gate) = (Sessions::new(), Gate::new());
    let mut events = sessions.listen();
    let spawn = |fails| Session::spawn(sessions.clone(), Some(1), Some(gate.clone()), fails);
    let start = tokio::spawn(spawn(false).into_future());
    gate.entered().await;
    assert!(sessions.lookup(&1).is_none() && sessions.is_empty());
    assert!(told(&mut events).await.is_empty());
    // It is taken all the same.
    let late = session(&sessions, 2).await;
    assert!(late.register(1, "mine").await.is_err());
    gate.open();
    let one = soon(start).await.unwrap().unwrap();
    assert_eq!(sessions.lookup(&1), Some(one.clone()));
    assert_eq!(told(&mut events).await, ["+2 new", "+1 new"]);
    soon(one.shutdown()).await;
    assert_eq!(told(&mut events).await, ["-1 new"]);
    // A failed start leaves nothing behind, and nobody hears of it.
    gate.open();
    assert!(matches!(
        soon(spawn(true).into_future()).await,
        Err(SpawnError::Ended(_))
    ));
    assert!(told(&mut events).await.is_empty());
    late.register(1, "mine").await.unwrap();
}

/// A start that took too long has left nothing behind when that is told, also where its init goes on.
#[test]
fn a_start_that_timed_out_is_gone() {
    threads(2).block_on(crate::kit::really(async {
        struct Stubborn;
        #[managed_process]
        impl Stubborn {
            #[init]
            fn start(
                all: Registry<u8, StubbornRef>,
                held: Option<(std::sync::mpsc::Receiver<()>, oneshot::Sender<()>)>,
                cx: &mut Cx<Self>,
            ) -> Result<Self, KeyTaken<u8>> {
                cx.register(&all.key(1))?;
                if let Some((go, _)) = &held {
                    let _ = go.recv();
                }
                cx.register(&all.key(2))?;
                if let Some((_, over)) = held {
                    let _ = over.send(());
                }
                Ok(Stubborn)
            }
        }
        let all = Registry::new();
        let (go, goes) = std::sync::mpsc::channel();
        let (over, is_over) = oneshot::channel();
        let late = Stubborn::spawn(all.clone(), Some((goes, over)))
            .start_timeout(Duration::from_millis(20));
        assert!(matches!(late.await, Err(SpawnError::TimedOut)));
        let next = Stubborn::spawn(all.clone(), None).await.unwrap();
        go.send(()).unwrap();
        // Its init goes on to its end, and it is dead to the world.
        is_over.await.unwrap();
        assert_eq!(all.lookup(&1), Some(next.clone()));
        assert_eq!(all.lookup(&2), Some(next));
        assert_eq!(all.len(), 2);
    }));
}

/// Who hears of the end finds the key free, and the registry has told it before.
#[tokio::test(start_paused = true)]
async fn freed_and_told_before_the_end_is_announced() {
    struct Watcher {
        sessions: Sessions,
        log: Log,
    }
    #[managed_process]
    impl Watcher {
        #[init]
        fn start(sessions: Sessions, log: Log, cx: &mut Cx<Self>) -> Self {
            cx.attach(sessions.listen());
            Self { sessions, log }
        }
        #[call]
        fn watch(&mut self, who: SessionRef, cx: &mut Cx<Self>) {
            cx.monitor(&who);
        }
        #[info]
        fn event(&mut self, event: Result<RegistryEvent<u32, SessionRef, &'static str>, Lagged>) {
            let what = match event.unwrap() {
                RegistryEvent::Registered(one) => format!("+{}", one.key),
                RegistryEvent::Unregistered(one) => format!("-{}", one.key),
                _ => "?".to_owned(),
            };
            self.log.say(what);
        }
        #[info]
        fn down(&mut self, down: Down) {
            let free = self.sessions.lookup(&1).is_none();
            self.log.say(format!("{} {free}", kind(&down.reason)));
        }
    }
    let (sessions, log) = (Sessions::new(), Log::new());
    let watcher = Watcher::spawn(sessions.clone(), log.clone()).await.unwrap();
    let one = session(&sessions, 1).await;
    watcher.watch(one.clone()).await.unwrap();
    one.crash().await.unwrap();
    settle().await;
    let mut said = log.take();
    said.sort();
    assert_eq!(said, ["+1", "-1", "panic true"]);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_many_hold() {
    struct Talker;
    type Topics = MultiRegistry<String, TalkerRef, u8>;
    #[managed_process]
    impl Talker {
        #[init]
        fn start(topics: Topics, value: u8, cx: &mut Cx<Self>) -> Self {
            let Ok(()) = cx.register(&topics.key_with("all".to_owned(), value));
            let Ok(()) = cx.register(&topics.key(value.to_string()));
            Talker
        }
    }
    let topics = Topics::new();
    let mut talkers = Vec::new();
    for value in 0..3 {
        talkers.push(Talker::spawn(topics.clone(), value).await.unwrap());
    }
    // By what the key is borrowed as, in the order in which they have come.
    assert_eq!(topics.lookup("all"), talkers);
    assert_eq!(topics.lookup("1"), talkers[1..2]);
    assert!(topics.lookup("none").is_empty());
    let values: Vec<_> = topics
        .registrations_of("all")
        .iter()
        .map(|one| one.value)
        .collect();
    assert_eq!(values, [0, 1, 2]);
    assert_eq!((topics.len(), topics.registrations().len()), (6, 6));
    assert_eq!(topics.keys_of(&talkers[2]), ["all", "2"]);
    talkers[1].kill();
    soon(talkers[1].closed()).await;
    assert_eq!(
        topics.lookup("all"),
        [talkers[0].clone(), talkers[2].clone()]
    );
    assert!(topics.lookup("1").is_empty());
}

/// What stood beside a key is dropped with the registration, and not some time later.
#[tokio::test(start_paused = true)]
async fn a_value_is_dropped_at_the_end() {
    struct Holds;
    type Held = Registry<u8, HoldsRef, Arc<OnDrop>>;
    #[managed_process]
    impl Holds {
        #[init]
        fn start(held: Held, value: Arc<OnDrop>, cx: &mut Cx<Self>) -> Result<Self, KeyTaken<u8>> {
            cx.register(&held.key_with(1, value))?;
            Ok(Holds)
        }
    }
    let (held, log) = (Held::new(), Log::new());
    let holds = Holds::spawn(held.clone(), Arc::new(log.on_drop("value"))).await;
    let holds = holds.unwrap();
    assert!(log.all().is_empty());
    holds.kill();
    soon(holds.closed()).await;
    assert_eq!(log.take(), ["value"]);
}

/// An abandoned process leaves nothing in a registry, however late it registers.
#[test]
fn an_abandoned_process_is_registered_nowhere() {
    struct Late {
        name: Name<LateRef>,
    }
    #[managed_process]
    impl Late {
        #[call]
        fn register(
            &mut self,
            entered: tokio::sync::oneshot::Sender<()>,
            go: std::sync::mpsc::Receiver<()>,
            cx: &mut Cx<Self>,
        ) -> Result<(), NameTaken> {
            cx.register(&self.name)?;
            let _ = entered.send(());
            let _ = go.recv();
            cx.register(&self.name)?;
            cx.register(&Name::<LateRef>::new("late two"))
        }
    }
    threads(3).block_on(crate::kit::really(async {
        let name = Name::new("late one");
        let mut top = Supervisor::new("top");
        let late = Child::<Late>::value("late", move || Late {
            name: Name::new("late one"),
        });
        let late = top.add(late.shutdown(supervise::Shutdown::After(Duration::from_millis(20))));
        let root = top.start().await.unwrap();
        let (entered, enters) = tokio::sync::oneshot::channel();
        let (go, goes) = std::sync::mpsc::channel();
        let call = late.register(entered, goes).begin().await.unwrap();
        enters.await.unwrap();
        assert_eq!(name.lookup(), Some(late.clone()));
        let outcome = root.shutdown().await;
        assert_eq!(outcome.abandoned.len(), 1);
        assert!(name.lookup().is_none());
        go.send(()).unwrap();
        // It hears no error, as it is dead to the world.
        call.await.unwrap();
        assert!(name.lookup().is_none());
        assert!(Name::<LateRef>::new("late two").lookup().is_none());
    }));
}

/// Registering against the death of the holder: one holder at a time, and never a dead one.
#[test]
fn many_want_the_same_key() {
    threads(2).block_on(crate::kit::really(async {
        let sessions = Sessions::new();
        let mut events = sessions.listen();
        let comers = (0..4).map(|_| {
            let sessions = sessions.clone();
            tokio::spawn(async move {
                let mut held = 0;
                for round in 0..150 {
                    let started = Session::spawn(sessions.clone(), Some(1), None, false).await;
                    let Ok(one) = started else {
                        tokio::task::yield_now().await;
                        continue;
                    };
                    held += 1;
                    assert_eq!(sessions.lookup(&1).as_ref(), Some(&one));
                    match round % 3 {
                        0 => one.kill(),
                        1 => one.shutdown().await,
                        _ => assert!(one.unregister(1).await.unwrap()),
                    }
                    one.kill();
                    one.closed().await;
                    assert_ne!(sessions.lookup(&1), Some(one));
                }
                held
            })
        });
        let comers: Vec<_> = comers.collect();
        let mut held = 0;
        for comer in comers {
            held += comer.await.unwrap();
        }
        assert!(sessions.is_empty());
        // In turns, without a gap. What the listener was too slow for is counted.
        let (mut seen, mut holder) = (0, None);
        drop(sessions);
        while let Some(event) = events.next().await {
            match event {
                Ok(RegistryEvent::Registered(one)) => {
                    assert_eq!(holder.replace(one.pid), None);
                    seen += 1;
                }
                Ok(RegistryEvent::Unregistered(one)) => {
                    assert!(holder.is_none() && seen == 0 || holder.take() == Some(one.pid));
                    seen += 1;
                }
                Err(Lagged(missed)) => seen += missed,
                Ok(_) => unreachable!(),
            }
        }
        assert_eq!(seen, held * 2);
    }));
}

/// A key that takes its time to be compared, once, if it has a latch.
#[derive(Clone, Debug)]
struct Slow {
    number: u32,
    latch: Option<Arc<Latch>>,
}

#[derive(Debug)]
struct Latch {
    both: Barrier,
    used: AtomicBool,
}

impl PartialEq for Slow {
    fn eq(&self, other: &Self) -> bool {
        for latch in [&self.latch, &other.latch].into_iter().flatten() {
            if !latch.used.swap(true, Ordering::SeqCst) {
                latch.both.wait();
                latch.both.wait();
            }
        }
        self.number == other.number
    }
}

impl Eq for Slow {}

impl Hash for Slow {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

struct Holder;

#[managed_process]
impl Holder {
    #[init]
    fn start(
        holders: Registry<Slow, HolderRef>,
        key: Slow,
        cx: &mut Cx<Self>,
    ) -> Result<Self, KeyTaken<Slow>> {
        cx.register(&holders.key(key))?;
        Ok(Self)
    }
}

/// Whoever looks something up does not wait for those who register, and have the lock for that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_takes_no_lock_of_those_who_register() {
    let holders = Registry::<Slow, HolderRef>::new();
    let key = |number| Slow {
        number,
        latch: None,
    };
    let first = Holder::spawn(holders.clone(), key(1)).await.unwrap();
    let latch = Arc::new(Latch {
        both: Barrier::new(2),
        used: AtomicBool::new(false),
    });
    let slow = Slow {
        number: 1,
        latch: Some(Arc::clone(&latch)),
    };
    let starting = tokio::spawn(Holder::spawn(holders.clone(), slow).into_future());
    let wait = || {
        let latch = Arc::clone(&latch);
        tokio::task::spawn_blocking(move || latch.both.wait())
    };
    soon(wait()).await.unwrap();
    let look =
        tokio::task::spawn_blocking(move || (holders.lookup(&key(1)), holders.lookup(&key(2))));
    assert_eq!(soon(look).await.unwrap(), (Some(first), None));
    soon(wait()).await.unwrap();
    assert!(soon(starting).await.unwrap().is_err());
}
