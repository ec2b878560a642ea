//! Functions, data, methods, traits.

use supervise::pure;

#[pure]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Money {
    cents: u64,
}

#[pure]
impl Money {
    pub(super) const ZERO: Money = Money { cents: 0 };

    pub(super) fn new(cents: u64) -> Self {
        Money { cents }
    }

    pub(super) fn plus(&self, other: &Money) -> Money {
        Money {
            cents: self.cents + other.cents,
        }
    }

    pub(super) fn twice(self) -> Self {
        self.plus(&self)
    }
}

#[pure]
fn fee(amount: &Money) -> Money {
    let percent = 3;
    Money::new(amount.cents * percent / 100)
}

#[pure]
trait Pricing {
    fn price(&self, count: u64) -> Money;

    fn with_fee(&self, count: u64) -> Money {
        let price = self.price(count);
        price.plus(&fee(&price))
    }
}

#[pure]
struct Flat(Money);

#[pure]
impl Pricing for Flat {
    fn price(&self, count: u64) -> Money {
        let mut sum = Money::ZERO;
        for _ in 0..count {
            sum = sum.plus(&self.0);
        }
        sum
    }
}

#[pure]
fn total(prices: &[&dyn Pricing], count: u64) -> Option<Money> {
    let first = prices.first()?;
    let mut sum = first.with_fee(count);
    let mut index = 1;
    while index < prices.len() {
        sum = sum.plus(&prices[index].price(count));
        index += 1;
    }
    Some(sum)
}

#[test]
fn works() {
    let flat = Flat(Money::new(100));
    assert_eq!(total(&[&flat, &flat], 2), Some(Money::new(406)));
    assert_eq!(Money::new(2).twice(), Money::new(4));
}
