//! `napi-harness history`

mod prepare;
mod releases;
mod runtimes;

use std::io::Write;
use std::path::PathBuf;

pub use prepare::{Prepared, RangeArguments, prepare};

use super::scenario::Filters;
use super::{Exit, Failure, Global, own_command};
use crate::cache;
use crate::history::{History, claims, report};
use crate::runtime;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    pub filters: Filters,
    #[command(flatten)]
    pub range: RangeArguments,
    /// What differs: a crate whose releases are built, or `node`, `bun` or `deno`, whose versions run the project's own build.
    #[arg(
        long,
        value_name = "WHAT",
        conflicts_with = "krate",
        help_heading = "What differs"
    )]
    over: Option<String>,
    /// The form of the report.
    #[arg(
        long,
        value_enum,
        default_value = "text",
        help_heading = "What comes of it"
    )]
    format: Format,
    /// Write the report as JSON to FILE, beside the one on standard output.
    #[arg(long, value_name = "FILE", help_heading = "What comes of it")]
    output: Option<PathBuf>,
    /// Draw it: a row for each scenario, a column for each release.
    #[arg(long, value_name = "FILE", help_heading = "What comes of it")]
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
    let range = RangeArguments {
        krate: arguments
            .range
            .krate
            .clone()
            .or(arguments.over.clone().filter(|_| over_runtime.is_none())),
        runtime: specs(arguments, over_runtime),
        from: arguments.range.from.clone(),
        to: arguments.range.to.clone(),
        ..arguments.range
    };
    let mut prepared = prepare(&arguments.filters, &range, over_runtime.is_some(), global)?;
    let histories = prepared.sweep(global.quiet)?;
    for file in [&arguments.output, &arguments.svg].into_iter().flatten() {
        let text = if Some(file) == arguments.svg.as_ref() {
            report::picture(&histories)
        } else {
            json(&histories)
        };
        cache::write(file, &text)
            .map_err(|error| Failure::usage(format!("cannot write {}: {error}", file.display())))?;
    }
    let mut out = anstream::stdout().lock();
    match arguments.format {
        Format::Json => out.write_all(json(&histories).as_bytes())?,
        Format::Text => {
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
                anstream::eprintln!("{}: {complaint}", run.scenario.shown_file);
            }
        }
    }
    Ok(if as_claimed { Exit::Good } else { Exit::Failed })
}

fn json(histories: &[History]) -> String {
    let lines = histories.iter().flat_map(report::lines);
    lines
        .map(|line| serde_json::to_string(&line).expect("a line is JSON") + "\n")
        .collect()
}

/// Over a runtime's versions, those that were asked for or the newest of every major one.
fn specs(arguments: &Arguments, over: Option<runtime::Kind>) -> Vec<String> {
    match over {
        Some(kind) if arguments.range.runtime.is_empty() => {
            vec![format!("{}@each-major", kind.name())]
        }
        _ => arguments.range.runtime.clone(),
    }
}
