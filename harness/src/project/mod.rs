//! Finds and reads `napi-harness.toml`, the one file that says what is under test and where everything stands.

pub mod file;
mod profile;

use std::ops::Range;
use std::path::{Path, PathBuf};

pub use file::{AddonSection, Entry, RunSection, TimeScale};
pub use profile::{
    DEFAULT as DEFAULT_PROFILE, ProfileSection, Unknown as UnknownProfile, is_label,
};

use crate::diagnostic::{self, Diagnostic};
use file::{ExtraRedaction, File, is_path};

/// The project file's name.
pub const FILE_NAME: &str = "napi-harness.toml";

/// A project: its root folder and what its file says.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder that holds the project file; every path in it is relative to this one. Absolute, without links.
    pub root: PathBuf,
    /// The project file.
    pub file: PathBuf,
    /// What is under test; its entry, where that is a file, is absolute.
    pub addon: AddonSection,
    /// The profile by which it is built; `None` for the build of `[addon]` itself.
    pub profile: Option<String>,
    /// Where scenarios stand.
    pub scenarios: PathBuf,
    /// The file of claims, where there is one.
    pub claims: Option<PathBuf>,
    /// Where accepted snapshots stand.
    pub snapshots: PathBuf,
    /// What of this project's output varies, besides what every project's does.
    pub redactions: Vec<ExtraRedaction>,
    /// Defaults of every run.
    pub run: RunSection,
    /// What the project file says, for complaints about it.
    text: String,
}

impl Project {
    /// Finds the project file in `start` or the nearest folder above it, and reads it.
    pub fn find(start: &Path) -> Result<Self, Diagnostic> {
        let file = start
            .ancestors()
            .map(|folder| folder.join(FILE_NAME))
            .find(|file| file.is_file());
        match file {
            Some(file) => Self::read(&file),
            None => Err(Diagnostic::of_file(
                start,
                format!("no {FILE_NAME} in this folder or any above it"),
            )
            .hint("run inside a project, or give its file with --project FILE")),
        }
    }

    /// Reads the project file `file`.
    pub fn read(file: &Path) -> Result<Self, Diagnostic> {
        let unreadable = |error: std::io::Error| {
            Diagnostic::of_file(file, format!("cannot read the project file: {error}"))
                .hint(format!("--project takes the path to a {FILE_NAME}"))
        };
        let file = &file.canonicalize().map_err(unreadable)?;
        let text = std::fs::read_to_string(file).map_err(unreadable)?;
        let mut read: File = diagnostic::from_toml(file, &text, &text, 0)?;
        let root = file
            .parent()
            .expect("a file stands in a folder")
            .to_path_buf();
        profile::check(file, &text, &read.addon)?;
        let profiles = read.addon.profiles.values_mut();
        let entries = profiles.map(|profile| &mut profile.entry);
        for entry in entries.chain([&mut read.addon.entry]) {
            if let Entry::File(entry) = entry {
                *entry = root.join(&entry);
            }
        }
        for runtime in &mut read.run.runtimes {
            if is_path(runtime.get_ref()) {
                let path = root.join(runtime.get_ref());
                *runtime.get_mut() = path.to_string_lossy().into_owned();
            }
        }
        Ok(Self {
            file: file.clone(),
            scenarios: root.join(read.scenarios.dir),
            claims: read.scenarios.claims.map(|file| root.join(file)),
            snapshots: root.join(read.snapshots.dir),
            redactions: read.snapshots.redactions,
            addon: read.addon,
            profile: None,
            run: read.run,
            root,
            text,
        })
    }

    /// A complaint about the bytes `span` of the project file.
    pub fn complaint(&self, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(&self.file, &self.text, span, message)
    }

    /// The folder in which the addon is built.
    pub fn addon_folder(&self) -> PathBuf {
        // Not `root.join("")`, which ends in a slash.
        self.root
            .components()
            .chain(self.addon.dir.components())
            .collect()
    }

    /// `path` as it is shown to the user and written into snapshots: relative to the root, with forward slashes.
    pub fn relative(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/")
    }
}
