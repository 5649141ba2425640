//! The user's cache folder: what can be forgotten at any time and is only found out again.

pub mod artefacts;
mod digest;
mod files;
pub mod lock;
pub mod parts;
mod place;

use std::path::{Path, PathBuf};

pub use artefacts::Artefacts;
pub use digest::Digest;
pub use files::{file_stamp, write};
pub use lock::{Lock, Resource};

pub use place::{Error, folder, prepare, secure};

/// A part of the cache, that is used and removed by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Which versions of runtimes npm has.
    Available,
    /// Built addons: those of scenarios' own, and of histories.
    Builds,
    /// What histories found, and what cargo builds their addons in.
    History,
    /// What is remembered of each project.
    Projects,
    /// Fetched runtimes, and the versions of all that were asked.
    Runtimes,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Available,
        Self::Builds,
        Self::History,
        Self::Projects,
        Self::Runtimes,
    ];

    /// Its name, for people and on the disk.
    pub fn name(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Builds => "builds",
            Self::History => "history",
            Self::Projects => "projects",
            Self::Runtimes => "runtimes",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    /// Its folder.
    pub fn folder(self) -> PathBuf {
        folder().join(self.name())
    }
}

/// The cache folder's part that belongs to the project file `file`.
pub fn of_project(file: &Path) -> PathBuf {
    let digest = Digest::new("project").bytes(file.as_os_str().as_encoded_bytes());
    Part::Projects.folder().join(digest.name())
}

/// Of that, what is remembered of one build of the addon.
pub fn of_build(file: &Path, profile: Option<&str>) -> PathBuf {
    let folder = of_project(file);
    match profile {
        Some(profile) => folder.join(format!("profile-{profile}")),
        None => folder,
    }
}
