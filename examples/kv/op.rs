//! What one store can be asked, and how answers of several become one reply.

use bytes::Bytes;

use super::error::Error;
use super::keyspace::{Keyspace, Millis, SetOptions, Ttl};
use super::reply::{self, Reply};

/// Something that one store does alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    Get(Bytes),
    Set(Bytes, Bytes, SetOptions),
    Delete(Bytes),
    GetDelete(Bytes),
    Exists(Bytes),
    Increment(Bytes, i64),
    Append(Bytes, Bytes),
    Length(Bytes),
    Expire(Bytes, Millis),
    Ttl(Bytes, Unit),
    Persist(Bytes),
    Type(Bytes),
    /// The keys that match a pattern.
    Keys(Bytes),
    Count,
    Clear,
}

/// The unit in which `TTL` and `PTTL` answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Seconds,
    Millis,
}

impl Op {
    /// The key that decides which store is asked; none if it is a question for all of them.
    pub fn key(&self) -> Option<&[u8]> {
        match self {
            Self::Get(key)
            | Self::Set(key, ..)
            | Self::Delete(key)
            | Self::GetDelete(key)
            | Self::Exists(key)
            | Self::Increment(key, _)
            | Self::Append(key, _)
            | Self::Length(key)
            | Self::Expire(key, _)
            | Self::Ttl(key, _)
            | Self::Persist(key)
            | Self::Type(key) => Some(key),
            Self::Keys(_) | Self::Count | Self::Clear => None,
        }
    }

    pub fn apply(&self, keys: &mut Keyspace, now: Millis) -> Reply {
        match self {
            Self::Get(key) => reply::bulk_or_nil(keys.get(key, now)),
            Self::Set(key, value, how) => {
                let written = keys.set(key, value, *how, now);
                match (how.get, written.stored) {
                    (true, _) => reply::bulk_or_nil(written.before),
                    (false, true) => reply::ok(),
                    (false, false) => Reply::Null,
                }
            }
            Self::Delete(key) => reply::flag(keys.remove(key, now).is_some()),
            Self::GetDelete(key) => reply::bulk_or_nil(keys.remove(key, now)),
            Self::Exists(key) => reply::flag(keys.contains(key, now)),
            Self::Increment(key, by) => {
                reply::result(keys.increment(key, *by, now).map(Reply::Integer))
            }
            Self::Append(key, tail) => {
                reply::result(keys.append(key, tail, now).map(reply::number))
            }
            Self::Length(key) => reply::number(keys.len_of(key, now)),
            Self::Expire(key, ttl) => reply::flag(keys.expire(key, *ttl, now)),
            Self::Ttl(key, unit) => Reply::Integer(match (keys.ttl(key, now), unit) {
                (Ttl::NoKey, _) => -2,
                (Ttl::Forever, _) => -1,
                (Ttl::Left(millis), Unit::Millis) => millis,
                (Ttl::Left(millis), Unit::Seconds) => millis.saturating_add(500) / 1000,
            }),
            Self::Persist(key) => reply::flag(keys.persist(key, now)),
            Self::Type(key) => {
                let exists = keys.contains(key, now);
                reply::simple(if exists { "string" } else { "none" })
            }
            Self::Keys(pattern) => {
                let keys = keys.keys(pattern, now);
                reply::array(keys.into_iter().map(reply::bulk).collect())
            }
            Self::Count => reply::number(keys.len(now)),
            Self::Clear => {
                keys.clear();
                reply::ok()
            }
        }
    }
}

/// A command about keys, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// One key, one store.
    One(Op),
    /// Several keys: each at its store, at the same time. Unlike in Redis, others may see the one
    /// done and the other not yet.
    Each(Vec<Op>, Join),
    /// The same question for every store.
    Everywhere(Op, Join),
}

/// How the answers to the parts of a query become the reply to the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// The answers in the order of the questions.
    List,
    /// Lists put together.
    Concat,
    Sum,
    /// All of them are `OK`.
    Ok,
}

impl Join {
    /// One error is the whole reply: a client that gets anything else can rely on every part of it.
    pub fn join(self, answers: Vec<Reply>) -> Reply {
        if let Some(error) = answers
            .iter()
            .find(|answer| matches!(answer, Reply::Error(_)))
        {
            return error.clone();
        }
        match self {
            Self::List => reply::array(answers),
            Self::Concat => {
                let lists = answers
                    .into_iter()
                    .filter_map(|answer| answer.into_array().ok());
                reply::array(lists.flatten().collect())
            }
            Self::Sum => Reply::Integer(answers.iter().filter_map(Reply::as_integer).sum()),
            Self::Ok => reply::ok(),
        }
    }
}

/// What a client gets for a question that was on its way to a store when that crashed.
pub fn crashed() -> Reply {
    reply::error(&Error::StoreCrashed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_joined() {
        let answers = || vec![Reply::Integer(1), Reply::Integer(0), Reply::Integer(1)];
        assert_eq!(Join::Sum.join(answers()), Reply::Integer(2));
        assert_eq!(Join::List.join(answers()), reply::array(answers()));
        let lists = vec![
            reply::array(answers()),
            reply::array(vec![]),
            reply::array(answers()),
        ];
        assert_eq!(
            Join::Concat.join(lists),
            reply::array([answers(), answers()].concat())
        );
        assert_eq!(Join::Ok.join(vec![reply::ok(), reply::ok()]), reply::ok());
    }

    #[test]
    fn one_error_is_the_whole_reply() {
        for join in [Join::Sum, Join::List, Join::Concat, Join::Ok] {
            assert_eq!(join.join(vec![reply::ok(), crashed()]), crashed());
        }
    }

    #[test]
    fn seconds_are_rounded() {
        let mut keys = Keyspace::default();
        let key = Bytes::from("k");
        let ttl = |keys: &mut Keyspace, unit| Op::Ttl(key.clone(), unit).apply(keys, 0);
        assert_eq!(ttl(&mut keys, Unit::Seconds), Reply::Integer(-2));
        Op::Set(key.clone(), Bytes::new(), SetOptions::default()).apply(&mut keys, 0);
        assert_eq!(ttl(&mut keys, Unit::Seconds), Reply::Integer(-1));
        Op::Expire(key.clone(), 1_500).apply(&mut keys, 0);
        assert_eq!(ttl(&mut keys, Unit::Seconds), Reply::Integer(2));
        assert_eq!(ttl(&mut keys, Unit::Millis), Reply::Integer(1_500));
    }
}
