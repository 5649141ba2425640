//! Documentation that is generated, or that shows what the harness prints, is current.
//!
//! `UPDATE_DOCS=1 cargo test --test integration docs` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::path::PathBuf;
use std::time::Duration;

use crate::project::needs;
use napi_harness::report::json;
use napi_harness::scenario::{Catalogue, ExpectedEnd};

pub fn file(relative: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(relative)
}

pub fn read(relative: &str) -> String {
    std::fs::read_to_string(file(relative)).unwrap_or_default()
}

/// This repository's own scenarios, and the claims that they witness.
pub fn catalogue() -> Catalogue {
    let project = file("napi-harness.toml").canonicalize().expect("a project");
    let project = napi_harness::project::Project::read(&project).expect("a good one");
    Catalogue::read(&project).expect("good headers and claims")
}

/// The file holds this, or is made to when that is asked for.
#[track_caller]
pub fn is_current(relative: &str, current: &str) {
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(file(relative), current).expect("the documentation can be written");
    }
    assert!(
        read(relative) == current,
        "{relative} is out of date: UPDATE_DOCS=1 cargo test --test integration docs"
    );
}

/// `text` with the lines between the line `from` and the next line "```" replaced.
#[track_caller]
fn with_block(text: &str, from: &str, block: &str) -> String {
    let (before, rest) = text
        .split_once(&format!("{from}\n"))
        .unwrap_or_else(|| panic!("no line {from:?}"));
    let (_, after) = rest.split_once("```").expect("the block ends");
    format!("{before}{from}\n{block}```{after}")
}

fn list(folder: &str, filters: &[&str]) -> String {
    let output = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin("napi-harness"))
        .args(["scenario", "list"])
        .args(filters)
        .current_dir(file(folder))
        .output()
        .expect("the harness starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_schema_of_the_json_report_is_current() {
    let schema = serde_json::to_string_pretty(&json::schema()).expect("a schema is JSON");
    is_current("docs/report.schema.json", &format!("{schema}\n"));
}

#[test]
fn the_schema_of_the_project_file_is_current() {
    let schema = napi_harness::project::file::schema();
    let schema = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    is_current("docs/project-file.schema.json", &format!("{schema}\n"));
}

#[test]
fn the_schema_of_the_advice_is_current() {
    let schema = serde_json::to_string_pretty(&napi_harness::advise::schema()).expect("JSON");
    is_current("docs/advice.schema.json", &format!("{schema}\n"));
}

#[test]
fn the_reference_of_advice_shows_what_is_advised() {
    let folder = tempfile::tempdir().expect("a folder");
    let lock = "[[package]]\nname = \"napi\"\nversion = \"3.12.0\"\nsource = \"registry+https://registry.invalid\"\n";
    std::fs::write(folder.path().join("Cargo.lock"), lock).expect("writable");
    let output = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin("napi-harness"))
        .arg("advise")
        .current_dir(folder.path())
        .output()
        .expect("the harness starts");
    let advice = String::from_utf8(output.stdout).expect("UTF-8");
    let shown = with_block(&read("docs/advise.md"), "$ napi-harness advise", &advice);
    is_current("docs/advise.md", &shown);
}

/// What sweeps of all releases found of the bugs in `scenarios/bugs`. It is written by
/// `napi-harness history bugs --output scenarios/bugs/history.jsonl`.
const CORPUS: &str = "scenarios/bugs/history.jsonl";

