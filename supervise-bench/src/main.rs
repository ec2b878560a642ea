//! Measures `supervise` beside hand-written tokio and other libraries. `--help` tells how.

mod args;
mod contenders;
mod curves;
mod instructions;
mod memory;
mod million;
mod plot;
mod report;
mod sample;
mod workloads;

use self::args::Task;
use self::report::Report;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let args = args::parse()?;
    match &args.task {
        Task::Sample(workload, contender, size) => sample::print(workload, contender, *size),
        Task::Count(operation, contender, times) => {
            instructions::perform(operation, contender, *times)
        }
        Task::Instructions(then) => instructions::count_all(then),
        Task::Million => million::print(args.size.unwrap_or(1_000_000)),
        Task::Curves => {
            let rows = curves::measure(&args)?;
            Report::of(rows, &args).write("curves", &args)
        }
        Task::Measure => {
            let report = Report::of(report::measure_all(&args)?, &args);
            plot::ratios(&report.rows)?;
            report.write("results", &args)
        }
    }
}
