//! The runtimes of a sweep.

use std::collections::BTreeMap;
use std::sync::Arc;

use semver::Version;

use crate::cli::{self, Exit, Failure, Global};
use crate::output;
use crate::project::Project;
use crate::run::Interrupt;
use crate::runtime::spec::Wanted;
use crate::runtime::store::{self, Store};
use crate::runtime::{Asked, Kind, Runtime};

/// What becomes of versions that are meant and are not there.
#[derive(Debug, Clone, Copy)]
pub enum Fetch {
    /// They are fetched, and the user hears of it.
    Missing,
    /// They are fetched in silence.
    MissingQuietly,
    /// They are left out.
    Nothing,
}

impl Fetch {
    /// As the options of a command say.
    pub fn from_options(offline: bool, global: &Global) -> Self {
        match (offline, global.quiet) {
            (true, _) => Self::Nothing,
            (false, true) => Self::MissingQuietly,
            (false, false) => Self::Missing,
        }
    }
}

/// The runtimes that are meant, each once. Of a spec that means several, such as `node@each-major`, those that are not there are fetched, or
/// those that have been added or are in PATH are meant.
pub fn runtimes_meant(
    specs: &[String],
    fetch: Fetch,
    project: &Project,
    interrupt: &Interrupt,
) -> Result<Vec<Arc<Runtime>>, Failure> {
    if specs.is_empty() {
        return Ok(cli::runtimes(&[], project)?.runtimes());
    }
    let store = Store::new(interrupt.clone());
    let mut asked = Asked::default();
    for spec in specs {
        let several = Wanted::parse(spec).ok().filter(|wanted| !wanted.is_one());
        let meant = match several {
            None => cli::runtimes(std::slice::from_ref(spec), project)?.runtimes(),
            Some(wanted) if matches!(fetch, Fetch::Nothing) => there(spec, &wanted, &store)?,
            Some(wanted) => fetched(&wanted, &store, fetch, interrupt)?,
        };
        for runtime in meant {
            let added = asked.add(spec, runtime);
            added.map_err(|error| cli::no_runtime(&error))?;
        }
    }
    Ok(asked.runtimes())
}

/// Those that match `wanted`; what is not there is fetched.
fn fetched(
    wanted: &Wanted,
    store: &Store,
    fetch: Fetch,
    interrupt: &Interrupt,
) -> Result<Vec<Arc<Runtime>>, Failure> {
    let failed = |error: store::Error| {
        let exit = interrupt.signal().map_or(Exit::Runtime, Exit::Interrupted);
        Failure::new(exit, error.to_string())
    };
    let versions = store.resolve(wanted).map_err(failed)?;
    let runtimes = versions.into_iter().map(|version| {
        let tells = matches!(fetch, Fetch::Missing);
        if tells && store.get(wanted.kind, &version).is_none() {
            output::notice(format_args!("fetching {} {version}", wanted.kind.name()));
        }
        let added = store.add(wanted.kind, &version).map_err(failed)?;
        Ok(Arc::new(added.installed().runtime))
    });
    runtimes.collect()
}

/// Those on this machine that match `wanted`, which `spec` says.
///
/// # Errors
/// When there is none.
fn there(spec: &str, wanted: &Wanted, store: &Store) -> Result<Vec<Arc<Runtime>>, Failure> {
    let added = store.installed().into_iter().map(|it| it.runtime);
    let in_path = Runtime::all_in_path().into_iter().flatten();
    let mut by_version: BTreeMap<Version, Runtime> = BTreeMap::new();
    for runtime in added.chain(in_path).filter(|it| it.kind == wanted.kind) {
        by_version.entry(runtime.version.clone()).or_insert(runtime);
    }
    let versions: Vec<Version> = by_version.keys().cloned().collect();
    let meant = wanted.select(&versions);
    if meant.is_empty() {
        return Err(Failure::new(
            Exit::Runtime,
            format!(
                "no runtime that has been added or is in PATH matches `{spec}`\n  hint: run `{} runtime add {spec}`",
                cli::own_command()
            ),
        ));
    }
    let runtimes = meant
        .iter()
        .filter_map(|version| by_version.remove(version));
    Ok(runtimes.map(Arc::new).collect())
}

/// All of `runtimes` are versions of `kind`; one that was given as a path says only now what it is.
///
/// # Errors
/// When one is another runtime.
pub fn versions_of(kind: Kind, runtimes: &[Arc<Runtime>]) -> Result<(), Failure> {
    match runtimes.iter().find(|runtime| runtime.kind != kind) {
        Some(other) => Err(no_version_of(kind, other)),
        None => Ok(()),
    }
}

/// Why a history over `kind` is not of `other`.
pub fn no_version_of(kind: Kind, other: &dyn std::fmt::Display) -> Failure {
    let name = kind.name();
    Failure::usage(format!(
        "`--over {name}` goes over the versions of {name}, and `{other}` is none of them\n  hint: `{} compare` shows where different runtimes differ",
        cli::own_command()
    ))
}
