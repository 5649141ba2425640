//! Everything that needs cargo: builds, and which releases exist.

pub mod companions;
pub mod index;
pub mod lockfile;
pub mod manifest;
mod settings;

use std::io;
use std::path::Path;

pub use settings::settings;

use cargo_metadata::Metadata;

use crate::cache::lock;
use crate::run::capture::Keep;
use crate::run::process::{self, Invocation, Orphans, OutputTo, Status, Stopped, Tracers};
use crate::run::{Supervision, environment};

/// Why cargo failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It failed.
    #[error("`{command}` said:\n{said}")]
    Failed {
        /// The command.
        command: String,
        /// What it printed.
        said: String,
    },
    /// The manifests take a crate from a folder or a git repository alone, so no registry is asked for it.
    #[error(
        "`{0}` comes from a folder or a git repository, and no manifest gives a version of it: no registry was asked for its releases\n  hint: if it is published, write its `version` beside `path` or `git` in Cargo.toml"
    )]
    Unpublished(String),
    /// Its output could not be parsed.
    #[error("cannot parse cargo's output: {0}")]
    Answer(#[from] serde_json::Error),
    /// The user wanted everything to stop.
    #[error("interrupted")]
    Interrupted,
    /// It does not start, or the machine refuses.
    #[error("cargo failed: {0}")]
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

/// Why a build failed, where that is nothing that its sources could be blamed for.
#[derive(Debug, thiserror::Error)]
#[error(
    "the disk that holds the cache is full\n  hint: `napi-harness cache` shows what the harness keeps there, `cache clean history` removes it"
)]
pub struct DiskFull;

/// What cargo printed, and whether it succeeded.
#[derive(Debug)]
pub struct Answer {
    /// What it was asked.
    pub command: String,
    /// Whether it ended with 0.
    pub succeeded: bool,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl Answer {
    /// The same, if it succeeded.
    ///
    /// # Errors
    /// When it did not.
    pub fn succeeded(self) -> Result<Self, Error> {
        if self.succeeded {
            return Ok(self);
        }
        Err(Error::Failed {
            said: self.stderr.trim_end().to_owned(),
            command: self.command,
        })
    }

    /// The same, unless it failed for want of space.
    ///
    /// # Errors
    /// When it did.
    pub fn unless_full(self) -> io::Result<Self> {
        // As the operating system words ENOSPC, and as Rust does.
        let tells =
            |text: &str| text.contains("No space left on device") || text.contains("os error 28");
        if !self.succeeded && (tells(&self.stderr) || tells(&self.stdout)) {
            return Err(io::Error::new(io::ErrorKind::StorageFull, DiskFull));
        }
        Ok(self)
    }
}

/// Runs cargo with `arguments` in `folder`, in the user's own environment.
///
/// # Errors
/// When it does not start, or the user stops it.
pub fn ask(arguments: &[&str], folder: &Path, supervision: &Supervision) -> Result<Answer, Error> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let invocation = Invocation {
        program: program.into(),
        arguments: arguments.iter().map(Into::into).collect(),
        folder: folder.to_path_buf(),
        environment: environment::own(),
        timeout: None,
        output: OutputTo::Capture(Keep::Whole),
        orphans: Orphans::Leave,
        hang: None,
        cpus: None,
        tracers: Tracers::Usual,
    };
    let finished = process::run(&invocation, supervision)?;
    if finished.stopped == Some(Stopped::Interrupted) {
        return Err(Error::Interrupted);
    }
    let text = |stream: &crate::run::capture::Capture| {
        String::from_utf8_lossy(&stream.finish().bytes).into_owned()
    };
    Ok(Answer {
        command: format!("cargo {}", arguments.join(" ")),
        succeeded: finished.status == Status::Exit(0),
        stdout: text(&finished.stdout),
        stderr: text(&finished.stderr),
    })
}

/// The line of cargo's standard error that reports the first problem.
pub fn first_error(said: &str) -> String {
    let line = said.lines().find(|line| line.starts_with("error"));
    line.or(said.lines().next())
        .unwrap_or("cargo failed")
        .to_owned()
}

/// What cargo printed on standard output.
///
/// # Errors
/// As [`ask`], and when it fails.
pub fn run(arguments: &[&str], folder: &Path, supervision: &Supervision) -> Result<String, Error> {
    let answer = ask(arguments, folder, supervision)?.unless_full()?;
    Ok(answer.succeeded()?.stdout)
}

/// The output of `cargo metadata` in `folder` with `arguments`. With `--no-deps` it writes no lock file.
///
/// # Errors
/// As [`run`], and when the answer is not understood.
pub fn metadata(
    arguments: &[&str],
    folder: &Path,
    supervision: &Supervision,
) -> Result<Metadata, Error> {
    let arguments = [&["metadata", "--format-version=1"], arguments].concat();
    Ok(serde_json::from_str(&run(
        &arguments,
        folder,
        supervision,
    )?)?)
}
