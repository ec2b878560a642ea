//! Measures `supervise` beside hand-written tokio and other libraries. `--help` tells how.

mod args;
mod contenders;
mod memory;
mod report;
mod sample;
mod workloads;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let args = args::parse()?;
    if let Some((workload, contender, size)) = &args.sample {
        return sample::print(workload, contender, *size);
    }
    report::Report::measure(&args)?.write(&args)
}
