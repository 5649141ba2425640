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

/// Whether this test may run something as another user.
pub fn may_be_had() -> bool {
    // SAFETY: this call takes nothing and cannot fail.
    let root = unsafe { libc::getuid() } == 0;
    let setpriv = Command::new("setpriv").arg("--version").output();
    is_met(
        root && setpriv.is_ok_and(|output| output.status.success()),
        "root, and setpriv of util-linux",
    )
}

/// Whether a need of a test is met here; in CI, one that is not is a fault of the machine's.
pub fn is_met(met: bool, need: &str) -> bool {
    assert!(
        met || std::env::var_os("CI").is_none(),
        "this test needs {need}"
    );
    if !met {
        eprintln!("skipped: it needs {need}");
    }
    met
}

/// The harness with these arguments, by a user who has no rights at all, may read the project, and may write its cache and its scratch
/// folder.
pub fn harness(project: &Project, user: u32, arguments: &[&str]) -> Command {
    permit(&project.path(""), 0o755);
    permit(&project.scratch(), 0o1777);
    fs::create_dir_all(project.path("cache")).expect("a folder");
    permit(&project.path("cache"), 0o777);
    // Where cargo has built it may be a place that is root's alone.
    fs::copy(cargo_bin("napi-harness"), project.path("napi-harness")).expect("a copy");
    permit(&project.path("napi-harness"), 0o755);
    let harness = project.std_harness(&[]);
    let mut setpriv = Command::new("setpriv");
    setpriv
        .arg(format!("--reuid={user}"))
        .arg(format!("--regid={user}"))
        .arg("--clear-groups")
        .arg(project.path("napi-harness"))
        .args(arguments)
        .current_dir(project.path(""));
    for (name, value) in harness.get_envs() {
        match value {
            Some(value) => setpriv.env(name, value),
            None => setpriv.env_remove(name),
        };
    }
    setpriv
}

/// Sets the permissions of a file.
pub fn permit(file: &Path, mode: u32) {
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).expect("a file of ours");
}
