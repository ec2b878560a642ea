//! The words behind a command's name, where they are more than keys and values.

use bytes::Bytes;

use super::command::{Hello, SessionCommand};
use super::error::Error;
use super::keyspace::{Expiry, Millis, OnlyIf, SetOptions};
use super::number;
use super::op::Unit;
use super::reply::Version;

/// The longest time to live: a deadline has to fit into the same integer, so room is left for the clock.
const LONGEST: Millis = i64::MAX - (1 << 42);

pub fn integer(word: &[u8]) -> Result<i64, Error> {
    number::integer(word).ok_or(Error::NotAnInteger)
}

pub fn negated(word: &[u8]) -> Result<i64, Error> {
    integer(word)?
        .checked_neg()
        .ok_or(Error::DecrementWouldOverflow)
}

/// A time to live, which may be in the past.
pub fn ttl(word: &[u8], unit: Unit, command: &'static str) -> Result<Millis, Error> {
    let factor = match unit {
        Unit::Seconds => 1000,
        Unit::Millis => 1,
    };
    match integer(word)?.checked_mul(factor) {
        Some(millis) if millis <= LONGEST => Ok(millis),
        _ => Err(Error::InvalidExpire(command)),
    }
}

/// `[NX | XX] [GET] [EX seconds | PX milliseconds | KEEPTTL]` in any order.
pub fn set(words: &[Bytes]) -> Result<SetOptions, Error> {
    let mut set = SetOptions::default();
    let mut expires = None;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.to_ascii_uppercase().as_slice() {
            b"GET" => set.get = true,
            b"NX" if set.only_if != Some(OnlyIf::Present) => set.only_if = Some(OnlyIf::Absent),
            b"XX" if set.only_if != Some(OnlyIf::Absent) => set.only_if = Some(OnlyIf::Present),
            b"KEEPTTL" if expires.is_none() => set.expiry = Expiry::Keep,
            option @ (b"EX" | b"PX") if expires.is_none() && set.expiry == Expiry::Never => {
                let unit = if option == b"EX" {
                    Unit::Seconds
                } else {
                    Unit::Millis
                };
                expires = Some((words.next().ok_or(Error::Syntax)?, unit));
            }
            _ => return Err(Error::Syntax),
        }
    }
    // Last, because Redis names a wrong word before a wrong number.
    if let Some((word, unit)) = expires {
        let millis = ttl(word, unit, "set")?;
        if millis <= 0 {
            return Err(Error::InvalidExpire("set"));
        }
        set.expiry = Expiry::In(millis);
    }
    Ok(set)
}

/// `[ASYNC | SYNC]`, which make no difference here.
pub fn flushall(words: &[Bytes]) -> Result<(), Error> {
    match words {
        [] => Ok(()),
        [mode] if mode.eq_ignore_ascii_case(b"async") || mode.eq_ignore_ascii_case(b"sync") => {
            Ok(())
        }
        _ => Err(Error::Syntax),
    }
}

/// `[MIDWAY]`: whether the crash comes in the middle of the next work rather than at once.
pub fn midway(words: &[Bytes]) -> Result<bool, Error> {
    match words {
        [] => Ok(false),
        [word] if word.eq_ignore_ascii_case(b"midway") => Ok(true),
        _ => Err(Error::Syntax),
    }
}

/// There is one database, number 0: keys are parted by store, not by database.
pub fn database(word: &[u8]) -> Result<(), Error> {
    match integer(word)? {
        0 => Ok(()),
        _ => Err(Error::NoSuchDatabase),
    }
}

