//! All that was measured in one run, and how it is told.

use std::path::Path;

use serde::Serialize;

use crate::Failure;
use crate::args::Args;
use crate::sample::{self, CONTENDERS};
use crate::workloads::{Metric, WORKLOADS, Workload, median};

#[derive(Serialize)]
pub(crate) struct Report {
    machine: Machine,
    runs: usize,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Machine {
    processor: String,
    cores: usize,
    /// Load of the last minute when the run began: others were at work too.
    load: String,
}

#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) metric: &'static str,
    pub(crate) what: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) size: usize,
    pub(crate) entries: Vec<Entry>,
}

#[derive(Serialize)]
pub(crate) struct Entry {
    pub(crate) contender: &'static str,
    pub(crate) median: f64,
    /// Median, lowest and highest of its ratios to the first contender, round by round.
    pub(crate) ratio: f64,
    lowest: f64,
    highest: f64,
}

impl Report {
    /// The contenders take turns; a ratio is formed within one round.
    pub(crate) fn measure(args: &Args) -> Result<Self, Failure> {
        let mut rows = Vec::new();
        for workload in WORKLOADS {
            if args.workloads.is_empty() || args.workloads.iter().any(|name| name == workload.name)
            {
                let size = args.size.unwrap_or(workload.size);
                let measured = measure(workload, size, args)?;
                if !args.json {
                    measured.iter().for_each(Row::print);
                }
                rows.extend(measured);
            }
        }
        Ok(Self {
            machine: Machine::this(),
            runs: args.runs,
            rows,
        })
    }

    pub(crate) fn write(&self, args: &Args) -> Result<(), Failure> {
        let json = serde_json::to_string_pretty(self)?;
        if args.json {
            println!("{json}");
        }
        let dir = Path::new("target/bench");
        std::fs::create_dir_all(dir)?;
        std::fs::write(dir.join("results.json"), json)?;
        Ok(())
    }
}

fn measure(workload: &Workload, size: usize, args: &Args) -> Result<Vec<Row>, Failure> {
    // For each contender its samples, one of each round.
    let mut all: Vec<(&'static str, Vec<Vec<f64>>)> = Vec::new();
    let wanted = |name: &str| {
        name == base(workload)
            || args.contenders.is_empty() && name != "raw-many"
            || args.contenders.iter().any(|wanted| wanted == name)
    };
    let mut contenders: Vec<_> = CONTENDERS
        .iter()
        .map(|known| known.name)
        .filter(|name| wanted(name))
        .collect();
    contenders.sort_by_key(|name| *name != base(workload));
    for _ in 0..args.runs {
        for name in &contenders {
            let sample = sample::take(workload.name, name, size)?;
            if sample.is_empty() {
                continue;
            }
            match all.iter_mut().find(|(known, _)| known == name) {
                Some((_, samples)) => samples.push(sample),
                None => all.push((name, vec![sample])),
            }
        }
    }
    let row = |(index, metric): (usize, &Metric)| Row {
        metric: metric.name,
        what: metric.what,
        unit: metric.unit,
        size,
        entries: all
            .iter()
            .map(|(contender, samples)| Entry::new(contender, index, samples, &all[0].1))
            .collect(),
    };
    Ok(workload.metrics.iter().enumerate().map(row).collect())
}

/// Whom the others are compared with. Plain tokio is unstable where many send to one mailbox
/// without a bound.
fn base(workload: &Workload) -> &'static str {
    if workload.name == "w2u" {
        "raw-many"
    } else {
        "raw"
    }
}

impl Entry {
    fn new(contender: &'static str, index: usize, samples: &[Vec<f64>], base: &[Vec<f64>]) -> Self {
        let ratios = samples
            .iter()
            .zip(base)
            .map(|(one, base)| one[index] / base[index]);
        let mut ratios: Vec<f64> = ratios.collect();
        ratios.sort_by(f64::total_cmp);
        Self {
            contender,
            median: median(samples.iter().map(|sample| sample[index]).collect()),
            ratio: median(ratios.clone()),
            lowest: ratios[0],
            highest: ratios[ratios.len() - 1],
        }
    }
}

impl Row {
    fn print(&self) {
        println!("{:<5} {}", self.metric, self.what);
        for entry in &self.entries {
            println!(
                "      {:<13} {:>10.0} {:<2} {:>7.2}× ({:.2}–{:.2})",
                entry.contender, entry.median, self.unit, entry.ratio, entry.lowest, entry.highest
            );
        }
    }
}

impl Machine {
    fn this() -> Self {
        let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let processor = cpu.lines().find(|line| line.starts_with("model name"));
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        Self {
            processor: processor
                .and_then(|line| line.split(": ").nth(1))
                .unwrap_or("unknown")
                .to_owned(),
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            load: load.split(' ').next().unwrap_or_default().to_owned(),
        }
    }
}
