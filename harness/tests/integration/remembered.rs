//! What a history remembers is what it saw: header and snapshot of today judge it, and whatever would change what is seen is
//! seen anew.

use crate::project::{Outcome, Project};

/// A project with one scenario that prints what it is made of.
fn project() -> Project {
    let project = Project::with(
        "x",
        "timeout = \"20s\"\n[expect]\nend = \"exit 0\"",
        "import { part } from './fixtures/part.mjs';\nconsole.log(part, process.env.SETTING);",
    );
    project.write("scenarios/fixtures/part.mjs", "export const part = 1;\n");
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[run]\nenv = [\"SETTING\"]\n",
    );
    project
}

/// Under the one Node.js in PATH.
fn history(project: &Project) -> Outcome {
    with_setting(project, "a")
}

fn with_setting(project: &Project, setting: &str) -> Outcome {
    let arguments = ["history", "x", "--over", "node", "--runtime", "node"];
    let mut command = project.std_harness(&arguments);
    command.env("SETTING", setting);
    Outcome::of(command.output().expect("the harness starts"))
}

#[track_caller]
fn runs(outcome: &Outcome, expected: bool) {
    let ran = outcome.stderr.contains("builds to make and run");
    assert_eq!(ran, expected, "{}{}", outcome.stdout, outcome.stderr);
}

#[test]
fn a_snapshot_that_is_accepted_or_changed_judges_what_was_seen_before() {
    let project = project();
    let first = history(&project);
    first.exits(0).prints("exit 0");
    runs(&first, true);
    project.write(
        "snapshots/x.snap",
        "---\nsource: scenarios/x.mjs\ndescription: x\n---\nstdout:\n| something else\nstderr: nothing\nended: exit 0\n",
    );
    let differs = history(&project);
    differs.exits(0).prints("exit 0, another transcript");
    runs(&differs, false);
    let mut accept = project.std_harness(&["scenario", "run", "--accept"]);
    accept.env("SETTING", "a");
    Outcome::of(accept.output().expect("the harness starts")).exits(0);
    let same = history(&project);
    assert!(
        !same.stdout.contains("another transcript"),
        "{}",
        same.stdout
    );
    runs(&same, false);
}

#[test]
fn a_header_that_expects_something_else_judges_what_was_seen_before() {
    let project = project();
    history(&project).exits(0).prints("● ");
    let text = project.read("scenarios/x.mjs");
    project.write("scenarios/x.mjs", text.replace("exit 0", "exit 3"));
    let judged = history(&project);
    judged.exits(0).prints("✗ ");
    runs(&judged, false);
}

#[test]
fn whatever_would_change_what_is_seen_is_seen_anew() {
    let project = project();
    runs(&history(&project), true);
    runs(&history(&project), false);
    let program = project.read("scenarios/x.mjs");
    project.write("scenarios/fixtures/part.mjs", "export const part = 2;\n");
    runs(&history(&project), true);
    project.write(
        "scenarios/x.mjs",
        program.replace("console.log(", "console.log(0, "),
    );
    runs(&history(&project), true);
    runs(&with_setting(&project, "b"), true);
    project.write("scenarios/x.mjs", program.replace("20s", "21s"));
    runs(&history(&project), true);
    project.write("addon.cjs", "exports.twice = (n) => 3 * n;\n");
    runs(&history(&project), true);
    runs(&history(&project), false);
}

#[test]
fn a_sentence_of_the_header_changes_nothing_that_is_seen() {
    let project = project();
    runs(&history(&project), true);
    let text = project.read("scenarios/x.mjs");
    project.write(
        "scenarios/x.mjs",
        text.replace("summary = \"x\"", "summary = \"another sentence\""),
    );
    let again = history(&project);
    again.exits(0).prints("another sentence");
    runs(&again, false);
}

#[test]
fn a_module_that_the_addons_entry_requires_is_part_of_the_addon() {
    let project = Project::with(
        "x",
        "",
        "import addon from '#addon';\nprocess.exitCode = addon.inner();",
    );
    project.write(
        "addon.cjs",
        "module.exports = require('./inner/inner.cjs');\n",
    );
    project.write("inner/inner.cjs", "exports.inner = () => 0;\n");
    history(&project).exits(0).prints("exit 0");
    runs(&history(&project), false);
    project.write("inner/inner.cjs", "exports.inner = () => 7;\n");
    let again = history(&project);
    runs(&again, true);
    again.exits(0).prints("exit 7");
}
