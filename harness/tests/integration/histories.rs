//! Histories over releases of napi. The builds are real, of the two newest releases that differ by a bug; their results are
//! kept in the cache of whoever runs this, as those of any other user of the harness.

use std::process::Stdio;

use crate::project::{Outcome, Project, needs};

/// The bug that one release fixed: a worker that loads the addon waits for whom it blocks.
const DEADLOCK: &str = "bugs/load_deadlocks_with_block_on";

/// This repository, whose corpus is swept.
fn repository(arguments: &[&str]) -> Outcome {
    let mut command = Project::new().std_harness(arguments);
    command
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .env_remove("XDG_CACHE_HOME")
        .env_remove("TMPDIR")
        .stdin(Stdio::null());
    Outcome::of(command.output().expect("the harness starts"))
}

#[test]
fn a_history_finds_the_release_that_fixed_a_bug_and_answers_at_once_the_second_time() {
    let range = ["--from", "3.16.0", "--to", "3.16.1"];
    let arguments = [&["history", DEADLOCK][..], &range].concat();
    repository(&arguments)
        .exits(0)
        .prints("napi, 2 releases, under node ")
        .prints("3.16.0                   (1)  hang, blocked, 3 of 3 runs")
        .prints("3.16.1                   (1)  exit 0")
        .prints("first bad 3.16.0 (2026-")
        .prints("next good 3.16.1 (2026-10-31)");
    let again = repository(&[&arguments[..], &["--format", "json", "--offline"]].concat());
    assert!(!again.stderr.contains("builds to make"), "{}", again.stderr);
    let line = &again.exits(0).json()[0];
    assert_eq!(line["firstGood"], "3.16.1");
    assert_eq!(line["cells"][0]["endings"][0]["signature"], "hang, blocked");
    assert_eq!(line["cells"][0]["endings"][0]["runs"], 3);
}

#[test]
fn a_bisection_finds_the_same_release() {
    repository(&["bisect", DEADLOCK, "--bad", "3.16.0", "--good", "3.16.1"])
        .exits(0)
        .prints("3.16.0 is the last bad release, 3.16.1 (2026-10-31) the first good one");
    repository(&["bisect", DEADLOCK, "--good", "3.16.0", "--bad", "3.16.1"])
        .exits(1)
        .complains("was expected to be");
}

#[test]
fn the_history_of_the_projects_own_crate_leaves_its_workspace_as_it_is() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let read = |file: &str| std::fs::read_to_string(format!("{root}/{file}")).expect("a file");
    let files = ["Cargo.toml", "Cargo.lock", "addon/Cargo.toml"];
    let before = files.map(read);
    repository(&["history", "weak/alone", "--from", "3.16.1", "--repeat", "1"])
        .exits(0)
        .prints("napi, 1 release, under node ")
        .prints("3.16.1")
        .prints("exit 0");
    assert_eq!(before, files.map(read));
}

#[test]
fn the_open_bug_is_exported_as_a_folder_that_shows_it_and_builds_its_addon_anew() {
    let target = tempfile::tempdir().expect("a folder");
    let folder = target.path().join("report");
    let shown = folder.display().to_string();
    repository(&[
        "scenario",
        "export",
        "bugs/queued_at_teardown_leaks",
        &shown,
    ])
    .exits(0)
    .prints("ends   uncaught");
    let node = std::process::Command::new("npm")
        .args(["start", "--silent"])
        .current_dir(&folder)
        .output()
        .expect("npm starts");
    let stderr = String::from_utf8_lossy(&node.stderr);
    assert!(
        stderr.contains("queued payloads were never dropped"),
        "{stderr}"
    );
    let readme = std::fs::read_to_string(folder.join("README.md")).expect("a README");
    assert!(readme.contains("| crate napi | 3.16.1 |"), "{readme}");
    let manifest = std::fs::read_to_string(folder.join("addon/Cargo.toml")).expect("a package");
    assert!(manifest.contains("version = \"=3.16.1\""), "{manifest}");
    assert!(folder.join("addon/src/lib.rs").is_file());
}

#[test]
fn a_release_that_there_is_not_is_told_with_the_nearest() {
    repository(&["history", DEADLOCK, "--from", "3.16.11"])
        .exits(2)
        .complains("napi has no release 3.16.11")
        .complains("did you mean `3.16.1`?");
    repository(&["bisect", DEADLOCK, "--good", "3.16", "--bad", "3.16.1"])
        .exits(2)
        .complains("`3.16` is not a release");
}

#[test]
fn a_crate_that_the_index_does_not_know_is_told() {
    repository(&[
        "history",
        DEADLOCK,
        "--crate",
        "napi-of-nowhere",
        "--offline",
    ])
    .exits(2)
    .complains("cargo's index has no crate `napi-of-nowhere`");
}

