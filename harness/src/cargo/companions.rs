//! Companions: the crates that are released together with one, such as napi-derive with napi, each as it was on the day of
//! a release. Newer ones of the same major version often do not go with it.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use semver::{Version, VersionReq};

use super::index::{Index, Release};

/// Companions of one release are published one after the other; the last of them within this time.
const ONE_PUBLICATION: Duration = Duration::from_secs(10 * 60);

/// Versions of crates, each exactly.
pub type Pins = BTreeMap<String, Version>;

/// A companion that has no release that would do.
#[derive(Debug, thiserror::Error)]
#[error("no release of {companion} matches {release}, which requires {requirement}")]
pub struct Unresolved {
    /// The companion.
    pub companion: String,
    /// Crate and version that wants it.
    pub release: String,
    /// What it wants.
    pub requirement: VersionReq,
}

/// The release `version` of `name` and all its companions: those in `direct`, which programs use beside it, and those
/// that they in turn depend on. A companion's name begins with the crate's.
///
/// # Errors
/// When one of them cannot be had.
pub fn pins(
    index: &mut Index,
    name: &str,
    release: &Release,
    direct: &[&str],
) -> Result<Pins, Unresolved> {
    let until = release
        .published
        .map(|published| published + ONE_PUBLICATION);
    let mut pins = Pins::from([(name.to_owned(), release.version.clone())]);
    let mut waiting = vec![name.to_owned()];
    for companion in direct {
        let same_major = VersionReq::parse(&format!("^{}", release.version.major))
            .expect("a number is a requirement");
        let found = newest(index, companion, &same_major, until)
            .or_else(|| newest(index, companion, &VersionReq::STAR, until))
            .ok_or_else(|| Unresolved {
                companion: (*companion).to_owned(),
                release: format!("{name} {}", release.version),
                requirement: same_major,
            })?;
        pins.insert((*companion).to_owned(), found);
        waiting.push((*companion).to_owned());
    }
    let family = format!("{name}-");
    while let Some(known) = waiting.pop() {
        let version = pins[&known].clone();
        let dependencies = index
            .releases(&known)
            .iter()
            .find(|release| release.version == version)
            .map(|release| release.dependencies.clone())
            .unwrap_or_default();
        for dependency in dependencies {
            let is_companion = dependency.name.starts_with(&family) && !dependency.is_for_tests;
            if !is_companion || pins.contains_key(&dependency.name) {
                continue;
            }
            let requirement = dependency.requirement;
            let found = newest(index, &dependency.name, &requirement, until)
                // Published later than what needs it: a fixed release.
                .or_else(|| newest(index, &dependency.name, &requirement, None))
                .ok_or_else(|| Unresolved {
                    companion: dependency.name.clone(),
                    release: format!("{known} {version}"),
                    requirement,
                })?;
            pins.insert(dependency.name.clone(), found);
            waiting.push(dependency.name);
        }
    }
    Ok(pins)
}

/// Whether the companion `name` is what procedural macros or build scripts are made of, and so is built for this machine,
/// as they are.
pub fn is_for_build(name: &str) -> bool {
    ["-build", "-backend"].iter().any(|end| name.ends_with(end))
}

fn newest(
    index: &mut Index,
    name: &str,
    requirement: &VersionReq,
    until: Option<SystemTime>,
) -> Option<Version> {
    let in_time = |release: &&Release| match (release.published, until) {
        (Some(published), Some(until)) => published <= until,
        _ => true,
    };
    index
        .releases(name)
        .iter()
        .filter(|release| release.is_stable() && !release.yanked)
        .filter(|release| requirement.matches(&release.version))
        .filter(in_time)
        .map(|release| release.version.clone())
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        Index::default()
            .with(
                "napi",
                &[r#"{"name":"napi","vers":"3.1.0","pubtime":"2025-07-21T08:00:00Z","deps":[{"name":"napi-sys","req":"^3.0.0","kind":"normal"}]}"#],
            )
            .with(
                "napi-derive",
                &[
                    r#"{"name":"napi-derive","vers":"2.9.0","pubtime":"2024-01-01T00:00:00Z"}"#,
                    r#"{"name":"napi-derive","vers":"3.0.0","pubtime":"2025-07-01T00:00:00Z"}"#,
                    r#"{"name":"napi-derive","vers":"3.1.0","pubtime":"2025-07-21T08:05:00Z","deps":[{"name":"napi-derive-backend","req":"^2.0.0","kind":"normal"}]}"#,
                    r#"{"name":"napi-derive","vers":"3.1.1","pubtime":"2025-07-21T09:00:00Z"}"#,
                ],
            )
            .with(
                "napi-derive-backend",
                &[
                    r#"{"name":"napi-derive-backend","vers":"2.0.0","pubtime":"2025-07-01T00:00:00Z"}"#,
                    r#"{"name":"napi-derive-backend","vers":"2.0.1","pubtime":"2025-07-22T00:00:00Z"}"#,
                ],
            )
            .with(
                "napi-sys",
                &[
                    r#"{"name":"napi-sys","vers":"3.0.0","pubtime":"2025-07-01T00:00:00Z","yanked":true}"#,
                    r#"{"name":"napi-sys","vers":"3.0.1","pubtime":"2025-08-01T00:00:00Z"}"#,
                ],
            )
    }

    #[test]
    fn companions_are_those_of_the_day_and_a_later_one_only_where_there_is_no_other() {
        let mut index = index();
        let release = index.releases("napi")[0].clone();
        let pins = pins(&mut index, "napi", &release, &["napi-derive"]).unwrap();
        let shown: Vec<String> = pins
            .iter()
            .map(|(name, version)| format!("{name} {version}"))
            .collect();
        assert_eq!(
            shown,
            [
                "napi 3.1.0",
                "napi-derive 3.1.0",
                "napi-derive-backend 2.0.0",
                "napi-sys 3.0.1"
            ]
        );
    }

    #[test]
    fn a_companion_that_there_is_not_is_named() {
        let mut index = index().with("napi-sys", &[]);
        let release = index.releases("napi")[0].clone();
        let error = pins(&mut index, "napi", &release, &[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no release of napi-sys matches napi 3.1.0, which requires ^3.0.0"
        );
    }
}
