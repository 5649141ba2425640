//! A history for programs: one JSON object a line.

use schemars::JsonSchema;
use semver::Version;
use serde::{Deserialize, Serialize};

use crate::history::ranges::{self, What};
use crate::history::{Cell, Found, History};

/// One line: a run's history under one runtime, or over runtimes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// `history`
    pub event: String,
    /// The run's name.
    pub scenario: String,
    /// Its summary.
    pub summary: String,
    /// The crate whose releases these are; null where runtimes are compared.
    #[serde(rename = "crate")]
    pub krate: Option<String>,
    /// The runtime; null where runtimes are compared.
    pub runtime: Option<String>,
    /// The first bad release.
    #[schemars(with = "Option<String>")]
    pub first_bad: Option<Version>,
    /// The first good release after a bad one.
    #[schemars(with = "Option<String>")]
    pub first_good: Option<Version>,
    /// Whether it turned from good to bad or back at most once.
    pub monotonic: bool,
    /// Releases in a row that ended alike.
    pub ranges: Vec<RangeLine>,
    /// Every release or runtime.
    pub cells: Vec<CellLine>,
}

/// Releases in a row that ended alike.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RangeLine {
    /// The first release, or runtime.
    pub from: String,
    /// The last one.
    pub to: String,
    /// How many.
    pub count: usize,
    /// `good`, `bad`, `notBuilt` or `skipped`.
    pub outcome: String,
    /// How it ended, where it ran.
    pub signature: Option<String>,
    /// All runs.
    pub runs: u32,
    /// The good ones among them.
    pub good: u32,
}

/// One release or runtime.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CellLine {
    /// The release; null where the project's own build was used.
    #[schemars(with = "Option<String>")]
    pub release: Option<Version>,
    /// The day of its publication.
    pub published: Option<String>,
    /// `node 20.20.2`
    pub runtime: String,
    /// Whether it was withdrawn, and skipped.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub yanked: bool,
    /// The first error, where it does not compile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_built: Option<String>,
    /// Why the runtime does not run it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<String>,
    /// Distinct endings, the most frequent first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub endings: Vec<EndingLine>,
}

/// One of several endings.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EndingLine {
    /// In words.
    pub signature: String,
    /// Whether it is how the run should end.
    pub good: bool,
    /// How many runs ended so.
    pub runs: u32,
}

/// The lines of `history`: one for each runtime, or one over all where there are no releases.
pub fn lines(history: &History) -> Vec<Line> {
    match &history.krate {
        Some(_) => history
            .runtimes()
            .into_iter()
            .map(|runtime| line(history, Some(runtime), history.under(runtime).collect()))
            .collect(),
        None => vec![line(history, None, history.cells.iter().collect())],
    }
}

fn line(history: &History, runtime: Option<&str>, cells: Vec<&Cell>) -> Line {
    let found = ranges::boundaries(cells.iter().copied());
    let ranges = ranges::find(cells.iter().copied());
    Line {
        event: "history".into(),
        scenario: history.scenario.clone(),
        summary: history.summary.clone(),
        krate: history.krate.clone(),
        runtime: runtime.map(str::to_owned),
        monotonic: found.is_monotonic(),
        first_bad: found.first_bad,
        first_good: found.first_good,
        ranges: ranges.iter().map(range_line).collect(),
        cells: cells.into_iter().map(cell_line).collect(),
    }
}

fn range_line(range: &ranges::Range<'_>) -> RangeLine {
    let (runs, good) = range.runs();
    let (outcome, signature) = match &range.what {
        What::Ended { signature, good } => (
            if *good { "good" } else { "bad" },
            Some((*signature).to_owned()),
        ),
        What::NotBuilt => ("notBuilt", None),
        What::Yanked => ("yanked", None),
        What::Skipped(_) => ("skipped", None),
    };
    RangeLine {
        from: super::label(range.cells[0]),
        to: super::label(range.cells[range.cells.len() - 1]),
        count: range.cells.len(),
        outcome: outcome.into(),
        signature,
        runs,
        good,
    }
}

fn cell_line(cell: &Cell) -> CellLine {
    let mut line = CellLine {
        release: cell.release.clone(),
        published: cell.published.clone(),
        runtime: cell.runtime.clone(),
        yanked: false,
        not_built: None,
        skipped: None,
        endings: Vec::new(),
    };
    match &cell.found {
        Found::Yanked => line.yanked = true,
        Found::NotBuilt { error } => line.not_built = Some(error.clone()),
        Found::Skipped { reason } => line.skipped = Some(reason.clone()),
        Found::Ran { endings } => {
            line.endings = endings
                .iter()
                .map(|share| EndingLine {
                    signature: share.ended.signature.clone(),
                    good: share.ended.good,
                    runs: share.runs,
                })
                .collect();
        }
    }
    line
}

/// The JSON Schema of a line.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Line)
}
