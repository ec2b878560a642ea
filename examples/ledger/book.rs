//! The core: double-entry bookkeeping as plain functions of plain data. Nothing here can have a side
//! effect, and none of it knows of processes.

use std::collections::BTreeMap;
use std::fmt;

use supervise::pure;

/// An amount in cents: a debit is positive, a credit negative.
#[pure]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cents(pub i64);

#[pure]
impl Cents {
    pub fn plus(self, other: Cents) -> Option<Cents> {
        self.0.checked_add(other.0).map(Cents)
    }
}

#[pure]
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, cents) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

/// One side of a transaction.
#[pure]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub account: String,
    pub amount: Cents,
}

/// What is posted: its entries add up to nothing. Its number tells it from all others, so posting it
/// again changes nothing.
#[pure]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    pub number: u64,
    pub memo: String,
    pub entries: Vec<Entry>,
}

#[pure]
impl Transaction {
    /// Moves an amount from one account to another.
    pub fn transfer(number: u64, memo: &str, from: &str, to: &str, amount: Cents) -> Self {
        let entry = |account: &str, amount| Entry {
            account: account.to_owned(),
            amount,
        };
        Self {
            number,
            memo: memo.to_owned(),
            entries: vec![entry(from, Cents(-amount.0)), entry(to, amount)],
        }
    }
}

/// Why a transaction was not posted.
#[pure]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has less than two entries.
    Incomplete,
    /// Its entries add up to this.
    Unbalanced(Cents),
    /// An account that was not opened.
    Unknown(String),
    /// An account would have this balance, and may not be overdrawn.
    Overdrawn { account: String, balance: Cents },
    /// Another transaction has this number.
    Taken(u64),
    /// An account can't hold that much.
    TooLarge(String),
}

#[pure]
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incomplete => f.write_str("a transaction has two entries at least"),
            Self::Unbalanced(by) => write!(f, "the entries add up to {by}"),
            Self::Unknown(account) => write!(f, "there is no account `{account}`"),
            Self::Overdrawn { account, balance } => write!(f, "`{account}` would be at {balance}"),
            Self::Taken(number) => write!(f, "number {number} is another transaction's"),
            Self::TooLarge(account) => write!(f, "too much for `{account}`"),
        }
    }
}

#[pure]
impl std::error::Error for Refusal {}

#[pure]
#[derive(Clone, Debug, PartialEq, Eq)]
struct Account {
    balance: Cents,
    may_be_overdrawn: bool,
}

/// All accounts, and all that was posted.
#[pure]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    accounts: BTreeMap<String, Account>,
    posted: BTreeMap<u64, Transaction>,
}

#[pure]
impl Book {
    /// With one more account; one that is there stays as it is.
    pub fn with_account(mut self, name: &str, may_be_overdrawn: bool) -> Self {
        self.accounts.entry(name.to_owned()).or_insert(Account {
            balance: Cents(0),
            may_be_overdrawn,
        });
        self
    }

    /// The next book, or why there is none.
    pub fn post(mut self, transaction: Transaction) -> Result<Self, Refusal> {
        match self.posted.get(&transaction.number) {
            Some(same) if *same == transaction => return Ok(self),
            Some(_) => return Err(Refusal::Taken(transaction.number)),
            None => {}
        }
        if transaction.entries.len() < 2 {
            return Err(Refusal::Incomplete);
        }
        let sum: i128 = transaction
            .entries
            .iter()
            .map(|entry| i128::from(entry.amount.0))
            .sum();
        if sum != 0 {
            let by = i64::try_from(sum).unwrap_or(if sum > 0 { i64::MAX } else { i64::MIN });
            return Err(Refusal::Unbalanced(Cents(by)));
        }
        for Entry { account, amount } in &transaction.entries {
            let Some(found) = self.accounts.get_mut(account) else {
                return Err(Refusal::Unknown(account.clone()));
            };
            found.balance = found
                .balance
                .plus(*amount)
                .ok_or_else(|| Refusal::TooLarge(account.clone()))?;
        }
        let overdrawn = transaction.entries.iter().find_map(|entry| {
            let account = self.accounts.get(&entry.account)?;
            let refused = account.balance.0 < 0 && !account.may_be_overdrawn;
            refused.then(|| Refusal::Overdrawn {
                account: entry.account.clone(),
                balance: account.balance,
            })
        });
        if let Some(refusal) = overdrawn {
            return Err(refusal);
        }
        self.posted.insert(transaction.number, transaction);
        Ok(self)
    }

    /// What an account holds.
    pub fn balance(&self, account: &str) -> Option<Cents> {
        self.accounts.get(account).map(|account| account.balance)
    }

    /// What all accounts hold together, which is nothing.
    pub fn total(&self) -> i128 {
        self.accounts
            .values()
            .map(|account| i128::from(account.balance.0))
            .sum()
    }

    /// How many transactions were posted.
    pub fn count(&self) -> usize {
        self.posted.len()
    }

    /// The movements of an account, by the numbers of their transactions, with the balance after each.
    pub fn statement(&self, account: &str) -> Vec<(u64, Cents, Cents)> {
        let mut balance = Cents(0);
        let mut lines = Vec::new();
        for transaction in self.posted.values() {
            for entry in &transaction.entries {
                if entry.account == account {
                    balance.0 += entry.amount.0;
                    lines.push((transaction.number, entry.amount, balance));
                }
            }
        }
        lines
    }
}
