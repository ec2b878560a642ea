//! Of `bytes`: what only looks at bytes and cuts them. That dropping the last share of a `Bytes` does
//! nothing is vouched for: it holds for all but those made by `Bytes::from_owner`.

use bytes::{Bytes, BytesMut};
use supervise_macros::trust_pure;

use super::super::range::PureRangeBounds;
use crate::traits::*;

foreign! {
    Bytes: PureClone, PurePartialEq, PureEq, PurePartialOrd, PureOrd, PureHash, PureDebug, PureDefault;
    BytesMut: PureClone, PurePartialEq, PureEq, PurePartialOrd, PureOrd, PureHash, PureDebug, PureDefault;
}
impl PurePartialEq<[u8]> for Bytes {}
impl PurePartialEq<Vec<u8>> for Bytes {}
impl PureFrom<Vec<u8>> for Bytes {}
impl PureFrom<String> for Bytes {}
impl PureFrom<&'static str> for Bytes {}
impl PureFrom<&'static [u8]> for Bytes {}
impl PureFrom<&[u8]> for BytesMut {}
impl PureAsRef<[u8]> for Bytes {}
impl PureAsRef<[u8]> for BytesMut {}
impl PureExtend<u8> for BytesMut {}
impl PureFromIterator<u8> for Bytes {}
impl PureFromIterator<u8> for BytesMut {}

trust_pure! {
    impl Bytes {
        fn new() -> Bytes;
        fn from_static(bytes: &'static [u8]) -> Bytes;
        fn copy_from_slice(data: &[u8]) -> Bytes;
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        fn slice<R: PureRangeBounds<usize>>(&self, range: R) -> Bytes;
        fn split_off(&mut self, at: usize) -> Bytes;
        fn split_to(&mut self, at: usize) -> Bytes;
        fn truncate(&mut self, len: usize);
        fn clear(&mut self);
    }

    impl BytesMut {
        fn new() -> BytesMut;
        fn with_capacity(capacity: usize) -> BytesMut;
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        fn freeze(self) -> Bytes;
        fn extend_from_slice(&mut self, extend: &[u8]);
        fn split_off(&mut self, at: usize) -> BytesMut;
        fn split_to(&mut self, at: usize) -> BytesMut;
        fn split(&mut self) -> BytesMut;
        fn truncate(&mut self, len: usize);
        fn resize(&mut self, new_len: usize, value: u8);
        fn reserve(&mut self, additional: usize);
        fn clear(&mut self);
    }
}
