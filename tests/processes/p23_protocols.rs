//! P23: clients depend on what a process can do, and not on which process it is.

use std::collections::{BTreeMap, HashSet};

use supervise::prelude::*;
use supervise::{Child, Limit, Status, Supervisor, TrySendReason};

use crate::kit::{Gate, MS, SECOND, really, settle, soon, threads};

/// No room.
#[derive(Clone, Debug, PartialEq)]
struct Full;

/// What a store can do.
#[protocol]
trait Store {
    /// Looks a key up.
    #[call]
    fn get(&self, key: String) -> Option<String>;

    /// `Err` refuses.
    #[call]
    fn put(&self, key: String, value: String) -> Result<(), Full>;

    #[cast]
    fn clear(&self);

    #[call]
    fn hold(&self, gate: Gate) -> u8;
}

struct MemoryStore {
    entries: BTreeMap<String, String>,
    limit: usize,
}

#[managed_process(capacity = 2, implements = [Store, Sized])]
impl MemoryStore {
    #[init]
    fn open(limit: usize) -> Self {
        Self {
            entries: BTreeMap::new(),
            limit,
        }
    }

    #[call]
    fn get(&self, key: String) -> Option<String> {
        self.entries.get(&key).cloned()
    }

    #[call]
    async fn put(&mut self, key: String, value: String) -> Result<(), Full> {
        if self.entries.len() == self.limit {
            return Err(Full);
        }
        self.entries.insert(key, value);
        Ok(())
    }

    #[cast]
    fn clear(&mut self) {
        self.entries.clear();
    }

    #[call]
    async fn hold(&mut self, gate: Gate, cx: &mut Cx<Self>) -> u8 {
        gate.pass().await;
        u8::from(cx.pid().incarnation() > 0)
    }

    #[call]
    fn len(&self, reply: ReplyTo<usize>) {
        reply.send(self.entries.len());
    }

    #[cast]
    fn crash(&mut self) {
        panic!("crash");
    }
}

/// A second protocol, called like a trait of std.
#[protocol]
trait Sized {
    #[call]
    fn len(&self) -> usize;
}

/// A test double: it has nothing, and takes nothing.
struct Broken;

#[managed_process(implements = [Store])]
impl Broken {
    #[call]
    fn get(&self, _key: String) -> Option<String> {
        None
    }

    #[call]
    fn put(&self, _key: String, _value: String) -> Result<(), Full> {
        Err(Full)
    }

    #[cast]
    fn clear(&mut self) -> Action<Self> {
        Action::stop(ExitReason::Normal)
    }

    #[call]
    fn hold(&self, _gate: Gate) -> u8 {
        9
    }
}

/// A client: it knows the protocol only.
struct Greeter(StoreRef);

#[managed_process]
impl Greeter {
    #[init]
    fn start(store: StoreRef) -> Self {
        Self(store)
    }

    #[call]
    async fn greet(&mut self, name: String) -> String {
        let put = self.0.put(name.clone(), "known".to_owned()).await;
        match put {
            Ok(()) => format!("hello, {name}"),
            Err(CallError::Refused(Full)) => "too many".to_owned(),
            Err(other) => format!("{other:?}"),
        }
    }
}

async fn memory(limit: usize) -> (MemoryStoreRef, StoreRef) {
    let memory = MemoryStore::spawn(limit).await.unwrap();
    let store = StoreRef::from(&memory);
    (memory, store)
}

#[tokio::test(start_paused = true)]
async fn any_handle_converts_and_calls_and_casts_arrive() {
    let (memory, store) = memory(1).await;
    soon(store.put("a".to_owned(), "b".to_owned()))
        .await
        .unwrap();
    assert_eq!(
        soon(store.get("a".to_owned())).await.unwrap().as_deref(),
        Some("b")
    );
    let refused = soon(store.put("c".to_owned(), "d".to_owned())).await;
    assert!(matches!(refused, Err(CallError::Refused(Full))));
    let sized: SizedRef = memory.clone().into();
    assert_eq!(soon(sized.len()).await.unwrap(), 1);
    soon(store.clear()).await.unwrap();
    assert_eq!(soon(memory.len()).await.unwrap(), 0);
}

