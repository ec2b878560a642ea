//! A JSON value: read, written in one line or over many, and walked by a pointer.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display, Write};
use std::iter::Peekable;
use std::ops::Index;
use std::str::{CharIndices, FromStr};

use supervise::pure;

#[pure]
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Number(f64),
    String(String),
    Array(Vec<Value>),
    Object(BTreeMap<String, Value>),
}

static NULL: Value = Value::Null;

#[pure]
impl Value {
    /// RFC 6901: `/a/0/b`.
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        if pointer.is_empty() {
            return Some(self);
        }
        let path = pointer.strip_prefix('/')?;
        path.split('/')
            .map(unescaped)
            .try_fold(self, |at, key| at.get(&key))
    }

    fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Object(map) => map.get(key),
            Value::Array(list) => list.get(key.parse::<usize>().ok()?),
            _ => None,
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_f64(&self) -> Option<f64> {
        if let Value::Number(n) = *self {
            Some(n)
        } else {
            None
        }
    }

    /// How deep arrays and objects stand in each other.
    pub fn depth(&self) -> usize {
        match self {
            Value::Array(list) => 1 + list.iter().map(Value::depth).max().unwrap_or(0),
            Value::Object(map) => 1 + map.values().map(Self::depth).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// What `other` says replaces what `self` says: RFC 7396.
    pub fn merged(self, other: Value) -> Value {
        match (self, other) {
            (Value::Object(mut map), Value::Object(changes)) => {
                for (key, change) in changes {
                    if change == Value::Null {
                        map.remove(&key);
                    } else {
                        let before = map.remove(&key).unwrap_or_default();
                        map.insert(key, before.merged(change));
                    }
                }
                Value::Object(map)
            }
            (_, other) => other,
        }
    }

    pub fn pretty(&self) -> String {
        let mut text = String::new();
        self.write_pretty(&mut text, 0);
        text
    }

    fn write_pretty(&self, text: &mut String, indent: usize) {
        match self {
            Value::Array(list) if !list.is_empty() => {
                text.push_str("[\n");
                for (i, value) in list.iter().enumerate() {
                    if i > 0 {
                        text.push_str(",\n");
                    }
                    pad(text, indent + 1);
                    value.write_pretty(text, indent + 1);
                }
                text.push('\n');
                pad(text, indent);
                text.push(']');
            }
            Value::Object(map) if !map.is_empty() => {
                text.push_str("{\n");
                let last = map.len() - 1;
                for (i, (key, value)) in map.iter().enumerate() {
                    pad(text, indent + 1);
                    let _ = write!(text, "{}: ", Quoted(key));
                    value.write_pretty(text, indent + 1);
                    *text += if i == last { "\n" } else { ",\n" };
                }
                pad(text, indent);
                text.push('}');
            }
            scalar => {
                let _ = write!(text, "{scalar}");
            }
        }
    }
}

#[pure]
fn pad(text: &mut String, indent: usize) {
    text.extend(std::iter::repeat_n("  ", indent));
}

#[pure]
fn unescaped(key: &str) -> Cow<'_, str> {
    if key.contains('~') {
        Cow::Owned(key.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(key)
    }
}

#[pure]
impl Index<&str> for Value {
    type Output = Value;

    fn index(&self, key: &str) -> &Value {
        self.get(key).unwrap_or(&NULL)
    }
}

#[pure]
impl Index<usize> for Value {
    type Output = Value;

    fn index(&self, at: usize) -> &Value {
        match self {
            Value::Array(list) => list.get(at).unwrap_or(&NULL),
            _ => &NULL,
        }
    }
}

#[pure]
impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.to_owned())
    }
}

#[pure]
impl From<f64> for Value {
    fn from(n: f64) -> Self {
        Value::Number(n)
    }
}

#[pure]
impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(list: Vec<T>) -> Self {
        Value::Array(list.into_iter().map(Into::into).collect())
    }
}

#[pure]
impl<K: Into<String>> FromIterator<(K, Value)> for Value {
    fn from_iter<I: IntoIterator<Item = (K, Value)>>(entries: I) -> Self {
        Value::Object(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect(),
        )
    }
}

