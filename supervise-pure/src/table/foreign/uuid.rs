//! Of `uuid`: all but the making of new ones, which are random or of the time.

use supervise_macros::trust_pure;
use uuid::{Error, Uuid, Variant};

use crate::traits::*;

foreign! {
    Uuid: PureClone, PurePartialEq, PureEq, PurePartialOrd, PureOrd, PureHash, PureDebug, PureDisplay, PureDefault, PureFromStr, PureLowerHex, PureUpperHex;
    Error: PureClone, PureDebug, PureDisplay;
    Variant: PureClone, PurePartialEq, PureDebug;
}

trust_pure! {
    impl Uuid {
        fn nil() -> Uuid;
        fn max() -> Uuid;
        fn from_u128(v: u128) -> Uuid;
        fn from_u64_pair(high_bits: u64, low_bits: u64) -> Uuid;
        fn from_bytes(bytes: [u8; 16]) -> Uuid;
        fn from_slice(b: &[u8]) -> Result<Uuid, Error>;
        fn parse_str(input: &str) -> Result<Uuid, Error>;
        fn as_u128(&self) -> u128;
        fn as_u64_pair(&self) -> (u64, u64);
        fn as_bytes(&self) -> &[u8; 16];
        fn into_bytes(self) -> [u8; 16];
        fn is_nil(&self) -> bool;
        fn is_max(&self) -> bool;
        fn get_version_num(&self) -> usize;
        fn get_variant(&self) -> Variant;
    }
}
