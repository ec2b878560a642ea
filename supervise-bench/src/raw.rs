//! What `supervise` is measured against: tokio by hand. A task, an mpsc of an enum, a oneshot.

use tokio::sync::{mpsc, oneshot};

pub(crate) enum Message {
    Add(u64),
    Get(u64, oneshot::Sender<u64>),
}

/// Sends with back-pressure.
#[derive(Clone)]
pub(crate) struct Bounded(pub(crate) mpsc::Sender<Message>);

/// Sends without.
#[derive(Clone)]
pub(crate) struct Unbounded(pub(crate) mpsc::UnboundedSender<Message>);

pub(crate) fn bounded(capacity: usize) -> Bounded {
    let (sender, mut receiver) = mpsc::channel(capacity);
    tokio::spawn(async move {
        let mut sum = 0;
        while let Some(message) = receiver.recv().await {
            handle(&mut sum, message);
        }
    });
    Bounded(sender)
}

pub(crate) fn unbounded() -> Unbounded {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut sum = 0;
        while let Some(message) = receiver.recv().await {
            handle(&mut sum, message);
        }
    });
    Unbounded(sender)
}

fn handle(sum: &mut u64, message: Message) {
    match message {
        Message::Add(n) => *sum += n,
        Message::Get(n, reply) => {
            *sum += n;
            let _ = reply.send(*sum);
        }
    }
}

impl Bounded {
    pub(crate) async fn add(&self, n: u64) {
        let _ = self.0.send(Message::Add(n)).await;
    }

    pub(crate) async fn get(&self, n: u64) -> u64 {
        let (reply, answer) = oneshot::channel();
        let _ = self.0.send(Message::Get(n, reply)).await;
        answer.await.unwrap_or_default()
    }
}

impl Unbounded {
    pub(crate) fn add(&self, n: u64) {
        let _ = self.0.send(Message::Add(n));
    }

    pub(crate) async fn get(&self, n: u64) -> u64 {
        let (reply, answer) = oneshot::channel();
        let _ = self.0.send(Message::Get(n, reply));
        answer.await.unwrap_or_default()
    }
}
