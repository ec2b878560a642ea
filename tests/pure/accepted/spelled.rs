//! What is written in another way than most do, and what is called like something else.

use std::fmt;
use std::hash::{Hash, Hasher};

use supervise::pure;

#[pure]
#[derive(Clone, Debug, PartialEq)]
struct Point {
    x: u32,
    y: u32,
}

#[pure]
#[derive(Debug, PartialEq)]
struct Pair(u32, u32);

#[pure]
fn braces(n: u32) -> String {
    assert! { n > 1 }
    assert_eq! { n, n }
    debug_assert! { n > 0, "{n}" }
    format! { "{n}" }
}

#[pure]
fn inner_attributes(n: u32) -> u32 {
    #![allow(unused_variables, reason = "it is written inside")]
    let unused = 1;
    n
}

#[pure]
fn fibonacci(n: u32) -> u64 {
    let (mut a, mut b) = (0, 1);
    for _ in 0..n {
        (a, b) = (b, a + b);
    }
    a
}

#[pure]
fn taken_apart(point: Point, pair: Pair) -> [u32; 4] {
    let (mut a, mut b, mut c) = (0, 0, 0);
    Point { x: a, y: b } = point;
    [_, c, ..] = [a, b, a + b];
    let d;
    Pair(d, _) = pair;
    Point { x: a, .. } = Point { x: a + 1, y: b };
    b += 1;
    c += 1;
    [a, b, c, d]
}

#[test]
fn spelling() {
    assert_eq!(braces(2), "2");
    assert_eq!(inner_attributes(1), 1);
    assert_eq!(fibonacci(10), 55);
    assert_eq!(taken_apart(Point { x: 1, y: 2 }, Pair(7, 8)), [2, 3, 3, 7]);
}

#[pure]
#[allow(non_snake_case, reason = "as in a formula")]
fn product(A: &[f64], B: &mut [f64], F: impl Fn(f64) -> f64) -> f64 {
    let N = A.len();
    for I in 0..N {
        B[I] *= F(A[I]);
        B[I] += 1.0;
    }
    let SUM = B.iter().map(|X| *X);
    SUM.sum()
}

#[test]
fn capitals() {
    let mut b = [1.0, 2.0];
    assert_eq!(product(&[2.0, 3.0], &mut b, |x| x * 2.0), 5.0 + 13.0);
}

/// Called like a trait of std.
#[pure]
trait Product {
    fn price(&self) -> u32;
}

#[pure]
trait Error {
    fn code(&self) -> u32;
}

#[pure]
impl Product for Point {
    fn price(&self) -> u32 {
        self.x
    }
}

#[pure]
impl Error for Point {
    fn code(&self) -> u32 {
        self.y
    }
}

#[pure]
fn sold(point: &Point, all: &dyn Product) -> u32 {
    point.price() + point.code() + all.price()
}

/// What is not said of it is `u8`.
#[pure]
trait Measured<Unit = u8> {
    fn size(&self) -> Unit;
}

#[pure]
impl Measured for Point {
    fn size(&self) -> u8 {
        1
    }
}

#[pure]
fn measured(one: &impl Measured, other: &mut (impl Measured<u8> + Clone)) -> u8 {
    one.size() + other.clone().size()
}

#[test]
fn names_of_std() {
    let point = Point { x: 1, y: 2 };
    assert_eq!(sold(&point, &point), 4);
    assert_eq!(measured(&point, &mut point.clone()), 2);
}

#[pure]
impl Hash for Pair {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Hash::hash(&self.0, state);
        self.1.hash(state);
    }
}

#[pure]
fn put(n: u32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "<{n}>")
}

#[pure]
impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        put(self.0, f)?;
        fmt::Display::fmt(&self.1, f)
    }
}

#[pure]
fn hashed(pair: &Pair) -> u64 {
    let mut state = std::hash::DefaultHasher::new();
    pair.hash(&mut state);
    state.finish()
}

#[test]
fn traits_of_std() {
    assert_eq!(hashed(&Pair(1, 2)), hashed(&Pair(1, 2)));
    assert_ne!(hashed(&Pair(1, 2)), hashed(&Pair(1, 3)));
    assert_eq!(Pair(1, 2).to_string(), "<1>2");
}

#[pure]
#[derive(Debug, PartialEq)]
struct Rule {
    name: &'static str,
    limit: u32,
    marks: [i8; 2],
}

#[pure]
fn rules() -> &'static [Rule] {
    &[
        Rule {
            name: "a",
            limit: 1,
            marks: [1, -1],
        },
        Rule {
            name: "b",
            limit: 2,
            marks: [0, 0],
        },
    ]
}

#[pure]
fn standard(rule: Option<&'static Rule>) -> &'static Rule {
    rule.unwrap_or(&Rule {
        name: "none",
        limit: 0,
        marks: [0, 0],
    })
}

#[pure]
fn columns() -> ([Vec<u32>; 3], [Option<String>; 2]) {
    const NONE: Option<String> = None;
    let mut columns = [const { Vec::new() }; 3];
    columns[1].push(1);
    (columns, [NONE; 2])
}

#[test]
fn constants() {
    assert_eq!(rules().len(), 2);
    assert_eq!(standard(None).name, "none");
    assert_eq!(columns(), ([vec![], vec![1], vec![]], [None, None]));
}

#[pure]
#[allow(non_camel_case_types, reason = "as it came")]
#[derive(Clone, Debug, PartialEq)]
enum Side<T> {
    left,
    right(T),
    both { first: T, second: T },
}

#[pure]
#[allow(non_camel_case_types, reason = "as it came")]
#[derive(Debug, PartialEq)]
struct meters(u32);

#[pure]
fn turned<T>(one: Side<T>) -> Side<T> {
    match one {
        Side::left => Side::left,
        Side::right(first) => Side::right(first),
        Side::both { first, second } => Side::both {
            first: second,
            second: first,
        },
    }
}

#[pure]
fn all_right(list: Vec<u32>) -> (Vec<Side<u32>>, meters) {
    (list.into_iter().map(Side::right).collect(), meters(1))
}

#[test]
fn small_letters() {
    assert_eq!(turned::<u32>(Side::left), Side::left);
    let both = Side::both {
        first: 1,
        second: 2,
    };
    assert_eq!(
        turned(both),
        Side::both {
            first: 2,
            second: 1
        }
    );
    assert_eq!(all_right(vec![1]), (vec![Side::right(1)], meters(1)));
}

/// Called like a module of std.
mod env {
    use supervise::pure;

    #[pure]
    pub fn var(n: u32) -> u32 {
        n
    }
}

#[pure]
fn of_the_user() -> u32 {
    self::env::var(3)
}

#[pure]
fn written(pair: &Pair, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_fmt(format_args!("{}-{}", pair.0, pair.1))
}

#[pure]
struct Dashed(Pair);

#[pure]
impl fmt::Display for Dashed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        written(&self.0, f)
    }
}

#[test]
fn what_looks_like_more() {
    assert_eq!(of_the_user(), 3);
    assert_eq!(Dashed(Pair(1, 2)).to_string(), "1-2");
}
