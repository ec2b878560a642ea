//! The same with `supervise`.

use std::sync::Arc;

use supervise::prelude::*;
use supervise::{Child, DynamicRef, ExitReason, Limit, Root, Status, Strategy, Supervisor};

use tokio::sync::Notify;

use super::{Arrivals, Contender, Latch};

pub(crate) struct Supervise;

impl Contender for Supervise {
    const NAME: &'static str = "supervise";
    type Bounded = BoundedRef;
    type Unbounded = UnboundedRef;
    type Crowd = Crowd;
    type Ring = NodeRef;
    type Fragile = Fallible;
    type Hub = CenterRef;
    type Dynamic = Arc<Sessions>;
    type Group = All;
    type Deep = DeepRef;
    type Tower = Tower;
}

pub(crate) struct Bounded(u64);

#[managed_process]
impl Bounded {
    #[call]
    fn get(&mut self, n: u64) -> u64 {
        self.0 += n;
        self.0
    }

    #[cast]
    fn add(&mut self, n: u64) {
        self.0 += n;
    }
}

impl super::Counter for BoundedRef {
    async fn start() -> Self {
        Bounded(0).spawn()
    }

    async fn add(&self, n: u64) {
        let _ = BoundedRef::add(self, n).await;
    }

    async fn get(&self, n: u64) -> u64 {
        BoundedRef::get(self, n).await.unwrap_or_default()
    }
}

pub(crate) struct Unbounded(u64);

#[managed_process(mailbox = unbounded)]
impl Unbounded {
    #[call]
    fn get(&mut self, n: u64) -> u64 {
        self.0 += n;
        self.0
    }

    #[cast]
    fn add(&mut self, n: u64) {
        self.0 += n;
    }
}

impl super::Counter for UnboundedRef {
    async fn start() -> Self {
        Unbounded(0).spawn()
    }

    async fn add(&self, n: u64) {
        let _ = UnboundedRef::add(self, n).await;
    }

    async fn get(&self, n: u64) -> u64 {
        UnboundedRef::get(self, n).await.unwrap_or_default()
    }
}

/// With a pure process whose handlers take their state and give the next.
pub(crate) struct OfPure;

impl Contender for OfPure {
    const NAME: &'static str = "supervise-pure";
    type Bounded = PureRef;
    type Unbounded = PureRef;
    type Crowd = Crowd;
    type Ring = NodeRef;
    type Fragile = Fallible;
    type Hub = CenterRef;
    type Dynamic = Arc<Sessions>;
    type Group = All;
    type Deep = DeepRef;
    type Tower = Tower;
}

/// With a pure process whose handlers look at their state and make the next.
pub(crate) struct OfCopied;

impl Contender for OfCopied {
    const NAME: &'static str = "supervise-copied";
    type Bounded = CopiedRef;
    type Unbounded = CopiedRef;
    type Crowd = Crowd;
    type Ring = NodeRef;
    type Fragile = Fallible;
    type Hub = CenterRef;
    type Dynamic = Arc<Sessions>;
    type Group = All;
    type Deep = DeepRef;
    type Tower = Tower;
}

#[pure]
pub(crate) struct Pure(u64);

#[managed_process(pure)]
impl Pure {
    #[call]
    fn get(mut self, n: u64) -> Next<Self, u64> {
        self.0 += n;
        let sum = self.0;
        Next::new(self).reply(sum)
    }

    #[cast]
    fn add(mut self, n: u64) -> Self {
        self.0 += n;
        self
    }
}

impl super::Counter for PureRef {
    async fn start() -> Self {
        Pure(0).spawn()
    }

    async fn add(&self, n: u64) {
        let _ = PureRef::add(self, n).await;
    }

    async fn get(&self, n: u64) -> u64 {
        PureRef::get(self, n).await.unwrap_or_default()
    }
}

#[pure]
pub(crate) struct Copied(u64);

