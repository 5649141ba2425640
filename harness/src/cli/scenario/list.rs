//! `napi-harness scenario list`

use std::io::Write;

use anstyle::Style;
use clap::ValueEnum;
use serde_json::json;

use super::Filters;
use crate::cli::{self, Exit, Failure, Global};
use crate::output::{self, Form};
use crate::scenario::Claims;
use crate::scenario::selection::{Selected, run_name};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    filters: Filters,
    /// The output format; `names` prints one run per line, as `scenario run` takes it.
    #[arg(long, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Names,
}

pub fn execute(arguments: &Arguments, global: &Global) -> Result<Exit, Failure> {
    let project = cli::project(global)?;
    let catalogue = cli::catalogue(&project)?;
    let selected = arguments.filters.select(&catalogue)?;
    let mut out = output::stdout(match arguments.format {
        Format::Json => Form::Json,
        Format::Text | Format::Names => Form::Text,
    });
    match arguments.format {
        Format::Text => write_text(&mut out, &selected)?,
        Format::Json => {
            for selected in &selected {
                writeln!(out, "{}", json_of(selected, catalogue.claims()))?;
            }
        }
        Format::Names => {
            for Selected { scenario, variants } in &selected {
                for variant in variants {
                    writeln!(out, "{}", run_name(scenario, variant))?;
                }
            }
        }
    }
    out.flush()?;
    Ok(Exit::Good)
}

const HEADING: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

fn write_text(out: &mut impl Write, selected: &[Selected]) -> std::io::Result<()> {
    let width = |selected: &Selected| selected.scenario.name.chars().count();
    let width = selected.iter().map(width).max().unwrap_or(0);
    let mut runs = 0;
    for Selected { scenario, variants } in selected {
        runs += variants.len();
        write!(
            out,
            "{HEADING}{:width$}{HEADING:#}  {}",
            scenario.name, scenario.header.summary
        )?;
        if variants.len() > 1 {
            write!(out, " {FAINT}({} variants){FAINT:#}", variants.len())?;
        }
        writeln!(out)?;
    }
    let count = selected.len();
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    writeln!(
        out,
        "{FAINT}{count} scenario{}, {runs} run{}{FAINT:#}",
        plural(count),
        plural(runs)
    )
}

fn json_of(
    Selected { scenario, variants }: &Selected,
    claims: Option<&Claims>,
) -> serde_json::Value {
    let header = &scenario.header;
    let entry = header.claim.as_ref().and_then(|id| claims?.get(id));
    let holds = match entry {
        Some(claim) => json!(claim.verdict),
        None => json!(header.holds),
    };
    json!({
        "scenario": scenario.name,
        "file": scenario.shown_file,
        "summary": header.summary,
        "shows": header.shows,
        "claim": header.claim,
        "holds": holds,
        "tags": header.tags,
        "end": header.expect.end.to_string(),
        "links": header.links,
        "runs": variants.iter().map(|variant| run_name(scenario, variant)).collect::<Vec<_>>(),
    })
}
