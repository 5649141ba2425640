//! Why runtimes cannot be listed, added or removed.

use std::io;
use std::path::PathBuf;

use semver::Version;

/// Why runtimes cannot be listed, added or removed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No npm package is known for this machine.
    #[error(
        "no npm package is known for {kind} for {system} on {processor}\n  hint: install it another way and give its path: --runtime /path/to/{kind}"
    )]
    NoPackage {
        /// The runtime's name.
        kind: &'static str,
        /// The operating system.
        system: &'static str,
        /// The processor's architecture.
        processor: &'static str,
    },
    /// npm does not start.
    #[error(
        "npm does not start: {source}\n  hint: runtimes are npm packages; npm comes with Node.js and must be in PATH"
    )]
    NoNpm {
        /// The system's error.
        source: io::Error,
    },
    /// npm was asked something and failed.
    #[error("npm could not {what}:\n{said}\n  hint: check whether `{by_hand}` works")]
    Npm {
        /// What was wanted of it.
        what: String,
        /// Its output, indented.
        said: String,
        /// What the user can try.
        by_hand: String,
    },
    /// No version of a runtime is as wanted.
    #[error("npm has no {wanted}; {nearest}")]
    NoVersion {
        /// As wanted.
        wanted: String,
        /// What there is instead.
        nearest: String,
    },
    /// The package does not contain what its name promises.
    #[error("the package {package}@{version} was not added: {reason}\n  hint: try another version")]
    NotAsPromised {
        /// The package.
        package: &'static str,
        /// Its version.
        version: Version,
        /// What is wrong with it.
        reason: String,
    },
    /// The file system refused.
    #[error("cannot {what} {}: {source}", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The user wanted everything to stop.
    #[error("interrupted")]
    Interrupted,
}

impl Error {
    /// For `map_err` where the file system was asked to do `what` to `path`.
    pub(super) fn io(
        what: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { what, path, source }
    }
}