#[test]
fn what_is_told_of_known_bugs_is_what_the_sweeps_found() {
    use napi_harness::advise::corpus;
    use napi_harness::history::report::picture;
    let catalogue = catalogue();
    let histories = corpus::read(&read(CORPUS)).expect("lines of histories");
    assert!(histories.len() >= 20, "{} bugs", histories.len());
    let known = serde_json::to_string_pretty(&corpus::known(&histories, &catalogue)).expect("JSON");
    is_current("harness/src/advise/known_bugs.json", &format!("{known}\n"));
    is_current("docs/history.svg", &picture(&histories));
    let page = read("docs/bugs.md");
    let (before, rest) = page.split_once("<!-- table -->\n").expect("a mark");
    let (_, after) = rest.split_once("<!-- end of table -->").expect("another");
    let table = corpus::table(&histories, &catalogue);
    let page = format!("{before}<!-- table -->\n{table}<!-- end of table -->{after}");
    is_current("docs/bugs.md", &page);
    for history in &histories {
        let scenario = catalogue.get(&history.scenario).expect("its scenario");
        let bug = scenario.header.bug.as_ref().expect("a bug");
        let complaints = napi_harness::history::claims::against(bug, history);
        assert!(
            complaints.is_empty(),
            "{}: {complaints:?}",
            history.scenario
        );
    }
}

#[test]
fn the_schema_of_a_history_is_current() {
    let schema = napi_harness::history::report::schema();
    let schema = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    is_current("docs/history.schema.json", &format!("{schema}\n"));
}

#[test]
fn every_field_of_the_project_file_stands_in_its_reference() {
    let reference = read("docs/project-file.md");
    let schema = serde_json::to_value(napi_harness::project::file::schema()).expect("JSON");
    let sections = schema["$defs"].as_object().expect("sections");
    let fields = sections
        .values()
        .filter_map(|section| section["properties"].as_object())
        .flat_map(|fields| fields.keys());
    let mut count = 0;
    for field in fields {
        assert!(reference.contains(&format!("`{field}`")), "{field}");
        count += 1;
    }
    assert!(count >= 12, "{count} fields");
}

#[test]
fn the_readme_shows_what_the_list_prints_and_a_scenario_that_there_is() {
    let readme = with_block(
        &read("README.md"),
        "$ cargo run scenario list 'weak/*'",
        &list(".", &["weak/*"]),
    );
    let scenario = read("scenarios/weak/alone.mjs");
    let marker = "A file below `scenarios/` with a header in TOML and a program; the name is the path: `scenarios/weak/alone.mjs` is `weak/alone`.\n\n```js";
    is_current("README.md", &with_block(&readme, marker, &scenario));
}

#[test]
fn every_field_of_the_header_stands_in_its_reference() {
    let reference = read("docs/scenarios.md");
    for unknown in [
        "unknown = 1",
        "[expect]\nunknown = 1",
        "[runtimes]\nunknown = 1",
        "[growth]\nunknown = 1",
        "[bug]\nunknown = 1",
        "[[on]]\nunknown = 1",
    ] {
        let source = format!("/*---\nsummary = \"x\"\n{unknown}\n---*/\n");
        let complaint =
            napi_harness::scenario::Header::read("x.mjs".as_ref(), &source).expect_err("refused");
        let fields: Vec<&str> = complaint.message.split('`').skip(3).step_by(2).collect();
        assert!(fields.len() >= 2, "{}", complaint.message);
        for field in fields {
            let forms = [
                format!("`{field}`"),
                format!("`[{field}]`"),
                format!("`[[{field}]]`"),
                format!("{field} = "),
            ];
            assert!(forms.iter().any(|form| reference.contains(form)), "{field}");
        }
    }
}

#[test]
fn the_list_of_examples_is_current() {
    let mut page = read("examples/README.md");
    for example in [
        "rolldown",
        "rspack",
        "lightningcss",
        "parcel-watcher",
        "oxc-parser",
    ] {
        let folder = format!("examples/{example}");
        let command = format!("$ cd {folder} && napi-harness scenario list");
        page = with_block(&page, &command, &list(&folder, &[]));
    }
    is_current("examples/README.md", &page);
}

