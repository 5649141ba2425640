//! Which versions of a runtime npm has: fetched once a day and kept for when there is no network.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use semver::Version;

use super::{Error, Package, Store, note, npm};
use crate::cache::{self, Part};
use crate::run::{Supervision, Warden};
use crate::runtime::{Kind, spec::Wanted};

/// How long a list stays fresh.
const FRESH: Duration = Duration::from_hours(24);
/// How many of the newest versions an error names.
const NAMED: usize = 5;

impl Store {
    /// The versions of `kind` that npm has for this machine, the oldest first.
    ///
    /// A list from the last day is used as it is; an older one only if npm does not answer, with a warning.
    ///
    /// # Errors
    /// When no package is known for this machine, or npm has no answer and never had one.
    pub fn available(&self, kind: Kind) -> Result<Vec<Version>, Error> {
        match read_last_list(kind) {
            Some((versions, true)) => Ok(versions),
            _ => self.fetch_versions(kind),
        }
    }

    /// The wanted versions that npm has, oldest first; at least one.
    ///
    /// # Errors
    /// As [`Store::available`], and when there is none.
    pub fn resolve(&self, wanted: &Wanted) -> Result<Vec<Version>, Error> {
        let mut available = self.available(wanted.kind)?;
        let mut versions = wanted.select(&available);
        if versions.is_empty() {
            // It may have been published since.
            available = self.fetch_versions(wanted.kind)?;
            versions = wanted.select(&available);
        }
        if versions.is_empty() {
            return Err(Error::NoVersion {
                wanted: wanted.to_string(),
                nearest: nearest(wanted, &available),
            });
        }
        Ok(versions)
    }

    /// Asks npm for the versions; without an answer, falls back to the last list.
    fn fetch_versions(&self, kind: Kind) -> Result<Vec<Version>, Error> {
        let package = Package::find(kind)?;
        fs::create_dir_all(&self.folder).map_err(Error::io("make", &self.folder))?;
        let supervision = Supervision {
            interrupt: self.interrupt.clone(),
            warden: Warden::default(),
        };
        match npm::list_versions(package, &self.folder, &supervision) {
            Ok(mut versions) => {
                versions.sort();
                let text = serde_json::to_string(&versions).unwrap_or_default();
                // A failure to save it only costs another question next time.
                let _ = cache::write(&file(kind), &text);
                Ok(versions)
            }
            Err(Error::Interrupted) => Err(Error::Interrupted),
            Err(error) => match read_last_list(kind) {
                Some((versions, _)) => {
                    note(&format!(
                        "warning: {error}\n  using an older list of versions"
                    ));
                    Ok(versions)
                }
                None => Err(error),
            },
        }
    }
}

fn file(kind: Kind) -> PathBuf {
    let (system, processor) = (std::env::consts::OS, std::env::consts::ARCH);
    let name = format!("{}-{system}-{processor}.json", kind.name());
    Part::Available.folder().join(name)
}

/// The last list, and whether it is less than a day old.
fn read_last_list(kind: Kind) -> Option<(Vec<Version>, bool)> {
    let file = file(kind);
    let versions = serde_json::from_str(&fs::read_to_string(&file).ok()?).ok()?;
    let written = fs::metadata(&file).ok()?.modified().ok()?;
    // A modification time in the future says nothing about the age.
    let age = SystemTime::now().duration_since(written).ok();
    Some((versions, age.is_some_and(|age| age < FRESH)))
}

/// What there is instead: the newest of the same major version, or else the newest of all.
fn nearest(wanted: &Wanted, available: &[Version]) -> String {
    let major = wanted.major();
    let of_major: Vec<&Version> = available
        .iter()
        .filter(|version| Some(version.major) == major)
        .collect();
    let all = || available.iter().filter(|version| version.pre.is_empty());
    let (these, what) = match of_major.is_empty() {
        false => (of_major, "of that major version, it has"),
        true => (all().collect(), "the newest are"),
    };
    let newest = these.iter().rev().take(NAMED);
    let newest: Vec<String> = newest.map(ToString::to_string).collect();
    format!("{what} {}", newest.join(", "))
}
