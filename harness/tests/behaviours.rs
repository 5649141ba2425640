//! `[[on]]`: runtimes on which a scenario behaves otherwise, each behaviour with a snapshot of its own.

mod project;

use project::Project;

fn on(name: &str, runtime: &str, more: &str) -> String {
    format!(
        "[[on]]\nname = \"{name}\"\nruntimes = [\"{runtime}\"]\nbecause = \"it is so there\"\n{more}"
    )
}

/// What a snapshot of a program holds that prints this.
fn snapshot(printed: &str) -> String {
    format!(
        "---\nsource: scenarios/one.mjs\ndescription: one\n---\nstdout:\n| {printed}\nstderr: nothing\nended: exit 0\n"
    )
}

#[test]
fn a_named_runtime_is_judged_by_the_ending_and_the_snapshot_of_its_behaviour() {
    let header = on("fails", "node", "end = \"exit 3\"");
    let project = Project::with("one", &header, "process.exitCode = 3;");
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(project.exists("snapshots/one+fails.snap") && !project.exists("snapshots/one.snap"));
    project.run_scenarios(&[]).exits(0);
    // Elsewhere it still has to end as usual.
    project.scenario(
        "one",
        &on("fails", "bun", "end = \"exit 3\""),
        "process.exitCode = 3;",
    );
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("ended with `exit 3`; expected `exit 0`");
}

#[test]
fn what_pends_of_a_behaviour_is_accepted_as_that_behaviours_snapshot() {
    let project = Project::with("one", &on("greets", "node", ""), "console.log('hello');");
    project.write("snapshots/one.snap", snapshot("nothing"));
    project.run_scenarios(&[]).exits(1).prints("NEW one");
    assert!(project.exists("snapshots/one+greets.snap.new"));
    project
        .run(&["snapshot", "accept"])
        .exits(0)
        .prints("accepted one+greets");
    project.run_scenarios(&[]).exits(0);
    assert_eq!(project.read("snapshots/one.snap"), snapshot("nothing"));
}

#[test]
fn a_runtime_that_behaves_as_another_behaviour_is_told_of_its_ranges() {
    let project = Project::with("one", &on("greets", "bun", ""), "console.log('hello');");
    project.write("snapshots/one.snap", snapshot("nothing"));
    project.write("snapshots/one+greets.snap", snapshot("hello"));
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("is that of one+greets.snap: on node ")
        .prints("it behaves as `greets`; do its `runtimes` name too few?");
    project.scenario("one", &on("greets", "node", ""), "console.log('nothing');");
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("is that of one.snap: on node ")
        .prints("it behaves as usual; do the `runtimes` of `greets` name too many?");
    assert!(!project.exists("snapshots/one.snap.new"));
    assert!(!project.exists("snapshots/one+greets.snap.new"));
    // Nor is it accepted: the header would contradict the snapshots.
    project.run_scenarios(&["--accept"]).exits(1);
    assert_eq!(project.read("snapshots/one+greets.snap"), snapshot("hello"));
}

#[test]
fn equal_snapshots_of_two_behaviours_fail_the_run() {
    let project = Project::with("one", &on("greets", "bun", ""), "console.log('hello');");
    project.write("snapshots/one.snap", snapshot("hello"));
    project.write("snapshots/one+greets.snap", snapshot("hello"));
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("the snapshots one.snap and one+greets.snap are equal");
}

#[test]
fn a_snapshot_of_a_behaviour_that_no_header_names_is_an_orphan() {
    let project = Project::with("one", &on("greets", "bun", ""), "console.log('hello');");
    project.write("snapshots/one+greets.snap", snapshot("hello"));
    project.write("snapshots/one+gone.snap", snapshot("hello"));
    let list = project.run(&["snapshot", "list"]);
    assert!(list.stdout.contains("orphan  snapshots/one+gone.snap"));
    assert!(!list.stdout.contains("one+greets"));
}

#[test]
fn a_variant_without_a_snapshot_for_a_behaviour_may_behave_as_usual() {
    let header =
        "[variants]\nword = [\"same\", \"other\"]\n".to_owned() + &on("greets", "node", "");
    let program = "import { variant } from '#harness';\nconsole.log(variant.word);";
    let project = Project::with("one", &header, program);
    project.write("snapshots/one@same.snap", snapshot("same"));
    project.write("snapshots/one@other.snap", snapshot("usual"));
    project.write("snapshots/one@other+greets.snap", snapshot("other"));
    project.run_scenarios(&[]).exits(0);
}

#[test]
fn ranges_that_overlap_are_refused_with_their_line() {
    let header = on("one", "node >=20", "") + &on("other", "node <24", "");
    let outcome = Project::with("one", &header, "").run_scenarios(&[]);
    outcome.exits(2);
    let refusal = "scenarios/one.mjs:7:1: `other` and `one` overlap";
    assert!(outcome.stderr.contains(refusal), "{}", outcome.stderr);
}
