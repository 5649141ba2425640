//! Addons that are in use are never overwritten, and what changes under a run is no result.

use crate::project;

use std::fs;

use crate::project::{Outcome, Project};

/// A project whose addon is built by a script that counts its calls, and whose scenario tells when it runs and waits to go on.
fn waiting() -> (Project, project::Pipe) {
    let project = Project::new();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\nbuild = \"sh build.sh\"\nwatch = [\"source.txt\"]\n[run]\njobs = 2\n",
    );
    project.write("source.txt", "1");
    project.write(
        "build.sh",
        "echo built >> builds\ncp source.txt built.txt\necho \"exports.source = '$(cat source.txt)';\" > addon.cjs\n",
    );
    let pipe = project.pipe("pipe");
    let program = format!(
        "import fs from 'node:fs';\nimport {{ source }} from '#addon';\nfs.writeFileSync({0:?}, 'here');\nfs.readFileSync({0:?});\nconsole.log('source', source);",
        pipe.path()
    );
    project.scenario("waits", "", &program);
    (project, pipe)
}

fn builds(project: &Project) -> usize {
    project.read("builds").lines().count()
}

#[test]
fn a_build_waits_for_the_runs_that_use_the_addon_and_says_so() {
    let (project, pipe) = waiting();
    let first = project.start(&["scenario", "run", "--accept"]);
    assert_eq!(pipe.wait(), "here");
    project.write("source.txt", "2, which is longer");
    let mut second = project.start(&["addon", "build"]);
    second.says("waiting: another napi-harness is using the addon in ");
    assert_eq!(builds(&project), 1);
    fs::write(pipe.path(), "go on").expect("a reader");
    first.wait().exits(0);
    second.wait().exits(0).prints("built: ");
    assert_eq!(builds(&project), 2);
}

#[test]
fn the_wait_for_runs_that_use_the_addon_can_be_interrupted() {
    let (project, pipe) = waiting();
    let first = project.start(&["scenario", "run", "--accept"]);
    assert_eq!(pipe.wait(), "here");
    project.write("source.txt", "2, which is longer");
    let mut second = project.start(&["scenario", "run"]);
    second.says("waiting: another napi-harness is using the addon in ");
    second.send(libc::SIGINT);
    second.wait().exits(130);
    fs::write(pipe.path(), "go on").expect("a reader");
    first.wait().exits(0);
}

#[test]
fn forgetting_what_was_built_does_not_rebuild_an_addon_under_a_run() {
    let (project, pipe) = waiting();
    let first = project.start(&["scenario", "run", "--accept"]);
    assert_eq!(pipe.wait(), "here");
    project.run(&["cache", "clean", "projects"]).exits(1);
    project
        .run(&["addon", "build"])
        .exits(0)
        .prints("up to date");
    fs::write(pipe.path(), "go on").expect("a reader");
    first.wait().exits(0);
    assert_eq!(builds(&project), 1);
}

#[test]
fn a_run_under_which_the_addon_changes_is_void_and_says_so() {
    let (project, pipe) = waiting();
    let harness = project.start(&["scenario", "run", "--accept", "--format", "json"]);
    assert_eq!(pipe.wait(), "here");
    // As a build by hand would leave it, in another terminal.
    project.write("addon.cjs", "exports.source = 'by hand';\n");
    fs::write(pipe.path(), "go on").expect("a reader");
    let outcome = harness.wait();
    outcome.exits(1);
    let finished = &outcome.json()[0];
    assert_eq!(finished["verdict"], "failed");
    assert_eq!(finished["reasons"][0]["kind"], "void");
    let message = finished["reasons"][0]["message"].as_str().expect("a text");
    assert!(
        message.contains("addon.cjs changed while it ran"),
        "{message}"
    );
    assert!(!project.exists("snapshots/waits.snap"));
    assert!(!project.exists("snapshots/waits.snap.new"));
}

#[test]
fn two_harnesses_on_one_project_build_its_addon_once() {
    let (project, _) = waiting();
    project.scenario(
        "waits",
        "",
        "import { source } from '#addon';\nconsole.log(source);",
    );
    let both: Vec<_> = (0..4)
        .map(|_| project.start(&["scenario", "run", "--format", "json"]))
        .collect();
    for harness in both {
        harness.wait().exits(1);
    }
    assert_eq!(builds(&project), 1);
}

