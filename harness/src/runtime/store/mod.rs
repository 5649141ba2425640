//! The store: runtimes that the harness installed itself, from npm packages, in the user's cache folder.
//!
//! Each has its own folder, such as `runtimes/node-22.23.3`, that appears whole or not at all. A leading dot marks a folder that is
//! being added or removed.

mod add;
mod error;
mod guard;
mod listing;
mod npm;
mod package;

use std::fs;
use std::path::{Path, PathBuf};

use semver::Version;

pub use add::Added;
pub use error::Error;
pub use package::Package;

use super::{Kind, Runtime};
use crate::cache::Part;
use crate::run::Interrupt;

/// Where runtimes are installed, and what stops an installation.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
    interrupt: Interrupt,
}

/// A runtime in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The runtime.
    pub runtime: Runtime,
    /// The folder that holds it and nothing else.
    pub folder: PathBuf,
}

/// The versions of `kind` that npm has for this machine, the oldest first: [`Store::available`].
///
/// # Errors
/// When no package is known for this machine, or npm has no answer and never had one.
pub fn available(kind: Kind) -> Result<Vec<Version>, Error> {
    Store::default().available(kind)
}

/// All runtimes in the store, by kind, the oldest of each first.
pub fn installed() -> Vec<Installed> {
    Store::default().installed()
}

/// Installs this version of `kind`, if it is not there yet: [`Store::add`].
///
/// # Errors
/// When no package is known for this machine, npm cannot fetch it, or it does not start or reports another version.
pub fn add(kind: Kind, version: &Version) -> Result<Runtime, Error> {
    Ok(Store::default().add(kind, version)?.installed().runtime)
}

/// The user's store; a signal ends the process, as it does any.
impl Default for Store {
    fn default() -> Self {
        Self::new(Interrupt::default())
    }
}

impl Store {
    /// The user's store; `interrupt` stops what goes on in it.
    pub fn new(interrupt: Interrupt) -> Self {
        Self {
            folder: Part::Runtimes.folder(),
            interrupt,
        }
    }

    /// The folder that holds it all.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// All runtimes in it, by kind, the oldest of each first.
    pub fn installed(&self) -> Vec<Installed> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut installed: Vec<Installed> = names
            .filter_map(|name| {
                let (kind, version) = name.split_once('-')?;
                self.get(Kind::named(kind)?, &Version::parse(version).ok()?)
            })
            .collect();
        installed.sort_by(|a, b| {
            let key = |installed: &Installed| installed.runtime.kind as usize;
            (key(a), &a.runtime.version).cmp(&(key(b), &b.runtime.version))
        });
        installed
    }

    /// This version of `kind`, if it is there.
    pub fn get(&self, kind: Kind, version: &Version) -> Option<Installed> {
        let folder = self.folder.join(name(kind, version));
        let program = folder.join(Package::find(kind).ok()?.program);
        program.is_file().then(|| Installed {
            runtime: Runtime {
                kind,
                program,
                version: version.clone(),
            },
            folder,
        })
    }

    /// Removes a runtime.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn remove(&self, installed: &Installed) -> Result<(), Error> {
        let runtime = &installed.runtime;
        let name = name(runtime.kind, &runtime.version);
        let _lock = self.lock(&name)?;
        let pending = self.pending(&name)?;
        // Moved first, so that nobody sees a partial one.
        match fs::rename(&installed.folder, pending.path().join("removed")) {
            // Somebody else has removed it.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            moved => moved.map_err(Error::io("move", &installed.folder))?,
        }
        let path = pending.path().to_path_buf();
        pending.close().map_err(Error::io("remove", path))
    }
}

impl Installed {
    /// What it takes on the disk, in bytes.
    pub fn size(&self) -> u64 {
        size(&self.folder)
    }
}

fn size(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let Ok(metadata) = fs::symlink_metadata(path) else {
        return 0;
    };
    let entries = metadata.is_dir().then(|| fs::read_dir(path).ok()).flatten();
    let below = entries.into_iter().flatten().flatten();
    // The unit of `blocks` is 512 bytes whatever the file system's is.
    metadata.blocks() * 512 + below.map(|entry| size(&entry.path())).sum::<u64>()
}

/// `node-22.23.3`
pub(super) fn name(kind: Kind, version: &Version) -> String {
    format!("{}-{version}", kind.name())
}

/// Tells the user what cannot wait for the end.
fn note(text: &str) {
    crate::output::notice(text);
}
