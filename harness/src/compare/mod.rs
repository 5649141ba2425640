//! Compare: the same scenarios under several runtimes, or with several builds of the addon, each run held against the first.

mod markdown;
mod text;

use serde::Serialize;

use crate::session::{Outcome, Place, Planned, Shown};
use crate::transcript;
use crate::verdict::{Reason, Verdict};

pub use markdown::write as write_markdown;
pub use text::write as write_text;

/// How scenarios behave under several runtimes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The runtimes, such as `node 20.20.2`, each with the profile of the addon where one was named: `node 20.20.2 release`. The first is
    /// what the others are held against.
    pub runtimes: Vec<String>,
    /// The runs, those with differences first.
    pub scenarios: Vec<Row>,
}

/// One scenario, or one of its variants, under all runtimes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// Its name, with the variant.
    pub name: String,
    /// What it shows.
    pub summary: String,
    /// What came of it, a cell for each runtime, in their order.
    pub cells: Vec<Cell>,
}

/// One scenario under one runtime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// The runtime, with the profile of the addon where one was named.
    pub runtime: String,
    /// How it compares.
    pub result: Compared,
    /// How it ended; null when it did not run.
    pub ending: Option<String>,
    /// What its header calls that behaviour.
    pub behaviour: Option<Known>,
    /// The lines of the transcript that are gone (`-`) and that came (`+`).
    pub difference: Vec<String>,
    /// Why it did not run, or could not be compared.
    pub why: Option<String>,
}

/// How a run compares with that under the first runtime that runs the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Compared {
    /// It crashed, and the other did not.
    Crashes,
    /// The transcript is another one.
    Differs,
    /// The transcript changes from run to run.
    Varies,
    /// It was to run, and could not.
    NotRun,
    /// It printed more than is kept.
    NotCompared,
    /// The header leaves this runtime out.
    NotSupported,
    /// The transcript is the same.
    Same,
}

/// A behaviour that a header names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Known {
    /// Its name.
    pub name: String,
    /// Why it is so.
    pub because: String,
    /// Where that is reported or decided; null where nobody has reported it.
    pub link: Option<String>,
}

/// What one run came to.
#[derive(Debug, Clone)]
pub struct Seen {
    name: String,
    summary: String,
    cell: Cell,
    transcript: Option<String>,
    crashed: bool,
    /// It is what the header says that runs show only sometimes there.
    occasional: bool,
}

impl Seen {
    /// From what came of it.
    pub fn from_outcome(outcome: &Outcome) -> Self {
        let planned = &outcome.planned;
        let observation = outcome.observation.as_ref();
        let flood = observation.and_then(|seen| seen.floods().next());
        let flood = flood.map(|(stream, omitted)| Reason::Flood { stream, omitted });
        let transcript = observation
            .filter(|_| flood.is_none())
            .zip(outcome.redaction.as_ref())
            .map(|(seen, redaction)| transcript::render(seen, &planned.expect(), redaction));
        let why = match &outcome.verdict {
            Verdict::Skipped(why) => Some(why.clone()),
            Verdict::Failed(reasons) if transcript.is_none() => {
                let why = flood.as_ref().or(reasons.first());
                why.map(ToString::to_string)
            }
            _ => None,
        };
        let result = match outcome.verdict {
            Verdict::Skipped(_) => Compared::NotSupported,
            _ if flood.is_some() => Compared::NotCompared,
            _ if transcript.is_none() => Compared::NotRun,
            _ => Compared::Same,
        };
        // A header's word that the run contradicts explains nothing. Of what happens only sometimes, either an accepted transcript or an
        // ending of its own bears out that it is this that has happened.
        let is_occasional = matches!(planned.shown, Shown::Occasional(_));
        let ends_otherwise = planned.expect().end != planned.scenario.header.expect.end;
        let is_as_told = match outcome.verdict {
            Verdict::Failed(_) => false,
            Verdict::New(_) => !is_occasional || ends_otherwise,
            _ => true,
        };
        let ending = transcript.as_ref().and_then(|it| ending_in(it));
        Self {
            name: planned.name.clone(),
            summary: planned.scenario.header.summary.clone(),
            cell: Cell {
                runtime: planned.place(),
                result,
                ending,
                behaviour: known(planned).filter(|_| is_as_told),
                difference: Vec::new(),
                why,
            },
            transcript,
            crashed: observation.is_some_and(|it| it.ending.crash_signal().is_some()),
            occasional: is_as_told && is_occasional,
        }
    }

