//! A process: what `#[managed_process]` implements, and what its handlers return.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::time::Duration;

use crate::cast::Cast;
use crate::cx::Cx;
use crate::error::InitError;
use crate::exit::ExitReason;
use crate::handle::Handle;
use crate::link::Exit;
use crate::message::Message;
use crate::overload::Overload;
use crate::serve::{Running, Served};

/// A process. `#[managed_process]` implements it; it is not meant to be implemented by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a process",
    label = "not a process",
    note = "put `#[managed_process]` on the impl block with its handlers",
    note = "if it is a declared tree, write `tree {Self}(..)`"
)]
pub trait Process: Sized + Send + 'static {
    /// Its typed handle.
    type Handle: Handle<Self>;
    /// Its messages, one variant for each handler.
    type Message: Message;
    /// The parameters of its `#[init]`; without one, the process itself.
    type Args: Send + 'static;
    /// What its `#[init]` fails with.
    type InitError: InitError;
    /// Its phases, of which the default is the first; `()` without any.
    type Phase: Copy + Default + Send + Sync + 'static;

    /// The name of the type, for logs.
    const NAME: &'static str;
    /// How many messages its mailbox holds; `None` for no bound.
    const CAPACITY: Option<usize> = Some(1024);
    /// What becomes of messages for which that has no room.
    const OVERLOAD: Overload = Overload::Wait;
    /// Whether it has an `#[exit]`.
    const TRAPS_EXITS: bool = false;
    /// Whether it has a `#[terminate]`.
    const TERMINATES: bool = false;
    /// Whether some of its messages are more urgent than others.
    const PRIORITIES: bool = false;

    /// Makes the process out of its arguments.
    fn init(
        args: Self::Args,
        cx: &mut Cx<Self>,
    ) -> impl Future<Output = Result<Init<Self>, Self::InitError>> + Send;

    /// Handles a message whose handler does not wait, and gives back one whose handler does. A
    /// process that is moved through its callbacks has another way.
    fn handle_now(&mut self, message: Self::Message, cx: &mut Cx<Self>) -> Handled<Self> {
        let _ = cx;
        Handled::Waits(message)
    }

    /// Handles a message that [`handle_now`](Process::handle_now) has given back.
    fn handle(
        &mut self,
        message: Self::Message,
        cx: &mut Cx<Self>,
    ) -> impl Future<Output = Action<Self>> + Send {
        let _ = (message, cx);
        std::future::ready(Action::CONTINUE)
    }

    /// Handles a trapped exit.
    fn exit(&mut self, exit: Exit, cx: &mut Cx<Self>) -> impl Future<Output = Action<Self>> + Send {
        let _ = (exit, cx);
        std::future::ready(Action::CONTINUE)
    }

    /// Nothing has come in for the time that was set. Without a `#[timeout]` that is a reason to
    /// end normally.
    fn timeout(&mut self, cx: &mut Cx<Self>) -> impl Future<Output = Action<Self>> + Send {
        let _ = cx;
        std::future::ready(Action::stop(ExitReason::Normal))
    }

    /// Lets go of what it can do without until a message comes.
    fn hibernate(&mut self, cx: &mut Cx<Self>) {
        let _ = cx;
    }

    /// Ends.
    fn terminate(self, end: &End, cx: &mut Cx<Self>) -> impl Future<Output = ()> + Send {
        let _ = (end, cx);
        std::future::ready(())
    }

    /// Runs until it ends. Where the state is changed in place, and not moved through.
    #[doc(hidden)]
    fn serve(running: Running<'_, Self>) -> impl Future<Output = Served> + Send {
        running.in_place()
    }
}

/// A process with an `#[init]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `#[init]`, so it can't be started with arguments",
    label = "this process is started from a value",
    note = "write the value: `{Self} {{ field: value }}`, for a tuple struct `{Self} {{ 0: value }}`, or give the process an `#[init]`"
)]
pub trait HasInit: Process<Args = <Self as HasInit>::InitArgs> {
    /// The parameters of its `#[init]`. Said here too, so that who forgets the `#[init]` is told that
    /// and not also that the arguments have the wrong type.
    type InitArgs: Send + 'static;
}

