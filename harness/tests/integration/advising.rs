//! `advise`: what is known of the napi in a lock file.

use crate::project::{Outcome, Project};
use napi_harness::advise::known::KnownBugs;

/// A package of a lock file, from a registry.
fn package(name: &str, version: &str) -> String {
    format!(
        "[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"registry+https://registry.invalid/index\"\n\n"
    )
}

/// A lock file with these releases of napi.
fn lock(releases: &[&str]) -> String {
    let packages: String = releases
        .iter()
        .map(|release| package("napi", release))
        .collect();
    format!("version = 4\n\n{}{packages}", package("libc", "0.2.180"))
}

fn advise(releases: &[&str], arguments: &[&str]) -> Outcome {
    let project = Project::new();
    project.write("Cargo.lock", lock(releases));
    project.run(&[&["advise"], arguments].concat())
}

#[test]
fn the_bugs_of_a_release_are_reported_with_what_fixed_them_and_what_shows_them() {
    let outcome = advise(&["3.9.2"], &[]);
    outcome
        .exits(1)
        .prints("napi 3.9.2 in Cargo.lock\n")
        .prints("  fixed in 3.9.3 ")
        .prints("  bugs/weak_refer_exits_early\n")
        .prints("https://github.com/napi-rs/napi-rs/pull/3337\n")
        .prints("is the nearest release without them")
        .prints("next: cargo update napi@3.9.2 --precise ");
    let severities: Vec<&str> = outcome
        .stdout
        .lines()
        .filter(|line| line.contains("bugs/"))
        .map(|line| &line[..5])
        .collect();
    let rank = |severity: &&str| {
        ["crash", "hang ", "loss ", "leak "]
            .iter()
            .position(|s| s == severity)
    };
    assert!(severities.is_sorted_by_key(rank), "{severities:?}");
    assert!(severities.contains(&"crash") && severities.contains(&"loss "));
}

#[test]
fn the_release_that_is_advised_passes() {
    let advice = advise(&["3.9.2"], &["--format", "json"]).json().remove(0);
    let better = advice["releases"][0]["nearestWithoutFixed"]
        .as_str()
        .expect("there is one");
    advise(&[better], &[]).exits(0);
}

#[test]
fn open_bugs_fail_only_when_that_is_asked_for() {
    let newest = KnownBugs::embedded().newest().to_string();
    advise(&[&newest], &[])
        .exits(0)
        .prints("open")
        .prints("bugs/queued_at_teardown_leaks");
    advise(&[&newest], &["--open"]).exits(1);
}

#[test]
fn a_lock_file_with_several_releases_is_told_of_each() {
    let outcome = advise(&["3.9.3", "2.16.17", "3.9.2"], &[]);
    outcome.exits(1);
    let headings: Vec<&str> = outcome
        .stdout
        .lines()
        .filter(|line| line.ends_with("in Cargo.lock"))
        .collect();
    assert_eq!(
        headings,
        [
            "napi 2.16.17 in Cargo.lock",
            "napi 3.9.2 in Cargo.lock",
            "napi 3.9.3 in Cargo.lock"
        ]
    );
}

#[test]
fn quiet_says_only_what_each_release_comes_to() {
    let outcome = advise(&["3.9.2"], &["--quiet"]);
    outcome.exits(1).prints("3.9.2 has ");
    assert!(!outcome.stdout.contains("bugs/"), "{}", outcome.stdout);
}

#[test]
fn nothing_is_known_of_releases_outside_of_the_sweep_and_that_is_no_failure() {
    let known = KnownBugs::embedded();
    let begins = format!(
        "nothing is known about 0.9.0: the sweep begins with {}",
        known.oldest()
    );
    advise(&["0.9.0"], &["--open"]).exits(0).prints(&begins);
    let ends = format!(
        "nothing is known about 99.0.0: the sweep ends with {}",
        known.newest()
    );
    advise(&["99.0.0"], &["--open"]).exits(0).prints(&ends);
}

#[test]
fn a_release_that_was_not_swept_is_judged_by_its_neighbours_and_doubts_are_told() {
    advise(&["3.9.3-beta.1"], &[])
        .exits(1)
        .prints("3.9.3-beta.1 was not swept; its neighbours 3.9.2 and 3.9.3 were\n")
        .prints("perhaps: only one of 3.9.2 and 3.9.3 has it\n");
}

