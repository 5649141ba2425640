//! Builds the addon, when what it is built from changed since the last time.

use std::path::Path;

use super::{Error, command, fingerprint, install};
use crate::cache;
use crate::project::{Entry, Project};
use crate::run::Supervision;

/// Whether it had to be built.
pub fn if_needed(
    project: &Project,
    state: &Path,
    supervision: &Supervision,
) -> Result<bool, Error> {
    let Some(build) = &project.addon.build else {
        return Ok(false);
    };
    let stamp = state.join("built");
    let current = || -> Result<String, Error> {
        let sources = fingerprint::of_sources(project)?;
        let entry = match &project.addon.entry {
            Entry::File(file) => cache::file_stamp(file).unwrap_or_default(),
            Entry::Package(_) => String::new(),
        };
        Ok(format!("{build}\n{entry}\n{sources}"))
    };
    let last = std::fs::read_to_string(&stamp).ok();
    if last.is_some_and(|last| current().is_ok_and(|current| current == last)) {
        return Ok(false);
    }
    let folder = project.addon_folder();
    // A build that fails or is interrupted must not pass for the last one.
    let _ = std::fs::remove_file(&stamp);
    install::if_needed(&folder, supervision)?;
    let before = fingerprint::of_sources(project)?;
    command("building the addon", build, &folder, supervision)?;
    // Sources that changed while it was built belong to the next build. The entry is stamped as the build left it.
    if before == fingerprint::of_sources(project)? {
        cache::write(&stamp, &current()?)?;
    }
    Ok(true)
}