/// What the harness says of the scenario `name` when an exit with code 0 is expected of it.
fn explained(name: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let text = read(&format!("scenarios/{name}.mjs"));
    let (before, after) = text.split_once("[expect]").expect("it expects something");
    let (_, program) = after.split_once("---*/").expect("the header ends");
    let scenario = folder.path().join(format!("scenarios/{name}.mjs"));
    std::fs::create_dir_all(scenario.parent().expect("a folder")).expect("writable");
    std::fs::write(scenario, format!("{before}---*/{program}")).expect("writable");
    let addon = file("addon/index.js")
        .canonicalize()
        .expect("the addon is built");
    let project = format!("[addon]\nentry = {addon:?}\n");
    std::fs::write(folder.path().join("napi-harness.toml"), project).expect("writable");
    let output = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin("napi-harness"))
        .args(["scenario", "run", "--quiet", name])
        .env("INSTA_UPDATE", "no")
        .env_remove("CARGO_MANIFEST_DIR")
        .current_dir(folder.path())
        .output()
        .expect("the harness starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The sentences that tell causes, without the time that it took to come to them.
fn causes(text: &str) -> Vec<String> {
    let time = regex::Regex::new(r"after \d+(\.\d+)? m?s").expect("a pattern");
    text.lines()
        .filter_map(|line| line.trim().strip_prefix("why: "))
        .map(|cause| time.replace(cause, "after a while").into_owned())
        .collect()
}

#[test]
fn the_reference_of_endings_shows_the_causes_that_the_harness_tells() {
    let build = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin("napi-harness"))
        .args(["addon", "build"])
        .current_dir(file("."))
        .output()
        .expect("the harness starts");
    assert!(
        build.status.success(),
        "{}",
        String::from_utf8_lossy(&build.stderr)
    );
    let mut current = read("docs/endings.md");
    let command = "$ napi-harness scenario run ";
    let names: Vec<String> = current
        .lines()
        .filter_map(|line| line.strip_prefix(command))
        .map(str::to_owned)
        .collect();
    assert!(names.len() >= 9, "{names:?}");
    for name in names {
        current = with_block(&current, &format!("{command}{name}"), &explained(&name));
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(file("docs/endings.md"), &current)
            .expect("the documentation can be written");
    }
    // Places in native code are gdb's to tell, and not every machine has it; where an `await` stands, Node.js says from 22 on. The rest is
    // the same everywhere.
    let shown = read("docs/endings.md");
    let common = |cause: &str| {
        let cause = cause.split(", in ").next().unwrap_or_default();
        match (cause.find("`await` at "), cause.find(" never settled")) {
            (Some(place), Some(end)) => [&cause[..place + "`await`".len()], &cause[end..]].concat(),
            _ => cause.to_owned(),
        }
    };
    let shown: Vec<String> = causes(&shown).iter().map(|it| common(it)).collect();
    let told: Vec<String> = causes(&current).iter().map(|it| common(it)).collect();
    if needs::program("gdb", "apt-get install gdb").is_some() {
        assert_eq!(
            shown, told,
            "docs/endings.md is out of date: UPDATE_DOCS=1 cargo test --test integration docs"
        );
    } else {
        assert_eq!(shown.len(), told.len());
    }
}

/// What the headers say of single runtimes, or of single builds: the scenario's name, and why it is so; and whether it is so only sometimes.
fn behaviours(of_builds: bool) -> BTreeMap<(String, String), bool> {
    let catalogue = catalogue();
    let all = catalogue.iter().flat_map(|scenario| {
        let on = scenario.header.on.iter();
        on.filter(|on| on.profiles.is_empty() != of_builds)
            .map(|on| ((scenario.name.clone(), on.because.clone()), on.sometimes))
    });
    all.collect()
}

/// The page, which `compare` has written, tells of `named` and of nothing else.
#[track_caller]
fn tells_of(page: &str, named: &BTreeMap<(String, String), bool>) {
    let text = read(page);
    let mut shown = BTreeSet::new();
    for section in text.split("\n## ").skip(1) {
        let name = section.lines().next().expect("a heading");
        let name = name.split('@').next().expect("a name");
        for line in section.lines().filter(|line| line.starts_with("**")) {
            let because = line.split_once(": ").map(|(_, because)| because);
            let because = because.map(|because| because.trim_end_matches('.'));
            if !line.contains("** not supported: ") {
                shown.extend(because.map(|because| (name.to_owned(), because.to_owned())));
            }
        }
    }
    // What is so only sometimes may not have been so when the page was written.
    let always = named.iter().filter(|(_, sometimes)| !**sometimes);
    let missing: Vec<_> = always
        .filter(|(known, _)| !shown.contains(*known))
        .collect();
    let unknown: Vec<_> = shown.iter().filter(|it| !named.contains_key(*it)).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "{page} is not the report on these scenarios; it says which command writes it\nmissing: {missing:#?}\nunknown: {unknown:#?}"
    );
}

