//! `napi-harness scenario run`

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal, Write};
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::ValueEnum;

use super::Filters;
use crate::cli::number;
use crate::cli::report_file::{keep, report_file};
use crate::cli::{self, Exit, Failure, Global};
use crate::duration;
use crate::output::{self, Form, ReportFile};
use crate::project::{Project, TimeScale};
use crate::report::{self, ChromeTrace, GitHub, JUnit, Json, Progress, Report, Summary, Text};
use crate::run::Interrupt;
use crate::scenario::Catalogue;
use crate::scenario::behaviour::snapshot_name;
use crate::scenario::selection::run_name;
use crate::session::{self, Diagnose, Planned, Session, Settings, What};
use crate::snapshot::{Policy, Store};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    filters: Filters,
    /// A runtime, or several: `node`, `node@22`, `bun`, `deno`, or a path; each scenario runs under each.
    #[arg(
        long,
        value_name = "SPEC",
        value_delimiter = ',',
        help_heading = "What runs"
    )]
    runtime: Vec<String>,
    /// A further build of the addon, by its name in `[addon.profiles]`; `default` is that of `[addon]`.
    #[arg(long, value_name = "NAME", help_heading = "What runs")]
    profile: Option<String>,
    /// The number of concurrent runs.
    #[arg(short, long, value_name = "N", value_parser = number::from_one::<NonZeroUsize>, help_heading = "Execution")]
    jobs: Option<NonZeroUsize>,
    /// Let each run use only N processors, as on a small CI machine, whatever its header says; all, if there are fewer.
    #[arg(long, value_name = "N", value_parser = number::from_one::<NonZeroUsize>, help_heading = "Execution")]
    cpus: Option<NonZeroUsize>,
    /// The timeout of a run whose header sets none.
    #[arg(long, value_name = "D", value_parser = duration::parse, help_heading = "Execution")]
    timeout: Option<Duration>,
    /// The factor for delays of the addon and of `pace` in `#harness`; 1 means real time.
    #[arg(
        long,
        value_name = "X",
        allow_negative_numbers = true,
        help_heading = "Execution"
    )]
    time_scale: Option<TimeScale>,
    /// Run each scenario N times and report how many runs failed.
    #[arg(long, value_name = "N", value_parser = number::from_one::<NonZeroU32>, help_heading = "What runs")]
    repeat: Option<NonZeroU32>,
    /// Retry a failed run up to N times; if a retry passes, it counts as flaky.
    #[arg(
        long,
        value_name = "N",
        value_parser = number::from_zero,
        default_value_t = 0,
        help_heading = "What runs"
    )]
    retries: u32,
    /// Run only every Nth run, beginning with the Kth.
    #[arg(long, value_name = "K/N", help_heading = "What runs")]
    shard: Option<Shard>,
    /// Stop at the first failure.
    #[arg(long, help_heading = "What runs")]
    fail_fast: bool,
    /// Accept new and differing transcripts of runs that met their header's expectations.
    #[arg(long, help_heading = "Output")]
    accept: bool,
    /// Keep the scratch folders and print their paths.
    #[arg(long, help_heading = "Output")]
    keep: bool,
    /// The report's format.
    #[arg(long, default_value = "text", help_heading = "Output")]
    format: Format,
    /// Write the report to FILE, which is replaced once the report is complete; pipes and devices are written as runs end. The
    /// text report still goes to standard output.
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum, PartialEq, Eq)]
enum Format {
    Text,
    Json,
    Junit,
    #[value(name = "github")]
    GitHub,
    /// What native code did in a second run of each scenario, as Chrome trace events, which Perfetto opens.
    Trace,
}

impl Arguments {
    /// The options that change what a run does, as they may be given again.
    fn given(&self) -> String {
        let profile = self.profile.iter().map(|name| format!(" --profile {name}"));
        let cpus = self.cpus.map(|cpus| format!(" --cpus {cpus}"));
        let timeout = self
            .timeout
            .map(|it| format!(" --timeout {}ms", it.as_millis()));
        let scale = self.time_scale.map(TimeScale::factor);
        let scale = scale.map(|factor| format!(" --time-scale {factor}"));
        let others = [cpus, timeout, scale].into_iter().flatten();
        profile.chain(others).collect()
    }
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
    let project = cli::project_in(global, arguments.profile.as_deref())?;
    let catalogue = cli::catalogue(&project)?;
    let selected = arguments.filters.select(&catalogue)?;
    let settings = build_settings(arguments, &project)?;
    let asked = cli::runtimes(&arguments.runtime, &project)?;
    let mut planned = session::plan(&selected, &asked.runtimes(), project.profile.as_deref());
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
    let file = arguments.output.as_deref().map(report_file).transpose()?;
    let specs = report::specs(&arguments.runtime, &asked);
    let mut reports = build_reports(arguments, global, &project, &specs, file.as_ref());
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
    let run = run_and_report(&session, planned, &mut reports, started, global.quiet);
    drop(session);
    let kept = file.map_or(Ok(()), keep);
    if let Some(exit) = stopped(&interrupt) {
        if let Err(failure) = kept {
            failure.tell();
        }
        return Ok(exit);
    }
    let summary = run?;
    if arguments.filters.is_empty() {
        report_orphans(&store, &catalogue);
    }
    kept?;
    Ok(if summary.is_good() {
        Exit::Good
    } else {
        Exit::Failed
    })
}

