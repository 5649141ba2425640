//! `[addon.profiles]` and `--profile`: further builds of the addon, each cached by itself, with behaviours that headers name.

use crate::project::Project;

const SAYS: &str = "import { word } from '#addon';\nconsole.log(word);";

/// A project whose builds write down that they built, and leave an addon that says which of them it is.
fn project() -> Project {
    let project = Project::new();
    project.write(
        "build.sh",
        "mkdir -p \"$1\" && echo \"$1\" >> builds && echo \"exports.word = '$1';\" > \"$1/addon.cjs\"\n",
    );
    let profile = |name: &str| {
        format!(
            "[addon.profiles.{name}]\nentry = \"{name}/addon.cjs\"\nbuild = \"sh build.sh {name}\"\n"
        )
    };
    let addon = "[addon]\nentry = \"usual/addon.cjs\"\nbuild = \"sh build.sh usual\"\nwatch = [\"build.sh\"]\n";
    let file = [addon, &profile("release"), &profile("abort")].concat();
    project.write("napi-harness.toml", file);
    project
}

fn snapshot(printed: &str) -> String {
    format!(
        "---\nsource: scenarios/one.mjs\ndescription: one\n---\nstdout:\n| {printed}\nstderr: nothing\nended: exit 0\n"
    )
}

fn on(field: &str, name: &str) -> String {
    format!("[[on]]\nname = \"{name}\"\n{field}\nbecause = \"it is so there\"\n")
}

#[test]
fn each_profile_is_built_once_and_stays_built_beside_the_others() {
    let project = project();
    project.scenario("one", "", SAYS);
    project.write("snapshots/one.snap", snapshot("usual"));
    let builds = || project.read("builds");
    project.run_scenarios(&[]).exits(0);
    let release = ["addon", "build", "--profile", "release"];
    project.run(&release).exits(0).prints("built: ");
    project.run(&release).exits(0).prints("up to date: ");
    project.run_scenarios(&[]).exits(0);
    assert_eq!(builds(), "usual\nrelease\n");
    // A change of the sources reaches each of them.
    project.write("build.sh", project.read("build.sh") + "\n# changed\n");
    project.run_scenarios(&[]).exits(0);
    project.run(&release).exits(0).prints("built: ");
    assert_eq!(builds(), "usual\nrelease\nusual\nrelease\n");
}

#[test]
fn a_run_says_its_profile_and_the_command_that_runs_it_again_has_it() {
    let project = project();
    project.scenario("one", "", SAYS);
    project.write("snapshots/one.snap", snapshot("usual"));
    project
        .run_scenarios(&["--profile", "release"])
        .exits(1)
        .prints(" release, ")
        .prints("+ | release")
        .prints("run it again: napi-harness scenario run one --profile release");
    let lines = project
        .run_scenarios(&["--profile", "release", "--format", "json"])
        .json();
    assert_eq!(lines[0]["profile"], "release");
    let lines = project.run_scenarios(&["--format", "json"]).json();
    assert!(lines[0]["profile"].is_null());
    // `default` is the build of [addon] itself.
    project.run_scenarios(&["--profile", "default"]).exits(0);
}

#[test]
fn a_behaviour_of_a_profile_has_a_snapshot_and_an_ending_of_its_own() {
    let project = project();
    let header = on("profiles = [\"release\"]\nend = \"exit 3\"", "gives-up");
    let program = format!("{SAYS}\nif (word === 'release') process.exitCode = 3;");
    project.scenario("one", &header, &program);
    project.write("snapshots/one.snap", snapshot("usual"));
    let in_release = ["--profile", "release"];
    project
        .run_scenarios(&[&in_release[..], &["--accept"]].concat())
        .exits(0);
    assert!(
        project
            .read("snapshots/one+gives-up.snap")
            .contains("| release")
    );
    project.run_scenarios(&in_release).exits(0);
    project.run_scenarios(&[]).exits(0);
    // In the other profile it has to behave as usual, and does not.
    project
        .run_scenarios(&["--profile", "abort"])
        .exits(1)
        .prints("the transcript differs from the snapshot");
}