/// A project that has two scenarios with addons of their own, whose names differ by a sign that no library's name holds.
fn with_own_addons() -> Project {
    let project = Project::new();
    project.write(
        "Cargo.lock",
        fs::read_to_string(LOCK).expect("this repository's"),
    );
    for (name, says) in [("a-b", "dash"), ("a_b", "underscore")] {
        let folder = format!("scenarios/bugs/{name}");
        project.write(
            &format!("{folder}/addon.rs"),
            format!(
                "use napi_derive::napi;\n#[napi]\npub fn says() -> &'static str {{ \"{says}\" }}\n"
            ),
        );
        project.write(
            &format!("{folder}/program.mjs"),
            format!(
                "/*---\nsummary = \"{name}\"\n[bug]\nlink = \"https://example.org/1\"\nkind = \"leak\"\naffected = [\"*\"]\n---*/\nimport {{ says }} from '#addon';\nconsole.log(says());\n"
            ),
        );
    }
    project
}

const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");

/// Builds are shared with the user's other projects: dependencies are compiled once.
fn in_common_cache(project: &Project, arguments: &[&str]) -> Outcome {
    let mut command = project.std_harness(arguments);
    command.env_remove("XDG_CACHE_HOME");
    Outcome::of(command.output().expect("the harness starts"))
}

#[test]
fn names_that_differ_by_a_dash_have_libraries_of_their_own() {
    let project = with_own_addons();
    in_common_cache(&project, &["scenario", "run", "--accept"]).exits(0);
    assert!(project.read("snapshots/bugs/a-b.snap").contains("| dash"));
    assert!(
        project
            .read("snapshots/bugs/a_b.snap")
            .contains("| underscore")
    );
}

#[test]
fn an_own_addon_whose_source_changes_is_another_artefact_and_the_old_one_stays() {
    let project = with_own_addons();
    let source = "scenarios/bugs/a-b/addon.rs";
    let first = project.read(source);
    in_common_cache(&project, &["scenario", "run", "bugs/a-b", "--accept"]).exits(0);
    project.write(source, first.replace("dash", "another"));
    in_common_cache(&project, &["scenario", "run", "bugs/a-b"])
        .exits(1)
        .prints("+ | another");
    project.write(source, first);
    in_common_cache(&project, &["scenario", "run", "bugs/a-b"]).exits(0);
}

#[test]
fn a_file_that_an_own_addon_includes_from_elsewhere_is_a_part_of_its_key() {
    let project = with_own_addons();
    let source = "scenarios/bugs/a-b/addon.rs";
    let text = project
        .read(source)
        .replace("\"dash\"", "include_str!(\"../../../shared.txt\")");
    project.write(source, text);
    project.write("shared.txt", "shared");
    in_common_cache(&project, &["scenario", "run", "bugs/a-b", "--accept"]).exits(0);
    in_common_cache(&project, &["scenario", "run", "bugs/a-b"]).exits(0);
    project.write("shared.txt", "changed");
    in_common_cache(&project, &["scenario", "run", "bugs/a-b"])
        .exits(1)
        .prints("+ | changed");
}

#[test]
fn an_own_addon_is_built_with_the_features_that_its_header_names_and_the_others_are_not() {
    let project = with_own_addons();
    let names_it = "use napi_derive::napi;\n#[napi]\npub fn says() -> bool { None::<Box<dyn napi::bindgen_prelude::AsyncRuntimeGuard>>.is_none() }\n";
    for name in ["with", "without"] {
        project.write(&format!("scenarios/{name}/addon.rs"), names_it);
    }
    let program = |features: &str| {
        format!(
            "/*---\nsummary = \"one\"\n{features}\n---*/\nimport {{ says }} from '#addon';\nconsole.log(says());\n"
        )
    };
    let wanted = program("features = [\"async-runtime\"]");
    project.write("scenarios/with/program.mjs", &wanted);
    project.write("scenarios/without/program.mjs", program(""));
    in_common_cache(
        &project,
        &["scenario", "run", "with", "bugs", "--accept", "!without"],
    )
    .exits(0);
    in_common_cache(&project, &["scenario", "run", "without"])
        .exits(3)
        .complains("scenarios/without/addon.rs does not compile: cannot find trait");

    project.write(
        "scenarios/with/program.mjs",
        program("features = [\"no-such\"]"),
    );
    in_common_cache(&project, &["scenario", "run", "with", "!without"])
        .exits(3)
        .complains("scenarios/with/addon.rs does not compile: napi 3.")
        .complains(" has no feature `no-such`");
}

#[test]
fn features_are_refused_where_no_addon_is_built_with_them() {
    let header = "features = [\"async-runtime\"]";
    Project::with("one", header, "")
        .run_scenarios(&[])
        .exits(2)
        .complains("scenarios/one.mjs:3:1: `features` has no effect here")
        .complains("only an addon of the scenario's own");
    let project = with_own_addons();
    let file = "scenarios/bugs/a-b/program.mjs";
    let text = project.read(file);
    project.write(
        file,
        text.replace("[bug]", "features = [\"web_stream\"]\n[bug]"),
    );
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("those of a bug's reproducer stand in `[bug]`");
}