#[pure]
struct Quoted<'a>(&'a str);

#[pure]
impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

#[pure]
impl Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(b) => write!(f, "{b}"),
            Value::Number(n) => write!(f, "{n}"),
            Value::String(text) => Quoted(text).fmt(f),
            Value::Array(list) => {
                f.write_char('[')?;
                for (i, value) in list.iter().enumerate() {
                    if i > 0 {
                        f.write_char(',')?;
                    }
                    value.fmt(f)?;
                }
                f.write_char(']')
            }
            Value::Object(map) => {
                f.write_char('{')?;
                for (i, (key, value)) in map.iter().enumerate() {
                    let comma = if i > 0 { "," } else { "" };
                    write!(f, "{comma}{}:{value}", Quoted(key))?;
                }
                f.write_char('}')
            }
        }
    }
}

#[pure]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonError {
    End,
    Unexpected { at: usize, found: char },
    Number { at: usize },
    Escape { at: usize },
    Deep { at: usize },
}

#[pure]
impl Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::End => f.write_str("the text ends too early"),
            Self::Unexpected { at, found } => write!(f, "unexpected {found:?} at {at}"),
            Self::Number { at } => write!(f, "no number at {at}"),
            Self::Escape { at } => write!(f, "an unknown escape at {at}"),
            Self::Deep { at } => write!(f, "too deep at {at}"),
        }
    }
}

#[pure]
impl Error for JsonError {}

const MAX_DEPTH: usize = 64;

#[pure]
struct Parser<'a> {
    text: &'a str,
    chars: Peekable<CharIndices<'a>>,
    depth: usize,
}

#[pure]
impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            chars: text.char_indices().peekable(),
            depth: 0,
        }
    }

    fn skip_space(&mut self) {
        while self
            .chars
            .next_if(|(_, c)| c.is_ascii_whitespace())
            .is_some()
        {}
    }

    fn peek(&mut self) -> Result<(usize, char), JsonError> {
        self.skip_space();
        self.chars.peek().copied().ok_or(JsonError::End)
    }

    fn expect(&mut self, wanted: char) -> Result<(), JsonError> {
        match self.peek()? {
            (_, found) if found == wanted => {
                self.chars.next();
                Ok(())
            }
            (at, found) => Err(JsonError::Unexpected { at, found }),
        }
    }

    fn value(&mut self) -> Result<Value, JsonError> {
        let (at, c) = self.peek()?;
        match c {
            'n' => self.word("null", Value::Null),
            't' => self.word("true", Value::Bool(true)),
            'f' => self.word("false", Value::Bool(false)),
            '"' => self.string().map(Value::String),
            '[' => self.nested(at, Self::array),
            '{' => self.nested(at, Self::object),
            '-' | '0'..='9' => self.number(at),
            found => Err(JsonError::Unexpected { at, found }),
        }
    }

    fn nested(
        &mut self,
        at: usize,
        inner: impl Fn(&mut Self) -> Result<Value, JsonError>,
    ) -> Result<Value, JsonError> {
        if self.depth == MAX_DEPTH {
            return Err(JsonError::Deep { at });
        }
        self.depth += 1;
        let value = inner(self);
        self.depth -= 1;
        value
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, JsonError> {
        for wanted in word.chars() {
            match self.chars.next() {
                Some((_, c)) if c == wanted => {}
                Some((at, found)) => return Err(JsonError::Unexpected { at, found }),
                None => return Err(JsonError::End),
            }
        }
        Ok(value)
    }

    fn number(&mut self, start: usize) -> Result<Value, JsonError> {
        let mut end = start;
        while let Some(&(at, c)) = self.chars.peek() {
            if !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E') {
                break;
            }
            end = at + c.len_utf8();
            self.chars.next();
        }
        let number = self.text[start..end].parse();
        number
            .map(Value::Number)
            .map_err(|_| JsonError::Number { at: start })
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.expect('"')?;
        let mut text = String::new();
        loop {
            let (at, c) = self.chars.next().ok_or(JsonError::End)?;
            match c {
                '"' => return Ok(text),
                '\\' => text.push(self.escape(at)?),
                c => text.push(c),
            }
        }
    }

    fn escape(&mut self, at: usize) -> Result<char, JsonError> {
        let (_, c) = self.chars.next().ok_or(JsonError::End)?;
        Ok(match c {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\u{8}',
            'f' => '\u{c}',
            '"' | '\\' | '/' => c,
            'u' => {
                let mut code = 0;
                for _ in 0..4 {
                    let (_, c) = self.chars.next().ok_or(JsonError::End)?;
                    let digit = c.to_digit(16).ok_or(JsonError::Escape { at })?;
                    code = code * 16 + digit;
                }
                char::from_u32(code).ok_or(JsonError::Escape { at })?
            }
            _ => return Err(JsonError::Escape { at }),
        })
    }

    fn array(&mut self) -> Result<Value, JsonError> {
        self.expect('[')?;
        let mut list = Vec::new();
        if self.peek()?.1 == ']' {
            self.chars.next();
            return Ok(Value::Array(list));
        }
        loop {
            list.push(self.value()?);
            match self.peek()? {
                (_, ',') => self.chars.next(),
                _ => break,
            };
        }
        self.expect(']')?;
        Ok(Value::Array(list))
    }

    fn object(&mut self) -> Result<Value, JsonError> {
        self.expect('{')?;
        let mut map = BTreeMap::new();
        if let (_, '}') = self.peek()? {
            self.chars.next();
            return Ok(Value::Object(map));
        }
        loop {
            self.skip_space();
            let key = self.string()?;
            self.expect(':')?;
            map.insert(key, self.value()?);
            let (_, ',') = self.peek()? else { break };
            self.chars.next();
        }
        self.expect('}').map(|()| Value::Object(map))
    }
}

