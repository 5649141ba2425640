//! `napi-harness scenario run`

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::ValueEnum;

use super::Filters;
use crate::cli::{self, Exit, Failure, Global};
use crate::duration;
use crate::project::{Project, TimeScale};
use crate::report::{GitHub, JUnit, Json, Progress, Report, Summary, Text};
use crate::run::Interrupt;
use crate::scenario::Catalogue;
use crate::scenario::selection::run_name;
use crate::session::{self, Planned, Session, Settings};
use crate::snapshot::{Policy, Store};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    filters: Filters,
    /// A runtime: `node`, `node@22`, `bun`, `deno`, or a path; several, and each scenario runs under each.
    #[arg(long, value_name = "SPEC", help_heading = "What runs")]
    runtime: Vec<String>,
    /// How many runs go on at once.
    #[arg(short, long, value_name = "N", help_heading = "How it runs")]
    jobs: Option<NonZeroUsize>,
    /// How long one run may take, where its header does not say.
    #[arg(long, value_name = "D", value_parser = duration::parse, help_heading = "How it runs")]
    timeout: Option<Duration>,
    /// What the addon's clock and `#harness`'s `pace` multiply by; 1 is the clock on the wall.
    #[arg(
        long,
        value_name = "X",
        allow_negative_numbers = true,
        help_heading = "How it runs"
    )]
    time_scale: Option<TimeScale>,
    /// Run each scenario N times, and say how many failed.
    #[arg(long, value_name = "N", help_heading = "What runs")]
    repeat: Option<NonZeroU32>,
    /// Try a failed run up to N times more; it passes as flaky if one of them does.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        help_heading = "What runs"
    )]
    retries: u32,
    /// Of the runs, only every Nth, beginning with the Kth.
    #[arg(long, value_name = "K/N", help_heading = "What runs")]
    shard: Option<Shard>,
    /// Stop at the first failure.
    #[arg(long, help_heading = "What runs")]
    fail_fast: bool,
    /// Make transcripts that are new or differ the accepted ones, where the run was as its header expects.
    #[arg(long, help_heading = "What comes of it")]
    accept: bool,
    /// Leave the scratch folders, and say where they are.
    #[arg(long, help_heading = "What comes of it")]
    keep: bool,
    /// The form of the report.
    #[arg(long, default_value = "text", help_heading = "What comes of it")]
    format: Format,
    /// Write the report to FILE; the report for people still goes to standard output.
    #[arg(long, value_name = "FILE", help_heading = "What comes of it")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum, PartialEq, Eq)]
enum Format {
    Text,
    Json,
    Junit,
    #[value(name = "github")]
    GitHub,
}

/// `K/N`
#[derive(Debug, Clone, Copy)]
struct Shard {
    this: usize,
    of: usize,
}

impl std::str::FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text
            .split_once('/')
            .and_then(|(this, of)| Some((this.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((this, of)) if (1..=of).contains(&this) => Ok(Self { this, of }),
            _ => Err("write K/N, such as 1/3, with K from 1 to N".into()),
        }
    }
}

pub fn execute(arguments: &Arguments, global: &Global) -> Result<Exit, Failure> {
    let started = Instant::now();
    let project = cli::project(global)?;
    let catalogue = cli::catalogue(&project)?;
    let selected = arguments.filters.select(&catalogue)?;
    let settings = settings(arguments, &project)?;
    let runtimes = cli::runtimes(&arguments.runtime, &project)?;
    let mut planned = session::plan(&selected, &runtimes);
    if let Some(shard) = arguments.shard {
        let mut index = 0..;
        planned.retain(|_| {
            index
                .next()
                .is_some_and(|index: usize| index % shard.of == shard.this - 1)
        });
    }
    let interrupt = Interrupt::install()
        .map_err(|error| Failure::usage(format!("cannot watch for signals: {error}")))?;
    let mut reports = reports(arguments, global, &project)?;
    let store = Store::new(project.snapshots.clone());
    let stopped = |interrupt: &Interrupt| interrupt.signal().map(Exit::Interrupted);
    let session = match Session::start(project, settings, &planned, interrupt.clone()) {
        Ok(session) => session,
        Err(error) => {
            return stopped(&interrupt).ok_or_else(|| cli::session_failure(error));
        }
    };
    let own = session.build_own_addons();
    if let Some(exit) = stopped(&interrupt) {
        return Ok(exit);
    }
    own.map_err(|error| Failure::new(Exit::Addon, error))?;
    let run = tell(&session, planned, &mut reports, started, global.quiet);
    drop(session);
    match (stopped(&interrupt), run) {
        (Some(exit), _) => Ok(exit),
        (None, Ok(summary)) => {
            if arguments.filters.is_empty() {
                report_orphans(&store, &catalogue);
            }
            Ok(if summary.is_good() {
                Exit::Good
            } else {
                Exit::Failed
            })
        }
        (None, Err(error)) => Err(error.into()),
    }
}

