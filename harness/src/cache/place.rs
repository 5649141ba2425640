//! Where the cache folder is, and whether its contents can be trusted.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

/// Why there is no cache folder.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be made or written.
    #[error("cannot write to the cache folder {}: {source}\n  hint: set XDG_CACHE_HOME to a folder that you can write to", folder.display())]
    Write {
        /// The folder.
        folder: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// Somebody else may have put something there.
    #[error("the cache folder {} {why}, so its contents cannot be trusted\n  hint: remove it, or set XDG_CACHE_HOME to a folder that you can write to", folder.display())]
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
}

/// The harness's folder in the user's cache folder (`XDG_CACHE_HOME` on Linux). Where there is no home, one of the user's own in the
/// temporary folder, which all users share.
pub fn folder() -> PathBuf {
    in_home().unwrap_or_else(in_temporary)
}

/// Makes sure that nobody else has written to the cache folder. Must be called before anything is read from it.
///
/// # Errors
/// When it is in the temporary folder and cannot be created there, or is not private to the user.
pub fn secure() -> Result<(), Error> {
    if in_home().is_some() {
        return Ok(());
    }
    let folder = in_temporary();
    match DirBuilder::new().mode(0o700).create(&folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => check_owner(folder),
        made => made.map_err(|source| Error::Write { folder, source }),
    }
}

/// Makes the cache folder, if it is not there yet, and sees whether it can be written.
///
/// # Errors
/// When it cannot, or as [`secure`].
pub fn prepare() -> Result<(), Error> {
    secure()?;
    let folder = folder();
    let written = fs::create_dir_all(&folder).and_then(|()| tempfile::tempfile_in(&folder));
    written
        .map(drop)
        .map_err(|source| Error::Write { folder, source })
}

fn in_home() -> Option<PathBuf> {
    Some(dirs::cache_dir()?.join("napi-harness"))
}

fn in_temporary() -> PathBuf {
    std::env::temp_dir().join(format!("napi-harness-{}", user()))
}

fn user() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// The folder is the user's, and nobody else may write to it.
fn check_owner(folder: PathBuf) -> Result<(), Error> {
    match find_intrusion(&folder) {
        Ok(None) => Ok(()),
        Ok(Some(why)) => Err(Error::Foreign { folder, why }),
        Err(source) => Err(Error::Write { folder, source }),
    }
}

fn find_intrusion(folder: &Path) -> io::Result<Option<&'static str>> {
    // Not what a link leads to: somebody else may turn it elsewhere.
    let metadata = fs::symlink_metadata(folder)?;
    Ok(if !metadata.is_dir() {
        Some("is not a folder")
    } else if metadata.uid() != user() {
        Some("belongs to another user")
    } else if metadata.mode() & 0o022 != 0 {
        Some("is writable by other users")
    } else {
        None
    })
}