/// How long a scenario of this repository may take, where it says why: more is not needed to see that one does not end.
const LONGEST_WAIT: Duration = Duration::from_secs(8);

#[test]
fn a_scenario_that_sits_out_its_time_says_why_in_its_header_and_is_not_given_much() {
    let catalogue = catalogue();
    // The time of a bug's reproducer is a part of its history.
    let scenarios = catalogue.iter().filter(|it| it.header.bug.is_none());
    for scenario in scenarios {
        let header = &scenario.header;
        let lines: Vec<&str> = scenario.source.lines().collect();
        let at = lines.iter().position(|line| line.starts_with("timeout = "));
        let near = at.map(|at| lines[at - 1..=at + 1].join("\n"));
        let given = header.timeout.unwrap_or(Duration::from_secs(10));
        let is_said = near.is_some_and(|near| near.contains("# "));
        let name = &scenario.name;
        let is_more = header.timeout.is_some() && given > Duration::from_secs(2);
        assert!(!is_more || is_said, "{name}: why is it given {given:?}?");
        let ends =
            iter::once(&header.expect.end).chain(header.on.iter().filter_map(|on| on.end.as_ref()));
        // Bun and Deno sit out a hang.
        let mut ends = ends.filter(|end| matches!(end, ExpectedEnd::Timeout | ExpectedEnd::Hang));
        let sits_out = ends.next().is_some();
        assert!(
            !sits_out || given <= LONGEST_WAIT,
            "{name} sits out {given:?}"
        );
    }
}

/// The scenarios that show each name, of the addon's own exports or of napi's and Node-API's.
fn shown(is_export: bool) -> String {
    let catalogue = catalogue();
    let declarations = read("addon/index.d.ts");
    let exports: BTreeSet<&str> = declarations
        .lines()
        .filter_map(|line| line.strip_prefix("export declare "))
        .filter_map(|line| {
            line.split([' ', '(', '<'])
                .find(|it| !KEYWORDS.contains(it))
        })
        .collect();
    let mut names: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for scenario in catalogue.iter() {
        for name in &scenario.header.shows {
            let link = format!("[{}](../{})", scenario.name, scenario.shown_file);
            names.entry(name).or_default().push(link);
        }
    }
    let mut text = String::from("| Name | Scenarios |\n|---|---|\n");
    for (name, links) in names {
        let first = name.split([':', '.']).next().expect("a first part");
        if exports.contains(first) == is_export {
            text += &format!("| `{name}` | {} |\n", links.join(", "));
        }
    }
    text
}

/// What stands before a name in a declaration.
const KEYWORDS: [&str; 6] = ["", "function", "class", "const", "enum", "interface"];

#[test]
fn the_page_on_patterns_names_the_scenarios_of_each() {
    let page = read("docs/patterns.md");
    let with = |page: &str, heading: &str, table: &str| {
        let (before, rest) = page.split_once(heading).expect("the heading");
        let after = rest.find("\n## ").map_or("", |at| &rest[at..]);
        format!("{before}{heading}\n\n{table}{after}")
    };
    let page = with(&page, "## Of napi-rs and Node-API", &shown(false));
    let page = with(&page, "## Of this repository's addon", &shown(true));
    is_current("docs/patterns.md", &page);
}

#[test]
fn the_page_on_runtimes_has_each_behaviour_that_a_header_names_and_no_other() {
    tells_of("docs/compatibility.md", &behaviours(false));
}

#[test]
fn the_page_on_builds_has_each_behaviour_that_a_header_names_and_no_other() {
    let named = behaviours(true);
    assert!(
        !named.is_empty(),
        "no scenario behaves otherwise in a build"
    );
    tells_of("docs/builds.md", &named);
}
