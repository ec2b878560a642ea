//! What twins a call finds.

mod resolution;
