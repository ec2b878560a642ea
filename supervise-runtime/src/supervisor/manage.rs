//! What people may ask of a running supervisor.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;

use supervise_model::ChildKind;

use super::builder::{ChildSpec, SupervisorRef};
use super::core::{Doing, RequestError};
use super::lane::{Ask, Beside, Lane, Which};
use super::plan::{Entry, Plan};
use crate::envelope::Envelope;
use crate::exit::ExitReason;
use crate::message::{Message, Undelivered};
use crate::pid::Pid;
use crate::place::{AnyPlace, Place, Status};
use crate::reply::{Failure, ReplyTo, pair};

/// Why a child was not added or started.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartChildError {
    /// There are as many children as there may be.
    #[error("there are as many children as there may be")]
    MaxChildren,
    /// A child of this name runs.
    #[error("a child of this name runs")]
    AlreadyStarted(Pid),
    /// A child of this name is there, and is down.
    #[error("a child of this name is there, and is down")]
    AlreadyPresent,
    /// A child of this name is being started or stopped, or waits to be started again.
    #[error("a child of this name is being restarted")]
    Restarting,
    /// There is no sibling of the name beside which it is to stand.
    #[error("there is no such sibling")]
    NoSuchSibling,
    /// It can't be described like this, for the same reasons as in a declaration.
    #[error("the child is described wrongly: {0}")]
    Spec(supervise_model::Problem),
    /// The supervisor is not running, or is stopping its children.
    #[error("the supervisor is not running")]
    NotRunning,
    /// The child's init asked to be ignored. A dynamic supervisor forgets such a child.
    #[error("init asked to be ignored")]
    Ignored,
    /// The child did not start, for this reason, and is forgotten.
    #[error("the child did not start: {0}")]
    Failed(ExitReason),
}

/// Why what was asked about a child was not done.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChildError {
    /// There is no such child.
    #[error("there is no such child")]
    NotFound,
    /// The child runs.
    #[error("the child runs")]
    Running,
    /// The child is being started or stopped, or waits to be started again.
    #[error("the child is being restarted")]
    Restarting,
    /// The child was killed but does not end.
    #[error("the child was killed but does not end")]
    Abandoned,
    /// The supervisor is not running, or is stopping its children.
    #[error("the supervisor is not running")]
    NotRunning,
    /// The child's init asked to be ignored.
    #[error("init asked to be ignored")]
    Ignored,
    /// The child did not start, for this reason. It is still there.
    #[error("the child did not start: {0}")]
    Failed(ExitReason),
}

/// A child of a supervisor, at one moment.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ChildInfo {
    /// Its name among its siblings.
    pub name: Arc<str>,
    /// Its path in the tree.
    pub path: Arc<str>,
    /// The incarnation that runs, `None` when none does.
    pub pid: Option<Pid>,
    /// What its place is doing.
    pub status: Status,
    /// Its description, with everything that was left as it is when nothing is said.
    pub spec: supervise_model::ChildSpec,
    /// The supervisor that it is, if it is one.
    pub supervisor: Option<SupervisorRef>,
}

/// How many children a supervisor has, at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChildCounts {
    /// All, whether they run or not.
    pub specs: usize,
    /// Those that run, or are in their init.
    pub active: usize,
    /// Those that are processes.
    pub workers: usize,
    /// Those that are supervisors.
    pub supervisors: usize,
}

/// Which child of a supervisor is meant: by its name, or by an incarnation of it.
///
/// By its name it is found in the same time among any number, by an incarnation one child after
/// another is looked at.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum ChildId<'a> {
    /// The child of this name.
    Name(&'a str),
    /// The child of which this is, or was, an incarnation.
    Pid(Pid),
}

impl<'a> From<&'a str> for ChildId<'a> {
    fn from(name: &'a str) -> Self {
        Self::Name(name)
    }
}

