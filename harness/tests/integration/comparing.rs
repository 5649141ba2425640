//! `compare`: the same scenarios under several runtimes.

use crate::project;

use crate::project::Project;
use serde_json::Value;

const SAYS: &str = "console.log(process.env.SAYS ? 'delivered' : 'lost');";

fn compare(project: &Project, arguments: &[&str]) -> project::Outcome {
    let node = project.runtime_that_says("node", "18.0.0");
    let bun = project.runtime_that_says("bun", "1.0.0");
    let common = ["compare", "--runtime", "node", "--runtime", &node];
    project.run(&[&common, &["--runtime", &bun][..], arguments].concat())
}

#[test]
fn runtimes_that_differ_from_the_first_stand_together_with_what_they_print() {
    let project = Project::with("weak/one", "", SAYS);
    project.scenario("weak/two", "", "console.log('always');");
    compare(&project, &[])
        .exits(0)
        .prints("node 18.0.0, bun 1.0.0: differs (exit 0)")
        .prints("- | lost")
        .prints("+ | delivered")
        .prints("the same under all 3 runtimes: 1 of 2; held against node ");
    // It says what is, and leaves snapshots to `scenario run`.
    assert!(!project.exists("snapshots"));
}

#[test]
fn a_behaviour_that_the_header_names_is_told_with_its_reason() {
    let header = "[[on]]\nname = \"delivers\"\nruntimes = [\"bun\"]\nbecause = \"it turns the loop once more\"\nlink = \"https://example.org/7\"";
    let project = Project::with("weak/one", header, SAYS);
    compare(&project, &[])
        .exits(0)
        .prints("bun 1.0.0: `delivers`: it turns the loop once more")
        .prints("node 18.0.0: differs (exit 0)");
    compare(&project, &["--format", "markdown"])
        .exits(0)
        .prints("| weak/one | same | differs (exit 0) | `delivers` |")
        .prints("See <https://example.org/7>.")
        .prints("scenario export weak/one FOLDER --runtime node@18.0.0");
}

#[test]
fn a_behaviour_is_named_only_where_its_own_ending_and_snapshot_do_not_speak_against_it() {
    let named = |more: &str| {
        format!(
            "[[on]]\nname = \"delivers\"\nruntimes = [\"bun\"]\nbecause = \"it turns the loop once more\"\n{more}"
        )
    };
    let project = Project::with("one", &named("end = \"exit 3\""), SAYS);
    let outcome = compare(&project, &[]);
    outcome.prints("node 18.0.0, bun 1.0.0: differs (exit 0)");
    assert!(!outcome.stdout.contains("delivers`"), "{}", outcome.stdout);
    project.scenario("one", &named(""), SAYS);
    let accepted = |says: &str| {
        format!(
            "---\nsource: scenarios/one.mjs\n---\nstdout:\n| {says}\nstderr: nothing\nended: exit 0\n"
        )
    };
    project.write("snapshots/one+delivers.snap", accepted("something else"));
    compare(&project, &[]).prints("node 18.0.0, bun 1.0.0: differs (exit 0)");
    project.write("snapshots/one+delivers.snap", accepted("delivered"));
    compare(&project, &[]).prints("bun 1.0.0: `delivers`: it turns the loop once more");
}

#[test]
fn what_printed_more_than_is_kept_is_not_compared() {
    let program = "const line = `${'x'.repeat(1023)}\\n`;\nfor (let n = 0; n < 20_000; n++) process.stdout.write(process.env.SAYS ? line : '.');";
    let project = Project::with("one", "", program);
    compare(&project, &[])
        .exits(1)
        .prints("node 18.0.0, bun 1.0.0: not compared: wrote too much to stdout: ");
}

