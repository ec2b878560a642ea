//! Measures `supervise` beside hand-written tokio and other libraries. `--help` tells how.

mod args;
mod contenders;
mod instructions;
mod memory;
mod report;
mod sample;
mod workloads;

use self::args::Task;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let args = args::parse()?;
    match &args.task {
        Task::Sample(workload, contender, size) => {
            return sample::print(workload, contender, *size);
        }
        Task::Count(operation, contender, times) => {
            return instructions::perform(operation, contender, *times);
        }
        Task::Instructions(then) => return instructions::count_all(then),
        Task::Measure => {}
    }
    report::Report::measure(&args)?.write(&args)
}