impl From<Pid> for ChildId<'_> {
    fn from(pid: Pid) -> Self {
        Self::Pid(pid)
    }
}

impl SupervisorRef {
    /// Adds a child and starts it, after those that are there. Nothing happens until it is awaited.
    ///
    /// It stays until it is deleted, or the supervisor itself is restarted: then those are there
    /// that were declared.
    ///
    /// # Examples
    ///
    /// ```
    /// # use supervise_runtime::{Child, StartChildError, SupervisorRef, HasInit, Process};
    /// # async fn example<P: Process + HasInit<InitArgs = ()>>(
    /// #     supervisor: SupervisorRef,
    /// # ) -> Result<(), StartChildError> {
    /// let audit = supervisor.add(Child::<P>::new("audit", || ())).await?;
    /// let clock = supervisor.add(Child::<P>::new("clock", || ())).before("audit").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn add<C: ChildSpec>(&self, child: C) -> Add<C> {
        Add {
            supervisor: self.clone(),
            child,
            beside: Beside::Last,
            starts: true,
        }
    }

    /// Starts a child that is down, and waits until its init has succeeded, but for no other child.
    ///
    /// # Errors
    ///
    /// Those of [`ChildError`].
    ///
    /// # Cancel safety
    ///
    /// Dropped, the child is started nevertheless.
    pub async fn start_child(&self, child: impl Into<ChildId<'_>>) -> Result<(), ChildError> {
        self.ask_about(Ask::Start, child.into())?.await
    }

    /// Stops a child in order, and waits until it is gone. It stays down until it is started by
    /// request: also when its siblings are restarted together.
    ///
    /// # Errors
    ///
    /// Those of [`ChildError`]. Who is down already is stopped without one.
    ///
    /// # Cancel safety
    ///
    /// Dropped, the child is stopped nevertheless.
    pub async fn stop_child(&self, child: impl Into<ChildId<'_>>) -> Result<(), ChildError> {
        self.ask_about(Ask::Stop, child.into())?.await
    }

    /// Stops a child that runs, and starts it again; starts one that is down, or waits to be started
    /// again. Waits until its init has succeeded. It counts under no limit, and its siblings are not
    /// concerned.
    ///
    /// It waits for no other child, unless it is being restarted together with its siblings: then it is
    /// started in its turn.
    ///
    /// # Errors
    ///
    /// Those of [`ChildError`].
    ///
    /// # Cancel safety
    ///
    /// Dropped, the child is restarted nevertheless.
    pub async fn restart_child(&self, child: impl Into<ChildId<'_>>) -> Result<(), ChildError> {
        self.ask_about(Ask::Restart, child.into())?.await
    }

    /// Forgets a child that is down.
    ///
    /// # Errors
    ///
    /// Those of [`ChildError`].
    ///
    /// # Cancel safety
    ///
    /// Dropped, the child is deleted nevertheless.
    pub async fn delete_child(&self, child: impl Into<ChildId<'_>>) -> Result<(), ChildError> {
        self.ask_about(Ask::Delete, child.into())?.await
    }

    /// The child of this name, or of which this is an incarnation.
    pub fn child<'a>(&self, child: impl Into<ChildId<'a>>) -> Option<ChildInfo> {
        self.entry(child.into()).map(|entry| ChildInfo::of(&entry))
    }

    /// Its children, in order.
    #[must_use]
    pub fn children(&self) -> Vec<ChildInfo> {
        let children = self.plan.current().into_iter();
        children.map(|entry| ChildInfo::of(&entry)).collect()
    }

    /// How many children it has. This looks at each.
    #[must_use]
    pub fn count_children(&self) -> ChildCounts {
        let children = self.plan.current();
        let is_active = |entry: &&Arc<Entry>| entry.place.core().live_pid().is_some();
        let supervisors = children.iter().filter(|entry| entry.plan.is_some()).count();
        ChildCounts {
            specs: children.len(),
            active: children.iter().filter(is_active).count(),
            workers: children.len() - supervisors,
            supervisors,
        }
    }

    fn entry(&self, child: ChildId<'_>) -> Option<Arc<Entry>> {
        let mut children = self.plan.current().into_iter();
        children.find(|entry| match child {
            ChildId::Name(name) => entry.label.is(name),
            ChildId::Pid(pid) => entry.place.core().id == pid.place(),
        })
    }

    fn ask_about(
        &self,
        ask: Ask,
        child: ChildId<'_>,
    ) -> Result<impl Future<Output = Result<(), ChildError>> + Send + use<>, ChildError> {
        let which = match child {
            ChildId::Name(name) => Which::Name(Arc::from(name)),
            ChildId::Pid(_) => {
                let entry = self.entry(child).ok_or(ChildError::NotFound)?;
                Which::Place(Arc::clone(&entry.place))
            }
        };
        Ok(ask_now(&self.plan, ask, which))
    }
}

