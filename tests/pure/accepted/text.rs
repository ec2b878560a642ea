//! Programs about text.

mod key_value {
    use std::collections::BTreeMap;
    use supervise::pure;

    #[pure]
    #[derive(Debug, Clone, PartialEq)]
    pub enum LineError {
        NoEquals { line: usize },
        EmptyKey { line: usize },
    }

    #[pure]
    pub fn parse(text: &str) -> Result<BTreeMap<String, String>, LineError> {
        let mut map = BTreeMap::new();
        for (i, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((key, value)) = line.split_once('=') else {
                return Err(LineError::NoEquals { line: i + 1 });
            };
            let key = key.trim();
            if key.is_empty() {
                return Err(LineError::EmptyKey { line: i + 1 });
            }
            map.insert(key.to_owned(), value.trim().trim_matches('"').to_string());
        }
        Ok(map)
    }

    #[test]
    fn works() {
        let map = parse("# x\n a = \"1\" \nb=2").unwrap();
        assert_eq!(map["a"], "1");
        assert_eq!(parse("x"), Err(LineError::NoEquals { line: 1 }));
    }
}

mod csv {
    use supervise::pure;

    #[pure]
    pub fn fields(line: &str) -> Vec<String> {
        let mut fields = Vec::new();
        let mut field = String::new();
        let mut quoted = false;
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    field.push('"');
                    chars.next();
                }
                '"' => quoted = !quoted,
                ',' if !quoted => fields.push(std::mem::take(&mut field)),
                c => field.push(c),
            }
        }
        fields.push(field);
        fields
    }

    #[test]
    fn works() {
        assert_eq!(fields("a,\"b,\"\"c\"\"\",d"), ["a", "b,\"c\"", "d"]);
    }
}

mod wrapping {
    use supervise::pure;

    #[pure]
    pub fn wrap(text: &str, width: usize) -> String {
        let mut out = String::with_capacity(text.len());
        let mut used = 0;
        for word in text.split_whitespace() {
            let len = word.chars().count();
            if used > 0 && used + 1 + len > width {
                out.push('\n');
                used = 0;
            } else if used > 0 {
                out += " ";
                used += 1;
            }
            out.push_str(word);
            used += len;
        }
        out
    }

    #[test]
    fn works() {
        assert_eq!(wrap("one two three", 7), "one two\nthree");
    }
}

mod hex {
    use std::fmt::Write;
    use supervise::pure;

    #[pure]
    pub fn encode(bytes: &[u8]) -> String {
        bytes.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    #[pure]
    pub fn decode(text: &str) -> Option<Vec<u8>> {
        if text.len() % 2 != 0 || !text.is_ascii() {
            return None;
        }
        (0..text.len())
            .step_by(2)
            .map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok())
            .collect()
    }

    #[test]
    fn works() {
        assert_eq!(encode(&[0, 255, 16]), "00ff10");
        assert_eq!(decode("00ff10"), Some(vec![0, 255, 16]));
        assert_eq!(decode("0g"), None);
    }
}

mod run_length {
    use supervise::pure;

    #[pure]
    pub fn encode(text: &str) -> Vec<(char, u32)> {
        let mut runs: Vec<(char, u32)> = vec![];
        for c in text.chars() {
            match runs.last_mut() {
                Some((last, count)) if *last == c => *count += 1,
                _ => runs.push((c, 1)),
            }
        }
        runs
    }

    #[pure]
    pub fn decode(runs: &[(char, u32)]) -> String {
        runs.iter()
            .flat_map(|&(c, count)| std::iter::repeat_n(c, count as usize))
            .collect()
    }

    #[test]
    fn works() {
        assert_eq!(decode(&encode("aaabcc")), "aaabcc");
        assert_eq!(encode("aab"), [('a', 2), ('b', 1)]);
    }
}

mod caesar {
    use supervise::pure;

    #[pure]
    fn rotated(c: char, by: u8) -> char {
        let base = match c {
            'a'..='z' => b'a',
            'A'..='Z' => b'A',
            _ => return c,
        };
        ((c as u8 - base + by) % 26 + base) as char
    }