/// Runs, and passes what comes of it on to every report.
fn tell(
    session: &Session,
    planned: Vec<Planned>,
    reports: &mut [Box<dyn Report>],
    started: Instant,
    quiet: bool,
) -> io::Result<Summary> {
    let mut summary = Summary {
        total: planned.len(),
        ..Summary::default()
    };
    let progress = Progress::new(planned.len(), quiet);
    let mut written = Ok(());
    session.run(planned, |outcome| {
        summary.add(&outcome.verdict);
        progress.finished(outcome);
        let result = progress.aside(|| {
            reports
                .iter_mut()
                .try_for_each(|report| report.finished(outcome))
        });
        if written.is_ok() {
            written = result;
        }
        written.is_ok()
    });
    progress.clear();
    written?;
    summary.duration = started.elapsed();
    if session.interrupted_by().is_none() {
        reports
            .iter_mut()
            .try_for_each(|report| report.ended(&summary))?;
    }
    Ok(summary)
}

fn settings(arguments: &Arguments, project: &Project) -> Result<Settings, Failure> {
    let base = Settings::of(project);
    Ok(Settings {
        jobs: arguments.jobs.unwrap_or(base.jobs),
        timeout: arguments.timeout.unwrap_or(base.timeout),
        time_scale: arguments.time_scale.unwrap_or(base.time_scale),
        repeat: arguments.repeat,
        retries: arguments.retries,
        fail_fast: arguments.fail_fast,
        policy: Policy::from_environment(arguments.accept).map_err(Failure::usage)?,
        keep: arguments.keep,
        ..base
    })
}

/// The report that was asked for, and the one for people when that goes to a file.
fn reports(
    arguments: &Arguments,
    global: &Global,
    project: &Project,
) -> Result<Vec<Box<dyn Report>>, Failure> {
    let in_terminal = io::stdout().is_terminal();
    let names_good = global.verbose || !in_terminal && !global.quiet;
    fn text<W: Write>(out: W, names_good: bool, project: &Project) -> Text<W> {
        Text::new(out, names_good, cli::own_command(), project.root.clone())
    }
    let form = |out: Box<dyn Write>| -> Box<dyn Report> {
        match arguments.format {
            Format::Text => Box::new(text(out, names_good, project)),
            Format::Json => Box::new(Json::new(out)),
            Format::Junit => Box::new(JUnit::new(out)),
            Format::GitHub => Box::new(GitHub::new(out, text(Vec::new(), true, project))),
        }
    };
    let stdout: Box<dyn Write> = Box::new(anstream::stdout());
    let Some(file) = &arguments.output else {
        return Ok(vec![form(stdout)]);
    };
    let unwritable = |error| {
        Failure::usage(format!(
            "cannot write the report to {}: {error}",
            file.display()
        ))
    };
    let file: Box<dyn Write> = Box::new(anstream::StripStream::new(
        File::create(file).map_err(unwritable)?,
    ));
    let to_file = form(file);
    Ok(vec![to_file, Box::new(text(stdout, names_good, project))])
}

/// Snapshots of scenarios that are no more: told of, and left alone.
fn report_orphans(store: &Store, catalogue: &Catalogue) {
    let orphans = store.orphans(&known_runs(catalogue));
    for orphan in &orphans {
        anstream::eprintln!("warning: {} belongs to no scenario", orphan.display());
    }
    if !orphans.is_empty() {
        anstream::eprintln!(
            "  hint: `{} snapshot reject --orphans` removes it",
            cli::own_command()
        );
    }
}

/// The names of all runs of all scenarios.
pub fn known_runs(catalogue: &Catalogue) -> BTreeSet<String> {
    let runs = catalogue.iter().flat_map(|scenario| {
        let names = scenario
            .variants()
            .into_iter()
            .map(|variant| run_name(scenario, &variant));
        names.collect::<Vec<_>>()
    });
    runs.collect()
}