#[test]
fn a_fork_is_told_apart_from_what_was_published() {
    let project = Project::new();
    let fork = lock(&["3.9.2"]).replace("registry+https://", "git+https://");
    project.write("Cargo.lock", fork);
    let outcome = project.run(&["advise"]);
    outcome.exits(1).prints(
        "it comes from a git repository: the following is known about the published release\n",
    );
    assert!(
        !outcome.stdout.contains("next: cargo update"),
        "it cannot be updated so"
    );
}

#[test]
fn the_json_is_one_object() {
    let mut lines = advise(&["3.9.2"], &["--format", "json"]).json();
    let advice = lines.remove(0);
    assert!(lines.is_empty());
    assert_eq!(advice["lockFile"], "Cargo.lock");
    assert_eq!(advice["crate"], "napi");
    let release = &advice["releases"][0];
    assert_eq!(release["release"], "3.9.2");
    assert_eq!(release["origin"], "registry");
    assert_eq!(release["standing"], "swept");
    let bugs = release["bugs"].as_array().expect("a list");
    let bug = bugs
        .iter()
        .find(|bug| bug["scenario"] == "bugs/weak_refer_exits_early")
        .expect("it is there");
    assert_eq!(bug["severity"], "loss");
    assert_eq!(bug["kind"], "early-exit");
    assert_eq!(bug["fixed"], "3.9.3");
    assert_eq!(bug["doubtful"], false);
}

#[test]
fn the_lock_file_is_named_or_the_nearest_one() {
    let project = Project::new();
    project.write("native/Cargo.lock", lock(&["3.9.2"]));
    project.write("native/src/lib.rs", "");
    for named in [
        "native/Cargo.lock",
        "native",
        "native/src",
        "native/src/../src",
    ] {
        project
            .run(&["advise", named])
            .exits(1)
            .prints("napi 3.9.2 in native/Cargo.lock\n");
    }
}

#[test]
fn by_default_it_is_that_of_the_projects_addon_wherever_one_stands() {
    let project = Project::new();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\ndir = \"native\"\n",
    );
    project.write("Cargo.lock", lock(&["3.9.3"]));
    project.write("native/Cargo.lock", lock(&["3.9.2"]));
    project
        .run(&["advise"])
        .exits(1)
        .prints("napi 3.9.2 in native/Cargo.lock\n");
}

#[test]
fn without_a_project_it_is_the_nearest_above_the_current_folder() {
    let project = Project::new();
    std::fs::remove_file(project.path("napi-harness.toml")).expect("it was there");
    project.write("Cargo.lock", lock(&["3.9.2"]));
    let output = project
        .harness(&["advise"])
        .current_dir(project.path("scenarios"))
        .output()
        .expect("the harness starts");
    Outcome::of(output).exits(1).prints("napi 3.9.2 in ");
}

#[test]
fn what_cannot_be_read_is_told_with_its_place_and_what_to_do() {
    let project = Project::new();
    project
        .run(&["advise"])
        .exits(2)
        .complains("no Cargo.lock in this folder or any above it")
        .complains("hint: `cargo generate-lockfile` writes one");
    project
        .run(&["advise", "nowhere"])
        .exits(2)
        .complains("nowhere: is neither a file nor a folder")
        .complains("hint: ");
    let merged = lock(&["3.9.2"]).replace("version = \"3.9.2\"", "<<<<<<< HEAD");
    project.write("merged.lock", merged);
    project
        .run(&["advise", "merged.lock"])
        .exits(2)
        .complains("merged.lock:10:")
        .complains("hint: is it a Cargo.lock?");
    project.write("number.lock", lock(&["three"]));
    project
        .run(&["advise", "number.lock"])
        .exits(2)
        .complains("number.lock:10:");
    project.write("other.lock", lock(&[]));
    project
        .run(&["advise", "other.lock"])
        .exits(2)
        .complains("other.lock: has no napi")
        .complains("hint: name the addon's lock file");
}

#[test]
fn under_a_runtime_nothing_is_advised_and_the_reason_is_given() {
    advise(&["3.9.2"], &["--runtime", "bun"])
        .exits(2)
        .complains("`advise` runs nothing, under no runtime")
        .complains("compare 'bugs/*' --runtime");
}
