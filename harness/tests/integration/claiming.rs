//! Claims: what documents say, held against the scenarios that witness it.

use crate::project::Project;

const TWO_LATE: &str = "
[[source]]
id = \"guide\"
title = \"The guide\"

[[claim]]
id = \"it-prints\"
source = \"guide\"
part = \"Part 1\"
heading = \"Printing\"
quote = \"It *prints* one\"
verdict = \"yes\"
finding = \"It does.\"
for = [\"prints\"]

[[claim]]
id = \"it-waits\"
source = \"guide\"
part = \"Part 2\"
quote = \"It waits\"
verdict = \"partly\"
finding = \"Vec<u8> in `Vec<u8>` only.\"
for = [\"waits@long\"]
against = [\"waits@short\"]

[[claim]]
id = \"it-is-fast\"
source = \"guide\"
part = \"Part 2\"
quote = \"It is fast\"
verdict = \"not testable\"
finding = \"Nobody says compared to what.\"

[[claim]]
id = \"it-is-quick\"
source = \"guide\"
quote = \"It is quick\"
verdict = \"yes\"
finding = \"Twice as quick as the other.\"
measured = \"cost.md\"
";

/// A project with this file of claims, and two scenarios.
fn claiming(claims: &str, header: &str) -> Project {
    let project = Project::new();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[scenarios]\nclaims = \"docs/claims.toml\"\n",
    );
    project.write("docs/claims.toml", claims);
    project.write("cost.md", "Twice as quick.");
    project.scenario("prints", header, "console.log('one');");
    project.scenario(
        "waits",
        "[variants]\nhow = [\"long\", \"short\"]",
        "import { variant } from '#harness';\nconsole.log(variant.how);",
    );
    project
}

/// What is complained about where one thing in the file, or in a header, is wrong.
#[track_caller]
fn complains(claims: &str, header: &str, parts: &[&str]) {
    let outcome = claiming(claims, header).run(&["scenario", "list"]);
    outcome.exits(2);
    for part in parts {
        assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
    }
}

#[test]
fn a_claim_is_listed_with_its_verdict_its_finding_and_its_witnesses() {
    let project = claiming(TWO_LATE, "claim = \"it-prints\"");
    let outcome = project.run(&["scenario", "claims"]);
    outcome.exits(0);
    assert_eq!(
        outcome.stdout,
        "The guide › Part 1 › Printing
         yes  “It *prints* one”
              It does.
              for: prints

The guide › Part 2
      partly  “It waits”
              Vec<u8> in `Vec<u8>` only.
              for: waits@long
              against: waits@short
not testable  “It is fast”
              Nobody says compared to what.

The guide
         yes  “It is quick”
              Twice as quick as the other.
              measured: cost.md
4 claims: 1 partly, 2 yes, 1 not testable
"
    );
}

#[test]
fn claims_are_chosen_by_name_verdict_and_source_and_a_filter_that_matches_none_is_a_mistake() {
    let project = claiming(TWO_LATE, "");
    for (filter, count) in [
        ("waits", 1),
        ("it-*", 4),
        ("verdict:yes", 2),
        ("source:guide", 4),
    ] {
        let outcome = project.run(&["scenario", "claims", "--format", "json", filter]);
        outcome.exits(0);
        assert_eq!(outcome.json().len(), count, "{filter}");
    }
    let outcome = project.run(&["scenario", "claims", "verdict:yess"]);
    outcome.exits(4);
    assert!(
        outcome.stderr.contains("did you mean `verdict:yes`?"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn the_witnesses_of_a_claim_can_be_run() {
    let project = claiming(TWO_LATE, "");
    let names = |filter: &str| {
        let outcome = project.run(&["scenario", "list", "--format", "names", filter]);
        outcome.exits(0);
        outcome.stdout
    };
    assert_eq!(names("claim:it-waits"), "waits@long\nwaits@short\n");
    let outcome = project.run(&["scenario", "run", "claim:it-prints"]);
    outcome.exits(1);
    let outcome = project.run(&["scenario", "list", "claim:it-print"]);
    outcome.exits(4);
    assert!(
        outcome.stderr.contains("did you mean `claim:it-prints`?"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_claim_whose_witness_fails_is_reported_and_fails() {
    let project = claiming(TWO_LATE, "");
    project.run(&["scenario", "run", "--accept"]).exits(0);
    let outcome = project.run(&[
        "scenario",
        "claims",
        "--format",
        "json",
        "--runtime",
        "node",
    ]);
    outcome.exits(0);
    let first = &outcome.json()[0];
    let seen = first["seenOn"][0].as_str().expect("a runtime");
    assert!(seen.starts_with("node "), "{first}");
    assert_eq!(first["witnesses"][0]["runs"][0]["verdict"], "passed");
    // Where a witness does not run, the claim has not been seen.
    let elsewhere = "runtimes = { only = [\"bun\"], because = \"so\" }";
    project.scenario("prints", elsewhere, "console.log('one');");
    let outcome = project.run(&[
        "scenario",
        "claims",
        "--format",
        "json",
        "--runtime",
        "node",
    ]);
    outcome.exits(0);
    assert_eq!(outcome.json()[0]["seenOn"], serde_json::json!([]));
    project.scenario("prints", "", "console.log('two');");
    let outcome = project.run(&["scenario", "claims", "--runtime", "node"]);
    outcome.exits(1);
    for part in [
        "its witness prints fails on node ",
        "4 claims: ",
        "; witnesses of one fail",
    ] {
        assert!(outcome.stdout.contains(part), "{part}: {}", outcome.stdout);
    }
    // Nothing ran, and nothing is said of it.
    project.run(&["scenario", "claims"]).exits(0);
}

#[test]
fn the_page_quotes_the_document_in_its_order_and_links_scenarios_and_transcripts() {
    let project = claiming(TWO_LATE, "");
    let outcome = project.run(&["scenario", "claims", "--format", "markdown"]);
    outcome.exits(0);
    assert_eq!(
        outcome.stdout,
        "4 claims: 1 partly, 2 yes, 1 not testable.

## So in part

- [“It waits”](#it-waits) Vec\\<u8> in `Vec<u8>` only.

## Part 1

### Printing

<a id=\"it-prints\"></a>
> It \\*prints\\* one

**Yes.** It does.

- For: [prints](../scenarios/prints.mjs), [transcript](../snapshots/prints.snap). prints.

## Part 2

<a id=\"it-waits\"></a>
> It waits

**In part.** Vec\\<u8> in `Vec<u8>` only.

- For: [waits@long](../scenarios/waits.mjs), [transcript](../snapshots/waits@long.snap). waits.
- Against: [waits@short](../scenarios/waits.mjs), [transcript](../snapshots/waits@short.snap). waits.

<a id=\"it-is-fast\"></a>
> It is fast

**Not testable.** Nobody says compared to what.

## The guide

<a id=\"it-is-quick\"></a>
> It is quick

**Yes.** Twice as quick as the other.

- Measured: [cost.md](../cost.md).
"
    );
}

#[test]
fn a_verdict_that_its_witnesses_contradict_is_an_error() {
    for (from, to, message) in [
        (
            "verdict = \"partly\"",
            "verdict = \"yes\"",
            "docs/claims.toml:21:1: the verdict is `yes`, and there is a witness against it",
        ),
        (
            "verdict = \"partly\"",
            "verdict = \"no\"",
            "the verdict is `no`, and there is a witness for it",
        ),
        (
            "against = [\"waits@short\"]",
            "",
            "nothing shows where it does not hold",
        ),
        (
            "for = [\"waits@long\"]\n",
            "",
            "nothing shows where it holds",
        ),
        (
            "for = [\"prints\"]",
            "",
            "the verdict is `yes`, and nothing witnesses it",
        ),
        (
            "verdict = \"not testable\"",
            "verdict = \"no\"",
            "the verdict is `no`, and nothing witnesses it",
        ),
        (
            "verdict = \"yes\"",
            "verdict = \"not testable\"",
            "the verdict is `not testable`, and there is a witness",
        ),
    ] {
        complains(&TWO_LATE.replacen(from, to, 1), "", &[message]);
    }
}

#[test]
fn what_is_wrong_in_the_file_of_claims_is_reported_with_its_line() {
    for (from, to, parts) in [
        (
            "for = [\"prints\"]",
            "for = [\"print\"]",
            vec![
                "docs/claims.toml:14:8: there is no scenario `print`",
                "did you mean `prints`?",
            ],
        ),
        (
            "waits@long",
            "waits@other",
            vec!["there is no scenario `waits@other`"],
        ),
        (
            "[\"prints\"]",
            "[\"prints\", \"prints\"]",
            vec!["`prints` stands here twice"],
        ),
        (
            "it-waits",
            "it-prints",
            vec!["docs/claims.toml:17:6: a second claim `it-prints`"],
        ),
        (
            "it-waits",
            "it waits",
            vec!["`it waits` cannot be the name of a claim"],
        ),
        (
            "source = \"guide\"",
            "source = \"giude\"",
            vec!["there is no source `giude`", "did you mean `guide`?"],
        ),
        ("\"It waits\"", "\" \"", vec!["`quote` is empty"]),
        (
            "finding = \"It does.\"",
            "findin = \"It does.\"",
            vec!["docs/claims.toml:13:1: unknown field `findin`"],
        ),
    ] {
        complains(&TWO_LATE.replacen(from, to, 1), "", &parts);
    }
    complains(
        &TWO_LATE.replace("cost.md", "price.md"),
        "",
        &["docs/claims.toml:40:12: there is no file price.md"],
    );
    let project = claiming(TWO_LATE, "");
    std::fs::remove_file(project.path("docs/claims.toml")).expect("it was there");
    let outcome = project.run(&["scenario", "list"]);
    outcome.exits(2);
    assert!(
        outcome.stderr.contains("docs/claims.toml: cannot be read"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_header_names_a_claim_that_has_it_as_a_witness_and_gives_no_verdict_of_its_own() {
    let at = "scenarios/prints.mjs:";
    complains(
        TWO_LATE,
        "claim = \"it-print\"",
        &[
            at,
            "docs/claims.toml has no claim `it-print`",
            "did you mean `it-prints`?",
        ],
    );
    complains(
        TWO_LATE,
        "claim = \"it-waits\"",
        &[at, "does not have it among the witnesses of `it-waits`"],
    );
    complains(
        TWO_LATE,
        "claim = \"it-prints\"\nholds = \"yes\"",
        &[at, "`holds` beside docs/claims.toml"],
    );
    let project = Project::new();
    project.scenario("prints", "claim = \"Any words\"\nholds = \"yes\"", "");
    project.run(&["scenario", "list"]).exits(0);
    let outcome = project.run(&["scenario", "claims"]);
    outcome.exits(4);
    assert!(
        outcome.stderr.contains("names no file of claims"),
        "{}",
        outcome.stderr
    );
}
