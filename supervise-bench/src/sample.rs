//! One sample, in a process of its own: a fresh allocator and a fresh runtime.

use std::process::Command;

use crate::Failure;
use crate::contenders::{Contender, raw, supervise};
use crate::workloads::{self, Sample};

pub(crate) struct Entrant {
    pub(crate) name: &'static str,
    run: fn(&str, usize) -> Option<Sample>,
}

const fn entrant<C: Contender>() -> Entrant {
    Entrant {
        name: C::NAME,
        run: workloads::run::<C>,
    }
}

pub(crate) const CONTENDERS: &[Entrant] = &[
    entrant::<raw::Raw>(),
    entrant::<raw::Many>(),
    entrant::<supervise::Supervise>(),
    entrant::<supervise::OfPure>(),
    entrant::<supervise::OfCopied>(),
    #[cfg(feature = "peers")]
    entrant::<crate::contenders::ractor::Ractor>(),
    #[cfg(feature = "peers")]
    entrant::<crate::contenders::kameo::Kameo>(),
    #[cfg(feature = "peers")]
    entrant::<crate::contenders::actix::Actix>(),
    #[cfg(feature = "peers")]
    entrant::<crate::contenders::tokio_actors::TokioActors>(),
];

/// Takes a sample in this process and prints its figures.
pub(crate) fn print(workload: &str, contender: &str, size: usize) -> Result<(), Failure> {
    let entrant = CONTENDERS.iter().find(|known| known.name == contender);
    let entrant = entrant.ok_or("no such contender")?;
    if let Some(sample) = (entrant.run)(workload, size) {
        for figure in sample? {
            println!("{figure}");
        }
    }
    // What idle processes there are need not be taken down one by one.
    std::process::exit(0);
}

/// Takes a sample in a child process; no figures when the contender has no word for the workload.
pub(crate) fn take(workload: &str, contender: &str, size: usize) -> Result<Vec<f64>, Failure> {
    let output = Command::new(std::env::current_exe()?)
        .args(["--sample", workload, contender, &size.to_string()])
        .output()?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{contender} in {workload}: {error}").into());
    }
    let figures = String::from_utf8(output.stdout)?;
    Ok(figures.lines().map(str::parse).collect::<Result<_, _>>()?)
}
