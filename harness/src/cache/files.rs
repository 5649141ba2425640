//! Files: what changes when one does, and how one is written.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

/// What changes when a file does or another one takes its place: its size, the time of its last change, and what the system
/// knows it by. `None` when there is no such file.
pub fn file_stamp(file: &Path) -> Option<String> {
    let metadata = fs::metadata(file).ok()?;
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let identity = identity(&metadata);
    Some(format!(
        "{}-{}-{identity}",
        metadata.len(),
        changed.as_nanos()
    ))
}

#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> u64 {
    0
}

/// Writes a file as a whole or not at all, making its folder if needed. A link of that name is replaced, not followed.
///
/// # Errors
/// When the file system refuses; what was there before is still there.
pub fn write(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().expect("a file stands in a folder");
    fs::create_dir_all(folder)?;
    let mut pending = tempfile::Builder::new();
    // Temporary files are private; this one gets the usual permissions, as the umask says.
    #[cfg(unix)]
    pending.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut pending = pending.prefix(".").tempfile_in(folder)?;
    pending.write_all(text.as_bytes())?;
    pending.persist(file)?;
    Ok(())
}

/// Lets whoever may enter the cache read a folder that was made as a private one.
#[cfg(unix)]
pub fn permit_all(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
pub fn permit_all(_: &Path) -> io::Result<()> {
    Ok(())
}
