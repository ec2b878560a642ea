//! Programs about collections.

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
