//! Repetitions: what several runs of one scenario gave, taken together.

use std::path::PathBuf;

use super::Judged;
use super::gather::Standing;
use super::observe::Unseen;
use crate::run::scratch;

/// What several runs of one scenario gave.
#[derive(Debug, Clone, Default)]
pub struct Repeat {
    /// How many there were.
    pub runs: u32,
    /// How many of them failed.
    pub failed: u32,
    /// How many of them have no snapshot yet, and nothing speaks against them.
    pub new: u32,
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
    pub(super) fn count(&mut self, run: &mut Result<Judged, Unseen>, standing: Standing) {
        self.runs += 1;
        self.failed += u32::from(standing == Standing::Bad);
        self.new += u32::from(standing == Standing::New);
        let Ok(Judged { seen, cause, .. }) = run else {
            return;
        };
        let ending = seen.observation.ending.to_string();
        match self.endings.iter_mut().find(|share| share.ending == ending) {
            Some(share) => {
                share.runs += 1;
                share.cause = share.cause.take().or_else(|| cause.clone());
                if let Some(folder) = seen.script.take() {
                    let _ = scratch::remove(&folder);
                    seen.script.clone_from(&share.script);
                }
            }
            None => self.endings.push(Share {
                ending,
                runs: 1,
                cause: cause.clone(),
                script: seen.script.clone(),
            }),
        }
        self.endings
            .sort_by_key(|share| std::cmp::Reverse(share.runs));
    }
}
