//! Which store is asked what, for a whole pipeline at once.
//!
//! A session sends each store one message for all that a pipeline wants from it, rather than one
//! for every command. Each store answers in the order in which it was asked, so the replies can be
//! put in the order of the commands without any numbering.

use super::op::{Join, Op, Query};
use super::reply::Reply;

/// Queries that are to be answered together.
#[derive(Debug)]
pub struct Plan {
    /// What each store is asked.
    batches: Vec<Vec<Op>>,
    /// Where the answers to each query come from.
    sources: Vec<Source>,
}

#[derive(Debug)]
enum Source {
    One(usize),
    Each(Vec<usize>, Join),
    Everywhere(Join),
}

impl Plan {
    pub fn new(stores: usize) -> Self {
        Self {
            batches: vec![Vec::new(); stores],
            sources: Vec::new(),
        }
    }

    /// Adds a query behind those that are already planned.
    ///
    /// `store_of` tells which store has a key.
    pub fn add(&mut self, query: Query, store_of: impl Fn(&[u8]) -> usize) {
        let mut route = |op: Op| {
            let store = op.key().map_or(0, &store_of);
            self.batches[store].push(op);
            store
        };
        let source = match query {
            Query::One(op) => Source::One(route(op)),
            Query::Each(ops, join) => {
                let stores = ops.into_iter().map(route).collect();
                Source::Each(stores, join)
            }
            Query::Everywhere(op, join) => {
                for batch in &mut self.batches {
                    batch.push(op.clone());
                }
                Source::Everywhere(join)
            }
        };
        self.sources.push(source);
    }

    /// Takes out what each store is to be asked, so that it can be sent.
    pub fn take_batches(&mut self) -> Vec<Vec<Op>> {
        std::mem::take(&mut self.batches)
    }

    /// The replies to the queries in their order, from each store's answers in theirs.
    pub fn replies(self, answers: Vec<Vec<Reply>>) -> impl Iterator<Item = Reply> {
        let mut answers: Vec<_> = answers.into_iter().map(Vec::into_iter).collect();
        self.sources.into_iter().map(move |source| match source {
            Source::One(store) => next(&mut answers[store]),
            Source::Each(stores, join) => {
                let parts = stores.into_iter().map(|store| next(&mut answers[store]));
                join.join(parts.collect())
            }
            Source::Everywhere(join) => join.join(answers.iter_mut().map(next).collect()),
        })
    }
}

fn next(answers: &mut std::vec::IntoIter<Reply>) -> Reply {
    answers.next().unwrap_or_else(super::op::crashed)
}

#[cfg(test)]
mod tests {
    use super::super::keyspace::{Keyspace, SetOptions};
    use super::super::op::crashed;
    use super::super::reply::{array, bulk, ok};
    use super::*;

    fn store_of(key: &[u8]) -> usize {
        usize::from(key[0] % 3)
    }

    fn set(key: &'static str) -> Op {
        Op::Set(key.into(), key.into(), SetOptions::default())
    }

    fn get(key: &'static str) -> Op {
        Op::Get(key.into())
    }

    fn plan(queries: impl IntoIterator<Item = Query>) -> Plan {
        let mut plan = Plan::new(3);
        for query in queries {
            plan.add(query, store_of);
        }
        plan
    }

    fn answer(batches: Vec<Vec<Op>>) -> Vec<Vec<Reply>> {
        let one = |batch: Vec<Op>| {
            let mut keys = Keyspace::default();
            batch.iter().map(|op| op.apply(&mut keys, 0)).collect()
        };
        batches.into_iter().map(one).collect()
    }

    #[test]
    fn replies_are_in_the_order_of_the_commands() {
        let mut plan = plan([
            Query::One(get("a")),
            Query::Each(["a", "b", "c", "d"].map(set).into(), Join::Ok),
            Query::Everywhere(Op::Count, Join::Sum),
            Query::One(Op::Delete("b".into())),
            Query::Each(["d", "c", "b", "a"].map(get).into(), Join::List),
        ]);
        let answers = answer(plan.take_batches());
        let replies: Vec<_> = plan.replies(answers).collect();
        let list = array(vec![bulk("d"), bulk("c"), Reply::Null, bulk("a")]);
        let expected = [
            Reply::Null,
            ok(),
            Reply::Integer(4),
            Reply::Integer(1),
            list,
        ];
        assert_eq!(replies, expected);
    }

    #[test]
    fn a_crashed_store_spoils_only_the_commands_that_needed_it() {
        let mut plan = plan([
            Query::One(set("a")),
            Query::One(set("b")),
            Query::Each(vec![set("b"), set("a")], Join::Ok),
            Query::One(get("b")),
        ]);
        let mut answers = answer(plan.take_batches());
        answers[store_of(b"a")].fill(crashed());
        let replies: Vec<_> = plan.replies(answers).collect();
        assert_eq!(replies, [crashed(), ok(), crashed(), bulk("b")]);
    }
}
