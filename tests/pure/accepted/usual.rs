//! The usual std, as one writes it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::num::{IntErrorKind, NonZeroU32};
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use supervise::pure;

#[pure]
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in text.split_whitespace() {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        if word.is_empty() {
            continue;
        }
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

#[pure]
fn longest<'a>(words: &[&'a str]) -> Option<&'a str> {
    words.iter().copied().max_by_key(|word| word.len())
}

#[pure]
fn squares_of_odd(list: &[i64]) -> Vec<i64> {
    list.iter()
        .filter(|n| *n % 2 != 0)
        .map(|n| n.pow(2))
        .collect()
}

#[pure]
fn moving_average(list: &[f64], width: usize) -> Vec<f64> {
    list.windows(width)
        .map(|window| window.iter().sum::<f64>() / width as f64)
        .collect()
}

#[pure]
fn primes(below: usize) -> Vec<usize> {
    let mut sieve = vec![true; below];
    let mut found = Vec::new();
    for n in 2..below {
        if !sieve[n] {
            continue;
        }
        found.push(n);
        let mut at = n * n;
        while at < below {
            sieve[at] = false;
            at += n;
        }
    }
    found
}

#[pure]
fn fibonacci(n: usize) -> u64 {
    let mut table = vec![0_u64; n + 2];
    table[1] = 1;
    for i in 2..=n {
        table[i] = table[i - 1] + table[i - 2];
    }
    table[n]
}

#[pure]
fn breadth_first(edges: &BTreeMap<u32, Vec<u32>>, from: u32) -> Vec<u32> {
    let mut seen = BTreeSet::new();
    let mut queue = VecDeque::new();
    let mut order = vec![];
    queue.push_back(from);
    while let Some(node) = queue.pop_front() {
        if !seen.insert(node) {
            continue;
        }
        order.push(node);
        let Some(next) = edges.get(&node) else {
            continue;
        };
        queue.extend(next.iter().filter(|next| !seen.contains(next)).copied());
    }
    order
}

#[pure]
#[derive(Debug, Clone, PartialEq, Eq)]
enum ParseError {
    Empty,
    Number(std::num::ParseIntError),
    Unknown(char),
}

#[pure]
impl From<std::num::ParseIntError> for ParseError {
    fn from(error: std::num::ParseIntError) -> Self {
        ParseError::Number(error)
    }
}

#[pure]
impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseError::Empty => write!(f, "nothing there"),
            ParseError::Number(error) => write!(f, "no number: {error}"),
            ParseError::Unknown(c) => write!(f, "unknown unit {c:?}"),
        }
    }
}

#[pure]
impl std::error::Error for ParseError {}

#[pure]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Span(Duration);

#[pure]
impl FromStr for Span {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let unit = text.chars().last().ok_or(ParseError::Empty)?;
        let number: u64 = text[..text.len() - unit.len_utf8()].parse()?;
        let seconds = match unit {
            's' => number,
            'm' => number * 60,
            'h' => number * 60 * 60,
            other => return Err(ParseError::Unknown(other)),
        };
        Ok(Span(Duration::from_secs(seconds)))
    }
}

#[pure]
fn spans(text: &str) -> Result<Vec<Span>, ParseError> {
    text.split(',').map(str::parse).collect()
}

#[pure]
fn apply(list: &[i32], f: impl Fn(i32) -> i32) -> Vec<i32> {
    let mut output = Vec::with_capacity(list.len());
    for &n in list {
        output.push(f(n));
    }
    output
}

#[pure]
fn adder(by: i32) -> impl Fn(i32) -> i32 {
    move |n| n + by
}

#[pure]
fn shifted(list: &[i32]) -> Vec<i32> {
    let by = 10;
    apply(&apply(list, adder(1)), |n| n * by)
}

#[pure]
#[derive(Debug, Clone, Default)]
struct Stack<T> {
    items: Vec<T>,
}

