//! What handlers look like, and what they can say by what they return.

use std::collections::BTreeMap;
use std::time::Duration;

use supervise::prelude::*;
use tokio::time::Instant;

use crate::kit::{Log, MS, SECOND, kind, settle, soon};

struct Many {
    log: Log,
}

struct Ping(u8);

#[managed_process]
impl Many {
    #[call]
    fn nothing(&mut self) {}

    #[call]
    fn peek(&self) -> usize {
        self.log.all().len()
    }

    #[call]
    fn three(&mut self, a: u8, b: String, c: Option<u64>) -> String {
        format!("{a}{b}{c:?}")
    }

    #[call]
    async fn later(&mut self, a: u8) -> u8 {
        tokio::time::sleep(SECOND).await;
        a + 1
    }

    #[call]
    fn pattern(&mut self, (a, b): (u8, u8), [c, .., d]: [u8; 4]) -> u8 {
        a + b + c + d
    }

    #[call]
    fn mutable(&mut self, mut list: Vec<u8>, cx: &mut Cx<Self>, message: &'static str) -> String {
        list.push(cx.pid().incarnation() as u8);
        format!("{list:?}{message}")
    }

    #[call]
    fn reply(&mut self, reply: u8, cx: u16, args: u32) -> u64 {
        u64::from(reply) + u64::from(cx) + u64::from(args)
    }

    #[cast]
    fn say(&mut self, what: &'static str) {
        self.log.say(what);
    }

    #[cast]
    async fn say_later(&mut self, what: &'static str) {
        tokio::time::sleep(SECOND).await;
        self.log.say(what);
    }

    #[info]
    fn ping(&mut self, Ping(n): Ping) {
        self.log.say(format!("ping {n}"));
    }

    #[info]
    async fn text(&mut self, text: String, cx: &mut Cx<Self>) -> Action<Self> {
        self.log.say(text);
        Action::then(cx.me().say("then"))
    }
}

#[tokio::test(start_paused = true)]
async fn all_shapes_of_handlers() {
    let log = Log::new();
    let many = Many { log: log.clone() }.spawn();
    soon(async {
        many.nothing().await.unwrap();
        assert_eq!(many.peek().await.unwrap(), 0);
        assert_eq!(
            many.three(1, "x".to_owned(), Some(2)).await.unwrap(),
            "1xSome(2)"
        );
        assert_eq!(many.later(1).await.unwrap(), 2);
        assert_eq!(many.pattern((1, 2), [3, 0, 0, 4]).await.unwrap(), 10);
        assert_eq!(many.mutable(vec![7], "!").await.unwrap(), "[7, 1]!");
        assert_eq!(many.reply(1, 2, 3).await.unwrap(), 6);
        many.say_later("slow").await.unwrap();
        many.say("fast").await.unwrap();
        many.send(Ping(3)).await.unwrap();
        many.send("text".to_owned()).await.unwrap();
        many.say("last").await.unwrap();
        many.nothing().await.unwrap();
    })
    .await;
    assert_eq!(
        log.all(),
        ["slow", "fast", "ping 3", "text", "then", "last"]
    );
}

struct Store<K: Ord, V>
where
    V: Clone,
{
    map: BTreeMap<K, V>,
}

#[managed_process]
impl<K: Ord + Send + 'static, V> Store<K, V>
where
    V: Clone + Send + 'static,
{
    #[init]
    fn start(first: Vec<(K, V)>) -> Self {
        Self {
            map: first.into_iter().collect(),
        }
    }

    #[call]
    fn put(&mut self, key: K, value: V) -> Option<V> {
        self.map.insert(key, value)
    }
}

#[tokio::test(start_paused = true)]
async fn a_generic_process() {
    // Neither the handle's `Clone` nor its `Eq` asks anything of the parameters.
    let store: StoreRef<String, u8> = Store::spawn(vec![("a".to_owned(), 1)]).await.unwrap();
    let same = store.clone();
    assert_eq!(same, store);
    assert_eq!(soon(same.put("a".to_owned(), 2)).await.unwrap(), Some(1));
    let other: StoreRef<String, u8> = Store::spawn(vec![]).await.unwrap();
    assert_ne!(other, store);
    assert!(format!("{store:?}").contains("Store"));
}

struct Steps {
    log: Log,
    idle: Option<Duration>,
}

#[managed_process]
impl Steps {
    #[cast]
    fn say(&mut self, what: u8) {
        self.log.say(what.to_string());
    }

    /// Counts down to zero by itself, before everything else.
    #[cast]
    fn down(&mut self, from: u8, cx: &mut Cx<Self>) -> Action<Self> {
        self.log.say(format!("down {from}"));
        match from {
            0 => Action::CONTINUE,
            _ => Action::then(cx.me().down(from - 1)),
        }
    }

    #[cast]
    fn wait(&mut self, idle: Option<Duration>) -> Action<Self> {
        self.idle = idle;
        Action::timeout(idle)
    }

