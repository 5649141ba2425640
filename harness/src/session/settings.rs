//! How scenarios are to be run: what the command line says, then the project file, then defaults.

use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use crate::project::{Project, RunSection, TimeScale};
use crate::snapshot::Policy;

/// How scenarios are to be run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How many runs go on at once.
    pub jobs: NonZeroUsize,
    /// How long one run may take, where its header does not say.
    pub timeout: Duration,
    /// What clocks multiply by.
    pub time_scale: TimeScale,
    /// How many times each run is repeated, where its header does not say.
    pub repeat: Option<NonZeroU32>,
    /// How many times a failed run is tried again.
    pub retries: u32,
    /// Whether the first failure ends everything.
    pub fail_fast: bool,
    /// What happens to transcripts that are new or differ.
    pub policy: Policy,
    /// Whether scratch folders stay.
    pub keep: bool,
    /// How many processors each run may use, whatever its header says.
    pub cpus: Option<NonZeroUsize>,
    /// Which runs have a second one, under the probe.
    pub diagnose: Diagnose,
    /// Where proof of a hang is looked for from the start.
    pub hangs: Hangs,
}

/// Where proof of a hang is looked for from the start; elsewhere it is looked for once a process has been quiet for a while.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Hangs {
    /// Where the header expects one.
    #[default]
    Expected,
    /// Everywhere: a sweep meets many hangs.
    Anywhere,
}

/// Which runs have a second one, under the probe.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Diagnose {
    /// Those that ended otherwise than expected.
    #[default]
    Unexpected,
    /// All that did not simply end, for whoever wants to know why.
    Always,
    /// All, and what the library noted is kept.
    Traced,
    /// Those alone whose header names what must hold them: nothing else shows it.
    Holders,
    /// None, not even those: what runs again may not be what was seen, which was another build of the addon's.
    Never,
}

impl Settings {
    /// What the project file says, and defaults for the rest.
    pub fn from_project(project: &Project) -> Self {
        Self {
            jobs: project.run.jobs.unwrap_or_else(default_jobs),
            timeout: project.run.timeout.unwrap_or(RunSection::DEFAULT_TIMEOUT),
            time_scale: project.run.time_scale,
            repeat: None,
            retries: 0,
            fail_fast: false,
            policy: Policy::Pend,
            keep: false,
            cpus: None,
            diagnose: Diagnose::default(),
            hangs: Hangs::default(),
        }
    }
}

/// Twice the processors: a scenario waits for timers about as long as it computes.
fn default_jobs() -> NonZeroUsize {
    let processors = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    processors.saturating_mul(NonZeroUsize::MIN.saturating_add(1))
}