/// Runs, and passes what comes of it on to every report.
fn run_and_report(
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
    let progress = Progress::new(planned.iter(), quiet);
    let mut written = Ok(());
    // If a report cannot be written, everything still runs, and no other report replaces it.
    let mut each = |reports: &mut [Box<dyn Report>],
                    tell: &dyn Fn(&mut dyn Report) -> io::Result<()>| {
        for report in reports {
            let told = tell(report.as_mut());
            if written.is_ok() {
                written = told;
            }
        }
    };
    session.run(planned, |event| {
        if let What::Ended(outcome) = event.what {
            summary.add(&outcome.verdict);
        }
        progress.hear(&event);
        progress.aside(|| each(reports, &|report| report.hear(&event)));
        true
    });
    progress.clear();
    summary.duration = started.elapsed();
    if session.interrupted_by().is_none() {
        each(reports, &|report| report.ended(&summary));
    } else {
        each(reports, &|report| report.interrupted(&summary));
    }
    written.map(|()| summary)
}

fn build_settings(arguments: &Arguments, project: &Project) -> Result<Settings, Failure> {
    let base = Settings::from_project(project);
    Ok(Settings {
        jobs: arguments.jobs.unwrap_or(base.jobs),
        cpus: arguments.cpus,
        timeout: arguments.timeout.unwrap_or(base.timeout),
        time_scale: arguments.time_scale.unwrap_or(base.time_scale),
        repeat: arguments.repeat,
        retries: arguments.retries,
        fail_fast: arguments.fail_fast,
        policy: Policy::from_environment(arguments.accept).map_err(Failure::usage)?,
        keep: arguments.keep,
        diagnose: match arguments.format {
            Format::Trace => Diagnose::Traced,
            _ => base.diagnose,
        },
        ..base
    })
}

/// The report that was asked for, and the one for people when that goes to a file.
fn build_reports(
    arguments: &Arguments,
    global: &Global,
    project: &Project,
    specs: &BTreeMap<String, String>,
    file: Option<&ReportFile>,
) -> Vec<Box<dyn Report>> {
    let in_terminal = io::stdout().is_terminal();
    let names_good = global.verbose || !in_terminal && !global.quiet;
    let shows_figures = global.verbose;
    let text = |out, names_good, project: &Project| {
        let mut text = Text::new(out, names_good, cli::own_command(), project.root.clone());
        text.shows_figures = shows_figures;
        text.specs.clone_from(specs);
        text.options = arguments.given();
        text
    };
    let report = |out: &dyn Fn(Form) -> Box<dyn Write>| -> Box<dyn Report> {
        match arguments.format {
            Format::Text => Box::new(text(out(Form::Text), names_good, project)),
            Format::Json => Box::new(Json::new(out(Form::Json))),
            Format::Junit => Box::new(JUnit::new(out(Form::Xml))),
            Format::Trace => Box::new(ChromeTrace::new(out(Form::Json))),
            Format::GitHub => {
                let text = text(out(Form::Text), true, project);
                Box::new(GitHub::new(text, out(Form::Commands)))
            }
        }
    };
    let stdout = |form| Box::new(output::stdout(form)) as Box<dyn Write>;
    match file {
        None => vec![report(&stdout)],
        Some(file) => vec![
            report(&|form| Box::new(file.writer(form))),
            Box::new(text(stdout(Form::Text), names_good, project)),
        ],
    }
}

/// Reports snapshots of scenarios that no longer exist, and leaves them alone.
fn report_orphans(store: &Store, catalogue: &Catalogue) {
    let orphans = store.orphans(&known_runs(catalogue));
    for orphan in &orphans {
        output::notice(format_args!(
            "warning: {} does not belong to any scenario",
            orphan.display()
        ));
    }
    if !orphans.is_empty() {
        output::notice(format_args!(
            "  hint: `{} snapshot reject --orphans` removes it",
            cli::own_command()
        ));
    }
}

/// The names of all runs of all scenarios.
pub fn known_runs(catalogue: &Catalogue) -> BTreeSet<String> {
    let runs = catalogue.iter().flat_map(|scenario| {
        let names = scenario.variants().into_iter().flat_map(move |variant| {
            let name = run_name(scenario, &variant);
            let behaviours = scenario.behaviours();
            behaviours.map(move |behaviour| snapshot_name(&name, behaviour))
        });
        names.collect::<Vec<_>>()
    });
    runs.collect()
}
