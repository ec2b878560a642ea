//! S17: where the state of the next incarnation comes from, for ordinary processes.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use supervise::prelude::*;
use supervise::{AtLimit, CallError, Child, Dynamic, Limit, Pool, Previous, Restart, Supervisor};

use crate::support::{BOOM, Journal, SECOND, settle, start, within};

/// A till that saves what is in it after each handler.
struct Till {
    coins: u32,
    /// What its inits were told.
    told: Arc<Mutex<Vec<Option<Previous>>>>,
}

type Told = Arc<Mutex<Vec<Option<Previous>>>>;

#[managed_process]
impl Till {
    #[init]
    fn open(told: Told, cx: &mut Cx<Self>) -> Self {
        told.lock().unwrap().push(cx.previous());
        Till { coins: 0, told }
    }

    #[call]
    fn put(&mut self, coins: u32) -> u32 {
        self.coins += coins;
        self.coins
    }

    #[call]
    async fn put_slowly(&mut self, coins: u32) -> u32 {
        self.coins += coins;
        tokio::time::sleep(SECOND).await;
        self.coins
    }

    /// Leaves its state half done.
    #[cast]
    fn fumble(&mut self) {
        self.coins = 777;
        panic!("{BOOM}: fumbled")
    }

    #[cast]
    fn put_and_fail(&mut self, coins: u32) -> Action<Self> {
        self.coins += coins;
        Action::stop(ExitReason::error("closed"))
    }

    #[checkpoint]
    fn save(&self) -> Self {
        Till {
            coins: self.coins,
            told: Arc::clone(&self.told),
        }
    }

    #[terminate]
    fn close(self) {
        assert!(self.coins < 10_000);
    }
}

fn till(told: &Told) -> Child<Till> {
    let told = Arc::clone(told);
    Child::new("till", move || Arc::clone(&told))
}

