//! A double-entry ledger whose core is pure. Clients post at the same time, and some of what they post
//! crashes it; nothing that was answered is ever lost.

#![allow(
    unreachable_pub,
    reason = "its modules are written as a library's would be"
)]

mod book;
mod office;

use book::{Cents, Refusal, Transaction};
use office::{LedgerRef, Office};
use supervise::prelude::*;

const CLIENTS: u64 = 4;
const TRANSFERS: u64 = 250;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    std::panic::set_hook(Box::new(|_| {}));
    let office = Office::start().await?;
    let ledger = office.ledger();
    ledger.open_account("bank".to_owned(), true).await?;
    for client in 0..CLIENTS {
        ledger.open_account(account(client), false).await?;
        let first =
            Transaction::transfer(client, "start", "bank", &account(client), Cents(100_000));
        ledger.post(first).await?;
    }

    let clients = (0..CLIENTS).map(|client| tokio::spawn(works(ledger.clone(), client)));
    let mut posted = CLIENTS as usize;
    let mut crashes = 0;
    for client in clients.collect::<Vec<_>>() {
        let (done, seen) = client.await?;
        posted += done;
        crashes += seen;
    }

    let (count, total) = ledger.audit().await?;
    println!("{count} transactions are in the book, {posted} were confirmed");
    println!("{crashes} crashes, and all accounts together hold {total}");
    for client in 0..CLIENTS {
        let name = account(client);
        let balance = ledger.balance(name.clone()).await?.unwrap_or_default();
        println!("{name}: {balance}");
    }
    println!("the journal has {} lines", office.journal().count().await?);
    assert_eq!((count, total), (posted, 0));
    office.shutdown().await;
    Ok(())
}

fn account(client: u64) -> String {
    format!("client {client}")
}

/// Sends money to the next client, over and over; now and then what it posts crashes the ledger.
async fn works(ledger: LedgerRef, client: u64) -> (usize, usize) {
    let (from, to) = (account(client), account((client + 1) % CLIENTS));
    let (mut done, mut crashes) = (0, 0);
    for n in 0..TRANSFERS {
        let number = CLIENTS + client * TRANSFERS + n;
        if n % 50 == 7 {
            let bad = Transaction::transfer(number, "crash", &from, &to, Cents(1));
            match post(&ledger, bad).await {
                Err(CallError::Ended(_)) => crashes += 1,
                other => println!("it should have crashed: {other:?}"),
            }
        }
        let amount = Cents((n % 7) as i64 + 1);
        let transfer = Transaction::transfer(number, "rent", &from, &to, amount);
        match post(&ledger, transfer).await {
            Ok(_) => done += 1,
            Err(why) => println!("{number}: {why}"),
        }
    }
    (done, crashes)
}

/// Posts again what was waiting when the ledger went down: it was not handled.
async fn post(ledger: &LedgerRef, what: Transaction) -> Result<usize, CallError<Refusal>> {
    loop {
        match ledger.post(what.clone()).await {
            Err(CallError::Restarted) => {}
            other => return other,
        }
    }
}
