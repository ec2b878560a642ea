//! Protocols: handles that know what a process can do, and not which process it is.
//!
//! Neither macro sees what the other does. A process that says what it implements has a [`Handles`]
//! for each of its handlers, keyed by the handler's name. A protocol asks for those that it wants, by
//! names and types, and turns what has them all into one trait object.

mod call;
mod cast;
mod handle;

use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

pub use self::call::ProtocolCall;
pub use self::cast::ProtocolCast;
pub use self::handle::{ProtocolHandle, Reaches, Unknown};
use crate::handle::Ref;
use crate::place::AnyPlace;
use crate::process::Process;
use crate::reply::ReplyTo;

/// A declared protocol, as the trait object by which its handle reaches a process.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a protocol",
    label = "not a protocol",
    note = "a process implements traits that are declared with `#[protocol]`"
)]
pub trait Protocol: AnyRef {
    /// Itself. A name that can't be, of what is no protocol, is one error where it would be many.
    type Object: Protocol + ?Sized;
}

/// That a handle's process implements a protocol.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no handle of a process that implements `{T}`",
    label = "this process doesn't say that it implements it",
    note = "name the protocol at the process: `#[managed_process(implements = [..])]`"
)]
pub trait Implements<T: Protocol + ?Sized> {
    /// The process as one of the protocol.
    fn erased(&self) -> Arc<T>;
}

#[diagnostic::do_not_recommend]
impl<T: Protocol + ?Sized, H: Implements<T>> Implements<T> for &H {
    fn erased(&self) -> Arc<T> {
        H::erased(self)
    }
}

/// A process of which no type is known.
pub trait AnyRef: Send + Sync + 'static {
    /// Its place.
    fn untyped(&self) -> Untyped;
}

/// A place whose process is not known; compared by place.
#[derive(Clone)]
pub struct Untyped(pub(crate) Arc<dyn AnyPlace>);

impl<P: Process> AnyRef for Ref<P> {
    fn untyped(&self) -> Untyped {
        Untyped(Arc::clone(&self.place) as _)
    }
}

impl PartialEq for Untyped {
    fn eq(&self, other: &Self) -> bool {
        self.0.core().id == other.0.core().id
    }
}

impl Eq for Untyped {}

impl Hash for Untyped {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.core().id.hash(state);
    }
}

impl fmt::Debug for Untyped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.core().fmt(f)
    }
}

/// That a process has a handler whose name has this hash.
pub trait Handles<const NAME: u64>: Process {
    /// What is sent, and what comes back.
    type Shape: Shape;
    /// Makes the message.
    const MAKE: <Self::Shape as Shape>::Make<Self>;
}

/// What is sent to a handler, and what comes back.
pub trait Shape {
    /// The function that makes the message.
    type Make<P: Process>;
}

/// The shape of a `#[call]`.
#[allow(missing_debug_implementations, reason = "nobody has one")]
pub struct CallOf<A, R, E = Infallible>(PhantomData<(A, R, E)>);

/// The shape of a `#[cast]`.
#[allow(missing_debug_implementations, reason = "nobody has one")]
pub struct CastOf<A>(PhantomData<A>);

impl<A, R: Send + 'static, E: Send + 'static> Shape for CallOf<A, R, E> {
    type Make<P: Process> = fn(ReplyTo<R, E>, A) -> P::Message;
}

impl<A> Shape for CastOf<A> {
    type Make<P: Process> = fn(A) -> P::Message;
}
