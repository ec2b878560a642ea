//! `cargo run --release -p supervise-bench -- [workload…] [--runs N]`
//!
//! Prints each workload's cost per operation for hand-written tokio and for `supervise`, and the
//! ratio. The contenders take turns, each sample in a process of its own; the median of the ratios
//! counts. Each sample checks that every message was handled.

mod ours;
mod raw;

use std::process::Command;
use std::time::{Duration, Instant};

type Failure = Box<dyn std::error::Error + Send + Sync>;

const WORKLOADS: [(&str, &str); 6] = [
    ("w1b", "cast, 1 sender, bounded 1,024"),
    ("w1u", "cast, 1 sender, unbounded"),
    ("w2b", "cast, 4 senders, bounded 1,024"),
    ("w2u", "cast, 4 senders, unbounded"),
    ("w3", "call, one after another"),
    ("w4", "call, 64 in flight"),
];

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let mut chosen = Vec::new();
    let mut runs = 9;
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--runs" => runs = args.next().ok_or("--runs takes a number")?.parse()?,
            "--sample" => {
                let workload = args
                    .next()
                    .ok_or("--sample takes a workload and a contender")?;
                let contender = args
                    .next()
                    .ok_or("--sample takes a workload and a contender")?;
                return sample(&workload, &contender);
            }
            _ => chosen.push(arg),
        }
    }
    println!(
        "{:<5} {:<34} {:>9} {:>9} {:>7}",
        "", "", "raw", "ours", "ratio"
    );
    for (name, what) in WORKLOADS {
        if !chosen.is_empty() && !chosen.iter().any(|chosen| chosen == name) {
            continue;
        }
        let (mut raw, mut ours, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..runs {
            let (one, other) = (measure(name, "raw")?, measure(name, "ours")?);
            raw.push(one);
            ours.push(other);
            ratios.push(other / one);
        }
        let (raw, ours, ratio) = (median(raw), median(ours), median(ratios));
        println!("{name:<5} {what:<34} {raw:>6.0} ns {ours:>6.0} ns {ratio:>6.2}×");
    }
    Ok(())
}

/// A sample in a process of its own: nanoseconds for each operation.
fn measure(workload: &str, contender: &str) -> Result<f64, Failure> {
    let output = Command::new(std::env::current_exe()?)
        .args(["--sample", workload, contender])
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn sample(workload: &str, contender: &str) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()?;
    let (ours, operations) = (
        contender == "ours",
        if workload.starts_with("w3") {
            200_000
        } else {
            1_000_000
        },
    );
    let run = |operations| {
        runtime.block_on(async move {
            tokio::spawn(drive(workload_of(workload), ours, operations)).await
        })
    };
    // A tenth of the work warms it up.
    run(operations / 10)??;
    let took = run(operations)??;
    #[allow(clippy::cast_precision_loss, reason = "a figure for people")]
    let each = took.as_nanos() as f64 / operations as f64;
    println!("{each}");
    Ok(())
}

#[derive(Clone, Copy)]
enum Workload {
    Casts { senders: u64, bounded: bool },
    Calls { in_flight: u64 },
}

fn workload_of(name: &str) -> Workload {
    match name {
        "w1b" => Workload::Casts {
            senders: 1,
            bounded: true,
        },
        "w1u" => Workload::Casts {
            senders: 1,
            bounded: false,
        },
        "w2b" => Workload::Casts {
            senders: 4,
            bounded: true,
        },
        "w2u" => Workload::Casts {
            senders: 4,
            bounded: false,
        },
        "w3" => Workload::Calls { in_flight: 1 },
        _ => Workload::Calls { in_flight: 64 },
    }
}

type Done = Result<Duration, Failure>;

/// Runs `senders` copies of a loop, then looks whether everything was handled.
macro_rules! drive {
    ($handle:expr, $senders:expr, $operations:expr, $each:expr, $get:expr) => {{
        let handle = $handle;
        let began = Instant::now();
        let each = $operations / $senders;
        let mut tasks = Vec::new();
        for _ in 0..$senders {
            let handle = handle.clone();
            tasks.push(tokio::spawn(async move {
                for _ in 0..each {
                    $each(&handle).await;
                }
            }));
        }
        for task in tasks {
            task.await?;
        }
        let sum = $get(&handle).await;
        let took = began.elapsed();
        if sum != each * $senders {
            return Err(format!("{sum} of {} messages were handled", each * $senders).into());
        }
        Ok(took)
    }};
}

async fn drive(workload: Workload, ours: bool, operations: u64) -> Done {
    match (workload, ours) {
        (
            Workload::Casts {
                senders,
                bounded: true,
            },
            false,
        ) => {
            drive!(
                raw::bounded(1024),
                senders,
                operations,
                async |h: &raw::Bounded| h.add(1).await,
                async |h: &raw::Bounded| h.get(0).await
            )
        }
        (
            Workload::Casts {
                senders,
                bounded: false,
            },
            false,
        ) => {
            drive!(
                raw::unbounded(),
                senders,
                operations,
                async |h: &raw::Unbounded| h.add(1),
                async |h: &raw::Unbounded| h.get(0).await
            )
        }
        (
            Workload::Casts {
                senders,
                bounded: true,
            },
            true,
        ) => {
            drive!(
                ours::Bounded(0).spawn(),
                senders,
                operations,
                async |h: &ours::BoundedRef| drop(h.add(1).await),
                async |h: &ours::BoundedRef| h.get(0).await.unwrap_or_default()
            )
        }
        (
            Workload::Casts {
                senders,
                bounded: false,
            },
            true,
        ) => {
            drive!(
                ours::Unbounded(0).spawn(),
                senders,
                operations,
                async |h: &ours::UnboundedRef| drop(h.add(1).await),
                async |h: &ours::UnboundedRef| h.get(0).await.unwrap_or_default()
            )
        }
        (Workload::Calls { in_flight }, false) => {
            drive!(
                raw::bounded(1024),
                in_flight,
                operations,
                async |h: &raw::Bounded| {
                    let _ = h.get(1).await;
                },
                async |h: &raw::Bounded| h.get(0).await
            )
        }
        (Workload::Calls { in_flight }, true) => {
            drive!(
                ours::Bounded(0).spawn(),
                in_flight,
                operations,
                async |h: &ours::BoundedRef| {
                    let _ = h.get(1).await;
                },
                async |h: &ours::BoundedRef| h.get(0).await.unwrap_or_default()
            )
        }
    }
}
