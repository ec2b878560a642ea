//! Programs about iterators and slices.

mod adaptors {
    use supervise::pure;

    #[pure]
    pub fn pairs(list: &[u32]) -> Vec<(u32, u32)> {
        list.iter()
            .copied()
            .zip(list.iter().skip(1).copied())
            .collect()
    }

    #[pure]
    pub fn running(list: &[i64]) -> Vec<i64> {
        list.iter()
            .scan(0, |sum, n| {
                *sum += n;
                Some(*sum)
            })
            .collect()
    }

    #[pure]
    pub fn halves(list: Vec<i32>) -> (Vec<i32>, Vec<i32>) {
        list.into_iter().partition(|n| n % 2 == 0)
    }

    #[pure]
    pub fn until_zero(list: &[u8]) -> Vec<u8> {
        list.iter()
            .map_while(|n| if *n == 0 { None } else { Some(n * 2) })
            .collect()
    }

    #[pure]
    pub fn product(list: &[&str]) -> Result<u64, std::num::ParseIntError> {
        list.iter().map(|text| text.parse::<u64>()).product()
    }

    #[pure]
    pub fn powers() -> Vec<u32> {
        std::iter::successors(Some(1_u32), |n| n.checked_mul(10)).collect()
    }

    #[pure]
    pub fn deepest(list: &[Vec<Vec<u8>>]) -> Vec<u8> {
        let mut all: Vec<u8> = list.iter().flatten().flatten().cloned().collect();
        all.sort_by(|a, b| b.cmp(a));
        all.dedup_by_key(|n| *n / 10);
        all
    }

    #[pure]
    pub fn ends(list: &[u8]) -> Option<(u8, u8)> {
        let mut iter = list.iter().rev().take_while(|n| **n > 0);
        let last = iter.next()?;
        let first = iter.last().unwrap_or(last);
        Some((*first, *last))
    }

    #[test]
    fn works() {
        assert_eq!(pairs(&[1, 2, 3]), [(1, 2), (2, 3)]);
        assert_eq!(running(&[1, 2, 3]), [1, 3, 6]);
        assert_eq!(halves(vec![1, 2, 3, 4]), (vec![2, 4], vec![1, 3]));
        assert_eq!(until_zero(&[1, 2, 0, 3]), [2, 4]);
        assert_eq!(product(&["2", "3"]), Ok(6));
        assert!(product(&["2", "x"]).is_err());
        assert_eq!(powers().len(), 10);
        assert_eq!(deepest(&[vec![vec![1, 12], vec![15]]]), [15, 1]);
        assert_eq!(ends(&[0, 3, 4]), Some((3, 4)));
    }
}

mod slices {
    use supervise::pure;

    #[pure]
    pub fn merge<T: Ord + Clone>(a: &[T], b: &[T]) -> Vec<T> {
        match (a, b) {
            ([], rest) | (rest, []) => rest.to_vec(),
            ([x, xs @ ..], [y, ..]) if x <= y => {
                let mut list = vec![x.clone()];
                list.extend(merge(xs, b));
                list
            }
            (_, [y, ys @ ..]) => {
                let mut list = vec![y.clone()];
                list.extend_from_slice(&merge(a, ys));
                list
            }
        }
    }

    #[pure]
    pub fn sorted<T: Ord + Clone>(list: &[T]) -> Vec<T> {
        if list.len() < 2 {
            return list.to_vec();
        }
        let (left, right) = list.split_at(list.len() / 2);
        merge(&sorted(left), &sorted(right))
    }

    #[pure]
    pub fn place<T: Ord>(list: &[T], value: &T) -> usize {
        list.binary_search(value).unwrap_or_else(|at| at)
    }

    #[pure]
    pub fn transposed(rows: &[[i32; 3]]) -> [Vec<i32>; 3] {
        [0, 1, 2].map(|i| rows.iter().map(|row| row[i]).collect())
    }

    #[pure]
    pub fn chunked(list: &[u8]) -> Vec<u32> {
        list.chunks(2)
            .map(|chunk| chunk.iter().map(|n| u32::from(*n)).sum())
            .collect()
    }

    #[pure]
    pub fn normalised(mut list: Vec<f32>) -> Vec<f32> {
        let most = list.iter().copied().fold(f32::MIN, f32::max);
        for n in list.iter_mut() {
            *n /= most;
        }
        list.retain(|n| *n > 0.0);
        list.rotate_left(1);
        list.reverse();
        list
    }

    #[test]
    fn works() {
        assert_eq!(sorted(&[3, 1, 2]), [1, 2, 3]);
        assert_eq!(place(&["a", "c"], &"b"), 1);
        assert_eq!(transposed(&[[1, 2, 3], [4, 5, 6]])[1], [2, 5]);
        assert_eq!(chunked(&[1, 2, 3]), [3, 3]);
        assert_eq!(normalised(vec![1.0, 2.0, 4.0]), [0.25, 1.0, 0.5]);
    }
}

