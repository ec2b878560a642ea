//! What is marked does what it would do unmarked.

use supervise::pure;

/// The same items twice, once of them marked.
macro_rules! both {
    ($($items:tt)*) => {
        #[pure]
        mod marked {
            #[allow(unused_imports, reason = "not all of them use something")]
            use super::*;
            $($items)*
        }
        mod unmarked {
            #[allow(unused_imports, reason = "not all of them use something")]
            use super::*;
            $($items)*
        }
    };
}

/// The left operand comes first, but for numbers, of which the right one does.
mod order_of_operands {
    use super::pure;

    both! {
        pub fn of_texts() -> (Vec<String>, usize) {
            let mut texts = vec![String::new(); 3];
            let mut i = 0;
            texts[{ i += 1; i }] += &{ i += 1; i.to_string() };
            (texts, i)
        }

        pub fn of_numbers() -> Vec<usize> {
            let mut numbers = vec![0; 3];
            let mut i = 0;
            numbers[{ i += 1; i }] += { i += 1; i };
            numbers[0] += numbers[2];
            numbers
        }

        pub fn looked_at_on_the_right() -> String {
            let mut text = String::from("ab");
            text += &text.clone();
            text
        }
    }

    #[test]
    fn works() {
        assert_eq!(marked::of_texts(), unmarked::of_texts());
        assert_eq!(marked::of_numbers(), unmarked::of_numbers());
        assert_eq!(
            marked::looked_at_on_the_right(),
            unmarked::looked_at_on_the_right()
        );
    }
}

/// A name of a macro's own is another than the caller's.
mod hygiene {
    use super::pure;

    #[pure]
    fn helper(x: u32) -> u32 {
        x + 1
    }

    macro_rules! own_names {
        (#[$mark:ident] $name:ident, $x:ident, $value:expr) => {
            #[$mark]
            fn $name($x: u32) -> u32 {
                let x = 100;
                let helper = |y: u32| y * 100;
                $value + x + helper(1)
            }
        };
    }
    own_names!(
        #[pure]
        marked,
        x,
        helper(x + 1)
    );
    own_names!(
        #[inline]
        unmarked,
        x,
        helper(x + 1)
    );

    #[test]
    fn works() {
        assert_eq!(marked(5), 307 - 100);
        assert_eq!(marked(5), unmarked(5));
    }
}

/// What a block imports or declares hides the locals outside of it, and is hidden by those behind it.
mod items_in_bodies {
    use super::pure;

    #[pure]
    fn twice(x: u32) -> u32 {
        2 * x
    }

    both! {
        pub fn imported(go: u32) -> u32 {
            let inner = {
                use super::twice as go;
                go(3)
            };
            inner + go
        }

        #[allow(unused_variables, reason = "it is hidden")]
        pub fn bound_behind(go: &dyn Fn(u32) -> u32) -> u32 {
            #[allow(unused_imports, reason = "it is hidden")]
            use super::twice as go;
            let before = go(1);
            let go = |x: u32| x + 10;
            before + go(1)
        }
    }

    #[pure]
    fn declared(go: &dyn Fn(u32) -> u32) -> u32 {
        let outer = go(1);
        {
            let inner = go(outer);
            #[pure]
            fn go(x: u32) -> u32 {
                x + 1
            }
            inner
        }
    }

    #[test]
    fn works() {
        assert_eq!(marked::imported(1), unmarked::imported(1));
        assert_eq!(marked::bound_behind(&|x| x), unmarked::bound_behind(&|x| x));
        assert_eq!(declared(&|x| x + 10), 12);
    }
}

/// What a condition leaves out is not there, and what it lets in is.
mod conditions {
    use super::pure;

    both! {
        pub struct Form;

        impl Form {
            pub fn field(&self, #[cfg(any())] text: u8, #[cfg(all())] text: u32) -> u32 {
                text + 1
            }
        }

        pub fn arms(x: u32) -> u32 {
            match x {
                #[cfg(any())]
                x => x + 1,
                #[cfg(all())]
                x => x + 2,
            }
        }
    }

    #[test]
    fn works() {
        assert_eq!(marked::Form.field(1), unmarked::Form.field(1));
        assert_eq!(marked::arms(1), unmarked::arms(1));
    }
}

