//! The addon of this repository, which does what JavaScript alone cannot.

use std::path::PathBuf;
use std::sync::LazyLock;

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

use super::Project;

/// This repository's addon, built.
pub static ADDON: LazyLock<PathBuf> = LazyLock::new(|| {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = assert_cmd::Command::new(cargo_bin("napi-harness"))
        .args(["addon", "build"])
        .current_dir(&root)
        .output()
        .expect("the harness starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    root.join("addon/index.js")
        .canonicalize()
        .expect("it has been built")
});

/// A project with this addon and one scenario, `one.mjs`, which ends by itself.
pub fn project(header: &str, program: &str) -> Project {
    with_timeout("30s", header, program)
}

fn with_timeout(timeout: &str, header: &str, program: &str) -> Project {
    let project = Project::with("one", header, program);
    project.write(
        "napi-harness.toml",
        format!(
            "[addon]\nentry = {:?}\n[run]\ntimeout = {timeout:?}\n",
            *ADDON
        ),
    );
    project
}

/// Runs a program, which may hang, and gives the line of the JSON report.
#[track_caller]
pub fn run(header: &str, program: &str) -> Value {
    let project = with_timeout("10s", header, program);
    project
        .run_scenarios(&["--format", "json"])
        .json()
        .remove(0)
}

/// The same, with its transcript accepted where its header is right.
#[track_caller]
pub fn accepted(header: &str, program: &str) -> Value {
    let project = project(header, program);
    project
        .run_scenarios(&["--accept", "--format", "json"])
        .json()
        .remove(0)
}

/// The cause that is reported.
#[track_caller]
pub fn cause(header: &str, program: &str) -> String {
    let line = run(header, program);
    line["cause"]
        .as_str()
        .unwrap_or_else(|| panic!("no cause in {line}"))
        .to_owned()
}

/// `cause` holds all of these.
#[track_caller]
pub fn says(cause: &str, parts: &[&str]) {
    for part in parts {
        assert!(cause.contains(part), "no {part:?} in {cause:?}");
    }
}
