//! The processes: the ledger, which is pure and keeps the book, and the journal, which has the side
//! effects.

use supervise::prelude::*;

use super::book::{Book, Cents, Refusal, Transaction};

/// Writes down what was posted.
pub struct Journal {
    lines: Vec<String>,
}

#[managed_process]
impl Journal {
    #[init]
    pub fn start() -> Self {
        Self { lines: Vec::new() }
    }

    #[cast]
    pub fn write(&mut self, line: String) {
        self.lines.push(line);
    }

    #[call]
    pub fn count(&self) -> usize {
        self.lines.len()
    }
}

/// Keeps the book. Its callbacks take the book and return the next one, so a callback that panics has
/// changed nothing: a copy stands in front of each, and the next incarnation goes on from there.
#[pure]
#[derive(Clone)]
pub struct Ledger {
    book: Book,
    journal: JournalRef,
}

#[managed_process(pure)]
impl Ledger {
    #[init]
    pub fn open(journal: JournalRef) -> Self {
        let book = Book::default();
        Self { book, journal }
    }

    #[cast]
    pub fn open_account(self, name: String, may_be_overdrawn: bool) -> Self {
        let book = self.book.with_account(&name, may_be_overdrawn);
        Self { book, ..self }
    }

    /// Posts a transaction, has it written down, and replies how many there are.
    #[call]
    pub fn post(self, transaction: Transaction) -> Result<Next<Self, usize>, Refusal> {
        let line = format!("{} {}", transaction.number, transaction.memo);
        let book = self.book.post(transaction)?;
        // The mistake that brings it down: the book is ready by then, and is dropped.
        assert!(!line.ends_with("crash"), "the ledger fell into the fire");
        let count = book.count();
        let note = self.journal.write(line).owned();
        let journal = self.journal;
        Ok(Next::new(Self { book, journal }).reply(count).send(note))
    }

    #[call]
    pub fn balance(&self, account: String) -> Option<Cents> {
        self.book.balance(&account)
    }

    #[call]
    pub fn audit(&self) -> (usize, i128) {
        (self.book.count(), self.book.total())
    }
}

supervision_tree! {
    pub Office() {
        strategy: one_for_one,
        limit: 100 per 1s,

        journal: Journal(),
        ledger: Ledger(journal) { reinit: last_known },
    }
}
