//! What a process can do, one page for each theme. Every example here is compiled and run.
//!
//! | page | what it is about |
//! |---|---|
//! | [`handlers`] | init, messages, guards, phases, priorities, filters, redelivery, the end |
//! | [`results`] | answers that come later, tasks, agents |
//! | [`inputs`] | timers, streams, control channels, links |
//! | [`mailboxes`] | bounds and overload, dead letters, looking at a process, suspending it, hibernation |
//! | [`groups`] | recipients and groups |
//! | [`protocols`] | handles of what a process can do |
//!
//! # What is called what
//!
//! | Erlang, Elixir | Cloud Haskell | ractor | kameo | here |
//! |---|---|---|---|---|
//! | `gen_server`, `GenServer` | `ProcessDefinition` | `Actor` | `Actor` | a struct with [`managed_process`](macro@crate::managed_process) |
//! | `call`, `cast`, `info` | `handleCall`, `handleCast`, `handleInfo` | `call!`, `cast!` | `ask`, `tell` | `#[call]`, `#[cast]`, `#[info]` |
//! | `from`, `reply` | `handleCallFrom`, `replyTo` | `RpcReplyPort` | `ReplySender` | [`ReplyTo`](crate::ReplyTo) |
//! | a function's `when` | `handleCallIf` and `condition` | – | – | [`when = ..`](handlers#guards) |
//! | `{continue, _}` | – | – | – | [`Action::then`](crate::Action::then), [`Init::then`](crate::Init::then) |
//! | `gen_statem` | `become` | – | – | [phases](handlers#phases) |
//! | – | `UnhandledMessagePolicy` | – | – | [`unhandled = ..`](handlers#what-no-handler-takes) |
//! | priority messages (OTP 28) | `prioritiseCall` and others | – | – | [`priority = ..`](handlers#priorities) |
//! | – | `DispatchFilter` | – | – | [`#[filter]`](handlers#filters) |
//! | – | `safe` | – | – | [`redeliver = n`](handlers#handled-again) |
//! | `send_after`, `timer` | `sendAfter`, `Timer` | `send_after`, `send_interval` | – | [`after`, `every`](inputs#timers) |
//! | – | `ControlChannel` | – | – | [`Cx::control_channel`](inputs#control-channels) |
//! | – | `handleExternal` | – | `attach_stream` | [`Cx::attach`](inputs#streams-and-channels) |
//! | `link`, `monitor`, `trap_exit` | `link`, `monitor` | `link`, `monitor` | `link` | [`Cx::link`](crate::Cx::link), [`Cx::monitor`](crate::Cx::monitor), `#[exit]` |
//! | `send_request`, `Task` | `Async` | `spawn_named` of a worker | `PendingReply` | [`Pending`](crate::Pending), [`Task`](crate::Task) |
//! | `Task.async_stream` | – | – | – | [`Task::stream`](crate::Task::stream) |
//! | `Agent` | – | – | – | [`Agent`](crate::Agent) |
//! | `pg`, `pg:monitor` | – | `pg` | `PubSub` | [`Group`](crate::Group), [`Group::listen`](crate::Group::listen) |
//! | `register`, `whereis` | `register`, `whereis` | `ActorRef::where_is` | `ActorRef::lookup` | [`Cx::register`](crate::Cx::register), [`Name`](crate::Name) |
//! | `{local, Name}` of a start, `name:` | – | – | – | [`register: NAME`](groups#names) in a tree |
//! | `Registry`, its listeners | the registry package | – | – | [`Registry`](crate::Registry), [`MultiRegistry`](crate::MultiRegistry), [`listen`](crate::Registry::listen) |
//! | `{via, Module, Name}` | – | – | – | [`Via`](crate::Via) |
//! | `sys:suspend`, `get_state` | – | – | – | [`Handle::suspend`](crate::Handle::suspend), [`Handle::state`](crate::Handle::state) |
//! | `hibernate` | `hibernate` (a sleep) | – | – | [`Action::hibernate`](crate::Action::hibernate) |
//! | a behaviour's callbacks | – | `DerivedActorRef` | `Recipient` | [`protocol`](macro@crate::protocol), [`Recipient`](crate::Recipient) |

pub mod groups;
pub mod handlers;
pub mod inputs;
pub mod mailboxes;
pub mod protocols;
pub mod results;