#[test]
fn a_runtime_that_is_named_twice_is_one() {
    let project = Project::with("one", "", SAYS);
    let node = project.runtime_that_says("node", "18.0.0");
    let twice = [
        "compare",
        "--runtime",
        "node",
        "--runtime",
        &node,
        "--runtime",
        "node",
    ];
    project
        .run(&[&twice[..], &["--format", "markdown"]].concat())
        .exits(0)
        .prints("| one | same | differs (exit 0) |");
    project
        .run(&["compare", "--runtime", "node", "--runtime", "node"])
        .exits(2)
        .complains("there is one runtime alone");
}

#[test]
fn programs_get_a_cell_for_each_runtime() {
    let header = "runtimes = { only = [\"node\"], because = \"it is about V8\" }";
    let project = Project::with("one", header, SAYS);
    let outcome = compare(&project, &["--format", "json"]);
    outcome.exits(0);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let cells = report["scenarios"][0]["cells"].as_array().expect("cells");
    let results: Vec<&Value> = cells.iter().map(|cell| &cell["result"]).collect();
    assert_eq!(results, ["same", "differs", "notSupported"]);
    assert_eq!(cells[1]["difference"][1], "+ | delivered");
    assert!(
        cells[2]["why"]
            .as_str()
            .expect("a reason")
            .contains("it is about V8")
    );
}

#[test]
fn what_changes_from_run_to_run_is_no_difference_between_runtimes() {
    let project = Project::with("one", "", "console.log(process.hrtime.bigint());");
    let outcome = compare(&project, &[]);
    outcome.exits(0).prints("node 18.0.0: varies");
    assert!(!outcome.stdout.contains("differs"), "{}", outcome.stdout);
}

#[test]
fn one_runtime_alone_is_nothing_to_compare() {
    let project = Project::with("one", "", "");
    project
        .run(&["compare", "--runtime", "node"])
        .exits(2)
        .complains("there is one runtime alone");
}

#[test]
fn a_runtime_that_cannot_load_the_addon_fails_its_own_runs_and_no_others() {
    let project = Project::with("one", "", "import '#addon';");
    project.scenario("without", "", "console.log('runs');");
    project.write(
        "addon.cjs",
        "if (process.env.SAYS) throw new Error('undefined symbol: napi_frobnicate');\n",
    );
    project.write("napi-harness.toml", "[addon]\nentry = \"addon.cjs\"\n");
    let bun = project.runtime_that_says("bun", "1.0.0");
    for order in [["node", &bun], [&bun, "node"]] {
        let [first, second] = order;
        let arguments = ["--accept", "--runtime", first, "--runtime", second];
        let outcome = project.run_scenarios(&arguments);
        outcome
            .exits(1)
            .prints("pass one node")
            .prints("could not be run: bun 1.0.0 cannot load the addon")
            .complains("undefined symbol: napi_frobnicate")
            .prints(&format!(
                "run it again: napi-harness scenario run one --runtime {bun}"
            ));
        assert_eq!(outcome.stderr.matches("Error: undefined symbol").count(), 1);
    }
    project
        .run(&["compare", "--runtime", "node", "--runtime", &bun])
        .exits(1)
        .prints("not run: could not be run: bun 1.0.0 cannot load the addon");
}

#[test]
fn what_varies_is_no_difference_where_the_first_runtime_does_not_run_it_either() {
    let header = "runtimes = { only = [\"bun\"], because = \"it is about the others\" }";
    let project = Project::with("one", header, "console.log(process.hrtime.bigint());");
    let bun = project.runtime_that_says("bun", "1.0.0");
    let newer = project.runtime_that_says("bun", "1.1.0");
    let outcome = project.run(&[
        "compare",
        "--runtime",
        "node",
        "--runtime",
        &bun,
        "--runtime",
        &newer,
    ]);
    outcome.exits(0).prints("bun 1.0.0: varies");
    assert!(!outcome.stdout.contains("differs"), "{}", outcome.stdout);
}

