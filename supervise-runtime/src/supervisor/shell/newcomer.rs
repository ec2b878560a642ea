//! The task of a child of a dynamic supervisor.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::super::lane::Report;
use super::super::plan::{Entry, Live};
use crate::pid::Pid;

/// A child that makes its incarnation itself, at its first turn; or has itself started, if it is a supervisor.
///
/// That is most of the work of a start, and the memory for it comes fresh from the kernel. So it is not done
/// by the supervisor, of which there is one for all.
pub(super) enum Newcomer {
    Told(Option<Box<Start>>),
    Lives(Live),
}

/// What it makes that of. In the task itself that would take more memory for as long as the child lives.
pub(super) struct Start {
    pub(super) entry: Arc<Entry>,
    pub(super) pid: Pid,
    pub(super) report: Report,
}

impl Newcomer {
    pub(super) fn new(start: Start) -> Self {
        Self::Told(Some(Box::new(start)))
    }
}

impl Start {
    /// No code of the user's is run here: its panic would be told to nobody.
    fn launch(self) -> Option<Live> {
        (self.entry.launch)(self.pid, self.report)
    }
}

impl Future for Newcomer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            match &mut *self {
                Self::Lives(live) => return live.as_mut().poll(cx),
                Self::Told(start) => match start.take().and_then(|start| start.launch()) {
                    Some(live) => *self = Self::Lives(live),
                    None => return Poll::Ready(()),
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Or each child would take more memory.
    #[test]
    fn it_is_as_small_as_what_it_becomes() {
        assert_eq!(size_of::<Newcomer>(), size_of::<Live>());
    }
}
