//! Who is restarted when one fails, and what follows when that is not enough.

use std::fmt::Write as _;

use crate::limit::AtLimit;
use crate::spec::{ChildKind, ChildSpec, SupervisorSpec};

/// What the failure of one child leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BlastRadius {
    /// The path of the child.
    pub child: String,
    /// The paths of those that are restarted with it.
    pub with: Vec<String>,
    /// The paths of those that are stopped when it is restarted, and stay down.
    pub stops: Vec<String>,
    /// Whether it is restarted itself.
    pub restarts: bool,
    /// What happens when it fails too often, from the nearest supervisor to the root.
    pub escalation: Vec<String>,
}

impl SupervisorSpec {
    /// What the failure of each child leads to, in the order of the declaration.
    #[must_use]
    pub fn blast_radius(&self) -> Vec<BlastRadius> {
        let mut found = Vec::new();
        radius(self, "", &[], &mut found);
        found
    }

    /// The same as a table in Markdown.
    #[must_use]
    pub fn blast_radius_table(&self) -> String {
        let mut text = String::from(
            "| when this fails | this is restarted with it | and when it fails too often |\n|---|---|---|\n",
        );
        for BlastRadius {
            child,
            with,
            stops,
            restarts,
            escalation,
        } in self.blast_radius()
        {
            let quoted = |names: &[String]| {
                let names = names.iter().map(|name| format!("`{name}`"));
                names.collect::<Vec<_>>().join(", ")
            };
            let mut with = match (restarts, with.is_empty()) {
                (false, _) => "nothing, it stays down".to_owned(),
                (true, true) => "nothing else".to_owned(),
                (true, false) => quoted(&with),
            };
            if !stops.is_empty() {
                let _ = write!(with, "; stopped for good: {}", quoted(&stops));
            }
            let then = if restarts {
                escalation.join("; ")
            } else {
                String::new()
            };
            let _ = writeln!(text, "| `{child}` | {with} | {then} |");
        }
        text
    }
}

fn radius(
    supervisor: &SupervisorSpec,
    above: &str,
    escalation: &[String],
    found: &mut Vec<BlastRadius>,
) {
    let path = |child: &ChildSpec| match above {
        "" => child.name.clone(),
        above => format!("{above}.{}", child.name),
    };
    for (position, child) in supervisor.children.iter().enumerate() {
        let together = supervisor.restarted_with(position);
        let with = together.iter().filter(|&&other| other != position);
        let stops = supervisor.stopped_with(position);
        let mut then = escalates(supervisor, above, child);
        let ends = then.iter().any(|step| step.ends_with("ends"));
        if ends {
            then.extend_from_slice(escalation);
        }
        found.push(BlastRadius {
            child: path(child),
            with: with
                .map(|&other| path(&supervisor.children[other]))
                .collect(),
            stops: stops
                .iter()
                .map(|&other| path(&supervisor.children[other]))
                .collect(),
            restarts: !together.is_empty(),
            escalation: then.clone(),
        });
        if let ChildKind::Supervisor(nested) = &child.kind {
            let outer = match together.is_empty() {
                true => vec![format!("`{}` stays down", path(child))],
                false => {
                    then.insert(0, format!("`{}` is restarted", path(child)));
                    then
                }
            };
            radius(nested, &path(child), &outer, found);
        }
    }
}

/// What happens at the limit under which the restarts of the child count.
fn escalates(supervisor: &SupervisorSpec, above: &str, child: &ChildSpec) -> Vec<String> {
    let own = match child.kind {
        ChildKind::Worker { .. } | ChildKind::Supervisor(_) => child.limit,
        // Their limits are for what is below them.
        ChildKind::Dynamic { .. } | ChildKind::Pool { .. } => None,
    };
    let (limit, at_limit) = match own {
        Some(limit) => (limit, child.at_limit),
        None => (supervisor.limit, supervisor.at_limit),
    };
    let Some((most, period)) = limit.bound() else {
        return Vec::new();
    };
    let who = if above.is_empty() {
        &supervisor.name
    } else {
        above
    };
    let what = match at_limit {
        AtLimit::Escalate => format!("`{who}` ends"),
        AtLimit::Pause(time) => format!("it is left down for {time:?}"),
        AtLimit::Open(time) => format!("it is left down for {time:?}, who calls it gets an error"),
        AtLimit::Disable => "it is left down".to_owned(),
    };
    vec![format!("after {most} restarts in {period:?} {what}")]
}

#[cfg(test)]
mod tests {
    use super::super::shop;

    #[test]
    fn each_failure_has_its_radius() {
        assert_eq!(
            shop().blast_radius_table(),
            "\
| when this fails | this is restarted with it | and when it fails too often |
|---|---|---|
| `ledger` | `audit`, `sessions`, `hashers`, `feeds` | after 3 restarts in 5s `Shop` ends |
| `audit` | `sessions`, `hashers`, `feeds` | after 3 restarts in 5s `Shop` ends |
| `sessions` | `hashers`, `feeds` | after 3 restarts in 5s `Shop` ends |
| `hashers` | `feeds` | after 3 restarts in 5s `Shop` ends |
| `feeds` | nothing else | after 3 restarts in 5s `Shop` ends |
| `feeds.prices` | `feeds.rates` | after 3 restarts in 5s `feeds` ends; `feeds` is restarted; after 3 restarts in 5s `Shop` ends |
| `feeds.rates` | `feeds.prices` | after 3 restarts in 5s `feeds` ends; `feeds` is restarted; after 3 restarts in 5s `Shop` ends |
"
        );
    }

    #[test]
    fn a_supervisor_that_does_not_end_is_the_last() {
        use crate::{AtLimit, ChildSpec, Restart, Strategy, SupervisorSpec};
        let mut inner = SupervisorSpec::new("inner");
        inner.children = vec![ChildSpec::worker("w", "W")];
        let mut mid = SupervisorSpec::new("mid");
        mid.at_limit = AtLimit::Disable;
        mid.children = vec![ChildSpec::supervisor(inner)];
        let mut root = SupervisorSpec::new("Root");
        root.strategy = Strategy::OneForAll;
        root.children = vec![
            ChildSpec {
                restart: Restart::Temporary,
                ..ChildSpec::worker("job", "Job")
            },
            ChildSpec::supervisor(mid),
            ChildSpec::worker("other", "Other"),
        ];
        let table = root.blast_radius_table();
        assert!(
            table.contains("| `mid.inner.w` | nothing else | after 3 restarts in 5s `mid.inner` ends; `mid.inner` is restarted; after 3 restarts in 5s it is left down |"),
            "{table}"
        );
        assert!(
            table.contains("| `other` | `mid`; stopped for good: `job` |"),
            "{table}"
        );
    }

    #[test]
    fn what_is_not_restarted_leads_to_nothing() {
        use crate::{AtLimit, ChildSpec, Limit, Restart, SupervisorSpec};
        use std::time::Duration;
        let mut root = SupervisorSpec::new("Root");
        root.children = vec![
            ChildSpec {
                restart: Restart::Temporary,
                ..ChildSpec::worker("job", "Job")
            },
            ChildSpec {
                limit: Some(Limit::new(1, Duration::from_secs(60))),
                at_limit: AtLimit::Open(Duration::from_secs(30)),
                ..ChildSpec::worker("flaky", "Flaky")
            },
        ];
        let table = root.blast_radius_table();
        assert!(
            table.contains("| `job` | nothing, it stays down |  |"),
            "{table}"
        );
        assert!(
            table.contains("| `flaky` | nothing else | after 1 restarts in 60s it is left down for 30s, who calls it gets an error |"),
            "{table}"
        );
    }
}
