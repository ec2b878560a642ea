//! Whatever tokens a macro gets, it answers with code or with errors of ours, and never panics.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// What stands in for a token, or beside it.
const WORDS: &[&str] = &[
    "pure",
    "self",
    "Self",
    "fn",
    "mut",
    "&",
    "=",
    "=>",
    ":",
    "::",
    ",",
    ";",
    ".",
    "<",
    ">",
    "#",
    "!",
    "?",
    "|",
    "'a",
    "'static",
    "0",
    "1.5",
    "\"{x}\"",
    "\"{\"",
    "'c'",
    "async",
    "await",
    "unsafe",
    "impl",
    "dyn",
    "where",
    "match",
    "if",
    "let",
    "loop",
    "return",
    "_",
    "x",
    "Some",
    "Result",
    "Next",
    "r#type",
    "-",
    "5s",
    "..",
    "..=",
    "restart",
    "dynamic",
    "pool",
    "supervisor",
    "tree",
    "trust_pure",
    "const",
    "static",
    "struct",
    "enum",
    "trait",
    "mod",
    "use",
];

const PROCESSES: &[&str] = &[
    "impl Counter { #[init] pub fn start(first: u64) -> Self { Counter { value: first } } #[call] pub fn add(&mut self, n: u64) -> Result<u64, String> { self.value += n; Ok(self.value) } #[cast] async fn reset(&mut self) { self.value = 0; } }",
    "impl<T: Send + 'static, const N: usize> Store<T, N> where T: Clone { #[info] fn down(&mut self, down: Down, cx: &mut Cx<Self>) -> Action<Self> { Action::CONTINUE } #[terminate] fn bye(self, end: &End) {} }",
];

const PURE_PROCESSES: &[&str] = &[
    "impl Ledger { #[init] fn open(balance: u64) -> Self { Ledger { balance } } #[call] fn deposit(&self, amount: u64, meta: &Meta) -> Next<Self, u64> { let next = self.balance + amount; Next::new(Ledger { balance: next }).reply(next).send(self.audit.record(amount)) } #[cast] fn close(mut self) -> Self { self.open = false; self } #[exit] fn ended(&self, exit: Exit) {} }",
];

const PURE: &[&str] = &[
    "fn sum(list: &[u32], mut scale: u32) -> Result<u32, Error> { let mut sum = 0; for (i, x) in list.iter().enumerate() { if let Some(y) = x.checked_add(1) && y > 2 { sum += y * scale; } else { continue; } scale <<= i as u32; } let text = format!(\"{sum:>5} {} {x:?}\", list[0], x = 1); assert_eq!(text.len(), 3, \"{text}\"); while sum > 3 { sum = -sum; } match sum { 0 | 1 => Ok(sum), n @ 2..=5 if n != 3 => parse(text)?.map(|Pair { a, mut b }| { b = a; Some(b) }), _ => Err(Error::Empty { at: 1, ..Default::default() }) } }",
    "#[derive(Clone, Debug)] pub struct Pair<'a, T: Ord = u8> where T: Copy { #[trust_pure = \"why\"] a: &'a [T], b: Option<Box<Pair<'a, T>>> }",
    "enum Shape { Circle(f64), Square { side: f64 }, Empty = 3 }",
    "impl<T: Display> Iterator for Walk<T> { type Item = T; fn next(&mut self) -> Option<T> { self.0.pop() } }",
    "impl Index<Pos> for Grid { type Output = u8; fn index(&self, at: Pos) -> &u8 { &self.0[at.y][at.x] } }",
    "trait Pricing: Clone { const MAX: u32; type Item: Ord; fn price(&self, count: u32) -> Money; fn total(self, f: impl Fn(u32) -> u32) -> Money { f(<Self as Pricing>::MAX); trust_pure!(\"why\", x()) } }",
    "mod rules { use super::*; const X: u32 = 1; fn a() -> u32 { vec![1; 3].into_iter().map(b).max().unwrap_or(X) } }",
];

const TREES: &[&str] = &[
    "pub Shop(config: Config) { strategy: rest_for_one, limit: 3 per 5s, ledger: Ledger(config.opening()) { restart: permanent, shutdown: 5s, reinit: last_known }, audit: Audit(ledger), sessions: dynamic Session { max_children: 10_000 }, hashers: pool Hasher(vec![1]) { size: 8, route: by_key }, feeds: supervisor { strategy: one_for_all, prices: Feed { 0: 5 } }, metrics: tree Metrics(late(ledger)) }",
];

