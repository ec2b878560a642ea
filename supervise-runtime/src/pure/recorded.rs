//! A message apart from any process, to be replayed.

use std::fmt;

use super::input::{Input, PureProcess};
use super::meta::Meta;
use crate::call::Call;
use crate::cast::Cast;
use crate::link::Exit;

/// An input of a pure process that was recorded or made up, to be
/// [replayed](super::testing::replay).
///
/// A call or cast that was not sent turns into one: `ledger.deposit(5).into()`. A reply to it goes
/// nowhere.
pub struct Recorded<P: PureProcess> {
    pub(super) input: Input<P::Body>,
    pub(super) meta: Option<Meta<P>>,
}

impl<P: PureProcess> Recorded<P> {
    pub(super) fn new(input: Input<P::Body>) -> Self {
        Self { input, meta: None }
    }

    /// A trapped exit.
    #[must_use]
    pub fn exit(exit: Exit) -> Self {
        Self::new(Input::Exit(exit))
    }

    /// Nothing has come in for the time that was set.
    #[must_use]
    pub fn timeout() -> Self {
        Self::new(Input::Timeout)
    }

    /// What the callback will know of it. Without one, a replay makes one up.
    #[must_use]
    pub fn with_meta(mut self, meta: Meta<P>) -> Self {
        self.meta = Some(meta);
        self
    }

    /// Its handler's name; `exit` and `timeout` are what they are.
    #[must_use]
    pub fn label(&self) -> &'static str {
        self.input.label()
    }

    /// What the callback knew of it; `None` when it was made up without one.
    #[must_use]
    pub fn meta(&self) -> Option<&Meta<P>> {
        self.meta.as_ref()
    }

    /// Which message of its incarnation it was; `None` when it was made up without a meta.
    #[must_use]
    pub fn sequence(&self) -> Option<u64> {
        self.meta.as_ref().map(Meta::sequence)
    }
}

impl<P: PureProcess, A, R, E> From<Call<'_, P, A, R, E>> for Recorded<P>
where
    R: Send + 'static,
    E: Send + 'static,
{
    /// # Panics
    ///
    /// When the call was sent already.
    fn from(call: Call<'_, P, A, R, E>) -> Self {
        match call.into_letter() {
            Some((_, message, _)) => Self::new(Input::Message(message.body)),
            None => panic!("a call that was sent is no message any more"),
        }
    }
}

impl<P: PureProcess, A> From<Cast<'_, P, A>> for Recorded<P> {
    /// # Panics
    ///
    /// When the cast was sent already.
    fn from(cast: Cast<'_, P, A>) -> Self {
        match cast.into_message() {
            Some(message) => Self::new(Input::Message(message.body)),
            None => panic!("a cast that was sent is no message any more"),
        }
    }
}

impl<P: PureProcess> fmt::Debug for Recorded<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded")
            .field("label", &self.label())
            .field("meta", &self.meta)
            .finish_non_exhaustive()
    }
}
