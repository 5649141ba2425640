//! What the user wants of a runtime: `node`, `node@22`, `node@22.1`, `node@22.23.3`, `node@18..22`, `node@each-major`.

use std::fmt;
use std::ops::RangeInclusive;

use semver::Version;

use super::Kind;

/// Which versions of which runtime are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Which of the runtimes.
    pub kind: Kind,
    versions: Versions,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Versions {
    Newest,
    OfMajor(u64),
    OfMinor(u64, u64),
    Exactly(Version),
    EachMajor,
    EachMajorIn(RangeInclusive<u64>),
}

/// Why a text names no versions of a runtime.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The part before the `@` is not a runtime's name.
    #[error(
        "`{spec}` is not a runtime\n  hint: write node, bun or deno, with an optional version: node@22"
    )]
    Kind {
        /// As written.
        spec: String,
    },
    /// The part after the `@` means no version.
    #[error(
        "`{version}` in `{spec}` is not a version\n  hint: write {name}@22, {name}@22.1, {name}@22.1.0, {name}@18..22 or {name}@{EACH_MAJOR}"
    )]
    Version {
        /// As written.
        spec: String,
        /// The runtime's name.
        name: &'static str,
        /// The text given as a version.
        version: String,
    },
    /// There are dots for a range, but not two of them between two numbers.
    #[error(
        "`{version}` in `{spec}` is not a range\n  hint: a range is two major versions with two dots between them: {name}@18..22"
    )]
    Range {
        /// As written.
        spec: String,
        /// The runtime's name.
        name: &'static str,
        /// The text given as a range.
        version: String,
    },
    /// A range that ends before it begins.
    #[error("the range in `{spec}` is reversed\n  hint: write {name}@{last}..{first}")]
    Reversed {
        /// As written.
        spec: String,
        /// The runtime's name.
        name: &'static str,
        /// The first major version.
        first: u64,
        /// The last one.
        last: u64,
    },
}

const EACH_MAJOR: &str = "each-major";

impl Error {
    fn of_version(spec: &str, kind: Kind, version: &str) -> Self {
        let (spec, name, version) = (spec.to_owned(), kind.name(), version.to_owned());
        if version.contains("..") {
            return Self::Range {
                spec,
                name,
                version,
            };
        }
        Self::Version {
            spec,
            name,
            version,
        }
    }
}

impl Wanted {
    /// Reads a text such as `node@22`.
    ///
    /// # Errors
    /// When it names no runtime, or no version.
    pub fn parse(spec: &str) -> Result<Self, Error> {
        let (name, version) = match spec.split_once('@') {
            Some((name, version)) => (name, Some(version)),
            None => (spec, None),
        };
        let kind = Kind::named(name).ok_or_else(|| Error::Kind {
            spec: spec.to_owned(),
        })?;
        let versions = match version {
            None => Versions::Newest,
            Some(version) => {
                Versions::parse(version).ok_or_else(|| Error::of_version(spec, kind, version))?
            }
        };
        if let Versions::EachMajorIn(majors) = &versions
            && majors.is_empty()
        {
            return Err(Error::Reversed {
                spec: spec.to_owned(),
                name: kind.name(),
                first: *majors.start(),
                last: *majors.end(),
            });
        }
        Ok(Self { kind, versions })
    }

    /// This very version.
    pub fn exactly(kind: Kind, version: Version) -> Self {
        let versions = Versions::Exactly(version);
        Self { kind, versions }
    }

    /// Of the versions that there are, those that are wanted, the oldest first: the newest that will do, or the newest of
    /// each major version. Pre-releases are wanted only when named exactly.
    pub fn select(&self, available: &[Version]) -> Vec<Version> {
        let mut fitting: Vec<Version> = available
            .iter()
            .filter(|version| self.covers(version))
            .filter(|version| version.pre.is_empty() || self.exact().is_some())
            .cloned()
            .collect();
        // The newest first, so that it is the one of its major version that stays.
        fitting.sort_by(|a, b| b.cmp(a));
        if self.is_one() {
            fitting.truncate(1);
        } else {
            fitting.dedup_by_key(|version| version.major);
        }
        fitting.reverse();
        fitting
    }

