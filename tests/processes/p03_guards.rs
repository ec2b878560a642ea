//! Guards: several handlers of one message, of which the first takes it whose guard holds.

use supervise::CallError;
use supervise::prelude::*;

use crate::kit::{Log, SECOND, kind, settle, soon};

struct Account {
    balance: u64,
    limit: u64,
    log: Log,
}

#[derive(Clone, Debug)]
struct Tick(u64);

#[managed_process(unhandled = log)]
impl Account {
    /// Pays in.
    #[call(name = pay, when = self.balance + *amount > self.limit)]
    fn pay_above_limit(&mut self, amount: u64) -> Result<u64, String> {
        let over = self.balance + amount - self.limit;
        Err(format!("{over} too much"))
    }

    #[call(name = pay, when = *sum == 0)]
    fn pay_nothing(&self, sum: u64) -> Result<u64, String> {
        self.log.say(format!("nothing: {sum}"));
        Ok(self.balance)
    }

    /// The last one may be unguarded, and has the name itself.
    #[call]
    fn pay(&mut self, amount: u64) -> Result<u64, String> {
        self.balance += amount;
        Ok(self.balance)
    }

    // One handler waits, and one answers later.
    #[call(name = find, when = key.is_empty())]
    fn find_nothing(&mut self, key: String, reply: ReplyTo<String>) {
        self.log.say("later");
        tokio::spawn(async move { reply.send(format!("nothing{key}")) });
    }

    #[call(when = key != "?")]
    async fn find(&mut self, key: String, cx: &mut Cx<Self>) -> String {
        tokio::time::sleep(SECOND).await;
        format!("{key} in {}", cx.me().path())
    }

    #[cast(name = note, when = which % 2 == 0)]
    fn note_even(&mut self, which: u8, _what: String) {
        self.log.say(format!("even {which}"));
    }

    #[cast(name = note, when = *which > 100)]
    fn note_great(&mut self, which: u8, what: String) -> Action<Self> {
        self.log.say(format!("{what} {which}"));
        Action::CONTINUE
    }

    // The type says which are meant.
    #[info(when = tick.0 == 0)]
    fn first_tick(&mut self, tick: Tick) {
        self.log.say(format!("first {tick:?}"));
    }

    #[info(when = tick.0 < 10)]
    fn early_tick(&mut self, tick: Tick) {
        self.log.say(format!("early {tick:?}"));
    }

    #[info]
    fn tick(&mut self, tick: Tick) {
        self.log.say(format!("late {tick:?}"));
    }

    #[call(when = panics(*now))]
    fn risky(&self, now: bool) -> bool {
        now
    }
}

fn panics(now: bool) -> bool {
    assert!(!now, "the guard panicked");
    true
}

fn account(log: &Log) -> AccountRef {
    let log = log.clone();
    Account {
        balance: 0,
        limit: 10,
        log,
    }
    .spawn()
}

#[tokio::test(start_paused = true)]
async fn the_first_handler_takes_it_whose_guard_holds() {
    let log = Log::new();
    let account = account(&log);
    assert_eq!(account.pay(4).await.unwrap(), 4);
    assert_eq!(account.pay(0).await.unwrap(), 4);
    assert_eq!(log.take(), ["nothing: 0"]);
    let refused = account.pay(7).await;
    assert!(matches!(refused, Err(CallError::Refused(why)) if why == "1 too much"));
    assert_eq!(account.pay(6).await.unwrap(), 10);
    // In the order of the source: this one is above the limit as well as nothing.
    account.note(2, "a".to_owned()).await.unwrap();
    account.note(102, "b".to_owned()).await.unwrap();
    account.note(103, "c".to_owned()).await.unwrap();
    for tick in [3, 0, 12] {
        account.send(Tick(tick)).await.unwrap();
    }
    settle().await;
    assert_eq!(
        log.take(),
        [
            "even 2",
            "even 102",
            "c 103",
            "early Tick(3)",
            "first Tick(0)",
            "late Tick(12)"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn handlers_of_one_message_may_wait_or_answer_later() {
    let log = Log::new();
    let account = account(&log);
    assert_eq!(account.find("a".to_owned()).await.unwrap(), "a in Account");
    assert_eq!(account.find(String::new()).await.unwrap(), "nothing");
    assert_eq!(log.take(), ["later"]);
    let none = account.find("?".to_owned()).await;
    assert!(matches!(none, Err(CallError::Unhandled)), "{none:?}");
}

#[tokio::test(start_paused = true)]
async fn where_no_guard_holds_the_policy_decides() {
    let log = Log::new();
    let account = account(&log);
    account.note(1, "odd".to_owned()).await.unwrap();
    settle().await;
    assert_eq!(log.take(), [""; 0]);
    // The policy of this process is to log that, so it goes on.
    assert_eq!(account.pay(1).await.unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_guard_that_panics_is_a_handler_that_does() {
    let log = Log::new();
    let account = account(&log);
    assert!(!account.risky(false).await.unwrap());
    let closed = account.closed();
    let Err(CallError::Ended(reason)) = account.risky(true).await else {
        panic!("the caller learns how the process ended");
    };
    assert_eq!(kind(&reason), "panic");
    assert_eq!(kind(&soon(closed).await), "panic");
}

/// A pure process has guards that pure mode has checked.
#[derive(Clone, Debug, PartialEq)]
#[pure]
struct Till {
    cents: u64,
}

#[managed_process(pure, unhandled = drop)]
impl Till {
    #[call(name = take, when = *cents > self.cents)]
    fn take_too_much(&self, cents: u64) -> Result<u64, String> {
        Err(format!("{} missing", cents - self.cents))
    }

    #[call]
    fn take(&self, cents: u64) -> Result<Next<Self, u64>, String> {
        let left = self.cents - cents;
        Ok(Next::new(Till { cents: left }).reply(left))
    }

    #[cast(name = put, when = cents.is_power_of_two())]
    fn put_coin(self, cents: u64) -> Self {
        Till {
            cents: self.cents + cents,
        }
    }

    #[call(when = *cents < 100)]
    fn has(&self, cents: u64) -> bool {
        self.cents >= cents
    }
}

#[tokio::test(start_paused = true)]
async fn pure_processes_have_guards_too() {
    let till = Till { cents: 5 }.spawn();
    assert_eq!(till.take(2).await.unwrap(), 3);
    let missing = till.take(9).await;
    assert!(matches!(missing, Err(CallError::Refused(why)) if why == "6 missing"));
    till.put(8).await.unwrap();
    till.put(7).await.unwrap();
    assert!(till.has(11).await.unwrap());
    assert!(!till.has(12).await.unwrap());
    let none = till.has(100).await;
    assert!(matches!(none, Err(CallError::Unhandled)), "{none:?}");
}
