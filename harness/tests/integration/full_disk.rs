//! A full disk under each thing that the harness writes: it says so, ends with the code of that, and what was there before stays.

use crate::project::{Outcome, Project, needs};

/// A file system of this many inodes, over `place` of the project; what the project has there is copied into it first. A few make
/// room for folders and for no file more.
struct Full<'a> {
    place: &'a str,
    room: u32,
}

/// The harness with `arguments`, while the disk is full under one place; afterwards the names of what lies there.
fn with_full_disk(project: &Project, full: &Full<'_>, arguments: &str) -> Option<Outcome> {
    let mut namespace = needs::mount_namespace()?;
    let place = project.path(full.place);
    std::fs::create_dir_all(&place).expect("writable");
    // What is there counts towards the inodes, so a copy of it fills them; the root of the file system is one.
    let script = format!(
        "saved=$(mktemp -d) && cp -a {place}/. $saved && used=$(find $saved | wc -l) && \
         mount -t tmpfs -o nr_inodes=$((used + {room})) tmpfs {place} && cp -a $saved/. {place} && \
         {harness} {arguments}; code=$?; echo \"left: $(find {place} -type f -printf '%P ')\"; exit $code",
        place = place.display(),
        room = full.room,
        harness = assert_cmd::cargo::cargo_bin("napi-harness").display(),
    );
    namespace.args(["sh", "-c", &script]);
    project.prepare(&mut namespace);
    Some(Outcome::of(namespace.output().expect("it starts")))
}

const NO_SPACE: &str = "No space left on device";

#[test]
fn a_transcript_that_cannot_be_put_up_for_review_is_shown_with_the_reason() {
    let project = Project::with("x", "", "console.log('the transcript');");
    let full = Full {
        place: "snapshots",
        room: 0,
    };
    let Some(outcome) = with_full_disk(&project, &full, "scenario run") else {
        return;
    };
    outcome.exits(1).prints(NO_SPACE).prints("the transcript");
}

#[test]
fn a_snapshot_that_cannot_be_written_anew_stays_as_it_was() {
    let project = Project::with("x", "", "console.log('first');");
    project.run_scenarios(&["--accept"]).exits(0);
    project.scenario("x", "", "console.log('second');");
    let full = Full {
        place: "snapshots",
        room: 0,
    };
    let Some(outcome) = with_full_disk(&project, &full, "scenario run --accept") else {
        return;
    };
    outcome.exits(1).prints(NO_SPACE).prints("left: x.snap \n");
    assert!(project.read("snapshots/x.snap").contains("| first"));
}

#[test]
fn a_cache_that_is_full_only_makes_the_harness_forget() {
    let project = Project::with("x", "", "console.log('x');");
    project.run_scenarios(&["--accept"]).exits(0);
    project.run(&["cache", "clean"]).exits(0);
    let mut passed = 0;
    for room in 0..12 {
        let full = Full {
            place: "cache",
            room,
        };
        let Some(outcome) = with_full_disk(&project, &full, "scenario run") else {
            return;
        };
        // Without room for its locks the harness does not begin; without room for anything else it begins and forgets.
        if outcome.code == Some(0) {
            outcome.prints("1 passed");
            passed += 1;
        } else {
            outcome.exits(1).complains(NO_SPACE);
            assert_eq!(passed, 0, "with room for {room}: {}", outcome.stderr);
        }
    }
    assert!(passed > 1);
}

#[test]
fn a_history_on_a_full_cache_says_so_and_blames_no_release() {
    let project = Project::with("x", "", "console.log('x');");
    project.run(&["cache", "clean"]).exits(0);
    let full = Full {
        place: "cache",
        room: 5,
    };
    let history = "history x --over node --runtime node";
    let Some(outcome) = with_full_disk(&project, &full, history) else {
        return;
    };
    outcome.exits(1).complains(NO_SPACE);
    assert!(!outcome.stdout.contains('✗'), "{}", outcome.stdout);
}

#[test]
fn what_starts_a_project_is_written_whole_or_not_at_all() {
    let project = Project::new();
    project.write(
        "mine/package.json",
        "{\"name\":\"mine\",\"main\":\"mine.node\"}",
    );
    project.write("mine/mine.node", "");
    let full = Full {
        place: "mine",
        room: 1,
    };
    let Some(outcome) = with_full_disk(
        &project,
        &full,
        "--project mine/napi-harness.toml scenario new x",
    ) else {
        return;
    };
    outcome.exits(2);
    let full = Full {
        place: "scenarios",
        room: 0,
    };
    let outcome = with_full_disk(&project, &full, "scenario new x").expect("as before");
    outcome.complains(NO_SPACE).prints("left: \n");
    assert_ne!(outcome.code, Some(0));
}

#[test]
fn an_export_is_written_whole_or_not_at_all() {
    let project = Project::with("x", "", "console.log('x');");
    project.run_scenarios(&["--accept"]).exits(0);
    let full = Full {
        place: "exports",
        room: 4,
    };
    let Some(outcome) = with_full_disk(&project, &full, "scenario export x exports/x") else {
        return;
    };
    outcome.exits(1).complains(NO_SPACE).prints("left: \n");
}