impl ChildInfo {
    pub(super) fn of(entry: &Entry) -> Self {
        let core = entry.place.core();
        let mut spec = entry.terms.spec.clone();
        entry.label.text().as_ref().clone_into(&mut spec.name);
        if let (ChildKind::Supervisor(supervisor), Some(plan)) = (&mut spec.kind, &entry.plan)
            && let Some(declared) = plan.declared()
        {
            supervisor.clone_from(&declared.spec);
        }
        Self {
            name: entry.label.text(),
            path: core.label(),
            pid: core.live_pid(),
            status: core.status(),
            supervisor: entry.plan.clone().map(SupervisorRef::of),
            spec,
        }
    }
}

/// A child that is yet to be added: see [`SupervisorRef::add`].
#[must_use = "nothing is added until this is awaited"]
pub struct Add<C> {
    supervisor: SupervisorRef,
    child: C,
    beside: Beside,
    starts: bool,
}

impl<C> Add<C> {
    /// Puts it before all others.
    pub fn first(mut self) -> Self {
        self.beside = Beside::First;
        self
    }

    /// Puts it right before this sibling.
    pub fn before(mut self, sibling: &str) -> Self {
        self.beside = Beside::Before(Arc::from(sibling));
        self
    }

    /// Puts it right after this sibling.
    pub fn after(mut self, sibling: &str) -> Self {
        self.beside = Beside::After(Arc::from(sibling));
        self
    }

    /// Leaves it down until [`SupervisorRef::start_child`].
    pub fn stopped(mut self) -> Self {
        self.starts = false;
        self
    }
}

impl<C: ChildSpec + Send + 'static> IntoFuture for Add<C>
where
    C::Handle: Send,
{
    type Output = Result<C::Handle, StartChildError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    /// # Errors
    ///
    /// Those of [`StartChildError`].
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, the child is stopped again, and is no part of the tree any more.
    fn into_future(self) -> Self::IntoFuture {
        let Self {
            supervisor,
            child,
            beside,
            starts,
        } = self;
        let handle = child.handle();
        let described = child.into_entry();
        if let Some(problem) = supervise_model::check_child(&described.spec)
            .into_iter()
            .next()
        {
            described.entry.vacate(&ExitReason::NotFound);
            return Box::pin(async move { Err(StartChildError::Spec(problem)) });
        }
        let entry = described.entry;
        let gate = Arc::clone(&supervisor.plan.gate);
        entry.place.core().stand_behind(gate);
        Box::pin(async move {
            let place = Arc::clone(&entry.place);
            add(&supervisor, entry, beside, starts, place).await?;
            Ok(handle)
        })
    }
}

