//! Programs about errors, the flow of control, constants, modules, and conditional code.

mod errors {
    use std::error::Error;
    use std::fmt;
    use std::num::ParseIntError;
    use supervise::pure;

    #[pure]
    #[derive(Debug)]
    pub enum ConfigError {
        Missing(&'static str),
        Number { key: String, source: ParseIntError },
    }

    #[pure]
    impl fmt::Display for ConfigError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                Self::Missing(key) => write!(f, "`{key}` is missing"),
                Self::Number { key, .. } => write!(f, "`{key}` is no number"),
            }
        }
    }

    #[pure]
    impl Error for ConfigError {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            match self {
                Self::Missing(_) => None,
                Self::Number { source, .. } => Some(source),
            }
        }
    }

    #[pure]
    pub fn number(list: &[(&str, &str)], key: &'static str) -> Result<u32, ConfigError> {
        let (_, text) = list
            .iter()
            .find(|(name, _)| *name == key)
            .ok_or(ConfigError::Missing(key))?;
        text.parse().map_err(|source| ConfigError::Number {
            key: key.to_owned(),
            source,
        })
    }

    #[pure]
    pub fn sum(list: &[(&str, &str)]) -> Result<u32, Box<dyn Error>> {
        let sum = number(list, "a")? + number(list, "b")?;
        if sum == 13 {
            return Err("unlucky".into());
        }
        if sum > 100 {
            Err(format!("{sum} is too large"))?;
        }
        Ok(sum)
    }

    // What is behind an object can't be known, so who shows it is no pure code.
    fn told(list: &[(&str, &str)]) -> String {
        match sum(list) {
            Ok(n) => n.to_string(),
            Err(error) => format!("error: {error}"),
        }
    }

    #[pure]
    pub fn told_of_one(list: &[(&str, &str)]) -> String {
        match number(list, "a") {
            Ok(n) => n.to_string(),
            Err(error) => format!("error: {error}"),
        }
    }

    #[test]
    fn works() {
        assert_eq!(told(&[("a", "1"), ("b", "2")]), "3");
        assert_eq!(told(&[("a", "1")]), "error: `b` is missing");
        assert_eq!(told(&[("a", "6"), ("b", "7")]), "error: unlucky");
        assert_eq!(told_of_one(&[]), "error: `a` is missing");
        let error = number(&[("a", "x")], "a").unwrap_err();
        assert!(error.source().is_some());
    }
}

mod loops {
    use std::ops::ControlFlow;
    use supervise::pure;

    #[pure]
    pub fn first_gap(list: &[u32]) -> Option<u32> {
        let flow = list
            .iter()
            .try_fold(None, |last: Option<u32>, n| match last {
                Some(last) if last + 1 != *n => ControlFlow::Break(last + 1),
                _ => ControlFlow::Continue(Some(*n)),
            });
        match flow {
            ControlFlow::Break(gap) => Some(gap),
            ControlFlow::Continue(_) => None,
        }
    }

    #[pure]
    pub fn collatz(mut n: u64) -> usize {
        let mut steps = 0;
        let steps = loop {
            if n == 1 {
                break steps;
            }
            n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
            steps += 1;
        };
        steps
    }

    #[pure]
    pub fn found(grid: &[&[u8]], wanted: u8) -> Option<(usize, usize)> {
        let at = 'search: {
            for (y, row) in grid.iter().enumerate() {
                for (x, cell) in row.iter().enumerate() {
                    if *cell == wanted {
                        break 'search Some((x, y));
                    }
                }
            }
            None
        };
        at
    }

    #[pure]
    pub fn parsed(text: &str) -> Option<i32> {
        if let Some(rest) = text.strip_prefix('-')
            && let Ok(n) = rest.parse::<i32>()
            && n > 0
        {
            return Some(-n);
        }
        let Ok(n) = text.parse() else { return None };
        Some(n)
    }

    #[pure]
    pub fn checked(list: &[u8]) -> u8 {
        assert!(!list.is_empty(), "an empty list of {}", list.len());
        debug_assert_ne!(list[0], 255, "at {}", 0);
        match list {
            [only] => *only,
            [first, .., last] if first == last => *first,
            [first, second, ..] => first.max(second) - 1,
            [] => unreachable!("{} is empty", "list"),
        }
    }

    #[test]
    fn works() {
        assert_eq!(first_gap(&[1, 2, 4]), Some(3));
        assert_eq!(collatz(6), 8);
        assert_eq!(found(&[b"ab", b"cd"], b'd'), Some((1, 1)));
        assert_eq!(
            (parsed("-3"), parsed("4"), parsed("x")),
            (Some(-3), Some(4), None)
        );
        assert_eq!(checked(&[1, 2, 1]), 1);
        assert_eq!(checked(&[5, 2]), 4);
    }
}

mod conditional {
    use supervise::pure;

    #[pure]
    #[cfg_attr(all(), derive(Clone, Debug, PartialEq))]
    #[derive(Default)]
    pub struct Setting {
        pub name: String,
        #[cfg(any())]
        pub never: std::fs::File,
        #[cfg(not(windows))]
        pub value: u8,
    }

    #[pure]
    impl Setting {
        #[cfg(any())]
        pub fn never(&self) -> u8 {
            0
        }

