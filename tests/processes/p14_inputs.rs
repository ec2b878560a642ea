//! Streams and channels as inputs.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use supervise::prelude::*;
use supervise::{Attachment, Child, Lagged, Limit, Supervisor};
use tokio::sync::{broadcast, mpsc};

use crate::kit::{Gate, Log, MS, SECOND, error, kind, really, settle, soon, threads};

/// A stream out of a function.
struct FromFn<F>(F);

impl<T, F: FnMut(&mut Context<'_>) -> Poll<Option<T>> + Unpin> Stream for FromFn<F> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        (self.0)(cx)
    }
}

/// A stream that always has the next number. Who holds the counter sees how far it is.
fn flood() -> (
    Arc<AtomicU64>,
    impl Stream<Item = u64> + Send + Unpin + 'static,
) {
    let count = Arc::new(AtomicU64::new(0));
    let taken = Arc::clone(&count);
    let stream =
        FromFn(move |_: &mut Context<'_>| Poll::Ready(Some(taken.fetch_add(1, Ordering::Relaxed))));
    (count, stream)
}

/// A stream with nothing in it that never ends, and says when it is dropped.
fn silent(log: &Log) -> impl Stream<Item = u64> + Send + Unpin + 'static {
    let dropped = log.on_drop("dropped");
    FromFn(move |_: &mut Context<'_>| {
        let _ = &dropped;
        Poll::Pending
    })
}

type Numbers = Pin<Box<dyn Stream<Item = u64> + Send>>;

fn boxed(stream: impl Stream<Item = u64> + Send + 'static) -> Numbers {
    Box::pin(stream)
}

/// Takes numbers from wherever.
struct Taker {
    log: Log,
    last: u64,
}

#[managed_process(capacity = 4)]
impl Taker {
    #[init]
    fn start(log: Log) -> Self {
        Self { log, last: 0 }
    }

    #[call]
    fn attach(&mut self, numbers: Numbers, cx: &mut Cx<Self>) -> Attachment<Self> {
        cx.attach(numbers).on_end(cx.me().ended("the numbers"))
    }

    #[call]
    fn receive(&mut self, numbers: mpsc::Receiver<u64>, cx: &mut Cx<Self>) -> Attachment<Self> {
        cx.attach(numbers)
    }

    #[call]
    fn receive_all(&mut self, words: mpsc::UnboundedReceiver<&'static str>, cx: &mut Cx<Self>) {
        cx.attach(words);
    }

    #[call]
    fn listen(&mut self, news: broadcast::Receiver<char>, cx: &mut Cx<Self>) {
        cx.attach(news).on_end(cx.me().ended("the news"));
    }

    #[call]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
    }

    #[call]
    fn last(&mut self) -> u64 {
        self.last
    }

    #[cast]
    fn end(&mut self, reason: ExitReason) -> Action<Self> {
        Action::stop(reason)
    }

    #[cast]
    fn idle_after(&mut self, after: Duration) -> Action<Self> {
        Action::timeout(after)
    }

    #[cast]
    fn ended(&mut self, what: &'static str) {
        self.log.say(format!("{what} have ended"));
    }

    #[info]
    fn number(&mut self, number: u64) {
        self.last = number;
        if number < 10 {
            self.log.say(number.to_string());
        }
    }

    #[info]
    fn word(&mut self, word: &'static str) {
        self.log.say(word);
    }

    #[info]
    async fn news(&mut self, news: Result<char, Lagged>) {
        tokio::task::yield_now().await;
        self.log.say(match news {
            Ok(news) => news.to_string(),
            Err(missed) => missed.to_string(),
        });
    }

    #[timeout]
    fn idle(&mut self) {
        self.log.say("idle");
    }
}

async fn taker() -> (Log, TakerRef) {
    let log = Log::new();
    let taker = Taker::spawn(log.clone()).await.unwrap();
    (log, taker)
}

