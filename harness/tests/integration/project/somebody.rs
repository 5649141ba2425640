//! The harness run by another user than the one who tests.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;

use super::Project;

/// `nobody`, who has an entry in most lists of users, and a home that does not exist.
pub const NOBODY: u32 = 65534;
/// A user whom no list knows.
pub const UNKNOWN: u32 = 12345;

/// The harness with these arguments, by a user who has no rights at all, may read the project, and may write its cache and its scratch
/// folder. It needs `needs::other_user`.
pub fn harness(project: &Project, user: u32, arguments: &[&str]) -> Command {
    permit(&project.path(""), 0o755);
    permit(&project.scratch(), 0o1777);
    fs::create_dir_all(project.path("cache")).expect("a folder");
    permit(&project.path("cache"), 0o777);
    // Where cargo has built it may be a place that is root's alone.
    project.copy_of(&cargo_bin("napi-harness"), "napi-harness");
    let mut setpriv = Command::new("setpriv");
    setpriv
        .arg(format!("--reuid={user}"))
        .arg(format!("--regid={user}"))
        .arg("--clear-groups")
        .arg(project.path("napi-harness"))
        .args(arguments);
    project.prepare(&mut setpriv);
    setpriv
}

/// Sets the permissions of a file.
pub fn permit(file: &Path, mode: u32) {
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).expect("a file of ours");
}