/// A process that takes messages of type `T` from outside, by an `#[info]` handler.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not take `{T}`",
    label = "no `#[info]` handler for `{T}`",
    note = "add one: `#[info] fn name(&mut self, message: {T}) {{ … }}`"
)]
pub trait Accepts<T>: Process {
    /// Makes it a message.
    fn accept(info: T) -> Self::Message;
}

/// A process with phases.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no phases",
    label = "no phases were declared for this process",
    note = "declare them, the first one first: `#[managed_process(phases = [Connecting, Ready])]`"
)]
pub trait HasPhases: Process {}

/// How a process begins: what an `#[init]` may return instead of `Self`.
#[must_use]
pub struct Init<P: Process> {
    pub(crate) beginning: Beginning<P>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) first: Option<P::Message>,
    pub(crate) hibernate: bool,
}

pub(crate) enum Beginning<P> {
    Run(P),
    Ignore,
    Stop(ExitReason),
}

impl<P: Process> Init<P> {
    /// Begins with this state.
    pub fn ok(state: P) -> Self {
        Self {
            beginning: Beginning::Run(state),
            timeout: None,
            first: None,
            hibernate: false,
        }
    }

    /// Does not begin: the process ends normally, and nobody restarts it.
    pub fn ignore() -> Self {
        Self {
            beginning: Beginning::Ignore,
            timeout: None,
            first: None,
            hibernate: false,
        }
    }

    /// Does not begin, for this reason: the start has failed.
    pub fn stop(reason: ExitReason) -> Self {
        Self {
            beginning: Beginning::Stop(reason),
            timeout: None,
            first: None,
            hibernate: false,
        }
    }

    /// Sets the receive timeout: when nothing has come in for this long, `#[timeout]` is called.
    pub fn timeout(mut self, after: Duration) -> Self {
        self.timeout = Some(after);
        self
    }

    /// Hibernates until a message comes, if none waits: see [`Action::hibernate`].
    pub fn hibernate(mut self) -> Self {
        self.hibernate = true;
        self
    }

    /// Handles this message before all others.
    pub fn then<A>(mut self, cast: Cast<'_, P, A>) -> Self {
        self.first = cast.into_message();
        self
    }
}

/// What has become of a message.
#[allow(
    missing_debug_implementations,
    reason = "only generated code makes it, for the loop to look at"
)]
pub enum Handled<P: Process, L = <P as Process>::Message> {
    /// It was handled, and this is what follows.
    Done(Action<P>),
    /// Something about it has to be waited for.
    Waits(L),
}

/// What happens after a handler: what a handler without a reply may return.
#[must_use]
pub struct Action<P: Process>(pub(crate) Step<P>);

pub(crate) enum Step<P: Process> {
    Continue,
    Timeout(Option<Duration>),
    Phase(P::Phase),
    Hibernate,
    Then(P::Message),
    Stop(ExitReason),
    /// Ends, and not between two messages.
    Crash(ExitReason),
    /// What only a pure process can ask for.
    Pure(Box<Rest<P::Message>>),
}

/// What is left to the loop of the effects of a pure callback.
pub(crate) struct Rest<M> {
    /// These come before all other messages, in this order.
    pub(crate) then: Vec<M>,
    /// Whether to give back the memory of queues until a message comes.
    pub(crate) hibernate: bool,
}

impl<P: Process> Action<P> {
    /// Goes on with the next message.
    pub const CONTINUE: Self = Self(Step::Continue);

    /// Ends the process for this reason, after `#[terminate]`.
    pub fn stop(reason: ExitReason) -> Self {
        Self(Step::Stop(reason))
    }

    /// Goes on, and from now on calls `#[timeout]` whenever nothing has come in for this long;
    /// `None` switches that off.
    pub fn timeout(after: impl Into<Option<Duration>>) -> Self {
        Self(Step::Timeout(after.into()))
    }

    /// Goes on in this phase.
    pub fn phase(phase: P::Phase) -> Self
    where
        P: HasPhases,
    {
        Self(Step::Phase(phase))
    }

    /// Gives back memory until a message comes, if none waits: that of the queues, and what
    /// `#[hibernate]` lets go of.
    pub fn hibernate() -> Self {
        Self(Step::Hibernate)
    }

    /// Goes on with this message, before all others.
    pub fn then<A>(cast: Cast<'_, P, A>) -> Self {
        Self(cast.into_message().map_or(Step::Continue, Step::Then))
    }
}

