//! One `Pure…` trait for each trait of std that user code may implement and that std or an operator
//! calls back: the implementation at hand is pure.
//!
//! `#[pure] impl Trait for Type` and the derives under `#[pure]` implement them.

mod clone;
mod compare;
mod convert;
mod fmt;
mod iter;
mod ops;

pub use clone::*;
pub use compare::*;
pub use convert::*;
pub use fmt::*;
pub use iter::*;
pub use ops::*;