#[test]
fn without_a_network_and_without_an_index_it_says_what_is_missing() {
    let project = Project::with("x", "", "1;");
    let home = project.path("cargo-home");
    let mut command = project.std_harness(&["history", "x", "--offline"]);
    command.env("CARGO_HOME", home);
    Outcome::of(command.output().expect("the harness starts"))
        .exits(2)
        .complains("cargo's index has no crate `napi`")
        .complains("without a network, only crates that cargo has already fetched are known");
}

#[test]
fn a_second_history_waits_for_the_first_and_says_so() {
    let project = Project::with("x", "", "1;");
    let held = project.lock("history");
    held.lock().expect("nobody else has it");
    let mut waiting = project.start(&["history", "x"]);
    waiting.says("waiting: another napi-harness is running a history");
    drop(held);
    // It has no Cargo package to build; what matters is that it went on.
    waiting.wait().exits(3);
}

#[test]
fn ctrl_c_ends_the_wait_for_another_history() {
    for (signal, code) in [(libc::SIGINT, 130), (libc::SIGTERM, 143)] {
        let project = Project::with("x", "", "1;");
        let held = project.lock("history");
        held.lock().expect("nobody else has it");
        let mut waiting = project.start(&["history", "x"]);
        waiting.says("waiting: another napi-harness is running a history");
        waiting.send(signal);
        waiting.wait().exits(code).complains("interrupted");
    }
}

#[test]
fn the_history_of_an_addon_that_is_no_crate_says_what_is_missing() {
    let project = Project::with("x", "", "1;");
    project
        .run(&["history", "x", "--from", "3.16.1"])
        .exits(3)
        .complains("a history over releases builds the addon's own crate, but there is no ")
        .complains("`[addon] dir` says where the crate is");
}

#[test]
fn a_runtime_that_cannot_load_the_addon_says_so_in_its_own_result_and_the_others_are_shown() {
    let project = Project::with("x", "", "import '#addon';");
    project.write(
        "addon.cjs",
        "if (process.env.SAYS) throw new Error('undefined symbol: napi_frobnicate');\n",
    );
    let refuses = project.runtime_that_says("node", "99.0.0");
    let runtimes = format!("{refuses},node");
    let outcome = project.run(&["history", "x", "--over", "node", "--runtime", &runtimes]);
    outcome
        .exits(0)
        .prints("node 99.0.0              (1)  cannot load the addon")
        .prints("(1)  exit 0")
        .complains("undefined symbol: napi_frobnicate");
}

#[test]
fn a_history_over_a_runtime_refuses_what_is_no_version_of_it() {
    let project = Project::with("x", "", "1;");
    let bun = project.runtime_that_says("bun", "1.0.0");
    for (over, runtimes, other) in [
        ("node", "bun", "bun"),
        ("bun", "node@18", "node@18"),
        ("node", "node,bun@1..2", "bun@1..2"),
        ("node", &bun, "bun 1.0.0"),
    ] {
        project
            .run(&["history", "x", "--over", over, "--runtime", runtimes])
            .exits(2)
            .complains(&format!("`{other}` is none of them"));
    }
    for option in ["--from", "--to"] {
        project
            .run(&["history", "x", "--over", "node", option, "1.0.0"])
            .exits(2)
            .complains(&format!("`{option}` names a release of a crate"));
    }
}

#[test]
fn without_a_network_a_history_over_a_runtime_takes_the_one_in_path() {
    let project = Project::with("x", "[expect]\nend = \"exit 0\"", "1;");
    // This PATH has one, while that of the tests may have several.
    let node = needs::program("node", "see README.md").expect("Node.js");
    let path = project.path_with(&[&node]);
    let mut command = project.std_harness(&["history", "x", "--over", "node", "--offline"]);
    let output = command.env("PATH", path).output();
    Outcome::of(output.expect("the harness starts"))
        .exits(0)
        .prints("  1 runtime\n")
        .prints("● node ");
}

#[test]
fn without_a_network_a_history_over_a_runtime_of_which_none_is_here_says_how_to_add_one() {
    let project = Project::with("x", "", "1;");
    let mut command = project.std_harness(&["history", "x", "--over", "deno", "--offline"]);
    // Of Deno there is none in this PATH, and none has been added for this project's tests.
    let output = command.env("PATH", project.path("bin")).output();
    Outcome::of(output.expect("the harness starts"))
        .exits(5)
        .complains("no runtime that has been added or is in PATH matches `deno@each-major`")
        .complains("`napi-harness runtime add deno@each-major`");
}

#[test]
fn a_history_does_not_ask_what_holds_a_process_that_hangs_as_its_header_says() {
    let header = "[expect]\nend = \"hang\"\nholder = \"message port\"";
    let program = "import { MessageChannel } from 'node:worker_threads';\nnew MessageChannel().port1.on('message', () => {});";
    let project = Project::with("x", header, program);
    project.run_scenarios(&["--accept"]).exits(0);
    let outcome = project.run(&["history", "x", "--over=node", "--runtime=node", "--offline"]);
    outcome.exits(0).prints("●");
}
