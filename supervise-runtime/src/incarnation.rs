//! One run of a process, from init to the drop of its state.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use supervise_model::Shutdown;
use tokio::time::Instant;

use crate::current::Identity;
use crate::cx::Cx;
use crate::error::{InitError, SpawnError};
use crate::exit::ExitReason;
use crate::mailbox::Envelope;
use crate::message::{Undelivered, drop_quietly, fail_all};
use crate::pid::Pid;
use crate::place::{AnyPlace, Control, Place};
use crate::process::{Beginning, End, Init, Process};
use crate::reply::ReplyTo;
use crate::serve::{self, Ended};
use crate::supervisor::Report;

/// What an incarnation is made of.
pub(crate) enum Source<P: Process> {
    Args(P::Args),
    Value(P),
    /// The arguments of a declaration: evaluated in the child's task, under its catch.
    Declared(Arc<dyn Fn() -> Source<P> + Send + Sync>),
    /// The arguments of a temporary child, which has one run; `None` in any other.
    Moved(Option<P::Args>),
}

/// Who is told how the start went, and that the process has ended.
pub(crate) enum Owner<P: Process> {
    Spawner(Option<ReplyTo<(), SpawnError<P::InitError>>>),
    Supervisor(Report),
}

/// Starts the incarnation `pid`, which [`begin`](crate::place::PlaceCore::begin) has made current.
pub(crate) fn start<P: Process>(
    place: &Arc<Place<P::Message>>,
    pid: Pid,
    source: Source<P>,
    owner: Owner<P>,
) {
    let erased: Arc<dyn AnyPlace> = Arc::clone(place) as _;
    let incarnation = Incarnation::<P> {
        place: Arc::clone(place),
        pid,
        owner,
        identity: Identity::new(erased, pid),
        started: false,
        gone: false,
    };
    tokio::spawn(incarnation.live(source));
}

struct Incarnation<P: Process> {
    place: Arc<Place<P::Message>>,
    pid: Pid,
    owner: Owner<P>,
    identity: Identity,
    started: bool,
    gone: bool,
}

/// What has become of the start.
enum Start<P: Process> {
    Run(P, Option<Duration>, Option<P::Message>),
    Ignored,
    Failed(P::InitError),
    Ended(ExitReason),
}

impl<P: Process> Incarnation<P> {
    async fn live(mut self, source: Source<P>) {
        let mut cx = Cx::new(Arc::clone(&self.place), self.pid);
        let (mut state, first) = match self.init(source, &mut cx).await {
            Start::Run(state, idle, first) => {
                cx.idle = idle.or(cx.idle);
                self.acknowledge();
                // The task woken last sits in a slot that no other thread can steal from, until this
                // one gives its thread up: without this a supervisor could wait for our first handler.
                if let Owner::Supervisor(_) = self.owner {
                    tokio::task::yield_now().await;
                }
                (state, first)
            }
            Start::Ignored => return self.not_started(&mut cx, ExitReason::Normal, None),
            Start::Failed(error) => return self.init_failed(&mut cx, error),
            Start::Ended(reason) => return self.not_started(&mut cx, reason, None),
        };
        let mut batch = VecDeque::new();
        batch.extend(first.map(Envelope::Message));
        let served = serve::serve(&mut state, &mut cx, &mut batch);
        let ended = match self.identity.guarded(served).await {
            Ok(ended) => ended,
            Err(panic) => Ended {
                reason: panic,
                clean: false,
                killed: false,
            },
        };
        self.end(state, cx, batch, ended).await;
    }

    async fn init(&mut self, source: Source<P>, cx: &mut Cx<P>) -> Start<P> {
        let place = Arc::clone(&self.place);
        let pid = self.pid;
        let init = async {
            match source.resolve() {
                Source::Value(value) => Ok(Init::ok(value)),
                Source::Args(args) | Source::Moved(Some(args)) => P::init(args, cx).await,
                Source::Moved(None) | Source::Declared(_) => Ok(Init::stop(ExitReason::NotFound)),
            }
        };
        let begun =
            self.identity
                .guarded(serve::interruptible(&place, pid, Control::wants_end, init));
        match begun.await {
            Ok(Ok(Ok(Init {
                beginning,
                timeout,
                first,
            }))) => match beginning {
                Beginning::Run(state) => Start::Run(state, timeout, first),
                Beginning::Ignore => Start::Ignored,
                Beginning::Stop(reason) => Start::Ended(reason),
            },
            Ok(Ok(Err(error))) => Start::Failed(error),
            Ok(Err(_)) => Start::Ended(serve::wanted(&place.core).reason),
            Err(panic) => Start::Ended(panic),
        }
    }

    fn acknowledge(&mut self) {
        self.started = true;
        self.place.core.running(self.pid);
        tracing::debug!(process = %self.place.core.label(), pid = %self.pid, "started");
        match &mut self.owner {
            Owner::Spawner(reply) => {
                if let Some(reply) = reply.take() {
                    reply.send(());
                }
            }
            Owner::Supervisor(report) => report.started(),
        }
    }

    fn init_failed(self, cx: &mut Cx<P>, error: P::InitError) {
        match &self.owner {
            // The spawner gets the error itself.
            Owner::Spawner(Some(_)) => self.not_started(cx, ExitReason::Normal, Some(error)),
            _ => {
                let reason = error.into_reason();
                self.not_started(cx, reason, None);
            }
        }
    }

