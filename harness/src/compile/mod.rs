//! Rust scenarios: type-checked by rustc against the addon's own dependencies, and never run. What rustc says of them
//! is their output.

mod dependencies;
mod diagnostics;
mod rustc;
mod twin;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cache;
use crate::cargo;
use crate::project::Project;
use crate::run::capture::Keep;
use crate::run::observation::Stream;
use crate::run::process::{self, Invocation, Orphans, OutputTo, Status, Stopped, Tracers};
use crate::run::{Ending, Observation, Supervision, environment};
use crate::scenario::Scenario;
pub use dependencies::Dependencies;
pub use rustc::Rustc;

/// No program that explains something takes rustc as long as this.
const TIMEOUT: Duration = Duration::from_secs(120);

/// Why a Rust scenario could not be checked at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The addon is not a Cargo package.
    #[error("a Rust scenario is checked against the addon's dependencies, and there is no {}; `[addon] dir` says where the addon's package is", .0.display())]
    NoPackage(PathBuf),
    /// cargo failed.
    #[error("the addon's dependencies cannot be built for it: {0}")]
    Cargo(#[from] cargo::Error),
    /// rustc cannot be asked.
    #[error("rustc cannot be asked in the addon's folder: {0}")]
    Rustc(String),
    /// The user wanted everything to stop.
    #[error("interrupted")]
    Interrupted,
    /// Another harness builds them, and the user stopped the wait.
    #[error(transparent)]
    Lock(#[from] cache::lock::Error),
    /// The file system refused, or a program did not start.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Checks the program of `scenario` against `dependencies`; `folder` is its scratch folder.
///
/// # Errors
/// When rustc cannot even be asked.
pub fn check(
    scenario: &Scenario,
    project: &Project,
    dependencies: &Dependencies,
    folder: &Path,
    supervision: &Supervision,
) -> Result<Observation, Error> {
    let mut environment = environment::own();
    // Procedural macros read what cargo tells them of the crate.
    for (name, value) in [
        ("CARGO_PKG_NAME", "scenario"),
        ("CARGO_PKG_VERSION", "0.0.0"),
        ("CARGO_CRATE_NAME", "scenario"),
    ] {
        environment.insert(name.into(), value.into());
    }
    environment.insert("CARGO_MANIFEST_DIR".into(), folder.into());
    let finished = process::run(
        &Invocation {
            program: dependencies.rustc.program.clone(),
            arguments: arguments(scenario, dependencies, folder),
            // Paths in diagnostics are then those that the user knows.
            folder: project.root.clone(),
            environment,
            timeout: Some(TIMEOUT),
            output: OutputTo::Capture(Keep::Whole),
            orphans: Orphans::End,
            hang: None,
            cpus: None,
            tracers: Tracers::Usual,
        },
        supervision,
    )?;
    let said = finished.stderr.finish();
    let ending = match (finished.stopped, finished.status) {
        (Some(Stopped::Deadline), _) => Ending::Timeout,
        (_, Status::Exit(0)) => Ending::Compiles,
        (_, Status::Exit(1)) => Ending::CompileError,
        (_, Status::Exit(code)) => Ending::Exit(code),
        (_, Status::Signal(signal)) => Ending::Signal(process::name_of_signal(signal)),
    };
    let said = diagnostics::normalised(&said.bytes);
    Ok(Observation::of_check(
        &finished,
        ending,
        Stream::Rustc,
        &said,
    ))
}

fn arguments(scenario: &Scenario, dependencies: &Dependencies, folder: &Path) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = [
        "--crate-name=scenario",
        "--crate-type=cdylib",
        "--emit=metadata",
        "--error-format=json",
        // Lints differ from rustc to rustc, and are not what is asked.
        "--allow=warnings",
    ]
    .map(OsString::from)
    .to_vec();
    arguments.push(format!("--edition={}", dependencies.edition).into());
    if let Some(platform) = &dependencies.platform {
        arguments.push(format!("--target={platform}").into());
    }
    arguments.push("--out-dir".into());
    arguments.push(folder.into());
    for feature in &dependencies.features {
        arguments.push("--cfg".into());
        arguments.push(format!("feature={feature:?}").into());
    }
    for folder in &dependencies.folders {
        arguments.push("-L".into());
        arguments.push(format!("dependency={}", folder.display()).into());
    }
    for (name, file) in &dependencies.externs {
        arguments.push("--extern".into());
        arguments.push(format!("{name}={}", file.display()).into());
    }
    arguments.push(scenario.shown_file.clone().into());
    arguments
}
