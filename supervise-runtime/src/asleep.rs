//! A process that has nothing to handle, and what wakes it.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::time::Sleep;

use crate::control::Control;
use crate::cx::Cx;
use crate::envelope::Envelope;
use crate::place::Place;
use crate::process::Process;
use crate::queue::move_first;
use crate::ranked::INTAKE;
use crate::turn::Pace;

/// How it was woken.
pub(crate) enum Woken {
    /// By a message or a control.
    Called,
    /// By the receive timeout.
    Idle,
}

/// Waits for a message, a control, or the receive timeout.
///
/// Not an `async fn`, for the reason that [`serve`](crate::serve::serve) has; and no closure for `poll_fn`,
/// which would be called where this is inlined, once or twice for each batch.
pub(crate) struct Asleep<'a, 'p, P: Process> {
    place: &'a Place<P::Message>,
    cx: &'a mut Cx<P>,
    batch: &'a mut VecDeque<Envelope<P::Message>>,
    pace: &'a mut Pace<'p>,
    idle: Option<Pin<Box<Sleep>>>,
}

impl<'a, 'p, P: Process> Asleep<'a, 'p, P> {
    pub(crate) fn new(
        place: &'a Place<P::Message>,
        cx: &'a mut Cx<P>,
        batch: &'a mut VecDeque<Envelope<P::Message>>,
        pace: &'a mut Pace<'p>,
    ) -> Self {
        Self {
            idle: cx.idle.map(|after| Box::pin(tokio::time::sleep(after))),
            place,
            cx,
            batch,
            pace,
        }
    }
}

impl<P: Process> Future for Asleep<'_, '_, P> {
    type Output = Woken;

    #[inline]
    fn poll(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Woken> {
        let Self {
            place,
            cx,
            batch,
            pace,
            idle,
        } = self.get_mut();
        let quiet = Control::quiet(cx.pid);
        let told = || place.core.control() != quiet;
        let refilled = if P::PRIORITIES {
            // What is ranked is taken in bit by bit.
            let some = |queue: &mut VecDeque<_>, batch: &mut VecDeque<_>| {
                move_first(queue, INTAKE, batch);
            };
            place.mailbox.poll_take(task, batch, told, some)
        } else {
            place.mailbox.poll_refill(task, batch, told)
        };
        if cx.inputs.is_some() && place.core.control() == quiet && look_first(cx, task, batch) {
            return Poll::Ready(Woken::Called);
        }
        if refilled.is_ready() {
            return Poll::Ready(Woken::Called);
        }
        // Others have their turn while this one sleeps.
        pace.begin(0);
        match idle {
            Some(idle) => idle.as_mut().poll(task).map(|()| Woken::Idle),
            None => Poll::Pending,
        }
    }
}

/// Looks what the inputs have before a batch is begun, or the task sleeps. True if there is something.
#[cold]
fn look_first<P: Process>(
    cx: &mut Cx<P>,
    task: &Context<'_>,
    batch: &mut VecDeque<Envelope<P::Message>>,
) -> bool {
    let inputs = cx.inputs.as_mut();
    let next = inputs.and_then(|inputs| inputs.next(Some(task.waker())));
    let found = next.is_some();
    if let Some(message) = next {
        batch.push_front(cx.own_message(message));
    }
    found
}
