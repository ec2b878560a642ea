//! The loop's side of a pure process: one input after another, and what becomes of its effects.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::book::{Book, Taken};
use super::effects::IntoEffects;
use super::input::{Input, OnPanic, PureProcess};
use super::turn::{Done, Turn, When};
use crate::current;
use crate::cx::Cx;
use crate::dead_letter::{self, DeadLetterCause};
use crate::exit::{ExitReason, Panic};
use crate::handle::Ref;
use crate::link::Exit;
use crate::message::Undelivered;
use crate::pid::Pid;
use crate::process::{Action, Handled, Process, Rest, Step};
use crate::serve::{self, Driver, Running, Served};

/// Where the state of a pure process is between two callbacks.
struct Slot<'a, P: Process> {
    state: &'a mut Option<P>,
    own: Ref<P>,
    spare: Option<fn(&P) -> Option<P>>,
}

impl<P: PureProcess> Running<'_, P> {
    /// Runs it as what it is.
    pub async fn pure(self) -> Served {
        let Self {
            state,
            cx,
            batch,
            told,
            spare,
            ..
        } = self;
        cx.book = Some(Box::new(Book::new()));
        let own = cx.own();
        let mut slot = Slot { state, own, spare };
        serve::serve(Some(&mut slot), cx, batch, told).await
    }
}

/// The book of a process that has been served has been opened by that.
pub(super) fn opened(book: &mut Option<Box<Book>>) -> &mut Book {
    book.get_or_insert_with(|| Box::new(Book::new()))
}

impl<P: PureProcess> Driver<P> for Slot<'_, P> {
    /// Callbacks don't wait, effects may.
    type Later = Box<Done<P>>;

    fn now(&mut self, message: P::Message, cx: &mut Cx<P>) -> Handled<P, Box<Done<P>>> {
        self.take(Input::Message(message.body), message.sender, cx)
    }

    async fn later(&mut self, done: Box<Done<P>>, cx: &mut Cx<P>) -> Action<P> {
        perform(done, cx).await
    }

    fn exit(&mut self, exit: Exit, cx: &mut Cx<P>) -> impl Future<Output = Action<P>> + Send {
        settled(self.take(Input::Exit(exit), None, cx), cx)
    }

    fn timeout(&mut self, cx: &mut Cx<P>) -> impl Future<Output = Action<P>> + Send {
        settled(self.take(Input::Timeout, None, cx), cx)
    }
}

/// With its effects.
async fn settled<P: PureProcess>(handled: Handled<P, Box<Done<P>>>, cx: &mut Cx<P>) -> Action<P> {
    match handled {
        Handled::Done(action) => action,
        Handled::Waits(done) => perform(done, cx).await,
    }
}

impl<P: PureProcess> Slot<'_, P> {
    fn take(
        &mut self,
        input: Input<P::Body>,
        sender: Option<Pid>,
        cx: &mut Cx<P>,
    ) -> Handled<P, Box<Done<P>>> {
        let book = opened(&mut cx.book);
        let taken = Taken {
            pid: cx.pid,
            sender,
            sequence: book.next(),
            since: book.since(),
        };
        match self.step(input, taken, book) {
            Ok(done) if done.deeds.is_empty() && done.reply.is_none() => {
                Handled::Done(Action::CONTINUE)
            }
            Ok(done) => Handled::Waits(Box::new(done)),
            Err(action) => Handled::Done(action),
        }
    }

    /// Runs the callback. Where it has panicked, what to do instead.
    fn step(
        &mut self,
        input: Input<P::Body>,
        taken: Taken,
        book: &mut Book,
    ) -> Result<Done<P>, Action<P>> {
        let label = input.label();
        let mut turn = Turn {
            state: &mut *self.state,
            own: &self.own,
            spare: self.spare,
            when: When::Taken(taken),
            deferred: Some(&mut book.deferred),
            done: Done::default(),
        };
        if P::TRACED {
            // What is recorded is what the callback sees.
            let meta = turn.meta();
            P::note(&super::Noting::new(&self.own, &input, meta.facts()));
            turn.when = When::Recorded(meta);
        }
        let ran = if P::ON_PANIC == OnPanic::Restart {
            Ok(P::step(&mut turn, input))
        } else {
            current::catch(|| P::step(&mut turn, input))
        };
        let Turn { done, .. } = turn;
        match ran {
            Ok(Some(())) => Ok(done),
            Ok(None) => Err(Action(Step::Crash(ExitReason::NotFound))),
            Err(caught) => {
                for call in caught.lost {
                    call.fail(Undelivered::Panicked(caught.panic.clone()));
                }
                Err(self.after_panic(label, taken.sequence, caught.panic, book))
            }
        }
    }

    /// The message is not handled again: with this state it would panic again.
    #[cold]
    fn after_panic(
        &self,
        message: &'static str,
        sequence: u64,
        panic: Panic,
        book: &mut Book,
    ) -> Action<P> {
        let core = self.own.core();
        let poison = DeadLetterCause::Poison { position: sequence };
        dead_letter::record(core, message, poison);
        let process = core.label();
        if P::ON_PANIC == OnPanic::Stop {
            tracing::error!(%process, message, sequence, %panic, "stops after a panic");
            return Action(Step::Crash(ExitReason::Shutdown));
        }
        if P::MAX_RESUMES.is_some_and(|most| book.resumed >= most) {
            return Action(Step::Crash(ExitReason::Panic(panic)));
        }
        book.resumed += 1;
        core.resumes.fetch_add(1, Ordering::Relaxed);
        tracing::error!(%process, message, sequence, %panic, "goes on after a panic");
        Action::CONTINUE
    }
}

/// The effects in their order, then the reply.
async fn perform<P: PureProcess>(done: Box<Done<P>>, cx: &mut Cx<P>) -> Action<P> {
    let mut rest = Rest {
        then: Vec::new(),
        hibernate: false,
    };
    for deed in done.deeds {
        deed.perform(cx, &mut rest).await;
    }
    if let Some(reply) = done.reply {
        reply();
    }
    if rest.then.is_empty() && !rest.hibernate {
        Action::CONTINUE
    } else {
        Action(Step::Pure(Box::new(rest)))
    }
}

/// Performs what a terminate has returned.
pub async fn perform_last<P: PureProcess>(effects: impl IntoEffects, cx: &mut Cx<P>) {
    let acts = effects.into_effects().into_acts();
    let place = Arc::clone(&cx.place);
    for act in acts {
        act.perform(&place.core, opened(&mut cx.book)).await;
    }
}
