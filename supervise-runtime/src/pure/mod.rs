//! Pure processes: callbacks that return what is to happen, and the loop that makes it happen.
//!
//! | module | concept |
//! |---|---|
//! | `next` | what a callback returns: state, reply, effects |
//! | `effects`, `deed` | effects as data, and how they are performed |
//! | `effect` | how effects look to a test |
//! | `meta`, `token` | what a callback may know of its message; a reply that comes later |
//! | `input`, `turn`, `drive` | what comes in, one callback, the loop's side of it |
//! | `recorded`, `testing` | messages apart from any process, and replay |
//! | `trace` | the messages of a live process, kept |

mod book;
mod deed;
mod drive;
mod effect;
mod effects;
mod input;
mod letter;
mod level;
mod meta;
mod next;
mod reason;
mod recorded;
pub(crate) mod testing;
mod token;
mod trace;
mod turn;
mod undeliverable;

pub(crate) use self::book::Book;
pub use self::drive::perform_last;
pub use self::effect::Effect;
pub use self::effects::{Effects, IntoEffects};
pub use self::input::{Input, OnPanic, PureProcess, Sent};
pub use self::level::Level;
pub use self::meta::Meta;
pub use self::next::{IntoNext, Next, Open};
pub use self::reason::Reason;
pub use self::recorded::Recorded;
pub use self::token::Token;
#[cfg(feature = "trace")]
pub(crate) use self::trace::Ring;
pub use self::trace::{
    Noting, TRACES, Traced, TracedPart, a_traced_message_must_be_clone, note, read_trace,
};
pub use self::turn::{StateToKeep, Turn};
