//! The addon under test: built when its sources changed, located, and known to load.

mod build;
pub mod fingerprint;
mod install;
mod load;
pub mod own;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cache;
use crate::project::{Entry, Project};
use crate::run::Supervision;
use crate::run::environment;
use crate::run::process::{self, Finished, Invocation, Orphans, OutputTo, Tracers};
use crate::run::scratch::Scratch;
use crate::runtime::Runtime;
use crate::script::AddonModule;

/// The addon, built.
#[derive(Debug, Clone)]
pub struct Addon {
    /// What `#addon` resolves to, with its names once it has been loaded.
    pub module: AddonModule,
    /// Whether it was built now, and not found up to date.
    pub built: bool,
}

/// Why there is no addon to run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A command failed; what it printed stands above.
    #[error("{what} failed: `{command}` in {} ended with {ending}\n  hint: {hint}", folder.display())]
    Command {
        /// What was being done.
        what: &'static str,
        /// The command.
        command: String,
        /// Where.
        folder: PathBuf,
        /// How it ended.
        ending: String,
        /// What to do.
        hint: String,
    },
    /// The build went well and left nothing where the entry should be.
    #[error("there is no {} after the build\n  hint: `[addon] entry` in {} says where the addon's entry is", entry.display(), project.display())]
    NoEntry {
        /// The entry.
        entry: PathBuf,
        /// The project file.
        project: PathBuf,
    },
    /// The runtime cannot load it.
    #[error("{runtime} cannot load the addon:\n{output}  hint: {hint}")]
    Load {
        /// The runtime.
        runtime: String,
        /// What it printed.
        output: String,
        /// What to do.
        hint: String,
    },
    /// A pattern in `watch` that is none.
    #[error("{}: `watch` holds {pattern:?}: {reason}", project.display())]
    Watch {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: String,
        /// The project file.
        project: PathBuf,
    },
    /// The user wanted everything to stop.
    #[error("interrupted")]
    Interrupted,
    /// There is no cache folder.
    #[error(transparent)]
    Cache(#[from] cache::Error),
    /// The file system refused.
    #[error("cannot prepare the addon: {0}")]
    Io(#[from] io::Error),
}

/// Builds the addon if its sources changed.
///
/// # Errors
/// When it does not build, or is not where it should be.
pub fn build(project: &Project, supervision: &Supervision) -> Result<Addon, Error> {
    cache::prepare()?;
    let state = cache::of_project(&project.file);
    std::fs::create_dir_all(&state)?;
    // Two harnesses on one project: the second waits, and then finds everything up to date.
    let lock = File::create(state.join("lock"))?;
    lock.lock()?;
    let entry = project.addon.entry.clone();
    let built = build::if_needed(project, &state, supervision)?;
    if let Entry::File(file) = &entry
        && !file.exists()
    {
        return Err(Error::NoEntry {
            entry: file.clone(),
            project: project.file.clone(),
        });
    }
    let module = AddonModule {
        entry,
        exports: Vec::new(),
    };
    Ok(Addon { module, built })
}

/// Makes sure that each of `runtimes` loads the addon, and finds out what it exports; asked once for each build of it.
///
/// # Errors
/// When one does not.
pub fn check(
    project: &Project,
    addon: &mut AddonModule,
    runtimes: &[Arc<Runtime>],
    scratch: &Scratch,
    supervision: &Supervision,
) -> Result<(), Error> {
    let check = load::Check {
        project,
        addon,
        scratch,
        supervision,
    };
    let mut exports = Vec::new();
    for runtime in runtimes {
        exports.extend(check.of(runtime)?);
    }
    exports.sort();
    exports.dedup();
    addon.exports = exports;
    Ok(())
}

/// Runs one of the project's own commands in a shell, in the user's own environment, its output on standard error.
fn command(
    what: &'static str,
    command: &str,
    folder: &Path,
    supervision: &Supervision,
) -> Result<(), Error> {
    let (program, arguments) = process::shell(command);
    let invocation = Invocation {
        program,
        arguments,
        folder: folder.to_path_buf(),
        environment: environment::own(),
        timeout: None,
        output: OutputTo::Stderr,
        orphans: Orphans::Leave,
        hang: None,
        tracers: Tracers::Usual,
    };
    let finished = process::run(&invocation, supervision)?;
    if finished.stopped == Some(process::Stopped::Interrupted) {
        return Err(Error::Interrupted);
    }
    match finished.status {
        process::Status::Exit(0) => Ok(()),
        status => Err(Error::Command {
            what,
            command: command.to_owned(),
            folder: folder.to_path_buf(),
            ending: shown(status),
            hint: hint(status),
        }),
    }
}

fn shown(status: process::Status) -> String {
    match status {
        process::Status::Exit(code) => format!("exit code {code}"),
        process::Status::Signal(signal) => process::name_of_signal(signal),
    }
}

fn hint(status: process::Status) -> String {
    match status {
        // What a shell answers for a command that it cannot find: POSIX, 2.8.2 "Exit Status for Commands".
        process::Status::Exit(127) => {
            "the shell did not find the command; npm comes with Node.js".to_owned()
        }
        _ => "its own message stands above; mend that and run again".to_owned(),
    }
}

/// Both streams of a process, for a message.
fn printed(finished: &Finished) -> String {
    [&finished.stdout, &finished.stderr]
        .map(|stream| String::from_utf8_lossy(&stream.finish().bytes).into_owned())
        .concat()
}
