//! Snapshots: what pends, what is accepted, and what never is.

use crate::project::{Outcome, Project, needs};

fn hello() -> Project {
    Project::with("hello", "", "console.log('hello');")
}

fn accepted() -> Project {
    let project = hello();
    project.run_scenarios(&["--accept"]).exits(0);
    project
}

fn run_with(project: &Project, name: &str, value: &str) -> Outcome {
    Outcome::of(
        project
            .harness(&["scenario", "run"])
            .env(name, value)
            .output()
            .expect("it starts"),
    )
}

#[test]
fn a_new_transcript_pends_and_fails_the_run_until_it_is_accepted() {
    let project = hello();
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("NEW hello")
        .prints("+ | hello");
    assert!(project.exists("snapshots/hello.snap.new") && !project.exists("snapshots/hello.snap"));
    project
        .run(&["snapshot", "list"])
        .exits(0)
        .prints("new  hello");
    project
        .run(&["snapshot", "accept"])
        .exits(0)
        .prints("accepted hello");
    assert!(!project.exists("snapshots/hello.snap.new") && project.exists("snapshots/hello.snap"));
    project
        .run_scenarios(&[])
        .exits(0)
        .prints("1 passed, 0 failed");
    project
        .run(&["snapshot", "list"])
        .exits(0)
        .prints("nothing is waiting for review");
}

#[test]
fn the_file_is_the_one_that_cargo_insta_writes() {
    let project = accepted();
    assert_eq!(
        project.read("snapshots/hello.snap"),
        "---\nsource: scenarios/hello.mjs\ndescription: hello\n---\nstdout:\n| hello\nstderr: nothing\nended: exit 0\n"
    );
}

#[test]
fn a_differing_transcript_is_shown_as_a_difference_and_leaves_the_snapshot_alone() {
    let project = accepted();
    let before = project.read("snapshots/hello.snap");
    project.scenario("hello", "", "console.log('goodbye');");
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("FAIL hello")
        .prints("- | hello")
        .prints("+ | goodbye");
    assert_eq!(project.read("snapshots/hello.snap"), before);
    project
        .run(&["snapshot", "reject", "hello"])
        .exits(0)
        .prints("rejected hello");
    assert!(!project.exists("snapshots/hello.snap.new"));
    assert_eq!(project.read("snapshots/hello.snap"), before);
}

#[test]
fn a_line_feed_more_or_less_at_either_end_is_seen() {
    for program in [
        "console.log('\\nhello');",
        "console.log('hello\\n');",
        "process.stdout.write('hello');",
        "console.log('hello ');",
        "console.log('hello\\r');",
    ] {
        let project = accepted();
        project.scenario("hello", "", program);
        project
            .run_scenarios(&[])
            .exits(1)
            .prints("the transcript differs from the snapshot");
    }
}

#[test]
fn a_pending_transcript_goes_when_a_later_run_matches() {
    let project = accepted();
    project.scenario("hello", "", "console.log('goodbye');");
    project.run_scenarios(&[]).exits(1);
    assert!(project.exists("snapshots/hello.snap.new"));
    project.scenario("hello", "", "console.log('hello');");
    project.run_scenarios(&[]).exits(0);
    assert!(!project.exists("snapshots/hello.snap.new"));
}

#[test]
fn what_contradicts_its_header_can_not_be_accepted_away() {
    let project = accepted();
    let before = project.read("snapshots/hello.snap");
    for program in [
        "process.exit(3);",
        "process.abort();",
        "throw new Error('x');",
    ] {
        project.scenario("hello", "", program);
        project
            .run_scenarios(&["--accept"])
            .exits(1)
            .prints("expected `exit 0`");
        project.run_scenarios(&[]).exits(1);
        project.run(&["snapshot", "accept"]).exits(0);
        assert_eq!(project.read("snapshots/hello.snap"), before);
    }
    // And the other way round: the header changes, the snapshot and the run do not.
    project.scenario(
        "hello",
        "[expect]\nend = \"exit 3\"",
        "console.log('hello');",
    );
    project
        .run_scenarios(&["--accept"])
        .exits(1)
        .prints("ended with `exit 0`; expected `exit 3`");
}

#[test]
fn insta_update_decides_what_is_written() {
    let project = hello();
    run_with(&project, "INSTA_UPDATE", "no").exits(1);
    assert!(!project.exists("snapshots"));
    run_with(&project, "CI", "true").exits(1);
    assert!(!project.exists("snapshots"));
    run_with(&project, "INSTA_UPDATE", "unseen").exits(0);
    let before = project.read("snapshots/hello.snap");
    project.scenario("hello", "", "console.log('goodbye');");
    run_with(&project, "INSTA_UPDATE", "unseen").exits(1);
    assert_eq!(project.read("snapshots/hello.snap"), before);
    assert!(project.exists("snapshots/hello.snap.new"));
    run_with(&project, "INSTA_UPDATE", "always").exits(0);
    assert_ne!(project.read("snapshots/hello.snap"), before);
    assert!(!project.exists("snapshots/hello.snap.new"));
}

