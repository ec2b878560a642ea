//! Iterators whose type is not told, and those that go through any other.

use std::iter::Peekable;

use supervise::pure;

#[pure]
fn turned(list: &[u32], back: bool) -> Box<dyn Iterator<Item = &u32> + '_> {
    if back {
        Box::new(list.iter().rev())
    } else {
        Box::new(list.iter())
    }
}

#[pure]
fn above(list: &[u32], least: u32, back: bool) -> Vec<u32> {
    turned(list, back).copied().filter(|n| *n > least).collect()
}

#[pure]
fn both_ends(list: &[u32]) -> Option<(u32, u32)> {
    let mut all: Box<dyn DoubleEndedIterator<Item = &u32>> = Box::new(list.iter());
    Some((*all.next()?, *all.next_back()?))
}

#[pure]
fn second(numbers: &mut dyn Iterator<Item = u32>) -> Option<u32> {
    numbers.next();
    numbers.next()
}

#[pure]
trait Shelf {
    fn books(&self) -> Box<dyn Iterator<Item = &str> + '_>;
}

#[pure]
struct Row(Vec<String>);

#[pure]
impl Shelf for Row {
    fn books(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.0.iter().map(String::as_str))
    }
}

#[pure]
impl IntoIterator for Row {
    type Item = String;
    type IntoIter = Box<dyn Iterator<Item = String>>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.0.into_iter())
    }
}

#[pure]
fn titles(row: Row) -> String {
    let first = row.books().next().map(str::to_owned);
    let mut all = first.unwrap_or_default();
    for book in row {
        all += &book;
    }
    all
}

#[test]
fn objects() {
    assert_eq!(above(&[1, 2, 3], 1, true), [3, 2]);
    assert_eq!(turned(&[1, 2], false).count(), 2);
    assert_eq!(both_ends(&[1, 2, 3]), Some((1, 3)));
    assert_eq!(second(&mut [1, 2].into_iter()), Some(2));
    assert_eq!(titles(Row(vec!["a".to_owned(), "b".to_owned()])), "aab");
}

#[pure]
struct Pairs<I>(I);

#[pure]
impl<I: Iterator> Iterator for Pairs<I> {
    type Item = (I::Item, I::Item);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.next()?, self.0.next()?))
    }
}

#[pure]
struct Every<I> {
    inner: I,
    nth: usize,
}

#[pure]
impl<I> Every<I>
where
    I: Iterator,
{
    fn new(inner: I, nth: usize) -> Self {
        Self { inner, nth }
    }
}

#[pure]
impl<I> Iterator for Every<I>
where
    I: Iterator,
{
    type Item = I::Item;

    fn next(&mut self) -> Option<Self::Item> {
        self.inner.nth(self.nth - 1)
    }
}

#[pure]
fn number<I: Iterator<Item = char>>(chars: &mut Peekable<I>) -> u32 {
    let mut number = 0;
    while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
        chars.next();
        number = number * 10 + digit;
    }
    number
}

#[pure]
fn gone_through(list: &[u32]) -> (Vec<(u32, u32)>, Vec<u32>, u32) {
    (
        Pairs(list.iter().copied()).collect(),
        Every::new(list.iter().copied(), 2).collect(),
        number(&mut "12x".chars().peekable()),
    )
}

#[test]
fn iterators_of_any_other() {
    assert_eq!(
        gone_through(&[1, 2, 3, 4]),
        (vec![(1, 2), (3, 4)], vec![2, 4], 12)
    );
}
