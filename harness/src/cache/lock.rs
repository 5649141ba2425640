//! Locks between processes of the harness: shared or exclusive, by what they protect.
//!
//! All locks are files in the folder `locks/` of the cache, created and never removed: removing one could take it from a process
//! that is about to lock it. The system releases a lock when its holder ends, however it ends.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::{Digest, Part};
use crate::output;
use crate::run::Interrupt;

/// The folder of locks in the cache folder.
pub const FOLDER: &str = "locks";

/// How often somebody who waits looks whether the lock is free or the user wants everything to stop: the system has no way
/// to wait for both.
const LOOK: Duration = Duration::from_millis(50);
/// How long somebody waits before saying so.
const SILENCE: Duration = Duration::from_secs(1);

/// What a lock protects.
#[derive(Debug, Clone, Copy)]
pub enum Resource<'a> {
    /// A part of the cache: shared by all that use it, exclusive for its removal.
    Part(Part),
    /// One build of a project's addon where its users load it, by the folder that it is built in and its profile: shared by runs, exclusive
    /// for a build.
    Addon(&'a Path, Option<&'a str>),
    /// The npm packages of a build, by the folder that it is built in: exclusive while they are installed.
    Packages(&'a Path),
    /// The dependencies that `.rs` scenarios of a project are checked against, by the project file.
    Dependencies(&'a Path),
    /// cargo's package, target folder and shadows for builds of many releases.
    Cargo,
    /// Histories: one is made at a time.
    History,
    /// A runtime that the harness has fetched: shared by sessions, exclusive for adding and removing it.
    Runtime(&'a str),
}

/// A lock, held until this is dropped.
#[derive(Debug)]
#[must_use = "a lock is released when it is dropped"]
pub struct Lock(#[expect(dead_code, reason = "it is held, not read")] File);

/// Why there is no lock.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The user wanted everything to stop.
    #[error("interrupted")]
    Interrupted,
    /// The file system refused.
    #[error("cannot lock {}: {source}", file.display())]
    Io {
        /// The lock's file.
        file: PathBuf,
        /// The system's error.
        source: io::Error,
    },
}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        let kind = match &error {
            // Not `Interrupted`, which asks for another try.
            Error::Interrupted => io::ErrorKind::Other,
            Error::Io { source, .. } => source.kind(),
        };
        Self::new(kind, error)
    }
}

#[derive(Clone, Copy)]
enum Mode {
    Shared,
    Exclusive,
}

impl Resource<'_> {
    /// Takes a shared lock, waiting until nobody holds it exclusively.
    ///
    /// # Errors
    /// When the user interrupts the wait, or the file system refuses.
    pub fn share(self, interrupt: &Interrupt) -> Result<Lock, Error> {
        self.wait(Mode::Shared, interrupt)
    }

    /// Takes an exclusive lock, waiting until nobody else holds it.
    ///
    /// # Errors
    /// As [`Resource::share`].
    pub fn take(self, interrupt: &Interrupt) -> Result<Lock, Error> {
        self.wait(Mode::Exclusive, interrupt)
    }

    /// The same without waiting; `None` when somebody has it.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn try_take(self) -> Result<Option<Lock>, Error> {
        let (path, file) = self.open()?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(Error::Io { file: path, source }),
        }
    }

    fn wait(self, mode: Mode, interrupt: &Interrupt) -> Result<Lock, Error> {
        let (path, file) = self.open()?;
        let began = Instant::now();
        let mut said = false;
        loop {
            let tried = match mode {
                Mode::Shared => file.try_lock_shared(),
                Mode::Exclusive => file.try_lock(),
            };
            match tried {
                Ok(()) => return Ok(Lock(file)),
                Err(TryLockError::Error(source)) => return Err(Error::Io { file: path, source }),
                Err(TryLockError::WouldBlock) if interrupt.signal().is_some() => {
                    return Err(Error::Interrupted);
                }
                Err(TryLockError::WouldBlock) => {
                    if !said && began.elapsed() >= SILENCE {
                        output::notice(format!("waiting: {}", self.describe(mode)));
                        said = true;
                    }
                    thread::sleep(LOOK);
                }
            }
        }
    }

    fn open(self) -> Result<(PathBuf, File), Error> {
        let folder = super::folder().join(FOLDER);
        let path = folder.join(format!("{}.lock", self.name()));
        let opened = fs::create_dir_all(&folder).and_then(|()| {
            // Not truncated, and not for reading only: some network file systems lock exclusively only what is writable.
            File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)
        });
        match opened {
            Ok(file) => Ok((path, file)),
            Err(source) => Err(Error::Io { file: path, source }),
        }
    }

    /// The name of its file.
    fn name(self) -> String {
        let of_path = |kind: &str, path: &Path| {
            let digest = Digest::new(kind).bytes(path.as_os_str().as_encoded_bytes());
            format!("{kind}-{}", digest.name())
        };
        match self {
            Self::Part(part) => format!("part-{}", part.name()),
            Self::Addon(folder, None) => of_path("addon", folder),
            Self::Addon(folder, Some(profile)) => {
                format!("{}-{profile}", of_path("addon", folder))
            }
            Self::Packages(folder) => of_path("packages", folder),
            Self::Dependencies(project) => of_path("dependencies", project),
            Self::Cargo => "cargo".into(),
            Self::History => "history".into(),
            Self::Runtime(name) => format!("runtime-{name}"),
        }
    }

    /// Who is waited for.
    fn describe(self, mode: Mode) -> String {
        match (self, mode) {
            (Self::Part(part), _) => format!(
                "another napi-harness is using or removing the part `{}` of the cache",
                part.name()
            ),
            (Self::Addon(folder, _), Mode::Shared) => format!(
                "another napi-harness is building the addon in {}",
                folder.display()
            ),
            (Self::Addon(folder, _), Mode::Exclusive) => format!(
                "another napi-harness is using the addon in {}, which needs a build",
                folder.display()
            ),
            (Self::Packages(folder), _) => format!(
                "another napi-harness is installing the npm packages in {}",
                folder.display()
            ),
            (Self::Dependencies(project), _) => format!(
                "another napi-harness is building the dependencies of the addon of {}",
                project.display()
            ),
            (Self::Cargo, _) => {
                "another napi-harness is building addons for scenarios or a history".into()
            }
            (Self::History, _) => "another napi-harness is running a history".into(),
            (Self::Runtime(name), _) => format!("another napi-harness is using {name}"),
        }
    }
}
