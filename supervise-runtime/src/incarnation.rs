//! One run of a process, from init to the drop of its state.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use supervise_model::Shutdown;
use tokio::time::Instant;

use crate::control::Control;
use crate::current::Identity;
use crate::cx::Cx;
use crate::envelope::Envelope;
use crate::error::{InitError, SpawnError};
use crate::exit::ExitReason;
use crate::last_state::{Keep, Reinit};
use crate::message::{Undelivered, drop_quietly, fail_all};
use crate::pid::Pid;
use crate::place::{AnyPlace, Place, PlaceCore};
use crate::process::{Beginning, End, Init, Process};
use crate::queue::append;
use crate::reply::ReplyTo;
use crate::run::interruptible;
use crate::serve::{self, Ended, Running, Served};
use crate::source::{Source, register};
use crate::supervisor::{Live, Report};
use crate::timer::later;

/// Who is told how the start went, and that the process has ended.
enum Owner<P: Process> {
    Spawner(Option<ReplyTo<(), SpawnError<P::InitError>>>),
    Supervisor(Report),
}

/// Starts the incarnation `pid`, which [`begin`](crate::place::PlaceCore::begin) has made current, of a
/// process by itself.
pub(crate) fn start<P: Process>(
    place: &Arc<Place<P::Message>>,
    pid: Pid,
    source: Source<P>,
    started: Option<ReplyTo<(), SpawnError<P::InitError>>>,
) {
    let owner = Owner::Spawner(started);
    let incarnation = Incarnation::<P>::new(place, pid, owner, Reinit::FRESH);
    tokio::spawn(incarnation.live(source));
}

/// That of a child, which its supervisor has polled.
///
/// tokio moves a future some ten times on its way into the task and out of it. In a box a child starts and
/// ends faster, and tokio's part is compiled once for all. A process by itself does not, for which there is
/// more memory then.
pub(crate) fn of_child<P: Process>(
    place: &Arc<Place<P::Message>>,
    pid: Pid,
    source: Source<P>,
    report: Report,
    reinit: Reinit<P>,
) -> Live {
    let owner = Owner::Supervisor(report);
    let incarnation = Incarnation::<P>::new(place, pid, owner, reinit);
    Box::pin(incarnation.live(source))
}

struct Incarnation<P: Process> {
    cx: Cx<P>,
    owner: Owner<P>,
    /// Whether it goes on from the last one's state, and leaves its own to the next.
    reinit: Reinit<P>,
    identity: Identity,
    /// Here, and not in the task's own frame, so that they are dropped with care when the runtime
    /// drops the task.
    state: Option<P>,
    /// The last copy of it, where the state itself may be half done.
    saved: Option<Box<P>>,
    batch: VecDeque<Envelope<P::Message>>,
    started: bool,
    gone: bool,
}

/// For those who can't have the error of an init, because its spawner has it.
#[derive(Debug, thiserror::Error)]
#[error("init failed")]
struct InitFailed;

/// What has become of the start.
enum Start<P: Process> {
    /// With the receive timeout, the first message, and whether it hibernates.
    Run(P, Option<Duration>, Option<P::Message>, bool),
    Ignored,
    Failed(P::InitError),
    Ended(ExitReason),
}

impl<P: Process> Start<P> {
    fn of(begun: Result<Init<P>, P::InitError>, stop: Option<Box<ExitReason>>) -> Self {
        match (begun, stop) {
            (Err(error), _) => Self::Failed(error),
            (Ok(_), Some(reason)) => Self::Ended(*reason),
            (Ok(begun), None) => match begun.beginning {
                Beginning::Run(state) => {
                    Self::Run(state, begun.timeout, begun.first, begun.hibernate)
                }
                Beginning::Ignore => Self::Ignored,
                Beginning::Stop(reason) => Self::Ended(reason),
            },
        }
    }
}

