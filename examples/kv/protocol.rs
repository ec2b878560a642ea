//! From bytes to requests: finds the requests in what a client has sent so far, within limits.
//!
//! The grammar is the crate `resp-rs`'s business. Added here are the limits, Redis's words for what
//! is wrong, and inline requests, which are lines of words for people at a terminal.

use bytes::{Bytes, BytesMut};
use resp_rs::ParseError;
use resp_rs::resp2::{self, Frame};

use super::error::ProtocolError;
use super::inline;
use super::limits::{MAX_ARGUMENTS, MAX_LINE, MAX_PIPELINE, MAX_REQUEST, MAX_VALUE};
use super::number::integer;

/// A command's name and its arguments; never empty.
pub type Request = Vec<Bytes>;

/// The requests that a client sent without waiting for replies.
#[derive(Debug, Default)]
pub struct Pipeline {
    pub requests: Vec<Request>,
    /// What is wrong behind the last of them.
    pub broken: Option<ProtocolError>,
}

/// Takes requests out of `buffer`, leaving there what is not complete yet.
///
/// The requests are slices of what was in the buffer, not copies.
pub fn decode(buffer: &mut BytesMut) -> Pipeline {
    let mut input = buffer.split().freeze();
    let mut pipeline = Pipeline::default();
    while pipeline.requests.len() < MAX_PIPELINE {
        match next(&mut input) {
            Ok(Some(request)) if request.is_empty() => {}
            Ok(Some(request)) => pipeline.requests.push(request),
            Ok(None) => break,
            Err(error) => {
                pipeline.broken = Some(error);
                input.clear();
                break;
            }
        }
    }
    // What was decoded keeps its memory for as long as it is needed. A long request that comes in bit
    // by bit is not copied each time, as nothing else is in its memory yet.
    *buffer = match input.is_empty() {
        true => BytesMut::new(),
        false => input.try_into_mut().unwrap_or_else(BytesMut::from),
    };
    pipeline
}

/// Takes one request, which is empty for an empty line; `None` if more has to be read first.
fn next(input: &mut Bytes) -> Result<Option<Request>, ProtocolError> {
    match input.first() {
        None => Ok(None),
        Some(b'*') => array(input),
        Some(_) => line(input),
    }
}

/// A request as programs send it: an array of bulk strings.
fn array(input: &mut Bytes) -> Result<Option<Request>, ProtocolError> {
    let Some((header, after_header)) = first_line(input) else {
        let too_long = input.len() > MAX_LINE;
        return if too_long {
            Err(ProtocolError::LongCount)
        } else {
            Ok(None)
        };
    };
    // The count is checked before anything is made room for.
    match integer(&header[1..]) {
        Some(count) if count <= 0 => {
            *input = input.slice(after_header..);
            return Ok(Some(Request::new()));
        }
        Some(count) if count <= MAX_ARGUMENTS as i64 => {}
        _ => return Err(ProtocolError::ArgumentCount),
    }
    if let Some(&byte) = input.get(after_header)
        && byte != b'$'
    {
        return Err(ProtocolError::ExpectedBulk(byte));
    }
    match resp2::parse_frame(input.clone()) {
        Ok((Frame::Array(Some(items)), rest)) => {
            *input = rest;
            items
                .into_iter()
                .map(argument)
                .collect::<Result<_, _>>()
                .map(Some)
        }
        Err(ParseError::Incomplete) if input.len() < MAX_REQUEST => Ok(None),
        Err(ParseError::Incomplete) => Err(ProtocolError::LongRequest),
        Err(ParseError::InvalidTag(byte)) => Err(ProtocolError::ExpectedBulk(byte)),
        Ok(_) | Err(_) => Err(ProtocolError::BulkLength),
    }
}

fn argument(item: Frame) -> Result<Bytes, ProtocolError> {
    match item {
        Frame::BulkString(Some(bytes)) if bytes.len() <= MAX_VALUE => Ok(bytes),
        Frame::BulkString(_) => Err(ProtocolError::BulkLength),
        Frame::SimpleString(_) => Err(ProtocolError::ExpectedBulk(b'+')),
        Frame::Error(_) => Err(ProtocolError::ExpectedBulk(b'-')),
        Frame::Integer(_) => Err(ProtocolError::ExpectedBulk(b':')),
        Frame::Array(_) => Err(ProtocolError::ExpectedBulk(b'*')),
    }
}

/// A request as people type it.
fn line(input: &mut Bytes) -> Result<Option<Request>, ProtocolError> {
    let Some((line, after)) = first_line(input) else {
        let too_long = input.len() > MAX_LINE;
        return if too_long {
            Err(ProtocolError::LongInline)
        } else {
            Ok(None)
        };
    };
    let words = inline::words(line).ok_or(ProtocolError::UnbalancedQuotes)?;
    *input = input.slice(after..);
    Ok(Some(words))
}

