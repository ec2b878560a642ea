//! Registering: what a name has to be, and who holds it.

use std::any::Any;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::presence::Presence;
use crate::message::drop_quietly;
use crate::pid::Pid;
use crate::place::PlaceCore;

/// What a process can be registered under: a [`Name`](crate::Name), a key of a
/// [`Registry`](crate::Registry), or a name in a registry of your own, which Erlang calls a `via` name.
///
/// A process is registered by [`Cx::register`](crate::Cx::register) or by its
/// [child spec](crate::Child::register); what has to be called when, these do. It is called in the
/// process's own task, except for [`unregister`](Self::unregister), which its supervisor may call. None of
/// it may block, and what panics is that process's failure, or is logged.
///
/// Two values that are equal are one registration.
#[diagnostic::on_unimplemented(
    message = "no process can be registered under `{Self}`",
    label = "this is no name",
    note = "give a `Name<..Ref>` of the process's handle, or a key of a registry: `registry.key(..)`"
)]
pub trait Via: Clone + PartialEq + Send + Sync + 'static {
    /// What is found of those who are registered.
    type Handle: Clone + Send + Sync + 'static;
    /// That another one has it.
    type Taken: Error + Send + Sync + 'static;

    /// Registers. Twice by one holder is no error. A holder that is [gone](Holder::is_gone) makes way for
    /// another.
    ///
    /// # Errors
    ///
    /// When another one has it.
    fn register(&self, holder: Holder<Self::Handle>) -> Result<(), Self::Taken>;

    /// Takes the registration of this holder away; that of another stays.
    fn unregister(&self, holder: &Holder<Self::Handle>);

    /// A holder that has registered in its init is there from now on.
    fn started(&self, holder: &Holder<Self::Handle>) {
        let _ = holder;
    }
}

/// What can be found of a process with handle `T`: that, or what it turns into, as into the handle of
/// a protocol that its process implements.
#[diagnostic::on_unimplemented(
    message = "a process with the handle `{T}` can't be registered where `{Self}` is found",
    label = "this is for `{Self}`",
    note = "name the process's own handle, or that of a protocol which it implements"
)]
pub trait FoundOf<T> {
    #[doc(hidden)]
    fn found_of(handle: T) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Into<H>, H> FoundOf<T> for H {
    fn found_of(handle: T) -> H {
        handle.into()
    }
}

/// Who is registered: an incarnation, or a place for which its child spec says it. Compared by that.
pub struct Holder<H> {
    handle: H,
    presence: Arc<Presence>,
}

impl<H> Holder<H> {
    /// Its handle.
    pub fn handle(&self) -> &H {
        &self.handle
    }

    /// The incarnation; of a place the one that has started last.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.presence.pid()
    }

    /// Whether it may be found: its init has succeeded, and it is not gone.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.presence.is_present()
    }

    /// Whether it has ended. A place has when no incarnation will follow.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.presence.is_gone()
    }

    pub(super) fn map<I>(self, change: impl FnOnce(H) -> I) -> Holder<I> {
        Holder {
            handle: change(self.handle),
            presence: self.presence,
        }
    }

    pub(super) fn presence(&self) -> &Arc<Presence> {
        &self.presence
    }

    pub(super) fn into_parts(self) -> (H, Arc<Presence>) {
        (self.handle, self.presence)
    }
}

/// A registration, whatever it is of.
pub(crate) trait Registered: Send + Sync {
    fn started(&self);
    /// What is the user's may panic, and stops nothing.
    fn withdraw(&self);
    fn via(&self) -> &dyn Any;
}

struct Bound<V: Via> {
    via: V,
    holder: Holder<V::Handle>,
}

impl<V: Via> Registered for Bound<V> {
    fn started(&self) {
        drop_quietly("registration", || self.via.started(&self.holder));
    }

    fn withdraw(&self) {
        drop_quietly("registration", || self.via.unregister(&self.holder));
    }

    fn via(&self) -> &dyn Any {
        &self.via
    }
}

/// For how long something is registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Until the incarnation has ended.
    Incarnation,
    /// Until no other will follow.
    Place,
}

/// Registers an incarnation, or its place. Nothing happens where it is not the current one any more.
pub(crate) fn register<V: Via>(
    core: &PlaceCore,
    (pid, whose): (Pid, Whose),
    via: &V,
    handle: V::Handle,
) -> Result<(), V::Taken> {
    // What is registered for the place is the incarnation's as well.
    let of_place = core.registered_for(Whose::Place);
    let whose = match of_place.iter().any(|other| is(&**other, via)) {
        true => Whose::Place,
        false => whose,
    };
    let Some((presence, others)) = core.presence(pid, whose) else {
        return Ok(());
    };
    let holder = Holder { handle, presence };
    // The user's comparison and copy may panic, so they come before anything stands that is to be
    // withdrawn. No lock is held here. Nobody but the process itself adds anything.
    let known = others.iter().position(|other| is(&**other, via));
    let bound = Arc::new(Bound {
        via: via.clone(),
        holder: holder.clone(),
    });
    via.register(holder)?;
    let replaced = known.map(|at| &others[at]);
    if !core.note_registered(pid, whose, replaced, Arc::clone(&bound) as _) {
        // It has ended meanwhile, and had not this one to withdraw; unless it was for a place in which
        // another has taken over.
        let others = core.registered_for(Whose::Place);
        let is_anothers = others.iter().any(|other| is(&**other, via));
        if whose == Whose::Incarnation || !is_anothers {
            bound.withdraw();
        }
    }
    Ok(())
}

/// Takes an incarnation's registration away, and that of its place too. False when it has none.
pub(crate) fn unregister<V: PartialEq + 'static>(core: &PlaceCore, pid: Pid, via: &V) -> bool {
    let mut found = false;
    for registered in core.registered() {
        if is(&*registered, via) && core.forget_registered(pid, &registered) {
            found = true;
            registered.withdraw();
        }
    }
    found
}

/// What of this kind is registered for an incarnation and its place now.
pub(crate) fn registered<V: Clone + 'static>(core: &PlaceCore) -> Vec<V> {
    let all = core.registered();
    let vias = all.iter().filter_map(|one| one.via().downcast_ref::<V>());
    vias.cloned().collect()
}

fn is<V: PartialEq + 'static>(registered: &dyn Registered, via: &V) -> bool {
    registered.via().downcast_ref::<V>() == Some(via)
}

impl<H: Clone> Clone for Holder<H> {
    fn clone(&self) -> Self {
        Self {
            handle: self.handle.clone(),
            presence: Arc::clone(&self.presence),
        }
    }
}

impl<H> PartialEq for Holder<H> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.presence, &other.presence)
    }
}

impl<H> Eq for Holder<H> {}

impl<H> fmt::Debug for Holder<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Holder").field(&self.pid()).finish()
    }
}
