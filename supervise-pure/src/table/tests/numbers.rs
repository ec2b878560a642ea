//! Numbers, characters, times, and the conversions between them.

use std::borrow::Cow;
use std::error::Error;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use crate::table::twins::*;
use crate::{PureBorrow, PureFrom, PureTryFrom};

#[test]
fn integers_overflow_as_asked() {
    assert_eq!(5u32.checked_add_needs_pure_or_trust_pure(3), Some(8));
    assert_eq!(u8::MAX.checked_add_needs_pure_or_trust_pure(1), None);
    assert_eq!(u8::MAX.wrapping_add_needs_pure_or_trust_pure(2), 1);
    assert_eq!(i8::MIN.saturating_sub_needs_pure_or_trust_pure(1), i8::MIN);
    assert_eq!(
        i8::MIN.overflowing_abs_needs_pure_or_trust_pure(),
        (i8::MIN, true)
    );
    assert_eq!(7u8.overflowing_shl_needs_pure_or_trust_pure(9), (14, true));
    assert_eq!(1u8.unbounded_shl_needs_pure_or_trust_pure(9), 0);
    assert_eq!(
        0u8.overflowing_add_signed_needs_pure_or_trust_pure(-1),
        (255, true)
    );
    assert_eq!(
        i8::MAX.wrapping_add_unsigned_needs_pure_or_trust_pure(1),
        i8::MIN
    );
}

#[test]
fn integers_are_counted_and_divided() {
    assert_eq!((-7i32).rem_euclid_needs_pure_or_trust_pure(4), 1);
    assert_eq!((-7i32).unsigned_abs_needs_pure_or_trust_pure(), 7);
    assert_eq!(3u8.abs_diff_needs_pure_or_trust_pure(9), 6);
    assert_eq!((-128i8).abs_diff_needs_pure_or_trust_pure(127), 255);
    assert_eq!(99u64.isqrt_needs_pure_or_trust_pure(), 9);
    assert_eq!((-1i32).checked_isqrt_needs_pure_or_trust_pure(), None);
    assert_eq!(1000u16.ilog10_needs_pure_or_trust_pure(), 3);
    assert_eq!(0b1011u8.count_ones_needs_pure_or_trust_pure(), 3);
    assert!(64usize.is_power_of_two_needs_pure_or_trust_pure());
    assert_eq!(
        13u8.checked_next_multiple_of_needs_pure_or_trust_pure(5),
        Some(15)
    );
    assert_eq!((-3i8).midpoint_needs_pure_or_trust_pure(6), 1);
    assert_eq!(255u8.cast_signed_needs_pure_or_trust_pure(), -1);
}

#[test]
fn integers_are_bytes_and_text() {
    assert_eq!(0x0102u16.to_be_bytes_needs_pure_or_trust_pure(), [1, 2]);
    assert_eq!(u32::from_le_bytes_needs_pure_or_trust_pure([1, 0, 0, 0]), 1);
    assert_eq!(
        u8::from_str_radix_needs_pure_or_trust_pure("ff", 16),
        Ok(255)
    );
    assert!(u8::from_str_radix_needs_pure_or_trust_pure("100", 16).is_err());
}

#[test]
fn floats_are_put_in_order() {
    assert!(f64::NAN.total_cmp_needs_pure_or_trust_pure(&1.0).is_gt());
    assert_eq!(f64::NAN.max_needs_pure_or_trust_pure(1.0), 1.0);
    assert_eq!(2.5f32.clamp_needs_pure_or_trust_pure(0.0, 1.0), 1.0);
    assert_eq!(
        f32::from_bits_needs_pure_or_trust_pure(1.5f32.to_bits_needs_pure_or_trust_pure()),
        1.5
    );
    assert_eq!(
        f64::from_be_bytes_needs_pure_or_trust_pure(2.5f64.to_be_bytes_needs_pure_or_trust_pure()),
        2.5
    );
    assert!(1.0f64.next_up_needs_pure_or_trust_pure() > 1.0);
}

#[test]
fn characters_are_told_apart() {
    assert!('x'.is_alphabetic_needs_pure_or_trust_pure());
    assert_eq!('f'.to_digit_needs_pure_or_trust_pure(16), Some(15));
    assert_eq!(b'q'.to_ascii_uppercase_needs_pure_or_trust_pure(), b'Q');
    let mut buffer = [0; 4];
    assert_eq!(
        '\u{e9}'.encode_utf8_needs_pure_or_trust_pure(&mut buffer),
        "\u{e9}"
    );
    assert_eq!(
        '\n'.escape_default_needs_pure_or_trust_pure().to_string(),
        "\\n"
    );
    assert_eq!(
        b'\n'.escape_ascii_needs_pure_or_trust_pure().to_string(),
        "\\n"
    );
    assert_eq!(true.then_needs_pure_or_trust_pure(|| 1), Some(1));
    assert_eq!(false.then_some_needs_pure_or_trust_pure(1), None);
}

