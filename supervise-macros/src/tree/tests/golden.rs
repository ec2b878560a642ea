//! Expansions as a person would read them, in `tests/expand/tree_*.rs`.
//! `UPDATE_EXPECT=1` writes them anew.

use std::path::Path;
use std::{env, fs};

use super::expand;

fn golden(name: &str, input: &str) {
    let text = without_picture(&prettyplease::unparse(&expand(input)));
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/expand")
        .join(name)
        .with_extension("rs");
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &text).expect("the golden file can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        text == expected,
        "{} differs from what is expanded now; run with UPDATE_EXPECT=1 and read the difference",
        path.display()
    );
}

/// The picture is tested where it is drawn.
fn without_picture(text: &str) -> String {
    const START: &str = "#[cfg_attr(doc, doc = \"";
    let Some((before, rest)) = text.split_once(START) else {
        return text.to_owned();
    };
    let (_, after) = rest.split_once("\")]\n").expect("the end of the attribute");
    format!("{before}{START}…\")]\n{}", without_picture(after))
}

#[test]
fn a_picture_shows_what_is_known() {
    let text = prettyplease::unparse(&expand(
        "Shop(config: Config) {
            limit: config.most per 5s,
            ledger: Ledger(),
            audit: Audit(ledger),
            hashers: pool Hasher() { size: config.workers },
            metrics: tree metrics::Tree(),
            feeds: supervisor { at_limit: pause(5s), prices: Feed::<Price>() },
        }",
    ));
    for shown in [
        "audit</tspan><tspan>: Audit",
        "hashers</tspan><tspan>: pool Hasher",
        "metrics</tspan><tspan>: tree metrics::Tree",
        "prices</tspan><tspan>: Feed&lt;Price&gt;",
        "then pause(5s)",
        "Sub-trees: [`metrics::Tree`]",
        "| `audit` | nothing else |",
    ] {
        assert!(text.contains(shown), "no {shown} in {text}");
    }
    // An arrow, and the one in the key.
    assert_eq!(text.matches("class=\\\"head").count(), 2);
    assert!(!text.contains("1 per 5s"));
}

#[test]
fn processes() {
    golden(
        "tree_processes",
        "/// Everything the shop needs.
        pub Shop(config: ShopConfig) {
            strategy: rest_for_one,
            limit: 3 per 5s,

            /// The books.
            ledger: Ledger(config.opening()) { restart: transient, shutdown: 1500ms, start_timeout: infinity },
            audit: Audit(ledger, late(metrics)),
            metrics: Metrics() { register: METRICS },
            counter: Counter { value: 5 },
        }",
    );
}

#[test]
fn kinds() {
    golden(
        "tree_kinds",
        "Shop(config: ShopConfig, budget: Duration) {
            sessions: dynamic Session { max_children: 10_000, restart: temporary, limit: none },
            hashers: pool Hasher(config.salt.clone()) { size: config.workers, route: by_key, reinit: last_known, mailbox: keep },
            metrics: tree MetricsTree(config.metrics.clone(), hashers) { shutdown: 10s },
            last: Last(vec![metrics.store(), hashers]) { shutdown: budget },
        }",
    );
}

#[test]
fn nested() {
    golden(
        "tree_nested",
        "pub(crate) Shop() {
            /// Prices from outside.
            feeds: supervisor {
                strategy: one_for_all,
                shutdown: 20s,
                prices: PriceFeed(),
                #[cfg(feature = \"rates\")]
                rates: RateFeed(prices),
            },
            shown: Shown(feeds.prices()),
        }",
    );
}

#[test]
fn generic() {
    golden(
        "tree_generic",
        "pub Shop<S: Store, const N: usize>(store: S) where S: Clone + Send + Sync + 'static {
            ledger: Ledger<S>(store) ,
        }",
    );
}

#[test]
fn broken() {
    golden(
        "tree_broken",
        "pub Shop(config: ShopConfig) {
            ledger: Ledger(config.opening()) { restart: never },
            audit: Audit(metrics),
            metrics: dynamc Metrics,
            counter: Counter { value: metrics },
        }",
    );
}

#[test]
fn the_default_crate_is_not_named_when_another_is_given() {
    let file = expand(
        "crate = crate::elsewhere;
        pub Shop<S: Store>(store: S) {
            ledger: Ledger(store) { restart: transient },
            sessions: dynamic Session { restart: temporary },
            hashers: pool Hasher() { size: 8, limit: 3 per 5s, route: round_robin },
            feeds: supervisor { shutdown: 9s, metrics: tree Metrics(), late: Late(late(late)) },
        }",
    );
    let text = prettyplease::unparse(&file);
    assert!(text.contains("crate::elsewhere::__private"));
    assert!(!text.contains("supervise"), "the default crate is named");
}
