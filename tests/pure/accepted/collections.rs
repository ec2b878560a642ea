//! Programs about collections and iterators.

mod topological {
    use std::collections::{BTreeMap, BTreeSet, VecDeque};
    use supervise::pure;

    #[pure]
    pub fn order(edges: &[(u32, u32)]) -> Result<Vec<u32>, BTreeSet<u32>> {
        let mut incoming: BTreeMap<u32, usize> = BTreeMap::new();
        let mut outgoing: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &(from, to) in edges {
            incoming.entry(from).or_default();
            *incoming.entry(to).or_default() += 1;
            outgoing.entry(from).or_default().push(to);
        }
        let mut ready: VecDeque<u32> = incoming
            .iter()
            .filter_map(|(node, count)| (*count == 0).then_some(*node))
            .collect();
        let mut order = Vec::with_capacity(incoming.len());
        while let Some(node) = ready.pop_front() {
            order.push(node);
            incoming.remove(&node);
            for next in outgoing.remove(&node).into_iter().flatten() {
                if let Some(count) = incoming.get_mut(&next) {
                    *count -= 1;
                    if *count == 0 {
                        ready.push_back(next);
                    }
                }
            }
        }
        if incoming.is_empty() {
            Ok(order)
        } else {
            Err(incoming.into_keys().collect())
        }
    }

    #[test]
    fn works() {
        assert_eq!(order(&[(1, 2), (2, 3), (1, 3)]), Ok(vec![1, 2, 3]));
        assert_eq!(order(&[(1, 2), (2, 1)]), Err(BTreeSet::from([1, 2])));
    }
}

mod dijkstra {
    use std::cmp::Reverse;
    use std::collections::{BinaryHeap, HashMap};
    use supervise::pure;

    type Graph = HashMap<u32, Vec<(u32, u64)>>;

    #[pure]
    pub fn shortest(graph: &Graph, from: u32, to: u32) -> Option<u64> {
        let mut best: HashMap<u32, u64> = HashMap::new();
        let mut heap = BinaryHeap::from([Reverse((0, from))]);
        while let Some(Reverse((cost, node))) = heap.pop() {
            if node == to {
                return Some(cost);
            }
            if best.get(&node).is_some_and(|known| *known <= cost) {
                continue;
            }
            best.insert(node, cost);
            for &(next, weight) in graph.get(&node).map(Vec::as_slice).unwrap_or(&[]) {
                heap.push(Reverse((cost + weight, next)));
            }
        }
        None
    }

    #[test]
    fn works() {
        let graph = HashMap::from([(1, vec![(2, 5), (3, 1)]), (3, vec![(2, 1)])]);
        assert_eq!(shortest(&graph, 1, 2), Some(2));
        assert_eq!(shortest(&graph, 2, 1), None);
    }
}

mod least_recently_used {
    use std::collections::{HashMap, VecDeque};
    use std::hash::Hash;
    use supervise::pure;

    #[pure]
    #[derive(Clone, Debug)]
    pub struct Cache<K, V> {
        limit: usize,
        values: HashMap<K, V>,
        used: VecDeque<K>,
    }

    #[pure]
    impl<K: Hash + Eq + Clone, V> Cache<K, V> {
        pub fn new(limit: usize) -> Self {
            Self {
                limit,
                values: HashMap::new(),
                used: VecDeque::new(),
            }
        }

        pub fn get(&mut self, key: &K) -> Option<&V> {
            if let Some(at) = self.used.iter().position(|used| used == key)
                && let Some(key) = self.used.remove(at)
            {
                self.used.push_back(key);
            }
            self.values.get(key)
        }

        pub fn put(&mut self, key: K, value: V) {
            if self.values.insert(key.clone(), value).is_none() {
                self.used.push_back(key);
            }
            if self.values.len() > self.limit
                && let Some(oldest) = self.used.pop_front()
            {
                self.values.remove(&oldest);
            }
        }
    }

    #[test]
    fn works() {
        let mut cache = Cache::new(2);
        cache.put("a", 1);
        cache.put("b", 2);
        assert_eq!(cache.get(&"a"), Some(&1));
        cache.put("c", 3);
        assert_eq!(cache.get(&"b"), None);
        assert_eq!(cache.get(&"c"), Some(&3));
    }
}

mod union_find {
    use supervise::pure;

    #[pure]
    #[derive(Clone, Debug)]
    pub struct Sets {
        parents: Vec<usize>,
    }

