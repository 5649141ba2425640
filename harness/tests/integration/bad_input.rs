//! Wrong input: a message with the place and a hint, the documented exit code, and nothing lost.

use crate::project::{Outcome, Project, needs};

fn good() -> Project {
    Project::with("good", "", "console.log('fine');")
}

#[test]
fn a_malformed_header_is_shown_with_its_line() {
    let project = good();
    project.write(
        "scenarios/bad.mjs",
        "/*---\nsummary = \"x\"\ntags = [\n---*/\n",
    );
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("scenarios/bad.mjs:3")
        .complains("tags = [");
}

#[test]
fn an_unknown_header_field_is_named_with_the_nearest_known_one() {
    let project = good();
    project.write(
        "scenarios/bad.mjs",
        "/*---\nsummary = \"x\"\n[expect]\nend = \"exit 0\"\nwithn = \"1s\"\n---*/\n",
    );
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("scenarios/bad.mjs:5:1: unknown field `withn`")
        .complains("did you mean `within`?");
}

#[test]
fn every_wrong_file_is_complained_about_not_only_the_first() {
    let project = good();
    project.write("scenarios/a.mjs", "console.log('no header');\n");
    project.write("scenarios/b.mjs", "/*---\nsummary = 1\n---*/\n");
    project.write("scenarios/c.mjs", b"/*---\nsummary = \"\xff\"\n---*/\n");
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("scenarios/a.mjs:1:1: no scenario header")
        .complains("scenarios/b.mjs:2:11: invalid type")
        .complains("scenarios/c.mjs:2:12: this file is not UTF-8");
}

#[test]
fn two_scenarios_of_one_name_are_refused() {
    let project = good();
    project.write("scenarios/good.cjs", "/*---\nsummary = \"x\"\n---*/\n");
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("a second scenario named `good`")
        .complains("scenarios/good.cjs");
}

#[test]
fn a_name_that_no_filter_could_mean_is_refused() {
    let project = good();
    project.write("scenarios/a@b.mjs", "/*---\nsummary = \"x\"\n---*/\n");
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("'@' cannot be part of a scenario's name");
}

#[test]
fn a_folder_without_a_project_is_told_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = good().harness(&["scenario", "list"]);
    let output = command
        .current_dir(folder.path())
        .output()
        .expect("it starts");
    Outcome::of(output)
        .exits(2)
        .complains("no napi-harness.toml")
        .complains("--project FILE");
}

#[test]
fn a_wrong_project_file_is_shown_with_its_line() {
    let project = good();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\nbuidl = \"make\"\n",
    );
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("napi-harness.toml:3:1: unknown field `buidl`")
        .complains("did you mean `build`?");
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[run]\ntime-scale = 0\n",
    );
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("a time scale must be above 0");
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[run]\ntimeout = \"soon\"\n",
    );
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("write a duration like");
}

#[test]
fn a_missing_scenarios_folder_is_told_of() {
    let project = good();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[scenarios]\ndir = \"scenes\"\n",
    );
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("no such folder of scenarios")
        .complains("[scenarios] dir");
}

#[test]
fn options_that_make_no_sense_are_refused() {
    let project = good();
    for (option, value) in [
        ("--shard", "3/2"),
        ("--shard", "0/2"),
        ("--time-scale", "-1"),
        ("--timeout", "x"),
        ("--jobs", "0"),
    ] {
        project
            .run_scenarios(&[option, value])
            .exits(2)
            .complains(option);
    }
    let output = project
        .harness(&["scenario", "run"])
        .env("INSTA_UPDATE", "perhaps")
        .output()
        .expect("it starts");
    Outcome::of(output)
        .exits(2)
        .complains("INSTA_UPDATE is `perhaps`");
}

#[test]
fn a_missing_node_ends_with_5_and_says_what_to_do() {
    let project = good();
    let output = project
        .harness(&["scenario", "run"])
        .env("PATH", "/nowhere")
        .output()
        .expect("it starts");
    Outcome::of(output)
        .exits(5)
        .complains("`node` is not in PATH")
        .complains("--runtime /path/to/node");
    project
        .run_scenarios(&["--runtime", "node@3"])
        .exits(5)
        .complains("no `node@3` in PATH, and none has been added; found: node ");
    project
        .run_scenarios(&["--runtime", "./none"])
        .exits(5)
        .complains("no runtime at ./none");
}

