//! The declared tree as indented text.

use std::fmt;

use crate::spec::{ChildKind, ChildSpec, SupervisorSpec};

impl fmt::Display for SupervisorSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}", self.name, self.strategy)?;
        rules(self, f)?;
        f.write_str(")")?;
        children(self, f, "")
    }
}

impl fmt::Display for ChildSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        child(self, f, "")
    }
}

fn children(spec: &SupervisorSpec, f: &mut fmt::Formatter<'_>, indent: &str) -> fmt::Result {
    for (position, each) in spec.children.iter().enumerate() {
        let last = position + 1 == spec.children.len();
        let (branch, below) = if last {
            ("└─", "   ")
        } else {
            ("├─", "│  ")
        };
        write!(f, "\n{indent}{branch} ")?;
        child(each, f, &format!("{indent}{below}"))?;
    }
    Ok(())
}

/// Writes `, name value` unless the value is the one that there is when nothing is said, so that what
/// was said stands out.
fn said<T: fmt::Display + PartialEq + Default>(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    value: &T,
) -> fmt::Result {
    if *value == T::default() {
        return Ok(());
    }
    write!(f, ", {name} {value}")
}

/// What holds for all children of a supervisor, but for its strategy.
fn rules(spec: &SupervisorSpec, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, ", limit {}", spec.limit)?;
    said(f, "at_limit", &spec.at_limit)?;
    said(f, "auto_shutdown", &spec.auto_shutdown)?;
    said(f, "start_order", &spec.start_order)?;
    said(f, "restart_order", &spec.restart_order)?;
    said(f, "shutdown_order", &spec.shutdown_order)
}