    /// The run's name, and where it was done.
    pub fn key(&self) -> (String, String) {
        (self.name.clone(), self.cell.runtime.clone())
    }

    /// Whether another run of the same came to the same, or one of them to what the header lets happen sometimes.
    pub fn is_alike(&self, other: &Self) -> bool {
        self.occasional || other.occasional || self.transcript == other.transcript
    }

    /// The same, known to change from run to run.
    #[must_use]
    pub fn that_varies(mut self) -> Self {
        self.cell.result = Compared::Varies;
        self
    }
}

fn known(planned: &Planned) -> Option<Known> {
    planned.behaviour().map(|behaviour| Known {
        name: behaviour.name.clone(),
        because: behaviour.because.clone(),
        link: behaviour.link.clone(),
    })
}

/// How the process ended, as the transcript's last line says it.
fn ending_in(transcript: &str) -> Option<String> {
    let last = transcript.trim_end().rsplit('\n').next()?;
    last.strip_prefix("ended: ").map(str::to_owned)
}

/// The run that the others of its scenario are held against: the first that ran, and showed what runs usually show.
fn base(runs: &[Seen]) -> Option<&Seen> {
    let ran = || runs.iter().filter(|run| run.transcript.is_some());
    ran().find(|run| !run.occasional).or_else(|| ran().next())
}

/// Whether all that ran came to the same transcript, and none to what happens only sometimes, which hides what usually does.
pub fn is_even(runs: &[Seen]) -> bool {
    let mut ran = runs.iter().filter(|run| run.transcript.is_some());
    base(runs).is_none_or(|base| ran.all(|run| !run.occasional && base.is_alike(run)))
}

/// Of several runs of the same, the one that stands for them: the first that showed what they usually show.
pub fn representative(runs: &[&Seen]) -> Option<Seen> {
    let usual = runs.iter().find(|run| !run.occasional);
    usual.or(runs.first()).map(|run| (*run).clone())
}

impl Comparison {
    /// Holds `runs` against the first of each scenario that ran; each scenario has its runs in the order of `runtimes`.
    pub fn new(runtimes: Vec<String>, runs: Vec<Vec<Seen>>) -> Self {
        let mut scenarios: Vec<Row> = runs.into_iter().filter_map(row).collect();
        let worst = |row: &Row| row.cells.iter().map(|cell| cell.result).min();
        // Stable, so that names stay in their order.
        scenarios.sort_by_key(worst);
        Self {
            runtimes,
            scenarios,
        }
    }

    /// Where what is the same is the same.
    fn everywhere(&self) -> String {
        let count = self.runtimes.len();
        let mut places = self.runtimes.iter().filter_map(|it| Place::parse(it));
        match places.any(|place| place.profile.is_some()) {
            true => format!("with all {count} combinations of runtime and build"),
            false => format!("under all {count} runtimes"),
        }
    }

    /// The rows in which runtimes differ, or one could not run.
    pub fn differing(&self) -> impl Iterator<Item = &Row> {
        self.scenarios.iter().filter(|row| !row.is_same())
    }

    /// Whether everything ran that was to run, and could be compared.
    pub fn is_whole(&self) -> bool {
        let cells = self.scenarios.iter().flat_map(|row| &row.cells);
        cells
            .into_iter()
            .all(|cell| !matches!(cell.result, Compared::NotRun | Compared::NotCompared))
    }
}

