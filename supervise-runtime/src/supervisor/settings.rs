//! What can be said in the same words of a child that is a process, and of many at once.

/// Methods that set what stands in `self.spec`, the description of a child. `$it_is` is its subject.
macro_rules! process_settings {
    ($it_is:literal) => {
        #[doc = concat!("Sets how ", $it_is, " stopped.")]
        #[must_use]
        pub fn shutdown(mut self, shutdown: supervise_model::Shutdown) -> Self {
            self.spec.shutdown = shutdown;
            self
        }

        #[doc = concat!(
                    "Sets for how long what is in the mailbox may still be handled when ", $it_is,
                    " stopped, before its shutdown begins. What comes in meanwhile it does not handle: that fails",
                    " when the process has ended, or is the next incarnation's where the mailbox is kept.",
                )]
        #[must_use]
        pub fn drain(mut self, time: std::time::Duration) -> Self {
            self.spec.drain = Some(time);
            self
        }

        #[doc = concat!("Sets how long init may take when ", $it_is, " started.")]
        #[must_use]
        pub fn start_timeout(mut self, timeout: supervise_model::Timeout) -> Self {
            self.spec.start_timeout = timeout;
            self
        }

        #[doc = concat!(
                    "Sets how long to wait after a failure before ", $it_is,
                    " started again. Without this there is no delay.",
                )]
        #[must_use]
        pub fn backoff(mut self, backoff: supervise_model::Backoff) -> Self {
            self.spec.backoff = Some(backoff);
            self
        }

        #[doc = concat!(
                    "Lets what waits in the mailbox when an incarnation ends wait for the next one, if ", $it_is,
                    " started again. Without this, calls that wait fail then, and casts are dead letters.",
                )]
        ///
        /// The message in whose handler it panicked is not handled again in any case, and notices that were
        /// for one incarnation are for no other.
        #[must_use]
        pub fn keep_mailbox(mut self) -> Self {
            self.reinit.keeps_mailbox = true;
            self.spec.keeps_mailbox = true;
            self
        }

        /// Sets what happens at a limit that is set here.
        #[must_use]
        pub fn at_limit(mut self, at_limit: supervise_model::AtLimit) -> Self {
            self.spec.at_limit = at_limit;
            self
        }
    };
}

/// Methods that set what one child may be to its supervisor.
macro_rules! member_settings {
    () => {
        /// Lets its supervisor start without it: an init that fails is a failure like any other then,
        /// and unless the child is temporary it is tried again under limit and back-off. No sibling is
        /// restarted for that.
        #[must_use]
        pub fn optional(mut self) -> Self {
            self.spec.optional = true;
            self
        }

        /// Makes its end one of those that its supervisor may end with: see
        /// [`Supervisor::auto_shutdown`](crate::Supervisor::auto_shutdown). That takes a child that is
        /// not permanent.
        #[must_use]
        pub fn significant(mut self) -> Self {
            self.spec.significant = true;
            self
        }

        /// Notes which siblings' handles it was given: see
        /// [`Strategy::Dependents`](supervise_model::Strategy::Dependents) and
        /// [`StartOrder::Concurrent`](supervise_model::StartOrder::Concurrent).
        #[must_use]
        pub fn depends_on(mut self, siblings: &[&str]) -> Self {
            self.spec.depends_on = siblings.iter().map(ToString::to_string).collect();
            self
        }
    };
}

pub(super) use {member_settings, process_settings};
