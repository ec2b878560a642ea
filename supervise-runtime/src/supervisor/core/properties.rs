//! Thousands of random lives of a supervisor, each watched by a judge that knows the rules.
//!
//! A failing case is printed small, with its trace, and is replayed first in the next run.

mod groups;
mod judge;
mod orders;
mod scenario;
mod seen;
mod world;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use self::scenario::{Scenario, any_dynamic, any_static};
use self::world::World;

fn play(scenario: Scenario) {
    let mut world = World::new(scenario);
    world.boot();
    world.run_until_quiet();
    world.check_that_all_is_well();
    world.shut_down();
    world.run_until_quiet();
    if !world.is_finished() {
        world.check_that_a_child_holds_it_up();
        world.kill();
        world.run_until_quiet();
    }
    world.check_the_end();
}

/// The same lives each time, so that what passes here passes again; with `PROPTEST_CASES` so many new
/// ones: `scripts/lives` has very many.
fn config() -> ProptestConfig {
    let mut config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 3_000;
        config.rng_seed = RngSeed::Fixed(1);
    }
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn static_supervisors_keep_the_rules(scenario in any_static()) {
        play(scenario);
    }

    #[test]
    fn dynamic_supervisors_keep_the_rules(scenario in any_dynamic()) {
        play(scenario);
    }
}
