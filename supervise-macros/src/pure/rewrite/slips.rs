//! The most common slips have their own words, found by a look at the tokens before the types are
//! asked. What slips through here is refused by the types.

use syn::{ExprMethodCall, Path};

/// A path that is known to have a side effect. A module of the user's may be called `env` too, so it is
/// std's functions that are named.
pub(super) fn of_path(path: &Path) -> Option<(&'static str, &'static str)> {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    // It says itself that it is the user's own, which may well be called like std's.
    if names
        .first()
        .is_some_and(|first| ["self", "super", "crate"].contains(&first.as_str()))
    {
        return None;
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Some(match names[..] {
        [.., "Instant" | "SystemTime", "now"] => (
            "the clock is not the same in every run",
            "take `&Meta<Self>`, and use `Meta::taken_at`",
        ),
        [
            ..,
            "thread",
            "spawn" | "sleep" | "current" | "yield_now" | "park" | "scope",
        ] => (
            "threads have no place in pure code",
            "start what is to run beside it from an ordinary process",
        ),
        ["tokio", ..] | [.., "task", "spawn" | "spawn_blocking" | "spawn_local"] => (
            "pure code can't start anything",
            "describe what is to be done: `Next::send` to a process that does it",
        ),
        ["std", "fs", ..]
        | [
            "fs",
            "read" | "read_to_string" | "read_dir" | "write" | "remove_file" | "metadata",
        ]
        | [.., "File", "open" | "create"] => (
            "files have no place in pure code",
            "let an ordinary process read and write, and send it what to do: `Next::send`",
        ),
        ["std", "env", ..] | ["env", "var" | "vars" | "var_os" | "args" | "current_dir"] => (
            "the environment is not the same in every run",
            "read it where the program starts, and hand it to the process",
        ),
        ["std", "process", ..] | ["process", "exit" | "abort"] => (
            "the program is not pure code's to end, nor to start another",
            "end the process: `Next::stop`",
        ),
        [.., "io", "stdin" | "stdout" | "stderr"]
        | [
            ..,
            "TcpStream" | "TcpListener" | "UdpSocket",
            "connect" | "bind",
        ] => (
            "input and output have no place in pure code",
            "let an ordinary process do it, and send it what to do: `Next::send`",
        ),
        [
            "rand",
            "random" | "rng" | "thread_rng" | "random_range" | "random_bool",
        ] => (
            "random numbers are not the same in every run",
            "keep a seed in the state, and compute them from it",
        ),
        _ => return None,
    })
}

/// A method that sends or waits.
pub(super) fn of_method(call: &ExprMethodCall) -> Option<(&'static str, &'static str)> {
    Some(match call.method.to_string().as_str() {
        "try_send" | "blocking_send" | "blocking_call" => (
            "pure code can't send: sending is a side effect",
            "describe it: `Next::new(state).send(handle.message())`",
        ),
        _ => return None,
    })
}