#[tokio::test(start_paused = true)]
async fn handles_are_compared_by_place() {
    let (memory, store) = memory(1).await;
    let again: StoreRef = memory.clone().into();
    let other = StoreRef::from(Broken.spawn());
    assert_eq!(store, again);
    assert_eq!(store, store.clone());
    assert_ne!(store, other);
    assert_eq!(HashSet::from([store.clone(), again, other]).len(), 2);
    assert_eq!(format!("{store:?}"), format!("{memory:?}"));
}

#[tokio::test(start_paused = true)]
async fn several_implementations_stand_side_by_side() {
    let stores: Vec<StoreRef> = vec![memory(1).await.1, Broken.spawn().into()];
    let mut greetings = Vec::new();
    for store in stores {
        let greeter = Greeter::spawn(store).await.unwrap();
        greetings.push(soon(greeter.greet("Ada".to_owned())).await.unwrap());
    }
    assert_eq!(greetings, ["hello, Ada", "too many"]);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_it_is_awaited() {
    let (memory, store) = memory(1).await;
    #[allow(unused_must_use, reason = "that nothing is sent is the point")]
    {
        store.put("a".to_owned(), "b".to_owned());
        store.put("a".to_owned(), "b".to_owned()).timeout(SECOND);
        store.put("a".to_owned(), "b".to_owned()).begin();
        store.clear();
    }
    settle().await;
    assert_eq!(soon(memory.len()).await.unwrap(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_verbs_are_those_of_a_typed_call() {
    let (memory, store) = memory(9).await;
    let gate = Gate::new();
    let held = store.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    let late = store.put("a".to_owned(), "1".to_owned()).timeout(MS).await;
    assert!(matches!(late, Err(CallError::TimedOut { sent: true })));
    let pending = store.get("a".to_owned()).try_send().unwrap();
    // Full: the arguments come back, and what waits is not sent when its time is over.
    let full = store
        .put("b".to_owned(), "2".to_owned())
        .try_send()
        .unwrap_err();
    assert_eq!(full.args, ("b".to_owned(), "2".to_owned()));
    assert!(matches!(full.reason, TrySendReason::Full));
    assert!(store.clear().try_send().is_err());
    let late = store.get("a".to_owned()).timeout(MS).await;
    assert!(matches!(late, Err(CallError::TimedOut { sent: false })));
    assert!(matches!(
        store.clear().timeout(MS).await,
        Err(CastError::TimedOut)
    ));
    gate.open();
    assert_eq!(soon(held).await.unwrap(), 1);
    assert_eq!(soon(pending).await.unwrap().as_deref(), Some("1"));
    // Later, and again and again.
    store.clear().after(SECOND);
    settle().await;
    assert_eq!(soon(memory.len()).await.unwrap(), 1);
    tokio::time::sleep(SECOND).await;
    assert_eq!(soon(memory.len()).await.unwrap(), 0);
    let put = ("c".to_owned(), "3".to_owned());
    store.put(put.0.clone(), put.1.clone()).after(SECOND);
    let clearing = store.clear().every(2 * SECOND);
    store.get(put.0.clone()).every(SECOND).cancel();
    tokio::time::sleep(SECOND + MS).await;
    assert_eq!(soon(memory.len()).await.unwrap(), 1);
    tokio::time::sleep(SECOND).await;
    assert_eq!(soon(memory.len()).await.unwrap(), 0);
    clearing.cancel();
    // Moved into a task, without the handle.
    let (call, cast) = (store.put(put.0, put.1).owned(), store.clear().owned());
    drop(store);
    let task = tokio::spawn(async move {
        cast.await.unwrap();
        call.await
    });
    soon(task).await.unwrap().unwrap();
    assert_eq!(soon(memory.len()).await.unwrap(), 1);
}

#[test]
fn plain_threads_block() {
    let runtime = threads(1);
    let (_, store) = runtime.block_on(memory(1));
    store.clear().blocking_send().unwrap();
    let put = store.put("a".to_owned(), "b".to_owned());
    put.blocking_call().unwrap();
    assert!(store.get("a".to_owned()).blocking_call().unwrap().is_some());
}

#[tokio::test(start_paused = true)]
async fn dropped_while_it_waits_for_room_it_was_not_sent() {
    let (memory, store) = memory(9).await;
    let gate = Gate::new();
    let held = store.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    for _ in 0..2 {
        store.clear().try_send().unwrap();
    }
    let mut put = store.put("a".to_owned(), "1".to_owned());
    assert!(tokio::time::timeout(MS, &mut put).await.is_err());
    let mut begun = Box::pin(store.put("b".to_owned(), "2".to_owned()).begin());
    assert!(tokio::time::timeout(MS, &mut begun).await.is_err());
    let mut clear = store.clear();
    assert!(tokio::time::timeout(MS, &mut clear).await.is_err());
    drop((put, begun, clear));
    gate.open();
    soon(held).await.unwrap();
    assert_eq!(soon(memory.len()).await.unwrap(), 0);
}

/// What a caller gets when it calls back.
#[protocol]
trait Peer {
    #[call]
    fn call(&self, other: PeerRef, depth: u8) -> Result<u8, String>;
}

struct Node;

#[managed_process(implements = [Peer])]
impl Node {
    #[call]
    async fn call(&mut self, other: PeerRef, depth: u8, cx: &mut Cx<Self>) -> Result<u8, String> {
        if depth == 0 {
            return Ok(0);
        }
        let back = cx.me().into();
        let answer = other.call(back, depth - 1).await;
        answer.map_err(|error| match error {
            CallError::Refused(inner) => inner,
            other => other.to_string(),
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_circle_of_calls_by_protocol_fails_at_once() {
    let (one, two): (PeerRef, PeerRef) = (Node.spawn().into(), Node.spawn().into());
    assert_eq!(soon(one.call(two.clone(), 1)).await.unwrap(), 0);
    let circle = soon(one.call(two, 2)).await.unwrap_err();
    assert_eq!(
        circle.to_string(),
        "refused: would wait for ever: Node → Node → Node"
    );
    let itself = soon(one.call(one.clone(), 1)).await.unwrap_err();
    assert_eq!(
        itself.to_string(),
        "refused: would wait for ever: Node → Node"
    );
}

#[tokio::test(start_paused = true)]
async fn the_handle_tells_what_becomes_of_the_process() {
    let (memory, store) = memory(1).await;
    assert_eq!((store.pid(), &*store.path()), (memory.pid(), "MemoryStore"));
    assert_eq!(store.mailbox_len(), 0);
    assert!(matches!(store.status(), Status::Running));
    let closed = store.closed();
    memory.shutdown().await;
    assert!(matches!(soon(closed).await, ExitReason::Shutdown));
    assert!(matches!(store.status(), Status::Vacant(_)));
    let gone = soon(store.get("a".to_owned())).await;
    assert!(matches!(
        gone,
        Err(CallError::NotDelivered(ExitReason::Shutdown))
    ));
    let gone = soon(store.wait_restarted()).await;
    assert!(matches!(gone, Err(ExitReason::Shutdown)));
}

/// Watches a store, and is linked with it.
struct Watcher(Vec<String>);

#[managed_process]
impl Watcher {
    #[call]
    fn watch(&mut self, store: StoreRef, cx: &mut Cx<Self>) -> bool {
        cx.link(&store);
        cx.link_one_way(&store);
        cx.unlink(&store);
        cx.link_on_failure(&store);
        let dropped = cx.monitor(&store);
        cx.demonitor(dropped);
        cx.monitor(&store) != dropped
    }

    #[info]
    fn down(&mut self, down: Down) {
        self.0.push(format!("down: {}", down.reason));
    }

    #[exit]
    fn exit(&mut self, exit: Exit) {
        self.0.push(format!("exit: {}", exit.reason));
    }

    #[call]
    fn seen(&mut self) -> Vec<String> {
        std::mem::take(&mut self.0)
    }
}

#[tokio::test(start_paused = true)]
async fn a_process_is_linked_and_watched_by_its_protocol() {
    let (memory, store) = memory(1).await;
    let watcher = Watcher(Vec::new()).spawn();
    assert!(soon(watcher.watch(store.clone())).await.unwrap());
    memory.kill();
    soon(store.closed()).await;
    settle().await;
    let mut seen = soon(watcher.seen()).await.unwrap();
    seen.sort();
    assert_eq!(seen, ["down: killed", "exit: killed"]);
    // It has ended before.
    soon(watcher.watch(store)).await.unwrap();
    settle().await;
    let mut seen = soon(watcher.seen()).await.unwrap();
    seen.sort();
    assert_eq!(seen, ["down: no such process", "exit: no such process"]);
}

supervision_tree! {
    Shop(limit: usize) {
        strategy: dependents,
        store: MemoryStore(limit),
        greeter: Greeter(store.into()),
        broken: Broken {},
        other: Greeter((&broken).into()),
    }
}

#[tokio::test(start_paused = true)]
async fn a_tree_wires_clients_with_what_implements_the_protocol() {
    let shop = Shop::start(1).await.unwrap();
    assert_eq!(
        soon(shop.greeter().greet("Ada".to_owned())).await.unwrap(),
        "hello, Ada"
    );
    assert_eq!(
        soon(shop.other().greet("Ada".to_owned())).await.unwrap(),
        "too many"
    );
    // The handle stays good, and the client depends on what it was given.
    let store: StoreRef = shop.store().into();
    let restarted = (store.wait_restarted(), shop.greeter().wait_restarted());
    soon(shop.store().crash()).await.unwrap();
    soon(restarted.0).await.unwrap();
    soon(restarted.1).await.unwrap();
    assert_eq!(&*store.path(), "store");
    assert_eq!(soon(store.get("Ada".to_owned())).await.unwrap(), None);
    assert_eq!(shop.other().pid().unwrap().incarnation(), 1);
    shop.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn a_builder_takes_any_process_that_implements_it() {
    async fn greeting<S>(store: Child<S>) -> String
    where
        S: supervise::Process<Handle: Into<StoreRef>>,
    {
        let mut root = Supervisor::new("root");
        let store: StoreRef = root.add(store).into();
        let greeter = root.add(Child::<Greeter>::new("greeter", move || store.clone()));
        let root = root.start().await.unwrap();
        let greeting = soon(greeter.greet("Ada".to_owned())).await.unwrap();
        root.shutdown().await;
        greeting
    }
    let memory = greeting(Child::<MemoryStore>::new("store", || 1)).await;
    let broken = greeting(Child::<Broken>::value("store", || Broken)).await;
    assert_eq!([memory, broken], ["hello, Ada", "too many"]);
}

/// Many send by protocol while the process is restarted: each call is answered or fails.
#[test]
fn under_restarts_each_call_is_answered_or_fails() {
    threads(2).block_on(really(async {
        let mut root = Supervisor::new("root").limit(Limit::new(1000, SECOND));
        let memory = root.add(Child::<MemoryStore>::new("store", || usize::MAX));
        let root = root.start().await.unwrap();
        let store = StoreRef::from(&memory);
        let callers = (0..4).map(|caller| {
            let store = store.clone();
            tokio::spawn(async move {
                for turn in 0..100 {
                    let put = store.put(format!("{caller}"), format!("{turn}")).await;
                    assert!(
                        matches!(
                            put,
                            Ok(()) | Err(CallError::Restarted | CallError::Ended(_))
                        ),
                        "{put:?}"
                    );
                }
            })
        });
        let callers: Vec<_> = callers.collect();
        for _ in 0..20 {
            memory.crash().await.unwrap();
        }
        for caller in callers {
            caller.await.unwrap();
        }
        root.shutdown().await;
    }));
}
