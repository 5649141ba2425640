//! `napi-harness scenario`

mod list;
mod run;
pub use run::known_runs;
mod show;

use clap::Subcommand;

use super::{Exit, Failure, Global};
use crate::scenario::selection::{Selected, Unmatched};
use crate::scenario::{Catalogue, Selection};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// List what there is.
    List(list::Arguments),
    /// Build the addon if needed, run scenarios, compare with snapshots.
    Run(Box<run::Arguments>),
    /// Show a scenario's header, and the script as it would be written.
    Show(show::Arguments),
}

pub fn execute(command: Command, global: &Global) -> Result<Exit, Failure> {
    match command {
        Command::List(arguments) => list::execute(&arguments, global),
        Command::Run(arguments) => run::execute(&arguments, global),
        Command::Show(arguments) => show::execute(&arguments, global),
    }
}

/// Filters, as several commands take them.
#[derive(Debug, clap::Args)]
pub struct Filters {
    /// A glob or a part of a name (`guide/*`, `weak`), `tag:weak`, `shows:ThreadsafeFunction::call`; several are
    /// alternatives. A whole name means only the scenario of that name.
    #[arg(value_name = "FILTER")]
    filters: Vec<String>,
}

impl Filters {
    fn is_empty(&self) -> bool {
        self.filters.is_empty()
    }

    /// What of `catalogue` is meant. A filter that matches nothing is a mistake, even beside others that match.
    fn select(&self, catalogue: &Catalogue) -> Result<Vec<Selected>, Failure> {
        let selection = Selection::parse(&self.filters).map_err(Failure::usage)?;
        let (selected, unmatched) = selection.of(catalogue);
        if !unmatched.is_empty() {
            let lines: Vec<String> = unmatched.iter().map(told).collect();
            return Err(Failure::new(Exit::NothingMatched, lines.join("\nerror: ")));
        }
        if selected.is_empty() {
            return Err(Failure::new(
                Exit::NothingMatched,
                "there are no scenarios in this project",
            ));
        }
        Ok(selected)
    }
}

fn told(unmatched: &Unmatched) -> String {
    let hint = match &unmatched.nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "`scenario list` shows what there is".to_owned(),
    };
    format!("no scenario matches `{}`\n  hint: {hint}", unmatched.filter)
}
