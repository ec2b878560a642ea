//! What the others are measured against: tokio by hand. A task, an mpsc of an enum, a oneshot.

use std::sync::Arc;

use tokio::sync::{Mutex, Notify, mpsc, oneshot};
use tokio::task::JoinHandle;

use super::missing::Missing;
use super::{
    Arrivals, CAPACITY, Contender, Counter, Crowd, Dynamic, Fragile, Group, Hub, Latch, Ring,
};

pub(crate) struct Raw;

impl Contender for Raw {
    const NAME: &'static str = "raw";
    type Bounded = Bounded;
    type Unbounded = Unbounded;
    type Crowd = Idle;
    type Ring = Node;
    type Fragile = Restarted;
    type Hub = Center;
    type Dynamic = Children;
    type Group = All;
    type Deep = Deep;
    type Tower = Missing;
}

pub(crate) enum Message {
    Add(u64),
    Get(u64, oneshot::Sender<u64>),
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

async fn count(mut messages: mpsc::Receiver<Message>) {
    let mut sum = 0;
    while let Some(message) = messages.recv().await {
        handle(&mut sum, message);
    }
}

async fn ask(to: &mpsc::Sender<Message>, n: u64) -> u64 {
    let (reply, answer) = oneshot::channel();
    let _ = to.send(Message::Get(n, reply)).await;
    answer.await.unwrap_or_default()
}

/// Sends with back-pressure.
#[derive(Clone)]
pub(crate) struct Bounded(mpsc::Sender<Message>);

impl Counter for Bounded {
    async fn start() -> Self {
        let (sender, messages) = mpsc::channel(CAPACITY);
        tokio::spawn(count(messages));
        Self(sender)
    }

    async fn add(&self, n: u64) {
        let _ = self.0.send(Message::Add(n)).await;
    }

    async fn get(&self, n: u64) -> u64 {
        ask(&self.0, n).await
    }
}

/// Sends without.
#[derive(Clone)]
pub(crate) struct Unbounded(mpsc::UnboundedSender<Message>);

impl Counter for Unbounded {
    async fn start() -> Self {
        let (sender, mut messages) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut sum = 0;
            while let Some(message) = messages.recv().await {
                handle(&mut sum, message);
            }
        });
        Self(sender)
    }

    async fn add(&self, n: u64) {
        let _ = self.0.send(Message::Add(n));
    }

    async fn get(&self, n: u64) -> u64 {
        let (reply, answer) = oneshot::channel();
        let _ = self.0.send(Message::Get(n, reply));
        answer.await.unwrap_or_default()
    }
}

/// The same, but receives many at once.
pub(crate) struct Many;

impl Contender for Many {
    const NAME: &'static str = "raw-many";
    type Bounded = Bounded;
    type Unbounded = UnboundedMany;
    type Crowd = Idle;
    type Ring = Node;
    type Fragile = Restarted;
    type Hub = Center;
    type Dynamic = Children;
    type Group = All;
    type Deep = Deep;
    type Tower = Missing;
}

#[derive(Clone)]
pub(crate) struct UnboundedMany(Unbounded);

impl Counter for UnboundedMany {
    async fn start() -> Self {
        let (sender, mut messages) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let (mut sum, mut batch) = (0, Vec::with_capacity(64));
            while messages.recv_many(&mut batch, 64).await > 0 {
                for message in batch.drain(..) {
                    handle(&mut sum, message);
                }
            }
        });
        Self(Unbounded(sender))
    }

    async fn add(&self, n: u64) {
        self.0.add(n).await;
    }

    async fn get(&self, n: u64) -> u64 {
        self.0.get(n).await
    }
}

/// Tasks that end when their senders are dropped.
pub(crate) struct Idle(Vec<(mpsc::Sender<Message>, JoinHandle<()>)>);

impl Crowd for Idle {
    async fn start(size: usize) -> Self {
        let up = Latch::new(size);
        let one = |_| {
            let (sender, messages) = mpsc::channel(CAPACITY);
            let up = Arc::clone(&up);
            let task = tokio::spawn(async move {
                up.count_down();
                drop(up);
                count(messages).await;
            });
            (sender, task)
        };
        let idle = (0..size).map(one).collect();
        up.opened().await;
        Self(idle)
    }

    async fn answers(&self) -> bool {
        match self.0.last() {
            Some((last, _)) => ask(last, 1).await == 1,
            None => true,
        }
    }

    async fn stop(self) {
        let (senders, tasks): (Vec<_>, Vec<_>) = self.0.into_iter().unzip();
        drop(senders);
        for task in tasks {
            let _ = task.await;
        }
    }
}

pub(crate) struct Node(mpsc::UnboundedSender<u64>);

impl Ring for Node {
    async fn start(size: usize, home: &Arc<Arrivals>) -> Self {
        let (senders, receivers): (Vec<_>, Vec<_>) =
            (0..size).map(|_| mpsc::unbounded_channel()).unzip();
        for (index, incoming) in receivers.into_iter().enumerate() {
            let next = senders[(index + 1) % size].clone();
            tokio::spawn(pass(incoming, next, Arc::clone(home)));
        }
        Self(senders[0].clone())
    }

    async fn hop(&self, left: u64) {
        let _ = self.0.send(left);
    }
}

async fn pass(
    mut incoming: mpsc::UnboundedReceiver<u64>,
    next: mpsc::UnboundedSender<u64>,
    home: Arc<Arrivals>,
) {
    while let Some(left) = incoming.recv().await {
        if left == 0 {
            home.arrive();
        } else {
            let _ = next.send(left - 1);
        }
    }
}