/// Crashes it and waits until the next incarnation runs.
async fn bounce(till: &TillRef) {
    let again = till.wait_restarted();
    till.fumble().await.unwrap();
    within(again).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_ordinary_process_goes_on_from_its_last_checkpoint() {
    let _quiet = Journal::new();
    let told = Told::default();
    let mut top = Supervisor::new("top").limit(Limit::NONE);
    let till = top.add(till(&told).reinit_last_known());
    let root = start(top).await;
    assert_eq!(till.put(5).await.unwrap(), 5);
    bounce(&till).await;
    assert_eq!(till.put(2).await.unwrap(), 7);
    // A handler that waits is completed when it returns.
    assert_eq!(till.put_slowly(1).await.unwrap(), 8);
    let _pending = till.put_slowly(100).begin().await.unwrap();
    settle().await;
    let again = till.wait_restarted();
    till.kill();
    within(again).await.unwrap();
    assert_eq!(till.put(0).await.unwrap(), 8);
    // One that ends the process has come to its end.
    let again = till.wait_restarted();
    till.put_and_fail(2).await.unwrap();
    within(again).await.unwrap();
    assert_eq!(till.put(0).await.unwrap(), 10);
    assert_eq!(told.lock().unwrap().len(), 1, "no init but the first");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn an_open_circuit_keeps_what_its_probe_goes_on_from() {
    let _quiet = Journal::new();
    let told = Told::default();
    let mut top = Supervisor::new("top");
    let breaker = |child: Child<Till>| {
        let child = child.limit(Limit::new(1, 60 * SECOND));
        child.at_limit(AtLimit::Open(20 * SECOND))
    };
    let kept = top.add(breaker(till(&told).reinit_last_known()));
    let fresh = {
        let told = Arc::clone(&told);
        top.add(breaker(Child::new("fresh", move || Arc::clone(&told))))
    };
    let root = start(top).await;
    for till in [&kept, &fresh] {
        till.put(5).await.unwrap();
        bounce(till).await;
        let again = till.closed();
        till.fumble().await.unwrap();
        assert!(matches!(within(again).await, ExitReason::CircuitOpen));
        till.put(1).await.unwrap_err();
    }
    tokio::time::sleep(21 * SECOND).await;
    assert_eq!(kept.put(2).await.unwrap(), 7);
    // The probe is told of the failure that has opened the circuit.
    assert_eq!(fresh.put(2).await.unwrap(), 2);
    let told = told.lock().unwrap().last().unwrap().clone();
    let told = told.expect("there was one before it");
    assert_eq!(told.attempt, 2);
    assert!(matches!(told.exit, ExitReason::Panic(_)), "{told:?}");
    within(root.shutdown()).await;
}

/// Who is stopped while his circuit is open is stopped for good, as any other.
#[tokio::test(start_paused = true)]
async fn who_is_stopped_while_its_circuit_is_open_starts_anew() {
    let _quiet = Journal::new();
    let told = Told::default();
    let mut top = Supervisor::new("top");
    let child = till(&told).reinit_last_known();
    let child = child.limit(Limit::new(1, 60 * SECOND));
    let till = top.add(child.at_limit(AtLimit::Open(20 * SECOND)));
    let root = start(top).await;
    till.put(5).await.unwrap();
    bounce(&till).await;
    let open = till.closed();
    till.fumble().await.unwrap();
    assert!(matches!(within(open).await, ExitReason::CircuitOpen));
    let supervisor = root.supervisor();
    within(supervisor.stop_child("till")).await.unwrap();
    let refused = till.put(1).await.unwrap_err();
    assert!(
        matches!(&refused, CallError::NotDelivered(ExitReason::Shutdown)),
        "{refused:?}"
    );
    within(supervisor.start_child("till")).await.unwrap();
    assert_eq!(till.put(1).await.unwrap(), 1);
    assert!(told.lock().unwrap().last().unwrap().is_none());
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn its_state_after_init_is_the_first_checkpoint() {
    let _quiet = Journal::new();
    let told = Told::default();
    let mut top = Supervisor::new("top");
    let till = top.add(till(&told).reinit_last_known());
    let root = start(top).await;
    bounce(&till).await;
    assert_eq!(till.put(1).await.unwrap(), 1);
    assert_eq!(told.lock().unwrap().len(), 1);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn without_it_each_incarnation_is_told_of_the_one_before() {
    let _quiet = Journal::new();
    let told = Told::default();
    let mut top = Supervisor::new("top");
    let till = top.add(till(&told));
    let root = start(top).await;
    tokio::time::sleep(3 * SECOND).await;
    bounce(&till).await;
    assert_eq!(till.put(0).await.unwrap(), 0);
    let again = till.wait_restarted();
    till.put_and_fail(0).await.unwrap();
    within(again).await.unwrap();
    within(root.supervisor().stop_child("till")).await.unwrap();
    within(root.supervisor().start_child("till")).await.unwrap();
    within(root.shutdown()).await;
    let told: Vec<_> = std::mem::take(&mut *told.lock().unwrap());
    let [None, Some(first), Some(second), None] = &told[..] else {
        panic!("{told:?}");
    };
    assert_eq!((first.attempt, first.uptime), (1, 3 * SECOND));
    assert!(matches!(first.exit, ExitReason::Panic(_)));
    assert_eq!((second.attempt, second.uptime), (2, Duration::ZERO));
    assert!(matches!(second.exit, ExitReason::Error(_)));
}

/// Keeps the coins after a crash, and starts anew after an error.
fn recount(previous: &Previous, last: Option<Till>) -> Option<Till> {
    match previous.exit {
        ExitReason::Panic(_) => last.map(|mut till| {
            till.coins += 1_000;
            till
        }),
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn a_function_makes_the_next_state() {
    let _quiet = Journal::new();
    let told = Told::default();
    let mut top = Supervisor::new("top").limit(Limit::NONE);
    let till = till(&told).reinit_last_known().reinit_with(recount);
    let till = top.add(till);
    assert_eq!(
        top.spec().child("till").unwrap().to_string(),
        "till: Till (permanent, shutdown 5s, reinit last_known with a function)"
    );
    let root = start(top).await;
    till.put(5).await.unwrap();
    bounce(&till).await;
    assert_eq!(till.put(0).await.unwrap(), 1_005);
    let again = till.wait_restarted();
    till.put_and_fail(0).await.unwrap();
    within(again).await.unwrap();
    assert_eq!(till.put(0).await.unwrap(), 0);
    within(root.shutdown()).await;
}

/// Without a last known state.
fn from_nothing(previous: &Previous, last: Option<Till>) -> Option<Till> {
    assert!(last.is_none(), "{:?}", last.map(|till| till.coins));
    assert!(previous.attempt < 3, "{BOOM}: no more");
    Some(Till {
        coins: 10 * previous.attempt,
        told: Arc::default(),
    })
}

#[tokio::test(start_paused = true)]
async fn a_function_needs_no_last_state_and_its_panic_is_a_failed_start() {
    let _quiet = Journal::new();
    let told = Told::default();
    let mut top = Supervisor::new("top");
    let till = top.add(till(&told).reinit_with(from_nothing));
    let root = start(top).await;
    bounce(&till).await;
    assert_eq!(till.put(0).await.unwrap(), 10);
    bounce(&till).await;
    assert_eq!(till.put(0).await.unwrap(), 20);
    till.fumble().await.unwrap();
    let outcome = within(root.ended()).await;
    assert!(matches!(outcome.reason, ExitReason::RestartLimit(_)));
}

#[tokio::test(start_paused = true)]
async fn a_state_that_made_it_fail_over_and_over_is_forgotten() {
    let _quiet = Journal::new();
    let told = Told::default();
    let mut inner = Supervisor::new("inner").limit(Limit::new(1, 60 * SECOND));
    let till = inner.add(till(&told).reinit_last_known());
    let mut top = Supervisor::new("top");
    top.add(inner);
    let root = start(top).await;
    till.put(5).await.unwrap();
    bounce(&till).await;
    assert_eq!(till.put(0).await.unwrap(), 5);
    bounce(&till).await;
    assert_eq!(till.put(0).await.unwrap(), 0);
    within(root.shutdown()).await;
}

/// Saves after each third handler.
struct Lazy(u32);

#[managed_process]
impl Lazy {
    #[call]
    fn count(&mut self) -> u32 {
        self.0 += 1;
        self.0
    }

    #[cast]
    fn crash(&mut self) {
        panic!("{BOOM}: lazy")
    }

    #[checkpoint(every = 3)]
    fn save(&self) -> Self {
        Lazy(self.0)
    }
}

#[tokio::test(start_paused = true)]
async fn a_checkpoint_may_be_taken_now_and_then() {
    let _quiet = Journal::new();
    let mut top = Supervisor::new("top");
    let lazy = top.add(Child::value("lazy", || Lazy(0)).reinit_last_known());
    let root = start(top).await;
    for n in 1..=5 {
        assert_eq!(lazy.count().await.unwrap(), n);
    }
    let again = lazy.wait_restarted();
    lazy.crash().await.unwrap();
    within(again).await.unwrap();
    assert_eq!(lazy.count().await.unwrap(), 4);
    within(root.shutdown()).await;
}

supervision_tree! {
    Tills(told: Told) {
        limit: none,
        kept: Till(told) { reinit: last_known },
        made: Till(told) { reinit: with from_nothing },
        both: Till(told) { reinit: last_known with recount },
        pool: pool Till(told) { size: 2, reinit: last_known },
        many: dynamic Till { restart: permanent, reinit: last_known with recount },
    }
}

#[tokio::test(start_paused = true)]
async fn all_of_it_is_declared() {
    let _quiet = Journal::new();
    let told = Told::default();
    let tills = within(Tills::start(Arc::clone(&told))).await.unwrap();
    let one = within(tills.many().start(told)).await.unwrap();
    let pooled = tills.pool().get(1).unwrap();
    for (till, expected) in [
        (tills.kept(), 5),
        (tills.made(), 10),
        (tills.both(), 1_005),
        (pooled, 5),
        (&one, 1_005),
    ] {
        till.put(5).await.unwrap();
        bounce(till).await;
        assert_eq!(till.put(0).await.unwrap(), expected, "{till:?}");
    }
    within(tills.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn many_and_pools_are_built_alike() {
    let _quiet = Journal::new();
    let told = Told::default();
    let mut top = Supervisor::new("top");
    let many = Dynamic::<Till>::new("many").restart(Restart::Transient);
    let many = top.add(many.reinit_with(from_nothing));
    let pool = {
        let told = Arc::clone(&told);
        Pool::<Till>::new("pool", 1, move || Arc::clone(&told))
    };
    let pool = top.add(pool.reinit_with(from_nothing));
    let root = start(top).await;
    let one = within(many.start(told)).await.unwrap();
    for till in [&one, pool.get(0).unwrap()] {
        bounce(till).await;
        assert_eq!(till.put(0).await.unwrap(), 10);
    }
    within(root.shutdown()).await;
}
