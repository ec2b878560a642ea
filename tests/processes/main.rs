//! How processes behave, told through the facade.

mod calls;
mod cancel;
mod dead_letters;
mod deadlock;
mod errors;
mod exits;
mod handlers;
mod kit;
mod mailbox;
mod monitors;
mod names;
mod p07_links;
mod p13_timers;
mod p23_protocols;
mod panics;
mod pure;
mod replies;
mod runtimes;
mod spawn;
mod starts;
mod stress;
mod stubborn;
mod terminate;
