//! A tree as the whole program: exit codes, signals, and what stderr says.
//!
//! Each test starts this test binary again with the name of a role, which is then a program of its
//! own. A role says on stdout where it is.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child as Program, ChildStderr, ChildStdout, Command, ExitCode, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use supervise::__private::{Declared, main, run};
use supervise::prelude::*;
use supervise::{Limit, Shutdown, Supervisor, SupervisorRef};

use crate::support::*;

const ROLE: &str = "SUPERVISE_TEST_ROLE";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Role {
    /// Runs until it is told to stop.
    Serve,
    /// Ends by itself.
    Finish,
    /// The same, before its last child is up.
    FinishEarly,
    FailStart,
    DeclaredWrongly,
    GiveUp,
    /// Its terminate hangs.
    HangInTerminate,
    /// The same, and has all the time for it.
    HangForEver,
    /// The same, a level below the root.
    HangBelow,
    /// Its children are killed by declaration.
    Brutal,
    /// It never yields.
    Spin,
    SlowStart,
    /// A child does not start, and the one before it takes its time to end.
    FailSlowly,
    /// By `run`, in a runtime of the program's own.
    OwnRuntime,
}

const ROLES: [Role; 14] = [
    Role::Serve,
    Role::Finish,
    Role::FinishEarly,
    Role::FailStart,
    Role::DeclaredWrongly,
    Role::GiveUp,
    Role::HangInTerminate,
    Role::HangForEver,
    Role::HangBelow,
    Role::Brutal,
    Role::Spin,
    Role::SlowStart,
    Role::FailSlowly,
    Role::OwnRuntime,
];

struct Worker {
    role: Role,
    top: SupervisorRef,
}

#[managed_process]
impl Worker {
    #[init]
    async fn begin(role: Role, top: SupervisorRef, cx: &mut Cx<Self>) -> Result<Self, String> {
        match role {
            Role::FailStart | Role::FailSlowly => return Err("no\nway".to_owned()),
            Role::FinishEarly => {
                top.stop(ExitReason::Shutdown);
                std::future::pending::<()>().await;
            }
            Role::SlowStart => {
                say("starting");
                std::future::pending::<()>().await;
            }
            _ => {}
        }
        let worker = Self { role, top };
        cx.me().go().try_send().map_err(|error| error.to_string())?;
        Ok(worker)
    }

    #[cast]
    fn go(&mut self) {
        match self.role {
            Role::Finish => self.top.stop(ExitReason::Normal),
            Role::GiveUp => panic!("several\nlines"),
            Role::Spin => {
                say("ready");
                loop {
                    std::thread::park();
                }
            }
            _ => say("ready"),
        }
    }

    #[terminate]
    async fn bye(self) {
        if matches!(
            self.role,
            Role::HangInTerminate | Role::HangForEver | Role::HangBelow | Role::Brutal
        ) {
            say("terminating");
            std::future::pending::<()>().await;
        }
        say("terminated");
    }
}

/// A child that has started when the others do not.
struct First(Role);

#[managed_process]
impl First {
    #[terminate]
    async fn bye(self) {
        #[cfg(unix)]
        if self.0 == Role::FailSlowly {
            let kind = tokio::signal::unix::SignalKind::terminate();
            let mut signals = tokio::signal::unix::signal(kind).unwrap();
            say("first terminating");
            signals.recv().await;
            // The program hears of it too, and has its turn.
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
        }
        say("first terminated");
    }
}

#[allow(clippy::print_stdout, reason = "it is read by the test")]
fn say(what: &str) {
    println!("{what}");
}

/// What the macro will write.
struct Tree<T>(std::marker::PhantomData<T>);

#[derive(Clone, Debug)]
struct TreeRef(SupervisorRef);

impl TreeHandle for TreeRef {
    fn supervisor(&self) -> &SupervisorRef {
        &self.0
    }
}

impl<T> Declared for Tree<T> {
    type Handle = TreeRef;
    type Params = Role;
    const BUDGET_MS: Option<u64> = None;

