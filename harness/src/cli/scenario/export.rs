//! `napi-harness scenario export`

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use toml::Spanned;

use super::plan_one;
use crate::cli::{self, Exit, Failure, Global};
use crate::export::{self, Export};
use crate::output::{self, Form};
use crate::run::Interrupt;
use crate::runtime::Runtime;
use crate::session::{Diagnose, Session, Settings};
use crate::snapshot::Policy;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The full name of one run: `weak/alone`, or `queue/full@0` if there are variants.
    name: String,
    /// The folder to write; it must be empty or not exist.
    folder: PathBuf,
    /// The runtime to run it with.
    #[arg(long, value_name = "SPEC")]
    runtime: Option<String>,
    /// A further build of the addon, by its name in `[addon.profiles]`.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
}

pub fn execute(arguments: &Arguments, global: &Global) -> Result<Exit, Failure> {
    let profile = arguments.profile.as_deref();
    let project = cli::project_in(global, profile)?;
    let catalogue = cli::catalogue(&project)?;
    let of_project = project.run.runtimes.first().map(Spanned::get_ref);
    let spec = arguments.runtime.as_ref().or(of_project);
    let runtime = Runtime::find(spec.map_or("node", String::as_str))
        .map(Arc::new)
        .map_err(|error| cli::no_runtime(&error))?;
    let planned = plan_one(
        &catalogue,
        &arguments.name,
        &runtime,
        project.profile.as_deref(),
    )?;
    let interrupt = Interrupt::install()?;
    let settings = Settings {
        policy: Policy::Leave,
        diagnose: Diagnose::Always,
        ..Settings::from_project(&project)
    };
    let session = Session::start(
        project,
        settings,
        std::slice::from_ref(&planned),
        interrupt.clone(),
    );
    let session = session.map_err(cli::session_failure);
    if let Some(signal) = interrupt.signal() {
        return Ok(Exit::Interrupted(signal));
    }
    let session = session?;
    let outcome = session.attempt(&planned);
    if let Some(signal) = interrupt.signal() {
        return Ok(Exit::Interrupted(signal));
    }
    let export =
        Export::new(&session, &outcome).map_err(|error| Failure::new(Exit::Addon, error))?;
    export
        .write(&arguments.folder)
        .map_err(|error| match error {
            export::Error::NotEmpty(_) | export::Error::Checked(_) => {
                Failure::usage(error.to_string())
            }
            other => Failure::new(Exit::Failed, other.to_string()),
        })?;
    let mut out = output::stdout(Form::Text);
    writeln!(out, "wrote  {}", arguments.folder.display())?;
    if let Some(observation) = &outcome.observation {
        writeln!(out, "ends   {}", observation.ending)?;
    }
    for leak in outcome.leaks() {
        writeln!(out, "leaks  {leak}")?;
    }
    if let Some(cause) = &outcome.cause {
        writeln!(out, "why    {cause}")?;
    }
    writeln!(
        out,
        "its README.md says how to run it, without napi-harness"
    )?;
    Ok(Exit::Good)
}
