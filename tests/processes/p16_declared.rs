//! Names that belong to a place, handles of protocols in a registry, and registries of one's own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use supervise::prelude::*;
use supervise::{Child, Holder, Limit, MultiRegistry, Name, Status, Supervisor, Via, protocol};

use crate::kit::{Gate, Log, SECOND, settle, soon};

const DESK: Name<DeskRef> = Name::new("desk");

struct Desk;

#[managed_process]
impl Desk {
    #[init]
    async fn start(gate: Option<Gate>) -> Self {
        if let Some(gate) = gate {
            gate.pass().await;
        }
        Desk
    }

    #[call]
    fn ping(&self) -> u8 {
        1
    }

    #[call]
    fn forget(&mut self, cx: &mut Cx<Self>) -> bool {
        cx.unregister(&DESK)
    }

    #[cast]
    fn crash(&mut self) {
        panic!("crash");
    }
}

/// A name in a child spec belongs to the place.
#[tokio::test(start_paused = true)]
async fn a_declared_name_survives_restarts() {
    let gate = Gate::new();
    let mut top = Supervisor::new("top").limit(Limit::new(1000, SECOND));
    let inits = gate.clone();
    let desk = Child::<Desk>::new("desk", move || Some(inits.clone()));
    let desk = top.add(desk.register(&DESK));
    assert!(DESK.lookup().is_none());
    let start = tokio::spawn(top.start().into_future());
    gate.entered().await;
    assert!(DESK.lookup().is_none());
    gate.open();
    let root = soon(start).await.unwrap().unwrap();
    let found = DESK.lookup().unwrap();
    assert_eq!(found, desk);
    for _ in 0..3 {
        desk.crash().await.unwrap();
        settle().await;
        // While it is restarted it is found, its state says so, and calls wait for it.
        let found = DESK.lookup().unwrap();
        assert!(
            matches!(found.status(), Status::Starting),
            "{:?}",
            found.status()
        );
        let call = tokio::spawn(found.ping().owned());
        gate.open();
        assert_eq!(soon(call).await.unwrap().unwrap(), 1);
        assert_eq!(DESK.lookup(), Some(desk.clone()));
    }
    // Nobody else has it meanwhile.
    let mut other = Supervisor::new("other");
    other.add(Child::<Desk>::new("desk", || None).register(&DESK));
    let error = other.start().await.unwrap_err();
    let text = chain(&error);
    assert!(text.contains("the name `desk` is taken by"), "{text}");
    // And taken back it is free, until the next start.
    assert!(desk.forget().await.unwrap());
    assert!(DESK.lookup().is_none());
    let again = desk.wait_restarted();
    desk.crash().await.unwrap();
    gate.open();
    soon(again).await.unwrap();
    assert_eq!(DESK.lookup(), Some(desk));
    root.shutdown().await;
    assert!(DESK.lookup().is_none());
}

/// Also on threads, at any moment of a restart: it is found.
#[test]
fn a_declared_name_is_found_throughout() {
    const NAME: Name<DeskRef> = Name::new("always there");
    crate::kit::threads(2).block_on(crate::kit::really(async {
        let mut top = Supervisor::new("top").limit(Limit::NONE);
        let desk = top.add(Child::<Desk>::new("desk", || None).register(&NAME));
        let root = top.start().await.unwrap();
        let stop = Arc::new(std::sync::atomic::AtomicBool::new(false));
        let looks = tokio::task::spawn_blocking({
            let stop = Arc::clone(&stop);
            move || {
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    assert!(NAME.lookup().is_some());
                }
            }
        });
        for _ in 0..500 {
            let again = desk.wait_restarted();
            desk.kill();
            again.await.unwrap();
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        looks.await.unwrap();
        root.shutdown().await;
        assert!(NAME.lookup().is_none());
    }));
}

/// What is registered for its place, a process may register too: it is one registration.
#[tokio::test(start_paused = true)]
async fn declared_and_registered() {
    struct Counter;
    type Counters = MultiRegistry<&'static str, CounterRef, u32>;
    #[managed_process]
    impl Counter {
        #[init]
        fn start(all: Counters, cx: &mut Cx<Self>) -> Self {
            let Ok(()) = cx.register(&all.key_with("a", 1));
            let Ok(()) = cx.register(&all.key_with("b", 1));
            Counter
        }
        #[call]
        fn set(&mut self, all: Counters, value: u32, cx: &mut Cx<Self>) {
            let Ok(()) = cx.register(&all.key_with("a", value));
        }
    }
    let all = Counters::new();
    let mut top = Supervisor::new("top");
    let args = all.clone();
    let counter = Child::<Counter>::new("counter", move || args.clone());
    let counter = top.add(counter.register(&all.key_with("a", 0)));
    let root = top.start().await.unwrap();
    let values = |key| {
        let found = all.registrations_of(key);
        found.iter().map(|one| one.value).collect::<Vec<_>>()
    };
    assert_eq!((values("a"), values("b")), (vec![1], vec![1]));
    counter.set(all.clone(), 7).await.unwrap();
    assert_eq!(values("a"), [7]);
    let mut seen = all.keys_of(&counter);
    seen.sort_unstable();
    assert_eq!(seen, ["a", "b"]);
    root.shutdown().await;
    assert!(all.is_empty());
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text += &format!(": {error}");
        source = error.source();
    }
    text
}

