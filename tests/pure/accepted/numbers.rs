//! Programs about numbers.

mod money {
    use std::fmt;
    use std::iter::Sum;
    use std::ops::{Add, AddAssign, Mul, Neg, Sub};
    use supervise::pure;

    #[pure]
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Cents(i64);

    #[pure]
    impl Cents {
        pub const ZERO: Self = Self(0);

        pub const fn new(cents: i64) -> Self {
            Self(cents)
        }

        pub const fn is_negative(self) -> bool {
            self.0 < 0
        }

        pub const fn larger(self, other: Self) -> Self {
            if self.0 >= other.0 { self } else { other }
        }

        pub fn checked_add(self, other: Self) -> Option<Self> {
            self.0.checked_add(other.0).map(Self)
        }

        pub fn split(self, parts: i64) -> (Self, Self) {
            (Self(self.0 / parts), Self(self.0 % parts))
        }
    }

    #[pure]
    impl Add for Cents {
        type Output = Self;
        fn add(self, other: Self) -> Self {
            Self(self.0 + other.0)
        }
    }

    #[pure]
    impl Sub for Cents {
        type Output = Self;
        fn sub(self, other: Self) -> Self {
            Self(self.0 - other.0)
        }
    }

    #[pure]
    impl Mul<i64> for Cents {
        type Output = Self;
        fn mul(self, by: i64) -> Self {
            Self(self.0 * by)
        }
    }

    #[pure]
    impl Neg for Cents {
        type Output = Self;
        fn neg(self) -> Self {
            Self(-self.0)
        }
    }

    #[pure]
    impl AddAssign for Cents {
        fn add_assign(&mut self, other: Self) {
            self.0 += other.0;
        }
    }

    #[pure]
    impl Sum for Cents {
        fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
            iter.fold(Self::ZERO, |sum, cents| sum + cents)
        }
    }

    #[pure]
    impl fmt::Display for Cents {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let sign = if self.is_negative() { "-" } else { "" };
            let cents = self.0.unsigned_abs();
            write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
        }
    }

    #[pure]
    pub fn bill(items: &[(Cents, i64)], discount: Option<Cents>) -> Cents {
        let mut total: Cents = items.iter().map(|&(price, count)| price * count).sum();
        if let Some(discount) = discount
            && discount < total
        {
            total += -discount;
        }
        total.larger(Cents::new(0))
    }

    #[test]
    fn works() {
        let items = [(Cents::new(150), 2), (Cents(25), 3)];
        assert_eq!(bill(&items, Some(Cents(75))).to_string(), "3.00");
        assert_eq!(Cents(-5).to_string(), "-0.05");
        assert_eq!(Cents(i64::MAX).checked_add(Cents(1)), None);
        assert_eq!(Cents(7).split(2), (Cents(3), Cents(1)));
        assert_eq!(Cents(7) - Cents(2), Cents(5));
    }
}

mod fractions {
    use std::cmp::Ordering;
    use supervise::pure;

    #[pure]
    const fn gcd(a: u64, b: u64) -> u64 {
        let (mut a, mut b) = (a, b);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    }

    #[pure]
    #[derive(Clone, Copy, Debug)]
    pub struct Fraction {
        top: u64,
        bottom: u64,
    }

    #[pure]
    impl Fraction {
        pub fn new(top: u64, bottom: u64) -> Option<Self> {
            if bottom == 0 {
                return None;
            }
            let by = gcd(top, bottom);
            Some(Self {
                top: top / by,
                bottom: bottom / by,
            })
        }
    }

    #[pure]
    impl PartialEq for Fraction {
        fn eq(&self, other: &Self) -> bool {
            self.partial_cmp(other) == Some(Ordering::Equal)
        }
    }

    #[pure]
    impl PartialOrd for Fraction {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            let (a, b) = (u128::from(self.top), u128::from(other.top));
            (a * other.bottom as u128).partial_cmp(&(b * self.bottom as u128))
        }
    }

    #[test]
    fn works() {
        let half = Fraction::new(2, 4).unwrap();
        assert!(half == Fraction::new(1, 2).unwrap());
        assert!(half > Fraction::new(1, 3).unwrap());
        assert!(Fraction::new(1, 0).is_none());
    }
}

mod checksum {
    use supervise::pure;

    #[pure]
    pub const fn table() -> [u32; 256] {
        let mut table = [0; 256];
        let mut i = 0;
        while i < 256 {
            let mut crc = i as u32;
            let mut bit = 0;
            while bit < 8 {
                crc = if crc & 1 == 1 {
                    (crc >> 1) ^ 0xEDB8_8320
                } else {
                    crc >> 1
                };
                bit += 1;
            }
            table[i] = crc;
            i += 1;
        }
        table
    }

