//! Machines that are not like the one at home: a temporary folder with an odd name, a checkout that cannot be written, no
//! home.

use crate::project::somebody::{self, NOBODY, UNKNOWN};
use crate::project::{Outcome, Project, Running, is_alive, needs, until};
use assert_cmd::cargo::cargo_bin;
use std::path::PathBuf;
use std::process::Command;

/// A project whose temporary folder has a blank, a line feed and a blank at its end in its name.
fn with_odd_folder() -> (Project, PathBuf) {
    let project = Project::new();
    let odd = project.path("a b\nc ");
    std::fs::create_dir(&odd).expect("a folder");
    // What a reader of lines or of words would take the folder for.
    project.write("a/sentinel", "");
    project.write("a b/sentinel", "");
    project.write("a b\nc/sentinel", "");
    (project, odd)
}

fn harness_in_odd_folder(project: &Project, odd: &PathBuf, arguments: &[&str]) -> Command {
    let mut command = project.std_harness(&[&["scenario", "run"], arguments].concat());
    command.env("TMPDIR", odd);
    command
}

#[track_caller]
fn sentinels_stand(project: &Project) {
    for folder in ["a", "a b", "a b\nc"] {
        assert!(project.exists(&format!("{folder}/sentinel")), "{folder:?}");
    }
}

fn is_empty(folder: &PathBuf) -> bool {
    let mut entries = std::fs::read_dir(folder).expect("a folder");
    entries.next().is_none()
}

#[test]
fn a_temporary_folder_with_a_line_feed_in_its_name_is_like_any_other() {
    let (project, odd) = with_odd_folder();
    project.scenario(
        "passes",
        "",
        "import addon from '#addon';\nimport { mustCall } from '#harness';\nmustCall()();\nconsole.log(addon.twice(21), process.cwd(), import.meta.url);",
    );
    project.scenario("hangs", "timeout = \"1s\"", "setInterval(() => {}, 1000);");
    project.scenario("crashes", "", "process.abort();");
    project.write(
        "scenarios/breaks.cjs",
        "/*---\nsummary = \"breaks\"\n\n---*/\nrequire('#harness').mustCall(() => {}, 2)();\n",
    );
    let run = |arguments: &[&str]| {
        let mut command = harness_in_odd_folder(&project, &odd, arguments);
        Outcome::of(command.output().expect("it starts"))
    };
    run(&["passes", "--accept"]).exits(0);
    let snapshot = project.read("snapshots/passes.snap");
    assert!(
        snapshot.contains("42 [SCRATCH] scenarios/passes.mjs"),
        "{snapshot}"
    );
    run(&["hangs"])
        .exits(1)
        .prints("because 1 timer, made at scenarios/hangs.mjs:5:1");
    run(&["crashes"]).exits(1).prints("crash SIGABRT");
    run(&["breaks"])
        .exits(1)
        .prints("at Object.<anonymous> (scenarios/breaks.cjs:5:21) was called once, not 2 times");
    assert!(is_empty(&odd));
    run(&["passes", "--keep"]).exits(0);
    let kept = std::fs::read_dir(&odd).expect("a folder").flatten().next();
    let script = kept.expect("it was kept").path().join("0/passes.mjs");
    let by_hand = Command::new("node").arg(script).output();
    let by_hand = Outcome::of(by_hand.expect("node starts"));
    by_hand.exits(0).prints("42");
    sentinels_stand(&project);
}

#[test]
fn the_warden_removes_the_folder_that_is_meant_whatever_its_name() {
    let (project, odd) = with_odd_folder();
    let pipe = project.pipe("pipe");
    let program = format!(
        "import fs from 'node:fs';\nfs.writeFileSync({:?}, `${{process.pid}}`);\nsetInterval(() => {{}}, 1000);",
        pipe.path()
    );
    project.scenario("stays", "timeout = \"600s\"", &program);
    let harness = Running::start(harness_in_odd_folder(&project, &odd, &[]));
    let scenario = pipe.wait();
    harness.send(libc::SIGKILL);
    assert_eq!(harness.wait().code, None);
    until("the warden has done its work", || {
        !is_alive(&scenario) && is_empty(&odd)
    });
    sentinels_stand(&project);
}

/// Runs the scenarios of `project`, all of which but its cache and its scratch folder is read-only.
fn run_read_only(project: &Project) -> Option<Outcome> {
    let mut namespace = needs::mount_namespace()?;
    let script = "mount --bind . . && cd \"$PWD\" && mount --bind cache cache && mount --bind scratch scratch \
         && mount -o remount,ro,bind . && exec \"$0\" scenario run";
    project.scratch();
    std::fs::create_dir_all(project.path("cache")).expect("a folder");
    namespace
        .args(["sh", "-c", script])
        .arg(cargo_bin("napi-harness"));
    project.prepare(&mut namespace);
    Some(Outcome::of(namespace.output().expect("it starts")))
}