#[test]
fn what_one_runtime_has_shown_is_not_overwritten_by_another_in_the_same_run() {
    let project = Project::with("one", "", SAYS);
    let bun = project.runtime_that_says("bun", "1.0.0");
    for (first, second, shown) in [("node", &*bun, "lost"), (&bun, "node", "delivered")] {
        let outcome = project.run_scenarios(&["--accept", "--runtime", first, "--runtime", second]);
        outcome
            .exits(1)
            .prints("the transcript differs from the snapshot, and that is what")
            .prints("has just shown: `[[on]]` in the header names how")
            .prints("1 passed, 1 failed");
        assert!(project.read("snapshots/one.snap").contains(shown));
        assert!(!project.exists("snapshots/one.snap.new"));
    }
    // Asked for under one runtime alone, it is what the user wants.
    project
        .run_scenarios(&["--accept", "--runtime", "node"])
        .exits(0);
    assert!(project.read("snapshots/one.snap").contains("lost"));
}

#[test]
fn what_differs_under_one_of_several_runtimes_waits_for_review_where_nothing_is_accepted() {
    let project = Project::with("one", "", SAYS);
    project.run_scenarios(&["--accept"]).exits(0);
    let bun = project.runtime_that_says("bun", "1.0.0");
    // One at a time, so that the first has passed when the second is judged.
    let runtimes = format!("node,{bun}");
    project
        .run_scenarios(&["--jobs", "1", "--runtime", &runtimes])
        .exits(1)
        .prints("the transcript differs from the snapshot\n");
    assert!(project.read("snapshots/one.snap.new").contains("delivered"));
}

#[test]
fn a_behaviour_that_is_the_usual_one_is_not_accepted_beside_it() {
    let header = "[[on]]\nname = \"own\"\nruntimes = [\"bun\"]\nbecause = \"so\"";
    let project = Project::with("one", header, "console.log('always');");
    let bun = project.runtime_that_says("bun", "1.0.0");
    project
        .run_scenarios(&["--accept", "--runtime", &bun, "--runtime", "node"])
        .exits(1)
        .prints("do its `runtimes` name");
    let kept = ["one", "one+own"].map(|name| project.exists(&format!("snapshots/{name}.snap")));
    assert_eq!(kept.iter().filter(|it| **it).count(), 1);
}

#[test]
fn a_range_that_nothing_matches_is_an_error_that_names_it_and_how_to_add_such_runtimes() {
    let project = Project::with("one", "", SAYS);
    let bun = project.runtime_that_says("bun", "1.0.0");
    let runtimes = format!("{bun},node,node@4..6");
    project
        .run(&["compare", "--offline", "--runtime", &runtimes])
        .exits(5)
        .complains("no runtime that has been added or is in PATH matches `node@4..6`")
        .complains("`napi-harness runtime add node@4..6`");
}

#[test]
fn a_range_that_is_none_is_told_with_what_is_wrong_with_it() {
    let project = Project::with("one", "", SAYS);
    for (range, says) in [
        ("node@26..18", "the range in `node@26..18` is reversed"),
        ("node@18..", "`18..` in `node@18..` is not a range"),
        ("node@18...20", "`18...20` in `node@18...20` is not a range"),
        (
            "node@18..lts",
            "two major versions with two dots between them: node@18..22",
        ),
    ] {
        project
            .run(&["compare", "--offline", "--runtime", range])
            .complains(says);
    }
}

#[test]
fn the_behaviour_of_the_first_runtime_is_told_with_its_reason_and_link() {
    let header = "[[on]]\nname = \"delivers\"\nruntimes = [\"bun\"]\nbecause = \"it turns the loop once more\"\nlink = \"https://example.org/7\"";
    let project = Project::with("one", header, SAYS);
    let bun = project.runtime_that_says("bun", "1.0.0");
    let arguments = ["compare", "--runtime", &bun, "--runtime", "node"];
    let outcome = project.run(&arguments);
    outcome
        .exits(0)
        .prints("  bun 1.0.0: `delivers`: it turns the loop once more\n")
        .prints(": differs (exit 0)\n");
    let page = project.run(&[&arguments[..], &["--format", "markdown"]].concat());
    page.exits(0)
        .prints("| one | same | differs (exit 0) |")
        .prints("**bun 1.0.0** `delivers`: it turns the loop once more.\n\nSee <https://example.org/7>.");
    assert!(!page.stdout.contains("No report"), "{}", page.stdout);
}