    #[pure]
    impl Sets {
        pub fn new(count: usize) -> Self {
            Self {
                parents: (0..count).collect(),
            }
        }

        fn root(&mut self, mut at: usize) -> usize {
            while self.parents[at] != at {
                self.parents[at] = self.parents[self.parents[at]];
                at = self.parents[at];
            }
            at
        }

        pub fn union(&mut self, a: usize, b: usize) -> bool {
            let (a, b) = (self.root(a), self.root(b));
            self.parents[a] = b;
            a != b
        }

        pub fn count(&mut self) -> usize {
            let mut roots: Vec<usize> = Vec::new();
            for i in 0..self.parents.len() {
                roots.push(self.root(i));
            }
            roots.sort_unstable();
            roots.dedup();
            roots.len()
        }
    }

    #[test]
    fn works() {
        let mut sets = Sets::new(5);
        assert!(sets.union(0, 1));
        assert!(sets.union(1, 2));
        assert!(!sets.union(0, 2));
        assert_eq!(sets.count(), 3);
    }
}

mod inventory {
    use std::collections::BTreeMap;
    use std::collections::btree_map::Entry;
    use supervise::pure;

    #[pure]
    #[derive(Debug, Default, Clone, PartialEq)]
    pub struct Stock(BTreeMap<String, u32>);

    #[pure]
    #[derive(Debug, PartialEq)]
    pub enum Shortage {
        Unknown(String),
        Short { item: String, missing: u32 },
    }

    #[pure]
    impl Stock {
        pub fn put(mut self, item: &str, count: u32) -> Self {
            self.0
                .entry(item.to_owned())
                .and_modify(|held| *held += count)
                .or_insert(count);
            self
        }

        pub fn take(mut self, item: &str, count: u32) -> Result<Self, Shortage> {
            match self.0.entry(item.to_owned()) {
                Entry::Vacant(entry) => return Err(Shortage::Unknown(entry.into_key())),
                Entry::Occupied(mut entry) => {
                    let held = *entry.get();
                    match held.checked_sub(count) {
                        Some(0) => {
                            entry.remove();
                        }
                        Some(left) => {
                            entry.insert(left);
                        }
                        None => {
                            let missing = count - held;
                            let item = entry.key().clone();
                            return Err(Shortage::Short { item, missing });
                        }
                    }
                }
            }
            Ok(self)
        }

        pub fn between<'a>(&'a self, from: &str, to: &str) -> Vec<(&'a str, u32)> {
            self.0
                .range(from.to_owned()..=to.to_owned())
                .map(|(item, count)| (item.as_str(), *count))
                .collect()
        }
    }

    #[test]
    fn works() {
        let stock = Stock::default().put("nut", 3).put("bolt", 2).put("nut", 1);
        assert_eq!(stock.between("a", "c"), [("bolt", 2)]);
        let stock = stock.take("bolt", 2).unwrap();
        assert_eq!(
            stock.clone().take("nut", 9),
            Err(Shortage::Short {
                item: "nut".into(),
                missing: 5
            })
        );
        assert_eq!(stock.take("bolt", 1), Err(Shortage::Unknown("bolt".into())));
    }
}

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

mod sets {
    use std::collections::{BTreeSet, HashSet};
    use supervise::pure;

    #[pure]
    pub fn common(a: &BTreeSet<u8>, b: &BTreeSet<u8>) -> BTreeSet<u8> {
        a.intersection(b).copied().collect()
    }

    #[pure]
    pub fn either(a: &BTreeSet<u8>, b: &BTreeSet<u8>) -> BTreeSet<u8> {
        &(a | b) - &common(a, b)
    }

    #[pure]
    pub fn without_repeats(list: &[String]) -> Vec<&str> {
        let mut seen = HashSet::new();
        let mut kept = Vec::new();
        for text in list {
            if seen.insert(text.as_str()) {
                kept.push(&text[..]);
            }
        }
        kept
    }

    #[pure]
    pub fn first_above(set: &BTreeSet<u8>, n: u8) -> Option<u8> {
        set.range(n + 1..).next().copied()
    }

    #[test]
    fn works() {
        let (a, b) = (BTreeSet::from([1, 2]), BTreeSet::from([2, 3]));
        assert_eq!(common(&a, &b), BTreeSet::from([2]));
        assert_eq!(either(&a, &b), BTreeSet::from([1, 3]));
        let list = ["x", "y", "x"].map(String::from);
        assert_eq!(without_repeats(&list), ["x", "y"]);
        assert_eq!(first_above(&b, 2), Some(3));
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
