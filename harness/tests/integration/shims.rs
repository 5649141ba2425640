//! Runtimes that are not what their names say: shims of version managers, and programs under other names.

use std::fs;
use std::process::Command;

use crate::project::{Outcome, Project};

/// Writes an executable shell script.
fn script(project: &Project, file: &str, text: &str) {
    project.program(file, &format!("#!/bin/sh\n{text}\n"));
}

/// A program that answers like a runtime, and does nothing else.
fn fake(project: &Project, file: &str, kind: &str, version: &str) {
    let text = format!(
        "if [ \"$1\" = --version ]; then echo v{version}; else echo '{{\"kind\":\"{kind}\",\"version\":\"{version}\",\"program\":{:?}}}'; fi",
        project.path(file)
    );
    script(project, file, &text);
}

/// The harness with the folder `first` before all others in PATH.
fn harness(project: &Project, first: &str, arguments: &[&str]) -> Command {
    let mut command = project.std_harness(arguments);
    let path = std::env::var("PATH").expect("a PATH");
    command.env("PATH", format!("{}:{path}", project.path(first).display()));
    command
}

fn run(project: &Project, first: &str, arguments: &[&str]) -> Outcome {
    let output = harness(project, first, arguments).output();
    Outcome::of(output.expect("the harness starts"))
}

/// Where the Node.js of this machine really is.
fn real_node() -> String {
    let node = Command::new("node")
        .args(["-p", "process.execPath"])
        .output();
    let stdout = node.expect("node starts").stdout;
    String::from_utf8(stdout).expect("UTF-8").trim().to_owned()
}

#[test]
fn a_shim_is_asked_once_and_scenarios_are_run_by_what_stands_behind_it() {
    let project = Project::new();
    let node = real_node();
    // As nodenv does it; not `exec`, so that the shim would stay as the leader of the group.
    let calls = project.path("calls");
    script(
        &project,
        "shims/node",
        &format!("echo called >> {calls:?}\n{node:?} \"$@\""),
    );
    for name in ["a", "b", "c"] {
        project.scenario(
            name,
            "",
            // The transcript names folders of this machine otherwise.
            &format!("import fs from 'node:fs';\nconst [, , group] = fs.readFileSync('/proc/self/stat', 'latin1').split(') ')[1].split(' ');\nconsole.log('run by it:', process.execPath === {node:?}, Number(group) === process.pid);"),
        );
    }
    run(&project, "shims", &["scenario", "run"])
        .exits(1)
        .prints("run by it: true true");
    assert_eq!(project.read("calls"), "called\n");
}

#[test]
fn what_a_shim_says_in_one_folder_is_not_remembered_for_another() {
    let project = Project::new();
    fake(&project, "versions/4.0.0/node", "node", "4.0.0");
    fake(&project, "versions/5.0.0/node", "node", "5.0.0");
    let versions = project.path("versions");
    script(
        &project,
        "shims/node",
        &format!("exec {versions:?}/$(cat .version)/node \"$@\""),
    );
    for version in ["4.0.0", "5.0.0", "4.0.0"] {
        project.write(".version", version);
        run(&project, "shims", &["runtime", "list"])
            .exits(0)
            .prints(&format!("node {version}"));
    }
}

#[test]
fn a_bun_under_the_name_of_node_is_no_node() {
    let project = Project::with("x", "", "console.log(1);");
    fake(&project, "bun/node", "bun", "1.2.3");
    run(&project, "bun", &["scenario", "run", "--accept"])
        .exits(0)
        .prints("1 passed");
    run(&project, "bun", &["scenario", "run", "--runtime", "node@1"])
        .exits(5)
        .complains("bun 1.2.3 in PATH as `node`");
}

#[test]
fn a_program_that_is_named_by_its_path_is_what_it_says_it_is() {
    let project = Project::with("x", "", "console.log(1);");
    script(
        &project,
        "deno-or-what",
        &format!("exec {:?} \"$@\"", real_node()),
    );
    project
        .run_scenarios(&["--accept", "--runtime", "./deno-or-what"])
        .exits(0)
        .prints("pass x node ");
}

#[test]
fn init_writes_the_runtime_that_is_here_where_node_is_not() {
    for kind in ["bun", "deno"] {
        let project = Project::new();
        fs::remove_file(project.path("napi-harness.toml")).expect("it was there");
        fake(&project, &format!("here/{kind}"), kind, "9.8.7");
        let mut command = project.std_harness(&["init", "--entry", "addon.cjs"]);
        let output = command.env("PATH", project.path("here")).output();
        Outcome::of(output.expect("the harness starts"))
            .exits(0)
            .prints(&format!(
                "runs   under {kind} 9.8.7, for there is no Node.js here"
            ));
        let file = project.read("napi-harness.toml");
        let run = file.find("\n[run]\n").expect("a table");
        let runtimes = file.find(&format!("\nruntimes = [\"{kind}\"]"));
        assert!(run < runtimes.expect("they are named"), "{file}");
        // It is a project file that the harness takes.
        project.run(&["scenario", "list"]).exits(0);
    }
}

#[test]
fn init_says_how_to_fetch_a_runtime_where_there_is_none() {
    let project = Project::new();
    fs::remove_file(project.path("napi-harness.toml")).expect("it was there");
    let mut command = project.std_harness(&["init", "--entry", "addon.cjs"]);
    let output = command.env("PATH", project.path("nothing")).output();
    Outcome::of(output.expect("the harness starts"))
        .exits(0)
        .prints("found  the file `addon.cjs`")
        .prints("there is no Node.js, Bun or Deno yet")
        .prints("runtime add node`");
    assert!(project.read("napi-harness.toml").contains("\n# [run]\n"));
}
