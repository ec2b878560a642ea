//! The task of a child that starts beside others.

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
    pub(super) report: Arc<Report>,
}

const _: () = assert!(size_of::<Newcomer>() == size_of::<Live>());

impl Newcomer {
    pub(super) fn new(start: Start) -> Self {
        Self::Told(Some(Box::new(start)))
    }
}

impl Start {
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