#[test]
fn a_damaged_snapshot_fails_its_scenario_and_is_left_as_it_is() {
    let project = accepted();
    project.scenario("other", "", "");
    project.run_scenarios(&["other", "--accept"]).exits(0);
    for damaged in ["<<<<<<< ours\n", "---\nsource: [\n", "", "\u{0}\u{1}"] {
        project.write("snapshots/hello.snap", damaged);
        project
            .run_scenarios(&[])
            .exits(1)
            .prints("hello.snap is damaged")
            .prints("1 passed, 1 failed");
        assert_eq!(project.read("snapshots/hello.snap"), damaged);
    }
    project.run_scenarios(&["--accept"]).exits(0);
    project.run_scenarios(&[]).exits(0);
}

#[test]
fn a_snapshots_folder_that_cannot_be_written_fails_with_the_reason() {
    let project = hello();
    project.write("snapshots", "a file where the folder should be");
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("snapshots/hello.snap");
    assert_eq!(
        project.read("snapshots"),
        "a file where the folder should be"
    );
}

#[test]
fn orphans_are_told_of_and_removed_only_when_asked_for() {
    let project = accepted();
    project.scenario("old/gone", "", "");
    project.run_scenarios(&["--accept"]).exits(0);
    std::fs::remove_dir_all(project.path("scenarios/old")).expect("removable");
    project
        .run_scenarios(&[])
        .exits(0)
        .complains("gone.snap does not belong to any scenario")
        .complains("reject --orphans");
    project
        .run(&["snapshot", "list"])
        .exits(0)
        .prints("orphan  snapshots/old/gone.snap");
    assert!(project.exists("snapshots/old/gone.snap"));
    project
        .run(&["snapshot", "reject", "--orphans"])
        .exits(0)
        .prints("removed snapshots/old/gone.snap");
    assert!(!project.exists("snapshots/old") && project.exists("snapshots/hello.snap"));
}

#[test]
fn a_snapshot_of_each_variant_stands_under_the_runs_name() {
    let project = Project::with(
        "v",
        "[variants]\nn = [1, 2]",
        "import { variant } from '#harness'; console.log(variant.n);",
    );
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(project.read("snapshots/v@1.snap").contains("| 1\n"));
    assert!(project.read("snapshots/v@2.snap").contains("| 2\n"));
    project
        .run(&["snapshot", "list"])
        .exits(0)
        .prints("nothing is waiting for review");
}

#[test]
fn accepting_a_name_that_does_not_wait_ends_with_4() {
    let project = hello();
    project.run_scenarios(&[]).exits(1);
    project
        .run(&["snapshot", "accept", "helo"])
        .exits(4)
        .complains("did you mean `hello`?");
    assert!(project.exists("snapshots/hello.snap.new"));
}

#[test]
fn a_review_without_a_terminal_says_what_works_without_one() {
    let project = hello();
    project.run_scenarios(&[]).exits(1);
    project
        .run(&["snapshot", "review"])
        .exits(2)
        .complains("needs a terminal")
        .complains("snapshot accept NAME");
}

