//! Snapshots: accepted transcripts, in insta's file format, and the pending ones that wait to be accepted.
//!
//! The only room that touches insta. insta's assertions are made for `#[test]` functions: they panic, print, and read
//! their settings once from the environment. So files are written here, and every one is read back through insta's own
//! parser before it takes its place.

mod file;
mod policy;
mod store;

pub use file::Content;
pub use policy::Policy;
pub use store::{Comparison, Pending, Published, Review, Store};

use std::io;
use std::path::PathBuf;

/// Why a snapshot cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// insta cannot parse it.
    #[error("the snapshot {} is damaged: {reason}; restore it from version control, or run with --accept to replace it", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The file system refused.
    #[error("cannot {verb} the snapshot {}: {source}", file.display())]
    Io {
        /// What was tried.
        verb: &'static str,
        /// The file.
        file: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
}

impl Error {
    /// Why nobody could have written there, after the folder's name, if that is what it is about.
    fn unwritable(&self) -> Option<&'static str> {
        let Self::Io { source, .. } = self else {
            return None;
        };
        match source.kind() {
            io::ErrorKind::ReadOnlyFilesystem => Some("is read-only"),
            io::ErrorKind::PermissionDenied => Some("is not writable by this user"),
            _ => None,
        }
    }
}
