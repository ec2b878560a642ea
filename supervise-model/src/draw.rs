//! The declared tree as indented text.

use std::fmt;

use crate::limit::Limit;
use crate::policy::{Reinit, Timeout};
use crate::spec::{ChildKind, ChildSpec, SupervisorSpec};

impl fmt::Display for SupervisorSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}, limit {})", self.name, self.strategy, self.limit)?;
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

/// What was left as it is when nothing is said is left out, so that what was said stands out.
fn child(spec: &ChildSpec, f: &mut fmt::Formatter<'_>, indent: &str) -> fmt::Result {
    write!(f, "{}: ", spec.name)?;
    match &spec.kind {
        ChildKind::Worker { process } => write!(f, "{process} (")?,
        ChildKind::Dynamic { process, .. } => write!(f, "dynamic {process} (")?,
        ChildKind::Pool { process, size, .. } => write!(f, "pool of {size} {process} (")?,
        ChildKind::Supervisor(supervisor) => {
            write!(
                f,
                "supervisor ({}, limit {}, ",
                supervisor.strategy, supervisor.limit
            )?;
        }
    }
    write!(f, "{}, shutdown {}", spec.restart, spec.shutdown)?;
    if spec.reinit != Reinit::default() {
        write!(f, ", reinit {}", spec.reinit)?;
    }
    if spec.start_timeout != Timeout::default() {
        write!(f, ", start_timeout {}", spec.start_timeout)?;
    }
    match &spec.kind {
        ChildKind::Worker { .. } | ChildKind::Supervisor(_) => {}
        ChildKind::Dynamic {
            max_children,
            limit,
            ..
        } => {
            if let Some(max_children) = max_children {
                write!(f, ", max_children {max_children}")?;
            }
            own_limit(*limit, f)?;
        }
        ChildKind::Pool { route, limit, .. } => {
            write!(f, ", route {route}")?;
            own_limit(*limit, f)?;
        }
    }
    f.write_str(")")?;
    if !spec.depends_on.is_empty() {
        write!(f, " uses {}", spec.depends_on.join(", "))?;
    }
    match &spec.kind {
        ChildKind::Supervisor(supervisor) => children(supervisor, f, indent),
        _ => Ok(()),
    }
}

fn own_limit(limit: Limit, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if limit == Limit::default() {
        return Ok(());
    }
    write!(f, ", limit {limit}")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::policy::{Restart, Shutdown, Strategy};

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
├─ ledger: Ledger (transient, shutdown 50ms, reinit last_known)
├─ feeds: supervisor (one_for_all, limit none, permanent, shutdown infinity)
│  ├─ prices: PriceFeed (permanent, shutdown 5s)
│  └─ rates: RateFeed (permanent, shutdown 5s, start_timeout infinity) uses prices, ledger
├─ sessions: dynamic Session (temporary, shutdown 5s, max_children 10, limit 1 per 60s)
└─ hashers: pool of 8 Hasher (permanent, shutdown 5s, route round_robin)"
        );
        assert_eq!(
            shop.child("ledger").map(ToString::to_string).as_deref(),
            Some("ledger: Ledger (transient, shutdown 50ms, reinit last_known)")
        );
    }
}
