//! Reports: one file a format, all fed by the same events.

mod diff;
pub mod evidence;
mod github;
mod growth;
pub mod json;
mod junit;
mod progress;
mod text;
mod trace;

use std::io;
use std::time::Duration;

use crate::session::{Event, Outcome, Planned, What};
use crate::verdict::Verdict;

pub use diff::write as write_diff;
pub use github::GitHub;
pub use json::Json;
pub use junit::JUnit;
pub use progress::Progress;
pub use text::{Text, specs};
pub use trace::ChromeTrace;

/// What listens to a session.
pub trait Report {
    /// Something has happened. Most reports wait for the end of a run.
    ///
    /// # Errors
    /// When the report cannot be written.
    fn hear(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event.what {
            What::Ended(outcome) => self.finished(outcome),
            What::Slow(planned, after) => self.slow(planned, after),
            What::Began(_) | What::Diagnosed(..) => Ok(()),
        }
    }

    /// A run goes on for longer than most.
    ///
    /// # Errors
    /// When the report cannot be written.
    fn slow(&mut self, _planned: &Planned, _after: Duration) -> io::Result<()> {
        Ok(())
    }

    /// A planned run is done.
    ///
    /// # Errors
    /// When the report cannot be written.
    fn finished(&mut self, outcome: &Outcome) -> io::Result<()>;

    /// All that was to be done is done.
    ///
    /// # Errors
    /// When the report cannot be written.
    fn ended(&mut self, summary: &Summary) -> io::Result<()>;

    /// The user interrupted the runs. Most reports need to add nothing.
    ///
    /// # Errors
    /// When the report cannot be written.
    fn interrupted(&mut self, _summary: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// How many runs came out how.
#[derive(Debug, Clone, Copy, Default)]
pub struct Summary {
    /// Runs planned.
    pub total: usize,
    /// Runs that passed.
    pub passed: usize,
    /// Runs that failed.
    pub failed: usize,
    /// Runs that have no snapshot yet.
    pub new: usize,
    /// Runs that the runtime cannot do.
    pub skipped: usize,
    /// How long it all took.
    pub duration: Duration,
}

impl Summary {
    /// Counts one more.
    pub fn add(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Failed(_) => self.failed += 1,
            Verdict::New(_) => self.new += 1,
            Verdict::Skipped(_) => self.skipped += 1,
        }
    }

    /// Runs that were planned and not done.
    pub fn not_run(&self) -> usize {
        self.total - self.passed - self.failed - self.new - self.skipped
    }

    /// Whether nothing failed.
    pub fn is_good(&self) -> bool {
        self.failed == 0 && self.new == 0
    }
}
