//! Native functions in a cause: by a debugger, without one, and without debug information.

use crate::project;

use std::path::Path;

use crate::project::this_addon::{ADDON, says};
use crate::project::{Project, needs};

#[test]
fn without_a_debugger_the_report_says_how_to_get_one() {
    let project = Project::with(
        "one",
        "",
        "import { blockOnOwnQueue } from '#addon';\nblockOnOwnQueue(() => {});",
    );
    project.write(
        "napi-harness.toml",
        format!("[addon]\nentry = {:?}\n[run]\ntimeout = \"10s\"\n", *ADDON),
    );
    let node = needs::program("node", "see README.md").expect("Node.js");
    let path = project.path_with(&[&node]);
    let output = project
        .harness(&["scenario", "run"])
        .env("PATH", &path)
        .output()
        .expect("it starts");
    project::Outcome::of(output)
        .exits(1)
        .prints("install gdb or lldb to see the native stack here");
}

#[test]
fn gdb_names_where_a_crash_and_a_blocked_thread_stand_in_native_code() {
    if let Some(gdb) = needs::program("gdb", "apt-get install gdb") {
        names_native_frames(&gdb);
    }
}

#[test]
fn lldb_names_where_a_crash_and_a_blocked_thread_stand_in_native_code() {
    if let Some(lldb) = needs::program("lldb", "apt-get install lldb") {
        names_native_frames(&lldb);
    }
}

/// With no other debugger in PATH than this one.
#[track_caller]
fn names_native_frames(debugger: &Path) {
    let programs = [
        (
            "crash",
            "import { readFromNowhere } from '#addon';\nreadFromNowhere();",
            "read_from_nowhere at ",
        ),
        (
            "blocked",
            "import { blockOnOwnQueue } from '#addon';\nblockOnOwnQueue(() => {});",
            "block_on_own_queue at ",
        ),
    ];
    let project = Project::new();
    project.write(
        "napi-harness.toml",
        format!("[addon]\nentry = {:?}\n[run]\ntimeout = \"10s\"\n", *ADDON),
    );
    let node = needs::program("node", "see README.md").expect("Node.js");
    let path = project.path_with(&[&node, debugger]);
    for (name, program, frame) in programs {
        project.scenario(name, "", program);
        let output = project
            .harness(&["scenario", "run", name])
            .env("PATH", &path)
            .output();
        let outcome = project::Outcome::of(output.expect("it starts"));
        outcome
            .exits(1)
            .prints("native stack: callback_patterns::misuse::")
            .prints(frame);
    }
}

#[test]
fn native_code_that_ends_the_process_is_named_without_a_debugger() {
    let project = Project::new();
    project.write(
        "napi-harness.toml",
        format!("[addon]\nentry = {:?}\n", *ADDON),
    );
    let node = needs::program("node", "see README.md").expect("Node.js");
    let path = project.path_with(&[&node]);
    for (call, words) in [
        ("exitOnThread", ", in thread `quitter`: no `exit` event"),
        (
            "exitInNativeCode",
            ", inside `exitInNativeCode`, called at scenarios/one.mjs:8:1: no `exit` event",
        ),
    ] {
        // Before Node.js 22 a thread of V8's that frees array buffers may crash once exit() has run: it is to be idle.
        let program = format!(
            "import {{ {call} }} from '#addon';\nimport {{ gc }} from '#harness';\nawait gc();\n{call}(3);"
        );
        project.scenario("one", "", &program);
        let output = project
            .harness(&["scenario", "run"])
            .env("PATH", &path)
            .output();
        project::Outcome::of(output.expect("it starts"))
            .exits(1)
            .prints("Native code called `exit` with code 3, in callback_patterns::misuse::crashes::exit_")
            .prints("addon/src/misuse/crashes.rs:")
            .prints(words);
    }
}

#[test]
fn without_a_debugger_a_crash_is_said_to_be_of_no_thread() {
    let project = Project::new();
    project.write(
        "napi-harness.toml",
        format!("[addon]\nentry = {:?}\n", *ADDON),
    );
    let node = needs::program("node", "see README.md").expect("Node.js");
    let path = project.path_with(&[&node]);
    let program = "import { readFromNowhere } from '#addon';\nreadFromNowhere();";
    project.scenario("one", "", program);
    let output = project
        .harness(&["scenario", "run"])
        .env("PATH", &path)
        .output();
    project::Outcome::of(output.expect("it starts"))
        .exits(1)
        .prints("died of SIGSEGV, while the main thread was inside `readFromNowhere`, called at scenarios/one.mjs:6:1.");
}

#[test]
fn a_wait_without_debug_information_is_named_by_the_addon_and_not_by_the_function_that_waits() {
    let (Some(strip), Some(_)) = (
        needs::program("strip", "apt-get install binutils"),
        needs::program("gdb", "apt-get install gdb"),
    ) else {
        return;
    };
    let header = "expect = { end = \"hang\", hang = \"idle\" }";
    let project = project::this_addon::project(
        header,
        "import { blockOnOwnQueue } from '#addon';\nblockOnOwnQueue(() => {});",
    );
    let native = std::fs::read_dir(ADDON.parent().expect("a folder"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .find(|file| {
            file.extension()
                .is_some_and(|extension| extension == "node")
        });
    let status = std::process::Command::new(strip)
        .arg("--strip-debug")
        .arg("-o")
        .arg(project.path("stripped.node"))
        .arg(native.expect("the addon is built"))
        .status();
    assert!(status.expect("strip starts").success());
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"stripped.node\"\n[run]\ntimeout = \"1s\"\n",
    );
    let line = project
        .run_scenarios(&["--format", "json"])
        .json()
        .remove(0);
    let cause = line["cause"].as_str().expect("a cause");
    says(
        cause,
        &["blocked: it waits for", "send_both of stripped.node"],
    );
}
