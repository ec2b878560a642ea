//! `reinit: last_known`: incarnations that go on from the state of the one before.

use std::future::Future;
use std::sync::{Arc, OnceLock};

use supervise::__private::{KeepsState, Process};
use supervise::prelude::*;
use supervise::{
    Backoff, Child, Dynamic, Limit, Name, Pool, Reinit, Restart, Shutdown, Status, Strategy,
    Supervisor,
};

use crate::support::*;

const BANK: Name<BankRef> = Name::new("bank of last_known");

/// Its handlers complete or change nothing, as those of a pure process do.
struct Bank {
    balance: u64,
    journal: Journal,
    /// Whom its destructor asks how it is.
    peeks_at: Option<BankRef>,
}

#[managed_process]
impl Bank {
    #[init]
    fn open(journal: Journal) -> Self {
        journal.note("new");
        Self {
            balance: 0,
            journal,
            peeks_at: None,
        }
    }

    #[call]
    fn balance(&self) -> u64 {
        self.balance
    }

    #[call]
    fn deposit(&mut self, amount: u64) -> u64 {
        self.balance += amount;
        self.balance
    }

    #[call]
    fn peek_at(&mut self, bank: BankRef) {
        self.peeks_at = Some(bank);
    }

    #[call]
    fn take_name(&self, cx: &mut Cx<Self>) -> bool {
        cx.register(&BANK).is_ok()
    }

    #[call]
    fn give_name_back(&self, cx: &mut Cx<Self>) -> bool {
        cx.unregister(&BANK)
    }

    #[cast]
    fn crash(&self) {
        panic!("{BOOM}: crash")
    }

    /// What it can't bear is in its state.
    #[cast]
    fn audit(&self) {
        assert!(self.balance < 100, "{BOOM}: too rich");
    }

    #[cast]
    fn stop(&self, reason: ExitReason) -> Action<Self> {
        Action::stop(reason)
    }

    #[cast]
    fn spin(&self, free: Arc<OnceLock<()>>) {
        self.journal.note("spins");
        spin(&free);
        drop(free);
    }

    #[terminate]
    fn bye(self, end: &End) {
        self.journal.note(format_args!("bye:{}", self.balance));
        if let ExitReason::Error(_) = end.reason() {
            panic!("{BOOM}: terminate");
        }
    }
}

impl KeepsState for Bank {
    fn terminate_kept(&self, end: &End, cx: &mut Cx<Self>) -> impl Future<Output = ()> + Send {
        self.journal.note(format_args!("copy:{}", self.balance));
        let copy = Self {
            balance: self.balance,
            journal: self.journal.clone(),
            peeks_at: None,
        };
        copy.terminate(end, cx)
    }
}

impl Drop for Bank {
    fn drop(&mut self) {
        self.journal.note(format_args!("drop:{}", self.balance));
        if let Some(bank) = &self.peeks_at {
            // Hangs if it is dropped under a lock.
            self.journal.note(bank.status());
        }
    }
}

impl BankRef {
    async fn restarted(&self, by: impl AsyncFnOnce()) {
        let again = self.wait_restarted();
        by().await;
        within(again).await.unwrap();
    }

    async fn bounce(&self) {
        self.restarted(async || self.crash().await.unwrap()).await;
    }
}

fn bank(journal: &Journal, name: &str) -> Child<Bank> {
    let journal = journal.clone();
    Child::new(name, move || journal.clone()).reinit_last_known()
}

/// What it may do so often that no limit counts.
fn often(name: &str) -> Supervisor {
    Supervisor::new(name).limit(Limit::NONE)
}

#[tokio::test(start_paused = true)]
async fn whatever_it_ends_for_the_next_one_goes_on() {
    let journal = Journal::new();
    let mut top = often("top");
    let bank = top.add(bank(&journal, "bank"));
    let root = start(top).await;
    assert_eq!(journal.take(), "new");
    within(bank.deposit(5)).await.unwrap();

    bank.bounce().await;
    assert_eq!(journal.take(), "copy:5 bye:5 drop:5");
    assert_eq!(within(bank.deposit(1)).await.unwrap(), 6);

    // Terminate is not run, so nothing is copied.
    bank.restarted(async || bank.kill()).await;
    assert_eq!(journal.take(), "");
    assert_eq!(within(bank.deposit(1)).await.unwrap(), 7);

    bank.restarted(async || within(bank.shutdown()).await).await;
    assert_eq!(within(bank.deposit(1)).await.unwrap(), 8);

    for reason in [ExitReason::Normal, ExitReason::Shutdown] {
        bank.restarted(async || bank.stop(reason).await.unwrap())
            .await;
    }
    assert_eq!(within(bank.deposit(1)).await.unwrap(), 9);
    journal.take();

    // What becomes of the copy is nothing to the state.
    bank.restarted(async || bank.stop(ExitReason::error("no")).await.unwrap())
        .await;
    assert_eq!(journal.take(), "copy:9 bye:9 drop:9");
    assert_eq!(within(bank.balance()).await.unwrap(), 9);
    within(root.shutdown()).await;
    // The copy, and then the state, which nobody goes on from.
    assert_eq!(journal.take(), "copy:9 bye:9 drop:9 drop:9");
}

