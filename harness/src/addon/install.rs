//! Installs the build's own npm packages, exactly as its lock file pins them.

use std::path::Path;
use std::time::SystemTime;

use super::{Error, run_command};
use crate::cache::Resource;
use crate::run::Supervision;

/// Runs `npm ci` in `folder` when it has a lock file that is not, or no longer, installed.
pub fn install_if_needed(folder: &Path, supervision: &Supervision) -> Result<(), Error> {
    if is_installed(folder) {
        return Ok(());
    }
    // Several profiles of one addon are built with the same packages, perhaps at once.
    let _alone = Resource::Packages(folder).take(&supervision.interrupt)?;
    if is_installed(folder) {
        return Ok(());
    }
    let npm_ci = "npm ci --no-audit --no-fund --loglevel=error";
    run_command(
        "installing the build's packages",
        npm_ci,
        folder,
        supervision,
    )
}

/// Whether there is nothing to install, or no longer.
fn is_installed(folder: &Path) -> bool {
    let Some(locked) = changed(&folder.join("package-lock.json")) else {
        return true;
    };
    // npm writes this file into each tree that it has installed: the "hidden lockfile" of npm's documentation.
    let installed = changed(&folder.join("node_modules/.package-lock.json"));
    installed.is_some_and(|installed| installed >= locked)
}

fn changed(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).ok()?.modified().ok()
}