#[managed_process(pure)]
impl Copied {
    #[call]
    fn get(&self, n: u64) -> Next<Self, u64> {
        let sum = self.0 + n;
        Next::new(Self(sum)).reply(sum)
    }

    #[cast]
    fn add(&self, n: u64) -> Self {
        Self(self.0 + n)
    }
}

impl super::Counter for CopiedRef {
    async fn start() -> Self {
        Copied(0).spawn()
    }

    async fn add(&self, n: u64) {
        let _ = CopiedRef::add(self, n).await;
    }

    async fn get(&self, n: u64) -> u64 {
        CopiedRef::get(self, n).await.unwrap_or_default()
    }
}

pub(crate) struct Crowd(Vec<BoundedRef>);

impl super::Crowd for Crowd {
    async fn start(size: usize) -> Self {
        let crowd: Vec<_> = (0..size).map(|_| Bounded(0).spawn()).collect();
        for one in &crowd {
            while !matches!(one.status(), Status::Running) {
                tokio::task::yield_now().await;
            }
        }
        Self(crowd)
    }

    async fn answers(&self) -> bool {
        let last = self.0.last().expect("it is not empty");
        matches!(last.get(1).await, Ok(1))
    }

    async fn stop(self) {
        for one in &self.0 {
            one.exit(ExitReason::Shutdown);
        }
        for one in self.0 {
            one.closed().await;
        }
    }
}

pub(crate) struct Node {
    next: Option<NodeRef>,
    home: Arc<Arrivals>,
}

#[managed_process(mailbox = unbounded)]
impl Node {
    #[cast]
    fn join(&mut self, next: NodeRef) {
        self.next = Some(next);
    }

    #[cast]
    fn hop(&mut self, left: u64) {
        match &self.next {
            Some(next) if left > 0 => drop(next.hop(left - 1).try_send()),
            _ => self.home.arrive(),
        }
    }
}

impl super::Ring for NodeRef {
    async fn start(size: usize, home: &Arc<Arrivals>) -> Self {
        let node = |next| {
            let home = Arc::clone(home);
            Node { next, home }.spawn()
        };
        let first = node(None);
        let mut next = first.clone();
        for _ in 1..size {
            next = node(Some(next));
        }
        let _ = first.join(next).await;
        first
    }

    async fn hop(&self, left: u64) {
        let _ = NodeRef::hop(self, left).await;
    }
}

pub(crate) struct Fragile;

#[managed_process]
impl Fragile {
    #[call]
    fn get(&self) -> u64 {
        1
    }

    #[cast]
    fn crash(&mut self) {
        panic!("told to");
    }
}

supervision_tree! {
    Watched() {
        limit: none,
        fragile: Fragile {},
    }
}

pub(crate) struct Fallible(Watched);

impl super::Fragile for Fallible {
    async fn start() -> Self {
        Self(Watched::start().await.expect("it starts"))
    }

    async fn crash(&self) {
        let _ = self.0.fragile().crash().await;
    }

    async fn get(&self) -> Option<u64> {
        self.0.fragile().get().await.ok()
    }
}

pub(crate) struct Leaf {
    sum: u64,
    rounds: u64,
    latch: Arc<Latch>,
}

#[managed_process]
impl Leaf {
    #[cast]
    fn add(&mut self, n: u64) {
        self.sum += n;
        if self.sum == self.rounds {
            self.latch.count_down();
        }
    }
}

pub(crate) struct Center(Vec<LeafRef>);

#[managed_process]
impl Center {
    #[cast]
    async fn round(&mut self) {
        for leaf in &self.0 {
            let _ = leaf.add(1).await;
        }
    }
}

impl super::Hub for CenterRef {
    async fn start(leaves: usize, rounds: u64, latch: &Arc<Latch>) -> Self {
        let leaf = |_| {
            let latch = Arc::clone(latch);
            Leaf {
                sum: 0,
                rounds,
                latch,
            }
            .spawn()
        };
        Center((0..leaves).map(leaf).collect()).spawn()
    }