    fn build(name: &str, role: Role) -> (Supervisor, TreeRef) {
        assert_eq!(name, "Tree");
        let mut top = Supervisor::new(name).limit(Limit::new(2, SECOND));
        if role == Role::DeclaredWrongly {
            top.add(supervise::Pool::<First>::value("pool", 0, move || {
                First(role)
            }));
        }
        let handle = top.handle();
        let stops = handle.clone();
        let shutdown = match role {
            Role::Brutal => Shutdown::BrutalKill,
            Role::HangForEver => Shutdown::Infinity,
            Role::HangInTerminate | Role::HangBelow | Role::Spin => Shutdown::After(millis(100)),
            _ => Shutdown::WORKER,
        };
        let worker = supervise::Child::<Worker>::new("worker", move || (role, stops.clone()));
        let worker = worker.shutdown(shutdown);
        top.add(supervise::Child::<First>::value("first", move || {
            First(role)
        }));
        if role == Role::HangBelow {
            let mut inner = Supervisor::new("inner");
            inner.add(worker);
            top.add(inner);
        } else {
            top.add(worker);
        }
        (top, TreeRef(handle))
    }
}

/// Not a test: what a role does.
#[test]
fn role() {
    let Ok(name) = std::env::var(ROLE) else {
        return;
    };
    let role = ROLES.into_iter().find(|role| format!("{role:?}") == name);
    let role = role.expect("a known role");
    let code = if role == Role::OwnRuntime {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(run::<Tree<Vec<String>>>(role))
    } else {
        main::<Tree<Vec<String>>>(role)
    };
    let number = (0..=u8::MAX).find(|number| ExitCode::from(*number) == code);
    std::process::exit(number.map_or(99, i32::from));
}

/// A program, which is ended with the test, and in any case after a minute.
struct Running {
    program: Arc<Mutex<Program>>,
    stdout: BufReader<ChildStdout>,
    stderr: ChildStderr,
    /// Dropped, it sends the watch home.
    _ends_with_test: mpsc::Sender<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.program.lock().unwrap().kill());
    }
}

impl Running {
    fn start(role: Role) -> Self {
        let mut program = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "program::role",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(ROLE, format!("{role:?}"))
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(program.stdout.take().unwrap());
        let stderr = program.stderr.take().unwrap();
        let program = Arc::new(Mutex::new(program));
        let watched = Arc::downgrade(&program);
        let (ends_with_test, over) = mpsc::channel();
        std::thread::spawn(move || {
            let late = over.recv_timeout(Duration::from_secs(60));
            if let (Err(RecvTimeoutError::Timeout), Some(program)) = (late, watched.upgrade()) {
                drop(program.lock().unwrap().kill());
            }
        });
        Self {
            program,
            stdout,
            stderr,
            _ends_with_test: ends_with_test,
        }
    }

    fn wait_for(&mut self, line: &str) {
        let mut read = String::new();
        loop {
            read.clear();
            let bytes = self.stdout.read_line(&mut read).unwrap();
            assert!(bytes > 0, "it ended before it said {line:?}");
            if read.trim_end().ends_with(line) {
                return;
            }
        }
    }

