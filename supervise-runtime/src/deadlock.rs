//! Who waits for whom, so that a wait that can never end fails at once.
//!
//! A handler that awaits a call without a timeout notes its wait with its own place, before it
//! looks: of two calls that close a circle at least one sees it. What is followed from place to
//! place is: a wait noted there whose call is not answered yet; and from a place that is not
//! started yet, the child whose start its supervisor is waiting for.

use std::sync::Arc;
use std::task::Context;

use crate::current;
use crate::message::Message;
use crate::pid::PlaceId;
use crate::place::{AnyPlace, Place, PlaceCore};
use crate::reply::Unanswered;
use crate::sync::Mutex;

/// The waits of one place's handler.
#[derive(Default)]
pub(crate) struct Waits(Mutex<Vec<Wait>>);

struct Wait {
    target: Arc<dyn AnyPlace>,
    /// `None` until the call is made.
    call: Option<Arc<dyn Unanswered>>,
    key: u64,
}

/// A wait that is noted; dropped when it is over.
pub(crate) struct Noted {
    waiter: Arc<dyn AnyPlace>,
    key: u64,
}

/// The names of the processes in a circle, the one that asked first at both ends.
pub(crate) type Cycle = Arc<[Arc<str>]>;

/// How long a chain is followed: a longer one is no circle that somebody wrote.
const FARTHEST: usize = 256;

impl Noted {
    /// Notes that the process being polled waits for `target`; `None` outside any process.
    /// `Err` when that wait could never end.
    pub(crate) fn new<M: Message>(target: &Arc<Place<M>>) -> Option<Result<Self, Cycle>> {
        let waiter = current::waiting()?;
        let target: &Arc<dyn AnyPlace> = &(Arc::clone(target) as _);
        let key = {
            let mut waits = waiter.core().waits.0.lock();
            let key = waits.last().map_or(0, |last| last.key + 1);
            waits.push(Wait {
                target: Arc::clone(target),
                call: None,
                key,
            });
            key
        };
        let noted = Self { waiter, key };
        Some(match circle(noted.waiter.core(), target) {
            Some(cycle) => Err(cycle),
            None => Ok(noted),
        })
    }

    /// From this call's answer on, nothing is waited for.
    pub(crate) fn answered_by(&self, call: Arc<dyn Unanswered>) {
        let mut waits = self.waiter.core().waits.0.lock();
        if let Some(wait) = waits.iter_mut().find(|wait| wait.key == self.key) {
            wait.call = Some(call);
        }
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        let mut waits = self.waiter.core().waits.0.lock();
        let found = waits.iter().position(|wait| wait.key == self.key);
        let wait = found.map(|index| waits.remove(index));
        drop(waits);
        drop(wait);
    }
}

/// The circle of a process that would wait for room in its own mailbox, if it is the one that is
/// being polled.
///
/// Not the first time: what its loop has handled may make room when the handler begins to wait, so it is
/// polled `again` then.
#[cold]
pub(crate) fn own_mailbox(core: &PlaceCore, cx: &Context<'_>, again: bool) -> Option<Cycle> {
    let own = current::waiting().is_some_and(|place| place.core().id == core.id);
    if own && !again {
        cx.waker().wake_by_ref();
    }
    (own && again).then(|| {
        let name = core.label();
        [Arc::clone(&name), name].into()
    })
}

/// Whether a process that now waits for `target` waits for itself.
fn circle(waiter: &PlaceCore, target: &Arc<dyn AnyPlace>) -> Option<Cycle> {
    let mut seen: Vec<PlaceId> = Vec::new();
    let mut path = vec![waiter.label()];
    follow(waiter.id, target, &mut seen, &mut path).then(|| path.into())
}

fn follow(
    origin: PlaceId,
    place: &Arc<dyn AnyPlace>,
    seen: &mut Vec<PlaceId>,
    path: &mut Vec<Arc<str>>,
) -> bool {
    let core = place.core();
    path.push(core.label());
    if core.id == origin {
        return true;
    }
    if !seen.contains(&core.id) && seen.len() < FARTHEST {
        seen.push(core.id);
        for next in core
            .waits
            .targets()
            .into_iter()
            .chain(core.start_waits_for())
        {
            if follow(origin, &next, seen, path) {
                return true;
            }
        }
    }
    path.pop();
    false
}

impl Waits {
    /// The handler is done: what it has noted, and left to others, is none of this process's waits.
    pub(crate) fn forget(&self) {
        let waits = std::mem::take(&mut *self.0.lock());
        drop(waits);
    }

    fn targets(&self) -> Vec<Arc<dyn AnyPlace>> {
        let waits = self.0.lock();
        let open = |wait: &&Wait| wait.call.as_ref().is_none_or(|call| !call.is_answered());
        waits
            .iter()
            .filter(open)
            .map(|wait| Arc::clone(&wait.target))
            .collect()
    }
}
