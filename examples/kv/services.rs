//! What every session needs of the rest of the server.

use std::sync::Arc;

use supervise::prelude::*;
use supervise::{ByKey, DynamicRef, PoolRef};

use super::admin::AdminRef;
use super::op::{Op, Query, crashed};
use super::plan::Plan;
use super::reply::Reply;
use super::session::Session;
use super::setup::Setup;
use super::stats::StatsRef;
use super::store::{Store, StoreRef};

#[derive(Clone, Debug)]
pub struct Services {
    pub setup: Setup,
    pub stats: StatsRef,
    pub stores: PoolRef<Store, ByKey>,
    pub admin: AdminRef,
    pub sessions: DynamicRef<Session>,
}

impl Services {
    pub fn plan(&self) -> Plan {
        Plan::new(self.stores.len())
    }

    /// Plans a query: each of its parts goes to the store that has the key.
    pub fn add(&self, query: Query, plan: &mut Plan) {
        plan.add(query, |key| self.stores.index_of(key));
    }

    /// How many clients there are.
    pub fn clients(&self) -> usize {
        self.sessions.len()
    }

    /// Asks the stores, all at the same time, and gives the replies in the order of the queries.
    pub async fn ask(&self, mut plan: Plan) -> impl Iterator<Item = Reply> + use<> {
        let batches = plan.take_batches().into_iter().map(Arc::<[Op]>::from);
        let mut asked = Vec::with_capacity(self.stores.len());
        for (store, ops) in self.stores.iter().zip(batches) {
            let pending = if ops.is_empty() {
                None
            } else {
                Some(store.run(Arc::clone(&ops)).begin().await)
            };
            asked.push((store, ops, pending));
        }
        let mut answers = Vec::with_capacity(asked.len());
        for (store, ops, pending) in asked {
            answers.push(match pending {
                None => Vec::new(),
                Some(Ok(pending)) => answer(store, &ops, pending.await).await,
                Some(Err(error)) => answer(store, &ops, Err(error)).await,
            });
        }
        plan.replies(answers)
    }
}

/// The answers of one store, or an error for each question.
async fn answer(
    store: &StoreRef,
    ops: &Arc<[Op]>,
    mut answers: Result<Vec<Reply>, CallError>,
) -> Vec<Reply> {
    // These were in the store's mailbox when it crashed: it never saw them, so they can't be done twice.
    while let Err(CallError::Restarted) = answers {
        answers = store.run(Arc::clone(ops)).await;
    }
    // Others may have been done or not, which the client has to be told.
    answers.unwrap_or_else(|_| vec![crashed(); ops.len()])
}
