//! What the user asks for.

use crate::Failure;
use crate::instructions::Then;
use crate::sample::CONTENDERS;
use crate::workloads::WORKLOADS;

const HELP: &str = "\
Usage: supervise-bench [WORKLOAD…] [--contender NAME]… [--runs N] [--size N] [--json]

  WORKLOAD         which to run; all if none is named
  --contender      whom to measure beside `raw`; all if none is named
  --runs           how many rounds; the median over them counts (9)
  --size           how many processes, senders or rounds, instead of the workload's own number
  --json           prints what was measured as JSON

It writes what it has measured to target/bench, as JSON and as pictures.

       supervise-bench --curves [WORKLOAD…] [--runs N]

  --curves         how costs grow, for hand-written tokio and ours

       supervise-bench --million [--size N]

  --million        very many dynamic children: started, counted, looked up, restarted, stopped

       supervise-bench --instructions | --check | --bless

  --instructions   counts instructions with valgrind
  --check          the same, and fails when they are more than the committed baseline
  --bless          the same, and makes them the baseline
";

pub(crate) struct Args {
    pub(crate) workloads: Vec<String>,
    pub(crate) contenders: Vec<String>,
    pub(crate) runs: usize,
    pub(crate) size: Option<usize>,
    pub(crate) json: bool,
    pub(crate) task: Task,
}

pub(crate) enum Task {
    Measure,
    Curves,
    Million,
    Instructions(Then),
    /// Of this program's own children: one sample of a workload, by a contender, of a size.
    Sample(String, String, usize),
    /// The same for what is counted under valgrind.
    Count(String, String, usize),
}

pub(crate) fn parse() -> Result<Args, Failure> {
    use lexopt::prelude::*;
    let mut args = Args {
        workloads: Vec::new(),
        contenders: Vec::new(),
        runs: 9,
        size: None,
        json: false,
        task: Task::Measure,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("contender") => args.contenders.push(known(
                parser.value()?.string()?,
                CONTENDERS.iter().map(|known| known.name),
            )?),
            Long("runs") => args.runs = parser.value()?.parse()?,
            Long("size") => args.size = Some(parser.value()?.parse()?),
            Long("json") => args.json = true,
            Long("sample") => {
                let (workload, contender) = (parser.value()?.string()?, parser.value()?.string()?);
                args.task = Task::Sample(workload, contender, parser.value()?.parse()?);
            }
            Long("count") => {
                let (operation, contender) = (parser.value()?.string()?, parser.value()?.string()?);
                args.task = Task::Count(operation, contender, parser.value()?.parse()?);
            }
            Long("million") => args.task = Task::Million,
            Long("curves") => {
                args.task = Task::Curves;
                if args.contenders.is_empty() {
                    args.contenders
                        .extend(["raw".to_owned(), "supervise".to_owned()]);
                }
            }
            Long("instructions") => args.task = Task::Instructions(Then::Print),
            Long("check") => args.task = Task::Instructions(Then::Check),
            Long("bless") => args.task = Task::Instructions(Then::Bless),
            Long("help") | Short('h') => {
                print!("{HELP}");
                std::process::exit(0);
            }
            Value(name) => args.workloads.push(known(
                name.string()?,
                WORKLOADS.iter().map(|known| known.name),
            )?),
            _ => return Err(arg.unexpected().into()),
        }
    }
    Ok(args)
}

fn known(
    name: String,
    mut all: impl Iterator<Item = &'static str> + Clone,
) -> Result<String, Failure> {
    if all.clone().any(|known| known == name) {
        return Ok(name);
    }
    let all: Vec<_> = all.by_ref().collect();
    Err(format!("there is no {name}, but {}", all.join(", ")).into())
}
