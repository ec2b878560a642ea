//! A picture that stands by itself: no script, no font, no file beside it.

use std::fmt::Write as _;

use super::{Node, nodes};
use crate::policy::Restart;
use crate::spec::SupervisorSpec;

const ROW: usize = 26;
const GAP: usize = 8;
const INDENT: usize = 14;
const MARGIN: usize = 10;
/// How far apart the arrows run.
const LANE: usize = 9;
/// What an entry of the key has.
const KEY: usize = 90;
/// Of a letter, as wide as they are taken to be.
const WIDE: f64 = 7.3;
const NARROW: f64 = 5.8;

/// Where the rows and their right edge are.
struct Layout {
    /// The top of each node's row.
    tops: Vec<usize>,
    /// The bottom of each node's box, with what is below it.
    bottoms: Vec<usize>,
    /// The right edge of what is innermost.
    right: usize,
    deepest: usize,
}

impl SupervisorSpec {
    /// The tree as an SVG picture, which can stand in a file, in a page, or in Markdown: supervisors
    /// are boxes around their children, in the order in which these start; an arrow leads from a child
    /// to one whose handle it was given. It follows the reader's choice of a light or dark page.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let (nodes, uses) = nodes(self);
        let layout = Layout::new(&nodes);
        let edge = layout.edge(0);
        let width = edge + MARGIN + LANE * (uses.len() + 1);
        let width = width.max(key_edge(&uses));
        let legend = layout.bottoms[0] + 22;
        let height = legend + 12;
        let mut svg = String::new();
        let _ = writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" class=\"supervision-tree\">"
        );
        let _ = writeln!(
            svg,
            "<title>The supervision tree {}</title>",
            escaped(&self.name)
        );
        style(&mut svg);
        for node in &nodes {
            layout.draw(node, &mut svg);
        }
        for (lane, &(user, used)) in uses.iter().enumerate() {
            layout.arrow(&nodes[user], &nodes[used], lane, &mut svg);
        }
        key(legend, &uses, &mut svg);
        svg.push_str("</svg>\n");
        svg
    }
}

/// Colours, without a variable, which not every viewer knows.
struct Palette {
    ink: &'static str,
    soft: &'static str,
    line: &'static str,
    paper: &'static str,
    group: &'static str,
}

const LIGHT: Palette = Palette {
    ink: "#1f2328",
    soft: "#59636e",
    line: "#818b98",
    paper: "#ffffff",
    group: "#0969da",
};

const DARK: Palette = Palette {
    ink: "#f0f6fc",
    soft: "#9198a1",
    line: "#656c76",
    paper: "#0d1117",
    group: "#4493f8",
};

/// Light, unless the reader's system or the page, as rustdoc's do, says that it is dark.
fn style(svg: &mut String) {
    svg.push_str(
        "<style>
.supervision-tree { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 12px; max-width: 100%; height: auto; }
.supervision-tree .name { font-weight: 600; }
.supervision-tree .detail { font-size: 9.5px; }
.supervision-tree rect.group { stroke-width: 1.5px; }
.supervision-tree .transient { stroke-dasharray: 7 3; }
.supervision-tree .temporary { stroke-dasharray: 2 3; }
",
    );
    LIGHT.rules("", svg);
    svg.push_str("@media (prefers-color-scheme: dark) {\n");
    DARK.rules("", svg);
    svg.push_str("}\n");
    LIGHT.rules("[data-theme=\"light\"] ", svg);
    DARK.rules("[data-theme=\"dark\"] ", svg);
    DARK.rules("[data-theme=\"ayu\"] ", svg);
    svg.push_str("</style>\n");
}

