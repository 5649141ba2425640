//! Claims as they are reported: each with its witnesses, and with what became of them where they have run.

mod markdown;
mod text;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::project::Project;
use crate::scenario::claim::Verdict as Judged;
use crate::scenario::selection::{run_names, scenario_of};
use crate::scenario::{Catalogue, Claim, Claims};
use crate::session::Outcome;
use crate::snapshot::Store;
use crate::verdict::Verdict;

pub use markdown::write as write_markdown;
pub use text::write as write_text;

/// One claim, as a line of `scenario claims --format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "A claim, with its witnesses")]
pub struct Entry {
    /// What headers call it by.
    pub claim: String,
    /// The title of the document that makes it.
    pub source: String,
    /// The chapter.
    pub part: Option<String>,
    /// The heading above it.
    pub heading: Option<String>,
    /// Its own words.
    pub quote: String,
    /// `yes`, `partly`, `no` or `not testable`.
    pub verdict: String,
    /// What was found.
    pub finding: String,
    /// The scenarios that show whether it is so.
    pub witnesses: Vec<Witness>,
    /// The page that has the figures which decide it, relative to the project.
    pub measured: Option<String>,
    /// Where all of them have passed just now; empty where nothing ran.
    pub seen_on: Vec<String>,
    /// The verdict itself.
    #[serde(skip)]
    pub judged: Judged,
}

/// A scenario that shows whether a claim is so.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Witness {
    /// The scenario, or a single run of it.
    pub name: String,
    /// Whether it shows that the claim is so.
    pub is_for: bool,
    /// What it shows, in a sentence.
    pub summary: String,
    /// Its file, relative to the project.
    pub file: String,
    /// The accepted transcripts, relative to the project.
    pub snapshots: Vec<String>,
    /// Where it behaves otherwise, by its header.
    pub otherwise: Vec<Otherwise>,
    /// What came of its runs.
    pub runs: Vec<Run>,
}

/// Where a witness behaves otherwise.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Otherwise {
    /// The runtimes, or builds, as the header names them.
    pub on: Vec<String>,
    /// Why, in the header's words.
    pub because: String,
}

/// One run of a witness.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// Its name, with the variant.
    pub run: String,
    /// `node 20.20.2`; for what is only checked, what has checked it.
    pub runtime: String,
    /// `passed`, `failed`, `new` or `skipped`.
    pub verdict: String,
    /// Why it did not pass.
    pub why: Option<String>,
}

impl Run {
    /// What came of it.
    pub fn from_outcome(outcome: &Outcome) -> Self {
        let why = match &outcome.verdict {
            Verdict::Passed => None,
            Verdict::New(_) => Some("nothing is accepted yet".to_owned()),
            Verdict::Skipped(why) => Some(why.clone()),
            Verdict::Failed(reasons) => reasons.first().map(ToString::to_string),
        };
        let planned = &outcome.planned;
        let is_checked = planned.scenario.is_checked();
        Self {
            run: planned.name.clone(),
            runtime: match &planned.rustc {
                Some(version) => format!("rustc {version}"),
                None if is_checked => "TypeScript's compiler".to_owned(),
                None => planned.place(),
            },
            verdict: outcome.verdict.name().to_owned(),
            why,
        }
    }

    /// Whether it shows nothing, because it did not come out as accepted.
    fn is_against(&self) -> bool {
        matches!(self.verdict.as_str(), "failed" | "new")
    }
}

/// Where the witnesses of claims are found, and what became of those that ran.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// The project whose claims they are.
    pub project: &'a Project,
    /// Its scenarios.
    pub catalogue: &'a Catalogue,
    /// Their runs, if any ran.
    pub runs: &'a [Run],
}

impl Evidence<'_> {
    /// `claim`, one of `claims`, with its witnesses.
    pub fn entry(&self, claims: &Claims, claim: &Claim) -> Entry {
        let all_for = claim.witnesses_for.iter().map(|name| (name, true));
        let all_against = claim.witnesses_against.iter().map(|name| (name, false));
        let witnesses: Vec<Witness> = all_for
            .chain(all_against)
            .filter_map(|(name, is_for)| self.witness(name, is_for))
            .collect();
        Entry {
            claim: claim.id.clone(),
            source: claims.title_of(claim).to_owned(),
            part: claim.part.clone(),
            heading: claim.heading.clone(),
            quote: claim.quote.clone(),
            verdict: claim.verdict.to_string(),
            finding: claim.finding.clone(),
            measured: claim.measured.clone(),
            seen_on: seen_on(&witnesses),
            witnesses,
            judged: claim.verdict,
        }
    }

    fn witness(&self, name: &str, is_for: bool) -> Option<Witness> {
        let scenario = self.catalogue.get(scenario_of(name))?;
        let own: Vec<String> = run_names(scenario)
            .filter(|run| name == scenario.name || name == run)
            .collect();
        let store = Store::new(self.project.snapshots.clone());
        let snapshots = own
            .iter()
            .map(|run| self.project.relative(&store.file(run)));
        let header = &scenario.header;
        let otherwise = header.on.iter().map(|on| Otherwise {
            on: on
                .runtimes
                .iter()
                .map(ToString::to_string)
                .chain(on.profiles.clone())
                .collect(),
            because: on.because.clone(),
        });
        let runs = self.runs.iter().filter(|run| own.contains(&run.run));
        Some(Witness {
            name: name.to_owned(),
            is_for,
            summary: header.summary.clone(),
            file: scenario.shown_file.clone(),
            snapshots: snapshots.collect(),
            otherwise: otherwise.collect(),
            runs: runs.cloned().collect(),
        })
    }
}

impl Entry {
    /// The runs of its witnesses that did not come out as accepted, so that its verdict stands on nothing there.
    pub fn failures(&self) -> impl Iterator<Item = &Run> {
        let runs = self.witnesses.iter().flat_map(|witness| &witness.runs);
        runs.filter(|run| run.is_against())
    }
}

/// Where every one of `witnesses` that runs under a runtime, or is checked, has passed: none failed there, and none was left out.
fn seen_on(witnesses: &[Witness]) -> Vec<String> {
    let mut places: Vec<(&str, bool)> = Vec::new();
    for run in witnesses.iter().flat_map(|witness| &witness.runs) {
        let has_passed = run.verdict == "passed";
        match places.iter_mut().find(|(place, _)| *place == run.runtime) {
            Some((_, all)) => *all &= has_passed,
            None => places.push((&run.runtime, has_passed)),
        }
    }
    let passed = places.into_iter().filter(|(_, all)| *all);
    passed.map(|(place, _)| place.to_owned()).collect()
}

/// How many claims have each verdict, the worst first: `3 no, 5 partly, 40 yes, 6 not testable`.
fn counts(entries: &[Entry]) -> String {
    let mut counts: BTreeMap<Judged, usize> = BTreeMap::new();
    for entry in entries {
        *counts.entry(entry.judged).or_default() += 1;
    }
    let words = counts
        .iter()
        .map(|(verdict, count)| format!("{count} {verdict}"));
    words.collect::<Vec<_>>().join(", ")
}

/// The JSON Schema of one line.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Entry)
}