    #[cast]
    fn set(&mut self, idle: Duration, cx: &mut Cx<Self>) {
        cx.set_timeout(idle);
    }

    #[call]
    fn answer_and_stop(&mut self, cx: &mut Cx<Self>) -> &'static str {
        cx.stop(ExitReason::Shutdown);
        cx.stop(ExitReason::Normal);
        "bye"
    }

    #[call]
    async fn stop_and_wait(&mut self, cx: &mut Cx<Self>) -> &'static str {
        cx.stop(ExitReason::Normal);
        tokio::time::sleep(SECOND).await;
        "waited"
    }

    #[cast]
    fn stop(&mut self) -> Action<Self> {
        Action::stop(ExitReason::error("stopped"))
    }

    /// An action and a stop: the stop wins.
    #[cast]
    fn both(&mut self, cx: &mut Cx<Self>) -> Action<Self> {
        cx.stop(ExitReason::Normal);
        Action::then(cx.me().say(0))
    }

    #[timeout]
    fn idle(&mut self, cx: &mut Cx<Self>) -> Action<Self> {
        self.log.say("idle");
        if self.idle.is_some() {
            return Action::CONTINUE;
        }
        Action::then(cx.me().say(9))
    }
}

fn steps() -> (Log, StepsRef) {
    let log = Log::new();
    let steps = Steps {
        log: log.clone(),
        idle: None,
    };
    (log, steps.spawn())
}

#[tokio::test(start_paused = true)]
async fn then_comes_before_all_messages() {
    let (log, steps) = steps();
    steps.down(2).await.unwrap();
    steps.say(7).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["down 2", "down 1", "down 0", "7"]);
}

#[tokio::test(start_paused = true)]
async fn then_for_ever_lets_others_run() {
    let (_, steps) = steps();
    steps.down(255).await.unwrap();
    steps.down(255).await.unwrap();
    soon(steps.answer_and_stop()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_timeout_comes_again_until_it_is_switched_off() {
    let (log, steps) = steps();
    let start = Instant::now();
    steps.wait(Some(SECOND)).await.unwrap();
    tokio::time::sleep_until(start + 3 * SECOND + MS).await;
    assert_eq!(log.take(), ["idle", "idle", "idle"]);
    // A message puts it off.
    tokio::time::sleep_until(start + 3500 * MS).await;
    steps.say(1).await.unwrap();
    tokio::time::sleep_until(start + 4400 * MS).await;
    assert_eq!(log.take(), ["1"]);
    tokio::time::sleep_until(start + 4600 * MS).await;
    assert_eq!(log.take(), ["idle"]);
    steps.wait(None).await.unwrap();
    tokio::time::sleep(100 * SECOND).await;
    assert_eq!(log.take(), Vec::<String>::new());
    // The other way to set it; this time the handler goes on with a message.
    steps.set(SECOND).await.unwrap();
    tokio::time::sleep(1500 * MS).await;
    assert_eq!(log.take(), ["idle", "9"]);
}

#[tokio::test(start_paused = true)]
async fn a_timeout_of_no_time_starves_nobody() {
    let (log, steps) = steps();
    steps.wait(Some(Duration::ZERO)).await.unwrap();
    steps.say(1).await.unwrap();
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    steps.wait(None).await.unwrap();
    assert_eq!(soon(steps.answer_and_stop()).await.unwrap(), "bye");
    assert!(log.all().contains(&"1".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn a_stop_comes_after_the_reply_and_the_first_reason_stands() {
    let (_, one) = steps();
    assert_eq!(soon(one.answer_and_stop()).await.unwrap(), "bye");
    assert_eq!(kind(&soon(one.closed()).await), "shutdown");
    let (_, one) = steps();
    assert_eq!(soon(one.stop_and_wait()).await.unwrap(), "waited");
    assert_eq!(kind(&soon(one.closed()).await), "normal");
    let (log, one) = steps();
    one.both().await.unwrap();
    assert_eq!(kind(&soon(one.closed()).await), "normal");
    assert!(log.all().is_empty());
    let (_, one) = steps();
    one.stop().await.unwrap();
    assert_eq!(soon(one.closed()).await.to_string(), "error: stopped");
    // An end leaves what was behind it unhandled.
    let (log, one) = steps();
    one.stop().try_send().unwrap();
    one.say(1).try_send().unwrap();
    soon(one.closed()).await;
    assert!(log.all().is_empty());
    assert_eq!(one.dead_letters(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_process_without_timeout_handler_ends_when_idle() {
    struct Short;

    #[managed_process]
    impl Short {
        #[init]
        fn start() -> Init<Self> {
            Init::ok(Short).timeout(SECOND)
        }
    }

    let before = Instant::now();
    let short = Short::spawn().await.unwrap();
    assert_eq!(kind(&soon(short.closed()).await), "normal");
    assert_eq!(before.elapsed().as_secs(), 1);
}
