//! The language's own shapes: generics, traits, objects, closures, patterns.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap, HashSet};
use std::fmt::{self, Debug, Display};
use std::ops::{Add, AddAssign, Index, IndexMut, Mul, Neg, Sub};
use std::rc::Rc;
use std::sync::Arc;

use supervise::{pure, trust_pure};

#[pure]
#[derive(Clone, Copy, Debug, PartialEq, Default)]
struct Vector {
    x: f64,
    y: f64,
}

#[pure]
impl Add for Vector {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            x: self.x + other.x,
            y: self.y + other.y,
        }
    }
}

#[pure]
impl Sub for Vector {
    type Output = Vector;
    fn sub(self, other: Vector) -> Vector {
        self + -other
    }
}

#[pure]
impl Neg for Vector {
    type Output = Vector;
    fn neg(self) -> Vector {
        Vector {
            x: -self.x,
            y: -self.y,
        }
    }
}

#[pure]
impl Mul<f64> for Vector {
    type Output = Vector;
    fn mul(self, by: f64) -> Vector {
        Vector {
            x: self.x * by,
            ..self
        }
    }
}

#[pure]
impl AddAssign for Vector {
    fn add_assign(&mut self, other: Vector) {
        self.x += other.x;
        self.y += other.y;
    }
}

#[pure]
fn sum(list: &[Vector]) -> Vector {
    let mut sum = Vector::default();
    for v in list {
        sum += *v;
    }
    sum * 2.0
}

#[pure]
#[derive(Clone)]
struct Grid<T> {
    width: usize,
    cells: Vec<T>,
}

#[pure]
impl<T> Index<(usize, usize)> for Grid<T> {
    type Output = T;
    fn index(&self, (x, y): (usize, usize)) -> &T {
        &self.cells[y * self.width + x]
    }
}

#[pure]
impl<T> IndexMut<(usize, usize)> for Grid<T> {
    fn index_mut(&mut self, (x, y): (usize, usize)) -> &mut T {
        &mut self.cells[y * self.width + x]
    }
}

#[pure]
impl<T: Clone + Default> Grid<T> {
    fn new(width: usize, height: usize) -> Self {
        Grid {
            width,
            cells: vec![T::default(); width * height],
        }
    }
}

#[pure]
fn life(grid: &Grid<u8>, x: usize, y: usize) -> u8 {
    let mut copy = grid.clone();
    copy[(x, y)] += 1;
    copy[(x, y)] + grid[(0, 0)]
}

#[pure]
trait Shape: Debug {
    const SIDES: u32;

    fn area(&self) -> f64;

    fn describe(&self) -> String {
        format!("{:?} with {} sides: {:.1}", self, Self::SIDES, self.area())
    }
}

#[pure]
#[derive(Debug)]
struct Square(f64);

#[pure]
impl Shape for Square {
    const SIDES: u32 = 4;

    fn area(&self) -> f64 {
        self.0 * self.0
    }
}

#[pure]
trait Rule {
    fn applies(&self, n: u32) -> bool;
}

#[pure]
struct Even;

#[pure]
struct Both(Box<dyn Rule>, Box<dyn Rule>);

#[pure]
struct Above {
    limit: u32,
}

#[pure]
impl Rule for Even {
    fn applies(&self, n: u32) -> bool {
        n % 2 == 0
    }
}

#[pure]
impl Rule for Above {
    fn applies(&self, n: u32) -> bool {
        n > self.limit
    }
}

#[pure]
impl Rule for Both {
    fn applies(&self, n: u32) -> bool {
        self.0.applies(n) && self.1.applies(n)
    }
}

#[pure]
fn rule(limit: u32) -> Box<dyn Rule> {
    Box::new(Both(Box::new(Even), Box::new(Above { limit })))
}

#[pure]
fn largest<T: Ord + Clone, const N: usize>(list: [T; N]) -> Option<T> {
    list.iter().max().cloned()
}

#[pure]
fn show_all<T>(list: &[T]) -> String
where
    T: Display,
{
    let mut output = String::new();
    for (i, item) in list.iter().enumerate() {
        if i > 0 {
            output.push_str(", ");
        }
        output.push_str(&item.to_string());
    }
    output
}

#[pure]
#[derive(Clone, Debug, PartialEq, Eq)]
struct Job {
    priority: u32,
    name: Arc<str>,
}

