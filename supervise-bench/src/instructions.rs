//! How many instructions an operation takes: the same on any machine with the same compiler, so that
//! it can be held to.
//!
//! Counted by callgrind on a runtime of one thread, as the difference between two sizes: what the
//! start costs cancels out.

use std::collections::BTreeMap;
use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::contenders::{Arrivals, Contender, Counter, Crowd, Dynamic, Ring, raw, supervise};

const BASELINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions.json");
/// More than this share above the baseline is a regression.
const TOLERANCE: f64 = 0.02;

/// The figures that were agreed on, and what they hold for.
#[derive(Serialize, Deserialize)]
struct Baseline {
    rustc: String,
    tokio: String,
    instructions: BTreeMap<String, Counted>,
}

/// What one operation takes.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Counted {
    /// By hand. Where that differs from what was agreed on, so does the machine or its libc.
    raw: u64,
    supervise: u64,
}

/// What is counted, and how often it is done in the smaller and in the larger run.
const OPERATIONS: [(&str, usize, usize); 7] = [
    ("cast", 20_000, 60_000),
    ("call", 20_000, 60_000),
    ("hop", 20_000, 60_000),
    ("pure cast", 20_000, 60_000),
    ("pure call", 20_000, 60_000),
    ("process", 2_000, 6_000),
    ("child", 2_000, 6_000),
];

pub(crate) enum Then {
    Print,
    /// Fails when an operation takes more than the baseline says.
    Check,
    /// Makes these figures the baseline.
    Bless,
}

/// Counts all operations.
pub(crate) fn count_all(then: &Then) -> Result<(), Failure> {
    let mut ours = BTreeMap::new();
    println!("{:<10} {:>9} {:>9} {:>7}", "", "raw", "supervise", "ratio");
    for (operation, small, large) in OPERATIONS {
        let count = |contender| -> Result<u64, Failure> {
            let more = count(operation, contender, large)? - count(operation, contender, small)?;
            Ok(more / (large - small) as u64)
        };
        let (raw, supervise) = (count("raw")?, count("supervise")?);
        let ratio = share(supervise, raw);
        println!("{operation:<10} {raw:>9} {supervise:>9} {ratio:>6.2}×");
        ours.insert(operation.to_owned(), Counted { raw, supervise });
    }
    match then {
        Then::Print => Ok(()),
        Then::Check => check(&ours),
        Then::Bless => {
            let baseline = Baseline {
                rustc: rustc()?,
                tokio: tokio()?,
                instructions: ours,
            };
            let json = serde_json::to_string_pretty(&baseline)?;
            Ok(std::fs::write(BASELINE, json + "\n")?)
        }
    }
}

fn check(ours: &BTreeMap<String, Counted>) -> Result<(), Failure> {
    let baseline: Baseline = serde_json::from_str(&std::fs::read_to_string(BASELINE)?)?;
    if (baseline.rustc.as_str(), baseline.tokio.as_str()) != (&rustc()?, &tokio()?) {
        println!(
            "the baseline holds for {} and tokio {}: nothing to compare with",
            baseline.rustc, baseline.tokio
        );
        return Ok(());
    }
    let mut worse = Vec::new();
    for (operation, agreed) in &baseline.instructions {
        let now = ours.get(operation);
        let now = now.ok_or("the baseline has an operation that is not counted")?;
        let machine = share(now.raw, agreed.raw).max(1.0);
        if share(now.supervise, agreed.supervise) > machine * (1.0 + TOLERANCE) {
            let (now, agreed) = (now.supervise, agreed.supervise);
            worse.push(format!(
                "{operation}: {now} instructions instead of {agreed}"
            ));
        }
    }
    if worse.is_empty() {
        Ok(())
    } else {
        Err(worse.join(", ").into())
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

fn rustc() -> Result<String, Failure> {
    let output = Command::new("rustc").arg("--version").output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// The version in the lock file.
fn tokio() -> Result<String, Failure> {
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");
    let lock = std::fs::read_to_string(lock)?;
    let mut lines = lock.lines().skip_while(|line| *line != "name = \"tokio\"");
    let version = lines.nth(1).ok_or("tokio is not in the lock file")?;
    Ok(version
        .trim_start_matches("version = ")
        .trim_matches('"')
        .to_owned())
}

/// The instructions of a whole run.
fn count(operation: &str, contender: &str, times: usize) -> Result<u64, Failure> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args(["--count", operation, contender, &times.to_string()])
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let told = String::from_utf8_lossy(&output.stderr);
    let collected = told
        .lines()
        .find_map(|line| line.split("Collected : ").nth(1));
    match collected.map(str::parse) {
        Some(Ok(count)) if output.status.success() => Ok(count),
        _ => Err(format!("callgrind failed: {told}").into()),
    }
}

/// Does an operation so many times, to be counted.
pub(crate) fn perform(operation: &str, contender: &str, times: usize) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    match contender {
        "raw" => runtime.block_on(run::<raw::Raw>(operation, times)),
        _ if operation.starts_with("pure") => {
            runtime.block_on(run::<supervise::OfPure>(operation, times));
        }
        _ => runtime.block_on(run::<supervise::Supervise>(operation, times)),
    }
    Ok(())
}

async fn run<C: Contender>(operation: &str, times: usize) {
    match operation {
        "cast" | "pure cast" => {
            let counter = C::Unbounded::start().await;
            // As many at a time as a busy mailbox holds, not all at once.
            for round in 0..times / 100 {
                for _ in 0..100 {
                    counter.add(1).await;
                }
                assert_eq!(counter.get(0).await, (round as u64 + 1) * 100);
            }
        }
        "call" | "pure call" => {
            let counter = C::Unbounded::start().await;
            for done in 0..times {
                assert_eq!(counter.get(1).await, done as u64 + 1);
            }
        }
        "hop" => {
            let home = Arrivals::new();
            let ring = C::Ring::start(100, &home).await;
            ring.hop(times as u64).await;
            home.wait_for(1).await;
        }
        "process" => {
            let crowd = C::Crowd::start(times).await;
            assert!(crowd.answers().await);
            crowd.stop().await;
        }
        _ => {
            let supervisor = C::Dynamic::start().await;
            let mut children = Vec::new();
            for _ in 0..times {
                children.push(supervisor.child().await);
            }
            assert!(supervisor.answers(&children[0]).await);
            supervisor.stop(children).await;
        }
    }
}
