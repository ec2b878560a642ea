//! What becomes of a message that an effect could not deliver.

use std::fmt::Display;
use std::sync::atomic::Ordering;

use crate::place::PlaceCore;

/// Counts a message that `to` will never handle among its dead letters, and says why.
pub(super) fn undeliverable(to: &PlaceCore, message: &'static str, why: &dyn Display) {
    to.dead_letters.fetch_add(1, Ordering::Relaxed);
    tracing::debug!(process = %to.label(), message, %why, "dead letter");
}