#[pure]
impl PartialOrd for Job {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[pure]
impl Ord for Job {
    fn cmp(&self, other: &Self) -> Ordering {
        self.priority
            .cmp(&other.priority)
            .then_with(|| other.name.cmp(&self.name))
    }
}

#[pure]
fn schedule(jobs: Vec<Job>) -> Vec<Arc<str>> {
    let mut heap: BinaryHeap<Job> = jobs.into_iter().collect();
    let mut order = Vec::new();
    while let Some(Job { name, .. }) = heap.pop() {
        order.push(name);
    }
    order
}

#[pure]
fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(' ') {
        Cow::Owned(text.replace(' ', "_"))
    } else {
        Cow::Borrowed(text)
    }
}

#[pure]
fn shared(list: &[Rc<String>]) -> Rc<String> {
    match list {
        [] => Rc::new(String::new()),
        [one] => Rc::clone(one),
        [first, rest @ ..] => {
            let tail = shared(rest);
            Rc::new(format!("{first}{tail}"))
        }
    }
}

#[pure]
fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C {
    move |a| g(f(a))
}

#[pure]
fn pick(name: &str) -> Option<Box<dyn Fn(i64, i64) -> i64>> {
    Some(match name {
        "add" => Box::new(|a, b| a + b),
        "max" => Box::new(|a: i64, b: i64| a.max(b)),
        _ => return None,
    })
}

#[pure]
fn labelled(grid: &[Vec<i32>], wanted: i32) -> Option<(usize, usize)> {
    let mut found = None;
    'rows: for (y, row) in grid.iter().enumerate() {
        for (x, cell) in row.iter().enumerate() {
            if *cell < 0 {
                continue 'rows;
            }
            if *cell == wanted {
                found = Some((x, y));
                break 'rows;
            }
        }
    }
    found
}

#[pure]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
enum Suit {
    Clubs = 1,
    Hearts = 4,
}

#[pure]
fn value(suit: Suit) -> u32 {
    suit as u32 * 10
}

#[pure]
fn distinct(list: &[Suit]) -> usize {
    list.iter().collect::<HashSet<_>>().len()
}

#[pure]
fn invert(map: &BTreeMap<String, u32>) -> BTreeMap<u32, Vec<&str>> {
    map.iter().fold(BTreeMap::new(), |mut inverted, (key, n)| {
        inverted
            .entry(*n)
            .or_insert_with(Vec::new)
            .push(key.as_str());
        inverted
    })
}

fn unmarked(n: u32) -> u32 {
    n.wrapping_mul(31)
}

#[pure]
fn mixed(n: u32) -> u32 {
    let n = trust_pure!("it only computes", unmarked(n));
    n ^ (n >> 3)
}

#[pure]
struct Parser<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
}

#[pure]
impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Parser {
            rest: text.chars().peekable(),
        }
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = None;
        while let Some(digit) = self.rest.peek().and_then(|c| c.to_digit(10)) {
            self.rest.next();
            number = Some(number.unwrap_or(0) * 10 + digit);
        }
        number
    }
}

#[pure]
impl fmt::Display for Suit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Clubs => "clubs",
            Self::Hearts => "hearts",
        })
    }
}

#[test]
fn works() {
    let v = Vector { x: 1.0, y: 2.0 };
    assert_eq!(sum(&[v, v]), Vector { x: 4.0, y: 4.0 });
    assert_eq!(v - v, Vector::default());
    assert_eq!(life(&Grid::new(2, 2), 0, 0), 1);
    assert_eq!(Square(2.0).describe(), "Square(2.0) with 4 sides: 4.0");
    assert!(rule(3).applies(4) && !rule(3).applies(2));
    assert_eq!(largest([1, 3, 2]), Some(3));
    assert_eq!(show_all(&[Suit::Clubs, Suit::Hearts]), "clubs, hearts");
    let job = |priority, name: &str| Job {
        priority,
        name: name.into(),
    };
    let order = schedule(vec![job(1, "a"), job(2, "c"), job(2, "b")]);
    assert_eq!(order.iter().map(|name| &**name).collect::<String>(), "bca");
    assert_eq!(clean("a b"), "a_b");
    assert_eq!(
        *shared(&[Rc::new("a".to_owned()), Rc::new("b".to_owned())]),
        "ab"
    );
    assert_eq!(compose(|n: u32| n + 1, |n| n * 2)(3), 8);
    assert_eq!(pick("max").map(|f| f(2, 3)), Some(3));
    assert_eq!(labelled(&[vec![-1, 5], vec![1, 5]], 5), Some((1, 1)));
    assert_eq!(value(Suit::Hearts), 40);
    assert_eq!(distinct(&[Suit::Clubs, Suit::Clubs]), 1);
    let map = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 1)]);
    assert_eq!(invert(&map)[&1], ["a", "b"]);
    assert_eq!(mixed(1), 31 ^ 3);
    assert_eq!(Parser::new("42x").number(), Some(42));
}