    const TABLE: [u32; 256] = table();

    #[pure]
    pub fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc, byte| {
            let at = (crc ^ u32::from(*byte)) & 0xFF;
            TABLE[at as usize] ^ (crc >> 8)
        })
    }

    #[test]
    fn works() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }
}

mod hash {
    use std::num::Wrapping;
    use supervise::pure;

    #[pure]
    pub fn fnv(bytes: &[u8]) -> u64 {
        let mut hash = Wrapping(0xcbf2_9ce4_8422_2325_u64);
        for &byte in bytes {
            hash ^= Wrapping(u64::from(byte));
            hash *= Wrapping(0x0100_0000_01b3);
        }
        hash.0
    }

    #[test]
    fn works() {
        assert_eq!(fnv(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}

mod random {
    use supervise::pure;

    /// The seed is the state: xorshift.
    #[pure]
    #[derive(Clone, Debug, PartialEq)]
    pub struct Rng(u64);

    #[pure]
    impl Rng {
        pub fn seeded(seed: u64) -> Self {
            Self(seed.max(1))
        }

        pub fn next(&mut self) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0
        }

        pub fn below(&mut self, bound: u64) -> u64 {
            self.next() % bound
        }
    }

    #[pure]
    pub fn shuffled<T: Clone>(list: &[T], rng: &mut Rng) -> Vec<T> {
        let mut list = list.to_vec();
        for i in (1..list.len()).rev() {
            let j = rng.below(i as u64 + 1) as usize;
            list.swap(i, j);
        }
        list
    }

    #[test]
    fn works() {
        let list = shuffled(&[1, 2, 3, 4, 5], &mut Rng::seeded(7));
        assert_eq!(list, shuffled(&[1, 2, 3, 4, 5], &mut Rng::seeded(7)));
        assert_eq!(list.iter().sum::<i32>(), 15);
    }
}

mod statistics {
    use supervise::pure;

    #[pure]
    #[derive(Debug, Clone, Copy, PartialEq)]
    pub struct Summary {
        pub mean: f64,
        pub median: f64,
        pub deviation: f64,
    }

    #[pure]
    pub fn summary(samples: &[f64]) -> Option<Summary> {
        if samples.is_empty() {
            return None;
        }
        let count = samples.len() as f64;
        let mean = samples.iter().sum::<f64>() / count;
        let mut sorted = samples.to_vec();
        sorted.sort_by(|a, b| a.total_cmp(b));
        let mid = sorted.len() / 2;
        let median = if sorted.len().is_multiple_of(2) {
            f64::midpoint(sorted[mid - 1], sorted[mid])
        } else {
            sorted[mid]
        };
        let variance = samples.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count;
        Some(Summary {
            mean,
            median,
            deviation: variance.sqrt(),
        })
    }

    #[test]
    fn works() {
        let summary = summary(&[1.0, 3.0, 2.0, 2.0]).unwrap();
        assert_eq!(summary.mean, 2.0);
        assert_eq!(summary.median, 2.0);
        assert!((summary.deviation - 0.5f64.sqrt()).abs() < 1e-12);
    }
}

mod bits {
    use supervise::pure;

    #[pure]
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
    pub struct Flags(u8);

    #[pure]
    impl Flags {
        pub const READ: Flags = Flags(1);
        pub const WRITE: Flags = Flags(1 << 1);

        pub const fn with(self, other: Flags) -> Flags {
            Flags(self.0 | other.0)
        }

        pub const fn has(self, other: Flags) -> bool {
            self.0 & other.0 == other.0
        }

        /// A `const fn` calls one.
        pub const fn both() -> Flags {
            Flags::READ.with(Flags::WRITE)
        }

        pub fn count(self) -> u32 {
            self.0.count_ones()
        }
    }

    #[pure]
    impl std::ops::BitOr for Flags {
        type Output = Flags;
        fn bitor(self, other: Flags) -> Flags {
            self.with(other)
        }
    }

    #[pure]
    impl std::ops::Not for Flags {
        type Output = Flags;
        fn not(self) -> Flags {
            Flags(!self.0 & 0b11)
        }
    }

    #[pure]
    pub fn all() -> Flags {
        !Flags::default() | Flags::READ
    }

    #[test]
    fn works() {
        assert!(all().has(Flags::WRITE));
        assert_eq!(all().count(), 2);
        const BOTH: Flags = Flags::both();
        assert_eq!(BOTH, all());
        assert!(!Flags::READ.has(Flags::WRITE));
    }
}

mod matrix {
    use std::ops::{Index, IndexMut, Mul};
    use supervise::pure;

    #[pure]
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Matrix<const N: usize>([[i64; N]; N]);

    #[pure]
    impl<const N: usize> Matrix<N> {
        pub fn identity() -> Self {
            let mut matrix = Self([[0; N]; N]);
            for i in 0..N {
                matrix[(i, i)] = 1;
            }
            matrix
        }

        pub fn power(self, mut exponent: u32) -> Self {
            let (mut base, mut result) = (self, Self::identity());
            while exponent > 0 {
                if exponent & 1 == 1 {
                    result = result * base;
                }
                base = base * base;
                exponent >>= 1;
            }
            result
        }
    }

    #[pure]
    impl<const N: usize> Index<(usize, usize)> for Matrix<N> {
        type Output = i64;
        fn index(&self, (row, column): (usize, usize)) -> &i64 {
            &self.0[row][column]
        }
    }

    #[pure]
    impl<const N: usize> IndexMut<(usize, usize)> for Matrix<N> {
        fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut i64 {
            &mut self.0[row][column]
        }
    }

    #[pure]
    impl<const N: usize> Mul for Matrix<N> {
        type Output = Self;
        fn mul(self, other: Self) -> Self {
            Self(std::array::from_fn(|i| {
                std::array::from_fn(|j| (0..N).map(|k| self[(i, k)] * other[(k, j)]).sum())
            }))
        }
    }

    #[pure]
    pub fn fibonacci(n: u32) -> i64 {
        Matrix([[1, 1], [1, 0]]).power(n)[(0, 1)]
    }

    #[test]
    fn works() {
        assert_eq!(fibonacci(10), 55);
    }
}

mod intervals {
    use std::time::Duration;
    use supervise::pure;

    #[pure]
    pub fn backoff(attempt: u32, base: Duration, cap: Duration) -> Duration {
        2_u32
            .checked_pow(attempt)
            .and_then(|factor| base.checked_mul(factor))
            .map_or(cap, |delay| delay.min(cap))
    }

    #[pure]
    pub fn shown(time: Duration) -> String {
        let seconds = time.as_secs();
        match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
            (0, 0, s) => format!("{s}.{:03}s", time.subsec_millis()),
            (0, m, s) => format!("{m}m{s:02}s"),
            (h, m, _) => format!("{h}h{m:02}m"),
        }
    }

    #[test]
    fn works() {
        let (base, cap) = (Duration::from_millis(100), Duration::from_secs(60));
        assert_eq!(backoff(3, base, cap), Duration::from_millis(800));
        assert_eq!(backoff(40, base, cap), cap);
        assert_eq!(shown(Duration::from_millis(1234)), "1.234s");
        assert_eq!(shown(Duration::from_secs(3700)), "1h01m");
    }
}

mod conversions {
    use std::num::NonZeroU16;
    use supervise::pure;

