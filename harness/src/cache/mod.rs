//! The user's cache folder: what can be forgotten at any time and is only found out again.

pub mod parts;
mod place;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

pub use place::{Error, folder, prepare, secure};

/// The cache folder's part that belongs to the project file `file`.
pub fn of_project(file: &Path) -> PathBuf {
    folder()
        .join("projects")
        .join(hash(&file.to_string_lossy()))
}

/// A short name for a text: 64-bit FNV-1a in hexadecimal. It names cache entries and is no protection.
pub fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// What changes when a file does: its size and the time of its last change. `None` when there is no such file.
pub fn file_stamp(file: &Path) -> Option<String> {
    let metadata = std::fs::metadata(file).ok()?;
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{}-{}", metadata.len(), changed.as_nanos()))
}

/// Writes a file as a whole or not at all, making its folder if needed.
pub fn write(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().expect("a file stands in a folder");
    std::fs::create_dir_all(folder)?;
    let mut pending = tempfile::Builder::new();
    // A temporary file is its owner's alone; what is written here is like any other file, as the umask says.
    #[cfg(unix)]
    pending.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut pending = pending.prefix(".").tempfile_in(folder)?;
    pending.write_all(text.as_bytes())?;
    pending.persist(file)?;
    Ok(())
}
