//! What happens in a tree, kept for a test to look at.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;

use crate::supervisor::{SupervisorRef, TreeEvent, TreeEvents};

/// Everything that happens below a supervisor from the moment on at which this was made. Nothing is ever
/// missed, so it is for tests, not for programs that run for long: see [`SupervisorRef::events`].
///
/// Events are looked for by their text, as `a restarting`: the path of the child, or of the supervisor,
/// and what it was. A text that is only the beginning of an event's stands for it.
pub struct Recorder {
    coming: TreeEvents,
    seen: Vec<TreeEvent>,
}

impl Recorder {
    /// A recorder of what happens from now on.
    #[must_use]
    pub fn of(supervisor: &SupervisorRef) -> Self {
        Self {
            coming: supervisor.record(),
            seen: Vec::new(),
        }
    }

    /// What has happened so far.
    pub fn events(&mut self) -> &[TreeEvent] {
        let mut cx = Context::from_waker(Waker::noop());
        while let Poll::Ready(Some(event)) = Pin::new(&mut self.coming).poll_next(&mut cx) {
            self.seen.extend(event.ok());
        }
        &self.seen
    }

    /// The same as text, event by event.
    pub fn lines(&mut self) -> Vec<String> {
        self.events().iter().map(ToString::to_string).collect()
    }

    /// Waits until an event has happened, also if that was before.
    ///
    /// # Panics
    ///
    /// When the tree is gone and it can't happen any more.
    ///
    /// # Cancel safety
    ///
    /// Dropped, nothing is lost.
    pub async fn wait_for(&mut self, event: &str) -> TreeEvent {
        loop {
            let mut all = self.events().iter();
            if let Some(found) = all.find(|other| stands_for(event, other)) {
                return found.clone();
            }
            match self.coming.next().await {
                Some(next) => self.seen.extend(next.ok()),
                None => panic!("`{event}` never happened; {}", self.account()),
            }
        }
    }

    /// How often an event has happened.
    pub fn count(&mut self, event: &str) -> usize {
        let events = self.events().iter();
        events.filter(|other| stands_for(event, other)).count()
    }

    /// Asserts that these events have happened in this order, whatever else has in between.
    ///
    /// # Panics
    ///
    /// When they have not, with all that has happened.
    #[track_caller]
    pub fn assert_order(&mut self, events: &[&str]) {
        self.events();
        let mut all = self.seen.iter();
        for event in events {
            let found = all.any(|other| stands_for(event, other));
            assert!(
                found,
                "`{event}` is not where it should be; {}",
                self.account()
            );
        }
    }

    /// Asserts that an event has not happened.
    ///
    /// # Panics
    ///
    /// When it has, with all that has happened.
    #[track_caller]
    pub fn assert_never(&mut self, event: &str) {
        let never = self.count(event) == 0;
        assert!(never, "`{event}` has happened; {}", self.account());
    }

    /// Forgets what has happened so far.
    pub fn clear(&mut self) {
        self.events();
        self.seen.clear();
    }

    fn account(&self) -> String {
        let lines = self.seen.iter().map(ToString::to_string);
        format!(
            "what has happened:\n  {}",
            lines.collect::<Vec<_>>().join("\n  ")
        )
    }
}

/// Whether the text is the beginning of the event's, and ends with a word.
fn stands_for(text: &str, event: &TreeEvent) -> bool {
    let event = event.to_string();
    let rest = event.strip_prefix(text);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.seen.iter().map(ToString::to_string).collect();
        f.debug_tuple("Recorder").field(&lines).finish()
    }
}