#[tokio::test(start_paused = true)]
async fn each_item_is_a_message_in_order() {
    let (log, taker) = taker().await;
    let mut left = [0, 1, 2].into_iter();
    let numbers = boxed(FromFn(move |_: &mut Context<'_>| Poll::Ready(left.next())));
    let attachment = soon(taker.attach(numbers)).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["0", "1", "2", "the numbers have ended"]);
    assert!(attachment.is_over() && !attachment.detach());
}

#[tokio::test(start_paused = true)]
async fn receivers() {
    let (log, taker) = taker().await;
    let (numbers, from) = mpsc::channel(4);
    let attachment = soon(taker.receive(from)).await.unwrap();
    let (words, from) = mpsc::unbounded_channel();
    soon(taker.receive_all(from)).await.unwrap();
    let (news, from) = broadcast::channel(2);
    soon(taker.listen(from)).await.unwrap();
    settle().await;
    assert!(log.all().is_empty() && !attachment.is_over());

    // It sleeps, and is woken by any of them.
    for number in 0..3 {
        numbers.send(number).await.unwrap();
    }
    settle().await;
    assert_eq!(log.take(), ["0", "1", "2"]);
    words.send("word").unwrap();
    settle().await;
    assert_eq!(log.take(), ["word"]);
    for letter in ['a', 'b', 'c', 'd'] {
        news.send(letter).unwrap();
    }
    settle().await;
    assert_eq!(log.take(), ["2 missed", "c", "d"]);

    // Without a word for its end nothing comes of it.
    drop((numbers, words));
    settle().await;
    assert!(log.all().is_empty() && attachment.is_over());
    drop(news);
    settle().await;
    assert_eq!(log.all(), ["the news have ended"]);
    assert_eq!(soon(taker.last()).await.unwrap(), 2);
}

/// It is polled only when the process is ready to handle what comes.
#[tokio::test(start_paused = true)]
async fn what_comes_too_fast_waits_where_it_comes_from() {
    let (_, taker) = taker().await;
    let (count, numbers) = flood();
    let gate = Gate::new();
    let held = taker.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    let attach = taker.attach(boxed(numbers)).begin().await.unwrap();
    let second = Gate::new();
    let held_again = taker.hold(second.clone()).begin().await.unwrap();
    gate.open();
    soon(held).await.unwrap();
    let attachment = soon(attach).await.unwrap();
    second.entered().await;
    let taken = count.load(Ordering::Relaxed);
    tokio::time::sleep(SECOND).await;
    assert_eq!(count.load(Ordering::Relaxed), taken);
    assert!(taken <= 1);
    second.open();
    soon(held_again).await.unwrap();
    // The channel in front of it is full, then.
    assert!(attachment.detach());
    let (numbers, from) = mpsc::channel(2);
    soon(taker.receive(from)).await.unwrap();
    let gate = Gate::new();
    let held = taker.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    numbers.try_send(1).unwrap();
    numbers.try_send(2).unwrap();
    tokio::time::sleep(SECOND).await;
    assert!(numbers.try_send(3).is_err());
    gate.open();
    soon(held).await.unwrap();
}

/// Neither the process's callers, nor other streams, nor the rest of the program.
#[tokio::test(start_paused = true)]
async fn a_flood_keeps_nobody_waiting() {
    let (log, taker) = taker().await;
    let (first, numbers) = flood();
    soon(taker.attach(boxed(numbers))).await.unwrap();
    let (second, numbers) = flood();
    soon(taker.attach(boxed(numbers))).await.unwrap();
    let (words, from) = mpsc::unbounded_channel();
    soon(taker.receive_all(from)).await.unwrap();
    for _ in 0..100 {
        let before = taker.last().await.unwrap();
        words.send("word").unwrap();
        let mut later = taker.last().await.unwrap();
        while later < before + 100 {
            later = taker.last().await.unwrap();
        }
    }
    let words = log.all().iter().filter(|said| **said == "word").count();
    assert!(words >= 99, "{words}");
    // Each has its turn.
    let (first, second) = (
        first.load(Ordering::Relaxed),
        second.load(Ordering::Relaxed),
    );
    assert!(first.abs_diff(second) < first / 10, "{first} {second}");
    soon(taker.shutdown()).await;
}

/// A process that is never out of messages, and gets its items in order.
struct Busy {
    items: u64,
    messages: u64,
    first: Option<u64>,
}

#[managed_process(mailbox = unbounded)]
impl Busy {
    #[call]
    fn attach(&mut self, numbers: Numbers, cx: &mut Cx<Self>) {
        cx.attach(numbers);
    }

    #[cast]
    fn again(&mut self, cx: &mut Cx<Self>) -> Action<Self> {
        self.messages += 1;
        cx.me().again().try_send().unwrap();
        match self.messages % 7 {
            0 => {
                self.first = Some(self.items);
                Action::then(cx.me().first())
            }
            _ => Action::CONTINUE,
        }
    }

    /// Comes before all others.
    #[cast]
    fn first(&mut self) {
        assert_eq!(self.first.take(), Some(self.items));
    }

    #[call]
    fn counts(&mut self) -> (u64, u64) {
        (self.items, self.messages)
    }

    #[info]
    fn number(&mut self, number: u64) {
        assert_eq!(number, self.items);
        self.items += 1;
    }
}

#[tokio::test(start_paused = true)]
async fn messages_keep_no_stream_waiting() {
    let busy = Busy {
        items: 0,
        messages: 0,
        first: None,
    }
    .spawn();
    let (_, numbers) = flood();
    soon(busy.attach(boxed(numbers))).await.unwrap();
    for _ in 0..1_000 {
        busy.again().try_send().unwrap();
    }
    let (mut items, mut messages) = (0, 0);
    while messages < 10_000 {
        (items, messages) = busy.counts().await.unwrap();
    }
    assert!(items >= messages / 20, "{items} {messages}");
    soon(busy.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn detached_nothing_more_comes() {
    let (log, taker) = taker().await;
    let (numbers, from) = mpsc::channel(4);
    let attachment = soon(taker.receive(from)).await.unwrap();
    numbers.send(1).await.unwrap();
    settle().await;
    let gate = Gate::new();
    let held = taker.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    numbers.send(2).await.unwrap();
    assert!(attachment.clone().detach());
    assert!(attachment.is_over() && !attachment.detach());
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["1"]);
    assert!(numbers.is_closed());
    // That is no end, and a process that sleeps drops it as well.
    let attachment = soon(taker.attach(boxed(silent(&log)))).await.unwrap();
    settle().await;
    assert!(log.all().is_empty());
    attachment.detach();
    settle().await;
    assert_eq!(log.all(), ["dropped"]);
}

/// On threads: what was taken before is handled, and after the detach nothing is taken.
#[test]
fn detached_while_items_come() {
    threads(2).block_on(really(async {
        for round in 0..300 {
            let (_, taker) = taker().await;
            let (count, numbers) = flood();
            let attachment = taker.attach(boxed(numbers)).await.unwrap();
            for _ in 0..round % 7 {
                tokio::task::yield_now().await;
            }
            assert!(attachment.detach());
            let last = taker.last().await.unwrap();
            tokio::task::yield_now().await;
            assert_eq!(taker.last().await.unwrap(), last);
            // One that was taken in the very moment of the detach came too late.
            assert!(count.load(Ordering::Relaxed) <= last + 2);
        }
    }));
}

/// On threads: each item that was taken was handled, or is a dead letter.
#[test]
fn killed_while_items_come() {
    threads(2).block_on(really(async {
        for round in 0..300 {
            let (log, taker) = taker().await;
            let (count, numbers) = flood();
            taker.attach(boxed(numbers)).await.unwrap();
            for _ in 0..round % 7 {
                tokio::task::yield_now().await;
            }
            taker.kill();
            assert_eq!(kind(&taker.closed().await), "killed");
            let taken = count.load(Ordering::Relaxed);
            if taken < 10 {
                let handled = log.all().len() as u64;
                assert_eq!(taken, handled + taker.dead_letters());
            }
            assert!(taker.dead_letters() <= 1);
        }
    }));
}

#[tokio::test(start_paused = true)]
async fn it_ends_with_its_incarnation() {
    for reason in [ExitReason::Normal, error("x")] {
        let (log, taker) = taker().await;
        let attachment = soon(taker.attach(boxed(silent(&log)))).await.unwrap();
        taker.end(reason).await.unwrap();
        soon(taker.closed()).await;
        // And its end is not told.
        assert_eq!(log.all(), ["dropped"]);
        assert!(attachment.is_over() && !attachment.detach());
    }
    let (log, taker) = taker().await;
    let attachment = soon(taker.attach(boxed(silent(&log)))).await.unwrap();
    taker.kill();
    soon(taker.closed()).await;
    assert_eq!(log.all(), ["dropped"]);
    assert!(attachment.is_over());
    // Too late to say anything, which is dropped.
    attachment.on_end(taker.ended("it"));
}

/// A destructor of its own does no harm.
#[tokio::test(start_paused = true)]
async fn a_destructor_that_panics() {
    struct Bad(Log);
    impl Drop for Bad {
        fn drop(&mut self) {
            self.0.say("dropped");
            panic!("in a destructor");
        }
    }
    let (log, taker) = taker().await;
    let stream = |bad: Bad, ends: bool| {
        boxed(FromFn(move |_: &mut Context<'_>| {
            let _ = &bad;
            match ends {
                true => Poll::Ready(None),
                false => Poll::Pending,
            }
        }))
    };
    soon(taker.attach(stream(Bad(log.clone()), true)))
        .await
        .unwrap();
    settle().await;
    assert_eq!(log.take(), ["dropped", "the numbers have ended"]);
    let two = [(); 2].map(|()| taker.attach(stream(Bad(log.clone()), false)));
    for attach in two {
        soon(attach).await.unwrap();
    }
    taker.end(ExitReason::Normal).await.unwrap();
    assert_eq!(kind(&soon(taker.closed()).await), "normal");
    assert_eq!(log.all(), ["dropped", "dropped"]);
}

/// A process that fetches what it needs, again after each restart.
struct Fetcher {
    log: Log,
}

#[managed_process]
impl Fetcher {
    #[init]
    async fn start(log: Log, source: fn(u32) -> Option<u64>, cx: &mut Cx<Self>) -> Self {
        let run = cx.pid().incarnation();
        let mut next = Some(());
        cx.attach(FromFn(move |_: &mut Context<'_>| {
            Poll::Ready(next.take().and_then(|()| source(run)))
        }));
        // Init is not over: nothing is handled yet.
        tokio::time::sleep(SECOND).await;
        log.say(format!("run {run}"));
        Self { log }
    }

    #[info]
    fn number(&mut self, number: u64) {
        self.log.say(number.to_string());
    }
}

