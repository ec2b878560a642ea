//! Programs about types: traits, generics, closures, newtypes.

mod state_machine {
    use supervise::pure;

    #[pure]
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Door {
        Open,
        Closed,
        Locked { code: u16, tries: u8 },
    }

    #[pure]
    #[derive(Debug, Clone, Copy)]
    pub enum Event {
        Open,
        Close,
        Lock(u16),
        Unlock(u16),
    }

    #[pure]
    impl Door {
        pub fn on(self, event: Event) -> Self {
            use Door::*;
            match (self, event) {
                (Closed, Event::Open) => Open,
                (Open, Event::Close) => Closed,
                (Closed, Event::Lock(code)) => Locked { code, tries: 0 },
                (Locked { code, .. }, Event::Unlock(given)) if code == given => Closed,
                (Locked { code, tries }, Event::Unlock(_)) => Locked {
                    code,
                    tries: tries.saturating_add(1),
                },
                (door, _) => door,
            }
        }
    }

    #[pure]
    pub fn run(events: &[Event]) -> Door {
        events
            .iter()
            .fold(Door::Open, |door, event| door.on(*event))
    }

    #[test]
    fn works() {
        let events = [Event::Close, Event::Lock(7), Event::Unlock(1)];
        assert_eq!(run(&events), Door::Locked { code: 7, tries: 1 });
        assert_eq!(
            run(&[Event::Close, Event::Lock(7), Event::Unlock(7)]),
            Door::Closed
        );
    }
}

mod visitor {
    use supervise::pure;

    #[pure]
    #[derive(Clone, Debug)]
    pub enum Expr {
        Number(f64),
        Add(Box<Expr>, Box<Expr>),
        Mul(Box<Expr>, Box<Expr>),
    }

    #[pure]
    pub trait Visitor {
        type Output;

        fn number(&mut self, n: f64) -> Self::Output;
        fn add(&mut self, a: Self::Output, b: Self::Output) -> Self::Output;
        fn mul(&mut self, a: Self::Output, b: Self::Output) -> Self::Output {
            self.add(a, b)
        }
    }

    #[pure]
    impl Expr {
        pub fn accept<V: Visitor>(&self, visitor: &mut V) -> V::Output {
            match self {
                Self::Number(n) => visitor.number(*n),
                Self::Add(a, b) => {
                    let (a, b) = (a.accept(visitor), b.accept(visitor));
                    visitor.add(a, b)
                }
                Self::Mul(a, b) => {
                    let (a, b) = (a.accept(visitor), b.accept(visitor));
                    visitor.mul(a, b)
                }
            }
        }
    }

    #[pure]
    pub struct Evaluate;

    #[pure]
    impl Visitor for Evaluate {
        type Output = f64;

        fn number(&mut self, n: f64) -> f64 {
            n
        }

        fn add(&mut self, a: f64, b: f64) -> f64 {
            a + b
        }

        fn mul(&mut self, a: f64, b: f64) -> f64 {
            a * b
        }
    }

    #[pure]
    #[derive(Default)]
    pub struct Count {
        nodes: usize,
    }

    #[pure]
    impl Visitor for Count {
        type Output = usize;

        fn number(&mut self, _: f64) -> usize {
            self.nodes += 1;
            1
        }

        fn add(&mut self, a: usize, b: usize) -> usize {
            self.nodes += 1;
            a + b + 1
        }
    }

    #[test]
    fn works() {
        let two = || Box::new(Expr::Number(2.0));
        let expr = Expr::Mul(Box::new(Expr::Add(two(), two())), two());
        assert_eq!(expr.accept(&mut Evaluate), 8.0);
        let mut count = Count::default();
        assert_eq!((expr.accept(&mut count), count.nodes), (5, 5));
    }
}

mod strategies {
    use supervise::pure;

    #[pure]
    pub trait Discount {
        fn name(&self) -> String;
        fn apply(&self, cents: u64) -> u64;

        fn described(&self, cents: u64) -> String {
            format!("{}: {}", self.name(), self.apply(cents))
        }
    }

    #[pure]
    pub struct Percent(pub u64);

    #[pure]
    pub struct Fixed {
        pub cents: u64,
    }

    #[pure]
    impl Discount for Percent {
        fn name(&self) -> String {
            format!("{}%", self.0)
        }

        fn apply(&self, cents: u64) -> u64 {
            cents - cents * self.0 / 100
        }
    }

