//! Finding processes without having been given their handles: names, registries and groups.
//!
//! All of them are [tables](table), which differ in what their keys are, and how many may hold one. A
//! process's [presence](presence) says for all of its registrations at once whether they can be found.

mod group;
mod holders;
mod keyed;
mod listen;
mod name;
mod presence;
mod table;
mod via;

pub use self::group::{Broadcast, Group};
pub use self::keyed::{Key, KeyTaken, MultiKey, MultiRegistry, Registration, Registry};
pub use self::listen::{RegistryEvent, RegistryEvents};
pub use self::name::{Name, NameTaken};
pub(crate) use self::presence::Presence;
pub use self::via::{FoundOf, Holder, Via};
pub(crate) use self::via::{Registered, Whose, register, registered, unregister};
