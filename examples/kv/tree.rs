//! What `TREE` tells: a line for each process.

use supervise::{NodeKind, Snapshot};

/// The lines of a tree, each child by the path that `CRASH` takes.
pub fn lines(tree: &Snapshot) -> Vec<String> {
    let mut lines = Vec::new();
    for child in &tree.children {
        add(child, &mut lines);
    }
    lines
}

fn add(node: &Snapshot, lines: &mut Vec<String>) {
    let kind = match &node.kind {
        NodeKind::Worker(process) => (*process).to_owned(),
        NodeKind::Supervisor(kind) => format!("({kind})"),
        _ => String::new(),
    };
    let uptime = node.uptime.unwrap_or_default().as_secs_f64();
    lines.push(format!(
        "{:<14} {kind:<10} {}, restarts {}, up {uptime:.1} s",
        node.path, node.status, node.restarts
    ));
    for child in &node.children {
        add(child, lines);
    }
}
