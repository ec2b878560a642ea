//! Of `chrono`: dates, times, and what lies between them. What the time is now, and where we are, is not
//! told.

use chrono::{
    DateTime, Datelike, Days, Month, Months, NaiveDate, NaiveDateTime, NaiveTime, ParseError,
    TimeDelta, Timelike, Utc, Weekday,
};
use supervise_macros::trust_pure;

use crate::traits::*;

foreign! {
    NaiveDate: PureClone, PurePartialEq, PureEq, PurePartialOrd, PureOrd, PureHash, PureDebug, PureDisplay, PureDefault, PureFromStr;
    NaiveTime: PureClone, PurePartialEq, PureEq, PurePartialOrd, PureOrd, PureHash, PureDebug, PureDisplay, PureDefault, PureFromStr;
    NaiveDateTime: PureClone, PurePartialEq, PureEq, PurePartialOrd, PureOrd, PureHash, PureDebug, PureDisplay, PureDefault, PureFromStr;
    DateTime<Utc>: PureClone, PurePartialEq, PureEq, PurePartialOrd, PureOrd, PureHash, PureDebug, PureDisplay, PureDefault, PureFromStr;
    TimeDelta: PureClone, PurePartialEq, PureEq, PurePartialOrd, PureOrd, PureHash, PureDebug, PureDisplay, PureDefault, PureAdd, PureSub, PureNeg, PureSum;
    Weekday: PureClone, PurePartialEq, PureEq, PureHash, PureDebug, PureDisplay, PureFromStr;
    Month: PureClone, PurePartialEq, PureEq, PurePartialOrd, PureOrd, PureHash, PureDebug, PureFromStr;
    Days: PureClone, PurePartialEq, PureEq, PurePartialOrd, PureOrd, PureHash, PureDebug;
    Months: PureClone, PurePartialEq, PureEq, PurePartialOrd, PureOrd, PureHash, PureDebug;
    Utc: PureClone, PurePartialEq, PureEq, PureHash, PureDebug;
    ParseError: PureClone, PurePartialEq, PureEq, PureDebug, PureDisplay;
}
impl PureAdd<TimeDelta> for NaiveDate {}
impl PureSub<TimeDelta> for NaiveDate {}
impl PureSub<NaiveDate> for NaiveDate {}
impl PureAdd<Days> for NaiveDate {}
impl PureSub<Days> for NaiveDate {}
impl PureAdd<Months> for NaiveDate {}
impl PureSub<Months> for NaiveDate {}
impl PureAdd<TimeDelta> for NaiveDateTime {}
impl PureSub<TimeDelta> for NaiveDateTime {}
impl PureSub<NaiveDateTime> for NaiveDateTime {}
impl PureAdd<TimeDelta> for DateTime<Utc> {}
impl PureSub<TimeDelta> for DateTime<Utc> {}
impl PureSub<DateTime<Utc>> for DateTime<Utc> {}
impl PureMul<i32> for TimeDelta {}
impl PureDiv<i32> for TimeDelta {}

