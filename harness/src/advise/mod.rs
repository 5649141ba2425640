//! What is known of the releases that a lock file holds: data in (`known.rs`), advice out, as text (`text.rs`) or JSON.

pub mod corpus;
pub mod known;
mod text;

use std::path::PathBuf;

use schemars::{JsonSchema, Schema, schema_for};
use semver::Version;
use serde::Serialize;

pub use text::write as write_text;

use crate::cargo::lockfile::{Locked, Origin};
use crate::scenario::bug::{Kind, Severity};
use known::{KnownBug, KnownBugs, Standing};

/// The JSON Schema of the advice.
pub fn schema() -> Schema {
    schema_for!(Advice)
}

/// What `napi-harness advise --format json` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// The lock file.
    pub lock_file: PathBuf,
    /// The crate that it is about.
    #[serde(rename = "crate")]
    pub krate: String,
    /// The releases that something is known of.
    pub swept: Swept,
    /// Each release that the lock file holds, the oldest first.
    pub releases: Vec<Assessment>,
}

/// The releases that something is known of: these two and those between them.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Swept {
    /// The oldest of them.
    #[schemars(with = "String")]
    pub oldest: Version,
    /// The newest of them.
    #[schemars(with = "String")]
    pub newest: Version,
    /// How many known bugs the newest of them carries.
    pub bugs_of_newest: usize,
}

/// What is known of one release.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// The release.
    #[schemars(with = "String")]
    pub release: Version,
    /// `registry`, `git` or `path`: only the first is surely what was published under that number.
    #[schemars(with = "String")]
    pub origin: Origin,
    /// `swept`; `between` where it was not, but its neighbours were; `older` or `newer` than all of which anything is
    /// known.
    #[schemars(with = "String")]
    pub standing: Standing,
    /// The nearest releases that were swept, below and above it, where it stands between two.
    #[schemars(with = "Option<[String; 2]>")]
    pub neighbours: Option<[Version; 2]>,
    /// The known bugs that it carries, the worst first.
    pub bugs: Vec<Carried>,
    /// How many known bugs were not looked for on it: their sweeps begin later.
    pub not_looked_for: usize,
    /// The nearest later release with no bug that some release has fixed; null where this is one, or none is known.
    #[schemars(with = "Option<String>")]
    pub nearest_without_fixed: Option<Version>,
}

/// A known bug of a release.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Carried {
    /// The name of the scenario that shows it.
    pub scenario: String,
    /// `crash`, `hang`, `loss` or `leak`.
    #[schemars(with = "String")]
    pub severity: Severity,
    /// What it does to a program, such as `use-after-free`.
    #[schemars(with = "String")]
    pub kind: Kind,
    /// What would hold without it.
    pub summary: String,
    /// Where it was reported or fixed.
    pub link: String,
    /// The later release that has fixed it; null while it is open.
    #[schemars(with = "Option<String>")]
    pub fixed: Option<Version>,
    /// Whether every release that was swept carries it.
    pub everywhere: bool,
    /// Whether only one of two neighbours carries it, so that it is not known of this release, which was not swept.
    pub doubtful: bool,
}

impl Advice {
    /// Assesses these releases.
    pub fn assess(known: &KnownBugs, lock_file: PathBuf, locked: &[Locked]) -> Self {
        let newest = known.newest();
        let seen = known.bugs.iter().filter(|bug| bug.was_seen_on(newest));
        let mut releases: Vec<Assessment> = locked
            .iter()
            .map(|locked| Assessment::assess(known, locked))
            .collect();
        releases.sort_by(|a, b| a.release.cmp(&b.release));
        Self {
            lock_file,
            krate: known.krate.clone(),
            swept: Swept {
                oldest: known.oldest().clone(),
                newest: newest.clone(),
                bugs_of_newest: seen.count(),
            },
            releases,
        }
    }

    /// Whether a release carries a bug that a later one has fixed, or, where that counts too, one that is open.
    pub fn is_bad(&self, open_counts: bool) -> bool {
        let mut bugs = self.releases.iter().flat_map(|release| &release.bugs);
        bugs.any(|bug| open_counts || bug.fixed.is_some())
    }
}

impl Assessment {
    /// Assesses one release.
    pub fn assess(known: &KnownBugs, locked: &Locked) -> Self {
        let release = &locked.version;
        // A bug is certain only if both neighbours have it; if one has it, it is reported as doubtful.
        let witnesses = known.witnesses(release);
        let carried = known
            .bugs
            .iter()
            .filter_map(|bug| Carried::find(bug, known, release, witnesses));
        let mut bugs: Vec<Carried> = carried.collect();
        bugs.sort_by(|a, b| a.rank().cmp(&b.rank()));
        let nearest_without_fixed = if bugs.iter().any(|bug| bug.fixed.is_some()) {
            known.nearest_without_fixed(release).cloned()
        } else {
            None
        };
        Self {
            release: release.clone(),
            origin: locked.origin,
            standing: known.standing(release),
            neighbours: <&[Version; 2]>::try_from(witnesses).ok().cloned(),
            bugs,
            not_looked_for: known
                .bugs
                .iter()
                .filter(|bug| bug.from.as_ref().is_some_and(|from| from > release))
                .count(),
            nearest_without_fixed,
        }
    }
}

