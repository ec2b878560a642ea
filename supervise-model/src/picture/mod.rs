//! Pictures of a declared tree, for documents and for people.

mod dot;
mod mermaid;
mod radius;
mod svg;

pub use self::radius::BlastRadius;

use crate::policy::Restart;
use crate::spec::{ChildKind, ChildSpec, SupervisorSpec};

/// A supervisor or child as the pictures show it.
struct Node {
    /// Where it is in the list of all nodes, the root being the first.
    index: usize,
    depth: usize,
    parent: Option<usize>,
    name: String,
    /// What it is, if it is no plain supervisor.
    process: Option<String>,
    /// What is worth to be known about it, in a few words.
    details: Vec<String>,
    /// `None` for the root.
    restart: Option<Restart>,
    supervises: bool,
    /// How many nodes are below it.
    below: usize,
}

/// All nodes, each before those below it; and who was given whose handle.
fn nodes(root: &SupervisorSpec) -> (Vec<Node>, Vec<(usize, usize)>) {
    let mut nodes = vec![Node {
        index: 0,
        depth: 0,
        parent: None,
        name: root.name.clone(),
        process: None,
        details: rules(root),
        restart: None,
        supervises: true,
        below: 0,
    }];
    let mut uses = Vec::new();
    below(root, 0, &mut Vec::new(), &mut nodes, &mut uses);
    (nodes, uses)
}

/// `scope` holds the names that can be meant, the nearest last.
fn below(
    supervisor: &SupervisorSpec,
    parent: usize,
    scope: &mut Vec<(String, usize)>,
    nodes: &mut Vec<Node>,
    uses: &mut Vec<(usize, usize)>,
) {
    let outer = scope.len();
    for child in &supervisor.children {
        let index = nodes.len();
        nodes.push(node(child, index, nodes[parent].depth + 1, parent));
        for name in &child.depends_on {
            let used = scope.iter().rev().find(|(other, _)| other == name);
            uses.extend(used.map(|(_, used)| (index, *used)));
        }
        if let ChildKind::Supervisor(nested) = &child.kind {
            below(nested, index, scope, nodes, uses);
        }
        nodes[index].below = nodes.len() - index - 1;
        scope.push((child.name.clone(), index));
    }
    scope.truncate(outer);
    nodes[parent].below = nodes.len() - parent - 1;
}

fn node(child: &ChildSpec, index: usize, depth: usize, parent: usize) -> Node {
    let mut details = Vec::new();
    let (process, supervises) = match &child.kind {
        ChildKind::Worker { process } => (Some(process.clone()), false),
        ChildKind::Dynamic {
            process,
            max_children,
            ..
        } => {
            let most = max_children.map_or_else(String::new, |most| format!(", at most {most}"));
            (Some(format!("dynamic {process}{most}")), false)
        }
        ChildKind::Pool { process, size, .. } => (Some(format!("{size} × {process}")), false),
        ChildKind::Supervisor(nested) => {
            details.extend(rules(nested));
            (None, true)
        }
    };
    details.push(child.restart.to_string());
    if child.significant {
        details.push("significant".to_owned());
    }
    if child.optional {
        details.push("optional".to_owned());
    }
    if let Some(backoff) = child.backoff {
        let (first, max) = backoff.bounds();
        details.push(if first == max {
            format!("after {first:?}")
        } else {
            format!("after {first:?} to {max:?}")
        });
    }
    if let Some((most, period)) = child.limit.and_then(crate::Limit::bound) {
        details.push(format!("{most} per {period:?}"));
    }
    if child.at_limit != crate::AtLimit::default() {
        details.push(format!("then {}", child.at_limit));
    }
    Node {
        index,
        depth,
        parent: Some(parent),
        name: child.name.clone(),
        process,
        details,
        restart: Some(child.restart),
        supervises,
        below: 0,
    }
}

fn rules(supervisor: &SupervisorSpec) -> Vec<String> {
    let mut rules = vec![supervisor.strategy.to_string()];
    if let Some((most, period)) = supervisor.limit.bound() {
        rules.push(format!("{most} per {period:?}"));
    }
    if supervisor.at_limit != crate::AtLimit::default() {
        rules.push(format!("then {}", supervisor.at_limit));
    }
    rules
}

/// A tree with everything in it that the pictures show.
#[cfg(test)]
fn shop() -> SupervisorSpec {
    use crate::{Backoff, Strategy};
    use std::time::Duration;
    let mut feeds = SupervisorSpec::new("feeds");
    feeds.strategy = Strategy::OneForAll;
    let uses = |names: &[&str]| names.iter().map(ToString::to_string).collect();
    feeds.children = vec![
        ChildSpec::worker("prices", "Feed<Price>"),
        ChildSpec {
            depends_on: uses(&["prices", "ledger"]),
            ..ChildSpec::worker("rates", "Feed<Rate>")
        },
    ];
    let mut shop = SupervisorSpec::new("Shop");
    shop.strategy = Strategy::RestForOne;
    shop.children = vec![
        ChildSpec {
            backoff: Some(Backoff::exponential(
                Duration::from_millis(50),
                Duration::from_secs(10),
            )),
            ..ChildSpec::worker("ledger", "Ledger")
        },
        ChildSpec {
            restart: Restart::Transient,
            depends_on: uses(&["ledger"]),
            ..ChildSpec::worker("audit", "Audit")
        },
        ChildSpec::dynamic("sessions", "Session"),
        ChildSpec::pool("hashers", "Hasher", 8),
        ChildSpec::supervisor(feeds),
    ];
    shop
}
