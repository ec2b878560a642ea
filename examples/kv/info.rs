//! What `INFO` tells.

use std::fmt::Write;
use std::time::Duration;

use bytes::Bytes;

use super::op::{Join, Op, Query};
use super::reply::Reply;
use super::services::Services;
use super::stats::Totals;

/// The report's sections, or those of them that are asked for.
pub async fn report(services: &Services, wanted: &[Bytes]) -> String {
    let totals = services
        .stats
        .totals()
        .timeout(Duration::from_secs(1))
        .await;
    let facts = Facts {
        port: services.setup.config.port,
        uptime: services.setup.started.elapsed(),
        clients: services.clients(),
        max_clients: services.setup.config.max_clients,
        stores: services.stores.len(),
        keys: count_keys(services).await,
        // Down, and not soon back: nothing is known.
        totals: totals.unwrap_or_default(),
    };
    facts.report(|section| is_wanted(section, wanted))
}

struct Facts {
    port: u16,
    uptime: Duration,
    clients: usize,
    max_clients: usize,
    stores: usize,
    keys: i64,
    totals: Totals,
}

impl Facts {
    fn report(&self, wanted: impl Fn(&str) -> bool) -> String {
        let Totals {
            connections,
            refused,
            commands,
            keys,
        } = self.totals;
        let sections = [
            (
                "Server",
                vec![
                    ("server", "supervise-kv".to_owned()),
                    ("version", env!("CARGO_PKG_VERSION").to_owned()),
                    ("process_id", std::process::id().to_string()),
                    ("tcp_port", self.port.to_string()),
                    ("uptime_in_seconds", self.uptime.as_secs().to_string()),
                    ("stores", self.stores.to_string()),
                ],
            ),
            (
                "Clients",
                vec![
                    ("connected_clients", self.clients.to_string()),
                    ("maxclients", self.max_clients.to_string()),
                ],
            ),
            (
                "Stats",
                vec![
                    ("total_connections_received", connections.to_string()),
                    ("rejected_connections", refused.to_string()),
                    ("total_commands_processed", commands.to_string()),
                    ("keyspace_hits", keys.hits.to_string()),
                    ("keyspace_misses", keys.misses.to_string()),
                    ("expired_keys", keys.expired.to_string()),
                ],
            ),
            ("Keyspace", vec![("db0", format!("keys={}", self.keys))]),
        ];
        let mut report = String::new();
        for (section, lines) in sections.iter().filter(|(section, _)| wanted(section)) {
            if !report.is_empty() {
                report.push_str("\r\n");
            }
            // Writing to a string does not fail.
            let _ = write!(report, "# {section}\r\n");
            for (name, value) in lines {
                let _ = write!(report, "{name}:{value}\r\n");
            }
        }
        report
    }
}

fn is_wanted(section: &str, wanted: &[Bytes]) -> bool {
    let is = |word: &Bytes| {
        let all = ["all", "everything", "default"];
        word.eq_ignore_ascii_case(section.as_bytes())
            || all
                .iter()
                .any(|all| word.eq_ignore_ascii_case(all.as_bytes()))
    };
    wanted.is_empty() || wanted.iter().any(is)
}

async fn count_keys(services: &Services) -> i64 {
    let mut plan = services.plan();
    services.add(Query::Everywhere(Op::Count, Join::Sum), &mut plan);
    let mut replies = services.ask(plan).await;
    replies
        .next()
        .as_ref()
        .and_then(Reply::as_integer)
        .unwrap_or(0)
}
