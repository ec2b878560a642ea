//! An order-matching engine: price before time, limit and market orders, partial fills, cancels.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt;
use std::ops::{AddAssign, Sub, SubAssign};

use supervise::pure;

#[pure]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderId(pub u64);

#[pure]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(u64);

#[pure]
impl Quantity {
    pub const ZERO: Quantity = Quantity(0);

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

#[pure]
impl AddAssign for Quantity {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

#[pure]
impl SubAssign for Quantity {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

#[pure]
impl Sub for Quantity {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Quantity(
            self.0
                .checked_sub(other.0)
                .expect("no more is taken than there is"),
        )
    }
}

#[pure]
impl std::iter::Sum for Quantity {
    fn sum<I>(quantities: I) -> Self
    where
        I: Iterator<Item = Self>,
    {
        let mut sum = Self::ZERO;
        for quantity in quantities {
            sum += quantity;
        }
        sum
    }
}

/// In cents.
#[pure]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Price(pub u64);

#[pure]
impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

#[pure]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    Buy,
    Sell,
}

#[pure]
impl Side {
    pub fn other(self) -> Self {
        match self {
            Side::Buy => Side::Sell,
            Side::Sell => Side::Buy,
        }
    }

    /// Whether an order of this side with this limit takes that price.
    fn takes(self, limit: Option<Price>, price: Price) -> bool {
        let Some(limit) = limit else { return true };
        match self {
            Side::Buy => price <= limit,
            Side::Sell => price >= limit,
        }
    }
}

#[pure]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Market,
    Limit(Price),
    /// What is not filled at once is given up.
    ImmediateOrCancel(Price),
    /// All of it, or nothing.
    FillOrKill(Price),
}

#[pure]
impl Kind {
    fn limit(self) -> Option<Price> {
        match self {
            Kind::Market => None,
            Kind::Limit(price) | Kind::ImmediateOrCancel(price) | Kind::FillOrKill(price) => {
                Some(price)
            }
        }
    }
}

#[pure]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub id: OrderId,
    pub trader: String,
    pub side: Side,
    pub kind: Kind,
    pub quantity: Quantity,
}

#[pure]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fill {
    pub taker: OrderId,
    pub maker: OrderId,
    pub price: Price,
    pub quantity: Quantity,
}

#[pure]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Empty,
    Duplicate(OrderId),
    Unknown(OrderId),
    NotFilled {
        wanted: Quantity,
        available: Quantity,
    },
}

#[pure]
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Empty => write!(f, "an order of nothing"),
            Refusal::Duplicate(OrderId(id)) => write!(f, "order {id} is there already"),
            Refusal::Unknown(OrderId(id)) => write!(f, "there is no order {id}"),
            Refusal::NotFilled { wanted, available } => {
                write!(f, "{} of {} to be had", available.0, wanted.0)
            }
        }
    }
}

#[pure]
impl std::error::Error for Refusal {}

#[pure]
#[derive(Clone, Debug, PartialEq)]
struct Resting {
    id: OrderId,
    trader: String,
    left: Quantity,
}

/// The orders of one side at one price, the oldest first.
type Level = VecDeque<Resting>;

#[pure]
#[derive(Clone, Default, PartialEq)]
pub struct Book {
    buys: BTreeMap<Reverse<Price>, Level>,
    sells: BTreeMap<Price, Level>,
    places: HashMap<OrderId, (Side, Price)>,
    last: Option<Price>,
}

#[pure]
impl Book {
    pub fn new() -> Self {
        Self::default()
    }

    /// Matches an order, and lets the rest of a limit order rest.
    pub fn submit(&mut self, order: Order) -> Result<Vec<Fill>, Refusal> {
        if order.quantity.is_zero() {
            return Err(Refusal::Empty);
        }
        if self.places.contains_key(&order.id) {
            return Err(Refusal::Duplicate(order.id));
        }
        let limit = order.kind.limit();
        if let Kind::FillOrKill(_) = order.kind {
            let available = self.available(order.side, limit);
            if available < order.quantity {
                return Err(Refusal::NotFilled {
                    wanted: order.quantity,
                    available,
                });
            }
        }
        let (fills, left) = self.fill(&order, limit);
        if let Some(Fill { price, .. }) = fills.last() {
            self.last = Some(*price);
        }
        if !left.is_zero()
            && let Kind::Limit(price) = order.kind
        {
            self.rest(order, price, left);
        }
        Ok(fills)
    }

