//! The end of a pure process, as its terminate sees it.

use crate::exit::ExitReason;
use crate::process::End;

/// Why a pure process ends: what its `#[terminate]` may take by `&`.
#[derive(Clone, Debug)]
pub struct Reason {
    reason: ExitReason,
    clean: bool,
}

impl Reason {
    pub(super) fn new(reason: ExitReason, clean: bool) -> Self {
        Self { reason, clean }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn of(end: &End) -> Self {
        Self::new(end.reason.clone(), end.clean)
    }

    /// Why the process ends.
    #[must_use]
    pub fn reason(&self) -> &ExitReason {
        &self.reason
    }

    /// Whether it ends between two messages: not by a panic, and with all effects of the last
    /// callback performed. The state is in any case as the last completed callback left it.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.clean
    }
}
