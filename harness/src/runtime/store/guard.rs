//! One at a time on one runtime, and what an earlier one left half-done.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use super::{Error, Store, note};
use crate::run::scratch;

/// How often somebody who waits looks whether the user wants everything to stop: the system has no way to wait for both.
const LOOK: Duration = Duration::from_millis(100);

impl Store {
    /// Has the runtime that is called `name` to itself until what it returns is dropped.
    ///
    /// The lock file stays for ever: whoever removed it could take it from somebody who is about to lock it.
    pub(super) fn lock(&self, name: &str) -> Result<File, Error> {
        fs::create_dir_all(&self.folder).map_err(Error::io("make", &self.folder))?;
        let path = self.folder.join(format!(".{name}.lock"));
        let file = File::create(&path).map_err(Error::io("make", &path))?;
        let mut waits = false;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::Error(source)) => return Err(Error::io("lock", &path)(source)),
                Err(TryLockError::WouldBlock) if self.interrupt.signal().is_some() => {
                    return Err(Error::Interrupted);
                }
                Err(TryLockError::WouldBlock) => {
                    if !waits {
                        note(&format!(
                            "waiting: another napi-harness is busy with {name}"
                        ));
                    }
                    waits = true;
                    thread::sleep(LOOK);
                }
            }
        }
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
        let lock = File::create(self.folder.join(format!(".{name}.lock")));
        if lock.is_ok_and(|lock| lock.try_lock().is_ok()) {
            // The next one tries again.
            let _ = scratch::remove(folder);
        }
    }
}

/// `.node-22.1.0.a8Bx9z`: the runtime's name, and what makes the folder's name its own.
fn split_pending(folder: &str) -> Option<(&str, &str)> {
    folder.strip_prefix('.')?.rsplit_once('.')
}
