//! A flowchart in the language of Mermaid.

use std::fmt::Write as _;

use super::nodes;
use crate::policy::Restart;
use crate::spec::SupervisorSpec;

impl SupervisorSpec {
    /// The tree as a [Mermaid](https://mermaid.js.org) flowchart: supervisors are round, a dotted
    /// arrow leads from a child to one whose handle it was given.
    #[must_use]
    pub fn to_mermaid(&self) -> String {
        let (nodes, uses) = nodes(self);
        let mut text = String::from("flowchart TD\n");
        for node in &nodes {
            let index = node.index;
            let name = escaped(&node.name);
            let process = node
                .process
                .as_ref()
                .map_or_else(String::new, |process| format!(": {}", escaped(process)));
            let details = escaped(&node.details.join(" · "));
            let (open, close) = if node.supervises {
                ("([", "])")
            } else {
                ("[", "]")
            };
            let class = match node.restart {
                None => "supervisor",
                Some(_) if node.supervises => "supervisor",
                Some(Restart::Permanent) => "permanent",
                Some(Restart::Transient) => "transient",
                Some(Restart::Temporary) => "temporary",
            };
            let _ = writeln!(
                text,
                "    n{index}{open}\"<b>{name}</b>{process}<br/><small>{details}</small>\"{close}:::{class}"
            );
        }
        for node in &nodes {
            if let Some(parent) = node.parent {
                let _ = writeln!(text, "    n{parent} --- n{}", node.index);
            }
        }
        for (user, used) in uses {
            let _ = writeln!(text, "    n{user} -.-> n{used}");
        }
        text.push_str(
            "    classDef supervisor stroke-width:2px
    classDef permanent stroke-width:1px
    classDef transient stroke-dasharray:6 3
    classDef temporary stroke-dasharray:2 3
",
        );
        text
    }
}

/// Mermaid knows entities, with a `#` for the `&`.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' | '<' | '>' | '#' | '&' | ';' => {
                let _ = write!(escaped, "#{};", u32::from(letter));
            }
            // A label is one line.
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::shop;

    #[test]
    fn a_tree_is_a_flowchart() {
        assert_eq!(
            shop().to_mermaid(),
            "\
flowchart TD
    n0([\"<b>Shop</b><br/><small>rest_for_one · 3 per 5s</small>\"]):::supervisor
    n1[\"<b>ledger</b>: Ledger<br/><small>permanent · after 50ms to 10s</small>\"]:::permanent
    n2[\"<b>audit</b>: Audit<br/><small>transient</small>\"]:::transient
    n3[\"<b>sessions</b>: dynamic Session<br/><small>temporary</small>\"]:::temporary
    n4[\"<b>hashers</b>: 8 × Hasher<br/><small>permanent</small>\"]:::permanent
    n5([\"<b>feeds</b><br/><small>one_for_all · 3 per 5s · permanent</small>\"]):::supervisor
    n6[\"<b>prices</b>: Feed#60;Price#62;<br/><small>permanent</small>\"]:::permanent
    n7[\"<b>rates</b>: Feed#60;Rate#62;<br/><small>permanent</small>\"]:::permanent
    n0 --- n1
    n0 --- n2
    n0 --- n3
    n0 --- n4
    n0 --- n5
    n5 --- n6
    n5 --- n7
    n2 -.-> n1
    n7 -.-> n6
    n7 -.-> n1
    classDef supervisor stroke-width:2px
    classDef permanent stroke-width:1px
    classDef transient stroke-dasharray:6 3
    classDef temporary stroke-dasharray:2 3
"
        );
    }
}