/// `[version [AUTH user password] [SETNAME name]]`
pub fn hello(words: &[Bytes]) -> Result<Hello, Error> {
    let mut hello = Hello::default();
    let [version, options @ ..] = words else {
        return Ok(hello);
    };
    hello.version = match number::integer(version).ok_or(Error::NotAProtocolVersion)? {
        2 => Some(Version::Resp2),
        3 => Some(Version::Resp3),
        _ => return Err(Error::UnsupportedProtocol),
    };
    let mut options = options;
    while let [option, rest @ ..] = options {
        match (option.to_ascii_uppercase().as_slice(), rest) {
            // There are no passwords, so any is right for the user that everybody is.
            (b"AUTH", [user, _password, rest @ ..]) if user == "default" => options = rest,
            (b"AUTH", [_user, _password, ..]) => return Err(Error::WrongPassword),
            (b"SETNAME", [name, rest @ ..]) => {
                hello.name = Some(client_name(name)?);
                options = rest;
            }
            _ => return Err(Error::HelloOption(lossy(option))),
        }
    }
    Ok(hello)
}

pub fn client(words: &[Bytes]) -> Result<SessionCommand, Error> {
    match (words[0].to_ascii_uppercase().as_slice(), &words[1..]) {
        (b"ID", []) => Ok(SessionCommand::ClientId),
        (b"ID", _) => Err(Error::WrongArity("client|id")),
        (b"GETNAME", []) => Ok(SessionCommand::ClientGetName),
        (b"GETNAME", _) => Err(Error::WrongArity("client|getname")),
        (b"SETNAME", [name]) => Ok(SessionCommand::ClientSetName(client_name(name)?)),
        (b"SETNAME", _) => Err(Error::WrongArity("client|setname")),
        (b"SETINFO", [attribute, value]) => client_info(attribute, value),
        (b"SETINFO", _) => Err(Error::WrongArity("client|setinfo")),
        _ => Err(Error::UnknownSubcommand("client", lossy(&words[0]))),
    }
}

/// Client libraries say who they are. Checked like Redis does, then forgotten.
fn client_info(attribute: &[u8], value: &[u8]) -> Result<SessionCommand, Error> {
    let attribute = match attribute.to_ascii_lowercase().as_slice() {
        b"lib-name" => "lib-name",
        b"lib-ver" => "lib-ver",
        _ => return Err(Error::BadClientAttribute(lossy(attribute))),
    };
    if !is_printable(value) {
        return Err(Error::BadClientInfo(attribute));
    }
    Ok(SessionCommand::ClientSetInfo)
}

pub fn config(words: &[Bytes]) -> Result<SessionCommand, Error> {
    match (words[0].to_ascii_uppercase().as_slice(), &words[1..]) {
        (b"GET", []) => Err(Error::WrongArity("config|get")),
        (b"GET", patterns) => Ok(SessionCommand::ConfigGet(patterns.to_vec())),
        _ => Err(Error::UnknownSubcommand("config", lossy(&words[0]))),
    }
}

pub fn command(words: &[Bytes]) -> Result<SessionCommand, Error> {
    let [subcommand, names @ ..] = words else {
        return Ok(SessionCommand::CommandInfo(None));
    };
    match (subcommand.to_ascii_uppercase().as_slice(), names) {
        (b"COUNT", []) => Ok(SessionCommand::CommandCount),
        (b"COUNT", _) => Err(Error::WrongArity("command|count")),
        (b"DOCS", _) => Ok(SessionCommand::CommandDocs),
        (b"INFO", []) => Ok(SessionCommand::CommandInfo(None)),
        (b"INFO", names) => Ok(SessionCommand::CommandInfo(Some(names.to_vec()))),
        _ => Err(Error::UnknownSubcommand("command", lossy(subcommand))),
    }
}

fn client_name(name: &Bytes) -> Result<Bytes, Error> {
    // Copied, because the session keeps it, and it is a slice of everything that was sent at once.
    if is_printable(name) {
        Ok(Bytes::copy_from_slice(name))
    } else {
        Err(Error::BadClientName)
    }
}

fn is_printable(word: &[u8]) -> bool {
    word.iter().all(u8::is_ascii_graphic)
}

fn lossy(word: &[u8]) -> String {
    String::from_utf8_lossy(word).into_owned()
}
