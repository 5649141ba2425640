//! `napi-harness scenario show`

use std::io::Write;

use anstyle::Style;

use crate::cli::{self, Exit, Failure, Global};
use crate::diagnostic;
use crate::output::{self, Form};
use crate::scenario::selection::scenario_of;
use crate::script;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The scenario's whole name.
    name: String,
}

const HEADING: Style = Style::new().bold();

pub fn execute(arguments: &Arguments, global: &Global) -> Result<Exit, Failure> {
    let project = cli::project(global)?;
    let catalogue = cli::catalogue(&project)?;
    // The name of one run of it means the scenario, too.
    let name = scenario_of(&arguments.name);
    let Some(scenario) = catalogue.get(name) else {
        let names = catalogue.iter().map(|scenario| scenario.name.as_str());
        let message = format!(
            "there is no scenario `{name}`{}",
            diagnostic::hint(name, names)
        );
        return Err(Failure::new(Exit::NothingMatched, message));
    };
    let header = &scenario.header;
    let mut out = output::stdout(Form::Text);
    let mut field = |name: &str, value: String| {
        if value.is_empty() {
            return Ok(());
        }
        writeln!(out, "{HEADING}{name:>9}{HEADING:#}  {value}")
    };
    field("scenario", scenario.name.clone())?;
    field("file", scenario.shown_file.clone())?;
    field("summary", header.summary.clone())?;
    field("shows", header.shows.join(", "))?;
    let claims = catalogue.claims();
    match header.claim.as_ref().and_then(|id| claims?.get(id)) {
        Some(claim) => {
            let title = claims.map_or("", |claims| claims.title_of(claim));
            field(
                "claim",
                format!("{}: “{}” ({title})", claim.id, claim.quote),
            )?;
            field("holds", claim.verdict.to_string())?;
        }
        None => {
            field("claim", header.claim.clone().unwrap_or_default())?;
            let holds = header.holds.map(|it| format!("{it:?}").to_lowercase());
            field("holds", holds.unwrap_or_default())?;
        }
    }
    field("tags", header.tags.join(", "))?;
    field("ends", header.expect.end.to_string())?;
    let within = header.expect.within.map(crate::duration::for_people);
    field("within", within.unwrap_or_default())?;
    let variants: Vec<String> = scenario
        .variants()
        .iter()
        .map(ToString::to_string)
        .collect();
    field("variants", variants.join("  "))?;
    field("flags", header.flags.join(" "))?;
    let cpus = header.cpus.map(|cpus| cpus.to_string());
    field("cpus", cpus.unwrap_or_default())?;
    field("links", header.links.join(" "))?;
    writeln!(out)?;
    out.write_all(script::program_text(scenario).as_bytes())?;
    out.flush()?;
    Ok(Exit::Good)
}
