//! What an incarnation is made of.

use std::sync::Arc;

use crate::exit::ExitReason;
use crate::handle::Ref;
use crate::pid::Pid;
use crate::place::Place;
use crate::process::Process;

/// What an incarnation is made of.
pub(crate) enum Source<P: Process> {
    Args(P::Args),
    Value(P),
    /// The arguments of a declaration: evaluated in the child's task, under its catch.
    Declared(Arc<dyn Fn() -> Source<P> + Send + Sync>),
    /// The arguments of a temporary child, which has one run; `None` in any other.
    Moved(Option<P::Args>),
    /// Of a child whose place is to be registered before.
    Registered(Box<(Registers<P>, Source<P>)>),
    /// Not to be registered, for this reason.
    Refused(Box<ExitReason>),
}

/// Registers a place, whose current incarnation this is.
pub(crate) type Registers<P> = Arc<dyn Fn(&Ref<P>, Pid) -> Result<(), ExitReason> + Send + Sync>;

/// Registers the place before anything of the process is made.
#[cold]
pub(crate) fn register<P: Process>(
    place: &Arc<Place<P::Message>>,
    pid: Pid,
    (registers, source): (Registers<P>, Source<P>),
) -> Result<Source<P>, Box<ExitReason>> {
    let place = Arc::clone(place);
    registers(&Ref { place }, pid).map_err(Box::new)?;
    Ok(source)
}

impl<P: Process> Source<P> {
    /// Evaluates what was declared.
    pub(crate) fn resolve(self) -> Self {
        let mut source = self;
        while let Self::Declared(make) = source {
            source = make();
        }
        source
    }
}
