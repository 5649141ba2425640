//! The lifecycle bugs that a sweep over all releases of a crate has seen: the data that advice is given from.

use semver::Version;
use serde::{Deserialize, Serialize};

use crate::scenario::bug::Kind;

/// The sweep's results, as stored in `known_bugs.json`.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct KnownBugs {
    /// The crate that was swept.
    #[serde(rename = "crate")]
    pub krate: String,
    /// Every release that was swept, in ascending order.
    pub releases: Vec<Version>,
    /// Every bug that was seen.
    pub bugs: Vec<KnownBug>,
}

/// One bug, and where it was seen.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct KnownBug {
    /// The name of the scenario that shows it.
    pub scenario: String,
    /// That scenario's summary: what holds where the bug is not.
    pub summary: String,
    /// Where it was reported or fixed.
    pub link: String,
    /// What it does to a program.
    pub kind: Kind,
    /// The release that finally fixed it; `None` while it is open.
    pub fixed: Option<Version>,
    /// The first release on which it was looked for; none where that was the first of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Version>,
    /// Exactly the releases on which the sweep saw it.
    pub bad: Vec<Version>,
}

impl KnownBugs {
    /// The data that this binary was built with.
    pub fn embedded() -> Self {
        Self::read(include_str!("known_bugs.json")).expect("a test reads the very same text")
    }

    /// Reads data of the same form, and puts its releases in order.
    ///
    /// # Errors
    /// When it is not of that form, or no release was swept.
    pub fn read(json: &str) -> serde_json::Result<Self> {
        let mut known: Self = serde_json::from_str(json)?;
        // A release on which a bug was seen has been swept, whether or not the list names it.
        let seen = known.bugs.iter().flat_map(|bug| bug.bad.iter().cloned());
        known.releases.extend(seen);
        known.releases.sort();
        known.releases.dedup();
        if known.releases.is_empty() {
            return Err(serde::de::Error::custom("no release was swept"));
        }
        Ok(known)
    }

    /// The oldest release that was swept.
    pub fn oldest(&self) -> &Version {
        &self.releases[0]
    }

    /// The newest release that was swept.
    pub fn newest(&self) -> &Version {
        &self.releases[self.releases.len() - 1]
    }

    /// How the sweep stands to a release.
    pub fn standing(&self, release: &Version) -> Standing {
        match self.releases.binary_search(release) {
            Ok(_) => Standing::Swept,
            Err(0) => Standing::Older,
            Err(at) if at == self.releases.len() => Standing::Newer,
            Err(_) => Standing::Between,
        }
    }

    /// The swept releases that tell about this one: itself, or else its neighbours, if it has two.
    pub fn witnesses(&self, release: &Version) -> &[Version] {
        match self.releases.binary_search(release) {
            Ok(at) => &self.releases[at..=at],
            Err(at) if 0 < at && at < self.releases.len() => &self.releases[at - 1..=at],
            Err(_) => &[],
        }
    }

    /// The nearest release after `release` without any bug that some release fixes. Pre-releases are never suggested.
    pub fn nearest_without_fixed(&self, release: &Version) -> Option<&Version> {
        let is_without = |later: &Version| {
            let mut bugs = self.bugs.iter();
            !bugs.any(|bug| bug.was_seen_on(later) && bug.fixed_after(later).is_some())
        };
        let mut later = self.releases.iter().filter(|later| *later > release);
        later.find(|later| later.pre.is_empty() && is_without(later))
    }
}

impl KnownBug {
    /// Whether the sweep saw it on this very release.
    pub fn was_seen_on(&self, release: &Version) -> bool {
        self.bad.contains(release)
    }

    /// The release after `release` that fixed it; `None` while it is open.
    pub fn fixed_after(&self, release: &Version) -> Option<&Version> {
        self.fixed.as_ref().filter(|fixed| *fixed > release)
    }
}

/// How the sweep stands to a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It was swept.
    Swept,
    /// It was not (it is yanked, or a pre-release), but an older and a newer one were.
    Between,
    /// It is older than every release that was swept.
    Older,
    /// It is newer than every release that was swept.
    Newer,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_embedded_data_agrees_with_itself() {
        let known = KnownBugs::embedded();
        let listed: KnownBugs =
            serde_json::from_str(include_str!("known_bugs.json")).expect("the form");
        assert_eq!(known.krate, "napi");
        assert_eq!(
            known.releases, listed.releases,
            "every release in `bad` is listed, in order, once"
        );
        let mut names = BTreeSet::new();
        for bug in &known.bugs {
            let name = &bug.scenario;
            assert!(name.starts_with("bugs/"), "{name}");
            assert!(names.insert(name), "{name} stands there twice");
            assert!(!bug.bad.is_empty(), "{name} was seen nowhere");
            if let Some(fixed) = &bug.fixed {
                assert!(known.releases.contains(fixed), "{name}: {fixed}");
                let late = bug.bad.iter().find(|bad| *bad >= fixed);
                assert_eq!(late, None, "{name} was seen after it was fixed");
            }
        }
    }
}