/// Has a child taken in, and waits until it has started or failed to. Dropped meanwhile, it goes
/// again.
pub(super) async fn add(
    supervisor: &SupervisorRef,
    entry: Arc<Entry>,
    beside: Beside,
    starts: bool,
    place: Arc<dyn AnyPlace>,
) -> Result<(), StartChildError> {
    let (reply, mut answer) = pair();
    let of_nobody = !matches!(beside, Beside::First | Beside::Last);
    let label = entry.label.clone();
    let message = Lane::Add {
        entry,
        beside,
        starts,
        reply,
    };
    send(&supervisor.plan, message);
    let mut undo = Undo {
        lane: &supervisor.plan.place,
        place,
        done: false,
    };
    let outcome = std::future::poll_fn(|cx| answer.poll(cx)).await;
    undo.done = true;
    let Err(failure) = outcome else {
        return Ok(());
    };
    Err(match failure {
        Failure::Refused(RequestError::Ignored) => StartChildError::Ignored,
        Failure::Refused(RequestError::StartFailed(reason)) => StartChildError::Failed(reason),
        Failure::Refused(RequestError::MaxChildren) => StartChildError::MaxChildren,
        Failure::Refused(RequestError::NotFound) if of_nobody => StartChildError::NoSuchSibling,
        Failure::Refused(RequestError::Present(doing)) => match doing {
            Doing::Down => StartChildError::AlreadyPresent,
            Doing::Restarting => StartChildError::Restarting,
            Doing::Running => {
                let name = label.text();
                let other = supervisor.entry(ChildId::Name(&name));
                let pid = other.and_then(|other| other.place.core().live_pid());
                pid.map_or(StartChildError::Restarting, StartChildError::AlreadyStarted)
            }
        },
        Failure::Refused(_) | Failure::Undelivered(_) => StartChildError::NotRunning,
    })
}

/// Asks for something about a child, and waits until it is done.
pub(super) fn ask(
    supervisor: &SupervisorRef,
    ask: Ask,
    of: Which,
) -> impl Future<Output = Result<(), ChildError>> + Send + use<> {
    ask_now(&supervisor.plan, ask, of)
}

fn ask_now(
    plan: &Plan,
    ask: Ask,
    of: Which,
) -> impl Future<Output = Result<(), ChildError>> + Send + use<> {
    let (reply, mut answer): (ReplyTo<(), RequestError>, _) = pair();
    send(plan, Lane::Ask { ask, of, reply });
    async move {
        let outcome = std::future::poll_fn(|cx| answer.poll(cx)).await;
        outcome.map_err(|failure| match failure {
            Failure::Refused(RequestError::NotFound) => ChildError::NotFound,
            Failure::Refused(RequestError::Running) => ChildError::Running,
            Failure::Refused(RequestError::Restarting) => ChildError::Restarting,
            Failure::Refused(RequestError::Abandoned) => ChildError::Abandoned,
            Failure::Refused(RequestError::Ignored) => ChildError::Ignored,
            Failure::Refused(RequestError::StartFailed(reason)) => ChildError::Failed(reason),
            _ => ChildError::NotRunning,
        })
    }
}

fn send(plan: &Plan, message: Lane) {
    // Refused by a closed mailbox, the message takes its reply with it, which is an answer too.
    let mut message = Some(message);
    if plan.place.mailbox.try_push_with(|| message.take()).is_err()
        && let Some(message) = message
    {
        Message::fail(message, &Undelivered::Vacant(ExitReason::NotFound));
    }
}

/// Takes a child out again that nobody waits for any more.
struct Undo<'a> {
    lane: &'a Place<Lane>,
    place: Arc<dyn AnyPlace>,
    done: bool,
}

impl Drop for Undo<'_> {
    fn drop(&mut self) {
        if !self.done {
            let (reply, _) = pair();
            let undo = Lane::Ask {
                ask: Ask::Undo,
                of: Which::Place(Arc::clone(&self.place)),
                reply,
            };
            self.lane.mailbox.push_notice(Envelope::Message(undo));
        }
    }
}

impl<C> fmt::Debug for Add<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Add")
            .field("supervisor", &self.supervisor)
            .finish_non_exhaustive()
    }
}