    #[pure]
    pub fn cipher(text: &str, by: u8) -> String {
        text.chars().map(|c| rotated(c, by)).collect()
    }

    #[test]
    fn works() {
        assert_eq!(cipher("Hello, xyz", 3), "Khoor, abc");
    }
}

mod report {
    use std::fmt;
    use supervise::pure;

    #[pure]
    #[derive(Clone, Debug, Default)]
    pub struct Row {
        pub name: String,
        pub amount: f64,
    }

    #[pure]
    pub struct Report<'a>(pub &'a [Row]);

    #[pure]
    impl fmt::Display for Report<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let width = self.0.iter().map(|row| row.name.len()).max().unwrap_or(0);
            for row in self.0 {
                writeln!(f, "{:<width$} | {:>8.2}", row.name, row.amount)?;
            }
            let total: f64 = self.0.iter().map(|row| row.amount).sum();
            write!(f, "{:=^1$}", "", width + 11)?;
            write!(f, "\n{total:+e} {:#?}", self.0.len())
        }
    }

    #[test]
    fn works() {
        let row = Row {
            name: "rent".to_owned(),
            amount: 12.5,
        };
        let text = Report(&[row]).to_string();
        assert!(text.starts_with("rent |    12.50\n"), "{text}");
    }
}

mod slug {
    use supervise::pure;

    #[pure]
    pub fn slug(title: &str) -> String {
        let mut words: Vec<String> = title
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.truncate(4);
        words.join("-")
    }

    #[test]
    fn works() {
        assert_eq!(slug("Hello, World -- of Rust!"), "hello-world-of-rust");
    }
}

mod templates {
    use std::collections::HashMap;
    use supervise::pure;

    #[pure]
    pub fn fill(template: &str, values: &HashMap<&str, String>) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = template;
        while let Some(start) = rest.find("{{") {
            out.push_str(&rest[..start]);
            let after = &rest[start + 2..];
            let end = after
                .find("}}")
                .ok_or_else(|| format!("unclosed at {start}"))?;
            let name = after[..end].trim();
            let value = values.get(name).ok_or(format!("no {name:?}"))?;
            out += value;
            rest = &after[end + 2..];
        }
        Ok(out + rest)
    }

    #[test]
    fn works() {
        let values = HashMap::from([("who", "you".to_owned())]);
        assert_eq!(fill("hi {{ who }}!", &values).unwrap(), "hi you!");
        assert_eq!(fill("{{x}}", &values), Err("no \"x\"".to_owned()));
    }
}

mod glob {
    use supervise::pure;

    #[pure]
    pub fn matches(pattern: &[u8], text: &[u8]) -> bool {
        match (pattern, text) {
            ([], []) => true,
            ([b'*', rest @ ..], _) => {
                matches(rest, text) || !text.is_empty() && matches(pattern, &text[1..])
            }
            ([b'?', rest @ ..], [_, text @ ..]) => matches(rest, text),
            ([p, rest @ ..], [c, text @ ..]) if p == c => matches(rest, text),
            _ => false,
        }
    }

    #[test]
    fn works() {
        assert!(matches(b"a*?c", b"abbc"));
        assert!(!matches(b"a?", b"a"));
    }
}

mod distance {
    use supervise::pure;

    /// Levenshtein's.
    #[pure]
    pub fn distance(a: &str, b: &str) -> usize {
        let b: Vec<char> = b.chars().collect();
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.chars().enumerate() {
            let mut corner = std::mem::replace(&mut row[0], i + 1);
            for (j, y) in b.iter().enumerate() {
                let cost = corner + usize::from(x != *y);
                corner = row[j + 1];
                row[j + 1] = cost.min(row[j] + 1).min(corner + 1);
            }
        }
        row[b.len()]
    }

    #[test]
    fn works() {
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}

mod roman {
    use supervise::pure;

    const NUMERALS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];

