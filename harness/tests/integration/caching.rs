//! `cache`: what the harness keeps, and how it is got rid of.

use std::os::unix::fs::symlink;

use crate::project::Project;

/// A project whose cache holds 2,500 bytes in three parts.
fn cached() -> Project {
    let project = Project::new();
    project.write("cache/napi-harness/projects/1f/loaded.json", [b'x'; 1500]);
    project.write("cache/napi-harness/runtimes.json", [b'x'; 400]);
    project.write("cache/napi-harness/runtimes/node/bin/node", [b'x'; 500]);
    project.write("cache/napi-harness/history/results", [b'x'; 100]);
    project
}

#[test]
fn show_says_what_each_part_takes_and_is_what_cache_does_by_default() {
    let project = cached();
    let shown = project.run(&["cache", "show"]);
    shown.exits(0).prints(
        "     100 B  history\n    1.5 kB  projects\n     900 B  runtimes\n    2.5 kB  total\n",
    );
    assert_eq!(project.run(&["cache"]).stdout, shown.stdout);
}

#[test]
fn show_counts_a_file_with_two_names_once_and_follows_no_links() {
    let project = cached();
    project.write("outside", [b'x'; 7000]);
    let history = project.path("cache/napi-harness/history");
    std::fs::hard_link(history.join("results"), history.join("again")).expect("a link");
    symlink(project.path("outside"), history.join("link")).expect("a link");
    let before = history.join("link").symlink_metadata().expect("it").len();
    let shown = project.run(&["cache", "--format", "json"]).json().remove(0);
    assert_eq!(shown["parts"][0]["part"], "history");
    assert_eq!(shown["parts"][0]["bytes"], 100 + before);
    assert_eq!(shown["totalBytes"], 2500 + before);
}

#[test]
fn clean_removes_everything_and_says_how_much_that_was() {
    let project = cached();
    project
        .run(&["cache", "clean"])
        .exits(0)
        .prints("removed projects, 1.5 kB\n")
        .prints("freed 2.5 kB\n");
    project.run(&["cache"]).exits(0).prints("0 B  total\n");
    project
        .run(&["cache", "clean"])
        .exits(0)
        .prints("freed 0 B\n");
}

#[test]
fn clean_removes_only_the_parts_that_are_named() {
    let project = cached();
    project
        .run(&["cache", "clean", "runtimes"])
        .exits(0)
        .prints("freed 900 B\n");
    assert!(!project.exists("cache/napi-harness/runtimes.json"));
    assert!(!project.exists("cache/napi-harness/runtimes"));
    assert!(project.exists("cache/napi-harness/projects/1f/loaded.json"));
    assert!(project.exists("cache/napi-harness/history/results"));
}

#[test]
fn what_is_no_part_is_refused_and_nothing_is_removed() {
    let project = cached();
    for unknown in ["runtime", "../cache", "projects/1f", ".", "/"] {
        project
            .run(&["cache", "clean", "history", unknown])
            .exits(2)
            .complains(&format!(
                "the cache has no part `{unknown}`: it has history, projects, runtimes"
            ));
    }
    project
        .run(&["cache", "clean", "runtime"])
        .complains("hint: did you mean `runtimes`?");
    assert!(project.exists("cache/napi-harness/history/results"));
}

#[test]
fn clean_leaves_what_links_lead_to() {
    let project = cached();
    project.write("outside/kept", "kept");
    let folder = project.path("cache/napi-harness");
    symlink(project.path("outside"), folder.join("linked")).expect("a link");
    symlink(project.path("outside"), folder.join("history/linked")).expect("a link");
    project.run(&["cache", "clean"]).exits(0);
    assert_eq!(project.read("outside/kept"), "kept");
    assert!(folder.join("linked").symlink_metadata().is_err());
}

#[test]
fn a_part_in_use_is_left_and_reported() {
    let project = cached();
    let lock = project.lock("part-history");
    lock.lock_shared().expect("nobody else has it");
    let outcome = project.run(&["cache", "clean", "--format", "json"]);
    outcome
        .exits(1)
        .complains("history is in use and was not removed");
    let said = outcome.json().remove(0);
    assert_eq!(said["removed"], serde_json::json!(["projects", "runtimes"]));
    assert_eq!(said["left"][0]["part"], "history");
    assert_eq!(said["freedBytes"], 2400);
    assert!(project.exists("cache/napi-harness/history/results"));
    drop(lock);
    project
        .run(&["cache", "clean", "history"])
        .exits(0)
        .prints("freed 100 B\n");
}

#[test]
fn clean_takes_no_lock_file_away() {
    let project = Project::with("any", "", "");
    project.run_scenarios(&["--accept"]).exits(0);
    let locks = || {
        let entries = std::fs::read_dir(project.path("cache/napi-harness/locks"));
        let mut names: Vec<_> = entries
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        names.sort();
        names
    };
    let before = locks();
    assert!(before.len() > 1, "{before:?}");
    project.run(&["cache", "clean"]).exits(0);
    for lock in before {
        assert!(locks().contains(&lock), "{lock:?}");
    }
}

#[test]
fn what_a_session_uses_is_not_removed_while_it_runs() {
    let project = Project::new();
    let pipe = project.pipe("pipe");
    let program = format!(
        "import fs from 'node:fs';\nfs.writeFileSync({:?}, 'here');\nfs.readFileSync({:?});",
        pipe.path(),
        pipe.path()
    );
    project.scenario("waits", "", &program);
    let harness = project.start(&["scenario", "run"]);
    assert_eq!(pipe.wait(), "here");
    project
        .run(&["cache", "clean", "projects"])
        .exits(1)
        .complains("projects is in use and was not removed");
    std::fs::write(pipe.path(), "go on").expect("a reader");
    harness.wait().exits(1).prints("NEW waits");
    project.run(&["cache", "clean", "projects"]).exits(0);
}