const TRUST: &[&str] = &[
    "\"it only computes\", other::call(3)",
    "impl<T> other::List<T> where T: Copy { fn len(&self) -> usize; pub fn get<I: Into<usize>>(&self, (a, b): (I, u8)) -> Option<&T> { None } }",
];

#[derive(Clone, Debug)]
enum Change {
    Delete,
    Double,
    Replace(usize),
    Insert(usize),
    Swap,
    Wrap(u8),
}

fn change() -> impl Strategy<Value = (Change, usize)> {
    let change = prop_oneof![
        Just(Change::Delete),
        Just(Change::Double),
        (0..WORDS.len()).prop_map(Change::Replace),
        (0..WORDS.len()).prop_map(Change::Insert),
        Just(Change::Swap),
        (0..4_u8).prop_map(Change::Wrap),
    ];
    (change, 0..400_usize)
}

/// Changes the token at `at`, counted through all groups.
fn mutate(tokens: TokenStream, change: &Change, at: &mut usize) -> TokenStream {
    let mut output: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        if *at == 0 {
            *at = usize::MAX;
            let word = |i: usize| WORDS[i].parse::<TokenStream>().expect("a token");
            match change {
                Change::Delete => {}
                Change::Double => output.extend([token.clone(), token]),
                Change::Replace(i) => output.extend(word(*i)),
                Change::Insert(i) => {
                    output.extend(word(*i));
                    output.push(token);
                }
                Change::Swap => {
                    output.extend(tokens.next());
                    output.push(token);
                }
                Change::Wrap(kind) => {
                    let delimiter = [
                        Delimiter::Parenthesis,
                        Delimiter::Brace,
                        Delimiter::Bracket,
                        Delimiter::None,
                    ][usize::from(*kind)];
                    output.push(Group::new(delimiter, token.into()).into());
                }
            }
            continue;
        }
        *at -= 1;
        match token {
            TokenTree::Group(group) => {
                let inner = mutate(group.stream(), change, at);
                output.push(Group::new(group.delimiter(), inner).into());
            }
            token => output.push(token),
        }
    }
    output.into_iter().collect()
}

/// 10,000 mutations of the seeds.
fn survives(seeds: &[&str], run: impl Fn(TokenStream) -> TokenStream) {
    let strategy = (0..seeds.len(), prop::collection::vec(change(), 1..6));
    let config = Config {
        cases: 10_000,
        failure_persistence: None,
        ..Config::default()
    };
    // The same in every run: what is found here can be found again.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let result = TestRunner::new_with_rng(config, rng).run(&strategy, |(seed, changes)| {
        let mut tokens: TokenStream = seeds[seed].parse().expect("a seed");
        let count = tokens.to_string().len() / 4;
        for (change, at) in changes {
            tokens = mutate(tokens, &change, &mut (at % count.max(1)));
        }
        let output = run(tokens.clone());
        // Nothing is swallowed: there is code, or an error that says why not.
        prop_assert!(tokens.is_empty() || !output.is_empty());
        prop_assert!(!output.to_string().contains("internal"));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn managed_process() {
    survives(PROCESSES, |item| {
        crate::process::managed_process(TokenStream::new(), item)
    });
}

#[test]
fn pure_managed_process() {
    survives(PURE_PROCESSES, |item| {
        crate::process::managed_process("pure".parse().expect("a word"), item)
    });
}

#[test]
fn arguments_of_managed_process() {
    survives(
        &[
            "pure, no_trust, on_panic = resume, max_resumes = 3, trace = 16, handle = H, capacity = 3, crate = a::b",
        ],
        |args| {
            let item = "impl Counter { #[cast] fn reset(&self) {} }";
            crate::process::managed_process(args, item.parse().expect("an item"))
        },
    );
}

#[test]
fn pure() {
    survives(PURE, |item| crate::pure::pure(TokenStream::new(), item));
}

#[test]
fn trust_pure() {
    survives(TRUST, crate::pure::trust_pure);
}

#[test]
fn supervision_tree() {
    survives(TREES, crate::tree::supervision_tree);
}
