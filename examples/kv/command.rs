//! From a request's words to a command: what the server understands, with every argument checked.

use bytes::Bytes;

use super::command_table::{self, Spec};
use super::error::Error;
use super::op::Query;
use super::protocol::Request;
use super::reply::Version;

/// A request that makes sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// For the stores.
    Data(Query),
    /// For the session that read it.
    Session(SessionCommand),
    /// For the processes around it.
    Admin(AdminCommand),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionCommand {
    Ping(Option<Bytes>),
    Echo(Bytes),
    Select,
    Hello(Hello),
    ClientId,
    ClientGetName,
    ClientSetName(Bytes),
    ClientSetInfo,
    ConfigGet(Vec<Bytes>),
    CommandCount,
    CommandInfo(Option<Vec<Bytes>>),
    CommandDocs,
    Quit,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdminCommand {
    Info(Vec<Bytes>),
    Tree,
    Crash { path: Bytes, midway: bool },
}

/// What `HELLO` asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hello {
    pub version: Option<Version>,
    pub name: Option<Bytes>,
}

/// Understands a request.
pub fn parse(request: &Request) -> Result<Command, Error> {
    let spec = command_table::find(&request[0]).ok_or_else(|| unknown(request))?;
    if !spec.accepts(request.len()) {
        return Err(Error::WrongArity(spec.name));
    }
    (spec.parse)(request)
}

impl Spec {
    /// Whether a request may have so many words, its name being one of them.
    fn accepts(&self, words: usize) -> bool {
        let wanted = self.arity.unsigned_abs() as usize;
        if self.arity < 0 {
            words >= wanted
        } else {
            words == wanted
        }
    }
}

/// Says back what was asked, cut as Redis cuts it.
fn unknown(request: &Request) -> Error {
    const SAID_BACK: usize = 128;
    let cut = |word: &[u8], len: usize| {
        String::from_utf8_lossy(&word[..word.len().min(len)]).into_owned()
    };
    let mut beginning = String::new();
    for argument in &request[1..] {
        let Some(room @ 1..) = SAID_BACK.checked_sub(beginning.len()) else {
            break;
        };
        beginning += &format!("'{}' ", cut(argument, room));
    }
    Error::UnknownCommand(cut(&request[0], SAID_BACK), beginning)
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
