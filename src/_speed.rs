//! What things cost, measured beside hand-written tokio and other libraries, and how to repeat it.
//!
//! - [The figures](#the-figures)
//! - [What that means for a program](#what-that-means-for-a-program)
//! - [How costs grow](#how-costs-grow)
//! - [What does not depend on the machine](#what-does-not-depend-on-the-machine)
//! - [How it was measured](#how-it-was-measured)
//!
//! # The figures
//!
//! The first column is hand-written tokio: a task, an mpsc of an enum, a oneshot, no supervision. All
//! others are **ratios** to it in the same run, so 0.5 is twice as fast. Where tokio has no such thing,
//! it is what one would write instead: a shared receiver that a restarted task takes over, a loop that
//! stops and starts a hundred tasks. A dash: the library has no word for it.
//!
//! | | tokio by hand | supervise | ractor | kameo | actix | tokio-actors |
//! |---|---:|---:|---:|---:|---:|---:|
//! | cast, 1 sender, bounded 1,024 | 109 ns | **0.61** | – | 3.28 | 0.60 | 2.09 |
//! | cast, 1 sender, unbounded | 65 ns | **0.76** | 6.40 | 7.11 | 1.69 | – |
//! | cast, 4 senders, bounded 1,024 | 127 ns | **0.54** | – | 3.23 | 0.37 | 1.76 |
//! | cast, 4 senders, unbounded | 112 ns | **0.58** | 2.90 | 4.66 | 0.82 | – |
//! | call, one after another | 306 ns | **1.20** | 1.83 | 2.10 | 0.46 | 1.80 |
//! | call, 64 in flight | 207 ns | **1.01** | 1.97 | 2.44 | 0.73 | 1.59 |
//! | spawn 100,000 idle processes, cold | 2,483 ns | **0.81** | 3.49 | 3.57 | 0.36 | 10.17 |
//! | spawn them again, warm | 1,010 ns | **0.87** | 2.35 | 3.44 | 0.92 | 13.01 |
//! | stop them all | 807 ns | **1.20** | 2.99 | 4.58 | 1.21 | 7.04 |
//! | memory of an idle process | 1,813 B | **0.73** | 4.33 | 3.86 | 0.47 | 6.79 |
//! | a hop in a ring of 1,000 | 131 ns | **1.60** | 4.40 | 5.68 | 0.60 | 6.98 |
//! | from a panic to the next answer, median | 11,432 ns | **1.17** | 1.50 | 1.60 | – | 3.46 |
//! | fan-out to 10,000 | 111 ns | **0.49** | 2.40 | 10.84 | 1.19 | 9.86 |
//! | dynamic supervisor: start a child, one after another | 2,569 ns | **1.91** | 3.21 | 3.62 | – | 9.75 |
//! | dynamic supervisor: stop it with 100,000 children, for each | 821 ns | **1.62** | 9.02 | 183.51 | – | 329.62 |
//! | memory of a dynamic child | 1,817 B | **0.93** | 4.35 | 4.11 | – | 8.30 |
//! | dynamic supervisor: start a child, 64 in flight | 1,281 ns | **2.48** | 3.92 | 10.33 | – | 18.17 |
//! | 1,000,000 children: start a child, one after another | 3,020 ns | **1.93** | – | – | – | – |
//! | 1,000,000 children: stop them all, for each | 926 ns | **1.74** | – | – | – | – |
//! | from a child's death to the end of the next init, median | 14,327 ns | **1.10** | – | 1.39 | – | 2.28 |
//! | `one_for_all`, 100 children: one dies, all are up again | 229,079 ns | **1.31** | – | 2.28 | – | 24.17 |
//!
//! `actix` runs everything on one thread, without waking another, so that its ratios are of another
//! kind: nothing in it runs in parallel.
//!
//! The rows of casts moved a little with a later change (a sender to a mailbox without a bound gives way):
//! three short runs gave 0.62 to 0.85, 0.78 to 0.82, 0.61 to 0.65, and 0.51 to 0.52.
//!
//! The rows of dynamic supervisors and those of memory are of a later run, and so are the three rows of
//! restarts, on the same machine when it was half as fast. Runs on other days gave 1.2 to 1.9 for a start,
//! and 1.8 to 2.5 for 64 in flight: how long it takes to wake the other processor decides.
//!
//! Hand-written tokio catches no panics between messages, tells nobody why a task has ended, and has no
//! order in which anything is stopped. That is where the rows above 1 come from.
//!
//! # What that means for a program
//!
//! - **Casts are as good as free.** A busy process takes its whole queue at once, so that many messages
//!   cost one lock. With a bound or without makes no difference; take the bound, for it keeps a slow
//!   process from taking all memory.
//! - **A call costs two task switches**, with any library. Many calls in flight, or one message with
//!   more in it, are worth more than anything else that one can do.
//! - **A handler that does not wait costs less than one that does**: write `fn`, not `async fn`, where
//!   nothing is awaited. It is called as a plain function.
//! - **Processes are small**: 1.3 kB when idle, with mailbox, handle, and task; a million of them takes
//!   1.3 GB. One with `async` handlers has room for the largest of their futures besides.
//! - **A restart costs what its panic costs.** Of the 5 to 15 µs from a panic to the next answer most is
//!   Rust's unwinding. To restart a group of a hundred in order costs what it does by hand, or a third more.
//! - **A process costs something in each build**, since its loop is compiled for it: a tree of 50 with 10
//!   handlers each took one processor 44 s from nothing in a debug build, 50 actors of ractor's with as many
//!   messages, and no supervisor, 30 s. After a change to one of them it is a few seconds.
//! - **A pure process** (see [`_pure`](crate::_pure)) takes about a sixth more for a call than an ordinary
//!   one: its state is moved through each callback.
//!
//! # How costs grow
//!
//! | with | from | to | cost |
//! |---|---:|---:|---|
//! | idle processes beside a call | 1 | 1,000,000 | 383 → 318 ns |
//! | processes, to spawn one | 1,000 | 1,000,000 | 2.2 → 1.8 µs (tokio 3.5 → 3.6) |
//! | processes, memory of each | 1,000 | 1,000,000 | 1,257 → 1,255 B (tokio 2,019 → 1,808) |
//! | children of a dynamic supervisor, to start one | 1,000 | 1,000,000 | 3.9 → 4.7 µs |
//! | children, to start one more and stop it | 1,000 | 1,000,000 | 3.1 → 3.5 µs |
//! | children, to stop them all, for each | 1,000 | 1,000,000 | 2.0 → 2.9 µs |
//! | messages waiting in a mailbox, to send and handle one | 100 | 100,000 | 25 → 37 ns (tokio 38 → 42) |
//! | senders, for each cast | 1 | 64 | 51 → 144 ns (tokio 120 → 178) |
//! | supervisors above each other, to start and stop one | 10 | 100 | 14 → 17 µs |
//! | supervisors above a process, to call it | 1 | 100 | 583 → 575 ns |
//!
//! Nothing costs more because there is more beside it, but for the caches of the processor: what
//! is not in them has to be fetched. There is no global lock, and no list of children is searched.
//!
//! # What does not depend on the machine
//!
//! | | hand-written tokio | `supervise` |
//! |---|---:|---:|
//! | instructions for a cast | 214 | 230 |
//! | instructions for a call | 2,097 | 2,660 |
//! | instructions for handing a token on | 705 | 1,066 |
//! | instructions for starting and stopping a process | 4,265 | 7,433 |
//! | instructions for the same below a dynamic supervisor | 5,555 | 17,348 |
//! | allocations for a cast | 0 | 0 |
//! | allocations for a call | 1 | 1 |
//! | allocations for a process | 3 | 3 |
//! | allocations for a child of a dynamic supervisor | 4 | 7 |
//!
//! Instructions are those of a runtime with one thread, counted by valgrind for rustc 1.95 and tokio
//! 1.54. A test run fails when there are 2 % more.
//!
//! # How it was measured
//!
//! On a virtual machine with 2 cores of an AMD EPYC and 2 worker threads, release with thin LTO, glibc's
//! `malloc`, on 2026-11-27: ractor 0.16.5, kameo 0.22.2, actix 0.13.5, tokio-actors 0.11.0, each with its
//! default features and written as its documentation does. The machine is shared, so absolute times say
//! little. The contenders take turns, each sample in a process of its own and warmed up, and the ratio
//! is formed within a round; what counts is the median of five rounds. Each workload checks that every
//! message was handled.
//!
//! ```console
//! cargo run --release -p supervise-bench                  # everything, some ten minutes
//! cargo run --release -p supervise-bench -- w1b w3        # two of them
//! cargo run --release -p supervise-bench -- --curves      # how costs grow
//! cargo run --release -p supervise-bench -- --help
//! scripts/instructions                                    # instruction counts, needs valgrind
//! scripts/kv-cost                                         # the example server beside redis-server
//! ```
//!
//! Tables, JSON and pictures are written to `target/bench`. What was tried to get here, and what did
//! not pay, is in `supervise-bench/NOTES.md`.
