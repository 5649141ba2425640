//! Debuggers: which processes they may attach to, and what is said where they may not.

use std::path::Path;
use std::process::Command;

use crate::project::{Outcome, Project, needs, somebody};

#[test]
fn the_second_run_names_the_harness_as_the_one_who_may_trace_it_and_the_first_does_not() {
    let Some(strace) = needs::program("strace", "apt-get install strace") else {
        return;
    };
    let project = Project::with("hangs", "timeout = \"1s\"", "setInterval(() => {}, 1000);");
    let harness = project.std_harness(&["scenario", "run"]);
    let mut strace = Command::new(strace);
    strace
        .args(["-f", "-qq", "-e", "trace=prctl", "-e", "signal=none", "-o"])
        .arg(project.path("calls"))
        .arg(harness.get_program())
        .args(harness.get_args())
        .current_dir(project.path(""));
    for (name, value) in harness.get_envs() {
        match value {
            Some(value) => strace.env(name, value),
            None => strace.env_remove(name),
        };
    }
    Outcome::of(strace.output().expect("strace starts"))
        .exits(1)
        .prints("1 failed");
    let calls = project.read("calls");
    let lines: Vec<&str> = calls.lines().collect();
    // The harness alone takes orphans in; a runtime that it asked for its version may have come first.
    let harness = lines.iter().find(|line| line.contains("SUBREAPER"));
    let harness = harness.expect("a call of the harness's own");
    let (process, _) = harness.split_once(' ').expect("a number and a call");
    let named: Vec<_> = lines
        .iter()
        .filter(|line| line.contains("PR_SET_PTRACER"))
        .collect();
    assert_eq!(named.len(), 1, "{calls}");
    assert!(
        named[0].contains(&format!("PR_SET_PTRACER, {process})")),
        "{calls}"
    );
}

/// `scenario run` by a user who has no rights at all, under a copy of Node.js that may be run and not be read, so that what it runs may not
/// be looked into.
fn run_unreadable(project: &Project) -> Outcome {
    let node = Command::new("node")
        .args(["-p", "process.execPath"])
        .output();
    let node = String::from_utf8(node.expect("node starts").stdout).expect("UTF-8");
    project.copy_of(Path::new(node.trim()), "unreadable-node");
    somebody::permit(&project.path("unreadable-node"), 0o711);
    let arguments = ["scenario", "run", "--runtime", "./unreadable-node"];
    let output = somebody::harness(project, somebody::NOBODY, &arguments).output();
    Outcome::of(output.expect("setpriv starts"))
}

#[test]
fn where_the_debugger_may_not_attach_the_report_says_why_and_what_to_do() {
    if needs::any_debugger().is_none() || needs::other_user().is_none() {
        return;
    }
    let project = Project::with("spins", "timeout = \"1s\"", "for (;;) {}");
    run_unreadable(&project)
        .exits(1)
        .prints("(timeout)")
        .prints("the debugger was not allowed to attach: ")
        .prints("is not dumpable");
}

#[test]
fn a_wait_that_may_not_be_seen_is_not_taken_for_computing() {
    if needs::any_debugger().is_none() || needs::other_user().is_none() {
        return;
    }
    let project = Project::with(
        "blocks",
        "timeout = \"1s\"",
        "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
    );
    let outcome = run_unreadable(&project);
    outcome
        .exits(1)
        .prints(" s (timeout) and was ended")
        .prints("the debugger was not allowed to attach: ")
        .prints("main thread: waiting for something that this user may not see");
    for wrong in ["busy", "comput", "event loop"] {
        assert!(!outcome.stdout.contains(wrong), "{}", outcome.stdout);
    }
}