impl<P: Process> Incarnation<P> {
    fn new(place: &Arc<Place<P::Message>>, pid: Pid, owner: Owner<P>, reinit: Reinit<P>) -> Self {
        let erased: Arc<dyn AnyPlace> = Arc::clone(place) as _;
        let mut cx = Cx::new(Arc::clone(place), pid);
        cx.keeps_mailbox = reinit.keeps_mailbox;
        Self {
            identity: Identity::new(erased, pid),
            cx,
            owner,
            reinit,
            state: None,
            saved: None,
            batch: VecDeque::new(),
            started: false,
            gone: false,
        }
    }

    /// Not an `async fn`: that would keep its parameters twice.
    #[allow(clippy::manual_async_fn, reason = "its size counts for each process")]
    fn live(mut self, source: Source<P>) -> impl Future<Output = ()> + Send {
        async move {
            let start = self.init(source).await;
            if !self.begin(start) {
                return;
            }
            let served = {
                let served = pin!(Some(P::serve(Running {
                    state: &mut self.state,
                    cx: &mut self.cx,
                    batch: &mut self.batch,
                    told: matches!(self.owner, Owner::Supervisor(_)),
                    saved: &mut self.saved,
                    spare: self.reinit.keep.map(|keep| keep.spare),
                })));
                self.identity.guarded_loop(served).await
            };
            let ended = self.ended(served);
            self.end(&ended).await;
        }
    }

    /// False when there is nothing to run.
    fn begin(&mut self, start: Start<P>) -> bool {
        match start {
            Start::Run(state, idle, first, hibernates) => {
                self.state = Some(state);
                if let Some(first) = first {
                    let first = self.cx.own_message(first);
                    self.batch.push_back(first);
                    if let Some(inputs) = &mut self.cx.inputs {
                        inputs.first_is_set();
                    }
                }
                self.cx.idle = idle.or(self.cx.idle);
                match hibernates.then(|| self.hibernate()) {
                    None | Some(Ok(())) => {
                        self.acknowledge();
                        return true;
                    }
                    Some(Err(panic)) => {
                        self.drop_state();
                        self.not_started(panic, None);
                    }
                }
            }
            Start::Ignored => self.not_started(ExitReason::Normal, None),
            Start::Failed(error) => self.init_failed(error),
            Start::Ended(reason) => self.not_started(reason, None),
        }
        false
    }

    /// Lets go of what it can, before the first message.
    fn hibernate(&mut self) -> Result<(), ExitReason> {
        let waits = !self.batch.is_empty() || !self.cx.place.mailbox.is_empty();
        match &mut self.state {
            Some(state) if !waits => {
                let cx = &mut self.cx;
                self.identity.guard(|| state.hibernate(cx))
            }
            _ => Ok(()),
        }
    }

    fn ended(&mut self, served: Result<Served, ExitReason>) -> Ended {
        if served.is_err() {
            self.cx.spoil_kept();
        }
        match served {
            // A kill stands above all other reasons to end.
            _ if self.core().control().wants_kill(self.cx.pid) => Ended {
                reason: ExitReason::Killed,
                clean: false,
                killed: true,
            },
            Ok(Served(ended)) => ended,
            Err(panic) => Ended {
                reason: panic,
                clean: false,
                killed: false,
            },
        }
    }

