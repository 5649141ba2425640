//! Scratch folders: one per run, all below one that goes when the harness does.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

/// The folder that holds the scratch folders of one call of the harness.
#[derive(Debug)]
pub struct Scratch {
    root: PathBuf,
    owner: Mutex<Option<TempDir>>,
    next: AtomicUsize,
}

impl Scratch {
    /// Makes it in the system's temporary folder.
    ///
    /// # Errors
    /// When that folder cannot be written.
    pub fn new() -> io::Result<Self> {
        let owner = tempfile::Builder::new().prefix("napi-harness-").tempdir()?;
        Ok(Self {
            // Programs see their folder without links, so output is searched for that form of it.
            root: owner.path().canonicalize()?,
            owner: Mutex::new(Some(owner)),
            next: AtomicUsize::new(0),
        })
    }

    /// The folder that holds them all.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A new, empty folder for one run.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn folder(&self) -> io::Result<PathBuf> {
        let folder = self
            .root
            .join(self.next.fetch_add(1, Ordering::Relaxed).to_string());
        fs::create_dir(&folder)?;
        Ok(folder)
    }

    /// Leaves the folder where it is.
    pub fn keep(&self) {
        if let Some(owner) = self.owner.lock().expect("no panic while held").take() {
            let _ = owner.keep();
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if self.owner.lock().is_ok_and(|owner| owner.is_some()) {
            let _ = remove(&self.root);
        }
    }
}

/// Removes a folder and all in it, also when a program took the permission to do so away.
///
/// # Errors
/// When something in it can really not be removed.
pub fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            permit(folder);
            fs::remove_dir_all(folder)
        }
        // A scenario may delete its own folder.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Gives back the permission to change every folder below `folder`.
fn permit(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            permit(&entry.path());
        }
    }
}
