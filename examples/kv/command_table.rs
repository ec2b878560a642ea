//! Every command: its name, how many words it takes, and what its words mean.

use bytes::Bytes;

use super::command::{AdminCommand, Command, SessionCommand};
use super::command_options as options;
use super::error::Error;
use super::keyspace::SetOptions;
use super::op::{Join, Op, Query, Unit};
use super::reply::{self, Reply};

/// One command.
#[derive(Debug)]
pub struct Spec {
    pub name: &'static str,
    /// The number of words, the name counted; the least number if negative, as `COMMAND` has it.
    pub arity: i8,
    access: Access,
    keys: Keys,
    pub parse: fn(&[Bytes]) -> Result<Command, Error>,
}

#[derive(Clone, Copy, Debug)]
enum Access {
    Read,
    Write,
    Neither,
}

/// Which words are keys: the first one, the last one counted from the end if negative, the step.
type Keys = (i64, i64, i64);
const NONE: Keys = (0, 0, 0);
const ONE: Keys = (1, 1, 1);
const ALL: Keys = (1, -1, 1);
const PAIRS: Keys = (1, -1, 2);

use Access::{Neither, Read, Write};

/// The words that reach `parse` are as many as the arity says.
pub const COMMANDS: &[Spec] = &[
    // One key.
    spec("get", 2, Read, ONE, |a| one(Op::Get(key(a)))),
    spec("set", -3, Write, ONE, |a| {
        one(Op::Set(key(a), a[2].clone(), options::set(&a[3..])?))
    }),
    spec("getdel", 2, Write, ONE, |a| one(Op::GetDelete(key(a)))),
    spec("append", 3, Write, ONE, |a| {
        one(Op::Append(key(a), a[2].clone()))
    }),
    spec("strlen", 2, Read, ONE, |a| one(Op::Length(key(a)))),
    spec("incr", 2, Write, ONE, |a| one(Op::Increment(key(a), 1))),
    spec("decr", 2, Write, ONE, |a| one(Op::Increment(key(a), -1))),
    spec("incrby", 3, Write, ONE, |a| {
        one(Op::Increment(key(a), options::integer(&a[2])?))
    }),
    spec("decrby", 3, Write, ONE, |a| {
        one(Op::Increment(key(a), options::negated(&a[2])?))
    }),
    spec("expire", 3, Write, ONE, |a| {
        one(Op::Expire(
            key(a),
            options::ttl(&a[2], Unit::Seconds, "expire")?,
        ))
    }),
    spec("pexpire", 3, Write, ONE, |a| {
        one(Op::Expire(
            key(a),
            options::ttl(&a[2], Unit::Millis, "pexpire")?,
        ))
    }),
    spec("ttl", 2, Read, ONE, |a| one(Op::Ttl(key(a), Unit::Seconds))),
    spec("pttl", 2, Read, ONE, |a| one(Op::Ttl(key(a), Unit::Millis))),
    spec("persist", 2, Write, ONE, |a| one(Op::Persist(key(a)))),
    spec("type", 2, Read, ONE, |a| one(Op::Type(key(a)))),
    // Several keys.
    spec("mget", -2, Read, ALL, |a| each(a, Op::Get, Join::List)),
    spec("del", -2, Write, ALL, |a| each(a, Op::Delete, Join::Sum)),
    spec("exists", -2, Read, ALL, |a| each(a, Op::Exists, Join::Sum)),
    spec("mset", -3, Write, PAIRS, mset),
    // All keys.
    spec("keys", 2, Read, NONE, |a| {
        everywhere(Op::Keys(a[1].clone()), Join::Concat)
    }),
    spec("dbsize", 1, Read, NONE, |_| {
        everywhere(Op::Count, Join::Sum)
    }),
    spec("flushall", -1, Write, NONE, |a| {
        options::flushall(&a[1..]).and(everywhere(Op::Clear, Join::Ok))
    }),
    // The connection.
    spec("ping", -1, Neither, NONE, ping),
    spec("echo", 2, Neither, NONE, |a| {
        session(SessionCommand::Echo(a[1].clone()))
    }),
    spec("select", 2, Neither, NONE, |a| {
        options::database(&a[1]).and(session(SessionCommand::Select))
    }),
    spec("hello", -1, Neither, NONE, |a| {
        session(SessionCommand::Hello(options::hello(&a[1..])?))
    }),
    spec("client", -2, Neither, NONE, |a| {
        session(options::client(&a[1..])?)
    }),
    spec("config", -2, Neither, NONE, |a| {
        session(options::config(&a[1..])?)
    }),
    spec("command", -1, Neither, NONE, |a| {
        session(options::command(&a[1..])?)
    }),
    spec("quit", -1, Neither, NONE, |_| session(SessionCommand::Quit)),
    // The server.
    spec("info", -1, Neither, NONE, |a| {
        admin(AdminCommand::Info(a[1..].to_vec()))
    }),
    spec("tree", 1, Neither, NONE, |_| admin(AdminCommand::Tree)),
    spec("crash", -2, Neither, NONE, |a| {
        let midway = options::midway(&a[2..])?;
        admin(AdminCommand::Crash {
            path: a[1].clone(),
            midway,
        })
    }),
];

