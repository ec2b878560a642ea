//! The patterns of `KEYS` and `CONFIG GET`: `*`, `?`, `[abc]`, `[a-z]`, `[^x]` and `\` as in Redis.

/// Whether the whole of `text` matches `pattern`.
///
/// Only the last `*` is ever tried again, so the time is bounded by the product of both lengths:
/// a pattern such as `a*a*a*a*b` can't keep a store busy for minutes.
pub fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut last_star = None;
    loop {
        if pattern.get(p) == Some(&b'*') {
            last_star = Some((p + 1, t));
            p += 1;
            continue;
        }
        if let Some(&byte) = text.get(t) {
            if let Some(next) = one(pattern, p, byte) {
                p = next;
                t += 1;
                continue;
            }
        } else if p >= pattern.len() {
            return true;
        }
        // A dead end: let the last star swallow one byte more.
        match last_star {
            Some((after, from)) if from < text.len() => {
                last_star = Some((after, from + 1));
                p = after;
                t = from + 1;
            }
            _ => return false,
        }
    }
}

/// Matches one byte against the element of the pattern at `p`; gives where the next element starts.
fn one(pattern: &[u8], p: usize, byte: u8) -> Option<usize> {
    match *pattern.get(p)? {
        b'?' => Some(p + 1),
        b'[' => class(pattern, p + 1, byte),
        b'\\' if p + 1 < pattern.len() => (pattern[p + 1] == byte).then_some(p + 2),
        literal => (literal == byte).then_some(p + 1),
    }
}

/// Matches one byte against a class that starts at `p`. A class without its `]` ends with the pattern.
fn class(pattern: &[u8], mut p: usize, byte: u8) -> Option<usize> {
    let negated = pattern.get(p) == Some(&b'^');
    if negated {
        p += 1;
    }
    let mut found = false;
    loop {
        match *pattern.get(p..)? {
            [] => break,
            [b']', ..] => {
                p += 1;
                break;
            }
            [b'\\', literal, ..] => {
                found |= literal == byte;
                p += 2;
            }
            [from, b'-', to, ..] => {
                found |= (from.min(to)..=from.max(to)).contains(&byte);
                p += 3;
            }
            [literal, ..] => {
                found |= literal == byte;
                p += 1;
            }
        }
    }
    (found != negated).then_some(p)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[track_caller]
    fn check(pattern: &str, yes: &[&str], no: &[&str]) {
        for text in yes {
            assert!(
                matches(pattern.as_bytes(), text.as_bytes()),
                "{pattern} should match {text}"
            );
        }
        for text in no {
            assert!(
                !matches(pattern.as_bytes(), text.as_bytes()),
                "{pattern} should not match {text}"
            );
        }
    }

    #[test]
    fn stars_and_question_marks() {
        check("*", &["", "a", "abc"], &[]);
        check("", &[""], &["a"]);
        check("h?llo", &["hello", "hallo"], &["hllo", "heello"]);
        check("h*o", &["ho", "hello", "hoo"], &["hell", "xho"]);
        check("*a*b", &["ab", "xaxbxb"], &["ba", "abc"]);
    }

    #[test]
    fn classes() {
        check("h[ae]llo", &["hello", "hallo"], &["hillo"]);
        check("h[^e]llo", &["hallo"], &["hello"]);
        check("[a-c]x", &["ax", "cx"], &["dx"]);
        check("[c-a]x", &["bx"], &["dx"]);
        check(r"[\]]", &["]"], &["a"]);
        check("[ab", &["a", "b"], &["c"]);
    }

    #[test]
    fn escapes() {
        check(r"\*", &["*"], &["a"]);
        check(r"a\?", &["a?"], &["ab"]);
        check(r"a\", &[r"a\"], &["a"]);
    }

    #[test]
    fn a_hostile_pattern_ends_soon() {
        let pattern = "a*".repeat(200) + "b";
        check(&pattern, &[], &["a".repeat(20_000).as_str()]);
    }
}