/// What a review says in a terminal in which somebody types `keys`.
fn review(project: &Project, script: &std::path::Path, keys: &str) -> String {
    let review = format!(
        "{} snapshot review",
        assert_cmd::cargo::cargo_bin("napi-harness").display()
    );
    let mut script = assert_cmd::Command::new(script);
    script.args(["--quiet", "--return", "--command", &review, "/dev/null"]);
    let output = script
        .current_dir(project.path(""))
        .write_stdin(keys)
        .output()
        .expect("script starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

#[test]
fn runtimes_that_show_the_same_are_one_question_with_the_lines_for_the_header() {
    let Some(script) = needs::program("script", "apt-get install bsdutils") else {
        return;
    };
    let project = Project::with("x", "", "console.log(process.env.SAYS ?? 'usual');");
    project.run_scenarios(&["--accept"]).exits(0);
    let node = project.runtime_that_says("node", "24.1.0");
    let bun = project.runtime_that_says("bun", "1.0.0");
    let both = ["--runtime", &node, "--runtime", &bun];
    project.run_scenarios(&both).exits(1);
    let said = review(&project, &script, "r");
    for part in [
        "1 of 1: x",
        "24.1.0",
        "bun 1.0.0",
        "header of scenarios/x.mjs",
        "[\"bun\", \"node 24\"]",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    project
        .run(&["snapshot", "list"])
        .prints("nothing is waiting");
    assert!(project.read("snapshots/x.snap").contains("| usual"));
    // Accepted once, it waits for neither.
    project.run_scenarios(&both).exits(1);
    review(&project, &script, "a");
    project
        .run(&["snapshot", "list"])
        .prints("nothing is waiting");
    project.run_scenarios(&both).exits(0);
}

#[test]
fn of_a_program_that_rustc_checks_the_lines_for_the_header_name_rustc() {
    let Some(script) = needs::program("script", "apt-get install bsdutils") else {
        return;
    };
    let project = Project::new();
    let of = |place: &str, says: &str| {
        format!(
            "---\nsource: scenarios/x.rs\ndescription: x\n{place}---\nrustc:\n| {says}\nended: compile error\n"
        )
    };
    project.write("snapshots/x.snap", of("", "error of old"));
    let place = "expression: rustc 1.97.1\n";
    project.write("snapshots/x.snap.new", of(place, "error of now"));
    let said = review(&project, &script, "q");
    assert!(said.contains("runtimes = [\"rustc >=1.97\"]"), "{said}");
    // What no header may name has no lines.
    project.write("snapshots/x.snap.new", of("", "error of now"));
    let said = review(&project, &script, "q");
    assert!(!said.contains("[[on]]"), "{said}");
}

#[test]
fn a_question_shows_what_was_accepted_just_before_and_what_is_usual() {
    let Some(script) = needs::program("script", "apt-get install bsdutils") else {
        return;
    };
    let program = "console.log(process.env.SAYS ?? 'usual');";
    let project = Project::with("x", "", program);
    let bun = project.runtime_that_says("bun", "1.0.0");
    // Neither has a snapshot: the second answer would overwrite what the first one accepted.
    project
        .run_scenarios(&["--runtime", "node", "--runtime", &bun])
        .exits(1);
    let said = review(&project, &script, "aq");
    let (first, second) = said.split_once("2 of 2: x").expect("two questions");
    assert!(!first.contains("[[on]]"), "{said}");
    assert!(
        second.contains("- | ") && second.contains("[[on]]"),
        "{said}"
    );
    project.run(&["snapshot", "reject"]).exits(0);
    // A behaviour that is new is held against the usual one, and its lines are in the header.
    project
        .run_scenarios(&["--accept", "--runtime", "node"])
        .exits(0);
    let header = "[[on]]\nname = \"own\"\nruntimes = [\"bun\"]\nbecause = \"so\"";
    project.scenario("x", header, program);
    project.run_scenarios(&["--runtime", &bun]).exits(1);
    let said = review(&project, &script, "q");
    for part in [
        "1 of 1: x+own",
        "Held against what is usual",
        "- | usual",
        "+ | other",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("[[on]]"), "{said}");
}

#[test]
fn a_review_in_a_terminal_takes_single_keys() {
    // util-linux's `script` gives the command a terminal and types what comes on its own standard input.
    let Some(script) = needs::program("script", "apt-get install bsdutils") else {
        return;
    };
    let project = Project::new();
    for name in ["a", "b", "c"] {
        project.scenario(name, "", "console.log('new');");
    }
    project.run_scenarios(&[]).exits(1);
    let said = review(&project, &script, "axrq");
    assert!(
        said.contains("3 of 3: c") && said.contains("quit"),
        "{said}"
    );
    assert!(project.exists("snapshots/a.snap") && !project.exists("snapshots/a.snap.new"));
    assert!(!project.exists("snapshots/b.snap") && !project.exists("snapshots/b.snap.new"));
    assert!(!project.exists("snapshots/c.snap") && project.exists("snapshots/c.snap.new"));
}

#[test]
fn what_waits_for_one_runtime_is_neither_removed_nor_overwritten_by_another() {
    let project = Project::with("x", "", "console.log(process.env.SAYS ?? 'usual');");
    let other = project.runtime_that_says("node", "18.0.0");
    project.run_scenarios(&["--runtime", &other]).exits(1);
    assert!(project.read("snapshots/x.snap.new").contains("| other"));
    // The one in PATH has no snapshot either, and waits beside the other.
    let ran = project.run_scenarios(&[]);
    let version = ran
        .exits(1)
        .stdout
        .split_once("NEW x node ")
        .expect("it is new")
        .1;
    let version = version.split(',').next().expect("its version");
    assert!(project.read("snapshots/x.snap.new").contains("| other"));
    let listed = project.run(&["snapshot", "list"]);
    listed
        .exits(0)
        .prints("    new  x  node 18.0.0\n")
        .prints(&format!("    new  x  node {version}"));
    project
        .run(&["snapshot", "accept", "x"])
        .exits(2)
        .complains(&format!(
            "`x` has different pending transcripts, from node 18.0.0 and node {version}"
        ));
    project.run_scenarios(&["--accept"]).exits(0);
    // It passes now, and takes what waited for it away, but not what waits for the other.
    assert!(project.read("snapshots/x.snap.new").contains("| other"));
    project
        .run(&["snapshot", "list"])
        .exits(0)
        .prints("differs  x  node 18.0.0\n");
    project.run_scenarios(&[]).exits(0);
    assert!(project.read("snapshots/x.snap.new").contains("| other"));
    assert!(!project.read("snapshots/x.snap").contains("expression"));
}
