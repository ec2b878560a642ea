//! The example's ledger: its core by property tests, as the plain functions that they are; its process
//! by replay, and by crashing it.

use proptest::prelude::*;
use supervise::prelude::*;
use supervise::testing;

#[path = "../../examples/ledger/book.rs"]
mod book;
#[path = "../../examples/ledger/office.rs"]
mod office;

use book::{Book, Cents, Entry, Refusal, Transaction};
use office::{Journal, Ledger, Office};

const ACCOUNTS: [&str; 4] = ["bank", "ann", "bob", "cid"];

/// The bank may be overdrawn; nobody has anything yet.
fn opened() -> Book {
    ACCOUNTS.iter().fold(Book::default(), |book, name| {
        book.with_account(name, *name == "bank")
    })
}

/// Mostly balanced, often of a number that was there already, now and then of an unknown account.
fn transaction() -> impl Strategy<Value = Transaction> {
    let account = prop_oneof![
        12 => prop::sample::select(&ACCOUNTS[..]),
        1 => Just("nobody"),
    ];
    let entry = (account, -500_i64..500);
    (0..40_u64, prop::collection::vec(entry, 0..4), 0..10_u8).prop_map(|(number, entries, luck)| {
        let mut entries: Vec<Entry> = entries
            .into_iter()
            .map(|(account, cents)| Entry {
                account: account.to_owned(),
                amount: Cents(cents),
            })
            .collect();
        if luck > 0 {
            let sum: i64 = entries.iter().map(|entry| entry.amount.0).sum();
            entries.push(Entry {
                account: "bank".to_owned(),
                amount: Cents(-sum),
            });
        }
        Transaction {
            number,
            memo: format!("memo {number}"),
            entries,
        }
    })
}

/// A refused transaction leaves the book as it was.
fn after(book: Book, list: &[Transaction]) -> Book {
    list.iter().fold(book, |book, transaction| {
        book.clone().post(transaction.clone()).unwrap_or(book)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_accounts_together_hold_nothing(list in prop::collection::vec(transaction(), 0..60)) {
        let book = after(opened(), &list);
        prop_assert_eq!(book.total(), 0);
    }

    #[test]
    fn nobody_but_the_bank_is_overdrawn(list in prop::collection::vec(transaction(), 0..60)) {
        let mut book = opened();
        for transaction in list {
            book = after(book, &[transaction]);
            for name in &ACCOUNTS[1..] {
                prop_assert!(book.balance(name) >= Some(Cents(0)));
            }
        }
    }

    #[test]
    fn posting_again_changes_nothing(list in prop::collection::vec(transaction(), 1..40)) {
        let mut book = opened();
        for transaction in list {
            let Ok(once) = book.clone().post(transaction.clone()) else { continue };
            let twice = once.clone().post(transaction);
            prop_assert_eq!(Ok(once.clone()), twice);
            book = once;
        }
    }

    #[test]
    fn a_statement_ends_with_the_balance(list in prop::collection::vec(transaction(), 0..60)) {
        let book = after(opened(), &list);
        for name in ACCOUNTS {
            let statement = book.statement(name);
            let last = statement.last().map_or(Cents(0), |(.., balance)| *balance);
            prop_assert_eq!(book.balance(name), Some(last));
        }
    }

    #[test]
    fn deposits_come_in_any_order(mut amounts in prop::collection::vec(1_i64..900, 1..20)) {
        let deposits = |amounts: &[i64]| -> Vec<Transaction> {
            amounts
                .iter()
                .map(|n| Transaction::transfer(*n as u64, "deposit", "bank", "ann", Cents(*n)))
                .collect()
        };
        let there = after(opened(), &deposits(&amounts));
        amounts.reverse();
        prop_assert_eq!(there, after(opened(), &deposits(&amounts)));
    }
}

#[test]
fn refusals_say_why() {
    let book = opened();
    let post = |entries: &[(&str, i64)]| {
        let entries = entries.iter().map(|(account, cents)| Entry {
            account: (*account).to_owned(),
            amount: Cents(*cents),
        });
        let transaction = Transaction {
            number: 1,
            memo: String::new(),
            entries: entries.collect(),
        };
        book.clone()
            .post(transaction)
            .map_err(|why| why.to_string())
    };
    assert_eq!(
        post(&[("ann", 1)]).unwrap_err(),
        "a transaction has two entries at least"
    );
    assert_eq!(
        post(&[("ann", 1), ("bob", 104)]).unwrap_err(),
        "the entries add up to 1.05"
    );
    assert_eq!(
        post(&[("eve", 1), ("bob", -1)]).unwrap_err(),
        "there is no account `eve`"
    );
    assert_eq!(
        post(&[("ann", -1), ("bob", 1)]).unwrap_err(),
        "`ann` would be at -0.01"
    );
    let most = opened()
        .post(Transaction::transfer(1, "", "bank", "ann", Cents(i64::MAX)))
        .unwrap();
    let more = Transaction::transfer(2, "", "bank", "ann", Cents(1));
    assert!(matches!(most.clone().post(more), Err(Refusal::TooLarge(_))));
    let other = Transaction::transfer(1, "", "bank", "ann", Cents(1));
    assert_eq!(most.post(other), Err(Refusal::Taken(1)));
}

fn first() -> Transaction {
    Transaction::transfer(1, "start", "bank", "ann", Cents(100))
}

#[test]
fn the_process_is_replayed() {
    let ledger = Ledger::open(testing::handle::<Journal>());
    let messages = testing::script::<Ledger, _>(|own| {
        [
            own.open_account("bank".to_owned(), true).into(),
            own.open_account("ann".to_owned(), false).into(),
            own.post(first()).into(),
        ]
    });
    let states = testing::replay(ledger, messages);
    let balances: Vec<_> = states
        .iter()
        .map(|state| state.balance("ann".to_owned()))
        .collect();
    assert_eq!(balances, [None, Some(Cents(0)), Some(Cents(100))]);
}

#[tokio::test(start_paused = true)]
async fn a_crash_loses_nothing() {
    let office = Office::start().await.unwrap();
    let ledger = office.ledger();
    for name in ACCOUNTS {
        ledger
            .open_account(name.to_owned(), name == "bank")
            .await
            .unwrap();
    }
    assert_eq!(ledger.post(first()).await.unwrap(), 1);
    for number in 2..10 {
        let bad = Transaction::transfer(number, "crash", "bank", "bob", Cents(1));
        assert!(matches!(ledger.post(bad).await, Err(CallError::Ended(_))));
        assert_eq!(ledger.audit().await.unwrap(), (number as usize - 1, 0));
        let good = Transaction::transfer(number, "rent", "ann", "bob", Cents(2));
        assert_eq!(ledger.post(good).await.unwrap(), number as usize);
    }
    assert_eq!(
        ledger.balance("bob".to_owned()).await.unwrap(),
        Some(Cents(16))
    );
    assert_eq!(office.journal().count().await.unwrap(), 9);
    office.shutdown().await;
}
