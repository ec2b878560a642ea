//! The context: what a handler can do as its process.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::control::Control;
use crate::control_channel::ControlSender;
use crate::envelope::{Envelope, Notice};
use crate::error::SpawnError;
use crate::exit::ExitReason;
use crate::handle::{Handle, Ref};
use crate::input::{Attachment, Inputs, IntoInput};
use crate::last_state::Previous;
use crate::link::{self, Down, DownNotice, Monitor, Tells, Watch};
use crate::message::{self, Undelivered};
use crate::pid::Pid;
use crate::place::{AnyPlace, Place, Status};
use crate::process::{Accepts, HasPhases, Process};
use crate::protocol::{Reaches, Untyped};
use crate::pure::Book;
use crate::ranked::Ranked;
use crate::redeliver::Kept;
use crate::registry::{self, FoundOf, Group, Via, Whose};
use crate::spawn::Spawn;
use crate::supervisor::{StartChildError, SupervisorRef, Task, TasksRef};
use crate::sync::Exclusive;
use crate::timer::{self, Timer};

/// The process's side of itself: a handler that asks for `cx: &mut Cx<Self>` gets it.
pub struct Cx<P: Process> {
    pub(crate) place: Arc<Place<P::Message>>,
    pub(crate) pid: Pid,
    /// After how long without a message `#[timeout]` is called.
    pub(crate) idle: Option<Duration>,
    pub(crate) stop: Option<Box<ExitReason>>,
    /// The account of a pure process.
    pub(crate) book: Option<Box<Book>>,
    pub(crate) phase: P::Phase,
    /// Whether the next incarnation gets what waits in the mailbox, but nothing that was this one's alone.
    pub(crate) keeps_mailbox: bool,
    /// What many processes never have.
    aside: Exclusive<Option<Box<Aside<P::Message>>>>,
    monitors: Option<Box<Monitors<P::Message>>>,
    /// What it takes messages from beside its mailbox.
    pub(crate) inputs: Option<Box<Inputs<P::Message>>>,
}

/// Messages that are not in the loop's batch.
pub(crate) struct Aside<M> {
    /// Of a process with priorities: what it has taken in.
    pub(crate) ranked: Ranked<M>,
    /// What is handled now, if it is to be handled again should that be broken off.
    pub(crate) kept: Option<Kept<M>>,
}

impl<M> Default for Aside<M> {
    fn default() -> Self {
        Self {
            ranked: Ranked::default(),
            kept: None,
        }
    }
}

/// The monitors that a process has set.
struct Monitors<M> {
    watched: BTreeMap<Monitor, Arc<dyn AnyPlace>>,
    /// How a notice becomes a message.
    accept: fn(Down) -> M,
}

impl<P: Process> Cx<P> {
    pub(crate) fn new(place: Arc<Place<P::Message>>, pid: Pid) -> Self {
        Self {
            place,
            pid,
            idle: None,
            stop: None,
            book: None,
            phase: P::Phase::default(),
            keeps_mailbox: false,
            aside: Exclusive::new(None),
            monitors: None,
            inputs: None,
        }
    }

    /// The process's own handle.
    #[must_use]
    pub fn me(&self) -> P::Handle {
        P::Handle::from_ref(self.own())
    }

