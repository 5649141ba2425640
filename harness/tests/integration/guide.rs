//! What this repository's file of claims says of the guide, and the page that is made from it.

use std::collections::BTreeSet;

use crate::docs::{catalogue, file, is_current, read};
use napi_harness::scenario::{Claim, ExpectedEnd, Scenario};

/// The guide itself is not ours to keep here; its text may stand beside the repository.
const GUIDE: &str = "../shared/guide/functions-and-callbacks.txt";

fn of_the_guide(claims: &[Claim]) -> impl Iterator<Item = &Claim> {
    claims.iter().filter(|claim| claim.source == "guide")
}

/// Without the spaces that differ between a page and its text.
fn plain(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn each_quotation_stands_in_the_guide_in_that_order_below_its_part_and_heading() {
    let Ok(guide) = std::fs::read_to_string(file(GUIDE)) else {
        return;
    };
    let text = plain(&guide);
    let catalogue = catalogue();
    let claims = catalogue.claims().expect("a file of claims");
    let mut at = 0;
    let mut missing = Vec::new();
    for claim in of_the_guide(&claims.claims) {
        for above in [&claim.part, &claim.heading].into_iter().flatten() {
            let is_a_line = guide.lines().any(|line| line.trim() == above.as_str());
            assert!(
                is_a_line,
                "{}: the guide has no heading {above:?}",
                claim.id
            );
        }
        match text[at..].find(&plain(&claim.quote)) {
            Some(found) => at += found,
            None => missing.push(&claim.id),
        }
    }
    assert!(
        missing.is_empty(),
        "not in the guide, or not there: {missing:?}"
    );
}

/// What the guide prints of Rust: each of these is one scenario.
const SNIPPETS: [&str; 12] = [
    "background_logger",
    "broken_timer",
    "calculate_salary",
    "download_file_with_progress",
    "fetch_user_profile",
    "generic_parameters",
    "monitor_system_resources",
    "process_events",
    "process_user_data",
    "schedule_notification",
    "start_file_watcher",
    "store_callback",
];

#[test]
fn each_snippet_is_checked_word_for_word_and_stands_beside_a_form_that_compiles() {
    let guide = std::fs::read_to_string(file(GUIDE))
        .ok()
        .map(|it| plain(&it));
    let catalogue = catalogue();
    for name in SNIPPETS {
        let scenario = catalogue.get(&format!("as_written/{name}"));
        let scenario = scenario.unwrap_or_else(|| panic!("as_written/{name} is missing"));
        let marked = scenario
            .source
            .split("// The guide, word for word:\n")
            .nth(1);
        let snippet = marked.unwrap_or_else(|| panic!("{name} does not say what is the guide's"));
        let snippet = snippet
            .split("// So far the guide.")
            .next()
            .expect("a first part");
        if let Some(guide) = &guide {
            assert!(
                guide.contains(&plain(snippet)),
                "{name} is not as the guide has it"
            );
        }
        // What cannot work has no form that compiles.
        let corrected = format!("as_written/{name}_corrected");
        let is_refused = scenario.header.expect.end == ExpectedEnd::CompileError;
        let wants_one = is_refused && name != "broken_timer";
        let there = catalogue.get(&corrected);
        assert_eq!(there.is_some(), wants_one, "{corrected}");
        let compiles = |it: &Scenario| it.header.expect.end == ExpectedEnd::Compiles;
        assert!(there.is_none_or(|it| compiles(it)), "{corrected}");
    }
}

#[test]
fn the_guides_typescript_is_checked_word_for_word() {
    let Ok(guide) = std::fs::read_to_string(file(GUIDE)) else {
        return;
    };
    let guide = plain(&guide);
    let mut count = 0;
    for scenario in catalogue().iter() {
        let marked = scenario
            .source
            .split("// Word for word as the guide has it.\n");
        for own in marked.skip(1) {
            let snippet = own.split("\n\n").next().expect("a first part");
            assert!(
                guide.contains(&plain(snippet)),
                "{}: {snippet}",
                scenario.name
            );
            count += 1;
        }
    }
    assert!(
        count >= 8,
        "four declarations and the usage of each: {count}"
    );
}

#[test]
fn the_annotated_guide_is_made_from_the_claims() {
    let output = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin("napi-harness"))
        .args(["scenario", "claims", "source:guide", "--format", "markdown"])
        .current_dir(file("."))
        .output()
        .expect("the harness starts");
    let made = String::from_utf8(output.stdout).expect("UTF-8");
    let page = read("docs/guide.md");
    let (before, shown) = page.split_once("\n---\n\n").expect("a line");
    // Only a run of all witnesses can say where they were seen.
    let seen: BTreeSet<&str> = shown
        .lines()
        .filter(|it| it.starts_with("Seen on "))
        .collect();
    assert!(
        !seen.is_empty(),
        "no claim of docs/guide.md was seen anywhere"
    );
    let mut bare = shown.to_owned();
    for line in seen {
        bare = bare.replace(&format!("\n{line}\n"), "");
    }
    assert!(
        bare == made,
        "docs/guide.md is out of date; it says which command writes it"
    );
    let lock = read("Cargo.lock");
    let (_, napi) = lock
        .split_once("name = \"napi\"\nversion = \"")
        .expect("napi");
    let version = napi.split('"').next().expect("a version");
    assert!(
        before.contains(&format!("napi {version}")),
        "docs/guide.md is about another napi than {version}"
    );
}

#[test]
fn the_schema_of_claims_is_current() {
    let schema = serde_json::to_string_pretty(&napi_harness::claims::schema()).expect("JSON");
    is_current("docs/claims.schema.json", &format!("{schema}\n"));
}
