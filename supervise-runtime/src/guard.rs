//! What guards and filters have to be.

/// What the expression after `when` has to be.
#[diagnostic::on_unimplemented(
    message = "a guard is a `bool`, not `{Self}`",
    label = "not a `bool`",
    note = "compare: `when = *n > self.limit`"
)]
pub trait IsGuard {
    /// Is it.
    fn holds(self) -> bool;
}

impl IsGuard for bool {
    fn holds(self) -> bool {
        self
    }
}

/// Of a guard.
pub fn a_guard_must_be_a_bool(guard: impl IsGuard) -> bool {
    guard.holds()
}
