//! The values of options that say how a child is restarted.

use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, ExprRange, LitBool, LitFloat, LitInt, Path, Token, parenthesized, token};

use super::options::Key;
use super::values::{Read, Value};
use super::{at_end, skip_all, skip_one, skip_to_comma};
use crate::diag::{Reported, suggest};
use crate::tree::model::{AtLimitValue, BackoffValue, Code, OrderValue, ReinitValue, Said, Time};

const BACKOFF: &str = "write `constant(1s)` or `exponential(50ms..10s)`; after a comma may follow \
                       `factor: 3`, `jitter: 20%`, `reset: 1m`";

impl Value<'_> {
    pub(super) fn flag(&self) -> Read<bool> {
        let span = self.input.span();
        if let Ok(flag) = self.input.fork().parse::<LitBool>() {
            skip_one(self.input);
            let value = flag.value;
            return Ok(Said { value, span });
        }
        let message = format!("`{}` is `true` or `false`", self.key.name());
        Err(self.fail(span, message, "write `true`, or leave it out"))
    }

    /// `fresh`, `last_known`, `with path`, or `last_known with path`.
    pub(super) fn reinit(&self) -> Read<ReinitValue> {
        let Said { value: word, span } = self.word()?;
        let mut value = ReinitValue {
            last_known: word == "last_known",
            with: None,
        };
        let follows = self.input.fork().parse::<Ident>();
        let with = word == "with" || value.last_known && follows.is_ok_and(|next| next == "with");
        if value.last_known && with {
            skip_one(self.input);
        }
        if with {
            match self.input.parse::<Path>() {
                Ok(path) => value.with = Some(path),
                Err(_) => {
                    let message = "`with` names the function that makes the state";
                    let help = "write `with path::to::function`; it is a `fn(&Previous, Option<Process>) -> Option<Process>`";
                    return Err(self.fail(span, message, help));
                }
            }
        }
        Ok(Said { value, span })
    }

    pub(super) fn restart_order(&self) -> Read<OrderValue> {
        let Said { value: word, span } = self.word()?;
        let reverse = self.input.fork().parse::<Ident>().ok();
        let reverse = reverse.filter(|next| next == "reverse");
        if reverse.is_some() {
            skip_one(self.input);
        }
        let value = match (word.to_string().as_str(), &reverse) {
            ("sequential", None) => OrderValue::Sequential,
            ("sequential", Some(_)) => OrderValue::SequentialReverse,
            ("rolling", None) => OrderValue::Rolling,
            ("rolling", Some(_)) => OrderValue::RollingReverse,
            (_, None) => OrderValue::Parallel,
            (_, Some(reverse)) => {
                let message = "a parallel restart has no direction";
                return Err(self.fail(reverse.span(), message, "remove `reverse`"));
            }
        };
        Ok(Said { value, span })
    }

    pub(super) fn at_limit(&self) -> Read<AtLimitValue> {
        let Said { value: word, span } = self.word()?;
        let takes_time = word == "pause" || word == "open";
        if !takes_time {
            let value = match word == "disable" {
                true => AtLimitValue::Disable,
                false => AtLimitValue::Escalate,
            };
            return Ok(Said { value, span });
        }
        if !self.input.peek(token::Paren) {
            let message = format!("`{word}` for how long?");
            return Err(self.fail(span, message, format!("write `{word}(10s)`")));
        }
        let time = self.in_parens(|inner| Ok(inner.time()?.value))?;
        let value = match word == "pause" {
            true => AtLimitValue::Pause(time),
            false => AtLimitValue::Open(time),
        };
        Ok(Said { value, span })
    }

    pub(super) fn backoff(&self) -> Read<BackoffValue> {
        let Said { value: word, span } = self.word()?;
        if !self.input.peek(token::Paren) {
            return Err(self.fail(span, format!("`{word}` needs its delays"), BACKOFF));
        }
        let value = self.in_parens(|inner| {
            let (first, max) = if word == "constant" {
                (inner.time()?.value, None)
            } else {
                let (first, max) = inner.range()?;
                (first, Some(max))
            };
            let mut value = BackoffValue {
                first,
                max,
                factor: None,
                jitter: None,
                reset: None,
            };
            while inner.input.parse::<Token![,]>().is_ok() && !inner.input.is_empty() {
                inner.backoff_detail(&mut value)?;
            }
            Ok(value)
        })?;
        Ok(Said { value, span })
    }

    fn backoff_detail(&self, value: &mut BackoffValue) -> Result<(), Reported> {
        const DETAILS: [&str; 3] = ["factor", "jitter", "reset"];
        let span = self.input.span();
        let name = match self.input.parse::<Ident>() {
            Ok(name) if self.input.peek(Token![:]) => name,
            _ => return Err(self.fail(span, "expected a detail of the back-off", BACKOFF)),
        };
        skip_one(self.input);
        match name.to_string().as_str() {
            "factor" if value.max.is_none() => {
                let message = "delays that are all the same have no factor";
                Err(self.fail(
                    name.span(),
                    message,
                    "`exponential(50ms..10s, factor: 3)` has one",
                ))
            }
            "factor" => {
                value.factor =
                    Some(self.number("a factor", "`1.5` or `3`", |factor| factor >= 1.0)?);
                Ok(())
            }
            "jitter" => {
                let span = self.input.span();
                let percent = self.input.parse::<LitInt>().ok();
                let percent = percent.and_then(|lit| lit.base10_parse::<u32>().ok());
                let percent = percent.filter(|percent| (1..=100).contains(percent));
                match percent {
                    Some(percent) if self.input.parse::<Token![%]>().is_ok() => {
                        value.jitter = Some(percent);
                        Ok(())
                    }
                    _ => Err(self.fail(span, "jitter is a part of the delay", "write `20%`")),
                }
            }
            "reset" => {
                value.reset = Some(self.time()?.value);
                Ok(())
            }
            other => {
                let message = format!("unknown detail `{other}` of a back-off");
                Err(self.fail(name.span(), message, suggest(other, &DETAILS)))
            }
        }
    }

    fn number(&self, what: &str, like: &str, fits: fn(f64) -> bool) -> Result<f64, Reported> {
        let span = self.input.span();
        let number = if self.input.peek(LitInt) {
            let lit = self.input.parse::<LitInt>().ok();
            lit.and_then(|lit| lit.base10_parse::<f64>().ok())
        } else {
            let lit = self.input.parse::<LitFloat>().ok();
            lit.and_then(|lit| lit.base10_parse::<f64>().ok())
        };
        match number.filter(|number| fits(*number)) {
            Some(number) if at_end(self.input) => Ok(number),
            _ => Err(self.fail(span, format!("this is not {what}"), format!("write {like}"))),
        }
    }

    /// `50ms..10s`, or a range of expressions.
    fn range(&self) -> Result<(Time, Time), Reported> {
        let span = self.input.span();
        let fork = self.input.fork();
        let literal = fork.parse::<LitInt>().is_ok() && fork.peek(Token![..]);
        if literal {
            // Set apart, since a time stands alone.
            let first: LitInt = match self.input.parse() {
                Ok(first) => first,
                Err(error) => return Err(self.errors.push(error)),
            };
            let alone = quote::quote!(#first);
            let parse = |input: ParseStream<'_>| {
                Ok(Value {
                    input,
                    key: self.key,
                    errors: self.errors,
                }
                .time())
            };
            let first = match syn::parse::Parser::parse2(parse, alone) {
                Ok(first) => first?.value,
                Err(error) => return Err(self.errors.push(error)),
            };
            skip_one(self.input);
            skip_one(self.input);
            if at_end(self.input) {
                return Err(self.fail(span, "a back-off has a longest delay", BACKOFF));
            }
            return Ok((first, self.time()?.value));
        }
        match Expr::parse(&self.input.fork()) {
            Ok(Expr::Range(ExprRange {
                start: Some(start),
                end: Some(end),
                ..
            })) => {
                skip_to_comma(self.input);
                let code = |expr: Expr| Time::Code(Code::new(quote::quote!(#expr), vec![expr]));
                Ok((code(*start), code(*end)))
            }
            _ => Err(self.fail(span, "expected the first and the longest delay", BACKOFF)),
        }
    }

    /// Reads what stands in the parentheses that follow.
    fn in_parens<T>(
        &self,
        read: impl FnOnce(&Value<'_>) -> Result<T, Reported>,
    ) -> Result<T, Reported> {
        let inside = |input: ParseStream<'_>| {
            let content;
            parenthesized!(content in input);
            let inner = Value {
                input: &content,
                key: self.key,
                errors: self.errors,
            };
            let value = read(&inner);
            if value.is_ok() && !content.is_empty() {
                let at = content.span();
                let help = match self.key {
                    Key::Backoff => BACKOFF.to_owned(),
                    _ => "one time is all it takes: `pause(10s)`".to_owned(),
                };
                let reported = self.errors.report_help_at(at, "this is too much", help);
                skip_all(&content);
                return Ok(Err(reported));
            }
            skip_all(&content);
            Ok(value)
        };
        match inside(self.input) {
            Ok(value) => value,
            Err(error) => {
                let reported = self.errors.push(error);
                skip_to_comma(self.input);
                Err(reported)
            }
        }
    }
}