impl Row {
    /// Whether all runtimes do the same.
    pub fn is_same(&self) -> bool {
        self.cells.iter().all(|cell| cell.result == Compared::Same)
    }

    /// The behaviour that is the first runtime's, where the header names that: it explains why others differ.
    fn of_base(&self) -> Option<&Known> {
        let mut same = self.cells.iter().filter(|it| it.result == Compared::Same);
        same.next()?.behaviour.as_ref()
    }

    /// The cells that differ, and those whose behaviour the header names: it may be the first runtime that behaves otherwise than is usual.
    /// Those that are alike stand together, each with the runtimes.
    pub fn groups(&self) -> Vec<(&Cell, Vec<&str>)> {
        let mut groups: Vec<(&Cell, Vec<&str>)> = Vec::new();
        let is_told = |it: &&Cell| it.result != Compared::Same || it.behaviour.is_some();
        for cell in self.cells.iter().filter(is_told) {
            let alike = |known: &&mut (&Cell, Vec<&str>)| {
                let other = known.0;
                other.result == cell.result
                    && other.behaviour == cell.behaviour
                    && other.difference == cell.difference
                    && other.why == cell.why
            };
            match groups.iter_mut().find(alike) {
                Some((_, runtimes)) => runtimes.push(&cell.runtime),
                None => groups.push((cell, vec![&cell.runtime])),
            }
        }
        groups
    }
}

impl Cell {
    /// What it does, where it stands by itself: what is the same as under the first runtime has a name there.
    fn told(&self) -> String {
        match (self.result, &self.behaviour) {
            (Compared::Same, Some(known)) => format!("`{}`", known.name),
            _ => self.word(),
        }
    }

    /// `: ` and why it did not run, was not compared, or behaves so, as far as that is known.
    fn reason(&self) -> String {
        let because = self.behaviour.as_ref().map(|known| &known.because);
        let reason = self.why.as_ref().or(because);
        reason
            .map(|reason| format!(": {reason}"))
            .unwrap_or_default()
    }

    /// What stands in a table.
    pub fn word(&self) -> String {
        let ending = self.ending.as_deref().unwrap_or("unknown");
        match (self.result, &self.behaviour) {
            (Compared::Same, _) => "same".into(),
            (Compared::NotSupported, _) => "not supported".into(),
            (Compared::NotRun, _) => "not run".into(),
            (Compared::NotCompared, _) => "not compared".into(),
            (Compared::Varies, _) => "varies".into(),
            (Compared::Crashes, _) => format!("crashes ({ending})"),
            (Compared::Differs, Some(known)) => format!("`{}`", known.name),
            (Compared::Differs, None) => format!("differs ({ending})"),
        }
    }
}

fn row(mut runs: Vec<Seen>) -> Option<Row> {
    let base = base(&runs).cloned();
    for run in &mut runs {
        let held = base.as_ref().filter(|base| !base.is_alike(run));
        let transcripts =
            held.and_then(|base| base.transcript.as_ref().zip(run.transcript.as_ref()));
        let Some((base, (accepted, own))) = held.zip(transcripts) else {
            continue;
        };
        run.cell.difference = changed_lines(accepted, own);
        if run.cell.result == Compared::Same {
            run.cell.result = if run.crashed && !base.crashed {
                Compared::Crashes
            } else {
                Compared::Differs
            };
        }
    }
    let first = runs.first()?;
    Some(Row {
        name: first.name.clone(),
        summary: first.summary.clone(),
        cells: runs.into_iter().map(|run| run.cell).collect(),
    })
}