    /// Which incarnation this is.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.pid
    }

    /// Ends the process for this reason when the handler is done, after its reply is sent.
    /// Called again, the first reason stands.
    pub fn stop(&mut self, reason: ExitReason) {
        self.stop.get_or_insert_with(|| Box::new(reason));
    }

    /// Calls `#[timeout]` whenever nothing has come in for this long; `None` switches that off.
    pub fn set_timeout(&mut self, after: impl Into<Option<Duration>>) {
        self.idle = after.into();
    }

    /// Sends this process an exit signal after this time, as [`Handle::exit_after`] does.
    pub fn exit_after(&self, delay: Duration, reason: ExitReason) -> Timer {
        timer::exit_after(self.erased(), Some(self.pid), delay, reason)
    }

    /// Kills this process after this time, unless the timer is cancelled before.
    pub fn kill_after(&self, delay: Duration) -> Timer {
        self.exit_after(delay, ExitReason::Killed)
    }

    /// Puts the process into a group until it leaves that, or ends. Twice is no more than once; in init it
    /// counts once that has succeeded.
    pub fn join<M: Send + 'static>(&self, group: &Group<M>)
    where
        P: Accepts<M>,
    {
        let Ok(()) = self.register_as(group, self.me().recipient());
    }

    /// Takes the process out of a group.
    pub fn leave<M: Send + 'static>(&self, group: &Group<M>) {
        registry::unregister(&self.place.core, self.pid, group);
    }

    /// The phase that the process is in: the first one, until another is set.
    #[must_use]
    pub fn phase(&self) -> P::Phase
    where
        P: HasPhases,
    {
        self.phase
    }

    /// Goes on in another phase, from the next message on.
    pub fn set_phase(&mut self, phase: P::Phase)
    where
        P: HasPhases,
    {
        self.phase = phase;
    }

    /// Links this process with another: when one of them ends other than normally, the other ends
    /// too, or traps the exit. When the other has ended already, its exit comes at once.
    ///
    /// There is one link between two incarnations. Linked again, it tells what it told before and what
    /// is asked for now.
    pub fn link<Q>(&self, other: &impl Reaches<Q>) {
        self.link_telling(other, Tells::Everything, Tells::Everything);
    }

    /// The same in one direction: this process learns of the other's end, and the other nothing of
    /// this one's.
    pub fn link_one_way<Q>(&self, other: &impl Reaches<Q>) {
        self.link_telling(other, Tells::Nothing, Tells::Everything);
    }

    /// The same in one direction, and only of failures: of ends that are not
    /// [graceful](ExitReason::is_graceful). To find the other ended already is one.
    pub fn link_on_failure<Q>(&self, other: &impl Reaches<Q>) {
        self.link_telling(other, Tells::Nothing, Tells::Failures);
    }

    fn link_telling<Q>(&self, other: &impl Reaches<Q>, mine: Tells, its: Tells) {
        let Untyped(place) = other.reached();
        let pid = place.core().pid();
        link::link((&self.erased(), self.pid, mine), (&place, pid, its), || {
            ExitReason::NotFound
        });
    }

    /// Takes the link away, of whatever kind and on both sides, with an exit of the other that has not
    /// been handled yet.
    pub fn unlink<Q>(&self, other: &impl Reaches<Q>) {
        let Untyped(place) = other.reached();
        let pid = place.core().pid();
        link::unlink((&self.erased(), self.pid), (&place, pid));
    }

    /// Watches another process: a [`Down`] comes when this incarnation of it ends, at once when
    /// none runs.
    pub fn monitor<Q>(&mut self, other: &impl Reaches<Q>) -> Monitor
    where
        P: Accepts<Down>,
    {
        let monitor = Monitor::next();
        let Untyped(place) = other.reached();
        let monitors = self.monitors.get_or_insert_with(|| {
            Box::new(Monitors {
                watched: BTreeMap::new(),
                accept: <P as Accepts<Down>>::accept,
            })
        });
        monitors.watched.insert(monitor, Arc::clone(&place));
        let watch = Watch {
            watcher: self.pid,
            place: self.erased(),
        };
        if let Err(watch) = place.core().add_watch(monitor, watch) {
            let down = Down {
                monitor,
                pid: place.core().pid(),
                reason: ExitReason::NotFound,
            };
            watch.place.push_down(DownNotice {
                watcher: self.pid,
                down,
            });
        }
        monitor
    }

    /// Stops watching. A notice that is on its way or in the mailbox is not handled.
    pub fn demonitor(&mut self, monitor: Monitor) {
        let monitors = self.monitors.as_mut();
        if let Some(place) = monitors.and_then(|monitors| monitors.watched.remove(&monitor)) {
            place.core().remove_watch(monitor);
        }
    }

    /// Takes messages from a stream, or a receiver of a channel: each item is handled by the `#[info]`
    /// handler for its type. See [`IntoInput`] for what there is.
    ///
    /// It is polled in the process's task, and only when the process is ready to handle what comes: what
    /// comes too fast waits where it comes from. Its items are handled in order; those of several inputs,
    /// and the messages in the mailbox, have their turns. When this incarnation ends it is dropped, and
    /// when it panics the process ends with that panic. An item may well be a `Result`: it is an item as
    /// any other.
    ///
    /// [`Attachment::on_end`] says what happens at its end.
    pub fn attach<I, Kind>(&mut self, input: I) -> Attachment<P>
    where
        I: IntoInput<Kind>,
        P: Accepts<I::Item>,
    {
        let inputs = self.inputs.get_or_insert_default();
        inputs.attach(input, <P as Accepts<I::Item>>::accept)
    }

    /// Makes a channel into this incarnation whose messages come before all that is in the mailbox, and
    /// also while that is full. They are handled by the `#[info]` handler for their type.
    pub fn control_channel<T>(&mut self) -> ControlSender<T>
    where
        P: Accepts<T>,
    {
        let inputs = self.inputs.get_or_insert_default();
        let waiting = Arc::clone(inputs.urgent.get_or_insert_default());
        ControlSender::new::<P>(Arc::clone(&self.place), self.pid, waiting)
    }

    /// Starts a process and links it with this one, so that neither can outlive the other's failure.
    ///
    /// # Errors
    ///
    /// Those of the start. A process that fails in its init sends no exit to this one.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, the process is stopped again.
    pub async fn spawn<Q: Process>(
        &self,
        spawn: Spawn<Q>,
    ) -> Result<Q::Handle, SpawnError<Q::InitError>> {
        spawn.linked_to(self.erased(), self.pid).await
    }

    /// Starts a task that is linked with this process, so that neither can outlive the other's failure.
    pub fn spawn_task<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Task<T> {
        let task = Task::spawn(future);
        self.link_task(&task);
        task
    }

    /// The same under a supervisor of tasks.
    ///
    /// # Errors
    ///
    /// Those of [`TasksRef::spawn`].
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, the task is stopped again.
    pub async fn spawn_task_under<T: Send + 'static>(
        &self,
        tasks: &TasksRef,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Result<Task<T>, StartChildError> {
        let task = tasks.spawn(future).await?;
        self.link_task(&task);
        Ok(task)
    }

    fn link_task<T>(&self, task: &Task<T>) {
        let Untyped(place) = task.handle().reached();
        let pid = place.core().pid();
        // It may be over already, and that tells what any link would.
        let missed = || match place.core().status() {
            Status::Vacant(reason) => reason,
            _ => ExitReason::NotFound,
        };
        link::link(
            (&self.erased(), self.pid, Tells::Everything),
            (&place, pid, Tells::Everything),
            missed,
        );
    }

    /// Registers the process under a [`Name`](crate::Name), a key of a [`Registry`](crate::Registry) or
    /// whatever else is a [`Via`], so that others find it there until it ends. Registered in init it is
    /// found as soon as that has succeeded. Twice is no more than once.
    ///
    /// Its handle is found there, or one that can be made from it, as that of a protocol.
    ///
    /// # Errors
    ///
    /// When another process has it: [`NameTaken`](crate::NameTaken), [`KeyTaken`](crate::KeyTaken).
    pub fn register<V>(&self, via: &V) -> Result<(), V::Taken>
    where
        V: Via<Handle: FoundOf<P::Handle>>,
    {
        self.register_as(via, V::Handle::found_of(self.me()))
    }

    fn register_as<V: Via>(&self, via: &V, handle: V::Handle) -> Result<(), V::Taken> {
        let core = &self.place.core;
        registry::register(core, (self.pid, Whose::Incarnation), via, handle)
    }

    /// Takes back what was registered for the process, and what its child spec has registered for its place.
    /// False when it is not registered there.
    pub fn unregister<V: Via>(&self, via: &V) -> bool {
        registry::unregister(&self.place.core, self.pid, via)
    }

    /// The incarnation before this one, from which it follows: why and after what time it ended, and
    /// which restart this is. `None` for the first one, and for one that was started by request.
    #[must_use]
    pub fn previous(&self) -> Option<Previous> {
        self.place.core.previous(self.pid)
    }

    /// The root of the tree in which this process stands, for instance to
    /// [`stop`](SupervisorRef::stop) it; `None` outside any tree.
    #[must_use]
    pub fn tree(&self) -> Option<SupervisorRef> {
        self.place.core.root().map(SupervisorRef::of)
    }

    /// What this incarnation has told itself, or taken in beside its mailbox, in the loop's batch.
    pub(crate) fn own_message(&self, message: P::Message) -> Envelope<P::Message> {
        match self.keeps_mailbox {
            false => Envelope::Message(message),
            true => self.own_notice(message),
        }
    }

    #[cold]
    fn own_notice(&self, message: P::Message) -> Envelope<P::Message> {
        Envelope::own(Some(self.pid), message)
    }

    /// The messages that are not in the loop's batch, if there ever were any.
    pub(crate) fn aside(&mut self) -> Option<&mut Aside<P::Message>> {
        self.aside.get_mut().as_deref_mut()
    }

    pub(crate) fn put_aside(&mut self) -> &mut Aside<P::Message> {
        self.aside.get_mut().get_or_insert_with(Box::default)
    }

    /// Gives back the memory that they do not need now.
    pub(crate) fn forget_aside(&mut self) {
        *self.aside.get_mut() = None;
    }

    /// The message of a notice, if it is for this incarnation and still wanted.
    pub(crate) fn accept(&mut self, notice: Notice<P::Message>) -> Option<P::Message> {
        match notice {
            Notice::Down(notice) if notice.watcher == self.pid => {
                let monitors = self.monitors.as_mut()?;
                monitors.watched.remove(&notice.down.monitor)?;
                Some((monitors.accept)(notice.down))
            }
            Notice::Down(_) | Notice::Last(_) => None,
            Notice::Own(pid, message) if pid == self.pid => Some(message),
            Notice::Own(_, message) => {
                message::fail(&self.place.core, message, &Undelivered::Restarted);
                None
            }
        }
    }

    /// Takes away the monitors that this process has set.
    pub(crate) fn drop_monitors(&mut self) {
        if let Some(monitors) = self.monitors.take() {
            remove_watches(monitors.watched);
        }
    }

    /// The next message of a control channel.
    pub(crate) fn next_urgent(&mut self) -> Option<P::Message> {
        self.place.core.calm(self.pid, Control::URGENT);
        let (next, more) = self.inputs.as_ref()?.urgent.as_ref()?.take();
        if more {
            self.place.core.raise(self.pid, Control::URGENT);
        }
        next
    }

    pub(crate) fn own(&self) -> Ref<P> {
        Ref {
            place: Arc::clone(&self.place),
        }
    }

    /// Fails the calls that a pure process has left open.
    pub(crate) fn fail_deferred(&mut self, reason: &ExitReason) {
        if let Some(book) = &mut self.book {
            book.fail_deferred(&Undelivered::Ended(reason.clone()));
        }
    }

    fn erased(&self) -> Arc<dyn AnyPlace> {
        Arc::clone(&self.place) as _
    }
}

impl<P: Process> fmt::Debug for Cx<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cx")
            .field("pid", &self.pid)
            .finish_non_exhaustive()
    }
}

fn remove_watches(watched: BTreeMap<Monitor, Arc<dyn AnyPlace>>) {
    for (monitor, place) in watched {
        place.core().remove_watch(monitor);
    }
}
