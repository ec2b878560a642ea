//! Every error that a client can get, in Redis's own words wherever Redis has the same error.

use std::fmt;

/// A refused command. The connection goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The command's name and the beginning of its arguments.
    UnknownCommand(String, String),
    /// The command and its unknown subcommand.
    UnknownSubcommand(&'static str, String),
    WrongArity(&'static str),
    Syntax,
    NotAnInteger,
    InvalidExpire(&'static str),
    IncrementWouldOverflow,
    DecrementWouldOverflow,
    ValueTooLong,
    NoSuchDatabase,
    NotAProtocolVersion,
    UnsupportedProtocol,
    HelloOption(String),
    WrongPassword,
    BadClientName,
    BadClientInfo(&'static str),
    BadClientAttribute(String),
    /// `CRASH` of something that is not in the tree.
    NoSuchChild(String),
    /// A store ended before it answered: whether it did what was asked can't be known.
    StoreCrashed,
    /// The server is stopping, or a process stays down after too many crashes.
    Unavailable(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCommand(name, args) => {
                write!(
                    f,
                    "ERR unknown command '{name}', with args beginning with: {args}"
                )
            }
            Self::UnknownSubcommand(name, subcommand) => {
                let name = name.to_ascii_uppercase();
                write!(f, "ERR unknown subcommand '{subcommand}'. Try {name} HELP.")
            }
            Self::WrongArity(name) => {
                write!(f, "ERR wrong number of arguments for '{name}' command")
            }
            Self::Syntax => f.write_str("ERR syntax error"),
            Self::NotAnInteger => f.write_str("ERR value is not an integer or out of range"),
            Self::InvalidExpire(name) => write!(f, "ERR invalid expire time in '{name}' command"),
            Self::IncrementWouldOverflow => {
                f.write_str("ERR increment or decrement would overflow")
            }
            Self::DecrementWouldOverflow => f.write_str("ERR decrement would overflow"),
            Self::ValueTooLong => {
                f.write_str("ERR string exceeds maximum allowed size (proto-max-bulk-len)")
            }
            Self::NoSuchDatabase => f.write_str("ERR DB index is out of range"),
            Self::NotAProtocolVersion => {
                f.write_str("ERR Protocol version is not an integer or out of range")
            }
            Self::UnsupportedProtocol => f.write_str("NOPROTO unsupported protocol version"),
            Self::HelloOption(option) => write!(f, "ERR Syntax error in HELLO option '{option}'"),
            Self::WrongPassword => {
                f.write_str("WRONGPASS invalid username-password pair or user is disabled.")
            }
            Self::BadClientName => f.write_str(
                "ERR Client names cannot contain spaces, newlines or special characters.",
            ),
            Self::BadClientInfo(attribute) => write!(
                f,
                "ERR {attribute} cannot contain spaces, newlines or special characters."
            ),
            Self::BadClientAttribute(name) => write!(f, "ERR Unrecognized option '{name}'"),
            Self::NoSuchChild(path) => {
                write!(f, "ERR no child '{path}' to crash: see TREE")
            }
            Self::StoreCrashed => f.write_str(
                "ERR the store crashed before it answered; the command may or may not have run",
            ),
            Self::Unavailable(what) => write!(f, "ERR {what} is not available"),
        }
    }
}

impl std::error::Error for Error {}

/// Input that makes no sense. What follows it can't be told apart any more, so the connection ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProtocolError {
    ArgumentCount,
    BulkLength,
    /// An argument that starts with this byte rather than `$`.
    ExpectedBulk(u8),
    LongCount,
    LongInline,
    LongRequest,
    UnbalancedQuotes,
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ERR Protocol error: ")?;
        match self {
            Self::ArgumentCount => f.write_str("invalid multibulk length"),
            Self::BulkLength => f.write_str("invalid bulk length"),
            Self::ExpectedBulk(byte) => write!(f, "expected '$', got '{}'", char::from(*byte)),
            Self::LongCount => f.write_str("too big mbulk count string"),
            Self::LongInline => f.write_str("too big inline request"),
            Self::LongRequest => f.write_str("too big request"),
            Self::UnbalancedQuotes => f.write_str("unbalanced quotes in request"),
        }
    }
}

impl std::error::Error for ProtocolError {}
