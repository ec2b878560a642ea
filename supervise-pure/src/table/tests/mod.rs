//! What twins a call finds.

mod callbacks;
mod resolution;