/// The end of a process, as its `#[terminate]` sees it.
#[derive(Clone, Debug)]
pub struct End {
    pub(crate) reason: ExitReason,
    pub(crate) clean: bool,
    pub(crate) deadline: Option<tokio::time::Instant>,
}

impl End {
    /// Why the process ends.
    #[must_use]
    pub fn reason(&self) -> &ExitReason {
        &self.reason
    }

    /// Whether no handler was broken off: the state is as the last completed handler left it.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.clean
    }

    /// When the process's own shutdown budget ends, and terminate is cut short; `None` when that is
    /// not bounded. A supervisor above that runs out of its own time may end it earlier.
    #[must_use]
    pub fn deadline(&self) -> Option<tokio::time::Instant> {
        self.deadline
    }
}

/// What an `#[init]` may return.
#[diagnostic::on_unimplemented(
    message = "an init can't return `{Self}`",
    label = "not a beginning of `{P}`",
    note = "an init returns `Self`, `Init<Self>`, `Result<Self, E>`, or `Result<Init<Self>, E>`"
)]
pub trait IntoInit<P: Process> {
    /// What it fails with. That this is an [`InitError`] is for [`Process::InitError`] to ask, so
    /// that it is asked once.
    type Error;
    /// Makes it a beginning.
    fn into_init(self) -> Result<Init<P>, Self::Error>;
}

impl<P: Process> IntoInit<P> for P {
    type Error = Infallible;
    fn into_init(self) -> Result<Init<P>, Infallible> {
        Ok(Init::ok(self))
    }
}

impl<P: Process> IntoInit<P> for Init<P> {
    type Error = Infallible;
    fn into_init(self) -> Result<Init<P>, Infallible> {
        Ok(self)
    }
}

impl<P: Process, E> IntoInit<P> for Result<P, E> {
    type Error = E;
    fn into_init(self) -> Result<Init<P>, E> {
        self.map(Init::ok)
    }
}

impl<P: Process, E> IntoInit<P> for Result<Init<P>, E> {
    type Error = E;
    fn into_init(self) -> Result<Init<P>, E> {
        self
    }
}

/// What a handler without a reply may return.
#[diagnostic::on_unimplemented(
    message = "a handler without a reply can't return `{Self}`",
    label = "nobody gets this",
    note = "return nothing, or an `Action<Self>`; to reply with what is returned, make it a `#[call]` without a `ReplyTo`"
)]
pub trait IntoAction<P: Process> {
    /// Makes it an action.
    fn into_action(self) -> Action<P>;
}

impl<P: Process> IntoAction<P> for () {
    fn into_action(self) -> Action<P> {
        Action::CONTINUE
    }
}

impl<P: Process> IntoAction<P> for Action<P> {
    fn into_action(self) -> Action<P> {
        self
    }
}

/// The two sides of a `Result`, whatever alias it was written with.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is named `Result`, but is no `core::result::Result`",
    label = "a handler that refuses returns a `Result`",
    note = "rename the type, or return a `core::result::Result`"
)]
pub trait ResultParts {
    /// The reply.
    type Ok;
    /// The refusal.
    type Err;
    /// Is it.
    fn into_result(self) -> Result<Self::Ok, Self::Err>;
}

impl<T, E> ResultParts for Result<T, E> {
    type Ok = T;
    type Err = E;
    fn into_result(self) -> Self {
        self
    }
}

impl<P: Process> fmt::Debug for Init<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.beginning {
            Beginning::Run(_) => "Init::ok",
            Beginning::Ignore => "Init::ignore",
            Beginning::Stop(_) => "Init::stop",
        })
    }
}

impl<P: Process> fmt::Debug for Action<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Step::Continue => f.write_str("Action::CONTINUE"),
            Step::Timeout(after) => f.debug_tuple("Action::timeout").field(after).finish(),
            Step::Phase(_) => f.write_str("Action::phase"),
            Step::Hibernate => f.write_str("Action::hibernate"),
            Step::Then(_) => f.write_str("Action::then"),
            Step::Stop(reason) => f.debug_tuple("Action::stop").field(reason).finish(),
            Step::Crash(_) | Step::Pure(_) => f.write_str("Action"),
        }
    }
}

/// A handler's future must be `Send`: the runtime moves processes between its threads.
pub fn handler_future_must_be_send<F: Future + Send>(
    future: F,
) -> impl Future<Output = F::Output> + Send {
    future
}
