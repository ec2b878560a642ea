//! A key-value server that speaks the Redis protocol, as a supervision tree.
//!
//! ```text
//! cargo run --release --example kv -- --port 6380
//! redis-cli -p 6380
//! ```
//!
//! | file | what it is |
//! |---|---|
//! | `app.rs` | the supervision tree: start reading here |
//! | `store.rs`, `session.rs`, `listener.rs`, `expiry.rs`, `stats.rs`, `admin.rs` | the processes |
//! | `keyspace.rs`, `command*.rs`, `op.rs`, `plan.rs`, `protocol.rs`, `reply.rs`, … | plain code, which knows of no process |

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is a program for a terminal"
)]

// The path, because the tests build the same file as a part of themselves.
#[path = "app.rs"]
mod app;

use std::process::ExitCode;

use app::{Config, Kv, Setup};

const USAGE: &str = "\
A key-value server that speaks the Redis protocol.

Options:
  --port <number>         port to listen on (6380)
  --bind <address>        address to listen on (127.0.0.1)
  --max-clients <number>  most connections at a time (10000)";

fn main() -> ExitCode {
    let config = match parse(std::env::args().skip(1)) {
        Ok(Some(config)) => config,
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(wrong) => {
            eprintln!("{wrong}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let address = config.address();
    match Setup::open(config) {
        Ok(setup) => {
            println!("{}", what_to_try(&setup.config));
            Kv::main(setup)
        }
        Err(error) => {
            eprintln!("can't listen on {address}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the options; `None` if help is asked for.
fn parse(mut args: impl Iterator<Item = String>) -> Result<Option<Config>, String> {
    let mut config = Config::default();
    while let Some(option) = args.next() {
        if matches!(option.as_str(), "-h" | "--help") {
            return Ok(None);
        }
        let value = args
            .next()
            .ok_or_else(|| format!("{option}: needs a value"))?;
        let wrong = |error: &dyn std::fmt::Display| format!("{option} {value}: {error}");
        match option.as_str() {
            "--port" => config.port = value.parse().map_err(|error| wrong(&error))?,
            "--bind" => config.bind = value.parse().map_err(|error| wrong(&error))?,
            "--max-clients" => config.max_clients = value.parse().map_err(|error| wrong(&error))?,
            _ => return Err(format!("unknown option {option}")),
        }
    }
    Ok(Some(config))
}

fn what_to_try(config: &Config) -> String {
    let Config { bind, port, .. } = config;
    format!(
        "\
Listening on {bind}:{port}. Try this in another terminal:

  redis-cli -p {port} set greeting hello
  redis-cli -p {port} get greeting
  redis-cli -p {port} tree             the processes, their restarts and their ages
  redis-cli -p {port} crash stores.0   that child panics; look at the tree again
  redis-cli -p {port} crash session    your own connection dies, no other
  redis-benchmark -p {port} -t ping,set,get,incr -n 100000 -P 16 -q

Ctrl-c stops the server in order."
    )
}