#[test]
fn what_is_wanted_tells_the_conversion() {
    let s: String = "a".into_needs_pure_or_trust_pure();
    assert_eq!(s, String::from_needs_pure_or_trust_pure("a"));
    assert_eq!(u64::from_needs_pure_or_trust_pure(3u32), 3);
    assert_eq!(u8::try_from_needs_pure_or_trust_pure(300i32).ok(), None);
    let byte: Result<u8, _> = 200u64.try_into_needs_pure_or_trust_pure();
    assert_eq!(byte, Ok(200));
    let wide: Result<u64, _> = 1u8.try_into_needs_pure_or_trust_pure();
    assert_eq!(wide, Ok(1));
    let same: String = s.into_needs_pure_or_trust_pure();
    assert_eq!(same, "a");
    assert_eq!(u16::from_str_needs_pure_or_trust_pure("12"), Ok(12));
}

#[test]
fn errors_are_boxed() {
    let error = Box::<dyn Error>::from_needs_pure_or_trust_pure("bad");
    assert_eq!(error.to_string(), "bad");
    let error: Box<dyn Error + Send + Sync> = String::from("worse").into_needs_pure_or_trust_pure();
    assert_eq!(error.to_string(), "worse");
    let parse = "x".parse::<u8>().expect_err("no number");
    let error: Box<dyn Error> = parse.into_needs_pure_or_trust_pure();
    assert!(error.downcast_ref::<std::num::ParseIntError>().is_some());
}

#[test]
fn collections_are_converted() {
    let array: [u8; 3] = vec![1, 2, 3]
        .try_into_needs_pure_or_trust_pure()
        .expect("three");
    let slice: &[u8] = &array;
    let view: &[u8; 3] = slice.try_into_needs_pure_or_trust_pure().expect("three");
    assert_eq!(view, &[1, 2, 3]);
    assert!(<&[u8; 2]>::try_from_needs_pure_or_trust_pure(slice).is_err());
    let shared = Rc::<[u8]>::from_needs_pure_or_trust_pure(slice);
    assert_eq!(shared.len(), 3);
    let text = Arc::<str>::from_needs_pure_or_trust_pure("shared");
    let cow = Cow::<str>::from_needs_pure_or_trust_pure("borrowed");
    assert_eq!((&*text, &*cow), ("shared", "borrowed"));
    let reference: &str = cow.as_ref_needs_pure_or_trust_pure();
    assert_eq!(reference, "borrowed");
}

#[test]
fn times_are_reckoned_from_the_epoch() {
    let later = UNIX_EPOCH
        .checked_add_needs_pure_or_trust_pure(Duration::from_secs_needs_pure_or_trust_pure(5))
        .expect("in range");
    assert_eq!(
        later
            .duration_since_needs_pure_or_trust_pure(UNIX_EPOCH)
            .ok(),
        Some(Duration::from_secs(5))
    );
    let error = UNIX_EPOCH
        .duration_since_needs_pure_or_trust_pure(later)
        .expect_err("earlier");
    assert_eq!(
        error.duration_needs_pure_or_trust_pure(),
        Duration::from_secs(5)
    );
    assert!(Duration::try_from_secs_f64_needs_pure_or_trust_pure(-1.0).is_err());
    assert_eq!(
        Duration::from_millis(1500).subsec_millis_needs_pure_or_trust_pure(),
        500
    );
}

/// Bounds of generic code.
#[test]
fn conversions_are_bounds() {
    fn from<T, U: PureFrom<T>>() {}
    fn try_from<T, U: PureTryFrom<T>>() {}
    fn borrow<T: ?Sized, U: ?Sized + PureBorrow<T>>() {}
    from::<u8, u8>();
    from::<u8, Option<u8>>();
    from::<Vec<u8>, Box<[u8]>>();
    from::<Cow<'_, [u8]>, Vec<u8>>();
    try_from::<u8, u64>();
    try_from::<Vec<u8>, String>();
    borrow::<str, String>();
    borrow::<u8, &mut u8>();
    borrow::<[u8], Vec<u8>>();
}
