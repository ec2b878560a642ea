//! Splits a line into words as a shell would: blanks part words, quotes keep them together.

use bytes::{Bytes, BytesMut};

/// The words of a line; `None` if a quote is not closed, or is followed by anything but a blank.
pub fn words(line: &[u8]) -> Option<Vec<Bytes>> {
    let mut words = Vec::new();
    let mut rest = line.trim_ascii_start();
    while !rest.is_empty() {
        let (word, after) = word(rest)?;
        words.push(word);
        rest = after.trim_ascii_start();
    }
    Some(words)
}

/// The word that `rest` starts with, and what follows it.
fn word(mut rest: &[u8]) -> Option<(Bytes, &[u8])> {
    let mut word = BytesMut::new();
    loop {
        match rest {
            [] => break,
            [blank, ..] if blank.is_ascii_whitespace() => break,
            [quote @ (b'"' | b'\''), quoted @ ..] => {
                rest = unquote(*quote, quoted, &mut word)?;
                let ends = rest.first().is_none_or(u8::is_ascii_whitespace);
                if !ends {
                    return None;
                }
                break;
            }
            [byte, after @ ..] => {
                word.extend_from_slice(&[*byte]);
                rest = after;
            }
        }
    }
    Some((word.freeze(), rest))
}

/// Adds to `word` what is before the closing quote; gives what is behind it.
fn unquote<'a>(quote: u8, mut rest: &'a [u8], word: &mut BytesMut) -> Option<&'a [u8]> {
    loop {
        let (byte, after) = match rest {
            [] => return None,
            [end, after @ ..] if *end == quote => return Some(after),
            [b'\\', b'\'', after @ ..] if quote == b'\'' => (b'\'', after),
            [b'\\', escape @ ..] if quote == b'"' => unescape(escape)?,
            [byte, after @ ..] => (*byte, after),
        };
        word.extend_from_slice(&[byte]);
        rest = after;
    }
}

/// The byte that is meant by what follows a backslash between double quotes.
fn unescape(escape: &[u8]) -> Option<(u8, &[u8])> {
    if let [b'x', high, low, after @ ..] = escape
        && let (Some(high), Some(low)) = (hex(*high), hex(*low))
    {
        return Some((high * 16 + low, after));
    }
    let (letter, after) = escape.split_first()?;
    let byte = match letter {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 0x08,
        b'a' => 0x07,
        other => *other,
    };
    Some((byte, after))
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[track_caller]
    fn check(line: &str, expected: Option<&[&str]>) {
        let words = words(line.as_bytes());
        let expected = expected.map(|words| {
            words
                .iter()
                .map(|word| word.as_bytes().to_vec())
                .collect::<Vec<_>>()
        });
        assert_eq!(
            words.map(|words| words.iter().map(|word| word.to_vec()).collect::<Vec<_>>()),
            expected
        );
    }

    #[test]
    fn blanks_part_words() {
        check("", Some(&[]));
        check("  \t ", Some(&[]));
        check(" SET  k\tv ", Some(&["SET", "k", "v"]));
    }

    #[test]
    fn quotes_keep_words_together() {
        check(r#"SET "a b" 'c d'"#, Some(&["SET", "a b", "c d"]));
        check(r#"ECHO "" "#, Some(&["ECHO", ""]));
        check(
            r#"ECHO "a\n\x41\"\\" 'it\'s \n'"#,
            Some(&["ECHO", "a\nA\"\\", r"it's \n"]),
        );
        check(r#"ECHO a"b c""#, Some(&["ECHO", "ab c"]));
    }

    #[test]
    fn quotes_have_to_be_closed_and_to_end_the_word() {
        check(r#"ECHO "a"#, None);
        check(r#"ECHO "a\"#, None);
        check(r"ECHO 'a", None);
        check(r#"ECHO "a"b"#, None);
    }
}
