//! Spans of time, and points in it; the clock itself is not in the table.

use std::time::{Duration, SystemTime, SystemTimeError, TryFromFloatSecsError};

use supervise_macros::trust_pure;

trust_pure! {
    impl Duration {
        fn new(secs: u64, nanos: u32) -> Duration;
        fn from_secs(secs: u64) -> Duration;
        fn from_millis(millis: u64) -> Duration;
        fn from_micros(micros: u64) -> Duration;
        fn from_nanos(nanos: u64) -> Duration;
        fn from_secs_f64(secs: f64) -> Duration;
        fn from_secs_f32(secs: f32) -> Duration;
        fn is_zero(&self) -> bool;
        fn as_secs(&self) -> u64;
        fn as_millis(&self) -> u128;
        fn as_micros(&self) -> u128;
        fn as_nanos(&self) -> u128;
        fn as_secs_f64(&self) -> f64;
        fn as_secs_f32(&self) -> f32;
        fn subsec_millis(&self) -> u32;
        fn subsec_micros(&self) -> u32;
        fn subsec_nanos(&self) -> u32;
        fn abs_diff(self, other: Duration) -> Duration;
        fn checked_add(self, rhs: Duration) -> Option<Duration>;
        fn checked_sub(self, rhs: Duration) -> Option<Duration>;
        fn checked_mul(self, rhs: u32) -> Option<Duration>;
        fn checked_div(self, rhs: u32) -> Option<Duration>;
        fn saturating_add(self, rhs: Duration) -> Duration;
        fn saturating_sub(self, rhs: Duration) -> Duration;
        fn saturating_mul(self, rhs: u32) -> Duration;
        fn mul_f64(self, rhs: f64) -> Duration;
        fn mul_f32(self, rhs: f32) -> Duration;
        fn div_f64(self, rhs: f64) -> Duration;
        fn div_f32(self, rhs: f32) -> Duration;
        fn div_duration_f64(self, rhs: Duration) -> f64;
        fn div_duration_f32(self, rhs: Duration) -> f32;
        fn try_from_secs_f64(secs: f64) -> Result<Duration, TryFromFloatSecsError>;
        fn try_from_secs_f32(secs: f32) -> Result<Duration, TryFromFloatSecsError>;
    }

    impl SystemTime {
        fn duration_since(&self, earlier: SystemTime) -> Result<Duration, SystemTimeError>;
        fn checked_add(&self, duration: Duration) -> Option<SystemTime>;
        fn checked_sub(&self, duration: Duration) -> Option<SystemTime>;
    }

    impl SystemTimeError {
        fn duration(&self) -> Duration;
    }
}