    /// What its init is given; else, what has become of the start without it.
    fn arguments(&mut self, source: Source<P>) -> Result<P::Args, Start<P>> {
        let Reinit { keep, with, .. } = self.reinit;
        let kept = keep.and_then(|_| self.core().take_kept(self.cx.pid));
        let previous = with.and_then(|_| self.cx.previous());
        let (place, pid) = (&self.cx.place, self.cx.pid);
        let make = |source| {
            let source = match source {
                Source::Registered(registered) => match register(place, pid, *registered) {
                    Ok(source) => source,
                    Err(reason) => {
                        // Nothing was made of it: who is registered in the end goes on from it.
                        let unused = kept.map(|kept| place.core.keep(pid, kept));
                        drop(unused);
                        return Source::Refused(reason);
                    }
                },
                source => source,
            };
            let state = match (with, previous) {
                (Some(with), Some(previous)) => with(&previous, kept),
                _ => kept,
            };
            state.map_or(source, Source::Value).resolve()
        };
        let made = match source {
            // No code of the user's has to run.
            Source::Args(_) | Source::Moved(_) if keep.is_none() && with.is_none() => Ok(source),
            source => self.identity.guard(|| make(source)),
        };
        Err(match made {
            Ok(Source::Args(args) | Source::Moved(Some(args))) => return Ok(args),
            Ok(Source::Value(state)) => Start::Run(state, None, None, false),
            Ok(Source::Refused(reason)) => Start::Ended(*reason),
            Ok(_) => Start::Ended(ExitReason::NotFound),
            Err(panic) => Start::Ended(panic),
        })
    }

    async fn init(&mut self, source: Source<P>) -> Start<P> {
        let args = match self.arguments(source) {
            Ok(args) => args,
            Err(start) => return start,
        };
        let begun = {
            let (place, pid) = (Arc::clone(&self.cx.place), self.cx.pid);
            let init = async {
                let begun = {
                    let init = pin!(Some(P::init(args, &mut self.cx)));
                    interruptible(&place, pid, Control::wants_end, init).await
                };
                // What is not used is dropped in here too: it is the user's.
                begun.map(|begun| Start::of(begun, self.cx.stop.take()))
            };
            self.identity.guarded(pin!(Some(init))).await
        };
        match begun {
            Ok(Ok(start)) => start,
            Ok(Err(_)) => Start::Ended(serve::wanted(self.core()).reason),
            Err(panic) => Start::Ended(panic),
        }
    }

    fn core(&self) -> &PlaceCore {
        &self.cx.place.core
    }

    fn acknowledge(&mut self) {
        self.started = true;
        self.core().running(self.cx.pid);
        tracing::debug!(process = %self.core().label(), pid = %self.cx.pid, "started");
        match &mut self.owner {
            Owner::Spawner(reply) => {
                if let Some(reply) = reply.take() {
                    reply.send(());
                }
            }
            Owner::Supervisor(report) => report.started(),
        }
    }

    fn init_failed(&mut self, error: P::InitError) {
        match &self.owner {
            // The spawner gets the error itself, everybody else learns that there was one.
            Owner::Spawner(Some(_)) => {
                self.not_started(ExitReason::error(InitFailed), Some(error));
            }
            _ => {
                let reason = self.identity.guard(|| error.into_reason());
                self.not_started(reason.unwrap_or_else(|panic| panic), None);
            }
        }
    }