trust_pure! {
    impl NaiveDate {
        fn from_ymd_opt(year: i32, month: u32, day: u32) -> Option<NaiveDate>;
        fn from_yo_opt(year: i32, ordinal: u32) -> Option<NaiveDate>;
        fn parse_from_str(s: &str, fmt: &str) -> Result<NaiveDate, ParseError>;
        fn and_time(&self, time: NaiveTime) -> NaiveDateTime;
        fn and_hms_opt(&self, hour: u32, min: u32, sec: u32) -> Option<NaiveDateTime>;
        fn checked_add_days(self, days: Days) -> Option<NaiveDate>;
        fn checked_sub_days(self, days: Days) -> Option<NaiveDate>;
        fn checked_add_months(self, months: Months) -> Option<NaiveDate>;
        fn checked_sub_months(self, months: Months) -> Option<NaiveDate>;
        fn checked_add_signed(self, rhs: TimeDelta) -> Option<NaiveDate>;
        fn signed_duration_since(self, rhs: NaiveDate) -> TimeDelta;
        fn years_since(&self, base: NaiveDate) -> Option<u32>;
        fn succ_opt(&self) -> Option<NaiveDate>;
        fn pred_opt(&self) -> Option<NaiveDate>;
        fn leap_year(&self) -> bool;
        fn year(&self) -> i32 { Datelike::year(self) }
        fn month(&self) -> u32 { Datelike::month(self) }
        fn day(&self) -> u32 { Datelike::day(self) }
        fn ordinal(&self) -> u32 { Datelike::ordinal(self) }
        fn weekday(&self) -> Weekday { Datelike::weekday(self) }
        fn with_year(&self, year: i32) -> Option<NaiveDate> { Datelike::with_year(self, year) }
        fn with_month(&self, month: u32) -> Option<NaiveDate> { Datelike::with_month(self, month) }
        fn with_day(&self, day: u32) -> Option<NaiveDate> { Datelike::with_day(self, day) }
    }

    impl NaiveTime {
        fn from_hms_opt(hour: u32, min: u32, sec: u32) -> Option<NaiveTime>;
        fn signed_duration_since(self, rhs: NaiveTime) -> TimeDelta;
        fn hour(&self) -> u32 { Timelike::hour(self) }
        fn minute(&self) -> u32 { Timelike::minute(self) }
        fn second(&self) -> u32 { Timelike::second(self) }
        fn nanosecond(&self) -> u32 { Timelike::nanosecond(self) }
    }

    impl NaiveDateTime {
        fn new(date: NaiveDate, time: NaiveTime) -> NaiveDateTime;
        fn parse_from_str(s: &str, fmt: &str) -> Result<NaiveDateTime, ParseError>;
        fn date(&self) -> NaiveDate;
        fn time(&self) -> NaiveTime;
        fn and_utc(&self) -> DateTime<Utc>;
        fn checked_add_signed(self, rhs: TimeDelta) -> Option<NaiveDateTime>;
        fn signed_duration_since(self, rhs: NaiveDateTime) -> TimeDelta;
        fn year(&self) -> i32 { Datelike::year(self) }
        fn month(&self) -> u32 { Datelike::month(self) }
        fn day(&self) -> u32 { Datelike::day(self) }
        fn ordinal(&self) -> u32 { Datelike::ordinal(self) }
        fn weekday(&self) -> Weekday { Datelike::weekday(self) }
        fn with_year(&self, year: i32) -> Option<NaiveDateTime> { Datelike::with_year(self, year) }
        fn with_month(&self, month: u32) -> Option<NaiveDateTime> { Datelike::with_month(self, month) }
        fn with_day(&self, day: u32) -> Option<NaiveDateTime> { Datelike::with_day(self, day) }
        fn hour(&self) -> u32 { Timelike::hour(self) }
        fn minute(&self) -> u32 { Timelike::minute(self) }
        fn second(&self) -> u32 { Timelike::second(self) }
        fn nanosecond(&self) -> u32 { Timelike::nanosecond(self) }
    }

    impl DateTime<Utc> {
        fn from_timestamp(secs: i64, nsecs: u32) -> Option<DateTime<Utc>>;
        fn timestamp(&self) -> i64;
        fn timestamp_millis(&self) -> i64;
        fn date_naive(&self) -> NaiveDate;
        fn naive_utc(&self) -> NaiveDateTime;
        fn to_rfc3339(&self) -> String;
        fn checked_add_signed(self, rhs: TimeDelta) -> Option<DateTime<Utc>>;
        fn year(&self) -> i32 { Datelike::year(self) }
        fn month(&self) -> u32 { Datelike::month(self) }
        fn day(&self) -> u32 { Datelike::day(self) }
        fn ordinal(&self) -> u32 { Datelike::ordinal(self) }
        fn weekday(&self) -> Weekday { Datelike::weekday(self) }
        fn with_year(&self, year: i32) -> Option<DateTime<Utc>> { Datelike::with_year(self, year) }
        fn with_month(&self, month: u32) -> Option<DateTime<Utc>> { Datelike::with_month(self, month) }
        fn with_day(&self, day: u32) -> Option<DateTime<Utc>> { Datelike::with_day(self, day) }
        fn hour(&self) -> u32 { Timelike::hour(self) }
        fn minute(&self) -> u32 { Timelike::minute(self) }
        fn second(&self) -> u32 { Timelike::second(self) }
        fn nanosecond(&self) -> u32 { Timelike::nanosecond(self) }
    }

    impl TimeDelta {
        fn weeks(weeks: i64) -> TimeDelta;
        fn days(days: i64) -> TimeDelta;
        fn hours(hours: i64) -> TimeDelta;
        fn minutes(minutes: i64) -> TimeDelta;
        fn seconds(seconds: i64) -> TimeDelta;
        fn milliseconds(milliseconds: i64) -> TimeDelta;
        fn zero() -> TimeDelta;
        fn num_weeks(&self) -> i64;
        fn num_days(&self) -> i64;
        fn num_hours(&self) -> i64;
        fn num_minutes(&self) -> i64;
        fn num_seconds(&self) -> i64;
        fn num_milliseconds(&self) -> i64;
        fn abs(&self) -> TimeDelta;
        fn is_zero(&self) -> bool;
    }

    impl Days {
        fn new(num: u64) -> Days;
    }

    impl Months {
        fn new(num: u32) -> Months;
    }

    impl Weekday {
        fn succ(&self) -> Weekday;
        fn pred(&self) -> Weekday;
        fn number_from_monday(&self) -> u32;
        fn num_days_from_monday(&self) -> u32;
    }
}
