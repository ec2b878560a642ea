//! A small language: a tokenizer, a Pratt parser, a simplifier and an evaluator.

use std::collections::BTreeMap;
use std::fmt;

use supervise::pure;

#[pure]
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Number(f64),
    Name(String),
    Symbol(Symbol),
    Open,
    Close,
    Comma,
    End,
}

#[pure]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Symbol {
    Plus,
    Minus,
    Star,
    Slash,
    Caret,
    Bang,
    Question,
    Colon,
    Assign,
    Less,
    Equal,
}

#[pure]
impl Symbol {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            '+' => Self::Plus,
            '-' => Self::Minus,
            '*' => Self::Star,
            '/' => Self::Slash,
            '^' => Self::Caret,
            '!' => Self::Bang,
            '?' => Self::Question,
            ':' => Self::Colon,
            '=' => Self::Assign,
            '<' => Self::Less,
            _ => return None,
        })
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Star => "*",
            Self::Slash => "/",
            Self::Caret => "^",
            Self::Bang => "!",
            Self::Question => "?",
            Self::Colon => ":",
            Self::Assign => "=",
            Self::Less => "<",
            Self::Equal => "==",
        }
    }
}

#[pure]
impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text())
    }
}

#[pure]
#[derive(Clone, Debug, PartialEq)]
pub enum Mistake {
    Character {
        at: usize,
        found: char,
    },
    Number {
        at: usize,
        text: String,
    },
    Unexpected {
        found: Token,
        wanted: &'static str,
    },
    Target(Expr),
    Unknown(String),
    Arguments {
        name: String,
        wanted: usize,
        given: usize,
    },
}

#[pure]
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character { at, found } => write!(f, "{found:?} at {at}"),
            Self::Number { at, text } => write!(f, "{text:?} at {at} is no number"),
            Self::Unexpected { found, wanted } => write!(f, "{found:?} instead of {wanted}"),
            Self::Target(expr) => write!(f, "{expr} can't be assigned to"),
            Self::Unknown(name) => write!(f, "`{name}` is unknown"),
            Self::Arguments {
                name,
                wanted,
                given,
            } => {
                write!(f, "`{name}` takes {wanted}, not {given}")
            }
        }
    }
}

#[pure]
impl std::error::Error for Mistake {}

#[pure]
pub fn tokens(source: &str) -> Result<Vec<Token>, Mistake> {
    let mut tokens = Vec::new();
    let mut rest = source.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let token = match c {
            c if c.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            '=' if rest.next_if(|(_, c)| *c == '=').is_some() => Token::Symbol(Symbol::Equal),
            '0'..='9' | '.' => {
                let mut end = at + 1;
                while let Some((next, _)) = rest.next_if(|&(_, c)| c.is_ascii_digit() || c == '.') {
                    end = next + 1;
                }
                let text = &source[at..end];
                match text.parse::<f64>() {
                    Ok(number) => Token::Number(number),
                    Err(_) => {
                        let text = text.to_string();
                        return Err(Mistake::Number { at, text });
                    }
                }
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                let mut name = String::from(c);
                while let Some((_, c)) = rest.next_if(|(_, c)| c.is_alphanumeric() || *c == '_') {
                    name.push(c);
                }
                Token::Name(name)
            }
            found => match Symbol::of(found) {
                Some(symbol) => Token::Symbol(symbol),
                None => return Err(Mistake::Character { at, found }),
            },
        };
        tokens.push(token);
    }
    Ok(tokens)
}

#[pure]
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Number(f64),
    Name(String),
    Prefix(Symbol, Box<Expr>),
    Postfix(Box<Expr>, Symbol),
    Infix(Box<Expr>, Symbol, Box<Expr>),
    Choice(Box<[Expr; 3]>),
    Call(String, Vec<Expr>),
}

#[pure]
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Number(n) => write!(f, "{n}"),
            Expr::Name(name) => f.write_str(name),
            Expr::Prefix(op, inner) => write!(f, "({op}{inner})"),
            Expr::Postfix(inner, op) => write!(f, "({inner}{op})"),
            Expr::Infix(left, op, right) => write!(f, "({left} {op} {right})"),
            Expr::Choice(parts) => {
                let [condition, yes, no] = &**parts;
                write!(f, "({condition} ? {yes} : {no})")
            }
            Expr::Call(name, args) => {
                let args: Vec<String> = args.iter().map(ToString::to_string).collect();
                write!(f, "{name}({})", args.join(", "))
            }
        }
    }
}

/// How strongly an operator binds to its left and to its right.
#[pure]
fn infix(symbol: Symbol) -> Option<(u8, u8)> {
    use Symbol::{Assign, Caret, Equal, Less, Minus, Plus, Question, Slash, Star};
    match symbol {
        Assign => Some((2, 1)),
        Question => Some((4, 3)),
        Equal | Less => Some((5, 6)),
        Plus | Minus => Some((7, 8)),
        Star | Slash => Some((9, 10)),
        Caret => Some((14, 13)),
        _ => None,
    }
}