#[test]
fn an_ending_that_the_header_lets_happen_sometimes_is_no_difference_between_runtimes() {
    let header = "[[on]]\nname = \"late\"\nsometimes = true\nend = \"exit 1\"\nbecause = \"the threads race\"";
    // The other runtime ends so always, which only happens to be so.
    let program = "process.exitCode = process.env.SAYS ? 1 : 0;";
    let project = Project::with("one", header, program);
    let bun = project.runtime_that_says("bun", "1.0.0");
    for order in [["node", &bun], [&bun, "node"]] {
        project
            .run(&["compare", "--runtime", order[0], "--runtime", order[1]])
            .exits(0)
            .prints("the same under all 2 runtimes: 1 of 1");
    }
    project.scenario(
        "one",
        header,
        "process.exitCode = process.env.SAYS ? 2 : 0;",
    );
    project
        .run(&["compare", "--runtime", "node", "--runtime", &bun])
        .prints("bun 1.0.0: differs (exit 2)");
}

#[test]
fn a_difference_that_no_accepted_transcript_allows_is_one_though_something_may_happen_sometimes() {
    let header = "[[on]]\nname = \"late\"\nsometimes = true\nbecause = \"threads race\"";
    let project = Project::with("one", header, SAYS);
    project.write(
        "snapshots/one.snap",
        "---\nsource: scenarios/one.mjs\n---\nstdout:\n| lost\nstderr: nothing\nended: exit 0\n",
    );
    compare(&project, &[])
        .exits(0)
        .prints("node 18.0.0, bun 1.0.0: differs (exit 0)")
        .prints("the same under all 3 runtimes: 0 of 1");
}

#[test]
fn a_hang_is_held_by_what_its_header_says_here_too() {
    let header = "timeout = \"5s\"\n[expect]\nend = \"hang\"\nholder = \"message port\"\n[[on]]\nname = \"waits\"\nruntimes = [\"node\"]\nbecause = \"nobody closes the port\"";
    let project = Project::with(
        "one",
        header,
        "import { MessageChannel } from 'node:worker_threads';\nnew MessageChannel().port1.on('message', () => {});",
    );
    let bun = project.runtime_that_says("bun", "1.0.0");
    let runtimes = ["--runtime", "node", "--runtime", &bun];
    let outcome = project.run(&[&["compare", "--format", "json"], &runtimes[..]].concat());
    outcome.exits(0);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let cell = &report["scenarios"][0]["cells"][0];
    assert_eq!(cell["behaviour"]["name"], "waits", "{cell}");
}

#[test]
fn what_is_only_checked_cannot_be_compared_and_that_is_said() {
    let project = Project::new();
    project.write(
        "scenarios/one.ts",
        "/*---\nsummary = \"is checked\"\n[expect]\nend = \"types\"\n---*/\n",
    );
    compare(&project, &[]).exits(4).complains(
        "nothing that was selected can be compared: what is only checked runs under no runtime",
    );
}

#[test]
fn two_programs_that_say_the_same_of_themselves_are_not_taken_for_one() {
    let project = Project::with("one", "", SAYS);
    let other = Project::new();
    let (one, two) = (
        project.runtime_that_says("node", "18.0.0"),
        other.runtime_that_says("node", "18.0.0"),
    );
    for command in [&["compare"][..], &["scenario", "run"]] {
        project
            .run(&[command, &["--runtime", &one, "--runtime", &two]].concat())
            .exits(2)
            .complains("both say that they are node 18.0.0")
            .complains("run them one after the other");
    }
}
