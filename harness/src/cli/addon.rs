//! `napi-harness addon`

use std::io::Write;

use clap::Subcommand;

use super::{Exit, Failure, Global, project_in};
use crate::addon;
use crate::output::{self, Form};
use crate::project::Entry;
use crate::run::{Interrupt, Supervision, Warden};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the addon if its sources changed, and print its path.
    Build {
        /// A further build of it, by its name in `[addon.profiles]`.
        #[arg(long, value_name = "NAME")]
        profile: Option<String>,
    },
}

pub fn execute(command: &Command, global: &Global) -> Result<Exit, Failure> {
    let Command::Build { profile } = command;
    let project = project_in(global, profile.as_deref())?;
    let interrupt = Interrupt::install()?;
    let supervision = Supervision {
        interrupt: interrupt.clone(),
        warden: Warden::default(),
    };
    let built = addon::build(&project, &supervision);
    if let Some(signal) = interrupt.signal() {
        return Ok(Exit::Interrupted(signal));
    }
    let built = built.map_err(|error| Failure::new(Exit::Addon, error.to_string()))?;
    let state = if built.built { "built" } else { "up to date" };
    let mut out = output::stdout(Form::Text);
    match built.module.entry {
        Entry::File(file) => writeln!(out, "{state}: {}", file.display())?,
        Entry::Package(name) => writeln!(out, "{state}: the package {name}")?,
    }
    Ok(Exit::Good)
}