#[tokio::test(start_paused = true)]
async fn a_panic_in_a_stream_ends_the_process() {
    fn source(run: u32) -> Option<u64> {
        assert!(run != 1, "bad source");
        Some(u64::from(run))
    }
    let log = Log::new();
    let one = Fetcher::spawn(log.clone(), source).await.unwrap();
    let ExitReason::Panic(panic) = soon(one.closed()).await else {
        panic!("another reason");
    };
    assert!(panic.message.unwrap().contains("bad source"));
    assert!(panic.location.unwrap().contains("p14_inputs.rs"));
    // Its supervisor starts it again, and it has another stream.
    log.take();
    let mut top = Supervisor::new("top").limit(Limit::new(1000, SECOND));
    let inner = log.clone();
    let args = move || (inner.clone(), source as fn(u32) -> Option<u64>);
    let _fetcher = top.add(Child::<Fetcher>::new("fetcher", args));
    let root = soon(top.start()).await.unwrap();
    tokio::time::sleep(5 * SECOND).await;
    assert_eq!(log.all(), ["run 1", "run 2", "2"]);
    drop(root);
}

#[tokio::test(start_paused = true)]
async fn an_item_ends_the_wait_for_one() {
    let (log, taker) = taker().await;
    let (numbers, from) = mpsc::channel(4);
    soon(taker.receive(from)).await.unwrap();
    taker.idle_after(SECOND).await.unwrap();
    for number in 1..5 {
        tokio::time::sleep(900 * MS).await;
        numbers.send(number).await.unwrap();
    }
    tokio::time::sleep(1100 * MS).await;
    assert_eq!(log.all(), ["1", "2", "3", "4", "idle"]);
}

