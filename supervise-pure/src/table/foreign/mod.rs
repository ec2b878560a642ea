//! Types of other crates, each behind a feature of its name. What is listed is vouched for; what asks the
//! clock or the operating system is left out.

/// Types that are inert data, each with what it can do.
macro_rules! foreign {
    ($($ty:ty: $($mark:path),*;)*) => { $(foreign!(@ $ty, $($mark)*);)* };
    (@ $ty:ty, $($mark:path)*) => {
        impl crate::Pure for $ty {
            fn every_type_must_be_marked_pure(&self) -> $crate::Seal { $crate::Seal }
        }
        impl crate::Marked for $ty {}
        $(impl $mark for $ty {})*
    };
}

#[cfg(feature = "bytes")]
mod bytes;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "uuid")]
mod uuid;

#[cfg(feature = "bytes")]
pub use self::bytes::*;
#[cfg(feature = "chrono")]
pub use self::chrono::*;
#[cfg(feature = "rust_decimal")]
pub use self::rust_decimal::*;
#[cfg(feature = "uuid")]
pub use self::uuid::*;