#[pure]
struct Parser {
    /// The next token is the last.
    tokens: Vec<Token>,
}

#[pure]
impl Parser {
    fn new(mut tokens: Vec<Token>) -> Self {
        tokens.reverse();
        Self { tokens }
    }

    fn next(&mut self) -> Token {
        self.tokens.pop().unwrap_or(Token::End)
    }

    fn peek(&self) -> &Token {
        self.tokens.last().unwrap_or(&Token::End)
    }

    fn expect(&mut self, wanted: &Token, text: &'static str) -> Result<(), Mistake> {
        match self.next() {
            found if found == *wanted => Ok(()),
            found => Err(Mistake::Unexpected {
                found,
                wanted: text,
            }),
        }
    }

    fn expr(&mut self, least: u8) -> Result<Expr, Mistake> {
        let mut left = self.first()?;
        loop {
            let op = match self.peek() {
                Token::Symbol(op) => *op,
                _ => break,
            };
            if op == Symbol::Bang {
                self.next();
                left = Expr::Postfix(Box::new(left), op);
                continue;
            }
            let Some((binds_left, binds_right)) = infix(op) else {
                break;
            };
            if binds_left < least {
                break;
            }
            self.next();
            left = if op == Symbol::Question {
                let yes = self.expr(0)?;
                self.expect(&Token::Symbol(Symbol::Colon), "`:`")?;
                let no = self.expr(binds_right)?;
                Expr::Choice(Box::new([left, yes, no]))
            } else {
                let right = self.expr(binds_right)?;
                match (&left, op) {
                    (Expr::Name(_), _) => {}
                    (_, Symbol::Assign) => return Err(Mistake::Target(left)),
                    _ => {}
                }
                Expr::Infix(Box::new(left), op, Box::new(right))
            };
        }
        Ok(left)
    }