    #[pure]
    pub fn roman(mut n: u32) -> String {
        let mut text = String::new();
        for (value, numeral) in NUMERALS {
            while n >= value {
                text.push_str(numeral);
                n -= value;
            }
        }
        text
    }

    #[test]
    fn works() {
        assert_eq!(roman(1994), "MCMXCIV");
    }
}

mod semver {
    use std::cmp::Ordering;
    use std::num::ParseIntError;
    use std::str::FromStr;
    use supervise::pure;

    #[pure]
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Version {
        numbers: [u64; 3],
        pre: Option<String>,
    }

    #[pure]
    #[derive(Debug, PartialEq)]
    pub enum VersionError {
        Count(usize),
        Number(ParseIntError),
    }

    #[pure]
    impl From<ParseIntError> for VersionError {
        fn from(error: ParseIntError) -> Self {
            VersionError::Number(error)
        }
    }

    #[pure]
    impl FromStr for Version {
        type Err = VersionError;

        fn from_str(text: &str) -> Result<Self, Self::Err> {
            let (core, pre) = match text.split_once('-') {
                Some((core, pre)) => (core, Some(pre.to_owned())),
                None => (text, None),
            };
            let parts: Vec<u64> = core
                .split('.')
                .map(|n| n.parse())
                .collect::<Result<_, _>>()?;
            let numbers = parts
                .try_into()
                .map_err(|parts: Vec<u64>| VersionError::Count(parts.len()))?;
            Ok(Self { numbers, pre })
        }
    }

    #[pure]
    impl PartialOrd for Version {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }

    #[pure]
    impl Ord for Version {
        fn cmp(&self, other: &Self) -> Ordering {
            self.numbers
                .cmp(&other.numbers)
                .then_with(|| match (&self.pre, &other.pre) {
                    (None, None) => Ordering::Equal,
                    (None, Some(_)) => Ordering::Greater,
                    (Some(_), None) => Ordering::Less,
                    (Some(a), Some(b)) => a.cmp(b),
                })
        }
    }

    #[test]
    fn works() {
        let version = |text: &str| text.parse::<Version>().unwrap();
        assert!(version("1.2.3") > version("1.2.3-rc.1"));
        assert!(version("1.2.10") > version("1.2.9"));
        assert_eq!("1.2".parse::<Version>(), Err(VersionError::Count(2)));
        assert!("1.x.2".parse::<Version>().is_err());
    }
}

mod utf8 {
    use supervise::pure;

    #[pure]
    pub fn repaired(bytes: &[u8]) -> String {
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(error) => {
                let (valid, rest) = bytes.split_at(error.valid_up_to());
                let mut text = String::from_utf8_lossy(valid).into_owned();
                text.extend(rest.iter().map(|byte| char::from(*byte)));
                text
            }
        }
    }

    #[test]
    fn works() {
        assert_eq!(repaired(b"ab\xff"), "ab\u{ff}");
    }
}

mod escapes {
    use std::borrow::Cow;
    use supervise::pure;

    #[pure]
    pub fn escaped(text: &str) -> Cow<'_, str> {
        if !text.contains(['<', '>', '&']) {
            return Cow::Borrowed(text);
        }
        let mut out = String::new();
        for c in text.chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                _ => out.push(c),
            }
        }
        Cow::Owned(out)
    }

    #[pure]
    fn shown(text: &str) -> impl std::fmt::Display {
        format!("<{}>", escaped(text))
    }

    #[pure]
    pub fn paragraph(text: &str) -> String {
        format!("{}{}", shown("p"), shown(text))
    }

    #[pure]
    pub fn length(text: &str) -> usize {
        let text = escaped(text);
        let lent: &str = &text;
        lent.len()
    }

    #[test]
    fn works() {
        assert!(matches!(escaped("plain"), Cow::Borrowed(_)));
        assert_eq!(escaped("a<b"), "a&lt;b");
        assert_eq!(length("&"), 5);
        assert_eq!(paragraph("&"), "<p><&amp;>");
    }
}
