//! Options of `scenario run`.

use crate::project::{Outcome, Project};

fn five() -> Project {
    let project = Project::new();
    for name in ["a", "b", "c", "d", "e"] {
        project.scenario(name, "", "console.log('fine');");
    }
    project.run_scenarios(&["--accept"]).exits(0);
    project
}

#[test]
fn the_addon_is_imported_by_name_from_modules_and_from_common_js() {
    let project = Project::with(
        "esm",
        "",
        "import addon, { twice } from '#addon';\nconsole.log(twice(2), addon.twice(3));",
    );
    project.write("scenarios/cjs.cjs", "/*---\nsummary = \"x\"\n---*/\nconst { twice } = require('#addon');\nconst { mustCall } = require('#harness');\nmustCall()();\nconsole.log(twice(2));\n");
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(project.read("snapshots/esm.snap").contains("| 4 6\n"));
    assert!(project.read("snapshots/cjs.snap").contains("| 4\n"));
}

#[test]
fn shards_split_the_runs_and_miss_none() {
    let project = five();
    let names = |shard| {
        let lines = project
            .run_scenarios(&["--format", "json", "--shard", shard])
            .json();
        let names = lines
            .iter()
            .filter_map(|line| line["scenario"].as_str().map(str::to_owned));
        names.collect::<std::collections::BTreeSet<_>>()
    };
    let (first, second) = (names("1/2"), names("2/2"));
    assert_eq!((first.len(), second.len()), (3, 2));
    assert!(first.is_disjoint(&second));
}

#[test]
fn fail_fast_begins_nothing_after_the_first_failure() {
    let project = five();
    for name in ["a", "b", "c", "d", "e"] {
        project.scenario(name, "", "process.exit(1);");
    }
    let outcome = project.run_scenarios(&["--fail-fast", "--jobs", "1"]);
    outcome.exits(1).prints("not run");
}

#[test]
fn repeating_says_how_many_failed_and_how_each_ended() {
    let project = Project::new();
    let counter = project.path("counter");
    let program = format!(
        "import fs from 'node:fs';\n// The diagnosis runs it once more, and does not count.\nif (!process.env.NAPI_HARNESS_PROBE) fs.appendFileSync({counter:?}, '.');\nprocess.exitCode = fs.statSync({counter:?}).size % 2;"
    );
    project.scenario("every_second", "", &program);
    let outcome = project.run_scenarios(&[
        "--repeat", "6", "--jobs", "1", "--accept", "--format", "json",
    ]);
    let repeat = &outcome.exits(1).json()[0]["repeat"];
    assert_eq!(
        (repeat["n"].as_u64(), repeat["failed"].as_u64()),
        (Some(6), Some(3))
    );
    let endings = repeat["endings"].as_array().expect("a list");
    let counted = |ending| {
        endings
            .iter()
            .find(|share| share["ending"] == ending)
            .map(|share| share["n"].as_u64())
    };
    assert_eq!(
        (counted("exit 1"), counted("exit 0")),
        (Some(Some(3)), Some(Some(3)))
    );
}

#[test]
fn of_each_ending_of_a_repeated_run_one_script_is_kept() {
    let project = Project::new();
    let counter = project.path("counter");
    let program = format!(
        "import fs from 'node:fs';\nif (!process.env.NAPI_HARNESS_PROBE) fs.appendFileSync({counter:?}, '.');\nprocess.exitCode = fs.statSync({counter:?}).size % 3;"
    );
    project.scenario("three", "", &program);
    let options = ["--repeat", "9", "--jobs", "1", "--keep", "--format", "json"];
    let repeat = &project.run_scenarios(&options).exits(1).json()[0]["repeat"];
    let endings = repeat["endings"].as_array().expect("a list");
    assert_eq!(endings.len(), 3, "{repeat}");
    for share in endings {
        assert_eq!(share["n"], 3);
        assert!(
            std::path::Path::new(share["script"].as_str().expect("kept"))
                .join("three.mjs")
                .exists()
        );
    }
}

#[test]
fn a_retry_that_passes_is_told_of_as_flaky() {
    let project = Project::new();
    let counter = project.path("counter");
    let program = format!(
        "import fs from 'node:fs';\nfs.appendFileSync({counter:?}, '.');\nif (fs.statSync({counter:?}).size === 1) process.abort();"
    );
    project.scenario("first_time", "", &program);
    project
        .run_scenarios(&["--retries", "2", "--accept"])
        .exits(0)
        .prints("FLAKY first_time")
        .prints("1 of 2 failed");
}