#[pure]
impl<T: Clone + PartialOrd> Stack<T> {
    fn push(&mut self, item: T) -> &mut Self {
        self.items.push(item);
        self
    }

    fn largest(&self) -> Option<&T> {
        let mut items = self.items.iter();
        let mut best = items.next()?;
        for item in items {
            if item > best {
                best = item;
            }
        }
        Some(best)
    }
}

#[pure]
struct Countdown(u32);

#[pure]
impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.0 = self.0.checked_sub(1)?;
        Some(self.0)
    }
}

#[pure]
fn countdown(from: u32) -> String {
    Countdown(from)
        .map(|n| n.to_string())
        .collect::<Vec<_>>()
        .join(" ")
}

#[pure]
enum Tree {
    Leaf,
    Node(Box<Tree>, i32, Box<Tree>),
}

#[pure]
impl Tree {
    fn insert(self, n: i32) -> Tree {
        match self {
            Tree::Leaf => Tree::Node(Box::new(Tree::Leaf), n, Box::new(Tree::Leaf)),
            Tree::Node(left, m, right) if n < m => Tree::Node(Box::new(left.insert(n)), m, right),
            Tree::Node(left, m, right) => Tree::Node(left, m, Box::new(right.insert(n))),
        }
    }

    fn in_order(&self, into: &mut Vec<i32>) {
        if let Tree::Node(left, n, right) = self {
            left.in_order(into);
            into.push(*n);
            right.in_order(into);
        }
    }
}

#[pure]
fn table(rows: &[(&str, f64)]) -> String {
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut output = String::new();
    for (name, value) in rows {
        output += &format!("{name:<width$} {value:>8.2}\n");
    }
    output
}

#[pure]
fn grouped(list: Vec<(String, u32)>) -> HashMap<String, Vec<u32>> {
    let mut groups: HashMap<String, Vec<u32>> = HashMap::new();
    for (key, n) in list {
        groups.entry(key).or_default().push(n);
    }
    groups
}

#[pure]
mod rules {
    pub(super) const LIMIT: u32 = 3;

    pub(super) fn is_allowed(count: u32) -> bool {
        matches!(count, 0..=LIMIT)
    }
}

#[pure]
fn allowed(counts: &[u32]) -> usize {
    counts.iter().filter(|n| rules::is_allowed(**n)).count()
}

#[pure]
fn swap_ends(mut list: Vec<u8>) -> Vec<u8> {
    if let [first, .., last] = list.as_mut_slice() {
        std::mem::swap(first, last);
    }
    list
}

#[pure]
fn sorted_by_length(mut list: Vec<String>) -> Vec<String> {
    list.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| b.cmp(a)));
    list.dedup();
    list
}

#[test]
fn works() {
    assert_eq!(words("a b, A.")["a"], 2);
    assert_eq!(longest(&["a", "bcd", "ef"]), Some("bcd"));
    assert_eq!(squares_of_odd(&[1, 2, 3]), [1, 9]);
    assert_eq!(moving_average(&[1.0, 2.0, 3.0], 2), [1.5, 2.5]);
    assert_eq!(primes(12), [2, 3, 5, 7, 11]);
    assert_eq!(fibonacci(10), 55);
    let edges = BTreeMap::from([(1, vec![2, 3]), (2, vec![3])]);
    assert_eq!(breadth_first(&edges, 1), [1, 2, 3]);
    assert_eq!(
        spans("5s, 2m"),
        Ok(vec![
            Span(Duration::from_secs(5)),
            Span(Duration::from_secs(120))
        ])
    );
    assert_eq!(spans("5x"), Err(ParseError::Unknown('x')));
    assert_eq!(spans("").unwrap_err().to_string(), "nothing there");
    assert_eq!(shifted(&[1, 2]), [20, 30]);
    let mut stack = Stack::default();
    stack.push(1).push(3).push(2);
    assert_eq!(stack.largest(), Some(&3));
    assert_eq!(countdown(3), "2 1 0");
    let mut list = Vec::new();
    Tree::Leaf.insert(2).insert(1).insert(3).in_order(&mut list);
    assert_eq!(list, [1, 2, 3]);
    assert_eq!(table(&[("a", 1.0)]), "a     1.00\n");
    assert_eq!(grouped(vec![("a".to_owned(), 1)])["a"], [1]);
    assert_eq!(allowed(&[1, 5, 3]), 2);
    assert_eq!(swap_ends(vec![1, 2, 3]), [3, 2, 1]);
    let list = ["bb", "a", "cc"].map(str::to_owned).to_vec();
    assert_eq!(sorted_by_length(list), ["a", "cc", "bb"]);
}