    #[cfg(unix)]
    fn signal(&self, signal: &str) {
        let id = self.program.lock().unwrap().id();
        let killed = Command::new("kill")
            .args([format!("-{signal}"), id.to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
    }

    /// Its exit code, the rest of its stdout, and what it said of itself on stderr.
    fn end(mut self) -> (Option<i32>, String, String) {
        let mut stdout = String::new();
        self.stdout.read_to_string(&mut stdout).unwrap();
        let mut stderr = String::new();
        self.stderr.read_to_string(&mut stderr).unwrap();
        let code = self.program.lock().unwrap().wait().unwrap().code();
        let ours = stderr
            .lines()
            .filter(|line| line.starts_with("supervise: "));
        (code, stdout, ours.collect::<Vec<_>>().join("\n"))
    }
}

#[test]
fn a_tree_that_ends_in_order_by_itself_is_0() {
    let (code, stdout, stderr) = Running::start(Role::Finish).end();
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    assert!(
        stdout.contains("terminated\nfirst terminated\n"),
        "{stdout}"
    );
    let (code, stdout, stderr) = Running::start(Role::FinishEarly).end();
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    assert!(stdout.ends_with(" first terminated\n"), "{stdout}");
}

#[test]
fn a_start_that_fails_is_1_and_says_so_in_one_line() {
    let (code, stdout, stderr) = Running::start(Role::FailStart).end();
    assert_eq!(code, Some(1));
    assert_eq!(stderr, "supervise: `worker` did not start: error: no way");
    assert!(stdout.contains("first terminated\n"));
    let (code, _, stderr) = Running::start(Role::DeclaredWrongly).end();
    assert_eq!(code, Some(1));
    assert_eq!(
        stderr,
        "supervise: the tree is declared wrongly: `Tree/pool`: a pool of 0 processes"
    );
}

#[cfg(unix)]
#[test]
fn a_start_that_fails_is_1_also_where_a_signal_comes_meanwhile() {
    let mut running = Running::start(Role::FailSlowly);
    running.wait_for("first terminating");
    running.signal("TERM");
    let (code, stdout, stderr) = running.end();
    assert_eq!(stdout, "first terminated\n");
    assert_eq!(stderr, "supervise: `worker` did not start: error: no way");
    assert_eq!(code, Some(1));
}

#[test]
fn giving_up_is_2_and_says_so_in_one_line() {
    let (code, stdout, stderr) = Running::start(Role::GiveUp).end();
    assert_eq!(code, Some(2));
    assert!(
        stderr.starts_with(
            "supervise: gave up after 2 restarts, the last child to fail was `worker`: \
             panic: several lines at "
        ),
        "{stderr}"
    );
    assert_eq!(stderr.lines().count(), 1);
    assert!(stdout.contains("first terminated\n"));
}

#[cfg(unix)]
#[test]
fn a_signal_stops_the_tree_in_order_with_0() {
    for role in [Role::Serve, Role::OwnRuntime] {
        for signal in ["INT", "TERM"] {
            let mut running = Running::start(role);
            running.wait_for("ready");
            running.signal(signal);
            let (code, stdout, stderr) = running.end();
            assert_eq!((code, stderr.as_str()), (Some(0), ""));
            assert_eq!(stdout, "terminated\nfirst terminated\n");
        }
    }
}

#[cfg(unix)]
#[test]
fn what_is_killed_by_declaration_is_0() {
    let mut running = Running::start(Role::Brutal);
    running.wait_for("ready");
    running.signal("TERM");
    let (code, stdout, _) = running.end();
    assert_eq!(code, Some(0));
    assert_eq!(stdout, "first terminated\n");
}

#[cfg(unix)]
#[test]
fn a_child_that_had_to_be_killed_is_3() {
    for role in [Role::HangInTerminate, Role::HangBelow] {
        let mut running = Running::start(role);
        running.wait_for("ready");
        running.signal("TERM");
        let (code, stdout, stderr) = running.end();
        assert_eq!((code, stderr.as_str()), (Some(3), ""), "{role:?}");
        assert_eq!(stdout, "terminating\nfirst terminated\n");
    }
}

/// Takes a second of real time: that is how long a child that was killed has to yield.
#[cfg(unix)]
#[test]
fn a_child_that_never_yields_is_3() {
    let mut running = Running::start(Role::Spin);
    running.wait_for("ready");
    running.signal("TERM");
    let (code, stdout, _) = running.end();
    assert_eq!(code, Some(3));
    assert_eq!(stdout, "first terminated\n");
}

#[cfg(unix)]
#[test]
fn a_signal_while_the_tree_starts_stops_what_was_started() {
    let mut running = Running::start(Role::SlowStart);
    running.wait_for("starting");
    running.signal("INT");
    let (code, stdout, stderr) = running.end();
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    assert_eq!(stdout, "first terminated\n");
}

#[cfg(unix)]
#[test]
fn a_second_signal_ends_at_once() {
    for (signal, expected) in [("INT", 130), ("TERM", 143)] {
        let mut running = Running::start(Role::HangForEver);
        running.wait_for("ready");
        running.signal("TERM");
        running.wait_for("terminating");
        running.signal(signal);
        let (code, stdout, _) = running.end();
        assert_eq!(code, Some(expected));
        assert_eq!(stdout, "");
    }
}
