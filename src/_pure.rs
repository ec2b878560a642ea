//! Pure mode: why, how, what is caught and what is not, and how to bring existing code in. Every
//! example here is compiled and run.
//!
//! - [Why](#why)
//! - [How it works](#how-it-works)
//! - [What is caught](#what-is-caught)
//! - [What is not](#what-is-not)
//! - [What may be written](#what-may-be-written)
//! - [Bringing existing code in](#bringing-existing-code-in)
//! - [A process on top](#a-process-on-top)
//! - [What it costs](#what-it-costs)
//!
//! # Why
//!
//! A supervisor cures a crash by starting again from a known state. What is known is mostly the first
//! state, since a callback that panicked half way may have left anything behind: a half-changed
//! structure, a message that was sent, a line that was written.
//!
//! If the compiler has proved that callbacks have no side effects, nothing can be half done. A
//! callback that panicked has changed nothing. So the process goes on from its last state
//! (`reinit: last_known`), or does not even end (`on_panic = resume`); and what it did can be replayed
//! in a test, message by message, with the same states as a result.
//!
//! # How it works
//!
//! `#[pure]` writes a function anew so that each call in it goes to the callee's *twin*: a hidden item
//! of the same signature that exists only for what is pure. `#[pure]` on a function, an impl block or
//! a trait makes the twins; those of std are in a table. So rustc resolves every name, and a function
//! that is not marked has nothing that could be called:
//!
//! ```compile_fail
//! use supervise::pure;
//!
//! fn rate() -> u32 {
//!     println!("asking the bank");
//!     3
//! }
//!
//! #[pure]
//! fn interest(cents: u32) -> u32 {
//!     cents * rate() / 100 // expected type, found function `rate`
//! }
//! ```
//!
//! There is no list of forbidden names to get around, and no second copy of the code that could mean
//! something else than the one that runs. An alias, a re-export, a trait of the same name, a macro
//! that poses as `format!`: none of them has a twin.
//!
//! # What is caught
//!
//! | side effect | what the compiler says |
//! |---|---|
//! | calling a function that is not marked | E0573: ``expected type, found function `rate` `` |
//! | calling a function of std that the table does not have | `` `std::ptr::eq` is not in the table `` |
//! | calling a method that is not marked, or that std's table does not have | E0599: ``no method named `save_needs_pure_or_trust_pure` `` |
//! | a type with shared or hidden state: `Cell`, `Mutex`, an atomic, `File`, `Instant`, `Sender`, `fn` and `dyn Fn` in data | E0277: `` `Cell<u32>` is not pure data `` |
//! | a static or a constant of such a type | the same |
//! | an unmarked impl that std or an operator would call back: `Clone`, `Ord`, `Hash`, `Debug`, `Add`, `From` by `?` … | E0277: ``the `Ord` of `Name` is not marked pure`` |
//! | an unmarked impl of a pure trait | E0046: ``missing: `every_impl_must_be_marked_pure` `` |
//! | `impl Pure for` a type by hand | E0046: ``missing: `every_type_must_be_marked_pure` `` |
//! | `Drop`, or a `Deref` that was not announced | E0119: conflicting implementations of `PureDataHasNoDrop` |
//! | showing a `dyn Error`: whose it is can't be known | E0277: ``the `Display` of `dyn std::error::Error` is not marked pure`` |
//! | the random order of a `HashMap` | E0599, E0277: `can't be gone through in pure code` |
//! | addresses, capacities, reference counts, thread ids | no method of the name, or `an address is not the same in every run` |
//! | printing, logging, the clock, files, the environment, threads, the network | each in its own words |
//! | `unsafe`, `async`, `.await` | each in its own words |
//! | a closure that changes what it captures | ``a closure in pure code can't change `sum`, which it captures`` |
//! | a macro that is not std's | ``pure code can't look into the macro `show!` `` |
//! | an attribute below `#[pure]` that could change the code | ``the attribute `tokio::main` could change what was checked`` |
//!
//! Six mistakes have rustc's words only, which do not name the way out:
//!
//! | what was written | what the compiler says | the way out |
//! |---|---|---|
//! | a derive above `#[pure]`, then `value.clone()` | E0308: mismatched types, found a reference | `#[pure]` above the derives |
//! | a method of std in a `const fn` | E0015: cannot call non-const method | remove `const` |
//! | `Trait::method(&x)` of an unmarked trait | E0782: expected a type, found a trait | `#[pure]` on the trait |
//! | a constructor handed to a function of your own: `apply(Wrapper)` | E0063: missing field `0` | write the closure: `\|x\| Wrapper(x)` |
//! | a constant in small letters | E0573: expected type, found constant | write it in capitals |
//! | `map.get("x")`, where the key's `Borrow<str>` is not marked | E0308: mismatched types | `#[pure]` on the `impl Borrow` |
//!
//! A pure function whose name is taken as a type beside it is E0428 or E0255: the twin is a hidden type
//! of the function's name.
//!
//! # What is not
//!
//! Endless loops, memory use, stack overflow and panics are no side effects here. The text of a panic
//! reaches the panic hook.
//!
//! That a closure changes what it captured is seen by the names: one that hands a captured `&mut` on, or calls
//! a method of it, is not noticed where nothing tells that it is one. It changes what its function owns, and
//! nothing else.
//!
//! The error in an [`ExitReason`](crate::ExitReason) is the user's, pure or not. What it says it was asked
//! when the reason was made; but where a pure process drops the last copy, its `Drop` runs.
//!
//! A `Hash` and an `Ord` that contradict their `Eq` show the seed of a hash map, and an `Eq` by which a value
//! is not its own equal, or a `Clone` that is another value, show whether an `Rc` is shared.
//!
//! *The same in every run* holds for one build on one machine: floating-point functions such as `sin`
//! and `exp` may differ in the last bit elsewhere, a NaN's bits may differ, and arithmetic that
//! overflows panics only where overflow is checked. Who replays a recorded trace in another build should
//! have neither in the state.
//!
//! [`trust_pure!`](crate::trust_pure) and `#[trust_pure = "why"]` are believed, and so are hand-written
//! items whose name ends with `_needs_pure_or_trust_pure`, items of `__private`, and
//! `#[pure(crate = path)]`: all can be looked for. `no_trust` refuses the first two.
//!
//! # What may be written
//!
//! Ordinary Rust, mostly as it stands: local variables that change, `&mut` parameters of helpers,
//! loops, `?`, closures, iterators, strings and formatting, maps, trait objects of pure traits,
//! generics, derives, const fns.
//!
//! - `#[pure]` stands **above** the derives: what is derived above it is not seen, and counts as
//!   unmarked.
//! - A `HashMap` is used by key. To go through it, take a `BTreeMap`, or [`sorted`](crate::sorted()).
//! - A closure may look at what it captures; to add something up, use a `for` loop or a `fold`.
//! - The type of a parameter that is or holds a closure is written out: `Box<dyn Fn(u32) -> u32>`; an
//!   alias hides what it stands for.
//! - A `const fn` can call no method of std: twins are no `const fn`s. Drop the `const`.
//! - A type with a `Deref` says so: `#[pure(deref)]`, or `#[pure(deref_mut)]` with a `DerefMut`. Its type
//!   parameters, if it has any, are declared `Pure`.
//! - `cfg` stands on items, statements and arms, not on a `let`, a field of a pattern or a closure's
//!   parameter. In a body only the variants of an enum are imported by a glob.
//! - A `dyn Iterator` of pure code is one of a pure iterator, so unmarked code that makes one for pure code
//!   leaves that to a marked function.
//! - What is called like a side effect of std, but is your own, is named by its path: `self::env::var(x)`. A
//!   trait of your own may be called like one of std; as a bound, the name means std's.
//! - What std passes to your `from_iter`, `extend` and `hash` may be used as if it were pure.
//!
//! # Bringing existing code in
//!
//! Start at the leaves, one item after another; unmarked code goes on calling marked code as before.
//!
//! 1. Mark the data: `#[pure]` above the derives of the structs and enums.
//! 2. Mark the functions and impl blocks that call nothing of yours, then those that call these. Or put
//!    a whole inline module below one `#[pure]`.
//! 3. Where the compiler asks for something that is not pure, move it out: read the clock, the
//!    configuration and the file in front, and hand the value in; return what is to be written, and
//!    write it behind.
//! 4. What is pure but can't be shown to be is vouched for, with a reason:
//!
//! ```
//! use supervise::{pure, trust_pure};
//!
//! mod foreign {
//!     pub fn crc(bytes: &[u8]) -> u32 {
//!         bytes.iter().map(|byte| u32::from(*byte)).sum()
//!     }
//! }
//!
//! #[pure]
//! fn stamped(text: &str) -> String {
//!     let crc = trust_pure!("only computes", foreign::crc(text.as_bytes()));
//!     format!("{text} {crc:08x}")
//! }
//!
//! assert_eq!(stamped("a"), "a 00000061");
//! ```
//!
//! The features `chrono`, `uuid`, `rust_decimal` and `bytes` bring lists of what those crates have that
//! is pure; for another crate, write such a list with [`trust_pure!`](crate::trust_pure) once.
//!
//! # A process on top
//!
//! The callbacks of a [pure process](macro@crate::managed_process#pure-processes) return the next
//! state, the reply, and effects as data. Its core is best kept as plain pure functions that know of no
//! process; they can be tested as such. In the repository, `examples/ledger` is a double-entry ledger
//! made this way, crashed on purpose, that loses nothing, and `tests/pure/ledger.rs` has its property
//! tests.
//!
//! ```
//! use supervise::prelude::*;
//! use supervise::testing;
//!
//! #[pure]
//! fn fee(amount: u64) -> u64 {
//!     amount / 100
//! }
//!
//! #[pure]
//! #[derive(Clone, Debug, PartialEq)]
//! pub struct Till {
//!     cents: u64,
//! }
//!
//! #[managed_process(pure)]
//! impl Till {
//!     #[call]
//!     pub fn pay(&self, amount: u64) -> Next<Self, u64> {
//!         assert!(amount != 13, "unlucky");
//!         let cents = self.cents + amount - fee(amount);
//!         Next::new(Till { cents }).reply(cents).log(Level::Info, "paid")
//!     }
//! }
//!
//! supervision_tree! {
//!     Shop() { till: Till { cents: 0 } { reinit: last_known } }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let shop = Shop::start().await?;
//! assert_eq!(shop.till().pay(100).await?, 99);
//! assert!(shop.till().pay(13).await.is_err());
//! assert_eq!(shop.till().pay(1).await?, 100, "it goes on from where it was");
//! shop.shutdown().await;
//!
//! // The same without a process.
//! let states = testing::replay(
//!     Till { cents: 0 },
//!     testing::script::<Till, _>(|till| [till.pay(100).into(), till.pay(1).into()]),
//! );
//! assert_eq!(states, [Till { cents: 99 }, Till { cents: 100 }]);
//! # Ok(())
//! # }
//! ```
//!
//! See [`Next`](crate::Next) for effects, [`Meta`](crate::Meta) for what a callback may know of its
//! message, [`Token`](crate::Token) to reply later, [`testing`](crate::testing) for replay, and
//! `on_panic`, `max_resumes` and `trace` at [`managed_process`](macro@crate::managed_process).
//!
//! # What it costs
//!
//! Nothing at run time: twins and guards are identities that are inlined away. In a release build of
//! three programs of 400 lines each, 75 of 82 functions have the same number of instructions as
//! unmarked, and all together 1.7 % more (`scripts/pure-cost`).
//!
//! Compile time: `cargo check` of these programs, 2,600 lines that are all pure, takes 1.7 to 1.9 times
//! as long as unmarked, and grows in proportion to the calls (`scripts/pure-cost`). A part of that is the
//! macro itself, which Cargo builds unoptimized; `[profile.dev.build-override] opt-level = 2` in the
//! workspace saves a sixth of the time.
