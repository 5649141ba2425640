//! `scenario list` and `scenario show`.

use crate::project;

use crate::project::Project;

fn catalogue() -> Project {
    let project = Project::new();
    project.scenario(
        "guide/weak_logger",
        "tags = [\"weak\"]\nshows = [\"ThreadsafeFunction::call\"]",
        "",
    );
    project.scenario("guide/weak_logger_late", "tags = [\"late\"]", "");
    project.scenario(
        "queue/full",
        "[variants]\nmode = [\"blocking\", \"nonBlocking\"]\nsize = [0, 1]",
        "",
    );
    project
}

fn names(project: &Project, filters: &[&str]) -> Vec<String> {
    let outcome = project.run(&[&["scenario", "list", "--format", "names"], filters].concat());
    outcome.exits(0);
    outcome.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn every_variant_of_a_scenario_is_a_run_with_a_name() {
    let all = names(&catalogue(), &[]);
    assert_eq!(
        all,
        [
            "guide/weak_logger",
            "guide/weak_logger_late",
            "queue/full@blocking,0",
            "queue/full@blocking,1",
            "queue/full@nonBlocking,0",
            "queue/full@nonBlocking,1",
        ]
    );
}

#[test]
fn filters_are_globs_parts_of_names_tags_and_api_names() {
    let project = catalogue();
    assert_eq!(names(&project, &["guide/*"]).len(), 2);
    assert_eq!(names(&project, &["logger"]).len(), 2);
    assert_eq!(names(&project, &["tag:late"]), ["guide/weak_logger_late"]);
    assert_eq!(
        names(&project, &["shows:ThreadsafeFunction::call"]),
        ["guide/weak_logger"]
    );
    assert_eq!(names(&project, &["*@blocking,*"]).len(), 2);
    assert_eq!(
        names(&project, &["tag:late", "full@nonBlocking,1"]).len(),
        2
    );
}

#[test]
fn a_whole_name_means_that_scenario_and_not_longer_ones() {
    let project = catalogue();
    assert_eq!(
        names(&project, &["guide/weak_logger"]),
        ["guide/weak_logger"]
    );
    assert_eq!(names(&project, &["queue/full"]).len(), 4);
    assert_eq!(
        names(&project, &["queue/full@blocking,1"]),
        ["queue/full@blocking,1"]
    );
}

#[test]
fn what_a_filter_with_an_exclamation_mark_matches_is_left_out() {
    let project = catalogue();
    let rest = ["guide/weak_logger_late", "queue/full@blocking,0"];
    let out = ["!guide/weak_logger", "!*@nonBlocking,*", "!*,1"];
    assert_eq!(names(&project, &out), rest);
    // It takes from what others select, wherever it stands.
    assert_eq!(
        names(&project, &["!tag:late", "guide/*"]),
        ["guide/weak_logger"]
    );
    project
        .run(&["scenario", "list", "tag:weak", "!tag:weak"])
        .exits(4)
        .complains("the filters leave out every scenario");
    project
        .run(&["scenario", "list", "!tag:lat"])
        .exits(4)
        .complains("did you mean `tag:late`?");
}

#[test]
fn a_filter_that_matches_nothing_ends_with_4_and_names_what_is_near() {
    let project = catalogue();
    project
        .run(&["scenario", "list", "weak_loger_late"])
        .exits(4)
        .complains("no scenario matches `weak_loger_late`")
        .complains("did you mean `weak_logger_late`?");
    project
        .run(&["scenario", "list", "tag:weka"])
        .exits(4)
        .complains("did you mean `tag:weak`?");
    // One filter that matches does not hide another that does not.
    project
        .run(&["scenario", "run", "guide/*", "zzz"])
        .exits(4)
        .complains("`zzz`");
}

#[test]
fn the_text_list_shows_summaries_and_counts() {
    let outcome = catalogue().run(&["scenario", "list"]);
    outcome
        .exits(0)
        .prints("guide/weak_logger       guide/weak_logger\n")
        .prints("3 scenarios, 6 runs\n");
}

#[test]
fn the_json_list_has_a_scenario_a_line() {
    let outcome = catalogue().run(&["scenario", "list", "--format", "json", "queue/*"]);
    let lines = outcome.exits(0).json();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["scenario"], "queue/full");
    assert_eq!(lines[0]["file"], "scenarios/queue/full.mjs");
    assert_eq!(lines[0]["runs"][3], "queue/full@nonBlocking,1");
    assert_eq!(lines[0]["end"], "exit 0");
}

#[test]
fn listing_needs_neither_an_addon_nor_a_runtime() {
    let project = catalogue();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"gone.node\"\nbuild = \"false\"\n",
    );
    let output = project
        .harness(&["scenario", "list"])
        .env("PATH", "")
        .output()
        .expect("it starts");
    project::Outcome::of(output).exits(0);
}

#[test]
fn shared_modules_are_no_scenarios_when_they_stand_in_fixtures() {
    let project = catalogue();
    project.write("scenarios/fixtures/shared.mjs", "export const one = 1;\n");
    project.write("scenarios/README.md", "no program\n");
    assert_eq!(names(&project, &[]).len(), 6);
}

#[test]
fn showing_a_scenario_prints_its_header_and_the_program_as_it_is_run() {
    let outcome = catalogue().run(&["scenario", "show", "guide/weak_logger"]);
    outcome
        .exits(0)
        .prints("shows  ThreadsafeFunction::call")
        .prints("tags = [\"weak\"]")
        .prints("Added by napi-harness");
    catalogue()
        .run(&["scenario", "show", "guide/weak_loger"])
        .exits(4)
        .complains("did you mean `guide/weak_logger`?");
}
