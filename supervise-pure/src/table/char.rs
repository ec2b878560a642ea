//! Characters, bytes as characters, and `bool`.

use std::ascii;
use std::char::{EscapeDebug, EscapeDefault, EscapeUnicode, ToLowercase, ToUppercase};

use supervise_macros::trust_pure;

trust_pure! {
    impl char {
        fn is_alphabetic(self) -> bool;
        fn is_alphanumeric(self) -> bool;
        fn is_numeric(self) -> bool;
        fn is_digit(self, radix: u32) -> bool;
        fn is_whitespace(self) -> bool;
        fn is_control(self) -> bool;
        fn is_lowercase(self) -> bool;
        fn is_uppercase(self) -> bool;
        fn to_digit(self, radix: u32) -> Option<u32>;
        fn to_lowercase(self) -> ToLowercase;
        fn to_uppercase(self) -> ToUppercase;
        fn len_utf8(self) -> usize;
        fn len_utf16(self) -> usize;
        fn encode_utf8(self, dst: &mut [u8]) -> &mut str;
        fn encode_utf16(self, dst: &mut [u16]) -> &mut [u16];
        fn escape_debug(self) -> EscapeDebug;
        fn escape_default(self) -> EscapeDefault;
        fn escape_unicode(self) -> EscapeUnicode;
        fn from_u32(i: u32) -> Option<char>;
        fn from_digit(num: u32, radix: u32) -> Option<char>;
        fn is_ascii(&self) -> bool;
        fn to_ascii_lowercase(&self) -> char;
        fn to_ascii_uppercase(&self) -> char;
        fn make_ascii_lowercase(&mut self);
        fn make_ascii_uppercase(&mut self);
        fn eq_ignore_ascii_case(&self, other: &char) -> bool;
        fn is_ascii_alphabetic(&self) -> bool;
        fn is_ascii_alphanumeric(&self) -> bool;
        fn is_ascii_digit(&self) -> bool;
        fn is_ascii_hexdigit(&self) -> bool;
        fn is_ascii_lowercase(&self) -> bool;
        fn is_ascii_uppercase(&self) -> bool;
        fn is_ascii_punctuation(&self) -> bool;
        fn is_ascii_whitespace(&self) -> bool;
        fn is_ascii_graphic(&self) -> bool;
        fn is_ascii_control(&self) -> bool;
    }

    impl u8 {
        fn escape_ascii(self) -> ascii::EscapeDefault;
        fn is_ascii(&self) -> bool;
        fn to_ascii_lowercase(&self) -> u8;
        fn to_ascii_uppercase(&self) -> u8;
        fn make_ascii_lowercase(&mut self);
        fn make_ascii_uppercase(&mut self);
        fn eq_ignore_ascii_case(&self, other: &u8) -> bool;
        fn is_ascii_alphabetic(&self) -> bool;
        fn is_ascii_alphanumeric(&self) -> bool;
        fn is_ascii_digit(&self) -> bool;
        fn is_ascii_hexdigit(&self) -> bool;
        fn is_ascii_lowercase(&self) -> bool;
        fn is_ascii_uppercase(&self) -> bool;
        fn is_ascii_punctuation(&self) -> bool;
        fn is_ascii_whitespace(&self) -> bool;
        fn is_ascii_graphic(&self) -> bool;
        fn is_ascii_control(&self) -> bool;
    }

    impl bool {
        fn then<T, F: FnOnce() -> T>(self, f: F) -> Option<T>;
        fn then_some<T>(self, t: T) -> Option<T>;
    }
}
