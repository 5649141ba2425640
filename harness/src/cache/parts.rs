//! What the cache folder holds, by part, and how it is got rid of.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::fs::{self, File, Metadata, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Whether a file of this name may be one that whoever uses a part holds locked meanwhile, anywhere in the part: `lock`,
/// `.NAME.lock` beside what it stands for, or cargo's own. A plain `Cargo.lock` is none, and there may be very many.
fn is_lock(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name == "lock" || name == ".cargo-lock" || (name.starts_with('.') && name.ends_with(".lock"))
}

/// A part of the cache: what stands in its folder under one name, with or without an extension.
#[derive(Debug)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Bytes in all its files.
    pub size: u64,
    /// Its files and folders.
    entries: Vec<PathBuf>,
    /// The lock files in it.
    locks: Vec<PathBuf>,
}

/// What became of a part that was to go.
#[derive(Debug)]
pub enum Removal {
    /// It is gone.
    Removed,
    /// Somebody uses it: it is left as it was.
    InUse,
}

/// The parts of the cache folder `folder`, by name; none where there is no such folder.
///
/// # Errors
/// When it is there and cannot be read.
pub fn of(folder: &Path) -> io::Result<Vec<Part>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        // `runtimes.json` belongs to the folder `runtimes`.
        let is_folder = entry.file_type()?.is_dir();
        let stem = path.file_stem().filter(|_| !is_folder);
        let name = entry.file_name();
        let name = stem.unwrap_or(&name).to_string_lossy().into_owned();
        let part = parts.entry(name.clone()).or_insert_with(|| Part {
            name,
            size: 0,
            entries: Vec::new(),
            locks: Vec::new(),
        });
        part.entries.push(path);
    }
    let mut parts: Vec<Part> = parts.into_values().collect();
    for part in &mut parts {
        part.look();
    }
    Ok(parts)
}

impl Part {
    /// Finds its size and its lock files.
    fn look(&mut self) {
        let mut seen = HashSet::new();
        let mut waiting = self.entries.clone();
        while let Some(path) = waiting.pop() {
            // What goes while it is looked at is not there; links are not followed.
            let Ok(metadata) = path.symlink_metadata() else {
                continue;
            };
            if metadata.is_dir() {
                let below = fs::read_dir(&path).into_iter().flatten().flatten();
                waiting.extend(below.map(|entry| entry.path()));
            } else {
                if is_first(&metadata, &mut seen) {
                    self.size += metadata.len();
                }
                if metadata.is_file() && path.file_name().is_some_and(is_lock) {
                    self.locks.push(path);
                }
            }
        }
    }

    /// Removes it, unless somebody uses it.
    ///
    /// # Errors
    /// When something in it cannot be removed: the rest of it may be gone.
    pub fn remove(&self) -> io::Result<Removal> {
        // Held until all is gone, so that nobody begins to use it meanwhile.
        let mut held = Vec::new();
        for lock in &self.locks {
            let file = match File::open(lock) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                file => file?,
            };
            match file.try_lock() {
                Ok(()) => held.push(file),
                Err(TryLockError::WouldBlock) => return Ok(Removal::InUse),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        for entry in &self.entries {
            let removed = match entry.symlink_metadata() {
                // The link goes, not what it leads to.
                Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(entry),
                Ok(_) => fs::remove_file(entry),
                Err(error) => Err(error),
            };
            match removed {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                removed => removed?,
            }
        }
        Ok(Removal::Removed)
    }
}

/// Whether this is the first name of the file that was come to: one with several takes its space once.
#[cfg(unix)]
fn is_first(metadata: &Metadata, seen: &mut HashSet<(u64, u64)>) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.nlink() == 1 || seen.insert((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn is_first(_: &Metadata, _: &mut HashSet<(u64, u64)>) -> bool {
    true
}