    #[pure]
    impl Discount for Fixed {
        fn name(&self) -> String {
            "fixed".into()
        }

        fn apply(&self, cents: u64) -> u64 {
            cents.saturating_sub(self.cents)
        }
    }

    #[pure]
    impl<T: Discount + ?Sized> Discount for Box<T> {
        fn name(&self) -> String {
            (**self).name()
        }

        fn apply(&self, cents: u64) -> u64 {
            (**self).apply(cents)
        }
    }

    #[pure]
    pub fn best<'a>(list: &'a [Box<dyn Discount>], cents: u64) -> Option<&'a dyn Discount> {
        list.iter()
            .min_by_key(|discount| discount.apply(cents))
            .map(|discount| &**discount)
    }

    #[test]
    fn works() {
        let list: Vec<Box<dyn Discount>> =
            vec![Box::new(Percent(10)), Box::new(Fixed { cents: 50 })];
        assert_eq!(best(&list, 1000).unwrap().described(1000), "10%: 900");
        assert_eq!(best(&list, 100).unwrap().name(), "fixed");
    }
}

mod builder {
    use supervise::pure;

    #[pure]
    #[derive(Debug, Clone, PartialEq)]
    pub struct Request {
        path: String,
        headers: Vec<(String, String)>,
        retries: Option<u8>,
    }

    #[pure]
    #[derive(Debug, Default, Clone)]
    #[must_use]
    pub struct Builder {
        path: Option<String>,
        headers: Vec<(String, String)>,
        retries: Option<u8>,
    }

    #[pure]
    impl Builder {
        pub fn path(mut self, path: impl Into<String>) -> Self {
            self.path = Some(path.into());
            self
        }

        pub fn header<K: AsRef<str>, V: ToString>(mut self, key: K, value: V) -> Self
        where
            V: std::fmt::Display,
        {
            self.headers
                .push((key.as_ref().to_lowercase(), value.to_string()));
            self
        }

        pub fn retries(self, retries: u8) -> Self {
            Self {
                retries: Some(retries),
                ..self
            }
        }

        pub fn build(self) -> Result<Request, &'static str> {
            let Self {
                path,
                headers,
                retries,
            } = self;
            Ok(Request {
                path: path.filter(|path| path.starts_with('/')).ok_or("no path")?,
                headers,
                retries,
            })
        }
    }

    #[test]
    fn works() {
        let request = Builder::default()
            .path("/x")
            .header("Len", 3)
            .retries(2)
            .build()
            .unwrap();
        assert_eq!(request.headers, [("len".to_owned(), "3".to_owned())]);
        assert_eq!(Builder::default().path("x").build(), Err("no path"));
    }
}

mod closures {
    use supervise::pure;

    #[pure]
    pub fn compose(list: Vec<Box<dyn Fn(i64) -> i64>>) -> impl Fn(i64) -> i64 {
        move |n| list.iter().fold(n, |n, f| f(n))
    }

    #[pure]
    pub fn pipeline(factor: i64) -> i64 {
        let double = |n: i64| n * 2;
        let scaled = move |n| double(n) * factor;
        let steps: Vec<Box<dyn Fn(i64) -> i64>> = vec![Box::new(scaled), Box::new(|n| n + 1)];
        compose(steps)(3)
    }

    #[pure]
    pub fn twice<F>(mut f: F) -> (u32, u32)
    where
        F: FnMut() -> u32,
    {
        (f(), f())
    }

    #[pure]
    pub fn curried(a: i32) -> impl Fn(i32) -> Box<dyn Fn(i32) -> i32> {
        move |b| Box::new(move |c| a * 100 + b * 10 + c)
    }

    #[pure]
    pub fn by_default(list: &[Option<u32>], default: Option<u32>) -> Vec<u32> {
        list.iter()
            .map(|n| n.or(default).unwrap_or_else(|| list.len() as u32))
            .collect()
    }

    #[pure]
    pub fn used() -> (u32, u32) {
        twice(|| 4)
    }

    #[test]
    fn works() {
        assert_eq!(pipeline(5), 31);
        assert_eq!(curried(1)(2)(3), 123);
        assert_eq!(by_default(&[Some(1), None], None), [1, 2]);
        assert_eq!(used(), (4, 4));
    }
}