#[pure]
impl FromStr for Value {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parser = Parser::new(text);
        let value = parser.value()?;
        parser.skip_space();
        match parser.chars.next() {
            None => Ok(value),
            Some((at, found)) => Err(JsonError::Unexpected { at, found }),
        }
    }
}

const TEXT: &str =
    r#" { "name": "a\"b\u00e9", "list": [1, -2.5e1, true, null, []], "o": {"x/y": 3} } "#;

#[test]
fn values_are_read_and_written() {
    let value: Value = TEXT.parse().unwrap();
    let text = value.to_string();
    assert_eq!(
        text,
        r#"{"list":[1,-25,true,null,[]],"name":"a\"bé","o":{"x/y":3}}"#
    );
    assert_eq!(text.parse(), Ok(value.clone()));
    assert_eq!(value.pretty().parse(), Ok(value.clone()));
    assert_eq!(value.depth(), 3);
    assert!(value.pretty().contains("\n    -25,\n"));
}

#[test]
fn values_are_walked() {
    let value: Value = TEXT.parse().unwrap();
    assert_eq!(
        value.pointer("/list/1").and_then(Value::as_f64),
        Some(-25.0)
    );
    assert_eq!(value.pointer("/o/x~1y"), Some(&Value::Number(3.0)));
    assert_eq!(value["name"].as_str(), Some("a\"bé"));
    assert_eq!(value["list"][9], Value::Null);
    let change = Value::from_iter([("name", Value::Null), ("n", vec![1.0].into())]);
    assert_eq!(value.merged(change)["n"].to_string(), "[1]");
}

#[test]
fn mistakes_are_told() {
    let error = |text: &str| text.parse::<Value>().unwrap_err();
    assert_eq!(error("[1,"), JsonError::End);
    assert_eq!(error("[1 2]"), JsonError::Unexpected { at: 3, found: '2' });
    assert_eq!(error("1-").to_string(), "no number at 0");
    assert_eq!(error(r#""\x""#), JsonError::Escape { at: 1 });
    assert_eq!(error(&"[".repeat(65)), JsonError::Deep { at: 64 });
}
