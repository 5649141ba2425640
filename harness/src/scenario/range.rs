//! Ranges of runtimes, as headers write them: `node`, `node >=20`, `bun >=1.2, <1.4`.

use std::fmt;

use semver::{Comparator, Version, VersionReq};
use serde::Deserialize;

/// What checks Rust programs, by the name that their headers use.
pub const RUSTC: &str = "rustc";

/// The names of runtimes, and of what checks programs that none runs.
const NAMES: [&str; 4] = ["node", "bun", "deno", RUSTC];

/// A kind of runtime, and which of its versions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Range {
    name: String,
    versions: VersionReq,
    /// As it was written.
    text: String,
}

impl fmt::Display for Range {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl TryFrom<String> for Range {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (name, versions) = text.split_once(char::is_whitespace).unwrap_or((&text, "*"));
        if !NAMES.contains(&name) {
            return Err(format!(
                "`{text}` names no runtime; write `node`, `bun` or `deno`, and versions behind it if not all are meant: `node >=20`"
            ));
        }
        let versions = VersionReq::parse(versions).map_err(|error| {
            format!("`{text}` names no versions: {error}; write `{name} >=20, <24`")
        })?;
        let range = Self {
            name: name.to_owned(),
            versions,
            text,
        };
        match range.common(&range) {
            Some(_) => Ok(range),
            None => Err(format!("`{range}` means no version at all")),
        }
    }
}

impl Range {
    /// Whether it means versions of rustc.
    pub fn is_of_rustc(&self) -> bool {
        self.name == RUSTC
    }

    /// Whether a runtime of that name and version is meant.
    pub fn holds(&self, name: &str, version: &Version) -> bool {
        name == self.name && covers(&self.versions, version)
    }

    /// A version that both mean; `None` where there is none.
    pub fn common(&self, other: &Self) -> Option<Version> {
        // Each is an interval that begins or ends at, or next to, a version that is named.
        let named = self
            .versions
            .comparators
            .iter()
            .chain(&other.versions.comparators);
        let mut versions = named.flat_map(around).chain([Version::new(0, 0, 0)]);
        versions
            .find(|version| self.holds(&other.name, version) && other.holds(&self.name, version))
    }
}

/// Whether `version` is one of `versions`. Cargo's ranges leave out every prerelease that they do not name; here it counts as the release that it
/// leads to, because a nightly runtime behaves as that one will. One that the range names is ordered before its release.
pub fn covers(versions: &VersionReq, version: &Version) -> bool {
    let numbers = Version::new(version.major, version.minor, version.patch);
    let names_prerelease = versions
        .comparators
        .iter()
        .any(|it| !it.pre.is_empty() && named(it) == numbers);
    versions.matches(if names_prerelease { version } else { &numbers })
}

/// The numbers that a comparator names.
fn named(comparator: &Comparator) -> Version {
    let minor = comparator.minor.unwrap_or(0);
    Version::new(comparator.major, minor, comparator.patch.unwrap_or(0))
}

/// The version that a comparator names, and those next to it.
fn around(comparator: &Comparator) -> Vec<Version> {
    let numbers = named(comparator);
    let (major, minor, patch) = (numbers.major, numbers.minor, numbers.patch);
    let prerelease = Version {
        pre: comparator.pre.clone(),
        ..numbers
    };
    let before = match (major, minor, patch) {
        (0, 0, 0) => Version::new(0, 0, 0),
        (_, 0, 0) => Version::new(major - 1, u64::MAX, u64::MAX),
        (_, _, 0) => Version::new(major, minor - 1, u64::MAX),
        _ => Version::new(major, minor, patch - 1),
    };
    vec![
        before,
        prerelease,
        Version::new(major, minor, patch),
        Version::new(major, minor, patch.saturating_add(1)),
        Version::new(major, minor.saturating_add(1), 0),
        Version::new(major.saturating_add(1), 0, 0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_nothing_fits_is_refused() {
        let refused = |text: &str| Range::try_from(text.to_owned()).is_err();
        for text in [
            "node >=26, <24",
            "bun >1.4.5, <1.4.6",
            "node =20.1.0, =20.2.0",
        ] {
            assert!(refused(text), "{text}");
        }
        for text in [
            "node",
            "node >=22, <26",
            "node 24",
            "bun =1.4.5",
            "deno <2",
            "node ~20.1",
            "node >=18446744073709551615",
        ] {
            assert!(!refused(text), "{text}");
        }
    }

    fn range(text: &str) -> Range {
        Range::try_from(text.to_owned()).expect("a range")
    }

    #[test]
    fn a_range_holds_the_versions_that_it_names() {
        let version = |text: &str| Version::parse(text).expect("a version");
        assert!(range("node").holds("node", &version("26.10.0")));
        assert!(!range("node").holds("bun", &version("1.4.5")));
        let some = range("node >=22, <24");
        assert!(some.holds("node", &version("22.0.0")));
        assert!(!some.holds("node", &version("24.0.0")));
    }

    #[test]
    fn a_prerelease_is_judged_by_its_numbers() {
        let nightly = Version::parse("27.0.0-nightly20260401").expect("a version");
        let holds = |text: &str| range(text).holds("node", &nightly);
        for text in [
            "node",
            "node >=22",
            "node >=27",
            "node 27",
            "node >=22, <28",
        ] {
            assert!(holds(text), "{text}");
        }
        for text in ["node <27", "node 26", "node >27", "node >=28", "bun"] {
            assert!(!holds(text), "{text}");
        }
    }

    #[test]
    fn a_prerelease_that_a_range_names_comes_before_its_release() {
        let holds = |text: &str, version: &str| {
            let version = Version::parse(version).expect("a version");
            range(text).holds("node", &version)
        };
        assert!(holds("node =27.0.0-rc.2", "27.0.0-rc.2"));
        assert!(!holds("node =27.0.0-rc.2", "27.0.0"));
        assert!(holds("node >=27.0.0-rc.2", "27.0.0"));
        assert!(!holds("node >=27.0.0-rc.2", "27.0.0-rc.1"));
        assert!(holds("node >=27.0.0-rc.2", "28.0.0-nightly"));
    }

    #[test]
    fn ranges_overlap_where_they_have_a_version_in_common() {
        let overlap = |one: &str, other: &str| range(one).common(&range(other)).is_some();
        assert!(overlap("node", "node >=24"));
        assert!(overlap("node <24.3", "node >=24"));
        assert!(overlap("node >=20, <22", "node 21"));
        assert!(overlap("node =22.1.0", "node ^22"));
        assert!(overlap("node =27.0.0-rc.2", "node >=27"));
        assert!(!overlap("node <24", "node >=24"));
        assert!(!overlap("node >=24", "bun"));
        assert!(!overlap("node 20", "node 22"));
        assert!(!overlap("bun <1.2.3", "bun >=1.2.3"));
    }

    #[test]
    fn what_names_no_runtime_is_refused_with_how_to_write_it() {
        let refused = |text: &str| Range::try_from(text.to_owned()).expect_err("refused");
        assert!(refused("nodejs 20").contains("write `node`, `bun` or `deno`"));
        assert!(refused("node new").contains("write `node >=20, <24`"));
    }
}