mod trie {
    use std::collections::BTreeMap;
    use supervise::pure;

    #[pure]
    #[derive(Debug, Default, Clone)]
    pub struct Trie {
        ends: bool,
        children: BTreeMap<char, Trie>,
    }

    #[pure]
    impl Trie {
        pub fn insert(&mut self, word: &str) {
            let mut at = self;
            for c in word.chars() {
                at = at.children.entry(c).or_default();
            }
            at.ends = true;
        }

        fn find(&self, prefix: &str) -> Option<&Trie> {
            prefix.chars().try_fold(self, |at, c| at.children.get(&c))
        }

        fn collect(&self, prefix: String, words: &mut Vec<String>) {
            if self.ends {
                words.push(prefix.clone());
            }
            for (c, child) in &self.children {
                child.collect(format!("{prefix}{c}"), words);
            }
        }

        pub fn with_prefix(&self, prefix: &str) -> Vec<String> {
            let mut words = Vec::new();
            if let Some(at) = self.find(prefix) {
                at.collect(prefix.to_string(), &mut words);
            }
            words
        }
    }

    #[test]
    fn works() {
        let mut trie = Trie::default();
        for word in ["car", "cart", "dog"] {
            trie.insert(word);
        }
        assert_eq!(trie.with_prefix("ca"), ["car", "cart"]);
        assert!(trie.with_prefix("x").is_empty());
    }
}

mod tree {
    use std::fmt::Debug;
    use supervise::pure;

    #[pure]
    #[derive(Debug, Clone, PartialEq)]
    pub enum Tree<T> {
        Leaf,
        Node(Box<Tree<T>>, T, Box<Tree<T>>),
    }

    #[pure]
    impl<T: Ord + Clone + Debug> Tree<T> {
        pub fn insert(self, value: T) -> Self {
            match self {
                Tree::Leaf => Tree::Node(Box::new(Tree::Leaf), value, Box::new(Tree::Leaf)),
                Tree::Node(left, here, right) if value < here => {
                    Tree::Node(Box::new(left.insert(value)), here, right)
                }
                Tree::Node(left, here, right) if value > here => {
                    Tree::Node(left, here, Box::new(right.insert(value)))
                }
                same => same,
            }
        }

        pub fn depth(&self) -> usize {
            match self {
                Self::Leaf => 0,
                Self::Node(left, _, right) => 1 + left.depth().max(right.depth()),
            }
        }

        pub fn list(&self) -> Vec<T> {
            match self {
                Self::Leaf => vec![],
                Self::Node(left, here, right) => {
                    let mut list = left.list();
                    list.push(here.clone());
                    list.append(&mut right.list());
                    list
                }
            }
        }
    }

    #[pure]
    impl<T: Ord + Clone + Debug> FromIterator<T> for Tree<T> {
        fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
            iter.into_iter().fold(Tree::Leaf, Tree::insert)
        }
    }

    #[pure]
    pub fn sorted(list: Vec<i32>) -> Vec<i32> {
        list.into_iter().collect::<Tree<i32>>().list()
    }

    #[test]
    fn works() {
        assert_eq!(sorted(vec![3, 1, 2, 3]), [1, 2, 3]);
        let tree: Tree<u8> = [1, 2, 3].into_iter().collect();
        assert_eq!(tree.depth(), 3);
    }
}

mod linked {
    use std::rc::Rc;
    use supervise::pure;

    /// A list that shares its tail.
    #[pure]
    #[derive(Debug, Clone)]
    pub enum List<T> {
        Nil,
        Cons(T, Rc<List<T>>),
    }

    #[pure]
    #[derive(Debug)]
    pub struct Iter<'a, T>(&'a List<T>);

    #[pure]
    impl<T> List<T> {
        pub fn pushed(self: &Rc<Self>, value: T) -> Rc<Self> {
            Rc::new(List::Cons(value, Rc::clone(self)))
        }

        pub fn iter(&self) -> Iter<'_, T> {
            Iter(self)
        }
    }

    #[pure]
    impl<'a, T> Iterator for Iter<'a, T> {
        type Item = &'a T;

        fn next(&mut self) -> Option<&'a T> {
            match self.0 {
                List::Nil => None,
                List::Cons(value, rest) => {
                    self.0 = rest;
                    Some(value)
                }
            }
        }
    }

    #[pure]
    pub fn total(list: &List<u32>) -> u32 {
        list.iter().sum()
    }

    #[test]
    fn works() {
        let list = Rc::new(List::Nil).pushed(1).pushed(2);
        let other = list.pushed(5);
        assert_eq!((total(&list), total(&other)), (3, 8));
    }
}
