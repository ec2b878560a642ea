//! Names: finding a process of the program.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::LazyLock;

use super::table::Table;
use super::via::{Holder, Via};
use crate::pid::Pid;

/// A name for a process with handle `H`, shared by those who register and those who look up. All names of
/// the program are in one registry; [`Registry`](crate::Registry) makes others, with keys of any type.
pub struct Name<H> {
    name: Cow<'static, str>,
    handle: PhantomData<fn() -> H>,
}

/// The name belongs to another process.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the name `{name}` is taken by {holder}")]
#[non_exhaustive]
pub struct NameTaken {
    /// The name.
    pub name: String,
    /// Who has it.
    pub holder: Pid,
}

type AnyHandle = Box<dyn Any + Send + Sync>;

static NAMES: LazyLock<Table<Cow<'static, str>, AnyHandle, ()>> =
    LazyLock::new(|| Table::new(true));

impl<H> Name<H> {
    /// A name. Nothing is registered by it.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            handle: PhantomData,
        }
    }

    /// A name that is made at run time.
    #[must_use]
    pub fn from_string(name: String) -> Self {
        Self {
            name: Cow::Owned(name),
            handle: PhantomData,
        }
    }
}

impl<H: Clone + Send + Sync + 'static> Name<H> {
    /// The handle of the process that has this name; `None` when none has, when its init has not
    /// succeeded yet, or when it is registered with another type of handle.
    ///
    /// Of a name that stands in a child spec it is found also while its process is restarted: its
    /// [`status`](crate::Handle::status) says so, and a call to it waits.
    #[must_use]
    pub fn lookup(&self) -> Option<H> {
        let (_, body) = NAMES.first(&*self.name)?;
        body.handle.downcast_ref::<H>().cloned()
    }
}

#[diagnostic::do_not_recommend]
impl<H: Clone + Send + Sync + 'static> Via for Name<H> {
    type Handle = H;
    type Taken = NameTaken;

    fn register(&self, holder: Holder<H>) -> Result<(), NameTaken> {
        let holder = holder.map(|handle| Box::new(handle) as AnyHandle);
        let registered = NAMES.register(self.name.clone(), holder, ());
        registered.map_err(|holder| NameTaken {
            name: self.name.to_string(),
            holder,
        })
    }

    fn unregister(&self, holder: &Holder<H>) {
        NAMES.withdraw(&*self.name, holder.presence());
    }
}

impl<H> Clone for Name<H> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            handle: PhantomData,
        }
    }
}

impl<H> PartialEq for Name<H> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl<H> Eq for Name<H> {}

impl<H> fmt::Debug for Name<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Name").field(&self.name).finish()
    }
}
