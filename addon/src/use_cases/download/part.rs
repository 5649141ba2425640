//! The file on the disk, until it is whole.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use super::failure::{Failure, Outcome};

/// A file that is not whole, and goes where it does not become so.
pub struct Part {
    file: File,
    path: PathBuf,
    whole: PathBuf,
    is_whole: bool,
}

impl Part {
    /// Begins `whole` under another name beside it.
    pub fn create(whole: &str) -> Outcome<Self> {
        let path = PathBuf::from(format!("{whole}.part"));
        Ok(Self {
            file: File::create(&path).map_err(|error| Failure::unwritable(&path, 0, &error))?,
            path,
            whole: whole.into(),
            is_whole: false,
        })
    }

    /// Adds a piece, after `received` bytes.
    pub fn write(&mut self, piece: &[u8], received: u64) -> Outcome<()> {
        let written = self.file.write_all(piece);
        written.map_err(|error| Failure::unwritable(&self.path, received, &error))
    }

    /// Gives it its name.
    pub fn finish(mut self, received: u64) -> Outcome<()> {
        let renamed = fs::rename(&self.path, &self.whole);
        renamed.map_err(|error| Failure::unwritable(&self.whole, received, &error))?;
        self.is_whole = true;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.is_whole {
            // It may be gone already.
            let _ = fs::remove_file(&self.path);
        }
    }
}