    fn fill(&mut self, order: &Order, limit: Option<Price>) -> (Vec<Fill>, Quantity) {
        let mut fills = Vec::new();
        let mut left = order.quantity;
        while !left.is_zero() {
            let Some(price) = self.best(order.side.other()) else {
                break;
            };
            if !order.side.takes(limit, price) {
                break;
            }
            let Some(level) = self.level_mut(order.side.other(), price) else {
                break;
            };
            let mut gone = Vec::new();
            while let Some(maker) = level.front_mut() {
                let quantity = left.min(maker.left);
                maker.left -= quantity;
                left -= quantity;
                fills.push(Fill {
                    taker: order.id,
                    maker: maker.id,
                    price,
                    quantity,
                });
                if maker.left.is_zero() {
                    gone.extend(level.pop_front().map(|maker| maker.id));
                }
                if left.is_zero() {
                    break;
                }
            }
            let empty = level.is_empty();
            for id in &gone {
                self.places.remove(id);
            }
            if empty {
                self.drop_level(order.side.other(), price);
            }
        }
        (fills, left)
    }

    fn rest(&mut self, order: Order, price: Price, left: Quantity) {
        let Order {
            id, trader, side, ..
        } = order;
        let level = match side {
            Side::Buy => self.buys.entry(Reverse(price)).or_default(),
            Side::Sell => self.sells.entry(price).or_insert_with(VecDeque::new),
        };
        level.push_back(Resting { id, trader, left });
        self.places.insert(id, (side, price));
    }

    pub fn cancel(&mut self, id: OrderId) -> Result<Quantity, Refusal> {
        let (side, price) = self.places.remove(&id).ok_or(Refusal::Unknown(id))?;
        let level = self.level_mut(side, price).ok_or(Refusal::Unknown(id))?;
        let left = match level.iter().position(|resting| resting.id == id) {
            Some(at) => level
                .remove(at)
                .map_or(Quantity::ZERO, |resting| resting.left),
            None => Quantity::ZERO,
        };
        if level.is_empty() {
            self.drop_level(side, price);
        }
        Ok(left)
    }

    pub fn best(&self, side: Side) -> Option<Price> {
        match side {
            Side::Buy => self.buys.keys().next().map(|Reverse(price)| *price),
            Side::Sell => self.sells.keys().next().copied(),
        }
    }

    pub fn spread(&self) -> Option<u64> {
        let (bid, ask) = (self.best(Side::Buy)?, self.best(Side::Sell)?);
        ask.0.checked_sub(bid.0)
    }

    fn available(&self, side: Side, limit: Option<Price>) -> Quantity {
        let total = |level: &Level| level.iter().map(|resting| resting.left).sum::<Quantity>();
        match side {
            Side::Buy => self
                .sells
                .iter()
                .take_while(|(price, _)| side.takes(limit, **price))
                .map(|(_, level)| total(level))
                .sum(),
            Side::Sell => self
                .buys
                .iter()
                .take_while(|(Reverse(price), _)| side.takes(limit, *price))
                .map(|(_, level)| total(level))
                .sum(),
        }
    }

    fn level_mut(&mut self, side: Side, price: Price) -> Option<&mut Level> {
        match side {
            Side::Buy => self.buys.get_mut(&Reverse(price)),
            Side::Sell => self.sells.get_mut(&price),
        }
    }

    fn drop_level(&mut self, side: Side, price: Price) {
        match side {
            Side::Buy => {
                self.buys.remove(&Reverse(price));
            }
            Side::Sell => {
                self.sells.remove(&price);
            }
        }
    }