#[test]
fn a_kept_script_can_be_run_by_hand() {
    let project = Project::with(
        "hello",
        "",
        "import { twice } from '#addon';\nimport { record } from '#harness';\nrecord('two', twice(1));",
    );
    let lines = project
        .run_scenarios(&["--accept", "--keep", "--format", "json"])
        .json();
    let folder = lines[0]["script"].as_str().expect("a path").to_owned();
    let output = std::process::Command::new("node")
        .arg("hello.mjs")
        .current_dir(&folder)
        .output()
        .expect("node is there");
    assert_eq!(Outcome::of(output).exits(0).stdout, "* two 2\n");
}

#[test]
fn the_time_scale_reaches_the_program_and_stretches_the_timeout() {
    let project = Project::with(
        "pace",
        "timeout = \"2s\"",
        "import { pace, sleep } from '#harness';\nconsole.log(pace(1000));\nawait sleep(2500);",
    );
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[run]\ntime-scale = 0.01\n",
    );
    project.run_scenarios(&[]).exits(1).prints("| 10\n");
    project
        .run_scenarios(&["--time-scale", "10"])
        .exits(1)
        .prints("| 10000\n")
        .prints("1 new");
}

#[test]
fn a_header_may_fix_the_time_scale_of_its_runs() {
    let program = "import { pace } from '#harness';\nconsole.log(pace(100), process.env.NAPI_HARNESS_TIME_SCALE);";
    let header = "env = { NAPI_HARNESS_TIME_SCALE = \"0.5\" }";
    let project = Project::with("x", header, program);
    project
        .run_scenarios(&["--time-scale", "3"])
        .prints("| 50 0.5");
    // What the user's own environment holds is no header's word.
    project.scenario("x", "", program);
    let passed = "[addon]\nentry = \"addon.cjs\"\n[run]\nenv = [\"NAPI_HARNESS_TIME_SCALE\"]\n";
    project.write("napi-harness.toml", passed);
    let output = project
        .harness(&["scenario", "run", "--time-scale", "3"])
        .env("NAPI_HARNESS_TIME_SCALE", "7")
        .output()
        .expect("it starts");
    Outcome::of(output).prints("| 300 3");
}

#[test]
fn the_addon_is_built_only_when_its_sources_changed() {
    let project = five();
    project.write("src/lib.c", "one");
    project.write("src/notes.txt", "one");
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\nbuild = \"echo built >> log\"\nwatch = [\"src/*.c\"]\n",
    );
    let builds = || {
        project.run_scenarios(&["a"]).exits(0);
        project.read("log").lines().count()
    };
    assert_eq!((builds(), builds()), (1, 1));
    project.write("src/notes.txt", "two!");
    assert_eq!(builds(), 1);
    project.write("src/lib.c", "two!");
    assert_eq!((builds(), builds()), (2, 2));
    project.write("src/more.c", "new");
    assert_eq!((builds(), builds()), (3, 3));
    project.write(
        "addon.cjs",
        "exports.twice = (n) => n + n; // replaced by hand\n",
    );
    assert_eq!((builds(), builds()), (4, 4));
    project
        .run(&["addon", "build"])
        .exits(0)
        .prints("up to date: ")
        .prints("addon.cjs");
}

#[test]
fn a_build_that_failed_is_tried_again() {
    let project = five();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\nbuild = \"test -f ready\"\nwatch = [\"src/*.c\"]\n",
    );
    project.run_scenarios(&["a"]).exits(3);
    project.run_scenarios(&["a"]).exits(3);
    project.write("ready", "");
    project.run_scenarios(&["a"]).exits(0);
}

#[test]
fn a_scenario_that_a_runtime_cannot_do_is_skipped_with_the_reason() {
    let project = Project::with(
        "elsewhere",
        "runtimes = { only = [\"bun\"], because = \"it shows Bun.gc\" }",
        "Bun.gc();",
    );
    project
        .run_scenarios(&[])
        .exits(0)
        .prints("skip elsewhere only on bun: it shows Bun.gc")
        .prints("1 skipped");
}
