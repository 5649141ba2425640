//! What a test needs of the machine beyond Node.js, npm and cargo.
//!
//! A need that is not met fails the test in CI, with what to install. Elsewhere the test is skipped, visibly:
//!
//! ```ignore
//! let Some(gdb) = needs::program("gdb", "apt-get install gdb") else { return };
//! ```

use std::env;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program `name` in PATH; `install` says how to get it.
///
/// # Panics
/// In CI, when it is not there.
#[track_caller]
pub fn program(name: &str, install: &str) -> Option<PathBuf> {
    find(name).or_else(|| missing(&format!("{name} is not installed"), install))
}

fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut files = env::split_paths(&path).map(|folder| folder.join(name));
    files.find(|file| is_executable(file))
}

/// A command to which a program and its arguments are added; it runs them in a mount namespace of their own, in which
/// they may mount what they like.
///
/// # Panics
/// In CI, when the machine grants none.
#[track_caller]
pub fn mount_namespace() -> Option<Command> {
    let unshare = program("unshare", "apt-get install util-linux")?;
    let inside = || {
        let mut command = Command::new(&unshare);
        command.args(["--mount", "--map-root-user"]);
        command
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut mount = inside();
    mount
        .args(["mount", "-t", "tmpfs", "tmpfs"])
        .arg(folder.path());
    if succeeds(&mut mount) {
        return Some(inside());
    }
    missing(
        "this machine grants no mount namespace",
        "a container needs CAP_SYS_ADMIN, a kernel `sysctl kernel.unprivileged_userns_clone=1`",
    )
}

/// gdb, or else lldb.
///
/// # Panics
/// In CI, when neither is there.
#[track_caller]
pub fn any_debugger() -> Option<PathBuf> {
    let lldb = find("lldb");
    lldb.or_else(|| program("gdb", "apt-get install gdb"))
}

/// `setpriv`, and the right to become any user by it.
///
/// # Panics
/// In CI, when there is none.
#[track_caller]
pub fn other_user() -> Option<PathBuf> {
    let setpriv = program("setpriv", "apt-get install util-linux")?;
    let mut becomes_nobody = Command::new(&setpriv);
    becomes_nobody.args(["--reuid=65534", "--regid=65534", "--clear-groups", "true"]);
    if succeeds(&mut becomes_nobody) {
        return Some(setpriv);
    }
    missing(
        "nothing can be run as another user here",
        "run the tests as root",
    )
}

fn is_executable(file: &Path) -> bool {
    file.metadata()
        .is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

fn succeeds(command: &mut Command) -> bool {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

#[track_caller]
fn missing<T>(what: &str, remedy: &str) -> Option<T> {
    let ci = env::var("CI").unwrap_or_default();
    assert!(
        ["", "0", "false"].contains(&ci.as_str()),
        "{what}, and in CI nothing is skipped: {remedy}"
    );
    // Not `eprintln!`, which the test runner keeps to itself for tests that pass.
    let name = std::thread::current().name().map(str::to_owned);
    let name = name.unwrap_or_default();
    writeln!(io::stderr(), "skipped: {name}: {what}: {remedy}").expect("standard error is open");
    None
}