    fn first(&mut self) -> Result<Expr, Mistake> {
        match self.next() {
            Token::Number(n) => Ok(Expr::Number(n)),
            Token::Name(name) if *self.peek() == Token::Open => {
                self.next();
                Ok(Expr::Call(name, self.arguments()?))
            }
            Token::Name(name) => Ok(Expr::Name(name)),
            Token::Symbol(op @ (Symbol::Minus | Symbol::Plus)) => {
                self.expr(11).map(|inner| Expr::Prefix(op, Box::new(inner)))
            }
            Token::Open => {
                let inner = self.expr(0)?;
                self.expect(&Token::Close, "`)`")?;
                Ok(inner)
            }
            found => Err(Mistake::Unexpected {
                found,
                wanted: "an expression",
            }),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Expr>, Mistake> {
        let mut args = vec![];
        if self.peek() == &Token::Close {
            self.next();
            return Ok(args);
        }
        loop {
            args.push(self.expr(0)?);
            match self.next() {
                Token::Comma => continue,
                Token::Close => return Ok(args),
                found => {
                    let wanted = "`,` or `)`";
                    return Err(Mistake::Unexpected { found, wanted });
                }
            }
        }
    }
}

#[pure]
pub fn parse(source: &str) -> Result<Expr, Mistake> {
    let mut parser = Parser::new(tokens(source)?);
    let expr = parser.expr(0)?;
    parser.expect(&Token::End, "the end").and(Ok(expr))
}

/// What can be computed without knowing the names is computed.
#[pure]
pub fn simplified(expr: Expr) -> Expr {
    use Expr::{Infix, Number};
    match expr {
        Infix(left, op, right) => match (simplified(*left), op, simplified(*right)) {
            (Number(a), op, Number(b)) => compute(a, op, b).map_or_else(
                || Infix(Box::new(Number(a)), op, Box::new(Number(b))),
                Number,
            ),
            (Number(n), Symbol::Plus, other) | (other, Symbol::Plus | Symbol::Minus, Number(n))
                if n == 0.0 =>
            {
                other
            }
            (Number(n), Symbol::Star, other) | (other, Symbol::Star | Symbol::Slash, Number(n))
                if n == 1.0 =>
            {
                other
            }
            (left, op, right) => Infix(Box::new(left), op, Box::new(right)),
        },
        Expr::Prefix(Symbol::Minus, inner) => match simplified(*inner) {
            Number(n) => Number(-n),
            Expr::Prefix(Symbol::Minus, inner) => *inner,
            inner => Expr::Prefix(Symbol::Minus, Box::new(inner)),
        },
        Expr::Call(name, args) => Expr::Call(name, args.into_iter().map(simplified).collect()),
        other => other,
    }
}

#[pure]
fn compute(a: f64, op: Symbol, b: f64) -> Option<f64> {
    Some(match op {
        Symbol::Plus => a + b,
        Symbol::Minus => a - b,
        Symbol::Star => a * b,
        Symbol::Slash => a / b,
        Symbol::Caret => a.powf(b),
        Symbol::Less => f64::from(u8::from(a < b)),
        Symbol::Equal => f64::from(u8::from(a == b)),
        _ => return None,
    })
}

#[pure]
#[allow(clippy::type_complexity, reason = "an alias would hide the closure")]
fn functions() -> Vec<(&'static str, usize, Box<dyn Fn(&[f64]) -> f64>)> {
    vec![
        ("min", 2, Box::new(|args| args[0].min(args[1]))),
        ("max", 2, Box::new(|args| args[0].max(args[1]))),
        ("sqrt", 1, Box::new(|args| args[0].sqrt())),
        ("pi", 0, Box::new(|_| std::f64::consts::PI)),
    ]
}

#[pure]
pub fn evaluate(expr: &Expr, names: &mut BTreeMap<String, f64>) -> Result<f64, Mistake> {
    match expr {
        Expr::Number(n) => Ok(*n),
        Expr::Name(name) => names
            .get(name)
            .copied()
            .ok_or_else(|| Mistake::Unknown(name.clone())),
        Expr::Prefix(Symbol::Minus, inner) => Ok(-evaluate(inner, names)?),
        Expr::Prefix(_, inner) => evaluate(inner, names),
        Expr::Postfix(inner, _) => {
            let n = evaluate(inner, names)?.round() as u32;
            Ok((1..=n).map(f64::from).product())
        }
        Expr::Infix(target, Symbol::Assign, value) => {
            let value = evaluate(value, names)?;
            if let Expr::Name(name) = &**target {
                *names.entry(name.to_owned()).or_insert(value) = value;
            }
            Ok(value)
        }
        Expr::Infix(left, op, right) => {
            let (a, b) = (evaluate(left, names)?, evaluate(right, names)?);
            compute(a, *op, b).ok_or_else(|| Mistake::Unknown(op.to_string()))
        }
        Expr::Choice(parts) => {
            let [condition, yes, no] = parts.as_ref();
            let branch = if evaluate(condition, names)? != 0.0 {
                yes
            } else {
                no
            };
            evaluate(branch, names)
        }
        Expr::Call(name, args) => {
            let args = args
                .iter()
                .map(|arg| evaluate(arg, &mut names.clone()))
                .collect::<Result<Vec<f64>, _>>()?;
            let list = functions();
            match list.iter().find(|(known, ..)| known == name) {
                Some((_, wanted, function)) if *wanted == args.len() => Ok(function(&args)),
                Some((_, wanted, _)) => Err(Mistake::Arguments {
                    name: name.to_string(),
                    wanted: *wanted,
                    given: args.len(),
                }),
                None => Err(Mistake::Unknown(name.clone())),
            }
        }
    }
}

#[test]
fn operators_bind_as_they_should() {
    let text = |source: &str| parse(source).unwrap().to_string();
    assert_eq!(text("1 + 2 * 3 - 4"), "((1 + (2 * 3)) - 4)");
    assert_eq!(text("-2 ^ 3 ^ 2!"), "(-(2 ^ (3 ^ (2!))))");
    assert_eq!(
        text("a = b = 1 < 2 ? x : y"),
        "(a = (b = ((1 < 2) ? x : y)))"
    );
    assert_eq!(text("max(1, (2))"), "max(1, 2)");
}

#[test]
fn programs_are_evaluated() {
    let mut names = BTreeMap::from([("x".to_owned(), 3.0)]);
    let mut run = |source: &str| evaluate(&parse(source).unwrap(), &mut names);
    assert_eq!(run("y = x * 2"), Ok(6.0));
    assert_eq!(run("y == 6 ? 4! : 0"), Ok(24.0));
    assert_eq!(run("sqrt(max(y + 3, 1))"), Ok(3.0));
    assert_eq!(run("z"), Err(Mistake::Unknown("z".into())));
    assert_eq!(
        run("min(1)").unwrap_err().to_string(),
        "`min` takes 2, not 1"
    );
}

#[test]
fn expressions_are_simplified() {
    let text = |source: &str| simplified(parse(source).unwrap()).to_string();
    assert_eq!(text("x * (2 - 1) + 0"), "x");
    assert_eq!(text("f(1 + 1, --y)"), "f(2, y)");
}

#[test]
fn mistakes_are_told() {
    let error = |source: &str| parse(source).unwrap_err().to_string();
    assert_eq!(error("1 $ 2"), "'$' at 2");
    assert_eq!(error("1.2.3"), "\"1.2.3\" at 0 is no number");
    assert_eq!(error("(1"), "End instead of `)`");
    assert_eq!(error("1 = 2"), "1 can't be assigned to");
}
