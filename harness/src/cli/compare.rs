//! `napi-harness compare`

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::iter;

use super::history::{Fetch, runtimes_meant};
use super::scenario::Filters;
use super::{Exit, Failure, Global, own_command};
use crate::cli;
use crate::compare::{self, Comparison, Seen};
use crate::output::{self, Form};
use crate::project::Project;
use crate::report::Progress;
use crate::run::Interrupt;
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
        help_heading = "What runs"
    )]
    runtime: Vec<String>,
    /// A build of the addon, or several: `default`, which is that of `[addon]`, and names in `[addon.profiles]`; every runtime runs each.
    #[arg(
        long,
        value_name = "NAME",
        value_delimiter = ',',
        help_heading = "What runs"
    )]
    profile: Vec<String>,
    /// Fetch nothing: of a range, take the versions that have been added or are in PATH.
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
    let projects = in_profiles(&project, &arguments.profile)?;
    let catalogue = cli::catalogue(&project)?;
    let selected = arguments.filters.select(&catalogue)?;
    let interrupt = Interrupt::install()?;
    let fetch = Fetch::from_options(arguments.offline, global);
    let runtimes = runtimes_meant(&arguments.runtime, fetch, &project, &interrupt)?;
    if runtimes.len() * projects.len() < 2 {
        return Err(Failure::usage(
            "there is one runtime alone, and nothing to compare it with\n  hint: name two, such as `--runtime node --runtime bun`, or a range: `--runtime node@18..26`; or two builds of the addon: `--profile default,release`",
        ));
    }
    let mut parts = Vec::new();
    for project in projects {
        let mut planned = session::plan(&selected, &runtimes, project.profile.as_deref());
        // What is only checked runs under none, and no profile changes what has an addon of its own.
        planned.retain(|planned| match arguments.profile.is_empty() {
            true => !planned.scenario.is_checked(),
            false => planned.varies_with_profile(),
        });
        if planned.is_empty() {
            let why = match arguments.profile.is_empty() {
                true => "what is only checked runs under no runtime",
                false => "no profile changes what is only checked, or has an addon of its own",
            };
            return Err(Failure::new(
                Exit::NothingMatched,
                format!("nothing that was selected can be compared: {why}"),
            ));
        }
        let settings = Settings {
            policy: Policy::Leave,
            diagnose: Diagnose::Holders,
            ..Settings::from_project(&project)
        };
        let session = Session::start(project, settings, &planned, interrupt.clone());
        let session = session.map_err(cli::session_failure);
        if let Some(signal) = interrupt.signal() {
            return Ok(Exit::Interrupted(signal));
        }
        parts.push(Part {
            session: session?,
            planned,
        });
    }
    let comparison = compare(&parts, global.quiet);
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

/// One build of the addon, and what runs with it.
struct Part {
    session: Session,
    planned: Vec<Planned>,
}

/// The project with each of the builds that `profiles` name, each once; as it is where they name none.
fn in_profiles(project: &Project, profiles: &[String]) -> Result<Vec<Project>, Failure> {
    if profiles.is_empty() {
        return Ok(vec![project.clone()]);
    }
    let mut projects: Vec<Project> = Vec::new();
    for name in profiles {
        let built = project.clone().with_profile(name);
        let built = built.map_err(|error| Failure::usage(error.to_string()))?;
        if !projects.iter().any(|known| known.profile == built.profile) {
            projects.push(built);
        }
    }
    Ok(projects)
}

/// What runs came to, by the name of the run and where it was done.
type Found = HashMap<(String, String), Vec<Seen>>;

/// Runs all of `parts`, and those that differ again.
fn compare(parts: &[Part], quiet: bool) -> Comparison {
    let all = || parts.iter().flat_map(|part| &part.planned);
    let mut places: Vec<String> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for planned in all() {
        if !places.contains(&planned.place()) {
            places.push(planned.place());
        }
        if !names.contains(&planned.name.as_str()) {
            names.push(&planned.name);
        }
    }
    let first = run(parts, quiet, |_| 1);
    let row = |found: &[&Found], name: &str| -> Vec<Seen> {
        let cells = places.iter().filter_map(|place| {
            let key = (name.to_owned(), place.clone());
            let runs = found.iter().filter_map(|found| found.get(&key)).flatten();
            compare::representative(&runs.collect::<Vec<_>>())
        });
        cells.collect()
    };
    let uneven: HashSet<&str> = names
        .iter()
        .copied()
        .filter(|name| !compare::is_even(&row(&[&first], name)))
        .collect();
    let again = run(parts, quiet, |planned| {
        match uneven.contains(planned.name.as_str()) {
            true => CONFIRMATIONS,
            false => 0,
        }
    });
    let is_steady = |run: &Seen| {
        let runs = again.get(&run.key());
        runs.is_none_or(|runs| runs.iter().all(|other| other.is_alike(run)))
    };
    let rows = names.iter().map(|name| {
        let runs = row(&[&first, &again], name).into_iter();
        runs.map(|run| match is_steady(&run) {
            true => run,
            false => run.that_varies(),
        })
        .collect()
    });
    let rows = rows.collect();
    Comparison::new(places, rows)
}

/// Does each run of `parts` as often as `times` has it, and says what came of it.
fn run(parts: &[Part], quiet: bool, times: impl Fn(&Planned) -> usize) -> Found {
    let repeated = |planned: &Planned| iter::repeat_n(planned.clone(), times(planned));
    let work: Vec<Vec<Planned>> = parts
        .iter()
        .map(|part| part.planned.iter().flat_map(repeated).collect())
        .collect();
    let progress = Progress::new(work.iter().flatten(), quiet);
    let mut found = Found::new();
    for (Part { session, .. }, planned) in parts.iter().zip(work) {
        session.run(planned, |event| {
            if let What::Ended(outcome) = event.what {
                let seen = Seen::from_outcome(outcome);
                found.entry(seen.key()).or_default().push(seen);
            }
            progress.hear(&event);
            true
        });
    }
    progress.clear();
    found
}
