//! What the cache folder holds, by part, and how it is removed.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::lock;
use super::{Part, Resource};

/// What the cache folder contains under the name of one part, with or without an extension.
#[derive(Debug)]
pub struct Contents {
    /// Its name.
    pub name: String,
    /// Bytes in all its files.
    pub size: u64,
    /// Its files and folders.
    entries: Vec<PathBuf>,
}

/// What became of a part that was to go.
#[derive(Debug)]
pub enum Removal {
    /// It is gone.
    Removed,
    /// Somebody uses it: it is left as it was.
    InUse,
}

/// Lists the parts of the cache folder `folder`; none if it does not exist. Locks are not a part: they take no space, and removing
/// one could take it from its holder.
///
/// # Errors
/// When it is there and cannot be read.
pub fn list(folder: &Path) -> io::Result<Vec<Contents>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut parts: BTreeMap<String, Contents> = BTreeMap::new();
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        // `runtimes.json` belongs to the folder `runtimes`.
        let is_folder = entry.file_type()?.is_dir();
        let stem = path.file_stem().filter(|_| !is_folder);
        let name = entry.file_name();
        let name = stem.unwrap_or(&name).to_string_lossy().into_owned();
        if name == lock::FOLDER {
            continue;
        }
        let part = parts.entry(name.clone()).or_insert_with(|| Contents {
            name,
            size: 0,
            entries: Vec::new(),
        });
        part.entries.push(path);
    }
    let mut parts: Vec<Contents> = parts.into_values().collect();
    for part in &mut parts {
        part.size = part.measure();
    }
    Ok(parts)
}

impl Contents {
    /// The size of all its files in bytes. Files that vanish meanwhile do not count; links are not followed.
    fn measure(&self) -> u64 {
        let mut size = 0;
        let mut seen = HashSet::new();
        let mut waiting = self.entries.clone();
        while let Some(path) = waiting.pop() {
            let Ok(metadata) = path.symlink_metadata() else {
                continue;
            };
            if metadata.is_dir() {
                let below = fs::read_dir(&path).into_iter().flatten().flatten();
                waiting.extend(below.map(|entry| entry.path()));
            } else if is_first(&metadata, &mut seen) {
                size += metadata.len();
            }
        }
        size
    }

    /// Removes it, unless somebody uses it.
    ///
    /// # Errors
    /// When something in it cannot be removed: the rest of it may be gone.
    pub fn remove(&self) -> io::Result<Removal> {
        // Held until everything is removed, so that nobody starts using it meanwhile.
        let _alone = match Part::named(&self.name) {
            None => None,
            Some(part) => match Resource::Part(part).try_take()? {
                None => return Ok(Removal::InUse),
                alone => alone,
            },
        };
        for entry in &self.entries {
            let removed = match entry.symlink_metadata() {
                // Removes the link, not its target.
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