impl Carried {
    fn find(
        bug: &KnownBug,
        known: &KnownBugs,
        release: &Version,
        witnesses: &[Version],
    ) -> Option<Self> {
        let carry = witnesses.iter().filter(|witness| bug.was_seen_on(witness));
        let count = carry.count();
        (count > 0).then(|| Self {
            scenario: bug.scenario.clone(),
            severity: bug.kind.severity(),
            kind: bug.kind,
            summary: bug.summary.clone(),
            link: bug.link.clone(),
            fixed: bug.fixed_after(release).cloned(),
            everywhere: known
                .releases
                .iter()
                .filter(|swept| bug.from.as_ref().is_none_or(|from| *swept >= from))
                .all(|swept| bug.was_seen_on(swept)),
            doubtful: count < witnesses.len(),
        })
    }

    /// What it is listed by: the worst first, those of a kind together.
    fn rank(&self) -> (Severity, &str, &str) {
        (self.severity, self.kind.name(), &self.scenario)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str = r#"{
        "crate": "napi",
        "releases": ["3.2.0", "3.0.0", "3.1.0", "3.3.0-beta.1", "3.3.0", "3.4.0"],
        "bugs": [
            {"scenario": "bugs/leaks", "summary": "s", "link": "l", "kind": "leak", "fixed": "3.2.0",
             "bad": ["3.0.0", "3.1.0"]},
            {"scenario": "bugs/crashes", "summary": "s", "link": "l", "kind": "double-free", "fixed": "3.3.0",
             "bad": ["3.1.0", "3.2.0"]},
            {"scenario": "bugs/hangs", "summary": "s", "link": "l", "kind": "deadlock", "fixed": null,
             "bad": ["3.0.0", "3.1.0", "3.2.0", "3.3.0-beta.1", "3.3.0", "3.4.0"]}
        ]
    }"#;

    fn assess(release: &str) -> Assessment {
        let locked = Locked {
            version: release.parse().expect("a version"),
            origin: Origin::Registry,
        };
        Assessment::assess(&KnownBugs::read(DATA).expect("data"), &locked)
    }

    fn bugs(assessment: &Assessment) -> Vec<(&str, bool)> {
        let bugs = assessment.bugs.iter();
        bugs.map(|bug| (bug.scenario.as_str(), bug.doubtful))
            .collect()
    }

    #[test]
    fn a_swept_release_carries_what_was_seen_on_it_the_worst_first() {
        let sure = [
            ("bugs/crashes", false),
            ("bugs/hangs", false),
            ("bugs/leaks", false),
        ];
        assert_eq!(bugs(&assess("3.1.0")), sure);
        assert_eq!(bugs(&assess("3.4.0")), [("bugs/hangs", false)]);
    }

    #[test]
    fn the_advice_is_the_nearest_release_without_any_bug_that_is_fixed_and_no_pre_release() {
        let nearest = |release| {
            assess(release)
                .nearest_without_fixed
                .map(|version| version.to_string())
        };
        // 3.2.0 has no leak any more, and crashes, which 3.0.0 did not.
        assert_eq!(nearest("3.0.0").as_deref(), Some("3.3.0"));
        assert_eq!(nearest("3.2.0").as_deref(), Some("3.3.0"));
        assert_eq!(nearest("3.3.0"), None, "an open bug is no reason to move");
    }

    #[test]
    fn a_bug_that_only_one_neighbour_carries_is_in_doubt() {
        let between = assess("3.0.5");
        assert_eq!(between.standing, Standing::Between);
        let told = [
            ("bugs/crashes", true),
            ("bugs/hangs", false),
            ("bugs/leaks", false),
        ];
        assert_eq!(bugs(&between), told);
        let neighbours = between.neighbours.expect("it has two");
        assert_eq!(
            neighbours.map(|version| version.to_string()),
            ["3.0.0", "3.1.0"]
        );
    }

    #[test]
    fn nothing_is_known_before_the_first_release_and_after_the_last() {
        for (release, standing) in [
            ("2.16.17", Standing::Older),
            ("3.0.0-alpha.1", Standing::Older),
            ("3.4.1", Standing::Newer),
        ] {
            let assessment = assess(release);
            assert_eq!(assessment.standing, standing, "{release}");
            assert!(assessment.bugs.is_empty() && assessment.neighbours.is_none());
        }
    }
}
