//! The process behind `CRASH` and `TREE`.

use supervise::prelude::*;
use supervise::{ByKey, PoolRef};

use super::error::Error;
use super::expiry::ExpiryRef;
use super::fuse::Fuses;
use super::stats::StatsRef;
use super::store::Store;
use super::tree;

#[derive(Debug)]
pub struct Admin {
    fuses: Fuses,
    stats: StatsRef,
    stores: PoolRef<Store, ByKey>,
    expiry: ExpiryRef,
}

#[managed_process]
impl Admin {
    #[init]
    pub fn start(
        fuses: Fuses,
        stats: StatsRef,
        stores: PoolRef<Store, ByKey>,
        expiry: ExpiryRef,
    ) -> Self {
        Self {
            fuses,
            stats,
            stores,
            expiry,
        }
    }

    /// The tree as it is now, line by line.
    #[call]
    pub fn tree(&self, cx: &mut Cx<Self>) -> Vec<String> {
        let tree = cx.tree();
        tree.map_or_else(Vec::new, |tree| tree::lines(&tree.snapshot()))
    }

    /// Makes a child panic, named as in the tree; a store, if so wished, in the middle of its next work.
    #[call]
    pub async fn crash(
        &mut self,
        path: String,
        midway: bool,
        cx: &mut Cx<Self>,
    ) -> Result<(), Error> {
        let store = path
            .strip_prefix("stores.")
            .and_then(|number| number.parse().ok());
        let store = store.and_then(|number: usize| self.stores.get(number));
        let sent = match (path.as_str(), store) {
            (_, Some(store)) if midway => store.crash_midway().await.is_ok(),
            (_, Some(store)) => store.crash().await.is_ok(),
            ("stats", _) => self.stats.crash().await.is_ok(),
            ("expiry", _) => self.expiry.crash().await.is_ok(),
            // After the reply.
            ("admin", _) => cx.me().fall().try_send().is_ok(),
            _ if self.fuses.blow(&path) => true,
            _ => return Err(Error::NoSuchChild(path)),
        };
        if sent {
            Ok(())
        } else {
            Err(Error::Unavailable("the child"))
        }
    }

    #[cast]
    fn fall(&mut self) {
        panic!("admin was asked to crash");
    }
}
