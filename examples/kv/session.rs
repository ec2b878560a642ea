//! A session: the process that talks with one client. It ends with the connection, and the
//! connection with it: when a session crashes, its client is cut off and nobody else notices.

use std::io;
use std::time::Duration;

use bytes::BytesMut;
use supervise::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::client::Client;
use super::command::{self, AdminCommand, Command, SessionCommand};
use super::error::{Error, ProtocolError};
use super::info;
use super::limits::{READ_CHUNK, WRITE_CHUNK};
use super::op::crashed;
use super::plan::Plan;
use super::protocol::{self, Pipeline, Request};
use super::reply::{self, Reply};
use super::services::Services;
use super::stats::Totals;

#[derive(Debug)]
pub struct Session {
    stream: TcpStream,
    client: Client,
    services: Services,
    /// What was read and not decoded yet. Nothing is read while there are replies to write, so a
    /// client that does not read them can't make it grow.
    input: BytesMut,
    /// Replies that are ready. Written when there is nothing left to do, or when it is enough.
    output: BytesMut,
}

/// What to do with a command when its turn to be answered comes.
enum Answer {
    FromStores,
    FromSession(SessionCommand),
    Refusal(Error),
}

/// Whether the client wants to go on.
#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    Quit,
}

#[managed_process]
impl Session {
    #[init]
    pub fn start(stream: TcpStream, services: Services, cx: &mut Cx<Self>) -> Init<Self> {
        let session = Self {
            stream,
            client: Client::new(),
            services,
            input: BytesMut::new(),
            output: BytesMut::new(),
        };
        Init::ok(session).then(cx.me().serve())
    }

    /// Serves the client for as long as the connection lasts. It is one long handler, which is all
    /// that this process does; a shutdown drops it at whatever it is waiting for.
    #[cast]
    async fn serve(&mut self, cx: &mut Cx<Self>) -> Action<Self> {
        let fuse = self.services.setup.fuses.plant(cx.me().path());
        tokio::select! {
            // A client that goes away, politely or not, is no failure of the server.
            _gone = self.talk() => Action::stop(ExitReason::Normal),
            () = fuse.blown() => panic!("a session was asked to crash"),
        }
    }

    async fn talk(&mut self) -> io::Result<()> {
        self.stream.set_nodelay(true)?;
        loop {
            let Pipeline { requests, broken } = protocol::decode(&mut self.input);
            let idle = requests.is_empty() && broken.is_none();
            if self.answer_all(requests).await? == Then::Quit {
                return self.flush().await;
            }
            if let Some(error) = broken {
                return self.hang_up(&error).await;
            }
            if idle {
                self.flush().await?;
                self.input.reserve(READ_CHUNK);
                if self.stream.read_buf(&mut self.input).await? == 0 {
                    return Ok(());
                }
            }
        }
    }

    /// Answers a pipeline: everything that is for the stores goes to them at once.
    async fn answer_all(&mut self, requests: Vec<Request>) -> io::Result<Then> {
        let mut commands = 0;
        let mut plan = self.services.plan();
        let mut answers = Vec::with_capacity(requests.len());
        let mut then = Then::GoOn;
        for request in requests {
            commands += 1;
            match command::parse(&request) {
                Ok(Command::Data(query)) => {
                    self.services.add(query, &mut plan);
                    answers.push(Answer::FromStores);
                }
                Ok(Command::Session(command)) => {
                    let quits = command == SessionCommand::Quit;
                    answers.push(Answer::FromSession(command));
                    if quits {
                        then = Then::Quit;
                        break;
                    }
                }
                Ok(Command::Admin(command)) => {
                    // What the client said before comes first, and is seen to be done.
                    let before = std::mem::replace(&mut plan, self.services.plan());
                    self.answer(std::mem::take(&mut answers), before).await?;
                    let reply = self.administer(command).await?;
                    self.push(&reply).await?;
                }
                Err(error) => answers.push(Answer::Refusal(error)),
            }
        }
        self.answer(answers, plan).await?;
        if commands > 0 {
            self.services.stats.note(Totals {
                commands,
                ..Totals::default()
            });
        }
        Ok(then)
    }

    async fn answer(&mut self, answers: Vec<Answer>, plan: Plan) -> io::Result<()> {
        let mut from_stores = self.services.ask(plan).await;
        for answer in answers {
            let reply = match answer {
                Answer::FromStores => from_stores.next().unwrap_or_else(crashed),
                Answer::FromSession(command) => {
                    self.client.answer(command, &self.services.setup.config)
                }
                Answer::Refusal(error) => reply::error(&error),
            };
            self.push(&reply).await?;
        }
        Ok(())
    }

    async fn administer(&mut self, command: AdminCommand) -> io::Result<Reply> {
        Ok(match command {
            AdminCommand::Info(sections) => {
                reply::text(&info::report(&self.services, &sections).await)
            }
            AdminCommand::Tree => match self.services.admin.tree().await {
                Ok(tree) => reply::lines(tree),
                Err(_) => reply::error(&Error::Unavailable("admin")),
            },
            AdminCommand::Crash { path, .. } if path == "session" => {
                self.flush().await?;
                panic!("a session was asked to crash");
            }
            AdminCommand::Crash { path, midway } => {
                let path = String::from_utf8_lossy(&path).into_owned();
                match self.services.admin.crash(path, midway).await {
                    Ok(()) => reply::ok(),
                    Err(CallError::Refused(error)) => reply::error(&error),
                    Err(_) => reply::error(&Error::Unavailable("admin")),
                }
            }
        })
    }

    /// Adds a reply to the output, item by item if it has many, so that a long one is never there as a whole.
    async fn push(&mut self, reply: &Reply) -> io::Result<()> {
        let Reply::Array(Some(items)) = reply else {
            return self.push_item(reply).await;
        };
        reply::encode_head(b'*', items.len(), &mut self.output);
        for item in items {
            self.push_item(item).await?;
        }
        Ok(())
    }

    async fn push_item(&mut self, item: &Reply) -> io::Result<()> {
        match item {
            // A long value is written from where it is, which takes no more room than it has there.
            Reply::BulkString(Some(value)) if value.len() >= WRITE_CHUNK => {
                reply::encode_head(b'$', value.len(), &mut self.output);
                self.flush().await?;
                self.stream.write_all(value).await?;
                self.output.extend_from_slice(b"\r\n");
            }
            other => reply::encode(other, self.client.version, &mut self.output),
        }
        if self.output.len() >= WRITE_CHUNK {
            self.flush().await?;
        }
        Ok(())
    }

    async fn flush(&mut self) -> io::Result<()> {
        self.stream.write_all_buf(&mut self.output).await
    }

    /// Says what is wrong and ends the connection.
    async fn hang_up(&mut self, error: &ProtocolError) -> io::Result<()> {
        const PATIENCE: Duration = Duration::from_secs(1);
        reply::encode(&reply::error(error), self.client.version, &mut self.output);
        self.flush().await?;
        self.stream.shutdown().await?;
        // Closing a connection while the client still sends would take the error back, so to say.
        let mut sink = tokio::io::sink();
        let rest = tokio::io::copy(&mut self.stream, &mut sink);
        let _ = tokio::time::timeout(PATIENCE, rest).await;
        Ok(())
    }
}
