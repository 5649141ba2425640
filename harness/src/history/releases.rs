//! The releases of a sweep: of which crate, and from which to which.

use semver::Version;

use super::prepare::{Error, Range};
use super::sweep::Run;
use crate::addon::own;
use crate::cargo::index::{self, Freshness, Index};
use crate::diagnostic;
use crate::project::Project;
use crate::session::Session;

/// The crate that is meant: all scenarios must agree.
pub fn krate(range: &Range, runs: &[Run]) -> Result<String, Error> {
    if let Some(krate) = &range.krate {
        return Ok(krate.clone());
    }
    let mut of_bugs: Vec<&str> = runs
        .iter()
        .filter_map(|run| run.scenario.header.bug.as_ref())
        .map(|bug| bug.krate.as_str())
        .collect();
    of_bugs.sort_unstable();
    of_bugs.dedup();
    match of_bugs[..] {
        [] => Ok("napi".into()),
        [krate] => Ok(krate.into()),
        _ => Err(Error::Question(format!(
            "these are bugs in several crates: {}\n  hint: choose one with --crate",
            of_bugs.join(", ")
        ))),
    }
}

/// cargo's index, as fresh as asked for, and a warning where it could not be renewed.
pub fn read_index(
    krate: &str,
    freshness: Freshness,
    session: &Session,
) -> Result<(Index, Option<String>), Error> {
    let mut crates = vec![krate];
    if krate == "napi" {
        crates.extend(own::DIRECT_COMPANIONS);
    }
    let warning = index::refresh(
        &crates,
        &session.project().addon_folder(),
        freshness,
        session.supervision(),
    )?;
    let mut index = Index::default();
    if index.releases(krate).is_empty() {
        return Err(Error::Question(format!(
            "cargo's index has no crate `{krate}`\n  hint: check the name; without a network, only crates that cargo has already fetched are known"
        )));
    }
    Ok((index, warning))
}

/// The releases that are meant, and for each run the first that matters to it.
pub fn meant(
    krate: &str,
    index: &mut Index,
    range: &Range,
    runs: Vec<Run>,
    project: &Project,
) -> Result<(Vec<index::Release>, Vec<Run>), Error> {
    let all = index.releases(krate);
    let stable: Vec<index::Release> = all.iter().filter(|it| it.is_stable()).cloned().collect();
    let named = |text: &str| -> Result<Version, Error> {
        let found = match text {
            "latest" => stable.iter().rev().find(|release| !release.yanked),
            _ => all
                .iter()
                .find(|release| release.version.to_string() == text),
        };
        found.map(|release| release.version.clone()).ok_or_else(|| {
            let names: Vec<String> = stable.iter().map(|it| it.version.to_string()).collect();
            let hint = diagnostic::hint(text, names.iter().map(String::as_str));
            Error::Question(format!("{krate} has no release {text}{hint}"))
        })
    };
    let to = named(&range.to)?;
    let from = range.from.as_deref().map(named).transpose()?;
    let locked = own::locked(&project.addon_folder())
        .and_then(|pins| pins.get(krate).map(|version| version.major));
    let first_of = |run: &Run| {
        let bug = run.scenario.header.bug.as_ref();
        let major = bug
            .and_then(|bug| Some(bug.fixed.as_ref()?.major))
            .or(locked)
            .unwrap_or(to.major);
        let from_bug = bug.and_then(|bug| bug.from.clone());
        let earliest = from.clone().max(from_bug);
        earliest.unwrap_or_else(|| Version::new(major, 0, 0))
    };
    let runs: Vec<Run> = runs
        .into_iter()
        .map(|run| Run {
            from: Some(first_of(&run)),
            ..run
        })
        .collect();
    let earliest = runs.iter().filter_map(|run| run.from.clone()).min();
    let meant: Vec<index::Release> = stable
        .into_iter()
        .filter(|release| release.version <= to)
        .filter(|release| {
            earliest
                .as_ref()
                .is_none_or(|first| release.version >= *first)
        })
        .collect();
    if meant.is_empty() {
        return Err(Error::Question(format!(
            "{krate} has no release from {} to {to}",
            earliest.map(|first| first.to_string()).unwrap_or_default()
        )));
    }
    Ok((meant, runs))
}
