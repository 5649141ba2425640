//! From the command line to a sweep, and its progress in a terminal.

use std::io::{self, IsTerminal};
use std::num::{NonZeroU32, NonZeroUsize};

use super::runtimes::{Fetch, runtimes_meant, versions_of};
use crate::cargo::index::{self, Freshness};
use crate::cli::number;
use crate::cli::scenario::Filters;
use crate::cli::{self, Exit, Failure, Global};
use crate::history::{self, Event, History, Keep, NotPrepared, Over, Prepared, Question, Range};
use crate::output;
use crate::run::Interrupt;
use crate::runtime;

/// What `history` and `bisect` have in common.
#[derive(Debug, clap::Args)]
pub struct RangeArguments {
    /// The crate whose releases to build; by default, that of the scenario's bug, or napi.
    #[arg(long = "crate", value_name = "CRATE", help_heading = "Range")]
    pub krate: Option<String>,
    /// The first release; by default, the scenario's own, or the first of its major version.
    #[arg(long, value_name = "VERSION", help_heading = "Range")]
    pub from: Option<String>,
    /// The last release; by default, `latest`.
    #[arg(long, value_name = "VERSION", help_heading = "Range")]
    pub to: Option<String>,
    /// The runtimes, separated by commas: `node@22,node@24`.
    #[arg(
        long,
        value_name = "SPEC",
        value_delimiter = ',',
        help_heading = "Range"
    )]
    pub runtime: Vec<String>,
    /// The number of runs per release.
    #[arg(long, value_name = "K", value_parser = number::from_one::<NonZeroU32>, help_heading = "Execution")]
    pub repeat: Option<NonZeroU32>,
    /// The number of concurrent runs.
    #[arg(short, long, value_name = "N", value_parser = number::from_one::<NonZeroUsize>, help_heading = "Execution")]
    pub jobs: Option<NonZeroUsize>,
    /// Do not use the network: only releases in cargo's cache are known and can be built.
    #[arg(long, help_heading = "Execution")]
    pub offline: bool,
    /// Run everything again and ignore cached results.
    #[arg(long, help_heading = "Execution")]
    pub fresh: bool,
}

/// Gets everything ready.
pub fn prepare(
    filters: &Filters,
    range: &RangeArguments,
    over_runtime: Option<runtime::Kind>,
    global: &Global,
) -> Result<Prepared, Failure> {
    let project = cli::project(global)?;
    let catalogue = cli::catalogue(&project)?;
    let selected = filters.select(&catalogue)?;
    let interrupt = Interrupt::install()?;
    let releases = || Range {
        krate: range.krate.clone(),
        from: range.from.clone(),
        to: range.to.clone().unwrap_or_else(|| "latest".into()),
        freshness: if range.offline {
            Freshness::Offline
        } else {
            Freshness::Current
        },
    };
    let fetch = Fetch::from_options(range.offline, global);
    let runtimes = runtimes_meant(&range.runtime, fetch, &project, &interrupt)?;
    if let Some(kind) = over_runtime {
        versions_of(kind, &runtimes)?;
    }
    let question = Question {
        selected,
        over: match over_runtime {
            Some(_) => Over::Runtimes,
            None => Over::Releases(releases()),
        },
        runtimes,
        repeat: range.repeat,
        jobs: range.jobs,
        keep: if range.fresh {
            Keep::afresh()
        } else {
            Keep::in_cache()
        },
    };
    let prepared = Prepared::new(question, project, &catalogue, interrupt.clone());
    let prepared = prepared.map_err(|error| failure(error, &interrupt))?;
    for warning in &prepared.warnings {
        output::notice(format_args!("warning: {warning}"));
    }
    Ok(prepared)
}

/// Sweeps `releases`, with a progress bar in a terminal.
pub fn sweep(
    prepared: &mut Prepared,
    releases: Option<(String, Vec<index::Release>)>,
    quiet: bool,
) -> Result<Vec<History>, Failure> {
    let progress = if quiet || !io::stderr().is_terminal() {
        indicatif::ProgressBar::hidden()
    } else {
        indicatif::ProgressBar::new(0).with_style(
            indicatif::ProgressStyle::with_template("  {pos}/{len} {wide_bar} {msg}, {eta} left")
                .expect("a valid template"),
        )
    };
    let swept = prepared.sweep(releases, |event| match event {
        Event::Begins { to_do, of } => {
            progress.set_length(to_do as u64);
            if !quiet && to_do > 0 {
                progress.suspend(|| {
                    output::notice(format_args!("{to_do} of {of} builds to make and run"));
                });
            }
        }
        Event::Done { release } => {
            progress.set_message(release);
            progress.inc(1);
        }
    });
    progress.finish_and_clear();
    match (swept, prepared.interrupted_by()) {
        (Ok(histories), None) => Ok(histories),
        (Err(error), None) => Err(Failure::new(Exit::Failed, error.to_string())),
        (_, Some(signal)) => Err(Failure::new(
            Exit::Interrupted(signal),
            history::Error::Interrupted.to_string(),
        )),
    }
}

fn failure(error: NotPrepared, interrupt: &Interrupt) -> Failure {
    if let Some(signal) = interrupt.signal() {
        return Failure::new(Exit::Interrupted(signal), "interrupted");
    }
    let exit = match error {
        NotPrepared::Session(error) => return cli::session_failure(error),
        NotPrepared::Question(_) => Exit::Usage,
        NotPrepared::OwnAddons(_) | NotPrepared::Shadow(_) => Exit::Addon,
        NotPrepared::Cargo(_) | NotPrepared::Lock(_) | NotPrepared::Io(_) => Exit::Failed,
    };
    Failure::new(exit, error.to_string())
}
