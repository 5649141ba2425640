//! `napi-harness compare`

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use super::history::runtimes_meant;
use super::scenario::Filters;
use super::{Exit, Failure, Global, own_command};
use crate::cli;
use crate::compare::{self, Comparison, Seen};
use crate::output::{self, Form};
use crate::report::Progress;
use crate::run::Interrupt;
use crate::runtime::Runtime;
use crate::scenario::Language;
use crate::session::{self, Diagnose, Planned, Session, Settings, What};
use crate::snapshot::Policy;

/// How often a run that differs is done again before it counts as a difference.
const CONFIRMATIONS: usize = 2;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    filters: Filters,
    /// A runtime, or several: `node@22`, `node@18..26`, `bun`; the first is what the others are held against.
    #[arg(
        long,
        value_name = "SPEC",
        value_delimiter = ',',
        required = true,
        help_heading = "What runs"
    )]
    runtime: Vec<String>,
    /// Fetch nothing: of a range, take the versions that have been added.
    #[arg(long, help_heading = "What runs")]
    offline: bool,
    /// The report's format.
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum, PartialEq, Eq)]
enum Format {
    Text,
    Json,
    Markdown,
}

pub fn execute(arguments: &Arguments, global: &Global) -> Result<Exit, Failure> {
    let project = cli::project(global)?;
    let catalogue = cli::catalogue(&project)?;
    let selected = arguments.filters.select(&catalogue)?;
    let interrupt = Interrupt::install()?;
    let meant = runtimes_meant(&arguments.runtime, arguments.offline, &project, &interrupt)?;
    // A runtime may be named twice, by its version and within a range.
    let mut runtimes: Vec<Arc<Runtime>> = Vec::new();
    for runtime in meant {
        let name = runtime.to_string();
        if !runtimes.iter().any(|known| known.to_string() == name) {
            runtimes.push(runtime);
        }
    }
    if runtimes.len() < 2 {
        return Err(Failure::usage(
            "there is one runtime alone, and nothing to compare it with\n  hint: name two, such as `--runtime node --runtime bun`, or a range: `--runtime node@18..26`",
        ));
    }
    let mut planned = session::plan(&selected, &runtimes);
    // What is only compiled runs under none.
    planned.retain(|planned| planned.scenario.language != Language::Rust);
    let settings = Settings {
        policy: Policy::Leave,
        diagnose: Diagnose::Never,
        ..Settings::from_project(&project)
    };
    let session = Session::start(project, settings, &planned, interrupt.clone());
    let session = session.map_err(cli::session_failure);
    if let Some(signal) = interrupt.signal() {
        return Ok(Exit::Interrupted(signal));
    }
    let session = session?;
    let comparison = compare(&session, planned, &runtimes, global.quiet);
    if let Some(signal) = interrupt.signal() {
        return Ok(Exit::Interrupted(signal));
    }
    match arguments.format {
        Format::Text => compare::write_text(&mut output::stdout(Form::Text), &comparison)?,
        Format::Markdown => {
            let mut out = output::stdout(Form::Text);
            compare::write_markdown(&mut out, &comparison, &own_command())?;
        }
        Format::Json => {
            let mut out = output::stdout(Form::Json);
            serde_json::to_writer(&mut out, &comparison).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(match comparison.is_whole() {
        true => Exit::Good,
        false => Exit::Failed,
    })
}

/// Runs all of `planned`, and those that differ again.
fn compare(
    session: &Session,
    planned: Vec<Planned>,
    runtimes: &[Arc<Runtime>],
    quiet: bool,
) -> Comparison {
    let key = |planned: &Planned| (planned.name.clone(), planned.runtime.to_string());
    let order: Vec<Planned> = planned.clone();
    let mut seen: HashMap<(String, String), Seen> = HashMap::new();
    let progress = Progress::new(planned.len(), quiet);
    session.run(planned, |event| {
        if let What::Ended(outcome) = event.what {
            seen.insert(key(&outcome.planned), Seen::from_outcome(outcome));
        }
        progress.hear(&event);
        true
    });
    progress.clear();
    // Those of one scenario follow one another.
    let rows = order.chunk_by(|one, next| one.name == next.name);
    let rows = rows.map(|row| {
        let ran = row
            .iter()
            .filter_map(|planned| Some((planned, seen.remove(&key(planned))?)));
        let (planned, runs): (Vec<&Planned>, Vec<Seen>) = ran.unzip();
        if compare::is_even(&runs) {
            return runs;
        }
        let runs = planned.into_iter().zip(runs);
        runs.map(|(planned, run)| match is_steady(session, planned, &run) {
            true => run,
            false => run.that_varies(),
        })
        .collect()
    });
    let rows = rows.collect();
    let names = runtimes.iter().map(ToString::to_string).collect();
    Comparison::new(names, rows)
}

/// Whether the same comes of it again.
fn is_steady(session: &Session, planned: &Planned, run: &Seen) -> bool {
    let again = |_| Seen::from_outcome(&session.attempt(planned));
    (0..CONFIRMATIONS)
        .map(again)
        .all(|again| again.is_alike(run))
}