    /// Whether `version` is among those that would do.
    pub fn covers(&self, version: &Version) -> bool {
        match &self.versions {
            Versions::Newest => true,
            Versions::Exactly(exactly) => version == exactly,
            // A pre-release of 22.0.0 is not yet a 22.
            _ if !version.pre.is_empty() => false,
            Versions::OfMajor(major) => version.major == *major,
            Versions::OfMinor(major, minor) => (version.major, version.minor) == (*major, *minor),
            Versions::EachMajor => version.major >= self.kind.first_major(),
            Versions::EachMajorIn(majors) => majors.contains(&version.major),
        }
    }

    /// Whether any version will do.
    pub fn is_any(&self) -> bool {
        self.versions == Versions::Newest
    }

    /// Whether it means one version, and not several at once.
    pub fn is_one(&self) -> bool {
        !matches!(
            self.versions,
            Versions::EachMajor | Versions::EachMajorIn(_)
        )
    }

    /// The major version that it has to be of, if there is one.
    pub fn major(&self) -> Option<u64> {
        match &self.versions {
            Versions::OfMajor(major) | Versions::OfMinor(major, _) => Some(*major),
            Versions::Exactly(version) => Some(version.major),
            Versions::Newest | Versions::EachMajor | Versions::EachMajorIn(_) => None,
        }
    }

    /// The version, if it was given in full.
    pub fn exact(&self) -> Option<&Version> {
        match &self.versions {
            Versions::Exactly(version) => Some(version),
            _ => None,
        }
    }
}

/// As it is written: `node@22`.
impl fmt::Display for Wanted {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.kind.name())?;
        match &self.versions {
            Versions::Newest => Ok(()),
            Versions::OfMajor(major) => write!(out, "@{major}"),
            Versions::OfMinor(major, minor) => write!(out, "@{major}.{minor}"),
            Versions::Exactly(version) => write!(out, "@{version}"),
            Versions::EachMajor => write!(out, "@{EACH_MAJOR}"),
            Versions::EachMajorIn(majors) => write!(out, "@{}..{}", majors.start(), majors.end()),
        }
    }
}

impl Versions {
    fn parse(text: &str) -> Option<Self> {
        if text == EACH_MAJOR {
            return Some(Self::EachMajor);
        }
        if let Some((first, last)) = text.split_once("..") {
            return Some(Self::EachMajorIn(number(first)?..=number(last)?));
        }
        if let Ok(version) = Version::parse(text) {
            return Some(Self::Exactly(version));
        }
        match text.split_once('.') {
            Some((major, minor)) => Some(Self::OfMinor(number(major)?, number(minor)?)),
            None => Some(Self::OfMajor(number(text)?)),
        }
    }
}

/// Digits alone: `parse` would take a sign, too.
fn number(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn select(spec: &str) -> String {
        let available = [
            "0.12.18",
            "16.20.2",
            "18.1.0",
            "22.1.0",
            "22.1.4",
            "22.9.0",
            "22.10.0",
            "23.0.0-rc.1",
        ];
        let available = available.map(|version| Version::parse(version).expect("a version"));
        let wanted = Wanted::parse(spec).expect(spec);
        assert_eq!(wanted.to_string(), spec);
        let versions = wanted.select(&available);
        let texts: Vec<String> = versions.iter().map(ToString::to_string).collect();
        texts.join(" ")
    }

    #[test]
    fn a_spec_means_the_newest_version_that_will_do() {
        assert_eq!(select("node"), "22.10.0");
        assert_eq!(select("node@22"), "22.10.0");
        assert_eq!(select("node@22.1"), "22.1.4");
        assert_eq!(select("node@22.1.0"), "22.1.0");
        assert_eq!(select("node@20"), "");
    }

    #[test]
    fn several_versions_are_the_newest_of_each_major_one() {
        assert_eq!(select("node@each-major"), "16.20.2 18.1.0 22.10.0");
        assert_eq!(select("node@17..22"), "18.1.0 22.10.0");
    }

    #[test]
    fn a_pre_release_is_wanted_only_by_its_full_name() {
        assert_eq!(select("node@23"), "");
        assert_eq!(select("node@23.0.0-rc.1"), "23.0.0-rc.1");
    }

    #[test]
    fn what_means_no_version_is_refused() {
        for spec in [
            "",
            "nod",
            "node@",
            "node@x",
            "node@22.",
            "node@+22",
            "node@1.2.3.4",
            "node@..",
            "node@22..18",
            "@22",
            "./node",
        ] {
            assert!(Wanted::parse(spec).is_err(), "{spec}");
        }
    }
}
