//! A graph in the language of Graphviz.

use std::fmt::Write as _;

use super::nodes;
use crate::policy::Restart;
use crate::spec::SupervisorSpec;

impl SupervisorSpec {
    /// The tree as a [Graphviz](https://graphviz.org) graph: supervisors are ellipses, a dotted arrow
    /// leads from a child to one whose handle it was given.
    #[must_use]
    pub fn to_dot(&self) -> String {
        let (nodes, uses) = nodes(self);
        let mut text = format!(
            "digraph \"{}\" {{
    node [fontname=\"sans-serif\", fontsize=11, shape=box, style=\"rounded\"]
    edge [arrowhead=none]
",
            escaped(&self.name)
        );
        for node in &nodes {
            let process = node
                .process
                .as_ref()
                .map_or_else(String::new, |process| format!(": {process}"));
            let label = format!("{}{process}\n{}", node.name, node.details.join(" · "));
            let look = match node.restart {
                _ if node.supervises => "shape=ellipse, style=\"bold\"",
                Some(Restart::Transient) => "style=\"rounded,dashed\"",
                Some(Restart::Temporary) => "style=\"rounded,dotted\"",
                _ => "style=\"rounded\"",
            };
            let _ = writeln!(
                text,
                "    n{} [label=\"{}\", {look}]",
                node.index,
                escaped(&label)
            );
        }
        for node in &nodes {
            if let Some(parent) = node.parent {
                let _ = writeln!(text, "    n{parent} -> n{}", node.index);
            }
        }
        for (user, used) in uses {
            let _ = writeln!(
                text,
                "    n{user} -> n{used} [style=dotted, arrowhead=vee, constraint=false]"
            );
        }
        text.push_str("}\n");
        text
    }
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    text.replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::super::shop;

    #[test]
    fn a_tree_is_a_graph() {
        let dot = shop().to_dot();
        for line in [
            "digraph \"Shop\" {",
            "    n0 [label=\"Shop\\nrest_for_one · 3 per 5s\", shape=ellipse, style=\"bold\"]",
            "    n2 [label=\"audit: Audit\\ntransient\", style=\"rounded,dashed\"]",
            "    n5 -> n7",
            "    n7 -> n1 [style=dotted, arrowhead=vee, constraint=false]",
        ] {
            assert!(dot.lines().any(|other| other == line), "{line} in {dot}");
        }
    }
}
