//! How a cost grows: with the number of processes, of senders, of waiting messages, of supervisors.

use crate::Failure;
use crate::args::Args;
use crate::plot;
use crate::report::{self, Row};
use crate::workloads::WORKLOADS;

struct Curve {
    workload: &'static str,
    /// What grows.
    axis: &'static str,
    sizes: &'static [usize],
}

const CURVES: &[Curve] = &[
    Curve {
        workload: "w5",
        axis: "processes",
        sizes: &[1_000, 10_000, 100_000, 1_000_000],
    },
    Curve {
        workload: "beside",
        axis: "idle processes",
        sizes: &[1, 10, 100, 1_000, 10_000, 100_000, 1_000_000],
    },
    Curve {
        workload: "w2b",
        axis: "senders",
        sizes: &[1, 2, 4, 8, 16, 32, 64],
    },
    Curve {
        workload: "depth",
        axis: "waiting messages",
        sizes: &[1, 10, 100, 1_000, 10_000, 100_000],
    },
    Curve {
        workload: "v1",
        axis: "children",
        sizes: &[1_000, 10_000, 100_000, 1_000_000],
    },
    Curve {
        workload: "tower",
        axis: "supervisors above each other",
        sizes: &[1, 3, 10, 30, 100],
    },
];

/// Measures all of them, for hand-written tokio and ours unless others are asked for.
pub(crate) fn measure(args: &Args) -> Result<Vec<Row>, Failure> {
    let mut all = Vec::new();
    for curve in CURVES {
        if !args.workloads.is_empty() && !args.workloads.iter().any(|name| name == curve.workload) {
            continue;
        }
        let workload = WORKLOADS.iter().find(|known| known.name == curve.workload);
        let workload = workload.ok_or("a curve of an unknown workload")?;
        let mut points = Vec::new();
        for &size in curve.sizes {
            points.push(report::measure(workload, size, args)?);
        }
        for index in 0..workload.metrics.len() {
            let rows: Vec<&Row> = points.iter().map(|rows| &rows[index]).collect();
            println!("{}, by {}", rows[0].what, curve.axis);
            for row in &rows {
                let entries = row.entries.iter();
                let told = entries
                    .map(|entry| format!("{} {:.0} {}", entry.contender, entry.median, row.unit));
                println!("{:>9}  {}", row.size, told.collect::<Vec<_>>().join(", "));
            }
            plot::curve(&rows, curve.axis)?;
        }
        all.extend(points.into_iter().flatten());
    }
    Ok(all)
}
