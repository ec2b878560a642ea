//! All that was measured in one run, and how it is told.

use std::path::Path;

use serde::Serialize;

use crate::Failure;
use crate::args::Args;
use crate::plot;
use crate::sample::{self, CONTENDERS};
use crate::workloads::{Metric, WORKLOADS, Workload, median};

#[derive(Serialize)]
pub(crate) struct Report {
    machine: Machine,
    runs: usize,
    pub(crate) rows: Vec<Row>,
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
    pub(crate) fn of(rows: Vec<Row>, args: &Args) -> Self {
        Self {
            machine: Machine::this(),
            runs: args.runs,
            rows,
        }
    }

    pub(crate) fn write(&self, name: &str, args: &Args) -> Result<(), Failure> {
        let json = serde_json::to_string_pretty(self)?;
        if args.json {
            println!("{json}");
        }
        std::fs::create_dir_all(plot::DIR)?;
        Ok(std::fs::write(
            Path::new(plot::DIR).join(format!("{name}.json")),
            json,
        )?)
    }
}

/// Measures the workloads that were asked for.
pub(crate) fn measure_all(args: &Args) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for workload in WORKLOADS {
        if args.workloads.is_empty() || args.workloads.iter().any(|name| name == workload.name) {
            let measured = measure(workload, args.size.unwrap_or(workload.size), args)?;
            if !args.json {
                measured.iter().for_each(Row::print);
            }
            rows.extend(measured);
        }
    }
    Ok(rows)
}

/// The contenders take turns; a ratio is formed within one round.
pub(crate) fn measure(workload: &Workload, size: usize, args: &Args) -> Result<Vec<Row>, Failure> {
    let base = workload.with.base();
    let asked = |name: &str| {
        args.contenders.is_empty() || args.contenders.iter().any(|asked| asked == name)
    };
    let known = CONTENDERS.iter().map(|known| known.name);
    let others = known.filter(|name| *name != base && workload.with.takes(name) && asked(name));
    let contenders: Vec<&str> = [base].into_iter().chain(others).collect();
    // For each contender its samples, one of each round.
    let mut all = vec![Vec::new(); contenders.len()];
    for _ in 0..args.runs {
        for (name, samples) in contenders.iter().zip(&mut all) {
            samples.push(sample::take(workload.name, name, size)?);
        }
    }
    let row = |(index, metric): (usize, &Metric)| {
        let entries = contenders.iter().zip(&all);
        let entries =
            entries.filter_map(|(name, samples)| Entry::new(name, index, samples, &all[0]));
        Row {
            metric: metric.name,
            what: metric.what,
            unit: metric.unit,
            size,
            entries: entries.collect(),
        }
    };
    Ok(workload.metrics.iter().enumerate().map(row).collect())
}

impl Entry {
    /// `None` where a contender has no word for the workload, or for this part of it.
    fn new(
        contender: &'static str,
        index: usize,
        samples: &[Vec<f64>],
        base: &[Vec<f64>],
    ) -> Option<Self> {
        let figures = |samples: &[Vec<f64>]| -> Vec<f64> {
            let figures = samples
                .iter()
                .filter_map(|sample| sample.get(index).copied());
            figures.filter(|figure| !figure.is_nan()).collect()
        };
        let (own, base) = (figures(samples), figures(base));
        // Where there is nothing to compare with, it is its own measure.
        let base = if base.is_empty() { own.clone() } else { base };
        let mut ratios: Vec<f64> = own
            .iter()
            .zip(&base)
            .map(|(own, base)| own / base)
            .collect();
        ratios.sort_by(f64::total_cmp);
        Some(Self {
            contender,
            lowest: *ratios.first()?,
            highest: *ratios.last()?,
            median: median(own),
            ratio: median(ratios),
        })
    }
}

impl Row {
    fn print(&self) {
        println!("{:<5} {}", self.metric, self.what);
        for entry in &self.entries {
            println!(
                "      {:<16} {:>10.0} {:<2} {:>7.2}× ({:.2}–{:.2})",
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
