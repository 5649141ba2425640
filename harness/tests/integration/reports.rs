//! Reports, by format and by where they go.

use std::fs;
use std::os::unix::fs::symlink;

use crate::project::Project;

fn mixed() -> Project {
    let project = Project::new();
    project.scenario("good", "", "console.log('fine');");
    project.scenario("bad", "", "console.error('last words'); process.exit(1);");
    project.run_scenarios(&["--accept"]).exits(1);
    project
}

#[test]
fn a_failure_is_shown_with_its_reasons_its_last_output_and_the_command_that_runs_it_again() {
    mixed()
        .run_scenarios(&[])
        .exits(1)
        .prints(" FAIL bad ")
        .prints("✗ ended with `exit 1`; expected `exit 0`")
        .prints("stderr:\n        last words\n")
        .prints("run it again: napi-harness scenario run bad\n")
        .prints("1 passed, 1 failed, 0 new, 0 skipped in ");
}

#[test]
fn the_command_that_runs_it_again_has_the_options_that_change_the_run() {
    let options = ["--cpus", "1", "--timeout", "1.5s", "--time-scale", "0.5"];
    mixed()
        .run_scenarios(&[&options[..], &["--jobs", "1"]].concat())
        .prints("run it again: napi-harness scenario run bad --cpus 1 --timeout 1500ms --time-scale 0.5\n");
}

#[test]
fn of_several_runtimes_of_the_project_the_one_that_is_meant_is_named() {
    let project = mixed();
    let bun = project.runtime_that_says("bun", "1.0.0");
    let file = format!("[addon]\nentry = \"addon.cjs\"\n[run]\nruntimes = [\"node\", {bun:?}]\n");
    project.write("napi-harness.toml", file);
    let program = "setTimeout(() => process.exit(process.env.SAYS ? 1 : 0), 6000);";
    project.scenario("late", "", program);
    project
        .run_scenarios(&["late", "--accept"])
        .exits(1)
        .prints(" slow late node ")
        .prints(" slow late bun 1.0.0, still running after 5.")
        .prints(&format!(
            "run it again: napi-harness scenario run late --runtime {bun}\n"
        ));
}

#[test]
fn a_path_with_a_blank_is_one_word_of_the_command_that_runs_it_again() {
    let project = mixed();
    let bun = project.runtime_that_says("bun", "1.0.0");
    let folder = project.path("my tools");
    fs::create_dir(&folder).expect("a folder of ours");
    let link = folder.join("bun").display().to_string();
    symlink(bun, &link).expect("a folder of ours");
    project
        .run_scenarios(&["bad", "--runtime", &link])
        .exits(1)
        .prints(&format!(
            "run it again: napi-harness scenario run bad --runtime '{link}'\n"
        ));
}

#[test]
fn a_runtime_that_is_named_twice_runs_a_scenario_once() {
    mixed()
        .run_scenarios(&["good", "--runtime", "node,node"])
        .exits(0)
        .prints("1 passed, 0 failed, 0 new, 0 skipped in ");
}

#[test]
fn a_pipe_gets_plain_lines_and_colour_only_when_asked_for() {
    let project = mixed();
    assert!(!project.run_scenarios(&[]).stdout.contains('\u{1b}'));
    assert!(!project.run_scenarios(&[]).stderr.contains('\u{1b}'));
    assert!(
        project
            .run_scenarios(&["--color", "always"])
            .stdout
            .contains("\u{1b}[")
    );
}

#[test]
fn quiet_names_only_failures() {
    let outcome = mixed().run_scenarios(&["--quiet"]);
    outcome.exits(1).prints("FAIL bad");
    assert!(!outcome.stdout.contains("good"), "{}", outcome.stdout);
}

#[test]
fn the_json_report_has_a_line_a_run_and_a_summary() {
    let outcome = mixed().run_scenarios(&["--format", "json"]);
    let lines = outcome.exits(1).json();
    let bad = lines
        .iter()
        .find(|line| line["scenario"] == "bad")
        .expect("a line of its own");
    for field in [
        "event",
        "scenario",
        "variant",
        "runtime",
        "verdict",
        "ending",
        "cause",
        "leftovers",
        "durationMs",
        "exitDelayMs",
        "cpuMs",
        "peakRssKb",
        "repeat",
        "reasons",
        "script",
    ] {
        assert!(bad.get(field).is_some(), "{field} in {bad}");
    }
    assert_eq!(bad["event"], "finished");
    assert_eq!(bad["ending"]["kind"], "exit");
    assert_eq!(bad["reasons"][0]["kind"], "ended");
    assert!(
        bad["runtime"]
            .as_str()
            .is_some_and(|runtime| runtime.starts_with("node "))
    );
    assert!(bad["peakRssKb"].as_u64() > Some(1000), "{bad}");
    assert!(bad["cpuMs"].as_u64() > Some(0), "{bad}");
    assert_eq!(
        lines.last().expect("a summary").to_string(),
        "{\"event\":\"summary\",\"failed\":1,\"new\":0,\"passed\":1,\"skipped\":0,\"total\":2}"
    );
}

#[test]
fn the_junit_report_is_one_document() {
    let outcome = mixed().run_scenarios(&["--format", "junit"]);
    outcome
        .exits(1)
        .prints("<testsuites name=\"napi-harness\" tests=\"2\" skipped=\"0\" failures=\"1\"")
        .prints("<testcase name=\"bad\"")
        .prints("expected `exit 0`");
}

#[test]
fn the_github_report_marks_the_scenarios_file() {
    mixed()
        .run_scenarios(&["--format", "github"])
        .exits(1)
        .prints("::error file=scenarios/bad.mjs,line=1,title=bad::ended with `exit 1`; expected `exit 0`\n");
}

#[test]
fn a_report_goes_to_a_file_and_people_still_read_theirs() {
    let project = mixed();
    project
        .run_scenarios(&["--format", "json", "--output", "report.json"])
        .exits(1)
        .prints("1 passed, 1 failed");
    let lines: Vec<serde_json::Value> = project
        .read("report.json")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 3);
}