    /// What each trader has resting, the most first.
    pub fn traders(&self) -> Vec<(&str, Quantity)> {
        let mut sums: BTreeMap<&str, Quantity> = BTreeMap::new();
        let levels = self.buys.values().chain(self.sells.values());
        for resting in levels.flatten() {
            *sums.entry(resting.trader.as_str()).or_default() += resting.left;
        }
        let mut list: Vec<_> = sums.into_iter().collect();
        list.sort_by(|(a, x), (b, y)| match y.cmp(x) {
            Ordering::Equal => a.cmp(b),
            more => more,
        });
        list
    }
}

#[pure]
impl fmt::Display for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (price, level) in self.sells.iter().rev() {
            let total: Quantity = level.iter().map(|resting| resting.left).sum();
            writeln!(f, "{:>10} | {:<8} |", "", price.to_string())?;
            writeln!(f, "{:>10} | {:<8} | {}", "", "", total.0)?;
        }
        for (Reverse(price), level) in &self.buys {
            let total: Quantity = level.iter().map(|resting| resting.left).sum();
            writeln!(f, "{:>10} | {:<8} |", total.0, price.to_string())?;
        }
        match self.last {
            Some(price) => write!(f, "last {price}"),
            None => f.write_str("no trade yet"),
        }
    }
}

fn order(id: u64, trader: &str, side: Side, kind: Kind, quantity: u64) -> Order {
    Order {
        id: OrderId(id),
        trader: trader.to_owned(),
        side,
        kind,
        quantity: Quantity(quantity),
    }
}

fn book() -> Book {
    let mut book = Book::new();
    for (id, trader, side, price, quantity) in [
        (1, "ann", Side::Sell, 1010, 5),
        (2, "bob", Side::Sell, 1000, 3),
        (3, "ann", Side::Sell, 1000, 4),
        (4, "cid", Side::Buy, 990, 6),
    ] {
        let order = order(id, trader, side, Kind::Limit(Price(price)), quantity);
        assert_eq!(book.submit(order), Ok(vec![]));
    }
    book
}

#[test]
fn the_best_price_is_taken_first_and_then_the_oldest() {
    let mut book = book();
    let fills = book
        .submit(order(5, "dan", Side::Buy, Kind::Market, 9))
        .unwrap();
    let seen: Vec<_> = fills
        .iter()
        .map(|fill| (fill.maker.0, fill.price.0, fill.quantity.0))
        .collect();
    assert_eq!(seen, [(2, 1000, 3), (3, 1000, 4), (1, 1010, 2)]);
    assert_eq!(book.best(Side::Sell), Some(Price(1010)));
    assert!(book.to_string().ends_with("last 10.10"));
}

#[test]
fn the_rest_of_a_limit_order_rests() {
    let mut book = book();
    let fills = book
        .submit(order(5, "dan", Side::Buy, Kind::Limit(Price(1000)), 10))
        .unwrap();
    assert_eq!(fills.len(), 2);
    assert_eq!(book.best(Side::Buy), Some(Price(1000)));
    assert_eq!(book.spread(), Some(10));
    assert_eq!(book.cancel(OrderId(5)), Ok(Quantity(3)));
    assert_eq!(book.cancel(OrderId(5)), Err(Refusal::Unknown(OrderId(5))));
    assert_eq!(book.traders(), [("cid", Quantity(6)), ("ann", Quantity(5))]);
}

#[test]
fn what_can_not_be_filled_is_refused() {
    let mut book = book();
    let before = book.clone();
    let refused = book.submit(order(5, "dan", Side::Buy, Kind::FillOrKill(Price(1000)), 8));
    assert_eq!(refused.unwrap_err().to_string(), "7 of 8 to be had");
    assert!(book == before);
    let fills = book.submit(order(
        6,
        "dan",
        Side::Sell,
        Kind::ImmediateOrCancel(Price(980)),
        9,
    ));
    assert_eq!(fills.unwrap().len(), 1);
    assert_eq!(book.best(Side::Buy), None);
    assert_eq!(
        book.submit(order(1, "ann", Side::Buy, Kind::Market, 1)),
        Err(Refusal::Duplicate(OrderId(1)))
    );
    assert_eq!(
        book.submit(order(9, "ann", Side::Buy, Kind::Market, 0)),
        Err(Refusal::Empty)
    );
}