fn child(spec: &ChildSpec, f: &mut fmt::Formatter<'_>, indent: &str) -> fmt::Result {
    write!(f, "{}: ", spec.name)?;
    match &spec.kind {
        ChildKind::Worker { process } => write!(f, "{process} (")?,
        ChildKind::Dynamic { process, .. } => write!(f, "dynamic {process} (")?,
        ChildKind::Pool { process, size, .. } => write!(f, "pool of {size} {process} (")?,
        ChildKind::Supervisor(supervisor) => {
            write!(f, "supervisor ({}", supervisor.strategy)?;
            rules(supervisor, f)?;
            f.write_str(", ")?;
        }
    }
    write!(f, "{}, shutdown {}", spec.restart, spec.shutdown)?;
    if let Some(drain) = spec.drain {
        write!(f, ", drain {drain:?}")?;
    }
    said(f, "reinit", &spec.reinit)?;
    if spec.keeps_mailbox {
        f.write_str(", mailbox keep")?;
    }
    said(f, "start_timeout", &spec.start_timeout)?;
    if spec.optional {
        f.write_str(", start optional")?;
    }
    if spec.significant {
        f.write_str(", significant")?;
    }
    if let Some(backoff) = spec.backoff {
        write!(f, ", backoff {backoff}")?;
    }
    let own_limit = match &spec.kind {
        ChildKind::Worker { .. } | ChildKind::Supervisor(_) => "limit",
        ChildKind::Dynamic {
            max_children,
            limit,
            ..
        } => {
            if let Some(max_children) = max_children {
                write!(f, ", max_children {max_children}")?;
            }
            said(f, "limit", limit)?;
            "child_limit"
        }
        ChildKind::Pool {
            route,
            limit,
            max_size,
            ..
        } => {
            if let Some(max_size) = max_size {
                write!(f, ", max_size {max_size}")?;
            }
            write!(f, ", route {route}")?;
            said(f, "limit", limit)?;
            "child_limit"
        }
    };
    if let Some(limit) = spec.limit {
        write!(f, ", {own_limit} {limit}")?;
    }
    said(f, "at_limit", &spec.at_limit)?;
    f.write_str(")")?;
    if !spec.depends_on.is_empty() {
        write!(f, " uses {}", spec.depends_on.join(", "))?;
    }
    match &spec.kind {
        ChildKind::Supervisor(supervisor) => children(supervisor, f, indent),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::limit::{AtLimit, Backoff, Limit};
    use crate::order::{AutoShutdown, Direction, RestartOrder, ShutdownOrder, StartOrder};
    use crate::policy::{Reinit, Restart, Shutdown, Strategy, Timeout};

    #[test]
    fn a_tree_is_drawn() {
        let mut feeds = SupervisorSpec::new("feeds");
        feeds.strategy = Strategy::OneForAll;
        feeds.limit = Limit::NONE;
        feeds.children = vec![
            ChildSpec::worker("prices", "PriceFeed"),
            ChildSpec {
                start_timeout: Timeout::Infinity,
                depends_on: vec!["prices".to_owned(), "ledger".to_owned()],
                ..ChildSpec::worker("rates", "RateFeed")
            },
        ];
        let mut shop = SupervisorSpec::new("Shop");
        shop.children = vec![
            ChildSpec {
                restart: Restart::Transient,
                reinit: Reinit::LastKnown,
                keeps_mailbox: true,
                shutdown: Shutdown::After(Duration::from_millis(50)),
                ..ChildSpec::worker("ledger", "Ledger")
            },
            ChildSpec::supervisor(feeds),
            ChildSpec {
                kind: ChildKind::Dynamic {
                    process: "Session".to_owned(),
                    max_children: Some(10),
                    limit: Limit::new(1, Duration::from_secs(60)),
                },
                ..ChildSpec::dynamic("sessions", "Session")
            },
            ChildSpec::pool("hashers", "Hasher", 8),
        ];
        assert_eq!(
            shop.to_string(),
            "\
Shop (one_for_one, limit 3 per 5s)
├─ ledger: Ledger (transient, shutdown 50ms, reinit last_known, mailbox keep)
├─ feeds: supervisor (one_for_all, limit none, permanent, shutdown infinity)
│  ├─ prices: PriceFeed (permanent, shutdown 5s)
│  └─ rates: RateFeed (permanent, shutdown 5s, start_timeout infinity) uses prices, ledger
├─ sessions: dynamic Session (temporary, shutdown 5s, max_children 10, limit 1 per 60s)
└─ hashers: pool of 8 Hasher (permanent, shutdown 5s, route round_robin)"
        );
        assert_eq!(
            shop.child("ledger").map(ToString::to_string).as_deref(),
            Some("ledger: Ledger (transient, shutdown 50ms, reinit last_known, mailbox keep)")
        );
    }

    #[test]
    fn whatever_was_said_is_drawn() {
        const SECOND: Duration = Duration::from_secs(1);
        let mut root = SupervisorSpec::new("Root");
        root.strategy = Strategy::Dependents;
        root.at_limit = AtLimit::Pause(SECOND);
        root.auto_shutdown = AutoShutdown::AnySignificant;
        root.start_order = StartOrder::Concurrent;
        root.restart_order = RestartOrder::Rolling(Direction::RightToLeft);
        root.shutdown_order = ShutdownOrder::Forward;
        let all = |kind: ChildSpec| ChildSpec {
            drain: Some(SECOND),
            optional: true,
            significant: true,
            backoff: Some(Backoff::constant(SECOND)),
            limit: Some(Limit::new(1, SECOND)),
            at_limit: AtLimit::Disable,
            ..kind
        };
        root.children = vec![
            all(ChildSpec::worker("a", "A")),
            all(ChildSpec::pool("b", "B", 2)),
        ];
        assert_eq!(
            root.to_string(),
            "\
Root (dependents, limit 3 per 5s, at_limit pause(1s), auto_shutdown any_significant, start_order concurrent, restart_order rolling reverse, shutdown_order forward)
├─ a: A (permanent, shutdown 5s, drain 1s, start optional, significant, backoff constant(1s), limit 1 per 1s, at_limit disable)
└─ b: pool of 2 B (permanent, shutdown 5s, drain 1s, start optional, significant, backoff constant(1s), route round_robin, child_limit 1 per 1s, at_limit disable)"
        );
    }
}