    #[pure]
    #[derive(Debug, PartialEq, Eq, Clone, Copy)]
    pub struct Port(NonZeroU16);

    #[pure]
    impl TryFrom<i64> for Port {
        type Error = String;

        fn try_from(n: i64) -> Result<Self, String> {
            let port = u16::try_from(n).map_err(|error| error.to_string())?;
            NonZeroU16::new(port)
                .map(Port)
                .ok_or_else(|| "no port 0".into())
        }
    }

    #[pure]
    pub fn ports(list: &[i64]) -> (Vec<Port>, Vec<String>) {
        let (mut ports, mut errors) = (Vec::new(), Vec::new());
        for &n in list {
            match Port::try_from(n) {
                Ok(port) => ports.push(port),
                Err(error) => errors.push(error),
            }
        }
        (ports, errors)
    }

    #[test]
    fn works() {
        let (ports, errors) = ports(&[80, 0, 70_000]);
        assert_eq!(ports.len(), 1);
        assert_eq!(errors[0], "no port 0");
    }
}

mod bytes {
    use supervise::pure;

    #[pure]
    pub fn header(kind: u8, length: u32) -> [u8; 5] {
        let mut header = [kind; 5];
        header[1..].copy_from_slice(&length.to_be_bytes());
        header
    }

    #[pure]
    pub fn read(bytes: &[u8]) -> Option<(u8, u32, &[u8])> {
        let (&kind, rest) = bytes.split_first()?;
        let (length, body) = rest.split_first_chunk::<4>()?;
        Some((kind, u32::from_be_bytes(*length), body))
    }

    #[test]
    fn works() {
        let mut bytes = header(7, 300).to_vec();
        bytes.push(1);
        assert_eq!(read(&bytes), Some((7, 300, &[1][..])));
        assert_eq!(read(&[1, 2]), None);
    }
}
