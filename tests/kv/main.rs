//! The example server, tested by real clients over real sockets.
//!
//! It is built as a part of this test, so that its own unit tests are run here, too.

#[path = "../../examples/kv/app.rs"]
mod app;
#[path = "../../examples/chat/app.rs"]
mod chat_app;
#[allow(unreachable_pub, reason = "nothing of an example can be reached")]
#[path = "../../examples/web/app.rs"]
mod web_app;

mod chat;
mod commands;
mod crashes;
mod hostile;
mod server;
mod storm;
mod web;