#[tokio::test(start_paused = true)]
async fn where_nothing_is_said_each_is_made_anew() {
    let journal = Journal::new();
    let mut top = often("top");
    let args = journal.clone();
    let bank = top.add(Child::<Bank>::new("bank", move || args.clone()));
    let root = start(top).await;
    within(bank.deposit(5)).await.unwrap();
    bank.bounce().await;
    assert_eq!(within(bank.balance()).await.unwrap(), 0);
    assert_eq!(journal.take(), "new bye:5 drop:5 new");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_never_started_again_keeps_nothing() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let bank = top.add(bank(&journal, "bank").restart(Restart::Transient));
    let root = start(top).await;
    let closed = bank.closed();
    bank.stop(ExitReason::Normal).await.unwrap();
    within(closed).await;
    // Terminate has the state itself.
    assert_eq!(journal.take(), "new bye:0 drop:0");
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_child_that_had_finished_is_made_anew_with_its_group() {
    let journal = Journal::new();
    let mut top = often("top").strategy(Strategy::OneForAll);
    let done = top.add(bank(&journal, "done").restart(Restart::Transient));
    let other = top.add(bank(&journal, "other"));
    let root = start(top).await;
    within(done.deposit(5)).await.unwrap();
    within(other.deposit(7)).await.unwrap();
    let closed = done.closed();
    done.stop(ExitReason::Normal).await.unwrap();
    within(closed).await;
    other.bounce().await;
    assert_eq!(within(done.balance()).await.unwrap(), 0);
    assert_eq!(within(other.balance()).await.unwrap(), 7);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn those_who_are_restarted_with_another_go_on_too() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner");
    let inside = inner.add(bank(&journal, "inside"));
    let mut top = often("top").strategy(Strategy::OneForAll);
    let beside = top.add(bank(&journal, "beside"));
    top.add(inner);
    let fails = top.add(journal.child("fails"));
    let root = start(top).await;
    within(beside.deposit(5)).await.unwrap();
    within(inside.deposit(7)).await.unwrap();
    fails.bounce().await;
    assert_eq!(within(beside.balance()).await.unwrap(), 5);
    assert_eq!(within(inside.balance()).await.unwrap(), 7);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn a_state_that_fails_over_and_over_is_too_many_restarts() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let bank = top.add(bank(&journal, "bank"));
    let root = start(top).await;
    within(bank.deposit(100)).await.unwrap();
    let closed = bank.closed();
    for _ in 0..3 {
        bank.restarted(async || bank.audit().await.unwrap()).await;
    }
    bank.audit().await.unwrap();
    within(closed).await;
    let outcome = within(root.ended()).await;
    let ExitReason::RestartLimit(limit) = outcome.reason else {
        panic!("{outcome}");
    };
    assert_eq!((&*limit.child, limit.restarts), ("bank", 3));
    // Four copies, and the one state that went through all four.
    assert_eq!(journal.count("new"), 1);
    assert_eq!(journal.count("copy:100"), 4);
    assert_eq!(journal.count("drop:100"), 5);
}

#[tokio::test(start_paused = true)]
async fn where_the_supervisor_is_restarted_for_it_it_is_made_anew() {
    let journal = Journal::new();
    let mut inner = Supervisor::new("inner").limit(Limit::new(1, SECOND));
    let good = inner.add(bank(&journal, "good"));
    let bad = inner.add(bank(&journal, "bad"));
    let mut top = Supervisor::new("top").limit(Limit::new(1, SECOND));
    top.add(inner);
    let root = start(top).await;
    within(good.deposit(5)).await.unwrap();
    within(bad.deposit(100)).await.unwrap();
    bad.restarted(async || bad.audit().await.unwrap()).await;
    assert_eq!(within(bad.balance()).await.unwrap(), 100);
    bad.restarted(async || bad.audit().await.unwrap()).await;
    // Who was not the reason goes on.
    assert_eq!(within(bad.balance()).await.unwrap(), 0);
    assert_eq!(within(good.balance()).await.unwrap(), 5);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn one_level_further_up_all_below_are() {
    let journal = Journal::new();
    let mut above = Supervisor::new("above");
    let mut top = Supervisor::new("top").limit(Limit::new(1, SECOND));
    let mut inner = Supervisor::new("inner").limit(Limit::new(1, SECOND));
    let good = inner.add(bank(&journal, "good"));
    let bad = inner.add(bank(&journal, "bad"));
    top.add(inner);
    above.add(top);
    let root = start(above).await;
    within(good.deposit(5)).await.unwrap();
    // The first of these is a restart in `inner`, the second one of it, and so on.
    for balance in [5, 5, 5, 0] {
        bad.bounce().await;
        assert_eq!(within(good.balance()).await.unwrap(), balance);
    }
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn each_process_of_a_pool_has_its_own() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let args = journal.clone();
    let pool = top.add(
        Pool::<Bank>::new("pool", 2, move || args.clone())
            .limit(Limit::NONE)
            .reinit_last_known()
            .by_key(),
    );
    let root = start(top).await;
    for (index, bank) in pool.iter().enumerate() {
        within(bank.deposit(index as u64 + 1)).await.unwrap();
    }
    for bank in pool.iter() {
        bank.bounce().await;
    }
    for (index, bank) in pool.iter().enumerate() {
        assert_eq!(within(bank.balance()).await.unwrap(), index as u64 + 1);
    }
    assert_eq!(journal.count("new"), 2);
    within(root.shutdown()).await;
    assert_eq!(journal.count("drop:1"), 3);
}

#[tokio::test(start_paused = true)]
async fn so_has_each_dynamic_child() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let banks = top.add(
        Dynamic::<Bank>::new("banks")
            .restart(Restart::Permanent)
            .reinit_last_known(),
    );
    let root = start(top).await;
    let one = within(banks.start(journal.clone())).await.unwrap();
    let two = within(banks.start(journal.clone())).await.unwrap();
    within(one.deposit(5)).await.unwrap();
    within(two.deposit(7)).await.unwrap();
    one.bounce().await;
    two.bounce().await;
    assert_eq!(within(one.balance()).await.unwrap(), 5);
    assert_eq!(within(two.balance()).await.unwrap(), 7);
    journal.take();
    assert!(within(banks.stop(&one)).await);
    assert_eq!(journal.take(), "copy:5 bye:5 drop:5 drop:5");
    within(root.shutdown()).await;
    assert_eq!(journal.take(), "copy:7 bye:7 drop:7 drop:7");
}

#[tokio::test(start_paused = true)]
async fn a_state_that_is_given_up_is_dropped_under_no_lock() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let bank = top.add(bank(&journal, "bank"));
    let root = start(top).await;
    within(bank.peek_at(bank.clone())).await.unwrap();
    bank.bounce().await;
    journal.take();
    within(root.shutdown()).await;
    assert_eq!(
        journal.take(),
        "copy:0 bye:0 drop:0 drop:0 ended (shutdown)"
    );
}

