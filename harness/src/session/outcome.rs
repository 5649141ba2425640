//! Outcomes: what came of a planned run.

use std::path::PathBuf;

use super::{Planned, Repeat};
use crate::diagnose::Diagnosis;
use crate::run::Observation;
use crate::transcript::Redaction;
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
    /// What varies in what was seen; `None` when it did not run.
    pub redaction: Option<Redaction>,
    /// What the repetitions gave; `None` when there was one run.
    pub repeat: Option<Repeat>,
    /// The script's folder; `None` when it did not run.
    pub folder: Option<PathBuf>,
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
            redaction: None,
            repeat: None,
            folder: None,
            script: None,
        }
    }
}
