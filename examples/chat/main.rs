//! A chat server over TCP, as a supervision tree.
//!
//! ```text
//! cargo run --example chat
//! nc 127.0.0.1 7000          in two other terminals
//! ```
//!
//! | file | what it is |
//! |---|---|
//! | `app.rs` | the supervision tree: start reading here |
//! | `session.rs` | a client: rooms are groups, a filter limits how fast it talks, and a slow one loses lines |
//! | `presence.rs` | who is there: a monitor tells when somebody is not any more |
//! | `listener.rs`, `lines.rs` | where clients come from, and what they type |

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is a program for a terminal"
)]

// The path, because the tests build the same file as a part of themselves.
#[path = "app.rs"]
mod app;

use std::process::ExitCode;

use app::{Chat, Setup};

fn main() -> ExitCode {
    let address = std::env::args().nth(1);
    let address = address.unwrap_or_else(|| "127.0.0.1:7000".to_owned());
    let opened = Setup::open(&address).and_then(|setup| Ok((setup.address()?, setup)));
    match opened {
        Ok((address, setup)) => {
            println!("Listening on {address}. Ctrl-c stops the server in order.");
            Chat::main(setup)
        }
        Err(error) => {
            eprintln!("can't listen on {address}: {error}");
            ExitCode::FAILURE
        }
    }
}
