//! A supervised web service: `cargo run --example web`, then open <http://127.0.0.1:8080>.
//!
//! It asks a flaky upstream for quotes, through a pool of workers that back off; keeps them in a cache
//! that survives its own crashes; takes orders through a circuit breaker; and drains its connections before
//! it stops. `/tree.svg` is its own picture.

#![allow(clippy::print_stdout, reason = "this is a program for a terminal")]

#[allow(unreachable_pub, reason = "nothing of an example can be reached")]
#[path = "app.rs"]
mod app;

use std::process::ExitCode;

use app::{Settings, Web};

fn main() -> ExitCode {
    println!("{}", Web::spec(Settings::default()));
    println!("listening on http://{}", Settings::default().address);
    Web::main(Settings::default())
}