#[test]
fn a_node_that_does_not_start_ends_with_5_and_shows_what_it_said() {
    let project = good();
    project.program("bin/node", "#!/bin/sh\necho 'GLIBC too old' >&2\nexit 1\n");
    project
        .run_scenarios(&["--runtime", "bin/node"])
        .exits(5)
        .complains("bin/node does not start")
        .complains("GLIBC too old");
}

#[test]
fn an_addon_that_does_not_build_ends_with_3_and_shows_the_compilers_words() {
    let project = good();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\nbuild = \"echo 'error[E0308]: mismatched types' >&2; exit 101\"\n",
    );
    project
        .run_scenarios(&[])
        .exits(3)
        .complains("error[E0308]: mismatched types")
        .complains("building the addon failed")
        .complains("exit code 101");
}

#[test]
fn a_missing_npm_ends_with_3_and_says_where_it_comes_from() {
    let project = good();
    project.write("package-lock.json", "{}\n");
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\nbuild = \"npm run build\"\n",
    );
    let node = needs::program("node", "see README.md").expect("Node.js");
    let path = project.path_with(&[&node]);
    let output = project
        .harness(&["scenario", "run"])
        .env("PATH", path)
        .output()
        .expect("it starts");
    Outcome::of(output)
        .exits(3)
        .complains("installing the build's packages failed")
        .complains("npm comes with Node.js");
}

#[test]
fn an_addon_that_does_not_load_is_told_of_once_with_3() {
    let project = good();
    project.scenario("other", "", "");
    project.write(
        "addon.cjs",
        "throw new Error('undefined symbol: napi_frobnicate');\n",
    );
    let outcome = project.run_scenarios(&[]);
    outcome
        .exits(3)
        .complains("cannot load the addon")
        .complains("undefined symbol: napi_frobnicate");
    assert_eq!(
        outcome.stderr.matches("Error: undefined symbol").count(),
        1,
        "{}",
        outcome.stderr
    );
}

#[test]
fn an_addon_that_never_ends_loading_is_ended_after_its_time_which_is_said() {
    let project = good();
    project.write("addon.cjs", "for (;;);\n");
    project
        .run_scenarios(&[])
        .exits(3)
        .complains("(it was still loading after 10.0 s, and was ended)");
}

#[test]
fn an_addon_has_its_time_to_load_however_short_runs_are() {
    let project = Project::with("one", "timeout = \"20s\"", "");
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[run]\ntimeout = \"1ms\"\n",
    );
    project
        .run_scenarios(&["--accept"])
        .exits(0)
        .prints("1 passed");
}

#[test]
fn a_build_that_leaves_no_entry_is_told_of() {
    let project = good();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"built.node\"\nbuild = \"true\"\n",
    );
    project
        .run_scenarios(&[])
        .exits(3)
        .complains("built.node after the build")
        .complains("[addon] entry");
}

#[test]
fn a_report_that_cannot_be_written_is_told_of_before_anything_runs() {
    good()
        .run_scenarios(&["--output", "no/such/folder/report.json"])
        .exits(2)
        .complains("cannot write the report to no/such/folder/report.json");
}

#[test]
fn what_is_no_name_of_a_runtime_ends_with_2_and_says_how_to_write_one() {
    let project = good();
    for (spec, says) in [
        ("nodejs", "`nodejs` is not a runtime"),
        ("nod@20", "`nod@20` is not a runtime"),
        ("", "`` is not a runtime"),
        ("node@", "`` in `node@` is not a version"),
        ("node@18..", "`18..` in `node@18..` is not a range"),
    ] {
        for command in [&["scenario", "run"][..], &["compare"], &["history", "good"]] {
            let arguments = [command, &["--runtime", spec]].concat();
            project.run(&arguments).exits(2).complains(says);
        }
    }
}
