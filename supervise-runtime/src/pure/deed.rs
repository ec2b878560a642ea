//! Effects of a process that goes on, and how they are performed.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use super::effect::Effect;
use super::effects::Act;
use super::letter::Letter;
use crate::call::Call;
use crate::cast::Cast;
use crate::cx::Cx;
use crate::error::CallError;
use crate::exit::ExitReason;
use crate::handle::Ref;
use crate::message::Message;
use crate::process::{Process, Rest};
use crate::reply::Answer;
use crate::timer;

/// One effect of a callback of `S`.
pub(crate) enum Deed<S: Process> {
    Act(Act),
    Call(Box<dyn Request<S>>),
    Later(Box<dyn Schedule>),
    Timeout(Option<Duration>),
    Hibernate,
    Then(S::Message),
    Stop(ExitReason),
}

/// A call whose answer comes back as a message of `S`.
pub(crate) trait Request<S: Process>: Send {
    fn send(self: Box<Self>, own: Ref<S>) -> Pin<Box<dyn Future<Output = ()> + Send>>;
    fn describe(&self) -> Effect;
}

/// A cast that is sent later.
pub(crate) trait Schedule: Send {
    fn start(self: Box<Self>);
    fn describe(&self) -> Effect;
}

impl<S: Process> Deed<S> {
    pub(super) fn call<Q, A, R, E>(
        call: Call<'_, Q, A, R, E>,
        then: fn(Result<R, CallError<E>>) -> S::Message,
    ) -> Option<Self>
    where
        Q: Process,
        R: Send + 'static,
        E: Send + 'static,
    {
        let (to, message, answer) = call.into_letter()?;
        Some(Self::Call(Box::new(Question {
            letter: Letter::<Q>::new(to, message),
            answer,
            then,
        })))
    }

    pub(super) fn after<Q: Process, A>(delay: Duration, cast: Cast<'_, Q, A>) -> Option<Self> {
        let (to, message) = cast.into_letter()?;
        Some(Self::Later(Box::new(After {
            delay,
            letter: Letter::<Q>::new(to, message),
        })))
    }

    pub(super) fn every<Q, A>(period: Duration, cast: Cast<'_, Q, A>) -> Option<Self>
    where
        Q: Process,
        A: Clone + Send + 'static,
    {
        let (to, args, make) = cast.into_parts()?;
        Some(Self::Later(Box::new(Every::<Q, A> {
            period,
            to,
            args,
            make,
        })))
    }

    pub(super) fn describe(&self) -> Effect {
        match self {
            Self::Act(act) => act.describe(),
            Self::Call(call) => call.describe(),
            Self::Later(later) => later.describe(),
            Self::Timeout(after) => Effect::Timeout(*after),
            Self::Hibernate => Effect::Hibernate,
            Self::Then(message) => Effect::Then {
                message: message.label(),
            },
            Self::Stop(reason) => Effect::Stop {
                reason: reason.to_string(),
            },
        }
    }

    /// Performs it, or leaves it to the loop in `rest`.
    pub(super) async fn perform(self, cx: &mut Cx<S>, rest: &mut Rest<S::Message>) {
        match self {
            Self::Act(act) => {
                let Cx { place, book, .. } = cx;
                act.perform(&place.core, super::drive::opened(book)).await;
            }
            Self::Call(call) => call.send(cx.own()).await,
            Self::Later(later) => later.start(),
            Self::Timeout(after) => cx.set_timeout(after),
            Self::Hibernate => rest.hibernate = true,
            Self::Then(message) => rest.then.push(message),
            Self::Stop(reason) => cx.stop(reason),
        }
    }
}

/// A call to `Q` that is yet to be made.
struct Question<S: Process, Q: Process, R, E> {
    letter: Letter<Q>,
    answer: Answer<R, E>,
    then: fn(Result<R, CallError<E>>) -> S::Message,
}

impl<S, Q, R, E> Request<S> for Question<S, Q, R, E>
where
    S: Process,
    Q: Process,
    R: Send + 'static,
    E: Send + 'static,
{
    /// Waits for room. The answer is waited for by a task that ends with the process.
    fn send(self: Box<Self>, own: Ref<S>) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let Self {
            mut letter,
            mut answer,
            then,
        } = *self;
        Box::pin(async move {
            let sent = std::future::poll_fn(|cx| letter.poll_send(cx)).await;
            drop(letter);
            let to = own.clone();
            timer::owned_task(&own, |own| async move {
                let result = match sent {
                    Ok(()) => std::future::poll_fn(|cx| answer.poll(cx))
                        .await
                        .map_err(CallError::from),
                    Err(error) => Err(CallError::from(error)),
                };
                timer::Line::own(to, own, then(result)).send().await;
            });
        })
    }

    fn describe(&self) -> Effect {
        Effect::MakeCall {
            to: self.letter.path(),
            message: self.letter.label(),
        }
    }
}

struct After<Q: Process> {
    delay: Duration,
    letter: Letter<Q>,
}

impl<Q: Process> Schedule for After<Q> {
    fn start(self: Box<Self>) {
        self.letter.send_after(self.delay);
    }

    fn describe(&self) -> Effect {
        Effect::After {
            delay: self.delay,
            to: self.letter.path(),
            message: self.letter.label(),
        }
    }
}

struct Every<Q: Process, A> {
    period: Duration,
    to: Ref<Q>,
    args: A,
    make: fn(A) -> Q::Message,
}

impl<Q: Process, A: Clone + Send + 'static> Schedule for Every<Q, A> {
    fn start(self: Box<Self>) {
        let Self {
            period,
            to,
            args,
            make,
        } = *self;
        timer::every(&to, period, move || make(args.clone()));
    }

    fn describe(&self) -> Effect {
        Effect::Every {
            period: self.period,
            to: self.to.core().label(),
            message: (self.make)(self.args.clone()).label(),
        }
    }
}