    fn not_started(mut self, cx: &mut Cx<P>, reason: ExitReason, error: Option<P::InitError>) {
        tracing::debug!(process = %self.place.core.label(), pid = %self.pid, %reason, "not started");
        cx.drop_monitors();
        self.identity.fail_lost(&Undelivered::Ended(reason.clone()));
        let reply = match &mut self.owner {
            Owner::Spawner(reply) => reply.take(),
            Owner::Supervisor(_) => None,
        };
        let ignored = reason.is_normal();
        self.gone(&reason);
        if let Some(reply) = reply {
            match error {
                Some(error) => reply.refuse(SpawnError::Init(error)),
                None if ignored => reply.refuse(SpawnError::Ignored),
                None => reply.refuse(SpawnError::Ended(reason)),
            }
        }
    }

    /// The queue is cut, the process terminates, its state is dropped; then the world is told.
    async fn end(
        mut self,
        state: P,
        mut cx: Cx<P>,
        mut batch: VecDeque<Envelope<P::Message>>,
        mut ended: Ended,
    ) {
        let core = &self.place.core;
        let superseded = core.control().is_superseded(self.pid);
        core.ending(self.pid);
        self.identity
            .fail_lost(&Undelivered::Ended(ended.reason.clone()));
        cx.drop_monitors();
        // It may still be abandoned while it does this.
        let abandoned = || core.control().is_superseded(self.pid);
        let why = if superseded {
            Undelivered::Restarted
        } else if self.owner.restarts(&ended.reason) {
            batch.extend(self.place.mailbox.cut(abandoned));
            Undelivered::Restarted
        } else {
            let reason = ended.reason.clone();
            batch.extend(self.place.mailbox.close_unless(reason, abandoned));
            Undelivered::Vacant(ended.reason.clone())
        };
        let place = Arc::clone(&self.place);
        // As this process: what its messages' destructors send or drop is its own doing.
        let _ = self.identity.guard(|| fail_all(&place.core, batch, &why));
        if P::TERMINATES && !ended.killed && !superseded {
            self.terminate(state, &mut cx, &mut ended).await;
        } else {
            let _ = self
                .identity
                .guard(|| drop_quietly("state", || drop(state)));
        }
        self.identity
            .fail_lost(&Undelivered::Ended(ended.reason.clone()));
        tracing::debug!(process = %self.place.core.label(), pid = %self.pid, reason = %ended.reason, "ended");
        self.gone(&ended.reason);
    }

    async fn terminate(&mut self, state: P, cx: &mut Cx<P>, ended: &mut Ended) {
        let deadline = self.deadline();
        let end = End {
            reason: ended.reason.clone(),
            clean: ended.clean,
            deadline,
        };
        let place = Arc::clone(&self.place);
        let pid = self.pid;
        let terminate = serve::interruptible(
            &place,
            pid,
            Control::wants_kill,
            P::terminate(state, &end, cx),
        );
        let in_time = async {
            match deadline {
                Some(deadline) => tokio::time::timeout_at(deadline, terminate).await.ok(),
                None => Some(terminate.await),
            }
        };
        let process = place.core.label();
        match self.identity.guarded(in_time).await {
            Ok(Some(Ok(()))) => {}
            Ok(_) => tracing::warn!(%process, %pid, "terminate was broken off: its time was up"),
            Err(panic) => tracing::error!(%process, %pid, %panic, "terminate panicked"),
        }
    }

    /// When terminate is cut short. A supervisor that has ordered the end watches over it itself.
    fn deadline(&self) -> Option<Instant> {
        let order = self.place.core.end_order();
        let since = match order {
            Some(order) if order.by_supervisor => return None,
            Some(order) => order.since,
            None => Instant::now(),
        };
        match self.place.core.shutdown() {
            Shutdown::After(budget) => Some(since + budget),
            Shutdown::Infinity => None,
            // It ends on its own account, and being killed at once was said of its supervisor.
            _ => Some(since + Duration::from_secs(5)),
        }
    }

    /// Tells the world that this incarnation is gone.
    fn gone(&mut self, reason: &ExitReason) {
        self.gone = true;
        let follows = self.owner.restarts(reason);
        if !follows {
            self.place.close_after(self.pid, reason);
        }
        if let Some(mut estate) = self
            .place
            .core
            .ended(self.pid, (!follows).then(|| reason.clone()))
        {
            if !self.started {
                // Who starts a process learns of a failed init by the result, not by a link.
                estate.links.clear();
            }
            estate.settle(self.pid, reason);
        }
        if let Owner::Supervisor(report) = &self.owner {
            report.ended(reason.clone(), self.started);
        }
    }
}

/// The task was dropped with its runtime: no code of the process runs any more, but everybody who
/// waits for it learns that.
impl<P: Process> Drop for Incarnation<P> {
    fn drop(&mut self) {
        if self.gone {
            return;
        }
        let reason = ExitReason::RuntimeGone;
        self.identity.fail_lost(&Undelivered::Ended(reason.clone()));
        self.place.close_after(self.pid, &reason);
        if let Some(estate) = self.place.core.ended(self.pid, Some(reason.clone())) {
            estate.settle(self.pid, &reason);
        }
        if let Owner::Supervisor(report) = &self.owner {
            report.ended(reason, self.started);
        }
    }
}

impl<P: Process> Owner<P> {
    /// Whether another incarnation may follow one that ends for this reason.
    fn restarts(&self, reason: &ExitReason) -> bool {
        match self {
            Self::Spawner(_) => false,
            Self::Supervisor(report) => report.may_restart(reason),
        }
    }
}

impl<P: Process> Source<P> {
    /// Evaluates what was declared.
    fn resolve(self) -> Self {
        let mut source = self;
        while let Self::Declared(make) = source {
            source = make();
        }
        source
    }
}