#[test]
fn what_names_a_profile_goes_before_what_names_a_runtime_alone() {
    let project = project();
    let header =
        on("runtimes = [\"node\"]", "of-node") + &on("profiles = [\"release\"]", "released");
    project.scenario("one", &header, SAYS);
    project.write("snapshots/one+of-node.snap", snapshot("usual"));
    project.write("snapshots/one+released.snap", snapshot("release"));
    project.run_scenarios(&[]).exits(0);
    project.run_scenarios(&["--profile", "release"]).exits(0);
    let narrow = "profiles = [\"release\"]\nruntimes = [\"node <1\", \"bun\"]";
    project.scenario(
        "one",
        &(on("runtimes = [\"node\"]", "of-node") + &on(narrow, "released")),
        SAYS,
    );
    // On this Node.js the profile makes no difference.
    project
        .run_scenarios(&["--profile", "release"])
        .exits(1)
        .prints("it behaves as `released`; do its `runtimes` or `profiles` name too few?");
}

#[test]
fn behaviours_that_name_the_same_profile_are_refused_with_their_line() {
    let project = project();
    let twice =
        on("profiles = [\"release\"]", "one") + &on("profiles = [\"release\", \"abort\"]", "two");
    project.scenario("one", &twice, SAYS);
    project.run_scenarios(&[]).exits(2).complains(
        "scenarios/one.mjs:7:1: `two` and `one` overlap: both name the profile `release`",
    );
    let apart = on("profiles = [\"release\"]\nruntimes = [\"node\"]", "one")
        + &on("profiles = [\"release\"]\nruntimes = [\"bun\"]", "two");
    project.scenario("one", &apart, SAYS);
    project.run(&["scenario", "list"]).exits(0);
}

#[test]
fn a_profile_that_the_project_does_not_have_is_refused_wherever_it_is_named() {
    let project = project();
    project.scenario("one", "", SAYS);
    project
        .run_scenarios(&["--profile", "relase"])
        .exits(2)
        .complains("has no profile `relase`")
        .complains("did you mean `release`?");
    project.scenario("one", &on("profiles = [\"relase\"]", "released"), SAYS);
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("scenarios/one.mjs:5:13: napi-harness.toml has no profile `relase`")
        .complains("its profiles are `abort`, `release`, `default`");
    assert!(!project.exists("builds"));
    let without = Project::with("one", "", SAYS);
    without
        .run_scenarios(&["--profile", "release"])
        .exits(2)
        .complains("`[addon.profiles.release]` with an `entry` and a `build` makes one");
}

#[test]
fn a_profile_that_would_replace_another_build_is_refused_with_its_line() {
    let project = project();
    let more = "[addon.profiles.small]\nentry = \"release/addon.cjs\"\n";
    project.write(
        "napi-harness.toml",
        project.read("napi-harness.toml") + more,
    );
    project
        .run(&["scenario", "list"])
        .exits(2)
        .complains("napi-harness.toml:11:1: `small` has the entry of `release`");
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[addon.profiles.default]\nentry = \"other.cjs\"\n",
    );
    project
        .run(&["scenario", "list"])
        .exits(2)
        .complains("napi-harness.toml:3:1: `default` cannot name a profile");
}

#[test]
fn a_profile_that_does_not_build_stops_nobody_who_does_not_ask_for_it() {
    let project = project();
    project.scenario("one", "", SAYS);
    project.write("snapshots/one.snap", snapshot("usual"));
    let file = project.read("napi-harness.toml");
    project.write(
        "napi-harness.toml",
        file.replace("sh build.sh abort", "false"),
    );
    project.run_scenarios(&["--profile", "abort"]).exits(3);
    project.run_scenarios(&[]).exits(0);
}

#[test]
fn what_is_only_compiled_is_skipped_with_the_reason() {
    let project = project();
    project.write(
        "scenarios/types.rs",
        "/*---\nsummary = \"types\"\n---*/\nfn main() {}\n",
    );
    project
        .run_scenarios(&["--profile", "release"])
        .exits(0)
        .prints("skip types no profile changes it: it does not run the project's addon");
}

#[test]
fn builds_are_compared_like_runtimes() {
    let project = project();
    project.scenario("one", &on("profiles = [\"release\"]", "released"), SAYS);
    project.scenario("two", "", "console.log('always');");
    project.write("snapshots/one.snap", snapshot("usual"));
    project.write("snapshots/one+released.snap", snapshot("release"));
    project
        .run(&["compare", "--profile", "default,release,abort"])
        .exits(0)
        .prints(" release: `released`: it is so there")
        .prints(" abort: differs (exit 0)")
        .prints(
            "the same with all 3 combinations of runtime and build: 1 of 2; held against node ",
        );
    project
        .run(&[
            "compare",
            "--profile",
            "default,abort",
            "--format",
            "markdown",
        ])
        .exits(0)
        .prints(" --profile abort`");
    project.run(&["compare", "--profile", "release"]).exits(2);
}
