//! What a session knows of its client, and the commands that are about nothing else.

use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;

use super::command::{Hello, SessionCommand};
use super::command_table::{self, COMMANDS, Spec};
use super::config::Config;
use super::glob;
use super::reply::{self, Reply, Version};

/// The client at the other end of a connection.
#[derive(Debug)]
pub struct Client {
    id: u64,
    name: Bytes,
    pub version: Version,
}

impl Client {
    pub fn new() -> Self {
        // Not a count of the listener's: that would start again with it.
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            name: Bytes::new(),
            version: Version::default(),
        }
    }

    /// Answers a command. The reply has to be encoded in the version that is in force *afterwards*.
    pub fn answer(&mut self, command: SessionCommand, config: &Config) -> Reply {
        match command {
            SessionCommand::Ping(None) => reply::simple("PONG"),
            SessionCommand::Ping(Some(message)) | SessionCommand::Echo(message) => {
                reply::bulk(message)
            }
            SessionCommand::Select | SessionCommand::ClientSetInfo | SessionCommand::Quit => {
                reply::ok()
            }
            SessionCommand::Hello(hello) => self.greet(hello),
            SessionCommand::ClientId => Reply::Integer(self.id.cast_signed()),
            SessionCommand::ClientGetName if self.name.is_empty() => Reply::Null,
            SessionCommand::ClientGetName => reply::bulk(self.name.clone()),
            SessionCommand::ClientSetName(name) => {
                self.name = name;
                reply::ok()
            }
            SessionCommand::ConfigGet(patterns) => config_get(&patterns, config),
            SessionCommand::CommandCount => reply::number(COMMANDS.len()),
            SessionCommand::CommandInfo(None) => {
                reply::array(COMMANDS.iter().map(Spec::describe).collect())
            }
            SessionCommand::CommandInfo(Some(names)) => {
                let describe =
                    |name: &Bytes| command_table::find(name).map_or(Reply::Null, Spec::describe);
                reply::array(names.iter().map(describe).collect())
            }
            // Clients that ask for it, such as redis-cli, can do without.
            SessionCommand::CommandDocs => Reply::Map(vec![]),
        }
    }

    fn greet(&mut self, hello: Hello) -> Reply {
        self.version = hello.version.unwrap_or(self.version);
        self.name = hello.name.unwrap_or(std::mem::take(&mut self.name));
        let proto = match self.version {
            Version::Resp2 => 2,
            Version::Resp3 => 3,
        };
        Reply::Map(vec![
            (reply::bulk("server"), reply::bulk("supervise-kv")),
            (
                reply::bulk("version"),
                reply::bulk(env!("CARGO_PKG_VERSION")),
            ),
            (reply::bulk("proto"), Reply::Integer(proto)),
            (reply::bulk("id"), Reply::Integer(self.id.cast_signed())),
            (reply::bulk("mode"), reply::bulk("standalone")),
            (reply::bulk("role"), reply::bulk("master")),
            (reply::bulk("modules"), reply::array(vec![])),
        ])
    }
}

fn config_get(patterns: &[Bytes], config: &Config) -> Reply {
    let asked = |name: &str| {
        let matches =
            |pattern: &Bytes| glob::matches(&pattern.to_ascii_lowercase(), name.as_bytes());
        patterns.iter().any(matches)
    };
    let settings = config
        .settings()
        .into_iter()
        .filter(|(name, _)| asked(name));
    Reply::Map(
        settings
            .map(|(name, value)| (reply::bulk(name), reply::bulk(value)))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hello_changes_the_version_and_the_name() {
        let config = Config::default();
        let mut client = Client::new();
        let hello = Hello {
            version: Some(Version::Resp3),
            name: Some("me".into()),
        };
        client.answer(SessionCommand::Hello(hello), &config);
        assert_eq!(client.version, Version::Resp3);
        client.answer(SessionCommand::Hello(Hello::default()), &config);
        assert_eq!(
            client.version,
            Version::Resp3,
            "a plain HELLO changes nothing"
        );
        assert_eq!(
            client.answer(SessionCommand::ClientGetName, &config),
            reply::bulk("me")
        );
        assert_eq!(
            client.answer(SessionCommand::ClientId, &config),
            Reply::Integer(client.id.cast_signed())
        );
    }

    #[test]
    fn settings_are_found_by_pattern() {
        let config = Config::default();
        let get = |patterns: &[&'static str]| {
            let patterns = patterns
                .iter()
                .map(|pattern| Bytes::from(*pattern))
                .collect();
            match Client::new().answer(SessionCommand::ConfigGet(patterns), &config) {
                Reply::Map(settings) => settings.len(),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(get(&["port"]), 1);
        assert_eq!(get(&["PORT", "max*"]), 2);
        assert_eq!(get(&["nothing"]), 0);
        assert_eq!(get(&["*"]), config.settings().len());
    }
}
