//! A session: the process that talks with one client. It ends with the connection, and the connection with
//! it: when a session crashes, its client is cut off, and the others are told that it is gone.

use std::collections::HashMap;
use std::time::Duration;

use supervise::Group;
use supervise::prelude::*;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::net::tcp::OwnedWriteHalf;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::lines::{self, Typed};
use super::{Said, Services};

/// How many lines a client may type at once, and how many in a second from then on.
const BURST: f64 = 20.0;
const PER_SECOND: f64 = 5.0;
/// Who goes on after so many refused lines is cut off.
const PATIENCE: u32 = 200;
/// How long a client may take to read what it is sent.
const SLOWEST: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub struct Session {
    client: OwnedWriteHalf,
    services: Services,
    name: Option<String>,
    rooms: HashMap<String, Group<Said>>,
    /// How many lines it may type now, as of when.
    allowance: (f64, Instant),
    refused: u32,
    /// How many lines it was told that it has lost.
    lost: u64,
}

/// A client that does not keep up loses the oldest lines that wait for it, and nobody waits for it.
#[managed_process(capacity = 64, overload = drop_oldest)]
impl Session {
    #[init]
    pub fn start(stream: TcpStream, services: Services, cx: &mut Cx<Self>) -> Init<Self> {
        let (from, client) = stream.into_split();
        let (typed, lines) = mpsc::channel(1);
        let _reader = cx.spawn_task(lines::read(from, typed));
        cx.attach(lines).on_end(cx.me().hung_up());
        cx.join(&services.everybody);
        let session = Self {
            client,
            services,
            name: None,
            rooms: HashMap::new(),
            allowance: (BURST, Instant::now()),
            refused: 0,
            lost: 0,
        };
        Init::ok(session).then(cx.me().greet())
    }

    /// What it types too fast is not looked at.
    #[filter]
    fn limit(&mut self, message: SessionMessage<'_>) -> Filter {
        let SessionMessage::Typed { .. } = message else {
            return Filter::Pass;
        };
        let (left, then) = self.allowance;
        let since = then.elapsed().as_secs_f64();
        let left = (left + since * PER_SECOND).min(BURST);
        let passes = left >= 1.0;
        self.allowance = (if passes { left - 1.0 } else { left }, Instant::now());
        if passes {
            return Filter::Pass;
        }
        self.refused += 1;
        match self.refused {
            PATIENCE => Filter::Stop(ExitReason::Normal),
            _ => Filter::DeadLetter,
        }
    }

    #[cast]
    async fn greet(&mut self) -> Action<Self> {
        self.tell("* /nick NAME, then /join ROOM, /say ROOM TEXT, /leave ROOM, /who, /quit")
            .await
    }

    #[info]
    async fn typed(&mut self, line: Typed, cx: &mut Cx<Self>) -> Action<Self> {
        let (command, rest) = split(&line.0);
        let answer = match (command, &self.name) {
            ("/quit", _) => return Action::stop(ExitReason::Normal),
            ("/nick", None) => self.enter(rest, cx).await,
            ("/nick", Some(name)) => Err(format!("you are {name}")),
            (_, None) => Err("who are you? /nick NAME".to_owned()),
            ("/join", _) => self.join(rest, cx).await,
            ("/leave", _) => self.leave(rest, cx),
            ("/say", Some(name)) => self.say(name, rest),
            ("/who", _) => self.who().await,
            _ => Err(format!("what is {command}?")),
        };
        match answer {
            Ok(line) if line.is_empty() => Action::CONTINUE,
            Ok(line) => self.tell(&line).await,
            Err(wrong) => self.tell(&format!("! {wrong}")).await,
        }
    }

    /// What others say. Some of it may have been lost meanwhile.
    #[info]
    async fn said(&mut self, said: Said, cx: &mut Cx<Self>) -> Action<Self> {
        let all = cx.me().dead_letters() - u64::from(self.refused);
        let lost = all - std::mem::replace(&mut self.lost, all);
        if lost == 0 {
            return self.tell(&said.0).await;
        }
        let lost = format!("! {lost} lines were lost: you are too slow\n{}", said.0);
        self.tell(&lost).await
    }

    #[cast]
    fn hung_up(&mut self) -> Action<Self> {
        Action::stop(ExitReason::Normal)
    }

    async fn enter(&mut self, name: &str, cx: &mut Cx<Self>) -> Result<String, String> {
        if name.is_empty() || name.contains(char::is_whitespace) {
            return Err("a name is one word".to_owned());
        }
        let entered = self.services.presence.enter(name.to_owned(), cx.me());
        entered.await.map_err(|error| match error {
            CallError::Refused(why) => why,
            error => error.to_string(),
        })?;
        self.name = Some(name.to_owned());
        Ok(format!("* you are {name}"))
    }

    async fn join(&mut self, room: &str, cx: &mut Cx<Self>) -> Result<String, String> {
        if room.is_empty() {
            return Err("which room?".to_owned());
        }
        let name = room.to_owned();
        let rooms = &self.services.rooms;
        let group = rooms.update(move |rooms| rooms.entry(name).or_default().clone());
        let group = group.await.map_err(|error| error.to_string())?;
        cx.join(&group);
        self.rooms.insert(room.to_owned(), group);
        Ok(format!("* you are in {room}"))
    }

    fn leave(&mut self, room: &str, cx: &mut Cx<Self>) -> Result<String, String> {
        let group = self.rooms.remove(room).ok_or_else(|| elsewhere(room))?;
        cx.leave(&group);
        Ok(format!("* you have left {room}"))
    }

    fn say(&self, name: &str, rest: &str) -> Result<String, String> {
        let (room, text) = split(rest);
        let group = self.rooms.get(room).ok_or_else(|| elsewhere(room))?;
        let line = format!("{room} {name}: {text}");
        group.broadcast(Said(line.into()));
        Ok(String::new())
    }

    async fn who(&self) -> Result<String, String> {
        let names = self.services.presence.names().await;
        let names = names.map_err(|error| error.to_string())?;
        Ok(format!("* here are {}", names.join(", ")))
    }

    /// Writes a line. A client that is gone, or does not read at all, is no failure of the server.
    async fn tell(&mut self, line: &str) -> Action<Self> {
        let line = format!("{line}\n");
        let written = self.client.write_all(line.as_bytes());
        match tokio::time::timeout(SLOWEST, written).await {
            Ok(Ok(())) => Action::CONTINUE,
            _ => Action::stop(ExitReason::Normal),
        }
    }
}

fn elsewhere(room: &str) -> String {
    format!("you are not in {room}")
}

/// The first word, and the rest.
fn split(line: &str) -> (&str, &str) {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    (first, rest.trim())
}
