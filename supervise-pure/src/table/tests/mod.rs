//! What twins a call finds.

mod callbacks;
#[cfg(any(
    feature = "bytes",
    feature = "chrono",
    feature = "rust_decimal",
    feature = "uuid"
))]
mod foreign;
mod numbers;
mod resolution;
mod walk;