/// The lines that only one of them has, in order.
fn changed_lines(base: &str, other: &str) -> Vec<String> {
    let diff = similar::TextDiff::from_lines(base, other);
    let changed = diff.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            similar::ChangeTag::Delete => '-',
            similar::ChangeTag::Insert => '+',
            similar::ChangeTag::Equal => return None,
        };
        Some(format!("{sign} {}", change.value().trim_end_matches('\n')))
    });
    changed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(runtime: &str, transcript: Option<&str>) -> Seen {
        Seen {
            name: "weak/x".into(),
            summary: "It is lost".into(),
            cell: Cell {
                runtime: runtime.into(),
                result: match transcript {
                    Some(_) => Compared::Same,
                    None => Compared::NotSupported,
                },
                ending: transcript.and_then(ending_in),
                behaviour: None,
                difference: Vec::new(),
                why: None,
            },
            crashed: transcript.is_some_and(|it| it.contains("crash")),
            transcript: transcript.map(str::to_owned),
            occasional: false,
        }
    }

    fn words(runs: Vec<Seen>) -> Vec<String> {
        let comparison = Comparison::new(Vec::new(), vec![runs]);
        let cells = comparison.scenarios[0].cells.iter();
        cells.map(Cell::word).collect()
    }

    #[test]
    fn each_run_is_held_against_the_first_that_ran() {
        let lost = Some("stdout: nothing\nended: exit 0\n");
        let came = Some("stdout:\n| x\nended: exit 0\n");
        let died = Some("stdout: nothing\nended: crash SIGTRAP\n");
        assert_eq!(
            words(vec![
                seen("node", None),
                seen("a", lost),
                seen("b", lost),
                seen("c", came),
                seen("d", died)
            ]),
            [
                "not supported",
                "same",
                "same",
                "differs (exit 0)",
                "crashes (crash SIGTRAP)"
            ]
        );
        assert_eq!(
            words(vec![seen("a", died), seen("b", lost)])[1],
            "differs (exit 0)"
        );
    }

    #[test]
    fn what_happens_only_sometimes_is_no_difference_and_nothing_is_held_against_it() {
        let usual = Some("stdout: nothing\nended: exit 0\n");
        let other = Some("stdout:\n| x\nended: exit 0\n");
        let late = |runtime: &str| Seen {
            occasional: true,
            ..seen(runtime, Some("ended: exit 1\n"))
        };
        let runs = vec![late("a"), seen("b", usual), late("c"), seen("d", other)];
        assert!(!is_even(&runs));
        assert_eq!(words(runs), ["same", "same", "same", "differs (exit 0)"]);
        let runs = [late("a"), seen("a", usual)];
        let representative = representative(&[&runs[0], &runs[1]]).expect("one of them");
        assert_eq!(representative.transcript.as_deref(), usual);
    }

    #[test]
    fn runtimes_that_do_the_same_stand_together_with_the_lines_that_changed() {
        let lost = Some("stdout: nothing\nended: exit 0\n");
        let came = Some("stdout:\n| x\nended: exit 0\n");
        let runs = vec![seen("a", lost), seen("b", came), seen("c", came)];
        let comparison = Comparison::new(Vec::new(), vec![runs]);
        let groups = comparison.scenarios[0].groups();
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].1, ["b", "c"]);
        assert_eq!(
            groups[0].0.difference,
            ["- stdout: nothing", "+ stdout:", "+ | x"]
        );
    }

    #[test]
    fn what_crashes_stands_before_what_differs_and_what_is_the_same_last() {
        let plain = Some("ended: exit 0\n");
        let other = Some("x\nended: exit 0\n");
        let died = Some("ended: crash\n");
        let rows = [plain, other, died].map(|it| vec![seen("a", plain), seen("b", it)]);
        let comparison = Comparison::new(Vec::new(), rows.into());
        let order: Vec<String> = comparison
            .scenarios
            .iter()
            .map(|row| row.cells[1].word())
            .collect();
        assert_eq!(order, ["crashes (crash)", "differs (exit 0)", "same"]);
        assert_eq!(comparison.differing().count(), 2);
    }
}