/// Its destructor panics.
struct Trap;

#[managed_process]
impl Trap {
    #[call]
    fn ping(&self) {}
}

impl KeepsState for Trap {}

impl Drop for Trap {
    fn drop(&mut self) {
        panic!("{BOOM}: drop")
    }
}

#[tokio::test(start_paused = true)]
async fn a_state_whose_destructor_panics_hurts_nobody() {
    quiet();
    let mut top = Supervisor::new("top");
    let trap = top.add(Child::value("trap", || Trap).reinit_last_known());
    let root = start(top).await;
    let again = trap.wait_restarted();
    trap.kill();
    within(again).await.unwrap();
    within(trap.ping()).await.unwrap();
    let outcome = within(root.shutdown()).await;
    assert!(outcome.is_orderly(), "{outcome}");
}

#[test]
fn a_runtime_that_is_dropped_drops_it_too() {
    let journal = Journal::new();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap();
    let (bank, _root) = runtime.block_on(async {
        let mut top = Supervisor::new("top");
        let bank = top.add(bank(&journal, "bank"));
        let root = start(top).await;
        within(bank.deposit(5)).await.unwrap();
        bank.bounce().await;
        // The next one is not started any more.
        let gone = bank.shutdown();
        let mut gone = std::pin::pin!(gone);
        assert!(poll_once(gone.as_mut()).is_pending());
        (bank, root)
    });
    drop(runtime);
    assert!(matches!(bank.status(), Status::Vacant(_)));
    assert_eq!(journal.take(), "new copy:5 bye:5 drop:5 drop:5");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_abandoned_one_leaves_nothing() {
    let (journal, free) = (Journal::new(), Free::new());
    let mut inner = Supervisor::new("inner").limit(Limit::new(1, 60 * SECOND));
    let brutal = bank(&journal, "bank").shutdown(Shutdown::BrutalKill);
    let bank = inner.add(brutal);
    let mut top = Supervisor::new("top").limit(Limit::NONE);
    top.add(inner);
    let fails = top.add(journal.child("fails"));
    let root = soon(top.strategy(Strategy::OneForAll).start())
        .await
        .unwrap();
    soon(bank.deposit(5)).await.unwrap();
    let again = bank.wait_restarted();
    bank.spin(free.flag()).await.unwrap();
    until(|| journal.count("spins") == 1).await;
    fails.crash().await.unwrap();
    soon(again).await.unwrap();
    assert_eq!(soon(bank.balance()).await.unwrap(), 0);
    // The old one ends while the new one runs; what is left then is the new one's.
    free.let_go();
    until(|| journal.count("drop:5") == 1).await;
    soon(bank.deposit(1)).await.unwrap();
    let again = bank.wait_restarted();
    bank.kill();
    soon(again).await.unwrap();
    assert_eq!(soon(bank.balance()).await.unwrap(), 1);
    soon(root.shutdown()).await;
}

supervision_tree! {
    Banks(journal: Journal) {
        limit: none,
        bank: Bank(journal) { reinit: last_known, restart: transient },
        fresh: Bank(journal) { reinit: fresh },
        pool: pool Bank(journal) { size: 1, reinit: last_known, limit: none },
        dynamic: dynamic Bank { reinit: last_known, restart: permanent },
    }
}

#[tokio::test(start_paused = true)]
async fn as_declared() {
    let journal = Journal::new();
    let spec = Banks::spec(journal.clone());
    assert_eq!(
        spec.to_string(),
        "\
Banks (one_for_one, limit none)
├─ bank: Bank (transient, shutdown 5s, reinit last_known)
├─ fresh: Bank (permanent, shutdown 5s)
├─ pool: pool of 1 Bank (permanent, shutdown 5s, reinit last_known, route round_robin, limit none)
└─ dynamic: dynamic Bank (permanent, shutdown 5s, reinit last_known)"
    );
    assert_eq!(spec.child("bank").unwrap().reinit, Reinit::LastKnown);
    let banks = Banks::start(journal).await.unwrap();
    let dynamic = within(banks.dynamic().start(Journal::new())).await.unwrap();
    let pooled = banks.pool().get(0).unwrap();
    for bank in [banks.bank(), banks.fresh(), pooled, &dynamic] {
        within(bank.deposit(5)).await.unwrap();
        bank.bounce().await;
    }
    assert_eq!(within(banks.bank().balance()).await.unwrap(), 5);
    assert_eq!(within(banks.fresh().balance()).await.unwrap(), 0);
    assert_eq!(within(pooled.balance()).await.unwrap(), 5);
    assert_eq!(within(dynamic.balance()).await.unwrap(), 5);
    within(banks.shutdown()).await;
}

/// Who is not registered is not made either, and so uses nothing up.
#[tokio::test(start_paused = true)]
async fn a_start_without_its_name_leaves_the_state_to_the_next() {
    let journal = Journal::new();
    let mut top = often("top");
    let one = bank(&journal, "bank").register(&BANK);
    let one = top.add(one.backoff(Backoff::constant(SECOND)));
    let other = top.add(bank(&journal, "other"));
    let root = start(top).await;
    within(one.deposit(5)).await.unwrap();
    assert!(within(one.give_name_back()).await.unwrap());
    assert!(within(other.take_name()).await.unwrap());
    one.crash().await.unwrap();
    tokio::time::sleep(5 * SECOND).await;
    assert!(
        matches!(one.status(), Status::Waiting),
        "{:?}",
        one.status()
    );
    assert!(within(other.give_name_back()).await.unwrap());
    assert_eq!(within(one.deposit(1)).await.unwrap(), 6);
    within(root.shutdown()).await;
}