/// A stream that waits for the process keeps it from nothing: that is no deadlock.
#[tokio::test(start_paused = true)]
async fn a_stream_may_call_its_process() {
    let (log, taker) = taker().await;
    let own = taker.clone();
    let mut asks = Some(Box::pin(async move { own.last().await.unwrap() }));
    let numbers = boxed(FromFn(move |cx: &mut Context<'_>| match &mut asks {
        Some(ask) => ask.as_mut().poll(cx).map(|last| {
            asks = None;
            Some(last + 7)
        }),
        None => Poll::Ready(None),
    }));
    soon(taker.attach(numbers)).await.unwrap();
    settle().await;
    assert_eq!(log.all(), ["7", "the numbers have ended"]);
}

/// Its runtime is gone.
#[test]
fn it_ends_with_its_runtime() {
    let log = Log::new();
    let attachment = {
        let runtime = threads(1);
        runtime.block_on(async {
            let taker = Taker::spawn(log.clone()).await.unwrap();
            taker.attach(boxed(silent(&log))).await.unwrap()
        })
    };
    assert!(attachment.is_over());
    assert_eq!(log.all(), ["dropped"]);
}

/// A process whose messages are more urgent than its items, and never out.
struct Graded {
    items: u64,
    messages: u64,
}

#[managed_process(mailbox = unbounded)]
impl Graded {
    #[call(priority = 10)]
    fn attach(&mut self, numbers: Numbers, cx: &mut Cx<Self>) {
        cx.attach(numbers);
    }

    #[cast(priority = 5)]
    fn again(&mut self, cx: &mut Cx<Self>) {
        self.messages += 1;
        cx.me().again().try_send().unwrap();
    }

    #[call(priority = 10)]
    fn counts(&mut self) -> (u64, u64) {
        (self.items, self.messages)
    }

    #[info(priority = 0)]
    fn number(&mut self, number: u64) {
        assert_eq!(number, self.items);
        self.items += 1;
    }
}

/// Items are ranked as messages are, and stay in their order.
#[tokio::test(start_paused = true)]
async fn items_have_a_priority() {
    let graded = Graded {
        items: 0,
        messages: 0,
    }
    .spawn();
    let (_, numbers) = flood();
    soon(graded.attach(boxed(numbers))).await.unwrap();
    for _ in 0..100 {
        graded.again().try_send().unwrap();
    }
    let (mut items, mut messages) = (0, 0);
    while messages < 20_000 {
        (items, messages) = graded.counts().await.unwrap();
    }
    // The urgent ones go first, but keep no item for good.
    assert!(items > 0 && items < messages, "{items} {messages}");
    soon(graded.shutdown()).await;
}
