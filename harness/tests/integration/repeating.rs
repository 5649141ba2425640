//! Repetitions and retries: what several runs of one scenario come to, and what is written of it.

use crate::project::Project;

/// A scenario whose nth run, counted in a file outside of it, does what stands in line n of `runs`.
fn varying(header: &str, runs: &[&str]) -> Project {
    let project = Project::new();
    let count = project.path("count");
    let runs = runs.join(", ");
    let program = format!(
        "import fs from 'node:fs';\nfs.appendFileSync({count:?}, '.');\nconst run = fs.statSync({count:?}).size - 1;\n[{runs}][run % [{runs}].length]();"
    );
    project.scenario("x", header, &program);
    project
}

const SAYS_A: &str = "() => console.log('a')";
const SAYS_B: &str = "() => console.log('b')";
const DIES: &str = "() => process.abort()";

#[test]
fn a_crash_in_one_of_many_repetitions_of_a_new_scenario_is_a_failure() {
    let project = varying("", &[SAYS_A, SAYS_A, SAYS_A, DIES]);
    let arguments = ["--repeat", "8", "--jobs", "1"];
    project
        .run_scenarios(&arguments)
        .exits(1)
        .prints("FAIL x")
        .prints("ended with `crash SIGABRT`")
        .prints("2 of 8 failed, 6 have no snapshot yet")
        .prints("0 passed, 1 failed, 0 new");
    assert!(!project.exists("snapshots/x.snap.new"));
    let accept = [&arguments[..], &["--accept"]].concat();
    project.run_scenarios(&accept).exits(1);
    assert!(!project.exists("snapshots/x.snap"));
}

#[test]
fn repetitions_that_are_merely_new_have_not_failed() {
    let project = varying("", &[SAYS_A]);
    project
        .run_scenarios(&["--repeat", "10"])
        .exits(1)
        .prints("NEW x")
        .prints("      10 of 10 have no snapshot yet\n");
    let finished = &project
        .run_scenarios(&["--repeat", "10", "--format", "json"])
        .json()[0];
    assert_eq!(finished["repeat"]["failed"], 0);
    assert_eq!(finished["repeat"]["new"], 10);
    assert!(project.exists("snapshots/x.snap.new"));
}

#[test]
fn transcripts_that_disagree_are_not_accepted_and_their_difference_is_shown() {
    let project = varying("", &[SAYS_A, SAYS_A, SAYS_B]);
    let arguments = ["--repeat", "6", "--jobs", "1", "--accept"];
    project
        .run_scenarios(&arguments)
        .exits(1)
        .prints("FAIL x")
        .prints("      none of 6 failed by itself\n")
        .prints("the transcripts of 6 runs disagree: 4 are alike, 2 are not; none was accepted")
        .prints("- | a")
        .prints("+ | b");
    assert!(!project.exists("snapshots/x.snap"));
    assert!(!project.exists("snapshots/x.snap.new"));
}

#[test]
fn a_repetition_that_differs_from_the_snapshot_changes_nothing_on_the_disk() {
    let project = varying("", &[SAYS_A]);
    project.run_scenarios(&["--accept"]).exits(0);
    let accepted = project.read("snapshots/x.snap");
    let text = project.read("scenarios/x.mjs");
    project.write(
        "scenarios/x.mjs",
        text.replace(SAYS_A, &format!("{SAYS_A}, {SAYS_B}")),
    );
    for more in [&[][..], &["--accept"]] {
        let arguments = [&["--repeat", "4", "--jobs", "1"][..], more].concat();
        project
            .run_scenarios(&arguments)
            .exits(1)
            .prints("disagree");
        assert_eq!(project.read("snapshots/x.snap"), accepted);
        assert!(!project.exists("snapshots/x.snap.new"));
    }
}

#[test]
fn what_is_accepted_is_said() {
    let project = varying("", &[SAYS_A]);
    let arguments = ["--repeat", "3", "--accept", "--quiet"];
    project
        .run_scenarios(&arguments)
        .exits(0)
        .prints("accepted as its first snapshot");
    let text = project.read("scenarios/x.mjs");
    project.write("scenarios/x.mjs", text.replace("'a'", "'c'"));
    let outcome = project.run_scenarios(&["--accept", "--format", "json"]);
    assert_eq!(outcome.exits(0).json()[0]["accepted"], "changed");
    let again = project.run_scenarios(&["--accept"]);
    assert!(
        !again.exits(0).stdout.contains("accepted"),
        "{}",
        again.stdout
    );
}

#[test]
fn every_repetition_that_crashes_shares_what_a_second_run_showed() {
    let project = varying(
        "",
        &["() => setTimeout(() => Promise.reject(new Error('mine')))"],
    );
    let outcome = project.run_scenarios(&["--repeat", "5", "--format", "json"]);
    let finished = &outcome.exits(1).json()[0];
    assert_eq!(finished["repeat"]["failed"], 5);
    assert_eq!(finished["repeat"]["endings"][0]["n"], 5);
    assert!(finished["cause"].is_string(), "{finished}");
}

#[test]
fn a_holder_that_nobody_could_look_for_is_not_taken_for_granted() {
    let project = Project::with(
        "x",
        "[expect]\nend = \"hang\"\nholder = \"timer\"",
        "import net from 'node:net';\nnet.createServer().listen(0);",
    );
    let bun = project.runtime_that_says("bun", "1.0.0");
    project
        .run_scenarios(&["--runtime", &bun])
        .exits(1)
        .prints("hangs, and whether `timer` holds it, as its header says, is not known: there is no probe for bun 1.0.0");
}
