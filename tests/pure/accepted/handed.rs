//! What is handed on: constructors and functions as values, and what a closure gives away.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Deref;

use supervise::pure;

#[pure]
#[derive(Clone, Debug, PartialEq)]
struct Meters(u32);

#[pure]
#[derive(Debug, PartialEq)]
struct W(u32);

#[pure]
#[derive(Debug, PartialEq)]
enum Token {
    Word(String),
    ID(u32),
}

#[pure]
impl Token {
    fn words(list: &[&str]) -> Vec<Self> {
        list.iter()
            .copied()
            .map(str::to_owned)
            .map(Self::Word)
            .collect()
    }

    fn ids(list: Vec<u32>) -> Vec<Self> {
        list.into_iter().map(Token::ID).collect()
    }
}

#[pure]
fn made_by<T>(make: impl Fn(u32) -> T) -> T {
    make(7)
}

#[pure]
#[derive(Debug, PartialEq)]
struct Place(usize);

#[pure]
fn by_a_function() -> (Option<u32>, Result<u32, u8>, [Place; 2]) {
    (made_by(Some), made_by(Ok), std::array::from_fn(Place))
}

#[pure]
fn wrapped(list: Vec<u32>) -> Vec<W> {
    list.into_iter().map(W).collect()
}

#[pure]
fn length(read: Result<Meters, u32>) -> Meters {
    read.unwrap_or_else(Meters)
}

#[pure]
fn turned(read: Result<u32, u8>) -> Result<u32, Option<u8>> {
    read.map_or_else(Err, Ok).map_err(Some)
}

#[pure]
fn refused_twice(read: Result<u32, u8>) -> Result<u32, u8> {
    read.or_else(Err)
}

#[pure]
fn least(list: Vec<u32>) -> Option<Reverse<u32>> {
    let mut heap: BinaryHeap<Reverse<u32>> = list.into_iter().map(Reverse).collect();
    heap.pop()
}

#[test]
fn constructors() {
    assert_eq!(by_a_function(), (Some(7), Ok(7), [Place(0), Place(1)]));
    assert_eq!(wrapped(vec![1, 2]), [W(1), W(2)]);
    assert_eq!(length(Err(3)), Meters(3));
    assert_eq!(turned(Err(1)), Err(Some(1)));
    assert_eq!(turned(Ok(1)), Ok(1));
    assert_eq!(refused_twice(Err(2)), Err(2));
    assert_eq!(least(vec![3, 1, 2]), Some(Reverse(1)));
    assert_eq!(Token::words(&["a"]), [Token::Word("a".to_owned())]);
    assert_eq!(Token::ids(vec![4]), [Token::ID(4)]);
}

#[pure]
fn letters(text: &[String]) -> (usize, Vec<&str>, bool) {
    (
        text.iter().map(String::len).sum(),
        text.iter().map(String::as_str).collect(),
        text.iter().any(String::is_empty),
    )
}

#[pure]
fn sums(lists: Vec<Vec<u32>>) -> (Vec<usize>, Vec<u32>, Vec<Option<u32>>) {
    let each = |lists: &[Vec<u32>]| lists.to_vec().into_iter().map(Vec::into_iter);
    (
        each(&lists).map(Iterator::count).collect(),
        each(&lists).map(Iterator::sum).collect(),
        each(&lists).map(Iterator::max).collect(),
    )
}

#[test]
fn functions_of_std() {
    let text = ["ab".to_owned(), String::new()];
    assert_eq!(letters(&text), (2, vec!["ab", ""], true));
    let lists = vec![vec![1, 5, 2], vec![]];
    assert_eq!(sums(lists), (vec![3, 0], vec![8, 0], vec![Some(5), None]));
}

#[pure]
#[derive(Clone, Debug, PartialEq)]
struct Chain {
    n: u32,
    next: Option<Box<Chain>>,
}

#[pure]
impl Chain {
    fn last(&self) -> u32 {
        let mut at = self;
        while let Some(next) = at.next.as_deref() {
            at = next;
        }
        at.n
    }

    fn set_last(&mut self, n: u32) {
        match self.next.as_deref_mut() {
            Some(next) => next.set_last(n),
            None => self.n = n,
        }
    }
}

#[pure]
fn shown<'a>(name: &'a Option<String>, list: &'a Option<Vec<u32>>) -> (&'a str, &'a [u32]) {
    (
        name.as_deref().unwrap_or("?"),
        list.as_deref().unwrap_or(&[]),
    )
}

#[pure]
fn as_text<'a>(name: Option<&'a String>, other: &String) -> (Option<&'a str>, usize) {
    (name.map(Deref::deref), other.deref().len())
}

#[test]
fn what_is_behind_a_pointer() {
    let mut chain = Chain {
        n: 1,
        next: Some(Box::new(Chain { n: 2, next: None })),
    };
    assert_eq!(chain.last(), 2);
    chain.set_last(3);
    assert_eq!(chain.last(), 3);
    assert_eq!(shown(&None, &Some(vec![1])), ("?", &[1][..]));
    let name = "ab".to_owned();
    assert_eq!(as_text(Some(&name), &name), (Some("ab"), 2));
}

#[pure]
impl Meters {
    fn text(self) -> String {
        format!("{} m", self.0)
    }

    fn or(self, known: Option<u32>) -> String {
        known.map(|n| n.to_string()).unwrap_or_else(|| self.text())
    }
}

#[pure]
struct Note {
    text: String,
    at: u32,
}

#[pure]
fn note(note: Note, wanted: bool) -> Option<Vec<u8>> {
    wanted.then(|| note.text.into_bytes())
}

#[pure]
fn rest(known: Option<u32>, list: &[u32]) -> u32 {
    let rest = list.iter().skip(1);
    known.unwrap_or_else(|| rest.sum())
}

#[test]
fn a_closure_gives_away_what_it_captures() {
    assert_eq!(Meters(3).or(None), "3 m");
    assert_eq!(Meters(3).or(Some(1)), "1");
    let text = "a".to_owned();
    assert_eq!(note(Note { text, at: 1 }, true), Some(vec![b'a']));
    assert_eq!(rest(None, &[1, 2, 3]), 5);
}
