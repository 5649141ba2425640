//! Fixtures: what scenarios share, in folders named `fixtures` beside them or above.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::scenario::catalogue::FIXTURES;

/// The folders of fixtures that a scenario in `folder` can reach: beside it, and beside each folder above it, up to and
/// with `scenarios`. The nearest first.
pub fn find(folder: &Path, scenarios: &Path) -> Vec<PathBuf> {
    folder
        .ancestors()
        .take_while(|above| above.starts_with(scenarios))
        .map(|above| above.join(FIXTURES))
        .filter(|fixtures| fixtures.is_dir())
        .collect()
}

/// Copies a folder with all that is in it.
///
/// A copy and no link: modules in it belong to the script, so that their imports of `#addon` and of packages are the
/// script's own, and a program may change them without harm.
///
/// # Errors
/// When something cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        // Of what a link leads to, so that a link out of the folder is no dead end in the copy.
        if fs::metadata(entry.path())?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
