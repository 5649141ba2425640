//! Artefacts: built addons, each under a key of all that went into it.
//!
//! One appears whole, by a rename, and is never written again: a process that has it mapped keeps what it has. Whoever uses
//! artefacts shares the lock of this part of the cache, so that none is removed meanwhile.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::lock::{self, Lock, Resource};
use super::{Part, files};
use crate::run::Interrupt;

/// The limit for the total size of unused artefacts, in bytes: 4 GiB.
const LIMIT: u64 = 4 << 30;

/// The store of artefacts, in use as long as this lives.
#[derive(Debug)]
pub struct Artefacts {
    folder: PathBuf,
    _in_use: Lock,
}

impl Artefacts {
    /// The user's store. Those that were used least lately go first when it has become too large.
    ///
    /// # Errors
    /// When the user interrupts the wait for whoever removes it, or the file system refuses.
    pub fn open(interrupt: &Interrupt) -> Result<Self, lock::Error> {
        let folder = Part::Builds.folder();
        if let Some(alone) = Resource::Part(Part::Builds).try_take()? {
            // What cannot be removed only takes room.
            let _ = shrink(&folder, LIMIT);
            drop(alone);
        }
        Ok(Self {
            folder,
            _in_use: Resource::Part(Part::Builds).share(interrupt)?,
        })
    }

    /// The artefact of this key, if it is there; `name` is its file's.
    pub fn get(&self, key: &str, name: &str) -> Option<PathBuf> {
        let file = self.folder.join(key).join(name);
        let opened = File::options().append(true).open(&file).ok()?;
        // By its time of change it is known when it was used last.
        let _ = opened.set_modified(SystemTime::now());
        Some(file)
    }

    /// Stores a copy of `built` as the artefact of this key and returns its path. An existing one stays.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn publish(&self, key: &str, name: &str, built: &Path) -> io::Result<PathBuf> {
        fs::create_dir_all(&self.folder)?;
        let pending = tempfile::Builder::new()
            .prefix(".")
            .tempdir_in(&self.folder)?;
        fs::copy(built, pending.path().join(name))?;
        files::permit_all(pending.path())?;
        let place = self.folder.join(key);
        match fs::rename(pending.path(), &place) {
            // It has become the artefact: nothing is left to be removed.
            Ok(()) => drop(pending.keep()),
            // Somebody else was faster, with the same.
            Err(_) if place.join(name).is_file() => {}
            Err(error) => return Err(error),
        }
        Ok(place.join(name))
    }
}

/// Removes the artefacts that were used least lately until the rest takes no more than `limit` bytes, and what publishers
/// left that were killed. Only for whoever has the store alone.
fn shrink(folder: &Path, limit: u64) -> io::Result<()> {
    let mut kept = Vec::new();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        let is_pending = path
            .file_name()
            .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if is_pending {
            fs::remove_dir_all(&path)?;
            continue;
        }
        let (mut size, mut used) = (0, SystemTime::UNIX_EPOCH);
        for file in fs::read_dir(&path)? {
            let metadata = file?.metadata()?;
            size += metadata.len();
            used = used.max(metadata.modified()?);
        }
        kept.push((used, size, path));
    }
    let mut total: u64 = kept.iter().map(|(_, size, _)| size).sum();
    kept.sort();
    for (_, size, path) in kept {
        if total <= limit {
            break;
        }
        fs::remove_dir_all(path)?;
        total -= size;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_was_used_least_lately_goes_first_and_half_published_artefacts_go_always() {
        let folder = tempfile::tempdir().expect("a folder");
        let artefact = |key: &str, age: u64| {
            let place = folder.path().join(key);
            fs::create_dir(&place).expect("a folder");
            let file = File::create(place.join("addon.node")).expect("a file");
            file.set_len(100).expect("a size");
            let then = SystemTime::now() - Duration::from_secs(age);
            file.set_modified(then).expect("a time");
        };
        artefact("old", 300);
        artefact("older", 900);
        artefact("new", 1);
        artefact(".pending", 1);
        shrink(folder.path(), 250).expect("removable");
        let there = |key: &str| folder.path().join(key).exists();
        assert_eq!(
            ["old", "older", "new", ".pending"].map(there),
            [true, false, true, false]
        );
    }
}