/// The first line without its end, and where the next one starts. Tools such as `nc` end lines without `\r`.
fn first_line(input: &[u8]) -> Option<(&[u8], usize)> {
    let searched = &input[..input.len().min(MAX_LINE)];
    let end = searched.iter().position(|&byte| byte == b'\n')?;
    let line = &input[..end];
    Some((line.strip_suffix(b"\r").unwrap_or(line), end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode_all(input: &[u8]) -> (Vec<Vec<String>>, Option<ProtocolError>, usize) {
        let mut buffer = BytesMut::from(input);
        let Pipeline { requests, broken } = decode(&mut buffer);
        let text = |word: &Bytes| String::from_utf8_lossy(word).into_owned();
        let requests = requests
            .iter()
            .map(|request| request.iter().map(text).collect());
        (requests.collect(), broken, buffer.len())
    }

    #[track_caller]
    fn refused(input: &[u8], expected: ProtocolError) {
        assert_eq!(
            decode_all(input).1,
            Some(expected),
            "{:?}",
            input.escape_ascii().to_string()
        );
    }

    #[test]
    fn a_pipeline_of_both_kinds_of_requests() {
        let input =
            b"*2\r\n$3\r\nGET\r\n$1\r\nk\r\nPING\r\n\r\n*0\r\n*-1\r\nSET k \"a b\"\n*1\r\n$4\r\nPI";
        let (requests, broken, left) = decode_all(input);
        assert_eq!(
            requests,
            [vec!["GET", "k"], vec!["PING"], vec!["SET", "k", "a b"]]
        );
        assert_eq!(broken, None);
        assert_eq!(left, b"*1\r\n$4\r\nPI".len());
    }

    #[test]
    fn a_request_may_come_in_byte_by_byte() {
        let mut buffer = BytesMut::new();
        let input = b"*2\r\n$4\r\nECHO\r\n$4\r\na\r\nb\r\n";
        for (read, &byte) in input.iter().enumerate() {
            buffer.extend_from_slice(&[byte]);
            let pipeline = decode(&mut buffer);
            assert_eq!(pipeline.broken, None);
            assert_eq!(
                pipeline.requests.len(),
                usize::from(read == input.len() - 1)
            );
        }
        assert!(buffer.is_empty());
    }

    #[test]
    fn what_is_before_broken_input_is_still_served() {
        let (requests, broken, left) = decode_all(b"PING\r\n*1\r\n$x\r\nPING\r\n");
        assert_eq!(requests, [["PING"]]);
        assert_eq!(broken, Some(ProtocolError::BulkLength));
        assert_eq!(left, 0, "nothing behind it is looked at");
    }

    #[test]
    fn broken_input_is_refused_in_redis_words() {
        refused(b"*x\r\n", ProtocolError::ArgumentCount);
        refused(b"*1x\r\n", ProtocolError::ArgumentCount);
        refused(b"*1\r\n$-1\r\n", ProtocolError::BulkLength);
        refused(
            b"*1\r\n$99999999999999999999\r\n",
            ProtocolError::BulkLength,
        );
        refused(b"*1\r\n$1\r\nabc", ProtocolError::BulkLength);
        refused(b"*1\r\nfoo\r\n", ProtocolError::ExpectedBulk(b'f'));
        refused(b"*2\r\n:5", ProtocolError::ExpectedBulk(b':'));
        refused(
            b"*2\r\n$1\r\nx\r\n:5\r\n",
            ProtocolError::ExpectedBulk(b':'),
        );
        refused(b"SET k \"a\r\n", ProtocolError::UnbalancedQuotes);
        assert_eq!(
            ProtocolError::ExpectedBulk(b'f').to_string(),
            "ERR Protocol error: expected '$', got 'f'"
        );
    }

    #[test]
    fn oversized_input_is_refused_before_it_is_all_there() {
        refused(b"*2000000\r\n", ProtocolError::ArgumentCount);
        refused(&vec![b'x'; MAX_LINE + 1], ProtocolError::LongInline);
        refused(&vec![b'*'; MAX_LINE + 1], ProtocolError::LongCount);
        let mut endless = b"*1\r\n$500000000\r\n".to_vec();
        assert_eq!(decode_all(&endless).1, None);
        endless.resize(MAX_REQUEST, b'x');
        refused(&endless, ProtocolError::LongRequest);
        let mut long = format!("*1\r\n${}\r\n", MAX_VALUE + 1).into_bytes();
        long.resize(long.len() + MAX_VALUE + 1, b'x');
        long.extend_from_slice(b"\r\n");
        refused(&long, ProtocolError::BulkLength);
    }

    #[test]
    fn nested_arrays_do_not_use_up_the_stack() {
        refused(
            &b"*1\r\n".repeat(100_000),
            ProtocolError::ExpectedBulk(b'*'),
        );
        let inner = [b"*2\r\n$1\r\nx\r\n".to_vec(), b"*1\r\n".repeat(100_000)].concat();
        refused(&inner, ProtocolError::BulkLength);
    }

    #[test]
    fn a_long_pipeline_is_decoded_in_parts() {
        let mut buffer = BytesMut::from(&b"PING\r\n".repeat(MAX_PIPELINE + 1)[..]);
        assert_eq!(decode(&mut buffer).requests.len(), MAX_PIPELINE);
        assert_eq!(decode(&mut buffer).requests.len(), 1);
        assert!(buffer.is_empty());
    }
}