enum Order {
    Crash,
    Get(oneshot::Sender<u64>),
}

/// A task that another one starts again. The receiver stands in a lock that both have, so that the
/// address and the queue stay.
pub(crate) struct Restarted(mpsc::Sender<Order>);

impl Fragile for Restarted {
    async fn start() -> Self {
        let (sender, receiver) = mpsc::channel(CAPACITY);
        let receiver = Arc::new(Mutex::new(receiver));
        tokio::spawn(async move {
            loop {
                let receiver = Arc::clone(&receiver);
                let run = tokio::spawn(async move {
                    let mut receiver = receiver.lock().await;
                    while let Some(order) = receiver.recv().await {
                        match order {
                            Order::Crash => panic!("told to"),
                            Order::Get(reply) => drop(reply.send(1)),
                        }
                    }
                });
                if run.await.is_ok() {
                    return;
                }
            }
        });
        Self(sender)
    }

    async fn crash(&self) {
        let _ = self.0.send(Order::Crash).await;
    }

    async fn get(&self) -> Option<u64> {
        let (reply, answer) = oneshot::channel();
        self.0.send(Order::Get(reply)).await.ok()?;
        answer.await.ok()
    }
}

pub(crate) struct Center(mpsc::Sender<()>);

impl Hub for Center {
    async fn start(leaves: usize, rounds: u64, latch: &Arc<Latch>) -> Self {
        let leaf = |_| {
            let (sender, mut messages) = mpsc::channel::<u64>(CAPACITY);
            let latch = Arc::clone(latch);
            tokio::spawn(async move {
                let mut sum = 0;
                while let Some(n) = messages.recv().await {
                    sum += n;
                    if sum == rounds {
                        latch.count_down();
                    }
                }
            });
            sender
        };
        let leaves: Vec<_> = (0..leaves).map(leaf).collect();
        let (center, mut messages) = mpsc::channel(CAPACITY);
        tokio::spawn(async move {
            while let Some(()) = messages.recv().await {
                for leaf in &leaves {
                    let _ = leaf.send(1).await;
                }
            }
        });
        Self(center)
    }

    async fn round(&self) {
        let _ = self.0.send(()).await;
    }
}

/// No supervisor: each child is a task that says when it is up.
#[derive(Clone)]
pub(crate) struct Children;

impl Dynamic for Children {
    type Child = (mpsc::Sender<Message>, JoinHandle<()>);

    async fn start() -> Self {
        Self
    }

    async fn child(&self) -> Self::Child {
        let (sender, messages) = mpsc::channel(CAPACITY);
        let (up, is_up) = oneshot::channel();
        let task = tokio::spawn(async move {
            let _ = up.send(());
            count(messages).await;
        });
        let _ = is_up.await;
        (sender, task)
    }

    async fn answers(&self, child: &Self::Child) -> bool {
        ask(&child.0, 1).await == 1
    }

    async fn stop_child(&self, (sender, task): Self::Child) -> bool {
        drop(sender);
        task.await.is_ok()
    }

    async fn stop(self, children: Vec<Self::Child>) {
        Idle(children).stop().await;
    }
}

/// A task that stops all the others and starts them again when one of them panics.
pub(crate) struct All(mpsc::Sender<()>);

impl Group for All {
    async fn start(children: usize, inits: &Arc<Arrivals>) -> Self {
        let (crash, mut crashes) = mpsc::channel::<()>(CAPACITY);
        let inits = Arc::clone(inits);
        tokio::spawn(async move {
            loop {
                let mut tasks = Vec::new();
                for _ in 0..children {
                    let (sender, mut messages) = mpsc::channel::<()>(CAPACITY);
                    let (up, is_up) = oneshot::channel();
                    let inits = Arc::clone(&inits);
                    let task = tokio::spawn(async move {
                        inits.arrive();
                        let _ = up.send(());
                        if messages.recv().await.is_some() {
                            panic!("told to");
                        }
                    });
                    let _ = is_up.await;
                    tasks.push((sender, task));
                }
                if crashes.recv().await.is_none() {
                    return;
                }
                // The one in the middle dies, the others are stopped one after another.
                let (sender, task) = tasks.swap_remove(children / 2);
                let _ = sender.send(()).await;
                let _ = task.await;
                for (sender, task) in tasks.into_iter().rev() {
                    drop(sender);
                    let _ = task.await;
                }
            }
        });
        Self(crash)
    }

    async fn crash(&self) {
        let _ = self.0.send(()).await;
    }
}

enum Task {
    Message(Message),
    Hold(Arc<Notify>),
}

pub(crate) struct Deep(mpsc::UnboundedSender<Task>);

impl super::Deep for Deep {
    async fn start() -> Self {
        let (sender, mut tasks) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut sum = 0;
            while let Some(task) = tasks.recv().await {
                match task {
                    Task::Message(message) => handle(&mut sum, message),
                    Task::Hold(until) => until.notified().await,
                }
            }
        });
        Self(sender)
    }

    async fn hold(&self, until: Arc<Notify>) {
        let _ = self.0.send(Task::Hold(until));
    }

    async fn add(&self, n: u64) {
        let _ = self.0.send(Task::Message(Message::Add(n)));
    }

    async fn get(&self) -> u64 {
        let (reply, answer) = oneshot::channel();
        let _ = self.0.send(Task::Message(Message::Get(0, reply)));
        answer.await.unwrap_or_default()
    }
}