#[test]
fn a_scenario_passes_in_a_checkout_that_cannot_be_written() {
    let project = Project::with("says", "", "console.log('as ever');");
    project.run_scenarios(&["--accept"]).exits(0);
    let Some(outcome) = run_read_only(&project) else {
        return;
    };
    outcome.exits(0).prints("1 passed");
    // One that waits there since an earlier run is overtaken, and can only be left.
    project.write("snapshots/says.snap.new", "---\nsource: \"\"\n---\nold\n");
    let outcome = run_read_only(&project).expect("as before");
    outcome.exits(0).prints("1 passed");
    assert!(project.exists("snapshots/says.snap.new"));
}

#[test]
fn a_difference_is_shown_in_a_checkout_that_cannot_be_written() {
    let project = Project::with("says", "", "console.log('as ever');");
    project.run_scenarios(&["--accept"]).exits(0);
    project.scenario("says", "", "console.log('otherwise');");
    project.scenario("speaks", "", "console.log('for the first time');");
    let Some(outcome) = run_read_only(&project) else {
        return;
    };
    outcome
        .exits(1)
        .prints("| otherwise")
        .prints("the transcript differs from the snapshot, and could not be put up for review:")
        .prints("there is no snapshot yet, and the transcript could not be put up for review:")
        .prints("snapshots is read-only");
}

/// A passing scenario, and the harness run by `user` without a cache folder of its own, and with HOME as it is said.
fn run_without_cache(project: &Project, user: u32, home: Option<&str>) -> Outcome {
    let mut harness = somebody::harness(project, user, &["scenario", "run"]);
    harness.env_remove("XDG_CACHE_HOME");
    match home {
        Some(home) => harness.env("HOME", home),
        None => harness.env_remove("HOME"),
    };
    Outcome::of(harness.output().expect("setpriv starts"))
}

fn accepted() -> Project {
    let project = Project::with("says", "", "console.log('as ever');");
    project.run_scenarios(&["--accept"]).exits(0);
    project
}

#[test]
fn a_user_without_a_home_has_a_cache_of_their_own_in_the_temporary_folder() {
    if needs::other_user().is_none() {
        return;
    }
    use std::os::unix::fs::MetadataExt;
    let project = accepted();
    for home in [None, Some("")] {
        run_without_cache(&project, UNKNOWN, home).exits(0);
        let cache = project.scratch().join(format!("napi-harness-{UNKNOWN}"));
        let metadata = std::fs::symlink_metadata(&cache).expect("it was made");
        assert_eq!((metadata.uid(), metadata.mode() & 0o777), (UNKNOWN, 0o700));
        std::fs::remove_dir_all(cache).expect("a folder");
    }
}

#[test]
fn a_cache_in_the_temporary_folder_that_others_may_have_filled_is_refused() {
    if needs::other_user().is_none() {
        return;
    }
    let project = accepted();
    let cache = project.scratch().join(format!("napi-harness-{UNKNOWN}"));
    let refused = |why: &str| {
        run_without_cache(&project, UNKNOWN, None)
            .exits(1)
            .complains(&format!("the cache folder {}", cache.display()))
            .complains(why)
            .complains("set XDG_CACHE_HOME to a folder that you can write");
    };
    std::fs::create_dir(&cache).expect("a folder");
    refused("belongs to another user");
    std::os::unix::fs::chown(&cache, Some(UNKNOWN), None).expect("root may");
    somebody::permit(&cache, 0o777);
    refused("is writable by other users");
    std::fs::remove_dir(&cache).expect("a folder");
    let elsewhere = project.path("elsewhere");
    std::fs::create_dir(&elsewhere).expect("a folder");
    std::os::unix::fs::chown(&elsewhere, Some(UNKNOWN), None).expect("root may");
    std::os::unix::fs::symlink(elsewhere, &cache).expect("a link");
    refused("is not a folder");
}

#[test]
fn a_cache_folder_that_cannot_be_made_is_named_with_the_reason_and_what_to_do() {
    if needs::other_user().is_none() {
        return;
    }
    let project = accepted();
    run_without_cache(&project, NOBODY, Some("/nonexistent"))
        .exits(1)
        .complains("cannot write to the cache folder /nonexistent/.cache/napi-harness: ")
        .complains("set XDG_CACHE_HOME to a folder that you can write");
}
