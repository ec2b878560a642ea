//! Very many dynamic children: started, counted, looked up, restarted, stopped.

use std::time::{Duration, Instant};

use supervise::prelude::*;

use crate::{Failure, memory};

struct Session(u64);

#[managed_process]
impl Session {
    #[init]
    fn open(user: u64) -> Self {
        Self(user)
    }

    #[call]
    fn user(&self) -> u64 {
        self.0
    }

    #[cast]
    fn fail(&mut self) -> Action<Self> {
        Action::stop(ExitReason::error("as asked"))
    }
}

supervision_tree! {
    Town() {
        sessions: dynamic Session { restart: permanent, limit: none },
    }
}

/// Prints what each step takes, for a tenth of them and for all: for each child it should be the same.
pub(crate) fn print(most: usize) -> Result<(), Failure> {
    println!(
        "  children     start      stop   memory | of one: look up   restart by request   after a crash | count all"
    );
    for size in [most / 100, most / 10, most] {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        runtime.block_on(children(size))?;
    }
    Ok(())
}

async fn children(size: usize) -> Result<(), Failure> {
    let before = memory::resident();
    let town = Town::start().await?;
    let sessions = town.sessions();
    let mut children = Vec::with_capacity(size);
    let began = Instant::now();
    for user in 0..size as u64 {
        children.push(sessions.start(user).await?);
    }
    let started = began.elapsed();
    let memory = memory::resident().saturating_sub(before) / size;
    let some = || children.iter().step_by((size / 1_000).max(1));
    let many = u32::try_from(some().count())?;

    let began = Instant::now();
    for child in some() {
        let info = sessions.child(child).ok_or("a child is not found")?;
        assert_eq!(info.pid, child.pid());
    }
    let found = began.elapsed() / many;

    let began = Instant::now();
    for child in some() {
        sessions.restart(child).await?;
    }
    let restarted = began.elapsed() / many;

    let began = Instant::now();
    for child in some() {
        let again = child.wait_restarted();
        child.fail().await?;
        again.await?;
        assert!(child.user().await? < size as u64);
    }
    let crashed = began.elapsed() / many;

    let began = Instant::now();
    let counts = sessions.supervisor().count_children();
    assert_eq!((sessions.len(), counts.active), (size, size));
    let counted = began.elapsed();

    let began = Instant::now();
    town.shutdown().await;
    let stopped = began.elapsed();
    let each = |all: Duration| all.as_nanos() / size as u128;
    println!(
        "{size:>10} {:>6} ns {:>6} ns {memory:>6} B | {:>12} ns {:>17} ns {:>12} ns | {:>6} ms",
        each(started),
        each(stopped),
        found.as_nanos(),
        restarted.as_nanos(),
        crashed.as_nanos(),
        counted.as_millis(),
    );
    Ok(())
}
