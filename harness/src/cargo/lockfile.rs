//! What a `Cargo.lock` holds.

use std::path::{Path, PathBuf};

use semver::Version;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{self, Diagnostic};

/// The file's name.
pub const FILE_NAME: &str = "Cargo.lock";

/// The crates that napi-rs consists of.
const NAPI_CRATES: [&str; 5] = [
    "napi",
    "napi-derive",
    "napi-derive-backend",
    "napi-sys",
    "napi-build",
];

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: Version,
    source: Option<String>,
}

/// One release of a package, as a lock file holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// Its version.
    pub version: Version,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a package comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A registry: it is what was published.
    Registry,
    /// A git repository.
    Git,
    /// A folder.
    Path,
}

impl Origin {
    fn from_source(source: Option<&str>) -> Self {
        match source {
            None => Self::Path,
            Some(source) if source.starts_with("git+") => Self::Git,
            Some(_) => Self::Registry,
        }
    }
}

/// Every package that the lock file holds, by name and version.
///
/// # Errors
/// When it cannot be read or is not a lock file.
pub fn packages(file: &Path) -> Result<Vec<(String, Version)>, Diagnostic> {
    let packages = read(file)?.package.into_iter();
    Ok(packages
        .map(|package| (package.name, package.version))
        .collect())
}

/// Every release of the package `name` that the lock file holds.
///
/// # Errors
/// When it cannot be read or is not a lock file.
pub fn releases(file: &Path, name: &str) -> Result<Vec<Locked>, Diagnostic> {
    let packages = read(file)?.package.into_iter();
    Ok(packages
        .filter(|package| package.name == name)
        .map(|package| Locked {
            version: package.version,
            origin: Origin::from_source(package.source.as_deref()),
        })
        .collect())
}

fn read(file: &Path) -> Result<File, Diagnostic> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Diagnostic::of_file(file, format!("cannot be read: {error}")))?;
    diagnostic::from_toml(file, &text, &text, 0).map_err(|complaint: Diagnostic| {
        complaint.hint("is it a Cargo.lock? `cargo generate-lockfile` writes a new one")
    })
}

/// The nearest lock file in `folder` or above it.
pub fn nearest(folder: &Path) -> Option<PathBuf> {
    let mut files = folder.ancestors().map(|above| above.join(FILE_NAME));
    files.find(|file| file.is_file())
}

/// The crates of napi-rs in the nearest lock file: name and version.
pub fn napi_crates(folder: &Path) -> Vec<(String, Version)> {
    let packages = nearest(folder).and_then(|file| packages(&file).ok());
    packages
        .unwrap_or_default()
        .into_iter()
        .filter(|(name, _)| NAPI_CRATES.contains(&name.as_str()))
        .collect()
}