mod newtypes {
    use std::collections::HashSet;
    use std::hash::{Hash, Hasher};
    use std::ops::{Deref, DerefMut};
    use supervise::pure;

    #[pure(deref_mut)]
    #[derive(Clone, Debug, Default)]
    pub struct Names(Vec<String>);

    #[pure]
    impl Deref for Names {
        type Target = Vec<String>;
        fn deref(&self) -> &Vec<String> {
            &self.0
        }
    }

    #[pure]
    impl DerefMut for Names {
        fn deref_mut(&mut self) -> &mut Vec<String> {
            &mut self.0
        }
    }

    /// Equal whatever its case.
    #[pure]
    #[derive(Clone, Debug)]
    pub struct Word(String);

    #[pure]
    impl PartialEq for Word {
        fn eq(&self, other: &Self) -> bool {
            self.0.eq_ignore_ascii_case(&other.0)
        }
    }

    #[pure]
    impl Eq for Word {}

    #[pure]
    impl Hash for Word {
        fn hash<H: Hasher>(&self, state: &mut H) {
            for byte in self.0.bytes() {
                byte.to_ascii_lowercase().hash(state);
            }
        }
    }

    #[pure]
    impl Extend<Word> for Names {
        fn extend<I: IntoIterator<Item = Word>>(&mut self, words: I) {
            for Word(word) in words {
                self.push(word);
            }
        }
    }

    #[pure]
    pub fn distinct(text: &str) -> usize {
        let words: HashSet<Word> = text.split(' ').map(|word| Word(word.to_owned())).collect();
        words.len()
    }

    #[pure]
    pub fn listed(words: Vec<Word>) -> String {
        let mut names = Names::default();
        names.extend(words);
        names.sort();
        names.join(" ")
    }

    #[test]
    fn works() {
        assert_eq!(distinct("a A b"), 2);
        assert_eq!(listed(vec![Word("b".into()), Word("a".into())]), "a b");
    }
}

mod shared {
    use std::rc::Rc;
    use std::sync::Arc;
    use supervise::pure;

    #[pure]
    #[derive(Clone, Debug, PartialEq)]
    pub struct Document {
        pub title: Arc<str>,
        pub lines: Rc<Vec<String>>,
    }

    #[pure]
    impl Document {
        pub fn with_line(&self, line: &str) -> Document {
            let mut next = self.clone();
            Rc::make_mut(&mut next.lines).push(line.to_owned());
            next
        }
    }

    #[test]
    fn works() {
        let first = Document {
            title: "t".into(),
            lines: Rc::new(vec![]),
        };
        let second = first.with_line("a");
        assert_eq!((first.lines.len(), second.lines.len()), (0, 1));
    }
}

mod generics {
    use std::fmt::{Debug, Display};
    use std::marker::PhantomData;
    use std::ops::Add;
    use supervise::pure;

    #[pure]
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Metres;

    #[pure]
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Length<Unit, T = f64> {
        value: T,
        unit: PhantomData<Unit>,
    }

    #[pure]
    impl<Unit, T> Length<Unit, T> {
        pub const fn new(value: T) -> Self {
            Self {
                value,
                unit: PhantomData,
            }
        }
    }

    #[pure]
    impl<Unit, T: Add<Output = T>> Add for Length<Unit, T> {
        type Output = Self;
        fn add(self, other: Self) -> Self {
            Self::new(self.value + other.value)
        }
    }

    #[pure]
    pub fn largest<'a, T>(list: &'a [T]) -> Option<&'a T>
    where
        T: PartialOrd,
    {
        let mut iter = list.iter();
        let first = iter.next()?;
        Some(iter.fold(first, |best, next| if next > best { next } else { best }))
    }

    #[pure]
    pub fn shown<T: Display, U: Debug>(pair: (T, &[U])) -> String {
        let (name, list) = pair;
        format!("{name:>4}: {list:?}")
    }

    #[pure]
    pub fn all<const N: usize, T: Default + Copy>() -> [T; N] {
        [T::default(); N]
    }

    #[test]
    fn works() {
        let sum: Length<Metres> = Length::new(1.0) + Length::new(2.0);
        assert_eq!(sum.value, 3.0);
        assert_eq!(largest(&[1, 3, 2]), Some(&3));
        assert_eq!(shown(("a", &[Some(1)])), "   a: [Some(1)]");
        assert_eq!(all::<2, u8>(), [0, 0]);
    }
}
