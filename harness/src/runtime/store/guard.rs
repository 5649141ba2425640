//! One at a time on one runtime, and what an earlier one left half-done.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{Error, Store};
use crate::cache::Part;
use crate::cache::lock::{self, Lock, Resource};
use crate::run::scratch;

/// Two locks: on the part of the cache that holds all runtimes, so that it is not removed meanwhile, and on one runtime.
pub(super) type Guard = [Lock; 2];

impl Store {
    /// Has the runtime that is called `name` to itself until what it returns is dropped.
    pub(super) fn lock(&self, name: &str) -> Result<Guard, Error> {
        let failed = |error| match error {
            lock::Error::Interrupted => Error::Interrupted,
            lock::Error::Io { file, source } => Error::io("lock", file)(source),
        };
        let part = Resource::Part(Part::Runtimes).share(&self.interrupt);
        let part = part.map_err(failed)?;
        fs::create_dir_all(&self.folder).map_err(Error::io("make", &self.folder))?;
        let own = Resource::Runtime(name).take(&self.interrupt);
        Ok([part, own.map_err(failed)?])
    }

    /// A folder beside the place of the runtime that is called `name`, for which the lock is held.
    pub(super) fn pending(&self, name: &str) -> Result<TempDir, Error> {
        tempfile::Builder::new()
            .prefix(&format!(".{name}."))
            .tempdir_in(&self.folder)
            .map_err(Error::io("make a folder in", &self.folder))
    }

    /// Removes what others left behind that were ended half-way.
    pub(super) fn clean(&self) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.path().is_dir()) {
            let folder = entry.file_name();
            if let Some((name, _)) = folder.to_str().and_then(split_pending) {
                self.clean_if_left(name, &entry.path());
            }
        }
    }

    /// Whoever still works in it holds the lock.
    fn clean_if_left(&self, name: &str, folder: &Path) {
        if let Ok(Some(_alone)) = Resource::Runtime(name).try_take() {
            // The next one tries again.
            let _ = scratch::remove(folder);
        }
    }
}

/// `.node-22.1.0.a8Bx9z`: the runtime's name, and what makes the folder's name its own.
fn split_pending(folder: &str) -> Option<(&str, &str)> {
    folder.strip_prefix('.')?.rsplit_once('.')
}
