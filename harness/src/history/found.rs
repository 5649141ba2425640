//! What was found: of one scenario, with each release under each runtime.

use semver::Version;
use serde::{Deserialize, Serialize};

use super::Ended;

/// What was found of one scenario.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct History {
    /// The run's name.
    pub scenario: String,
    /// Its summary.
    pub summary: String,
    /// The crate whose releases these are; `None` where only runtimes differ.
    #[serde(rename = "crate")]
    pub krate: Option<String>,
    /// One for each release and runtime, in order of release, then of runtime.
    pub cells: Vec<Cell>,
}

/// What was found with one release under one runtime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// The release; `None` where the project's own build was used.
    pub release: Option<Version>,
    /// The day of its publication.
    pub published: Option<String>,
    /// `node 20.20.2`
    pub runtime: String,
    /// What was found.
    #[serde(flatten)]
    pub found: Found,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "state")]
pub enum Found {
    /// It ran, so many times.
    Ran {
        /// Distinct endings, the most frequent first.
        endings: Vec<Share>,
    },
    /// It does not compile with this release, or its companions cannot be had.
    NotBuilt {
        /// The first error.
        error: String,
    },
    /// The release was withdrawn, and is skipped.
    Yanked,
    /// The runtime does not run it.
    Skipped {
        /// Why.
        reason: String,
    },
}

/// One of several endings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// How it ended, without what varies.
    #[serde(flatten)]
    pub ended: Ended,
    /// How many runs did.
    pub runs: u32,
}

impl Found {
    /// How many runs there were, and how many of them were good.
    pub fn runs(&self) -> (u32, u32) {
        let Self::Ran { endings } = self else {
            return (0, 0);
        };
        let good = endings.iter().filter(|share| share.ended.good);
        (
            endings.iter().map(|share| share.runs).sum(),
            good.map(|share| share.runs).sum(),
        )
    }

    /// Whether every run was good, or any was bad; `None` where nothing ran.
    pub fn is_good(&self) -> Option<bool> {
        let (runs, good) = self.runs();
        (runs > 0).then_some(runs == good)
    }

    /// The ending that stands for it: of a release that is bad now and then, the bad one.
    pub fn signature(&self) -> Option<&str> {
        let Self::Ran { endings } = self else {
            return None;
        };
        let bad = endings.iter().find(|share| !share.ended.good);
        Some(bad.or(endings.first())?.ended.signature.as_str())
    }
}
