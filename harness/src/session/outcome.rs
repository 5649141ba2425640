//! Outcomes: what came of a planned run, all its repetitions taken together.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Planned;
use crate::diagnose::Diagnosis;
use crate::run::Observation;
use crate::verdict::Verdict;

/// What came of one planned run.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What was planned.
    pub planned: Planned,
    /// What the harness makes of it.
    pub verdict: Verdict,
    /// Why it ended so, in a plain sentence, where that is known.
    pub cause: Option<String>,
    /// What a second run showed; `None` when there was none.
    pub diagnosis: Option<Diagnosis>,
    /// What was seen; `None` when it did not run.
    pub observation: Option<Observation>,
    /// What the repetitions gave; `None` when there was one run.
    pub repeat: Option<Repeat>,
    /// Where the script was left, with `--keep`.
    pub script: Option<PathBuf>,
}

impl Outcome {
    /// Of a run that was never begun.
    pub(super) fn without_run(planned: &Planned, verdict: Verdict) -> Self {
        Self {
            planned: planned.clone(),
            verdict,
            cause: None,
            diagnosis: None,
            observation: None,
            repeat: None,
            script: None,
        }
    }
}

/// What several runs of one scenario gave.
#[derive(Debug, Clone, Default)]
pub struct Repeat {
    /// How many there were.
    pub runs: u32,
    /// How many of them failed.
    pub failed: u32,
    /// Each distinct ending with its number of runs.
    pub endings: BTreeMap<String, u32>,
}

/// Outcomes of the repetitions of one planned run, until all are there.
pub(super) struct Gathering {
    expected: u32,
    repeat: Repeat,
    /// The outcome that stands for all: the first that failed, or the last.
    shown: Option<Outcome>,
}

impl Gathering {
    pub(super) fn of(expected: u32) -> Self {
        Self {
            expected,
            repeat: Repeat::default(),
            shown: None,
        }
    }

    pub(super) fn add(&mut self, outcome: Outcome) -> Option<Outcome> {
        self.repeat.runs += 1;
        count_ending(&mut self.repeat.endings, &outcome);
        self.repeat.failed += u32::from(!outcome.verdict.is_good());
        if self
            .shown
            .as_ref()
            .is_none_or(|shown| shown.verdict.is_good())
        {
            self.shown = Some(outcome);
        }
        if self.repeat.runs < self.expected {
            return None;
        }
        let mut shown = self.shown.take()?;
        if self.expected > 1 {
            shown.repeat = Some(std::mem::take(&mut self.repeat));
        }
        Some(shown)
    }
}

pub(super) fn count_ending(endings: &mut BTreeMap<String, u32>, outcome: &Outcome) {
    if let Some(observation) = &outcome.observation {
        *endings.entry(observation.ending.to_string()).or_default() += 1;
    }
}