/// Where no other will follow, it is free: also where one may by request.
#[tokio::test(start_paused = true)]
async fn a_declared_name_is_free_when_its_place_is_vacant() {
    static NAME: Name<DeskRef> = Name::new("a vacant place");
    supervision_tree! {
        Office() {
            desk: Desk(None) { register: NAME },
        }
    }
    let office = Office::start().await.unwrap();
    let desk = office.desk().clone();
    assert_eq!(NAME.lookup(), Some(desk.clone()));
    office.supervisor().stop_child("desk").await.unwrap();
    assert!(NAME.lookup().is_none());
    let other = Office::start().await.unwrap();
    assert_eq!(NAME.lookup(), Some(other.desk().clone()));
    // Now the first one can't have it.
    let error = office.supervisor().start_child("desk").await.unwrap_err();
    let text = chain(&error);
    assert!(text.contains("taken"), "{text}");
    assert_eq!(NAME.lookup(), Some(other.desk().clone()));
    other.shutdown().await;
    office.supervisor().start_child("desk").await.unwrap();
    assert_eq!(NAME.lookup(), Some(desk));
    office.shutdown().await;
    assert!(NAME.lookup().is_none());
}

#[protocol]
trait Pings {
    #[call]
    fn ping(&self) -> u8;
}

/// What is found can be the handle of a protocol, and of several kinds of processes.
#[tokio::test(start_paused = true)]
async fn registered_as_what_it_implements() {
    struct Quiet;
    #[managed_process(implements = [Pings])]
    impl Quiet {
        #[init]
        fn start(all: MultiRegistry<(), PingsRef>, cx: &mut Cx<Self>) -> Self {
            let Ok(()) = cx.register(&all.key(()));
            Quiet
        }
        #[call]
        fn ping(&self) -> u8 {
            0
        }
    }
    struct Loud;
    #[managed_process(implements = [Pings])]
    impl Loud {
        #[call]
        fn ping(&self) -> u8 {
            9
        }
    }
    let all = MultiRegistry::new();
    let mut top = Supervisor::new("top");
    let quiet = all.clone();
    top.add(Child::<Quiet>::new("quiet", move || quiet.clone()));
    top.add(Child::<Loud>::value("loud", || Loud).register(&all.key(())));
    let root = top.start().await.unwrap();
    let mut answers = Vec::new();
    for one in all.lookup(&()) {
        answers.push(one.ping().await.unwrap());
    }
    assert_eq!(answers, [0, 9]);
    root.shutdown().await;
    assert!(all.is_empty());
}

/// A registry of the user's.
#[derive(Clone)]
struct Ports {
    holders: Arc<Mutex<HashMap<u16, Holder<DeskRef>>>>,
    port: u16,
    log: Log,
    fails: bool,
}

impl PartialEq for Ports {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.holders, &other.holders) && self.port == other.port
    }
}

#[derive(Debug)]
struct InUse(u16);

impl std::fmt::Display for InUse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "port {} is in use", self.0)
    }
}

impl std::error::Error for InUse {}

impl Via for Ports {
    type Handle = DeskRef;
    type Taken = InUse;

    fn register(&self, holder: Holder<DeskRef>) -> Result<(), InUse> {
        let mut holders = self.holders.lock().unwrap();
        match holders.get(&self.port) {
            Some(other) if *other != holder && !other.is_gone() => Err(InUse(self.port)),
            _ => {
                self.log
                    .say(format!("register, present: {}", holder.is_present()));
                holders.insert(self.port, holder);
                Ok(())
            }
        }
    }

    fn started(&self, holder: &Holder<DeskRef>) {
        self.log
            .say(format!("started {}", holder.pid().incarnation()));
    }

    fn unregister(&self, holder: &Holder<DeskRef>) {
        self.log
            .say(format!("unregister, gone: {}", holder.is_gone()));
        let mut holders = self.holders.lock().unwrap();
        if holders.get(&self.port) == Some(holder) {
            holders.remove(&self.port);
        }
        drop(holders);
        assert!(!self.fails, "the user's own");
    }
}

#[tokio::test(start_paused = true)]
async fn a_registry_of_ones_own() {
    let log = Log::new();
    let ports = Ports {
        holders: Arc::default(),
        port: 80,
        log: log.clone(),
        fails: true,
    };
    let mut top = Supervisor::new("top");
    let desk = top.add(Child::<Desk>::new("desk", || None).register(&ports));
    let root = top.start().await.unwrap();
    let found = ports.holders.lock().unwrap()[&80].handle().clone();
    assert_eq!(found.ping().await.unwrap(), 1);
    let again = desk.wait_restarted();
    desk.crash().await.unwrap();
    soon(again).await.unwrap();
    let mut other = Supervisor::new("other");
    other.add(Child::<Desk>::new("desk", || None).register(&ports));
    let error = other.start().await.unwrap_err();
    assert!(chain(&error).contains("port 80 is in use"), "{error}");
    // A panic in it keeps nobody from anything.
    root.shutdown().await;
    assert!(matches!(desk.status(), Status::Vacant(_)));
    assert!(ports.holders.lock().unwrap().is_empty());
    let said = log.take();
    let expected = [
        "register, present: false",
        "started 1",
        "register, present: true",
        "started 2",
        "unregister, gone: true",
    ];
    assert_eq!(said, expected);
}
