//! What becomes of a message that an effect could not deliver.

use std::fmt::Display;

use crate::dead_letter::{self, DeadLetterCause};
use crate::place::PlaceCore;

/// Records a dead letter of `to`, which will never handle the message, and says why.
pub(super) fn undeliverable(to: &PlaceCore, message: &'static str, why: &dyn Display) {
    tracing::debug!(process = %to.label(), message, %why, "not delivered");
    dead_letter::record(to, message, DeadLetterCause::Vacant);
}