/// What a format string takes from where it stands.
mod names_in_formats {
    use std::fmt;

    use super::pure;

    both! {
        pub struct Shown(pub u32);

        impl fmt::Display for Shown {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "<{}>", self.0)
            }
        }

        impl Shown {
            pub fn twice(&self) -> String {
                format!("{self} {self:>5}")
            }
        }

        pub fn raw(r#type: u32, width: usize) -> String {
            format!("{type:width$}{type:?}")
        }
    }

    #[test]
    fn works() {
        assert_eq!(marked::Shown(7).twice(), unmarked::Shown(7).twice());
        assert_eq!(marked::raw(7, 4), unmarked::raw(7, 4));
    }
}

/// Functions of std, called and handed on.
mod functions_of_std {
    use std::cmp::{self, max};
    use std::convert::identity;
    use std::mem;

    use super::pure;

    both! {
        #[allow(clippy::map_identity, reason = "it is the function that is handed on")]
        pub fn some(list: &[u32]) -> (Vec<u32>, u32, u32) {
            let mut list: Vec<u32> = list.iter().copied().map(identity).collect();
            let most = list.iter().copied().fold(0, max);
            let mut taken = mem::take(&mut list);
            let mut more = vec![cmp::min(most, 2), identity(7)];
            mem::swap(&mut taken, &mut more);
            let pick: fn(u32, u32) -> u32 = cmp::max;
            (taken, most, pick(most, 3))
        }
    }

    #[test]
    fn works() {
        assert_eq!(marked::some(&[4, 9, 1]), unmarked::some(&[4, 9, 1]));
    }
}

/// A twin hands on what it is given, whatever its parameters are called and its types can't tell.
mod twins {
    use std::mem::size_of;

    use super::pure;

    both! {
        pub trait Monoid {
            fn zero() -> Self;
            fn plus(&self, other: &Self) -> Self;
        }

        impl Monoid for u32 {
            fn zero() -> u32 {
                0
            }
            fn plus(&self, other: &u32) -> u32 {
                self + other
            }
        }

        pub fn sum<M: Monoid>(list: &[M]) -> M {
            list.iter().fold(M::zero(), |sum, one| sum.plus(one))
        }

        pub fn fee(fee: u32) -> u32 {
            fee + 1
        }

        pub fn size<T>() -> usize {
            size_of::<T>()
        }

        pub struct List(pub Vec<u32>);

        impl List {
            pub fn chunks<const N: usize>(&self) -> usize {
                self.0.chunks(N).count()
            }
        }

        pub fn all() -> (u32, u32, usize, usize) {
            (sum(&[1, 2]), fee(2), size::<u16>(), List(vec![1, 2, 3]).chunks::<2>())
        }
    }

    #[test]
    fn works() {
        assert_eq!(marked::all(), unmarked::all());
    }
}

/// A closure may call what only reads, though another method of that name changes something.
mod captured {
    use std::cmp::Ordering;

    use super::pure;

    both! {
        pub struct Book(pub Vec<u32>);

        impl Book {
            fn entry(&self, i: usize) -> Option<u32> {
                self.0.get(i).copied()
            }
            pub fn entries(&self, list: &[usize]) -> Vec<u32> {
                list.iter().filter_map(|i| self.entry(*i)).collect()
            }
        }

        pub fn letters(template: &str, names: &[&str]) -> Vec<String> {
            names.iter().map(|name| template.replace("{}", name)).collect()
        }

        pub fn sorted(order: Ordering, list: &mut [u32]) {
            list.sort_by(|a, b| a.cmp(b).then_with(|| order.reverse()));
        }
    }

    #[test]
    fn works() {
        assert_eq!(
            marked::Book(vec![7, 8]).entries(&[1, 2]),
            unmarked::Book(vec![7, 8]).entries(&[1, 2])
        );
        assert_eq!(
            marked::letters("to {}", &["A"]),
            unmarked::letters("to {}", &["A"])
        );
        let (mut one, mut other) = ([2, 1], [2, 1]);
        marked::sorted(Ordering::Less, &mut one);
        unmarked::sorted(Ordering::Less, &mut other);
        assert_eq!(one, other);
    }
}
