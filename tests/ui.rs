//! What the compiler says to those who make a mistake.
//!
//! Each fixture in `tests/ui` makes one mistake and then goes on to use the item. What is said
//! about it stands beside it; `TRYBUILD=overwrite cargo test --test ui` writes that anew.

use std::process::Command;

/// The errors are worded by rustc too, so they hold for the pinned toolchain only.
#[test]
fn mistakes_are_explained() {
    let pinned = include_str!("../rust-toolchain.toml")
        .lines()
        .find_map(|line| line.strip_prefix("channel = "))
        .map(|channel| channel.trim_matches('"'))
        .expect("rust-toolchain.toml pins a channel");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc)
        .arg("--version")
        .output()
        .expect("rustc runs");
    let version = String::from_utf8_lossy(&version.stdout);
    if version.split_whitespace().nth(1) != Some(pinned) {
        println!(
            "skipped: the wording holds for rustc {pinned}, this is {}",
            version.trim()
        );
        return;
    }
    let tests = trybuild::TestCases::new();
    tests.compile_fail("tests/ui/process/*.rs");
    tests.compile_fail("tests/ui/protocol/*.rs");
    tests.compile_fail("tests/ui/pure/*.rs");
    tests.compile_fail("tests/ui/pure_process/*.rs");
    tests.compile_fail("tests/ui/tree/*.rs");
    #[cfg(feature = "trace")]
    tests.compile_fail("tests/ui/traced/*.rs");
    #[cfg(not(feature = "trace"))]
    tests.compile_fail("tests/ui/untraced/*.rs");
}
