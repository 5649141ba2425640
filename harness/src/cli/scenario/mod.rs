//! `napi-harness scenario`

mod claims;
mod export;
mod list;
mod new;
mod run;
pub use run::known_runs;
mod show;

use clap::Subcommand;

use std::sync::Arc;

use super::{Exit, Failure, Global};
use crate::diagnostic;
use crate::runtime::Runtime;
use crate::scenario::selection::{Selected, Unmatched};
use crate::scenario::{Catalogue, Selection};
use crate::session::{self, Planned};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// List scenarios.
    List(list::Arguments),
    /// Build the addon if needed, run scenarios, and compare them with their snapshots.
    Run(Box<run::Arguments>),
    /// Show a scenario's header and the program as it runs.
    Show(show::Arguments),
    /// Write a folder that reproduces a run with the runtime alone.
    Export(export::Arguments),
    /// List what documents claim, whether it is so, and the scenarios that show it.
    Claims(claims::Arguments),
    /// Write a starter scenario.
    New(new::Arguments),
}

pub fn execute(command: Command, global: &Global) -> Result<Exit, Failure> {
    match command {
        Command::List(arguments) => list::execute(&arguments, global),
        Command::Run(arguments) => run::execute(&arguments, global),
        Command::Show(arguments) => show::execute(&arguments, global),
        Command::Export(arguments) => export::execute(&arguments, global),
        Command::Claims(arguments) => claims::execute(&arguments, global),
        Command::New(arguments) => new::execute(&arguments, global),
    }
}

/// Filters, as several commands take them.
#[derive(Debug, clap::Args)]
pub struct Filters {
    /// A glob or part of a name (`guide/*`, `weak`), `tag:weak`, `shows:ThreadsafeFunction::call` or `claim:ID`. Several filters select
    /// whatever matches any of them; a full name selects only that scenario. `!` before a filter leaves out what it matches.
    #[arg(value_name = "FILTER")]
    pub filters: Vec<String>,
}

impl Filters {
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty()
    }

    /// What of `catalogue` is meant. A filter that matches nothing is a mistake, even beside others that match.
    pub fn select(&self, catalogue: &Catalogue) -> Result<Vec<Selected>, Failure> {
        let selection = Selection::parse(&self.filters).map_err(Failure::usage)?;
        let (selected, unmatched) = selection.select(catalogue);
        if !unmatched.is_empty() {
            let lines: Vec<String> = unmatched.iter().map(describe_unmatched).collect();
            return Err(Failure::new(Exit::NothingMatched, lines.join("\nerror: ")));
        }
        if selected.is_empty() {
            let message = match self.filters.is_empty() {
                true => "there are no scenarios in this project",
                false => "the filters leave out every scenario",
            };
            return Err(Failure::new(Exit::NothingMatched, message));
        }
        Ok(selected)
    }
}

/// The one run of this name.
fn plan_one(
    catalogue: &Catalogue,
    name: &str,
    runtime: &Arc<Runtime>,
    profile: Option<&str>,
) -> Result<Planned, Failure> {
    let all = Selection::default().select(catalogue).0;
    let planned = session::plan(&all, std::slice::from_ref(runtime), profile);
    let known: Vec<String> = planned.iter().map(|planned| planned.name.clone()).collect();
    let mut named = planned.into_iter().filter(|planned| planned.name == name);
    if let Some(planned) = named.next() {
        return Ok(planned);
    }
    let variant = known
        .iter()
        .find(|known| known.split('@').next() == Some(name));
    let hint = match variant {
        Some(variant) => {
            format!("\n  hint: it has variants; name one of them, such as `{variant}`")
        }
        None => diagnostic::hint(name, known.iter().map(String::as_str)),
    };
    let message = format!("there is no run `{name}`{hint}");
    Err(Failure::new(Exit::NothingMatched, message))
}

fn describe_unmatched(unmatched: &Unmatched) -> String {
    let hint = match &unmatched.nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "`scenario list` shows what there is".to_owned(),
    };
    format!("no scenario matches `{}`\n  hint: {hint}", unmatched.filter)
}
