//! Repetitions: what several runs of one scenario gave, taken together.

use std::path::PathBuf;

use super::Outcome;
use crate::run::scratch;

/// What several runs of one scenario gave.
#[derive(Debug, Clone, Default)]
pub struct Repeat {
    /// How many there were.
    pub runs: u32,
    /// How many of them failed.
    pub failed: u32,
    /// Each distinct ending, the most frequent first.
    pub endings: Vec<Share>,
}

/// One of several endings.
#[derive(Debug, Clone)]
pub struct Share {
    /// The ending.
    pub ending: String,
    /// How many runs ended so.
    pub runs: u32,
    /// Why the first of them did, where that is known.
    pub cause: Option<String>,
    /// Where its script was left, with `--keep`.
    pub script: Option<PathBuf>,
}

impl Repeat {
    /// Counts one more. Of each ending one script is kept: those of the others go.
    pub(super) fn count(&mut self, outcome: &mut Outcome) {
        self.runs += 1;
        self.failed += u32::from(!outcome.verdict.is_good());
        let Some(observation) = &outcome.observation else {
            return;
        };
        let ending = observation.ending.to_string();
        match self.endings.iter_mut().find(|share| share.ending == ending) {
            Some(share) => {
                share.runs += 1;
                share.cause = share.cause.take().or_else(|| outcome.cause.clone());
                if let Some(folder) = outcome.script.take() {
                    let _ = scratch::remove(&folder);
                    outcome.script.clone_from(&share.script);
                }
            }
            None => self.endings.push(Share {
                ending,
                runs: 1,
                cause: outcome.cause.clone(),
                script: outcome.script.clone(),
            }),
        }
        self.endings
            .sort_by_key(|share| std::cmp::Reverse(share.runs));
    }
}

/// The repetitions of one planned run, until all have been done.
pub(super) struct Gathering {
    expected: u32,
    repeat: Repeat,
    /// The outcome that stands for all: the first that failed, or the first.
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

    /// Takes one more; what stands for all of them once all are there.
    pub(super) fn add(&mut self, mut outcome: Outcome) -> Option<Outcome> {
        self.repeat.count(&mut outcome);
        let better = |shown: &Outcome| shown.verdict.is_good() && !outcome.verdict.is_good();
        if self.shown.as_ref().is_none_or(better) {
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