impl Palette {
    fn rules(&self, within: &str, svg: &mut String) {
        let Self {
            ink,
            soft,
            line,
            paper,
            group,
        } = self;
        for (what, how) in [
            ("text", format!("fill: {ink}")),
            (".detail", format!("fill: {soft}")),
            ("rect", format!("fill: {paper}; stroke: {line}")),
            ("rect.group", format!("stroke: {group}")),
            (".group-name", format!("fill: {group}")),
            ("path", format!("fill: none; stroke: {soft}")),
            ("path.head", format!("fill: {soft}; stroke: none")),
        ] {
            let _ = writeln!(svg, "{within}.supervision-tree {what} {{ {how}; }}");
        }
    }
}

impl Layout {
    fn new(nodes: &[Node]) -> Self {
        let deepest = nodes.iter().map(|node| node.depth).max().unwrap_or(0);
        let mut tops = vec![0; nodes.len()];
        let mut bottoms = vec![0; nodes.len()];
        let mut y = MARGIN;
        let mut open: Vec<usize> = Vec::new();
        for node in nodes {
            while let Some(&group) = open.last()
                && node.index > group + nodes[group].below
            {
                open.pop();
                bottoms[group] = y;
                y += GAP;
            }
            tops[node.index] = y;
            y += ROW;
            if node.supervises {
                open.push(node.index);
            } else {
                bottoms[node.index] = y;
            }
            y += GAP;
        }
        while let Some(group) = open.pop() {
            bottoms[group] = y;
            y += GAP;
        }
        let needs = |node: &Node| {
            let process = node
                .process
                .as_ref()
                .map_or(0, |process| letters(process) + 2);
            let name = wide(letters(&node.name) + process, WIDE);
            let details = wide(letters(&node.details.join(" · ")), NARROW);
            Self::left(node) + 10 + name + 24 + details + 10
        };
        let right = nodes.iter().map(needs).max().unwrap_or(0);
        Self {
            tops,
            bottoms,
            right,
            deepest,
        }
    }

    fn left(node: &Node) -> usize {
        MARGIN + INDENT * node.depth
    }

    /// The right edge of what is so deep.
    fn edge(&self, depth: usize) -> usize {
        self.right + 6 * (self.deepest.saturating_sub(depth))
    }

    fn draw(&self, node: &Node, svg: &mut String) {
        let (left, top) = (Self::left(node), self.tops[node.index]);
        let (right, bottom) = (self.edge(node.depth), self.bottoms[node.index]);
        let (width, height) = (right - left, bottom - top);
        let restart = match node.restart {
            Some(Restart::Transient) => "transient",
            Some(Restart::Temporary) => "temporary",
            _ => "",
        };
        let (class, name_class, round) = if node.supervises {
            ("group ", "name group-name", 8)
        } else {
            ("", "name", 5)
        };
        let base = top + 17;
        let name = escaped(&node.name);
        let process = node.process.as_ref().map_or_else(String::new, |process| {
            format!("<tspan>: {}</tspan>", escaped(process))
        });
        let details = escaped(&node.details.join(" · "));
        let _ = writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\" class=\"{class}{restart}\"/>"
        );
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{base}\"><tspan class=\"{name_class}\">{name}</tspan>{process}</text>",
            left + 10
        );
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{base}\" text-anchor=\"end\" class=\"detail\">{details}</text>",
            right - 10
        );
    }

    /// From the right edge of one row around everything to the right edge of the other.
    fn arrow(&self, user: &Node, used: &Node, lane: usize, svg: &mut String) {
        let from = (self.edge(user.depth), self.tops[user.index] + ROW / 2 + 4);
        let to = (self.edge(used.depth), self.tops[used.index] + ROW / 2 - 3);
        let turn = self.edge(0) + MARGIN + LANE * lane;
        let _ = writeln!(
            svg,
            "<path d=\"M{} {} H{} Q{turn} {} {turn} {} V{} Q{turn} {} {} {} H{}\"/>",
            from.0,
            from.1,
            turn - 5,
            from.1,
            from.1 - 5,
            to.1 + 5,
            to.1,
            turn - 5,
            to.1,
            to.0 + 6,
        );
        let _ = writeln!(
            svg,
            "<path class=\"head\" d=\"M{} {} l7 -3.5 v7 z\"/>",
            to.0 + 1,
            to.1
        );
    }
}

