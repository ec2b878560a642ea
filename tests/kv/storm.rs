//! Two hundred clients at work while children crash at random.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use redis::aio::MultiplexedConnection;
use redis::{Pipeline, Value, cmd, pipe};
use supervise::prelude::*;
use tokio::sync::watch;

use crate::server::{FOREVER, Server, connect};

const CLIENTS: u64 = 200;
const CRASHES: u64 = 40;
const CRASHED: &str = "the store crashed before it answered; the command may or may not have run";

/// When stores were crashed. Each has a count that is odd from before a crash until after the restart:
/// what began and ended at the same even count was not disturbed.
#[derive(Default)]
struct Marks([AtomicU64; 4]);

impl Marks {
    fn of(&self, store: usize) -> u64 {
        self.0[store].load(Ordering::SeqCst)
    }

    fn now(&self) -> [u64; 4] {
        std::array::from_fn(|store| self.of(store))
    }

    fn step(&self, store: usize) {
        self.0[store].fetch_add(1, Ordering::SeqCst);
    }
}

struct Storm {
    port: u16,
    marks: Marks,
    store_of: Box<dyn Fn(&str) -> usize + Send + Sync>,
    over: AtomicBool,
    /// How many pipelines were answered.
    done: watch::Sender<u64>,
    /// Answers that told of a crashed store.
    errors: AtomicU64,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_notices_the_crash_of_another() {
    let server = Server::start().await;
    let stores = server.kv.stores().clone();
    let storm = Arc::new(Storm {
        port: server.port,
        marks: Marks::default(),
        store_of: Box::new(move |key| stores.index_of(key.as_bytes())),
        over: AtomicBool::new(false),
        done: watch::Sender::new(0),
        errors: AtomicU64::new(0),
    });
    let whole = async {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|n| tokio::spawn(Client::run(n, Arc::clone(&storm))))
            .collect();
        crash_at_random(&server, &storm).await;
        storm.over.store(true, Ordering::SeqCst);
        for client in clients {
            client.await.expect("the client is content");
        }
    };
    tokio::time::timeout(FOREVER, whole)
        .await
        .expect("nothing hangs");
    assert!(
        storm.errors.load(Ordering::SeqCst) > 0,
        "no store crashed in the middle of its work"
    );
    server.stop().await;
}

async fn crash_at_random(server: &Server, storm: &Storm) {
    let mut random = Random(1);
    let mut client = server.connect().await;
    for _ in 0..CRASHES {
        // All clients do something between two crashes.
        let mut done = storm.done.subscribe();
        let enough = *done.borrow() + CLIENTS;
        done.wait_for(|&done| done >= enough)
            .await
            .expect("the storm goes on");
        let kv = &server.kv;
        let store = random.below(4) as usize;
        match random.below(8) {
            0 => crash(&mut client, "stats", kv.stats().wait_restarted()).await,
            1 => crash(&mut client, "expiry", kv.expiry().wait_restarted()).await,
            2 => crash(&mut client, "listener", kv.listener().wait_restarted()).await,
            3 => crash(&mut client, "admin", kv.admin().wait_restarted()).await,
            _ => {
                storm.marks.step(store);
                let handle = kv.stores().get(store).expect("a store");
                let midway = ["", " MIDWAY"][random.below(2) as usize];
                let path = format!("stores.{store}{midway}");
                crash(&mut client, &path, handle.wait_restarted()).await;
                storm.marks.step(store);
            }
        }
    }
}

async fn crash(
    client: &mut MultiplexedConnection,
    path: &str,
    back: impl Future<Output = Result<Pid, ExitReason>>,
) {
    let _: () = cmd("CRASH")
        .arg(path.split(' ').collect::<Vec<_>>())
        .query_async(client)
        .await
        .expect("asked to crash");
    back.await.expect("restarted");
}

/// One client, with keys that nobody else uses, and what it knows of them.
struct Client {
    number: u64,
    storm: Arc<Storm>,
    connection: MultiplexedConnection,
    random: Random,
    keys: Vec<String>,
    known: HashMap<usize, Known>,
    /// Tells values apart.
    count: u64,
}

/// What a key's value has to be, as long as its store's mark is the same.
#[derive(Clone, Debug)]
struct Known {
    value: Option<String>,
    mark: u64,
}

#[derive(Clone, Debug)]
enum Asked {
    Set(usize, String),
    Get(usize),
    Delete(usize),
    SetAll(Vec<(usize, String)>),
    GetAll(Vec<usize>),
    Echo(String),
}

impl Client {
    async fn run(number: u64, storm: Arc<Storm>) {
        let connection = Self::connect(number, &storm).await;
        let keys = (0..8).map(|key| format!("{number}:{key}")).collect();
        let mut client = Self {
            number,
            storm,
            connection,
            random: Random(number + 2),
            keys,
            known: HashMap::new(),
            count: 0,
        };
        while !client.storm.over.load(Ordering::SeqCst) {
            let asked: Vec<_> = (0..16).map(|_| client.think_of_something()).collect();
            client.ask(asked).await;
            if client.random.below(50) == 0 {
                client.crash_session().await;
            }
        }
        let all = (0..client.keys.len()).map(Asked::Get).collect();
        client.ask(all).await;
    }

    /// Every other client speaks the newer protocol.
    async fn connect(number: u64, storm: &Storm) -> MultiplexedConnection {
        let options = ["", "?protocol=resp3"][(number % 2) as usize];
        connect(storm.port, options).await.expect("connected")
    }

