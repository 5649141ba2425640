//! Outcomes: what came of a planned run.

use std::path::PathBuf;

use super::observe::Unseen;
use super::{Looked, Planned, Repeat};
use crate::run::Observation;
use crate::run::growth::Finding;
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
    /// What a second run showed.
    pub looked: Looked,
    /// What was seen; `None` when it did not run.
    pub observation: Option<Observation>,
    /// What varies in what was seen; `None` when it did not run.
    pub redaction: Option<Redaction>,
    /// What the repetitions gave; `None` when there was one run.
    pub repeat: Option<Repeat>,
    /// Its transcript was made the accepted one.
    pub accepted: Option<Accepted>,
    /// The script's folder; `None` when it did not run.
    pub folder: Option<PathBuf>,
    /// Where the script was left, with `--keep`.
    pub script: Option<PathBuf>,
}

/// How a transcript became the accepted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Accepted {
    /// There was none before.
    New,
    /// There was another one.
    Changed,
}

impl Accepted {
    /// The word of the reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
        }
    }
}

impl Outcome {
    /// What leaks, whether or not that is expected; nothing where growth was not measured.
    pub fn leaks(&self) -> Vec<Finding> {
        let observation = self.observation.as_ref();
        let growth = observation.and_then(|it| it.growth.as_ref());
        let limits = self.planned.scenario.header.growth.as_ref();
        let leaks = growth
            .zip(limits)
            .map(|(growth, limits)| growth.leaks(limits));
        leaks.unwrap_or_default()
    }

    /// Of a run of which nothing was seen.
    pub(super) fn without_run(planned: &Planned, unseen: Unseen, repeat: Option<Repeat>) -> Self {
        Self {
            planned: planned.clone(),
            verdict: match unseen {
                Unseen::Skipped(reason) => Verdict::Skipped(reason),
                Unseen::NotRun(reason) => Verdict::Failed(vec![*reason]),
            },
            cause: None,
            looked: Looked::NotNeeded,
            observation: None,
            redaction: None,
            repeat,
            accepted: None,
            folder: None,
            script: None,
        }
    }
}