    async fn round(&self) {
        let _ = CenterRef::round(self).await;
    }
}

pub(crate) struct Session(u64);

#[managed_process]
impl Session {
    #[init]
    fn open(user: u64) -> Self {
        Self(user)
    }

    #[call]
    fn user(&self) -> u64 {
        self.0
    }
}

supervision_tree! {
    Many() {
        sessions: dynamic Session,
    }
}

pub(crate) struct Sessions {
    sessions: DynamicRef<Session>,
    tree: Many,
}

impl super::Dynamic for Arc<Sessions> {
    type Child = SessionRef;

    async fn start() -> Self {
        let tree = Many::start().await.expect("it starts");
        let sessions = tree.sessions().clone();
        Arc::new(Sessions { sessions, tree })
    }

    async fn child(&self) -> SessionRef {
        self.sessions.start(1).await.expect("it starts")
    }

    async fn answers(&self, child: &SessionRef) -> bool {
        matches!(child.user().await, Ok(1))
    }

    async fn stop_child(&self, child: SessionRef) -> bool {
        self.sessions.stop(&child).await
    }

    async fn stop(self, _: Vec<SessionRef>) {
        let sessions = Arc::into_inner(self).expect("nobody else starts children any more");
        sessions.tree.shutdown().await;
    }
}

pub(crate) struct Member;

#[managed_process]
impl Member {
    #[init]
    fn join(inits: Arc<Arrivals>) -> Self {
        inits.arrive();
        Self
    }

    #[cast]
    fn crash(&mut self) {
        panic!("told to");
    }
}

pub(crate) struct All {
    one: MemberRef,
    _root: Root,
}

impl super::Group for All {
    async fn start(children: usize, inits: &Arc<Arrivals>) -> Self {
        let mut top = Supervisor::new("top")
            .strategy(Strategy::OneForAll)
            .limit(Limit::NONE);
        let members: Vec<_> = (0..children)
            .map(|index| {
                let inits = Arc::clone(inits);
                top.add(Child::<Member>::new(index.to_string(), move || {
                    Arc::clone(&inits)
                }))
            })
            .collect();
        Self {
            one: members[children / 2].clone(),
            _root: top.start().await.expect("it starts"),
        }
    }

    async fn crash(&self) {
        let _ = self.one.crash().await;
    }
}

pub(crate) struct Deep(u64);

#[managed_process(mailbox = unbounded)]
impl Deep {
    #[cast]
    async fn hold(&mut self, until: Arc<Notify>) {
        until.notified().await;
    }

    #[cast]
    fn add(&mut self, n: u64) {
        self.0 += n;
    }

    #[call]
    fn get(&self) -> u64 {
        self.0
    }
}

impl super::Deep for DeepRef {
    async fn start() -> Self {
        Deep(0).spawn()
    }

    async fn hold(&self, until: Arc<Notify>) {
        let _ = DeepRef::hold(self, until).await;
    }

    async fn add(&self, n: u64) {
        let _ = DeepRef::add(self, n).await;
    }

    async fn get(&self) -> u64 {
        DeepRef::get(self).await.unwrap_or_default()
    }
}

pub(crate) struct Tower {
    bottom: BoundedRef,
    root: Root,
}

impl super::Tower for Tower {
    async fn start(height: usize) -> Self {
        let mut lowest = Supervisor::new("0");
        let bottom = lowest.add(Child::<Bounded>::value("bottom", || Bounded(0)));
        let mut top = lowest;
        for level in 1..height {
            let mut above = Supervisor::new(level.to_string());
            above.add(top);
            top = above;
        }
        Self {
            bottom,
            root: top.start().await.expect("it starts"),
        }
    }

    async fn get(&self) -> u64 {
        self.bottom.get(1).await.unwrap_or_default()
    }

    async fn stop(self) {
        self.root.shutdown().await;
    }
}