    fn not_started(&mut self, reason: ExitReason, error: Option<P::InitError>) {
        tracing::debug!(process = %self.core().label(), pid = %self.cx.pid, %reason, "not started");
        self.cx.drop_monitors();
        let batch = self.take_batch(&reason);
        self.fail_all(batch, &Undelivered::Restarted);
        self.identity.fail_lost(&Undelivered::Ended(reason.clone()));
        let reply = match &mut self.owner {
            Owner::Spawner(reply) => reply.take(),
            Owner::Supervisor(_) => None,
        };
        let ignored = reason.is_normal();
        if !self.owner.restarts(&reason) {
            self.cx.place.close_after(self.cx.pid, &reason);
        }
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
    async fn end(&mut self, ended: &Ended) {
        let superseded = self.superseded();
        self.clear(ended, superseded);
        if P::TERMINATES && !ended.killed && !superseded {
            // Boxed, as is all that is rare: see `serve`.
            Box::pin(self.terminate(ended)).await;
        }
        self.leave_state(&ended.reason);
        self.cx.fail_deferred(&ended.reason);
        self.drop_state();
        self.identity
            .fail_lost(&Undelivered::Ended(ended.reason.clone()));
        tracing::debug!(process = %self.core().label(), pid = %self.cx.pid, reason = %ended.reason, "ended");
        self.gone(&ended.reason);
    }

    /// Fails what it has taken in and not handled, and cuts the queue.
    fn clear(&mut self, ended: &Ended, superseded: bool) {
        self.core().ending(self.cx.pid);
        self.cx.drop_monitors();
        let mut batch = self.take_queued();
        let urgent = self.take_urgent(&ended.reason);
        let follows = self.owner.restarts(&ended.reason);
        let mailbox = &self.cx.place.mailbox;
        let why = if follows && self.reinit.keeps_mailbox {
            batch = mailbox.keep(batch, &|| self.superseded());
            Undelivered::Restarted
        } else if superseded {
            Undelivered::Restarted
        } else if follows {
            append(&mut batch, mailbox.cut(&|| self.superseded()));
            Undelivered::Restarted
        } else {
            let reason = ended.reason.clone();
            append(
                &mut batch,
                mailbox.close_unless(reason, &|| self.superseded()),
            );
            Undelivered::Vacant(ended.reason.clone())
        };
        let batch = before(urgent, batch);
        self.redeliver(follows, &ended.reason);
        // Not before the cut: who learns here that its call has failed may call again at once, and
        // that call is for the next incarnation.
        self.identity
            .fail_lost(&Undelivered::Ended(ended.reason.clone()));
        self.fail_all(batch, &why);
    }

    /// Takes nothing more in. Returns what was taken in and not handled.
    fn take_batch(&mut self, reason: &ExitReason) -> VecDeque<Envelope<P::Message>> {
        let queued = self.take_queued();
        before(self.take_urgent(reason), queued)
    }

    /// What came past the mailbox, and is for this incarnation alone.
    fn take_urgent(&mut self, reason: &ExitReason) -> Option<VecDeque<Envelope<P::Message>>> {
        let inputs = self.cx.inputs.take()?;
        // The streams are the user's.
        self.identity.guard(|| inputs.close(reason)).ok()
    }

    /// What came from the mailbox.
    fn take_queued(&mut self) -> VecDeque<Envelope<P::Message>> {
        let mut queued = std::mem::take(&mut self.batch);
        if let Some(aside) = self.cx.aside() {
            while let Some(next) = aside.ranked.next() {
                queued.push_back(next);
            }
        }
        queued
    }

    /// A message whose handler was broken off, if it is one that is handled again.
    fn redeliver(&mut self, follows: bool, reason: &ExitReason) {
        if let Some(kept) = self.cx.take_kept() {
            let cx = &self.cx;
            let _ = self.identity.guard(|| cx.redeliver(kept, follows, reason));
        }
    }

    /// As this process: what its messages' destructors send or drop is its own doing.
    fn fail_all(&mut self, batch: VecDeque<Envelope<P::Message>>, why: &Undelivered) {
        if !batch.is_empty() {
            let core = &self.cx.place.core;
            let _ = self.identity.guard(|| fail_all(core, batch, why));
        }
    }

    /// To the next incarnation, if one may follow that wants it. An abandoned one leaves nothing.
    fn leave_state(&mut self, reason: &ExitReason) {
        if !self.keeps_state(reason) {
            return;
        }
        let state = match self.saved.take() {
            Some(saved) => Some(*saved),
            None => self.own_state(),
        };
        if let Some(state) = state {
            self.state = self.core().keep(self.cx.pid, state).err();
        }
    }

    fn keeps_state(&self, reason: &ExitReason) -> bool {
        self.reinit.keep.is_some() && self.owner.restarts(reason)
    }

    /// The state, unless only copies of it are whole.
    fn own_state(&mut self) -> Option<P> {
        let is_whole = self.reinit.keep.is_some_and(|keep| !keep.is_copy);
        is_whole.then(|| self.state.take()).flatten()
    }

    /// After terminate, or when it is left to the next incarnation, there is none.
    fn drop_state(&mut self) {
        if let Some(state) = self.state.take() {
            let _ = self
                .identity
                .guard(|| drop_quietly("state", || drop(state)));
        }
        if let Some(saved) = self.saved.take() {
            let _ = self
                .identity
                .guard(|| drop_quietly("state", || drop(saved)));
        }
    }

    async fn terminate(&mut self, ended: &Ended) {
        let keep: Option<Keep<P>> = match self.reinit.keep {
            Some(keep) if !keep.is_copy && self.keeps_state(&ended.reason) => Some(keep),
            _ => None,
        };
        let (deadline, enforced) = self.deadline();
        let end = End {
            reason: ended.reason.clone(),
            clean: ended.clean,
            deadline,
        };
        let place = Arc::clone(&self.cx.place);
        let pid = self.cx.pid;
        let (state, cx) = (&mut self.state, &mut self.cx);
        let terminate = async {
            match (keep, &*state) {
                (Some(keep), Some(state)) => keep.terminate(state, &end, cx).await,
                _ => {
                    if let Some(state) = state.take() {
                        P::terminate(state, &end, cx).await;
                    }
                }
            }
        };
        let in_time = async {
            let terminate = pin!(Some(terminate));
            let terminate = interruptible(&place, pid, Control::wants_kill, terminate);
            match deadline.filter(|_| enforced) {
                Some(deadline) => tokio::time::timeout_at(deadline, terminate).await.ok(),
                None => Some(terminate.await),
            }
        };
        let process = place.core.label();
        match self.identity.guarded(pin!(Some(in_time))).await {
            Ok(Some(Ok(()))) => {}
            Ok(_) => tracing::warn!(%process, %pid, "terminate was broken off: its time was up"),
            Err(panic) => tracing::error!(%process, %pid, %panic, "terminate panicked"),
        }
    }

    /// When terminate is cut short, and whether that is ours to do: a supervisor that has ordered
    /// the end watches over it itself.
    fn deadline(&self) -> (Option<Instant>, bool) {
        let (since, enforced) = match self.core().end_order() {
            Some(order) => (order.since, !order.by_supervisor),
            None => (Instant::now(), true),
        };
        let budget = match self.core().shutdown() {
            Shutdown::After(budget) => Some(budget),
            Shutdown::Infinity => None,
            // It ends on its own account, and being killed at once was said of its supervisor.
            _ => Some(Duration::from_secs(5)),
        };
        (budget.map(|budget| later(since, budget)), enforced)
    }

    /// Whether another incarnation has taken over: this one was abandoned.
    fn superseded(&self) -> bool {
        self.core().control().is_superseded(self.cx.pid)
    }

    /// Tells the world that this incarnation is gone. Where none follows, its mailbox is closed.
    fn gone(&mut self, reason: &ExitReason) {
        self.gone = true;
        let follows = self.owner.restarts(reason);
        if let Some(estate) = self.core().ended(self.cx.pid, reason, follows) {
            estate.settle(self.cx.pid, reason);
            if follows && !self.started {
                // No cut was made. Requests for the state were for this incarnation, and none comes any
                // more.
                let stale = self.cx.place.mailbox.take_system();
                self.fail_all(stale, &Undelivered::Restarted);
            }
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
        self.cx.drop_monitors();
        self.cx.fail_deferred(&reason);
        self.identity.fail_lost(&Undelivered::Ended(reason.clone()));
        let batch = self.take_batch(&reason);
        self.redeliver(false, &reason);
        self.fail_all(batch, &Undelivered::Vacant(reason.clone()));
        self.drop_state();
        self.identity.fail_lost(&Undelivered::Ended(reason.clone()));
        self.cx.place.close_after(self.cx.pid, &reason);
        if let Some(estate) = self.core().ended(self.cx.pid, &reason, false) {
            estate.settle(self.cx.pid, &reason);
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

/// What is urgent, if there is any, and then the rest.
fn before<T>(urgent: Option<VecDeque<T>>, rest: VecDeque<T>) -> VecDeque<T> {
    match urgent {
        None => rest,
        Some(mut all) => {
            append(&mut all, rest);
            all
        }
    }
}
