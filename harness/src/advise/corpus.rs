//! The corpus of bugs: what was found of each, as the table that people read and as what `advise` knows.

use std::collections::BTreeSet;
use std::fmt::Write;

use semver::Version;

use super::known::{KnownBug, KnownBugs};
use crate::history::report::{EndingLine, Line};
use crate::history::{Cell, Ended, Found, History, Share};
use crate::scenario::{Catalogue, Scenario};

/// The histories that `lines`, as `history --format json` wrote them, tell of.
///
/// # Errors
/// When a line is none of those, with its number.
pub fn read(lines: &str) -> Result<Vec<History>, String> {
    let mut histories = Vec::new();
    for (at, text) in lines.lines().enumerate() {
        let line: Line =
            serde_json::from_str(text).map_err(|error| format!("line {}: {error}", at + 1))?;
        histories.push(History {
            scenario: line.scenario,
            summary: line.summary,
            krate: line.krate,
            cells: line
                .cells
                .into_iter()
                .map(|cell| Cell {
                    found: if cell.yanked {
                        Found::Yanked
                    } else if let Some(error) = cell.not_built {
                        Found::NotBuilt { error }
                    } else if let Some(reason) = cell.skipped {
                        Found::Skipped { reason }
                    } else {
                        let share = |ending: EndingLine| Share {
                            ended: Ended {
                                signature: ending.signature,
                                good: ending.good,
                            },
                            runs: ending.runs,
                        };
                        Found::Ran {
                            endings: cell.endings.into_iter().map(share).collect(),
                        }
                    },
                    release: cell.release,
                    published: cell.published,
                    runtime: cell.runtime,
                })
                .collect(),
        });
    }
    Ok(histories)
}

/// What `advise` knows: for each bug the releases that it was seen on.
pub fn known(histories: &[History], catalogue: &Catalogue) -> KnownBugs {
    let mut releases = BTreeSet::new();
    let mut bugs = Vec::new();
    for (history, scenario) in with_scenarios(histories, catalogue) {
        let Some(bug) = &scenario.header.bug else {
            continue;
        };
        let ran = |cell: &&Cell| cell.found != Found::Yanked;
        releases.extend(
            history
                .cells
                .iter()
                .filter(ran)
                .filter_map(|cell| cell.release.clone()),
        );
        let is_bad = |cell: &&Cell| cell.found.is_good() == Some(false);
        let bad: BTreeSet<Version> = history
            .cells
            .iter()
            .filter(is_bad)
            .filter_map(|cell| cell.release.clone())
            .collect();
        let first = history
            .cells
            .iter()
            .find(|cell| cell.found.is_good().is_some())
            .and_then(|cell| cell.release.clone());
        bugs.push(KnownBug {
            from: first,
            scenario: history.scenario.clone(),
            summary: scenario.header.summary.clone(),
            link: bug.link.clone(),
            kind: bug.kind,
            fixed: bug.fixed.clone(),
            bad: bad.into_iter().collect(),
        });
    }
    KnownBugs {
        krate: "napi".into(),
        releases: releases.into_iter().collect(),
        bugs,
    }
}

/// The table of all bugs, in Markdown, the worst first.
pub fn table(histories: &[History], catalogue: &Catalogue) -> String {
    let mut rows: Vec<_> = with_scenarios(histories, catalogue)
        .filter_map(|(history, scenario)| Some((history, scenario, scenario.header.bug.as_ref()?)))
        .collect();
    rows.sort_by_key(|(history, _, bug)| {
        (
            bug.kind.severity(),
            bug.kind.name(),
            history.scenario.clone(),
        )
    });
    let mut table = String::from(
        "| Scenario | What it does | What should hold | Bad releases, as swept | Fixed in | How it shows | |\n|---|---|---|---|---|---|---|\n",
    );
    for (history, scenario, bug) in rows {
        let (ranges, signature, runs, bad) = bad_ranges(history);
        let fixed = bug
            .fixed
            .as_ref()
            .map_or("**open**".into(), ToString::to_string);
        let share = if runs == bad {
            String::new()
        } else {
            format!(", {bad} of {runs} runs")
        };
        let _ = writeln!(
            table,
            "| [`{}`](../{}) | {}: {} | {} | {} | {fixed} | {}{share} | [link]({}) |",
            history.scenario,
            folder_of(scenario),
            bug.kind.severity().name(),
            bug.kind.name(),
            scenario.header.summary,
            ranges.join(", "),
            signature.unwrap_or_default().replace('|', "\\|"),
            bug.link
        );
    }
    table
}

fn folder_of(scenario: &Scenario) -> &str {
    scenario
        .shown_file
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
}

/// Ranges of bad releases, how the last of them ended, all runs of them, and the bad ones.
fn bad_ranges(history: &History) -> (Vec<String>, Option<&str>, u32, u32) {
    let mut ranges: Vec<(String, String)> = Vec::new();
    let mut was_bad = false;
    let mut signature = None;
    let (mut runs, mut bad) = (0, 0);
    for cell in &history.cells {
        let (Some(release), Some(good)) = (&cell.release, cell.found.is_good()) else {
            continue;
        };
        if !good {
            let name = release.to_string();
            match ranges.last_mut().filter(|_| was_bad) {
                Some(range) => range.1 = name,
                None => ranges.push((name.clone(), name)),
            }
            signature = cell.found.signature();
            let (of, good) = cell.found.runs();
            runs += of;
            bad += of - good;
        }
        was_bad = !good;
    }
    let shown = |(from, to): (String, String)| {
        if from == to {
            from
        } else {
            format!("{from} to {to}")
        }
    };
    (
        ranges.into_iter().map(shown).collect(),
        signature,
        runs,
        bad,
    )
}

fn with_scenarios<'a>(
    histories: &'a [History],
    catalogue: &'a Catalogue,
) -> impl Iterator<Item = (&'a History, &'a Scenario)> {
    histories
        .iter()
        .filter_map(|history| Some((history, catalogue.get(&history.scenario)?.as_ref())))
}