        #[inline]
        #[must_use]
        pub fn changed(&self, value: u8) -> Self {
            let mut next = self.clone();
            next.value = value;
            #[cfg(any())]
            {
                next.name.clear();
            }
            #[cfg(any())]
            next.name.clear();
            let choices = [
                0,
                #[cfg(any())]
                7,
            ];
            next.value += choices.iter().sum::<u8>();
            #[allow(clippy::identity_op, reason = "an attribute of a statement")]
            let plus = next.value + 0;
            next.value = match plus {
                #[cfg(any())]
                1 => 7,
                other => other,
            };
            next
        }
    }

    #[test]
    fn works() {
        assert_eq!(Setting::default().changed(1).value, 1);
    }
}

mod statics {
    use supervise::pure;

    static PRIMES: [u32; 4] = [2, 3, 5, 7];
    static NAMES: &[(&str, u32)] = &[("two", 2), ("three", 3)];
    const LIMIT: usize = PRIMES.len();

    #[pure]
    #[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
    #[repr(u8)]
    pub enum Level {
        Low = 1,
        High = 10,
    }

    #[pure]
    impl Level {
        pub const ALL: [Level; 2] = [Level::Low, Level::High];

        pub fn of(n: u8) -> Option<Level> {
            Self::ALL.into_iter().find(|level| *level as u8 == n)
        }
    }

    #[pure]
    pub fn prime(name: &str) -> Option<u32> {
        const NONE: u32 = 0;
        let found = NAMES.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, n)| *n)
            .filter(|n| *n != NONE && PRIMES[..LIMIT].contains(n))
    }

    #[test]
    fn works() {
        assert_eq!(prime("three"), Some(3));
        assert_eq!(Level::of(10), Some(Level::High));
        assert_eq!(Level::of(2), None);
    }
}

mod modules {
    #[supervise::pure]
    pub mod geometry {
        use std::f64::consts::PI;

        #[derive(Clone, Debug, PartialEq)]
        pub enum Shape {
            Circle { radius: f64 },
            Rectangle(f64, f64),
        }

        impl Shape {
            pub fn area(&self) -> f64 {
                match *self {
                    Shape::Circle { radius } => PI * radius * radius,
                    Shape::Rectangle(a, b) => a * b,
                }
            }
        }

        pub fn total(shapes: &[Shape]) -> f64 {
            shapes.iter().map(Shape::area).sum()
        }

        pub mod inner {
            pub fn half(n: f64) -> f64 {
                n / 2.0
            }
        }

        pub fn half_of(shapes: &[Shape]) -> f64 {
            inner::half(total(shapes))
        }
    }

    use geometry::{Shape, half_of};

    #[test]
    fn works() {
        assert_eq!(half_of(&[Shape::Rectangle(2.0, 3.0)]), 3.0);
        assert!(Shape::Circle { radius: 1.0 }.area() > 3.0);
    }
}

/// What is imported in a block can't stand in for what the macro calls.
mod impostor {
    use supervise::pure;

    #[pure]
    #[allow(
        non_camel_case_types,
        dead_code,
        reason = "it is there to be in the way"
    )]
    pub enum Fake {
        __pure,
    }

    #[pure]
    pub fn same(a: u32, b: u32) -> bool {
        {
            #[allow(unused_imports, reason = "it is there to be in the way")]
            use Fake::*;
            a == b
        }
    }

    #[test]
    fn works() {
        assert!(same(1, 1));
    }
}

/// Modules and types of the user's that are called like those with side effects.
mod namesakes {
    use supervise::pure;

    #[pure]
    mod core {
        pub fn fee(n: u32) -> u32 {
            n / 10
        }
    }

    #[pure]
    mod alloc {
        pub fn place(n: u32) -> u32 {
            n + 1
        }
    }

    /// Of an interpreter.
    #[pure]
    mod env {
        pub fn lookup(names: &[(&str, u32)], name: &str) -> Option<u32> {
            names
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, n)| *n)
        }
    }

    #[pure]
    mod process {
        pub fn id(n: u32) -> u32 {
            n
        }
    }

    #[pure]
    pub fn all(n: u32) -> Option<u32> {
        env::lookup(
            &[("x", core::fee(n)), ("y", alloc::place(process::id(n)))],
            "y",
        )
    }

    #[test]
    fn works() {
        assert_eq!(all(4), Some(5));
    }
}

mod derived_by_std {
    // A derive by another attribute of that name would be an error here.
    #[allow(unused_imports, reason = "it is there to be in the way")]
    use tokio::main as derive;

    use supervise::pure;

    #[pure]
    #[derive(Clone, Debug, PartialEq)]
    pub struct Point(i32, i32);

    #[pure]
    pub fn doubled(point: &Point) -> Vec<Point> {
        vec![point.clone(), point.clone()]
    }

    #[test]
    fn works() {
        assert_eq!(doubled(&Point(1, 2)).len(), 2);
    }
}

mod assertions {
    use supervise::pure;

    #[pure]
    pub fn small(list: &[u32]) -> usize {
        assert!(list.len() < { 3 });
        list.len()
    }

    #[pure]
    pub const fn positive(n: i32) -> i32 {
        assert!(n > 0);
        n
    }

    const ONE: i32 = positive(1);

    /// It says what was written, not what stands for it.
    #[test]
    fn say_what_was_written() {
        assert_eq!((small(&[1]), ONE), (1, 1));
        let failed = std::panic::catch_unwind(|| small(&[1, 2, 3])).unwrap_err();
        let text = failed.downcast_ref::<&str>().copied();
        let text = text.or_else(|| failed.downcast_ref::<String>().map(String::as_str));
        assert_eq!(text, Some("assertion failed: list.len() < { 3 }"));
    }
}
