//! Replies: how they are made, and how they look in both versions of the protocol.

use bytes::{Bytes, BytesMut};
use resp_rs::resp3::{self, Frame};

use super::error::Error;

/// A reply to one command, in the newer protocol's types.
pub type Reply = Frame;

/// The version of the protocol that a client asked for by `HELLO`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    #[default]
    Resp2,
    Resp3,
}

pub fn ok() -> Reply {
    simple("OK")
}

pub fn simple(text: &'static str) -> Reply {
    Frame::SimpleString(Bytes::from_static(text.as_bytes()))
}

pub fn bulk(bytes: impl Into<Bytes>) -> Reply {
    Frame::BulkString(Some(bytes.into()))
}

pub fn bulk_or_nil(bytes: Option<Bytes>) -> Reply {
    bytes.map_or(Frame::Null, bulk)
}

pub fn number(n: usize) -> Reply {
    Frame::Integer(i64::try_from(n).unwrap_or(i64::MAX))
}

pub fn flag(yes: bool) -> Reply {
    Frame::Integer(yes.into())
}

pub fn array(items: Vec<Reply>) -> Reply {
    Frame::Array(Some(items))
}

/// Text in one piece.
pub fn text(text: &str) -> Reply {
    let payload = Bytes::from(format!("txt:{text}"));
    Frame::VerbatimString { payload }
}

/// Text for people, a reply for each line, which is how `redis-cli` shows it well.
pub fn lines(lines: Vec<String>) -> Reply {
    let line = |line: String| Frame::SimpleString(line.into());
    array(lines.into_iter().map(line).collect())
}

/// An error says back what the client sent, so it must not be able to end its own line.
pub fn error(error: &dyn std::error::Error) -> Reply {
    Frame::Error(Bytes::from(error.to_string().replace(['\r', '\n'], " ")))
}

pub fn result(result: Result<Reply, Error>) -> Reply {
    result.unwrap_or_else(|refused| error(&refused))
}

/// Writes a reply as the client's version of the protocol has it.
pub fn encode(reply: &Reply, version: Version, out: &mut BytesMut) {
    match (reply, version) {
        (Frame::Array(Some(items)), _) => {
            encode_head(b'*', items.len(), out);
            for item in items {
                encode(item, version, out);
            }
        }
        (Frame::Map(pairs), _) => {
            match version {
                Version::Resp2 => encode_head(b'*', pairs.len() * 2, out),
                Version::Resp3 => encode_head(b'%', pairs.len(), out),
            }
            for (key, value) in pairs {
                encode(key, version, out);
                encode(value, version, out);
            }
        }
        (Frame::Null, Version::Resp2) => {
            out.extend_from_slice(&resp3::frame_to_bytes(&Frame::BulkString(None)));
        }
        (Frame::VerbatimString { payload }, Version::Resp2) => {
            let text = payload.slice("txt:".len()..);
            out.extend_from_slice(&resp3::frame_to_bytes(&bulk(text)));
        }
        (leaf, _) => out.extend_from_slice(&resp3::frame_to_bytes(leaf)),
    }
}

/// What comes before the items of an array or a map, or a bulk string. Public, so that long ones need
/// not be encoded in one piece.
pub fn encode_head(kind: u8, len: usize, out: &mut BytesMut) {
    out.extend_from_slice(&[kind]);
    out.extend_from_slice(format!("{len}\r\n").as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(reply: &Reply, resp2: &str, resp3: &str) {
        for (version, expected) in [(Version::Resp2, resp2), (Version::Resp3, resp3)] {
            let mut out = BytesMut::new();
            encode(reply, version, &mut out);
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
    }

    #[test]
    fn what_is_the_same_in_both_versions() {
        check(&ok(), "+OK\r\n", "+OK\r\n");
        check(&number(5), ":5\r\n", ":5\r\n");
        check(&bulk("a"), "$1\r\na\r\n", "$1\r\na\r\n");
        check(&array(vec![flag(true)]), "*1\r\n:1\r\n", "*1\r\n:1\r\n");
    }

    #[test]
    fn what_only_resp3_has() {
        check(&Frame::Null, "$-1\r\n", "_\r\n");
        check(&array(vec![Frame::Null]), "*1\r\n$-1\r\n", "*1\r\n_\r\n");
        let map = Frame::Map(vec![(bulk("a"), number(1))]);
        check(&map, "*2\r\n$1\r\na\r\n:1\r\n", "%1\r\n$1\r\na\r\n:1\r\n");
        check(&text("hi"), "$2\r\nhi\r\n", "=6\r\ntxt:hi\r\n");
    }

    #[test]
    fn an_error_stays_on_its_line() {
        let hostile = Error::UnknownSubcommand("client", "x\r\n+OK\r\n".into());
        let line = "-ERR unknown subcommand 'x  +OK  '. Try CLIENT HELP.\r\n";
        check(&error(&hostile), line, line);
    }
}
