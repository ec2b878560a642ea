//! Agents: processes that hold a value.

use std::collections::HashMap;

use supervise::prelude::*;
use supervise::{Agent, AgentRef, CallError, Child, Supervisor};

use crate::kit::{SECOND, kind, soon};

#[tokio::test(start_paused = true)]
async fn a_value_is_looked_at_and_changed() {
    let agent = Agent::spawn(vec![1]);
    agent.update(|list| list.push(2)).await.unwrap();
    agent.cast(|list| list.push(3)).await.unwrap();
    assert_eq!(agent.get(Vec::len).await.unwrap(), 3);
    let last = agent.update(Vec::pop).timeout(SECOND).await.unwrap();
    assert_eq!(last, Some(3));
    let begun = agent.get(|list| list.clone()).begin().await.unwrap();
    assert_eq!(soon(begun).await.unwrap(), [1, 2]);
    assert_eq!(agent.path().as_ref(), "Agent");
    assert_eq!(agent, agent.clone());
}

#[tokio::test(start_paused = true)]
async fn one_that_panics_ends_it() {
    let agent = Agent::spawn(0_u8);
    let told = agent.get(|_| panic!("no")).await;
    let told: Result<(), _> = told;
    assert!(matches!(&told, Err(CallError::Ended(reason)) if kind(reason) == "panic"));
    assert_eq!(kind(&soon(agent.closed()).await), "panic");
    let told = agent.update(|n| *n).await;
    assert!(matches!(told, Err(CallError::NotDelivered(_))));
}

struct Client {
    words: AgentRef<HashMap<String, u32>>,
}

#[managed_process]
impl Client {
    #[init]
    fn start(words: AgentRef<HashMap<String, u32>>) -> Self {
        Self { words }
    }

    #[call]
    async fn count(&self, word: String) -> u32 {
        let counted = self.words.update(move |words| {
            let count = words.entry(word).or_default();
            *count += 1;
            *count
        });
        counted.await.unwrap_or_default()
    }
}

supervision_tree! {
    Words(first: String) {
        strategy: rest_for_one,
        words: Agent<HashMap<String, u32>>(HashMap::from([(first.clone(), 1)])),
        client: Client(words),
    }
}

#[tokio::test(start_paused = true)]
async fn it_is_a_child_like_any_other() {
    let tree = Words::start("a".to_owned()).await.unwrap();
    assert_eq!(tree.client().count("a".to_owned()).await.unwrap(), 2);
    let restarted = tree.words().wait_restarted();
    tree.words().cast(|_| panic!("no")).await.unwrap();
    soon(restarted).await.unwrap();
    assert_eq!(tree.client().count("a".to_owned()).await.unwrap(), 2);
    tree.shutdown().await;
    // By the builder too.
    let mut top = Supervisor::new("top");
    let count = top.add(Child::<Agent<u32>>::new("count", || 5));
    let root = top.start().await.unwrap();
    assert_eq!(count.get(|n| *n).await.unwrap(), 5);
    root.shutdown().await;
}
