//! Builds the addon if its sources changed since the last build.

use std::path::Path;

use super::{Error, fingerprint, install, run_command};
use crate::cache;
use crate::project::{Entry, Project};
use crate::run::Supervision;

/// The file that records the inputs of the last build.
pub const STAMP: &str = "built";

/// Whether the last build is up to date.
pub fn is_current(project: &Project, state: &Path) -> Result<bool, Error> {
    let Some(build) = &project.addon.build else {
        return Ok(true);
    };
    let last = std::fs::read_to_string(state.join(STAMP)).ok();
    Ok(last.is_some_and(|last| stamp_of(project, build).is_ok_and(|now| now == last)))
}

/// Command, entry and sources, as a text that changes when any of them does.
fn stamp_of(project: &Project, build: &str) -> Result<String, Error> {
    let sources = fingerprint::compute(project)?;
    let entry = match &project.addon.entry {
        Entry::File(file) => cache::file_stamp(file).unwrap_or_default(),
        Entry::Package(_) => String::new(),
    };
    Ok(format!("{build}\n{entry}\n{sources}"))
}

/// Builds the addon if needed, and returns whether it did. The caller must hold the addon's exclusive lock.
pub fn build_if_needed(
    project: &Project,
    state: &Path,
    supervision: &Supervision,
) -> Result<bool, Error> {
    let Some(build) = &project.addon.build else {
        return Ok(false);
    };
    if is_current(project, state)? {
        return Ok(false);
    }
    let stamp = state.join(STAMP);
    let folder = project.addon_folder();
    // A build that fails or is interrupted must not pass for the last one.
    let _ = std::fs::remove_file(&stamp);
    install::install_if_needed(&folder, supervision)?;
    let before = fingerprint::compute(project)?;
    run_command("building the addon", build, &folder, supervision)?;
    // Sources that changed while it was built belong to the next build. The entry is stamped as the build left it.
    if before == fingerprint::compute(project)? {
        // A failure to save it only costs a build next time.
        let _ = cache::write(&stamp, &stamp_of(project, build)?);
    }
    Ok(true)
}
