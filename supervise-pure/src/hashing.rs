//! The hasher that a `#[pure] impl Hash` is given.

use std::hash::Hasher;

use crate::PureHasher;

/// `Hash::hash` is told nothing of its hasher, so its fields couldn't be hashed by pure code. Those
/// who call it in pure code have a [`PureHasher`]; so the body may take its hasher for one:
/// `let state = &mut Hashing(state);`.
#[derive(Debug)]
pub struct Hashing<'a, H: ?Sized>(pub &'a mut H);

impl<H: Hasher + ?Sized> PureHasher for Hashing<'_, H> {}

macro_rules! forwarded {
    ($($write:ident: $ty:ty;)*) => {
        impl<H: Hasher + ?Sized> Hasher for Hashing<'_, H> {
            /// A hash map's seed is random, and would show here.
            fn finish(&self) -> u64 {
                panic!("a `Hash` in pure code has no use for the hash so far: it may come of a random seed")
            }
            $(
                #[inline(always)]
                fn $write(&mut self, value: $ty) {
                    self.0.$write(value);
                }
            )*
        }
    };
}
forwarded! {
    write: &[u8];
    write_u8: u8;
    write_u16: u16;
    write_u32: u32;
    write_u64: u64;
    write_u128: u128;
    write_usize: usize;
    write_i8: i8;
    write_i16: i16;
    write_i32: i32;
    write_i64: i64;
    write_i128: i128;
    write_isize: isize;
}

#[cfg(test)]
mod tests {
    use std::hash::{DefaultHasher, Hash, Hasher};

    use super::Hashing;

    #[test]
    fn the_hash_is_the_same() {
        let value = ("text", [1_u8, 2], 3_i64, Some('c'), vec![4_u16]);
        let (mut plain, mut wrapped) = (DefaultHasher::new(), DefaultHasher::new());
        value.hash(&mut plain);
        value.hash(&mut Hashing(&mut wrapped));
        assert_ne!(plain.finish(), DefaultHasher::new().finish());
        assert_eq!(plain.finish(), wrapped.finish());
    }

    /// It would show the seed of a hash map.
    #[test]
    #[should_panic(expected = "has no use for the hash so far")]
    fn the_hash_so_far_is_not_shown() {
        let _ = Hashing(&mut DefaultHasher::new()).finish();
    }
}
