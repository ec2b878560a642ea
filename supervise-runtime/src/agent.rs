//! An agent: a process that holds a value, and runs what it is given on it.

use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::call::Call;
use crate::cast::Cast;
use crate::cx::Cx;
use crate::handle::{Handle, Ref};
use crate::message::{Message, Undelivered};
use crate::process::{Action, Handled, HasInit, Init, Process};
use crate::reply::ReplyTo;
use crate::spawn::spawn_value;

/// A process that holds a value. It needs no macro: who has its [handle](AgentRef) says what is to be done
/// with the value.
///
/// In a tree it is a child like any other: `cache: Agent<HashMap<String, u32>>(HashMap::new())`.
#[derive(Debug)]
pub struct Agent<T> {
    value: T,
}

impl<T: Send + 'static> Agent<T> {
    /// Starts an agent without a supervisor.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub fn spawn(value: T) -> AgentRef<T> {
        spawn_value(Self { value })
    }
}

/// The handle of an [`Agent`]. What it is given runs in the agent, one after another; if it panics, the
/// agent ends, as a process does when a handler panics.
pub struct AgentRef<T: Send + 'static> {
    inner: Ref<Agent<T>>,
}

/// What is to be done with a value, and what that gives.
pub type Apply<T, R> = Box<dyn FnOnce(&mut T) -> R + Send>;

impl<T: Send + 'static> AgentRef<T> {
    /// Looks at the value: the call gives what `look` returns.
    pub fn get<R: Send + 'static>(
        &self,
        look: impl FnOnce(&T) -> R + Send + 'static,
    ) -> Call<'_, Agent<T>, Apply<T, R>, R> {
        self.update(move |value| look(value))
    }

    /// Changes the value: the call gives what `change` returns.
    pub fn update<R: Send + 'static>(
        &self,
        change: impl FnOnce(&mut T) -> R + Send + 'static,
    ) -> Call<'_, Agent<T>, Apply<T, R>, R> {
        Call::new(&self.inner, Box::new(change), ask)
    }

    /// Changes the value; nobody waits for it.
    pub fn cast(
        &self,
        change: impl FnOnce(&mut T) + Send + 'static,
    ) -> Cast<'_, Agent<T>, Apply<T, ()>> {
        Cast::new(&self.inner, Box::new(change), AgentMessage::Cast)
    }
}

/// What an agent is asked for.
#[doc(hidden)]
pub enum AgentMessage<T> {
    Call(Box<dyn Ask<T>>),
    Cast(Apply<T, ()>),
}

/// A question with the right to answer it.
#[doc(hidden)]
pub trait Ask<T>: Send {
    fn answer(self: Box<Self>, value: &mut T);
    fn fail(self: Box<Self>, why: &Undelivered);
}

struct Question<T, R: Send + 'static> {
    reply: ReplyTo<R>,
    apply: Apply<T, R>,
}

fn ask<T: Send + 'static, R: Send + 'static>(
    reply: ReplyTo<R>,
    apply: Apply<T, R>,
) -> AgentMessage<T> {
    AgentMessage::Call(Box::new(Question { reply, apply }))
}

impl<T: Send, R: Send> Ask<T> for Question<T, R> {
    fn answer(self: Box<Self>, value: &mut T) {
        let Self { reply, apply } = *self;
        reply.send(apply(value));
    }

    fn fail(self: Box<Self>, why: &Undelivered) {
        self.reply.fail(why);
    }
}

impl<T: Send + 'static> Message for AgentMessage<T> {
    fn fail(self, why: &Undelivered) {
        if let Self::Call(question) = self {
            question.fail(why);
        }
    }

    fn label(&self) -> &'static str {
        match self {
            Self::Call(_) => "call",
            Self::Cast(_) => "cast",
        }
    }

    fn is_call(&self) -> bool {
        matches!(self, Self::Call(_))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> Process for Agent<T> {
    type Handle = AgentRef<T>;
    type Message = AgentMessage<T>;
    type Args = T;
    type InitError = Infallible;
    type Phase = ();

    const NAME: &'static str = "Agent";

    async fn init(value: T, _cx: &mut Cx<Self>) -> Result<Init<Self>, Infallible> {
        Ok(Init::ok(Self { value }))
    }

    fn handle_now(&mut self, message: AgentMessage<T>, _cx: &mut Cx<Self>) -> Handled<Self> {
        match message {
            AgentMessage::Call(question) => question.answer(&mut self.value),
            AgentMessage::Cast(apply) => apply(&mut self.value),
        }
        Handled::Done(Action::CONTINUE)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> HasInit for Agent<T> {
    type InitArgs = T;
}

impl<T: Send + 'static> Handle<Agent<T>> for AgentRef<T> {
    fn from_ref(inner: Ref<Agent<T>>) -> Self {
        Self { inner }
    }

    fn as_ref(&self) -> &Ref<Agent<T>> {
        &self.inner
    }
}

impl<T: Send + 'static> Clone for AgentRef<T> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
        }
    }
}

impl<T: Send + 'static> PartialEq for AgentRef<T> {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

impl<T: Send + 'static> Eq for AgentRef<T> {}

impl<T: Send + 'static> Hash for AgentRef<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.inner.hash(state);
    }
}

impl<T: Send + 'static> fmt::Debug for AgentRef<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T> fmt::Debug for AgentMessage<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Call(_) => "Call",
            Self::Cast(_) => "Cast",
        })
    }
}
