//! `napi-harness history`

mod prepare;
mod runtimes;

use std::io::Write;
use std::path::PathBuf;

pub use prepare::{RangeArguments, prepare, sweep};
use runtimes::no_version_of;
pub use runtimes::{Fetch, runtimes_meant};

use super::report_file::{keep, report_file};
use super::scenario::Filters;
use super::{Exit, Failure, Global, own_command};
use crate::history::{History, claims, report};
use crate::output::{self, Form};
use crate::runtime;
use crate::runtime::spec::Wanted;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    pub filters: Filters,
    #[command(flatten)]
    pub range: RangeArguments,
    /// What to vary: a crate, to build each of its releases; or `node`, `bun` or `deno`, to run the project's build under each version.
    #[arg(
        long,
        value_name = "WHAT",
        conflicts_with = "krate",
        help_heading = "Range"
    )]
    over: Option<String>,
    /// The report's format.
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
    /// Also write the report to FILE, as JSON.
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Draw a picture with a row per scenario and a column per release.
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    svg: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum, PartialEq, Eq)]
enum Format {
    Text,
    Json,
}

pub fn execute(arguments: &Arguments, global: &Global) -> Result<Exit, Failure> {
    if arguments.filters.is_empty() {
        return Err(Failure::usage(format!(
            "history needs the name of a scenario, or a filter such as `bugs`\n  hint: `{} scenario list` shows what there is",
            own_command()
        )));
    }
    let over_runtime = match arguments.over.as_deref() {
        Some(name) => runtime::Kind::named(name),
        None => None,
    };
    if let Some(kind) = over_runtime {
        refuse_what_is_of_releases(kind, &arguments.range)?;
    }
    let range = RangeArguments {
        krate: arguments
            .range
            .krate
            .clone()
            .or(arguments.over.clone().filter(|_| over_runtime.is_none())),
        runtime: specs(arguments, over_runtime)?,
        from: arguments.range.from.clone(),
        to: arguments.range.to.clone(),
        ..arguments.range
    };
    // Before anything is built: a report that cannot be written is better known now.
    let output = arguments.output.as_deref().map(report_file).transpose()?;
    let svg = arguments.svg.as_deref().map(report_file).transpose()?;
    let mut prepared = prepare(&arguments.filters, &range, over_runtime, global)?;
    let releases = prepared.releases.clone();
    let histories = sweep(&mut prepared, releases, global.quiet)?;
    let mut kept = Ok(());
    for (file, form, text) in [
        (output, Form::Json, json as fn(&[History]) -> String),
        (svg, Form::Xml, report::picture),
    ] {
        if let Some(file) = file {
            file.writer(form).write_all(text(&histories).as_bytes())?;
            kept = kept.and(keep(file));
        }
    }
    match arguments.format {
        Format::Json => output::stdout(Form::Json).write_all(json(&histories).as_bytes())?,
        Format::Text => {
            let mut out = output::stdout(Form::Text);
            for history in &histories {
                report::tell(history, &mut out)?;
            }
        }
    }
    let mut as_claimed = true;
    for (run, history) in prepared.runs.iter().zip(&histories) {
        if let Some(bug) = &run.scenario.header.bug
            && history.krate.as_ref() == Some(&bug.krate)
        {
            for complaint in claims::against(bug, history) {
                as_claimed = false;
                output::notice(format_args!("{}: {complaint}", run.scenario.shown_file));
            }
        }
    }
    kept?;
    Ok(if as_claimed { Exit::Good } else { Exit::Failed })
}

fn json(histories: &[History]) -> String {
    let lines = histories.iter().flat_map(report::lines);
    lines
        .map(|line| serde_json::to_string(&line).expect("a line is JSON") + "\n")
        .collect()
}

/// Over a runtime's versions, those that were asked for or the newest of every major one.
fn specs(arguments: &Arguments, over: Option<runtime::Kind>) -> Result<Vec<String>, Failure> {
    let asked = &arguments.range.runtime;
    match over {
        Some(kind) if asked.is_empty() => Ok(vec![format!("{}@each-major", kind.name())]),
        Some(kind) => {
            // Before any of another runtime is looked for, or fetched.
            let mut wanted = asked.iter().filter_map(|spec| Wanted::parse(spec).ok());
            match wanted.find(|wanted| wanted.kind != kind) {
                Some(other) => Err(no_version_of(kind, &other)),
                None => Ok(asked.clone()),
            }
        }
        None => Ok(asked.clone()),
    }
}

/// Releases of a crate do not differ where the versions of a runtime do.
fn refuse_what_is_of_releases(over: runtime::Kind, range: &RangeArguments) -> Result<(), Failure> {
    let name = over.name();
    for (option, given) in [("--from", &range.from), ("--to", &range.to)] {
        if given.is_some() {
            return Err(Failure::usage(format!(
                "`{option}` names a release of a crate, but `--over {name}` uses the project's own build under each version of {name}\n  hint: `--runtime {name}@18..22` says which versions; `--over CRATE {option} VERSION` goes over releases"
            )));
        }
    }
    Ok(())
}