#[pure]
fn reachable(address: &str, port: u16) -> Option<(SocketAddr, bool)> {
    let ip: IpAddr = address.parse().ok()?;
    let private = match ip {
        IpAddr::V4(ip) => ip.is_private() || ip.octets()[0] == 127,
        IpAddr::V6(ip) => ip.is_loopback(),
    };
    Some((SocketAddr::new(ip, port), private))
}

#[pure]
fn shares(total: u32, by: NonZeroU32) -> (u32, u32, Option<NonZeroU32>) {
    (total / by, total % by, by.checked_add(1))
}

#[pure]
fn why_not(text: &str) -> String {
    match text.parse::<i32>() {
        Ok(n) => n.to_string(),
        Err(error) => match error.kind() {
            IntErrorKind::Empty => "nothing".to_owned(),
            kind => format!("{kind:?}"),
        },
    }
}

#[pure]
fn shouted(c: char) -> String {
    c.to_uppercase().to_string()
        + &c.to_lowercase().to_string()
        + &Ordering::Less.reverse().to_number()
}

#[pure]
trait Number {
    fn to_number(self) -> String;
}

#[pure]
impl Number for Ordering {
    fn to_number(self) -> String {
        (self as i8).to_string()
    }
}

#[pure]
fn without_the_greatest(mut list: Vec<u32>) -> Vec<u32> {
    if let Some(greatest) = list.iter_mut().max() {
        *greatest = 0;
    }
    list
}

#[pure]
fn backup_of(file: &Path, into: &str) -> Option<PathBuf> {
    let stem = file.file_stem()?.to_str()?;
    let extension = file.extension().unwrap_or_default();
    let mut path = Path::new(into)
        .join(format!("{stem}-1"))
        .with_extension(extension);
    if path.starts_with("/") || file.extension().is_some_and(|end| end == "bak") {
        path.push("copy");
    }
    Some(path)
}

#[pure]
fn depth(path: &Path) -> (usize, String) {
    let named = |part: &Component<'_>| matches!(part, Component::Normal(_));
    let parts = path.components().filter(named).count();
    (parts, path.display().to_string())
}

#[test]
fn paths() {
    let backup = backup_of(Path::new("a/b.txt"), "old").unwrap();
    assert_eq!(backup, Path::new("old/b-1.txt"));
    assert_eq!(backup_of(Path::new(".."), "old"), None);
    assert_eq!(depth(&backup), (2, "old/b-1.txt".to_owned()));
}

#[test]
fn less_usual() {
    assert_eq!(without_the_greatest(vec![1, 3, 2]), [1, 0, 2]);
    let home = reachable("192.168.0.1", 80).unwrap();
    assert_eq!(home, ("192.168.0.1:80".parse().unwrap(), true));
    assert_eq!(reachable("one", 80), None);
    let (three, four) = (NonZeroU32::new(3).unwrap(), NonZeroU32::new(4));
    assert_eq!(shares(10, three), (3, 1, four));
    assert_eq!(why_not(""), "nothing");
    assert_eq!(why_not("x"), "InvalidDigit");
    assert_eq!(shouted('a'), "Aa1");
}
