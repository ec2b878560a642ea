//! The values of options.

use std::time::Duration;

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Expr, LitFloat, LitInt};

use super::options::Key;
use super::{at_end, skip_one, skip_to_comma};
use crate::diag::{Errors, Reported, nearest, one_of, suggest};
use crate::tree::model::{
    Amount, Code, LimitValue, RestartValue, Said, ShutdownValue, Time, TimeoutValue,
};

/// After an error, what is left of the value has been skipped.
pub(super) type Read<T> = Result<Said<T>, Reported>;

/// The place where a value stands, and what it is for.
pub(super) struct Value<'a> {
    pub(super) input: ParseStream<'a>,
    pub(super) key: Key,
    pub(super) errors: &'a Errors,
}

const UNITS: [(&str, u64); 4] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];
const DURATIONS: &str = "write a number with a unit, like `50ms`, `5s`, `2m`, `1h`";

impl Value<'_> {
    /// One of the words that the option knows.
    pub(super) fn word(&self) -> Read<Ident> {
        let accepted = self.key.words();
        if let Ok(word) = self.input.fork().parse::<Ident>() {
            if accepted.iter().any(|known| word == known) {
                skip_one(self.input);
                return Ok(Said {
                    span: word.span(),
                    value: word,
                });
            }
            let message = format!("unknown {} `{word}`", self.noun());
            return Err(self.fail(word.span(), message, suggest(&word.to_string(), accepted)));
        }
        let message = format!("expected a {}", self.noun());
        Err(self.fail(
            self.input.span(),
            message,
            format!("accepted: {}", one_of(accepted)),
        ))
    }

    fn noun(&self) -> &'static str {
        match self.key {
            Key::Restart => "restart policy",
            Key::Start => "kind of start",
            Key::Backoff => "back-off",
            key => key.name(),
        }
    }

    pub(super) fn restart(&self) -> Read<RestartValue> {
        let Said { value: word, span } = self.word()?;
        let value = match word.to_string().as_str() {
            "permanent" => RestartValue::Permanent,
            "transient" => RestartValue::Transient,
            "intrinsic" => RestartValue::Intrinsic,
            _ => RestartValue::Temporary,
        };
        Ok(Said { value, span })
    }

    pub(super) fn shutdown(&self) -> Read<ShutdownValue> {
        if let Some(word) = self.lone_word()? {
            let value = if word == "infinity" {
                ShutdownValue::Infinity
            } else {
                ShutdownValue::BrutalKill
            };
            let span = word.span();
            return Ok(Said { value, span });
        }
        let Said { value, span } = self.time()?;
        let value = ShutdownValue::After(value);
        Ok(Said { value, span })
    }

    pub(super) fn timeout(&self) -> Read<TimeoutValue> {
        if let Some(word) = self.lone_word()? {
            return Ok(Said {
                value: TimeoutValue::Infinity,
                span: word.span(),
            });
        }
        let Said { value, span } = self.time()?;
        let value = TimeoutValue::After(value);
        Ok(Said { value, span })
    }

    /// A word of the option, where an expression could stand too.
    fn lone_word(&self) -> Result<Option<Ident>, Reported> {
        let accepted = self.key.words();
        let fork = self.input.fork();
        let Ok(word) = fork.parse::<Ident>() else {
            return Ok(None);
        };
        if accepted.iter().any(|known| word == known) {
            skip_one(self.input);
            return Ok(Some(word));
        }
        // A name that is on its own may be a parameter, unless it is almost one of the words.
        if at_end(&fork) && nearest(&word.to_string(), accepted).is_some() {
            let message = format!("unknown value `{word}` of `{}`", self.key.name());
            let help = format!(
                "{}, or a duration like `5s`",
                suggest(&word.to_string(), accepted)
            );
            return Err(self.fail(word.span(), message, help));
        }
        Ok(None)
    }

    pub(super) fn limit(&self) -> Read<LimitValue> {
        const SHAPE: &str = "write `3 per 5s`, or `none`";
        let span = self.input.span();
        if let Some(word) = self.lone_word()? {
            return Ok(Said {
                value: LimitValue::None,
                span: word.span(),
            });
        }
        let count = self.amount()?.value;
        match self.input.parse::<Ident>() {
            Ok(per) if per == "per" => {}
            found => {
                let at = found.map_or(self.input.span(), |word| word.span());
                let at = if at_end(self.input) { span } else { at };
                return Err(self.fail(at, "a limit is a number of restarts per time", SHAPE));
            }
        }
        if at_end(self.input) {
            return Err(self.fail(span, "a limit is a number of restarts per time", SHAPE));
        }
        let period = self.time()?.value;
        let value = LimitValue::Per { count, period };
        Ok(Said { value, span })
    }

    pub(super) fn amount(&self) -> Read<Amount> {
        let span = self.input.span();
        let Some(lit) = self.lone_number() else {
            let value = Amount::Code(self.code("a number")?);
            return Ok(Said { value, span });
        };
        if lit.base10_digits().starts_with('-') {
            let help = format!("`{}` counts", self.key.name());
            return Err(self.fail(span, format!("`{lit}` is negative"), help));
        }
        if !["", "u32", "u64", "usize"].contains(&lit.suffix()) {
            let message = format!("`{lit}` is not a number");
            return Err(self.fail(span, message, format!("`{}` counts", self.key.name())));
        }
        // A limit is counted in 32 bits, and so many children or processes fit nowhere either.
        match lit.base10_parse::<u32>() {
            Ok(number) => Ok(Said {
                value: Amount::Literal(number.into(), span),
                span,
            }),
            Err(_) => Err(self.fail(span, format!("`{lit}` is too large"), "at most 4294967295")),
        }
    }

    /// A name, or a key of a registry.
    pub(super) fn name(&self) -> Read<Code> {
        let span = self.input.span();
        let value = self.code("a name, or a key of a registry")?;
        Ok(Said { value, span })
    }

    pub(super) fn time(&self) -> Read<Time> {
        let span = self.input.span();
        if let Ok(lit) = self.input.fork().parse::<LitFloat>() {
            let message = format!("`{lit}` is not a whole number of a unit");
            return Err(self.fail(
                span,
                message,
                "use a smaller unit, like `1500ms` for one and a half seconds",
            ));
        }
        let Some(lit) = self.lone_number() else {
            let fork = self.input.fork();
            if fork
                .parse::<LitInt>()
                .is_ok_and(|lit| unit(lit.suffix()).is_some())
            {
                let message = "a duration with a unit stands alone";
                return Err(self.fail(
                    fork.span(),
                    message,
                    "write an expression of type `Duration` instead",
                ));
            }
            let value = Time::Code(self.code("a duration")?);
            return Ok(Said { value, span });
        };
        let digits = lit.base10_digits();
        if digits.starts_with('-') {
            return Err(self.fail(span, format!("`{lit}` is negative"), DURATIONS));
        }
        let Some(unit) = unit(lit.suffix()) else {
            let next = self.input.fork().parse::<Ident>().ok();
            let apart =
                next.filter(|word| lit.suffix().is_empty() && unit(&word.to_string()).is_some());
            if let Some(word) = apart {
                skip_one(self.input);
                let help = format!("write `{digits}{word}`");
                return Err(self.fail(word.span(), "a duration is written without a space", help));
            }
            if lit.suffix().is_empty() {
                return Err(self.fail(span, format!("`{lit}` has no unit"), DURATIONS));
            }
            let units = UNITS.map(|(unit, _)| unit);
            let meant = units
                .into_iter()
                .find(|unit| meant_by(lit.suffix()) == Some(unit));
            let help = match meant {
                Some(unit) => format!(
                    "did you mean `{digits}{unit}`? accepted: {}",
                    one_of(&units)
                ),
                None => format!("accepted: {}", one_of(&units)),
            };
            return Err(self.fail(span, format!("unknown unit `{}`", lit.suffix()), help));
        };
        match lit
            .base10_parse::<u64>()
            .ok()
            .and_then(|number| number.checked_mul(unit))
        {
            Some(millis) => Ok(Said {
                value: Time::Literal(Duration::from_millis(millis), span),
                span,
            }),
            None => Err(self.fail(
                span,
                format!("`{lit}` is too long"),
                "`infinity` may be meant",
            )),
        }
    }

    /// A number that is the whole value, or is followed by a word, so that it is not part of an
    /// expression.
    fn lone_number(&self) -> Option<LitInt> {
        let fork = self.input.fork();
        let lit = fork.parse().ok()?;
        let lone = at_end(&fork) || fork.peek(syn::Ident) && !fork.peek(syn::Token![as]);
        lone.then(|| skip_one(self.input)).map(|()| lit)
    }

    fn code(&self, what: &str) -> Result<Code, Reported> {
        if at_end(self.input) {
            let message = format!("`{}` without a value", self.key.name());
            return Err(self.fail(self.input.span(), message, format!("expected {what}")));
        }
        match self.input.parse::<Expr>() {
            Ok(expr) => {
                // Parentheses set an expression off from what is around it in the declaration;
                // in the expansion rustc would call them unnecessary.
                let expr = match expr {
                    Expr::Paren(paren) => *paren.expr,
                    expr => expr,
                };
                Ok(Code::new(expr.to_token_stream(), vec![expr]))
            }
            Err(error) => {
                let reported = self.errors.push(error);
                skip_to_comma(self.input);
                Err(reported)
            }
        }
    }

    pub(super) fn fail(
        &self,
        at: Span,
        message: impl std::fmt::Display,
        help: impl std::fmt::Display,
    ) -> Reported {
        let reported = self.errors.report_help_at(at, message, help);
        skip_to_comma(self.input);
        reported
    }
}

fn unit(suffix: &str) -> Option<u64> {
    let mut units = UNITS.into_iter();
    units
        .find(|(unit, _)| *unit == suffix)
        .map(|(_, millis)| millis)
}

/// The unit that a longer or shorter word for it means.
fn meant_by(word: &str) -> Option<&'static str> {
    Some(match word {
        "msec" | "msecs" | "millis" | "milliseconds" => "ms",
        "sec" | "secs" | "second" | "seconds" | "S" => "s",
        "min" | "mins" | "minute" | "minutes" | "M" => "m",
        "hr" | "hrs" | "hour" | "hours" | "H" => "h",
        _ => return None,
    })
}