    fn think_of_something(&mut self) -> Asked {
        let key = self.random.below(8) as usize;
        self.count += 1;
        let value = self.count.to_string();
        match self.random.below(10) {
            0..=2 => Asked::Set(key, value),
            3..=5 => Asked::Get(key),
            6 => Asked::Delete(key),
            7 => Asked::SetAll((key..8).map(|key| (key, value.clone())).collect()),
            8 => Asked::GetAll((0..=key).rev().collect()),
            _ => Asked::Echo(value),
        }
    }

    /// Sends a pipeline and holds every reply against what is known.
    async fn ask(&mut self, asked: Vec<Asked>) {
        let pipe = self.pipeline(&asked);
        let before = self.storm.marks.now();
        let replies: Vec<Value> = pipe
            .query_async(&mut self.connection)
            .await
            .expect("this connection lives");
        let after = self.storm.marks.now();
        assert_eq!(replies.len(), asked.len());
        for (asked, reply) in asked.into_iter().zip(replies) {
            self.check(&asked, reply, before, after);
        }
        self.storm.done.send_modify(|done| *done += 1);
    }

    fn pipeline(&self, asked: &[Asked]) -> Pipeline {
        let mut pipe = pipe();
        pipe.ignore_errors();
        for asked in asked {
            match asked {
                Asked::Set(key, value) => pipe.cmd("SET").arg(&self.keys[*key]).arg(value),
                Asked::Get(key) => pipe.cmd("GET").arg(&self.keys[*key]),
                Asked::Delete(key) => pipe.cmd("DEL").arg(&self.keys[*key]),
                Asked::Echo(text) => pipe.cmd("ECHO").arg(text),
                Asked::SetAll(pairs) => {
                    pairs.iter().fold(pipe.cmd("MSET"), |pipe, (key, value)| {
                        pipe.arg(&self.keys[*key]).arg(value)
                    })
                }
                Asked::GetAll(keys) => keys
                    .iter()
                    .fold(pipe.cmd("MGET"), |pipe, key| pipe.arg(&self.keys[*key])),
            };
        }
        pipe
    }

    fn check(&mut self, asked: &Asked, reply: Value, before: [u64; 4], after: [u64; 4]) {
        let keys: Vec<usize> = match asked {
            Asked::Set(key, _) | Asked::Get(key) | Asked::Delete(key) => vec![*key],
            Asked::SetAll(pairs) => pairs.iter().map(|(key, _)| *key).collect(),
            Asked::GetAll(keys) => keys.clone(),
            Asked::Echo(text) => return assert_eq!(reply, bulk(text), "an echo is nobody else's"),
        };
        let disturbed = |client: &Self, key: usize| {
            let store = (client.storm.store_of)(&client.keys[key]);
            before[store] != after[store] || before[store] % 2 == 1
        };
        if let Value::ServerError(error) = &reply {
            assert_eq!(error.details(), Some(CRASHED));
            assert!(
                keys.iter().any(|&key| disturbed(self, key)),
                "{asked:?} failed without a crash"
            );
            self.storm.errors.fetch_add(1, Ordering::SeqCst);
            for key in keys {
                self.known.remove(&key);
            }
            return;
        }
        match asked {
            Asked::Set(..) | Asked::SetAll(_) => assert_eq!(reply, Value::Okay),
            Asked::Delete(_) => assert!(matches!(reply, Value::Int(0 | 1)), "{reply:?}"),
            Asked::Get(_) | Asked::GetAll(_) | Asked::Echo(_) => {}
        }
        let mut values: Vec<Value> = match reply {
            Value::Array(values) => values,
            value => vec![value],
        };
        for (at, key) in keys.into_iter().enumerate() {
            let mark = before[(self.storm.store_of)(&self.keys[key])];
            if disturbed(self, key) {
                self.known.remove(&key);
                continue;
            }
            let value = match asked {
                Asked::Set(_, value) => Some(value.clone()),
                Asked::SetAll(pairs) => Some(pairs[at].1.clone()),
                Asked::Delete(_) => {
                    if let Some(known) = self.expected(key, mark) {
                        assert_eq!(values[0], Value::Int(known.is_some().into()));
                    }
                    None
                }
                _ => {
                    let value: Option<String> =
                        redis::from_redis_value(std::mem::take(&mut values[at])).expect("text");
                    if let Some(known) = self.expected(key, mark) {
                        assert_eq!(value, known, "key {} at mark {mark}", self.keys[key]);
                    }
                    value
                }
            };
            self.known.insert(key, Known { value, mark });
        }
    }

    /// What a key has to hold: what was seen last, or nothing if its store has crashed since.
    fn expected(&self, key: usize, mark: u64) -> Option<Option<String>> {
        let known = self.known.get(&key)?;
        Some(if known.mark == mark {
            known.value.clone()
        } else {
            None
        })
    }

    /// Crashes its own session, is cut off, and comes back.
    async fn crash_session(&mut self) {
        let crash = cmd("CRASH")
            .arg("session")
            .query_async::<Value>(&mut self.connection)
            .await;
        assert!(crash.expect_err("cut off").is_connection_dropped());
        self.connection = Self::connect(self.number, &self.storm).await;
    }
}

fn bulk(text: &str) -> Value {
    Value::BulkString(text.into())
}

/// Enough randomness for a test, and the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}