/// The command of a name in any case.
pub fn find(name: &[u8]) -> Option<&'static Spec> {
    COMMANDS
        .iter()
        .find(|spec| spec.name.as_bytes().eq_ignore_ascii_case(name))
}

impl Spec {
    /// What `COMMAND INFO` tells of it.
    pub fn describe(&self) -> Reply {
        let flags = match self.access {
            Read => vec![reply::simple("readonly")],
            Write => vec![reply::simple("write")],
            Neither => vec![],
        };
        let (first, last, step) = self.keys;
        reply::array(vec![
            reply::bulk(self.name),
            Reply::Integer(self.arity.into()),
            reply::array(flags),
            Reply::Integer(first),
            Reply::Integer(last),
            Reply::Integer(step),
        ])
    }
}

const fn spec(
    name: &'static str,
    arity: i8,
    access: Access,
    keys: Keys,
    parse: fn(&[Bytes]) -> Result<Command, Error>,
) -> Spec {
    Spec {
        name,
        arity,
        access,
        keys,
        parse,
    }
}

fn key(words: &[Bytes]) -> Bytes {
    words[1].clone()
}

fn one(op: Op) -> Result<Command, Error> {
    Ok(Command::Data(Query::One(op)))
}

fn each(words: &[Bytes], op: fn(Bytes) -> Op, join: Join) -> Result<Command, Error> {
    let ops = words[1..].iter().cloned().map(op).collect();
    Ok(Command::Data(Query::Each(ops, join)))
}

fn everywhere(op: Op, join: Join) -> Result<Command, Error> {
    Ok(Command::Data(Query::Everywhere(op, join)))
}

fn session(command: SessionCommand) -> Result<Command, Error> {
    Ok(Command::Session(command))
}

fn admin(command: AdminCommand) -> Result<Command, Error> {
    Ok(Command::Admin(command))
}

fn ping(words: &[Bytes]) -> Result<Command, Error> {
    match words {
        [_] => session(SessionCommand::Ping(None)),
        [_, message] => session(SessionCommand::Ping(Some(message.clone()))),
        _ => Err(Error::WrongArity("ping")),
    }
}

fn mset(words: &[Bytes]) -> Result<Command, Error> {
    let (pairs, rest) = words[1..].as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Error::WrongArity("mset"));
    }
    let set =
        |[key, value]: &[Bytes; 2]| Op::Set(key.clone(), value.clone(), SetOptions::default());
    Ok(Command::Data(Query::Each(
        pairs.iter().map(set).collect(),
        Join::Ok,
    )))
}
