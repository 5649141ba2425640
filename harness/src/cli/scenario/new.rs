//! `napi-harness scenario new`

use std::io::Write;
use std::sync::Arc;

use crate::addon;
use crate::cli::{self, Exit, Failure, Global};
use crate::load;
use crate::output::{self, Form};
use crate::project::Project;
use crate::run::{Interrupt, Scratch, Supervision, Warden};
use crate::runtime::Runtime;
use crate::script::packages;
use crate::starter::{self, Template};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Its name: its path in the scenarios folder, without the extension.
    name: String,
    /// The question it answers.
    #[arg(long, value_enum, default_value = "exits")]
    template: Template,
}

pub fn execute(arguments: &Arguments, global: &Global) -> Result<Exit, Failure> {
    let project = cli::project(global)?;
    let name = arguments.name.trim_end_matches(".mjs");
    check(name)?;
    if let Ok(catalogue) = crate::scenario::Catalogue::read(&project)
        && let Some(there) = catalogue.get(name)
    {
        return Err(Failure::usage(format!(
            "scenario `{name}` already exists: {}\n  hint: choose another name",
            there.shown_file
        )));
    }
    let exports = exports(&project).unwrap_or_default();
    let file = starter::write_scenario(&project, name, arguments.template, &exports)
        .map_err(|error| Failure::usage(error.to_string()))?;
    let mut out = output::stdout(Form::Text);
    writeln!(out, "wrote  {}", project.relative(&file))?;
    writeln!(out, "next   {} scenario run {name}", cli::own_command())?;
    Ok(Exit::Good)
}

fn check(name: &str) -> Result<(), Failure> {
    let plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    let parts_are_names = name
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.'));
    if name.chars().all(plain) && parts_are_names {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "`{name}` is not a valid scenario name\n  hint: use letters, digits, `-`, `_` and `.`, with `/` between folders"
    )))
}

/// What the addon exports; nothing when it does not build or load, which the first run will tell.
fn exports(project: &Project) -> Option<Vec<String>> {
    let runtime = Arc::new(Runtime::find(project.run.runtimes.first()?.get_ref()).ok()?);
    let scratch = Scratch::new().ok()?;
    let supervision = Supervision {
        interrupt: Interrupt::default(),
        warden: Warden::default(),
    };
    let mut addon = addon::build(project, &supervision).ok()?.module;
    packages::link_all(project, scratch.root()).ok()?;
    load::check(project, &mut addon, &[runtime], &scratch, &supervision).ok()?;
    Some(addon.exports)
}
