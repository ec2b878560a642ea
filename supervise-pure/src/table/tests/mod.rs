//! What twins a call finds.

mod callbacks;
mod numbers;
mod resolution;
