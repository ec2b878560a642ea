//! Pure code that uses other crates' types, as one writes it.

/// Where the macro finds this crate.
mod here {
    pub(super) mod __private {
        pub(in super::super) use crate as pure;
    }
}

#[cfg(feature = "chrono")]
mod dates {
    use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};
    use supervise_macros::pure;

    #[pure(crate = super::here)]
    #[derive(Clone, Debug, PartialEq)]
    struct Booking {
        from: NaiveDate,
        nights: u64,
    }

    #[pure(crate = super::here)]
    impl Booking {
        fn last(&self) -> Option<NaiveDate> {
            self.from.checked_add_days(Days::new(self.nights))
        }

        fn weekend(&self) -> bool {
            let saturday = matches!(self.from.weekday(), Weekday::Sat | Weekday::Sun);
            saturday || self.from.year() == 1970
        }

        fn reminder(&self) -> String {
            format!("{}", self.from - TimeDelta::days(7))
        }
    }

    #[test]
    fn dates_are_counted() {
        let from = NaiveDate::from_ymd_opt(2026, 2, 27).unwrap();
        let booking = Booking { from, nights: 3 };
        assert_eq!(booking.last().unwrap().day(), 2);
        assert!(!booking.weekend());
        assert_eq!(booking.reminder(), "2026-02-20");
    }
}

#[cfg(feature = "rust_decimal")]
mod decimals {
    use rust_decimal::Decimal;
    use supervise_macros::pure;

    #[pure(crate = super::here)]
    fn total(prices: &[Decimal], rate: Decimal) -> Decimal {
        let net: Decimal = prices.iter().sum();
        (net + net * rate).round_dp(2)
    }

    #[test]
    fn prices_are_added() {
        let prices = [Decimal::new(1999, 2), Decimal::new(1, 2)];
        assert_eq!(total(&prices, Decimal::new(19, 2)).to_string(), "23.80");
    }
}

#[cfg(feature = "uuid")]
mod ids {
    use std::collections::BTreeMap;

    use supervise_macros::pure;
    use uuid::Uuid;

    #[pure(crate = super::here)]
    fn named(names: &BTreeMap<Uuid, String>, id: &str) -> Option<String> {
        let id = Uuid::parse_str(id).ok().filter(|id| !id.is_nil())?;
        names.get(&id).map(|name| format!("{id}: {name}"))
    }

    #[test]
    fn ids_are_looked_up() {
        let id = Uuid::from_u128(7);
        let names = BTreeMap::from([(id, "seven".to_owned())]);
        let text = id.to_string();
        assert_eq!(named(&names, &text), Some(format!("{text}: seven")));
        assert_eq!(named(&names, "x"), None);
    }
}

#[cfg(feature = "bytes")]
mod frames {
    use bytes::{Bytes, BytesMut};
    use supervise_macros::pure;

    #[pure(crate = super::here)]
    fn frame(buffer: &mut BytesMut) -> Option<Bytes> {
        let length = usize::from(*buffer.as_ref().first()?);
        if buffer.len() <= length {
            return None;
        }
        let frame = buffer.split_to(length + 1).freeze();
        Some(frame.slice(1..))
    }

    #[test]
    fn frames_are_cut() {
        let mut buffer = BytesMut::from(&[2, 7, 8, 1][..]);
        assert_eq!(frame(&mut buffer).as_deref(), Some(&[7, 8][..]));
        assert_eq!(frame(&mut buffer), None);
    }
}