const RESTARTS: [&str; 3] = ["permanent", "transient", "temporary"];

/// How far the key goes.
fn key_edge(uses: &[(usize, usize)]) -> usize {
    MARGIN + KEY * (RESTARTS.len() + usize::from(!uses.is_empty()))
}

/// What the lines mean.
fn key(y: usize, uses: &[(usize, usize)], svg: &mut String) {
    let mut x = MARGIN;
    for restart in RESTARTS {
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{}\" width=\"18\" height=\"10\" rx=\"3\" class=\"{restart}\"/>",
            y - 8
        );
        key_text((x, y), restart, svg);
        x += KEY;
    }
    if !uses.is_empty() {
        let line = y - 3;
        let _ = writeln!(svg, "<path d=\"M{x} {line} H{}\"/>", x + 12);
        let _ = writeln!(
            svg,
            "<path class=\"head\" d=\"M{} {line} l-7 -3.5 v7 z\"/>",
            x + 18
        );
        key_text((x, y), "uses", svg);
    }
}

fn key_text((x, y): (usize, usize), text: &str, svg: &mut String) {
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{y}\" class=\"detail\">{text}</text>",
        x + 23
    );
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "some thousand at most"
)]
fn wide(letters: usize, each: f64) -> usize {
    (letters as f64 * each).ceil() as usize
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::super::shop;
    use crate::SupervisorSpec;

    #[test]
    fn it_can_stand_in_markdown() {
        let svg = shop().to_svg();
        assert!(svg.lines().all(|line| !line.trim().is_empty()));
        assert!(!svg.contains("Feed<"), "what is no tag is escaped");
        assert!(svg.contains("Feed&lt;Price&gt;"));
        assert!(!svg.contains("<script") && !svg.contains("href"));
    }

    #[test]
    fn every_tag_is_closed() {
        let svg = shop().to_svg();
        for tag in ["svg", "title", "style", "text", "tspan"] {
            let opened = svg.matches(&format!("<{tag}")).count();
            let closed = svg.matches(&format!("</{tag}>")).count();
            assert_eq!(opened, closed, "{tag}");
        }
    }

    #[test]
    fn every_child_and_each_handle_is_drawn() {
        let svg = shop().to_svg();
        for name in [
            "Shop", "ledger", "audit", "sessions", "hashers", "feeds", "prices", "rates",
        ] {
            assert!(svg.contains(&format!(">{name}</tspan>")), "{name}");
        }
        assert_eq!(svg.matches("class=\"head\"").count(), 3 + 1, "and the key");
        assert!(svg.contains("rest_for_one") && svg.contains("one_for_all"));
    }

    #[test]
    fn the_key_has_room_below_a_narrow_tree() {
        let svg = SupervisorSpec::new("T").to_svg();
        let (_, after) = svg.split_once("width=\"").expect("a width");
        let (width, _) = after.split_once('"').expect("its end");
        assert!(width.parse::<usize>().expect("a number") >= 10 + 3 * 90);
        assert!(!svg.contains(">uses<"), "there is no arrow to be explained");
    }

    #[test]
    fn a_group_holds_what_is_below_it() {
        // The boxes of `Shop`, `feeds`, and `rates`, which is the last.
        let svg = shop().to_svg();
        let bottoms: Vec<u32> = svg
            .lines()
            .filter(|line| line.starts_with("<rect"))
            .map(|line| {
                let number = |name: &str| {
                    let rest = line.split(&format!(" {name}=\"")).nth(1).unwrap();
                    rest.split('"').next().unwrap().parse::<u32>().unwrap()
                };
                number("y") + number("height")
            })
            .collect();
        let (shop, feeds, rates) = (bottoms[0], bottoms[5], bottoms[7]);
        assert!(shop > feeds && feeds > rates, "{bottoms:?}");
    }
}
