//! The addon under test: built when its sources changed, located, and known to load.

mod build;
pub mod fingerprint;
mod install;
pub mod own;

pub use build::STAMP;

use std::io;
use std::path::{Path, PathBuf};

use crate::cache::{self, Lock, Part, Resource, lock};
use crate::project::{Entry, Project};
use crate::run::Supervision;
use crate::run::environment;
use crate::run::process::{self, Invocation, Orphans, OutputTo, Tracers};

/// What `#addon` is.
#[derive(Debug, Clone)]
pub struct AddonModule {
    /// The file or the package.
    pub entry: Entry,
    /// The names that a native file exports; of other modules the runtime sees them itself.
    pub exports: Vec<String>,
}

/// The addon, built.
#[derive(Debug)]
pub struct Addon {
    /// What `#addon` resolves to, with its names once it has been loaded.
    pub module: AddonModule,
    /// Whether it was built now, and not found up to date.
    pub built: bool,
    /// While this lives, no other harness builds the addon or removes its cached state.
    pub in_use: InUse,
}

/// Keeps other harnesses from building an addon.
#[derive(Debug)]
#[must_use = "others may build the addon once this is dropped"]
pub struct InUse {
    _project: Lock,
    _addon: Lock,
}

/// Why there is no addon to run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A command failed; its output is above.
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
    /// An invalid pattern in `watch`.
    #[error("{}: invalid glob {pattern:?} in `watch`: {reason}", project.display())]
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

impl From<lock::Error> for Error {
    fn from(error: lock::Error) -> Self {
        match error {
            lock::Error::Interrupted => Self::Interrupted,
            error @ lock::Error::Io { .. } => Self::Io(error.into()),
        }
    }
}

/// Builds the addon if its sources changed. A build waits for those who use the addon: it is written where they load it.
///
/// # Errors
/// When it does not build, or its entry is missing.
pub fn build(project: &Project, supervision: &Supervision) -> Result<Addon, Error> {
    cache::prepare()?;
    let interrupt = &supervision.interrupt;
    let in_project = Resource::Part(Part::Projects).share(interrupt)?;
    let profile = project.profile.as_deref();
    let state = cache::of_build(&project.file, profile);
    std::fs::create_dir_all(&state)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", state.display())))?;
    let folder = project.addon_folder();
    let folder = folder.canonicalize().unwrap_or(folder);
    let mut built = false;
    let in_use = loop {
        let shared = Resource::Addon(&folder, profile).share(interrupt)?;
        // What this very call has built is used even where sources have changed meanwhile.
        if built || build::is_current(project, &state)? {
            break shared;
        }
        drop(shared);
        let _alone = Resource::Addon(&folder, profile).take(interrupt)?;
        // Whoever had it may have built it.
        built = build::build_if_needed(project, &state, supervision)?;
    };
    let entry = project.addon.entry.clone();
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
    Ok(Addon {
        module,
        built,
        in_use: InUse {
            _project: in_project,
            _addon: in_use,
        },
    })
}

/// Runs one of the project's own commands in a shell, in the user's own environment, its output on standard error.
fn run_command(
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
        cpus: None,
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

/// How a process ended, for a message.
pub fn shown(status: process::Status) -> String {
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
        _ => "its own message is above; fix that and run again".to_owned(),
    }
}
