//! Declarations in which types and handles mention each other in circles. What the macros ask about
//! those types must not go round in them.

use supervise::prelude::*;
use supervise::{DynamicRef, PoolRef, RoundRobin};

struct Counter {
    shop: Option<ShopRef>,
    own: Option<CounterRef>,
}

#[managed_process]
impl Counter {
    #[call]
    fn knows(&self, shop: ShopRef, own: CounterRef) -> (ShopRef, bool) {
        let known = self.own == Some(own) && self.shop.is_none();
        (shop, known)
    }
}

struct Worker {
    all: Option<DynamicRef<Worker>>,
    pool: Option<PoolRef<Worker, RoundRobin>>,
    counters: Option<CountersRef>,
}

#[managed_process]
impl Worker {
    #[call]
    fn all(&self) -> Option<DynamicRef<Worker>> {
        let alone = self.pool.is_none() && self.counters.is_none();
        self.all.clone().filter(|_| alone)
    }
}

struct Cache<T> {
    cached: Option<T>,
}

#[managed_process]
impl<T: Clone + Send + Sync + 'static> Cache<T> {
    #[call]
    fn get(&self) -> Option<T> {
        self.cached.clone()
    }
}

supervision_tree! {
    Counters(first: CounterRef) {
        second: Counter { shop: None, own: Some(first) },
    }

    Shop() {
        counter: Counter { shop: None, own: None },
        workers: dynamic Worker { max_children: 2 },
        pool: pool Worker { all: Some(workers), pool: None, counters: None } { size: 2 },
        inner: supervisor {
            counters: tree Counters(counter),
            shops: Cache<ShopRef> { cached: None },
        },
    }
}

#[tokio::test]
async fn circles_of_types_are_no_circles_of_questions() {
    let shop = Shop::start().await.expect("it starts");
    let counter = shop.counter().clone();
    let second = shop.inner().counters().second();
    let handle: ShopRef = (*shop).clone();
    let (_, known) = second.knows(handle, counter).await.expect("it replies");
    assert!(known);
    let cached = shop.inner().shops().get().await.expect("it replies");
    assert!(cached.is_none());
    assert!(shop.shutdown().await.is_orderly());
}
